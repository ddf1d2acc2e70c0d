/** What a match of ticket and imported trade does to the tables, and what its end does. */
import { findAccount } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { rewriteTrade } from '../store/imported-trades.ts';
import { deleteMatchDecision, lastAmendments, saveMatchDecision } from '../store/matches.ts';
import { findTrade, updateTrade, type Trade } from '../store/trades.ts';
import { JournalError } from './errors.ts';
import type { MatchEnded, TicketMatched } from './events.ts';
import { BookBuilder, typedStop, type Said } from './imports-rebuild.ts';

/** The imported trade takes the typed one's place: what the ticket sealed, and what was written about it, is now said of it. */
export function applyMatch(tx: Executor, { ticketId, tradeId, replaces, by, at }: TicketMatched): void {
  const [trade, typed] = [required(tx, tradeId), required(tx, replaces)];
  if (by === 'trader') saveMatchDecision(tx, { ticketId, tradeId, same: true }, at);
  updateTrade(tx, { ...typed, ticketId: null, status: 'replaced' });
  const row = builderFor(tx, trade).again(trade, (said) => ({
    ...said, note: said.note === '' ? typed.note : said.note, lesson: said.lesson === '' ? typed.lesson : said.lesson, setup: said.setup ?? typed.setup, emotion: said.emotion ?? typed.emotion,
    ...(said.excursionProvenance === null && typed.excursionProvenance !== null ? { mfe: typed.mfe, mae: typed.mae, excursionProvenance: typed.excursionProvenance } : {}),
    ...(typed.stopAmount === null ? {} : { initialStop: typed.initialStop, stopAmount: typed.stopAmount, stopProvenance: typed.stopProvenance }),
    match: { ticketId, replaces, targets: typed.targets, grade: typed.grade, overridden: typed.overridden },
  }));
  if (row === null) throw new JournalError('internal', `The fills of trade ${tradeId} do not make it.`);
  rewriteTrade(tx, row);
}

/** The typed trade counts again as it was, and the imported one, if it is still there, is without a ticket. */
export function endMatch(tx: Executor, { ticketId, tradeId, replaces, cause, at }: MatchEnded): void {
  if (cause === 'refused') saveMatchDecision(tx, { ticketId, tradeId, same: false }, at);
  if (cause === 'reopened') deleteMatchDecision(tx, ticketId, tradeId);
  if (replaces === null) return;
  const typed = required(tx, replaces);
  const trade = findTrade(tx, tradeId);
  if (trade?.ticketId === ticketId) {
    const row = builderFor(tx, trade).again(trade, (said) => withoutTicket(tx, trade, typed, said));
    if (row === null) throw new JournalError('internal', `The fills of trade ${tradeId} do not make it.`);
    rewriteTrade(tx, row);
  }
  updateTrade(tx, { ...typed, ticketId, status: typed.exitAt === null ? 'open' : 'closed' });
}

/** What was taken over from the typed trade goes back with it; what was said of the imported one stays. */
function withoutTicket(tx: Executor, trade: Trade, typed: Trade, said: Said): Said {
  const own = <T>(value: T, theirs: T, none: T): T => (value === theirs ? none : value);
  const fromTyped = said.excursionProvenance !== null && said.excursionProvenance === typed.excursionProvenance && said.mfe === typed.mfe && said.mae === typed.mae;
  return {
    ...said, match: null, note: own(said.note, typed.note, ''), lesson: own(said.lesson, typed.lesson, ''), setup: own(said.setup, typed.setup, null), emotion: own(said.emotion, typed.emotion, null),
    ...(fromTyped ? { mfe: null, mae: null, excursionProvenance: null } : {}),
    ...laterStop(tx, trade),
  };
}

/** The stop that the trader typed for an imported trade, which a ticket's stop had covered. */
function laterStop(tx: Executor, trade: Trade): Pick<Said, 'initialStop' | 'stopAmount' | 'stopProvenance'> {
  const none = { initialStop: null, stopAmount: null, stopProvenance: null };
  const text = lastAmendments(tx, trade.id).get('stop');
  const stop = text === undefined ? null : readStop(text);
  if (stop === null) return none;
  if (stop.price === undefined) return { initialStop: null, stopAmount: stop.amount, stopProvenance: 'typed' };
  const amount = typedStop(trade, stop.price);
  return amount === null ? none : { initialStop: stop.price, stopAmount: amount.amount, stopProvenance: 'typed' };
}

/** A stop as an amendment keeps it: its price, or Stop$ in minor units; null for none. */
export type StopText = { readonly price: string; readonly amount?: undefined } | { readonly amount: number; readonly price?: undefined };

function readStop(text: string): StopText | null {
  return JSON.parse(text) as StopText | null;
}

function builderFor(tx: Executor, trade: Trade): BookBuilder {
  const account = findAccount(tx, trade.accountId);
  if (account === null) throw new JournalError('internal', `The account of trade ${trade.id} is missing.`);
  return new BookBuilder(tx, account);
}

function required(tx: Executor, tradeId: string): Trade {
  const trade = findTrade(tx, tradeId);
  if (trade === null) throw new JournalError('internal', `The trade ${tradeId} is missing.`);
  return trade;
}
