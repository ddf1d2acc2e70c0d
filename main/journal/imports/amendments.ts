/** What the trader changes of an imported trade: corrections, a stop typed later, what its instrument is worth. All of it is logged, and stays when the file is read again. */
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import { canonicalJson, sameData } from '../../engine/canonical-json.ts';
import { canonicalDecimal, compareDecimals } from '../../engine/decimal.ts';
import type { Instrument } from '../../engine/model.ts';
import { formatMoney, money, type Money } from '../../engine/money.ts';
import { rMultiple } from '../../engine/trade-numbers.ts';
import { resolveSymbol, type InstrumentKind } from '../../imports/symbols.ts';
import { findAccount } from '../../store/accounts.ts';
import { rewriteTrade } from '../../store/imported-trades.ts';
import { findInstrument, saveInstrument } from '../../store/instruments.ts';
import { unvaluedBooks } from '../../store/matches.ts';
import { sessionById } from '../../store/sessions.ts';
import { findTrade, insertAmendment, updateTrade, type Trade } from '../../store/trades.ts';
import { JournalError } from '../errors.ts';
import type { TradeAmended } from '../events.ts';
import { BookBuilder, microR, typedStop, type Said, type StopText } from './rebuild.ts';
import { settleMatches, tellOutcome } from '../matching.ts';
import type { Recording } from '../recording.ts';
import { applyCorrection, netOf, requireTrade, withoutBars } from '../trade-ledger.ts';

type Correction = 'entryPrice' | 'exitPrice' | 'fees';

/**
 * Corrects an imported trade. The fills stay as the file has them.
 * @param from what is recorded; null when unknown
 * @param to decimal text for prices, minor units for fees
 */
export function correctImported(recording: Recording, trade: Trade, field: Correction, from: string | number | null, to: string | number, why: string): void {
  if (field !== 'fees' && trade.pointValue === null) {
    throw new JournalError('refused', `What a point of ${trade.symbol} is worth is not known: the result is the broker’s own, and no price of it can be corrected.`, { field: 'field' });
  }
  const change = field === 'fees' ? { correctedFees: Number(to) } : field === 'entryPrice' ? { correctedEntry: String(to) } : { correctedExit: String(to) };
  const after = rewritten(recording, trade, (said) => ({ ...said, ...change, ...(field === 'fees' ? {} : withoutBars(said)) }));
  if (trade.stopAmount !== null && after.stopAmount === null) throw new JournalError('refused', 'The stop that you typed would be on the wrong side of this entry: change the stop first.', { field: 'value' });
  if (trade.excursionProvenance !== 'bars' && ((trade.mfe !== null && after.mfe === null) || (trade.mae !== null && after.mae === null))) {
    throw new JournalError('refused', 'MFE$ or MAE$ of this trade cannot be with this price: correct it first.', { field: 'value' });
  }
  noted(recording, { tradeId: trade.id, field, from, to, why });
  if (after.ticketId === null || after.replaces === null) return;
  const typed = findTrade(recording.tx, after.replaces);
  if (typed !== null) tellOutcome(recording, after.ticketId, typed, after, why);
}

/** @param to minor units; null when unknown from here on */
export function correctImportedExcursion(recording: Recording, { id }: Trade, field: 'mfe' | 'mae', from: number, to: number | null, why: string): void {
  applyCorrection(recording.tx, id, field, to);
  noted(recording, { tradeId: id, field, from, to, why });
}

/** Types the stop of a trade that has none, or changes one that was typed; null takes it away. */
export function typeStop(recording: Recording, { tradeId, stop, why }: CallInput<'trade.stop'>): void {
  const trade = requireTrade(recording.tx, tradeId);
  if (trade.status !== 'closed') throw new JournalError('refused', 'A stop is typed later only for a trade that is closed; the stop of an open one was sealed with its ticket.', { field: 'tradeId' });
  if (trade.stopProvenance === 'ticket') throw new JournalError('refused', 'Stop$ was sealed with the ticket: it stays what it was.', { field: 'stop' });
  if (trade.stopProvenance === 'bracket') throw new JournalError('refused', 'Stop$ is that of the broker’s own stop order: it stays what it was.', { field: 'stop' });
  const typed = stop === null ? null : readStop(trade, stop);
  const [from, to] = [recordedStop(trade), typed === null ? null : typed.text];
  if (sameData(from, to)) throw new JournalError('refused', 'That is what is recorded already.', { field: 'stop' });
  const fields = { initialStop: typed === null || typed.text.price === undefined ? null : typed.text.price, stopAmount: typed?.amount ?? null, stopProvenance: typed === null ? null : ('typed' as const) };
  if (trade.provenance === 'imported') {
    rewritten(recording, trade, (said) => ({ ...said, ...fields }));
    noted(recording, { tradeId, field: 'stop', from, to, why });
    return;
  }
  const session = trade.sessionId === null ? null : sessionById(recording.tx, trade.sessionId);
  if (session === null) throw new JournalError('internal', `The session of trade ${tradeId} is missing.`);
  recording.execute(session, { type: 'amend', subject: 'trade', id: tradeId, field: 'stop', from, to, why, at: recording.now });
  const net = netOf(trade);
  updateTrade(recording.tx, { ...trade, ...fields, rMicro: microR(net, fields.stopAmount === null ? null : money(fields.stopAmount, trade.currency)) });
}

