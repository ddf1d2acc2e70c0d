/** What a match of ticket and imported trade does to the tables, and what its end does. */
import { findAccount } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { rewriteTrade } from '../store/imported-trades.ts';
import { deleteMatchDecision, saveMatchDecision } from '../store/matches.ts';
import { findTrade, updateTrade, type Trade } from '../store/trades.ts';
import { JournalError } from './errors.ts';
import type { MatchEnded, TicketMatched } from './events.ts';
import { BookBuilder, withoutTicket } from './imports/rebuild.ts';

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
    const row = builderFor(tx, trade).again(trade, (said) => withoutTicket(tx, trade.id, said));
    if (row === null) throw new JournalError('internal', `The fills of trade ${tradeId} do not make it.`);
    rewriteTrade(tx, row);
  }
  updateTrade(tx, { ...typed, ticketId, status: typed.exitAt === null ? 'open' : 'closed' });
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