/** Refuses a stop that is no risk, with the reason: a wrong one must never pass for no R. */
function readStop(trade: Trade, stop: { readonly price: string } | { readonly amount: number }): { readonly text: StopText; readonly amount: number } {
  if ('amount' in stop) return { text: { amount: stop.amount }, amount: withinMoney(trade, money(stop.amount, trade.currency)) };
  const price = canonicalDecimal(stop.price);
  if (price === null) throw new JournalError('refused', 'A price is a number such as 6012.25.', { field: 'stop' });
  if (trade.pointValue === null) throw new JournalError('refused', `What a point of ${trade.symbol} is worth is not known: type Stop$ as an amount.`, { field: 'stop' });
  const side = compareDecimals(price, trade.entryPrice);
  if (side === 0) throw new JournalError('refused', 'The stop is at the entry: that is no risk.', { field: 'stop' });
  if (side !== (trade.side === 'long' ? -1 : 1)) {
    throw new JournalError('refused', `The stop of a ${trade.side} is ${trade.side === 'long' ? 'below' : 'above'} its entry at ${trade.entryPrice}; ${price} is on the wrong side.`, { field: 'stop' });
  }
  const amount = typedStop(trade, price);
  if (amount === null || amount.amount === 0) throw new JournalError('refused', 'This stop is less than the smallest amount of money away, or more than any account: check the price.', { field: 'stop' });
  return { text: { price }, amount: withinMoney(trade, amount) };
}

function withinMoney(trade: Trade, stop: Money): number {
  if (rMultiple(money(trade.netPnl, trade.currency), stop) === null) throw new JournalError('refused', `${formatMoney(stop)} is no Stop$ of this trade.`, { field: 'stop' });
  return stop.amount;
}

function recordedStop({ initialStop, stopAmount: amount }: Trade): StopText | null {
  return initialStop !== null ? { price: initialStop } : amount === null ? null : { amount };
}

function rewritten({ tx }: Recording, trade: Trade, change: (said: Said) => Said): Trade {
  const account = findAccount(tx, trade.accountId);
  const row = account === null ? null : new BookBuilder(tx, account).again(trade, change);
  if (row === null) throw new JournalError('internal', `The fills of trade ${trade.id} do not make it.`);
  rewriteTrade(tx, row);
  return requireTrade(tx, trade.id);
}

function noted(recording: Recording, { tradeId, field, from, to, why }: Pick<TradeAmended, 'tradeId' | 'field' | 'from' | 'to' | 'why'>): void {
  const seq = recording.note({ type: 'trade-amended', tradeId, field, from, to, by: 'trader', why, at: recording.now });
  insertAmendment(recording.tx, seq, 'trade', tradeId, { at: recording.now, field, from: amendmentText(from), to: amendmentText(to), why });
}

function amendmentText(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

// ── What an instrument is worth ──────────────────────────────────────────────────────────────────────────────────

const KINDS: Readonly<Record<InstrumentKind, { readonly kind: Instrument['kind']; readonly calendarId: string }>> = {
  future: { kind: 'future', calendarId: 'cme-globex' },
  forex: { kind: 'fx', calendarId: 'fx' },
  crypto: { kind: 'crypto', calendarId: 'crypto-utc' },
  stock: { kind: 'share', calendarId: 'us-equities' },
  option: { kind: 'other', calendarId: 'us-equities' },
};

/** Adds an instrument that a file named and the journal does not know, and builds its trades again. A known one is changed in the settings. */
export function valueInstrument(recording: Recording, { symbol, tickSize, pointValue, currency }: CallInput<'match.value'>): CallOutput<'match.value'> {
  const { tx, now } = recording;
  const known = findInstrument(tx, symbol);
  if (known !== null) throw new JournalError('refused', `${symbol} is known: a point of it is worth ${known.pointValue} ${known.currency}. Change it in the settings.`, { field: 'symbol' });
  const { kind, calendarId } = KINDS[resolveSymbol(symbol)?.kind ?? 'option'];
  const point = tickSize.indexOf('.');
  saveInstrument(tx, { symbol, name: symbol, kind, tickSize, pointValue, currency, quantityStep: kind === 'future' || kind === 'share' || kind === 'other' ? '1' : '0.0001', priceDecimals: point === -1 ? 0 : tickSize.length - point - 1, calendarId });
  const trades = buildUnvaluedAgain(recording, symbol);
  recording.note({ type: 'instrument-valued', symbol, tickSize, pointValue, currency, trades, at: now });
  return { trades };
}

/** After an instrument became known: the trades that waited for it get their results. @returns how many have one now */
export function buildUnvaluedAgain(recording: Recording, symbol: string): number {
  const { tx } = recording;
  const books = unvaluedBooks(tx, symbol);
  let valued = 0;
  for (const [accountId, own] of Map.groupBy(books, ({ accountId }) => accountId)) {
    const account = findAccount(tx, accountId);
    if (account === null) throw new JournalError('internal', `The account ${accountId} is missing.`);
    const builder = new BookBuilder(tx, account);
    const results = own.map(({ bookId, earliest, trades }) => {
      valued += trades;
      return builder.rebuild(bookId, earliest, Number.POSITIVE_INFINITY, () => undefined);
    });
    builder.finish();
    settleMatches(recording, account, { changedMatches: results.flatMap(({ changedMatches }) => changedMatches), lostMatches: results.flatMap(({ lostMatches }) => lostMatches) }, `what a point of ${symbol} is worth was said`);
  }
  return valued;
}
