/** Open and closed trades: exits, what the trader states about them, corrections. */
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import { sameData } from '../engine/canonical-json.ts';
import { canonicalDecimal, compareDecimals, formatFixed, parseFixed } from '../engine/decimal.ts';
import { money, type Money } from '../engine/money.ts';
import { checkExcursions } from '../engine/trade-numbers.ts';
import { findAccount } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { positionsOf } from '../store/imported-trades.ts';
import { findInstrument } from '../store/instruments.ts';
import { sessionById, type Session } from '../store/sessions.ts';
import { countTrades, listTrades, type Trade, type TradeCursor, type TradeFilter } from '../store/trades.ts';
import { accountDesk, selectedAccount, type Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import type { TradeFactsStated } from './events.ts';
import { correctImported, correctImportedExcursion } from './imports/amendments.ts';
import { openAccountDesk } from './open-session.ts';
import type { Recording } from './recording.ts';
import { netOf, requireTrade, stateFacts } from './trade-ledger.ts';
import { tradeView } from './trade-view.ts';

/**
 * Closes a part of a trade, or the rest of it, together with what is known of it then. The last part records its outcome in
 * the session of today, where it counts.
 */
export function exitTrade(recording: Recording, lookup: Lookup, { tradeId, price, quantity, fees, ...facts }: CallInput<'trade.exit'>): void {
  const trade = openTrade(recording.tx, tradeId);
  const session = closingSession(recording, lookup, trade);
  if (fees !== null) checkCurrency(fees, trade, 'fees');
  const step = parseFixed(findInstrument(recording.tx, trade.symbol)?.quantityStep ?? '') ?? 0n;
  if (step > 0n && (parseFixed(quantity) ?? 0n) % step !== 0n) throw new JournalError('refused', `The quantity is a multiple of ${formatFixed(step)}.`, { field: 'quantity' });
  if (compareDecimals(quantity, trade.openQuantity) === 1) throw new JournalError('refused', `Only ${trade.openQuantity} of this trade is open.`, { field: 'quantity' });
  recording.append(session, {
    type: 'fill-recorded', fillId: recording.newId(), tradeId, action: 'exit', quantity: canonical(quantity), price: canonical(price),
    fees: fees === null ? null : money(fees.amount, fees.currency), provenance: 'typed', at: recording.now,
  });
  const after = requireTrade(recording.tx, tradeId);
  if (after.status === 'closed') recording.execute(session, { type: 'record-outcome', tradeId, netPnl: netOf(after), at: recording.now });
  stateTradeFacts(recording, { tradeId, ...facts });
}

/** Best and worst open P&L where they are not known yet, note and lesson. What is impossible is refused with its reason. */
export function stateTradeFacts(recording: Recording, { tradeId, mfe, mae, note, lesson }: CallInput<'trade.facts'>): void {
  const trade = requireTrade(recording.tx, tradeId);
  if ((mfe !== undefined || mae !== undefined) && trade.status !== 'closed') {
    throw new JournalError('refused', 'The best and the worst open P&L are known when the trade is closed.', { field: mfe === undefined ? 'mae' : 'mfe' });
  }
  const amount = (minor: number | null): Money | null => (minor === null ? null : money(minor, trade.currency));
  refuseImpossible(trade, mfe === undefined ? amount(trade.mfe) : mfe, mae === undefined ? amount(trade.mae) : mae);
  for (const [field, stated] of [['mfe', mfe], ['mae', mae]] as const) {
    if (stated !== undefined && trade[field] !== null && !sameData(stated, amount(trade[field]))) throw new JournalError('refused', `${EXCURSIONS[field]} is recorded already: correct it, with your reason.`, { field });
  }
  const stated: TradeFactsStated = {
    type: 'trade-facts-stated', tradeId, at: recording.now,
    ...(mfe === undefined ? {} : { mfe }), ...(mae === undefined ? {} : { mae }), ...(note === undefined ? {} : { note }), ...(lesson === undefined ? {} : { lesson }),
  };
  if (Object.keys(stated).length === 3) return;
  const session = trade.sessionId === null ? null : sessionById(recording.tx, trade.sessionId);
  if (session !== null) {
    recording.append(session, stated);
    return;
  }
  // An imported trade was taken in no session of this journal.
  recording.note(stated);
  stateFacts(recording.tx, stated);
}

const EXCURSIONS = { mfe: 'MFE$', mae: 'MAE$' } as const;

function refuseImpossible(trade: Trade, mfe: Money | null, mae: Money | null, field?: string): void {
  const problem = checkExcursions(money(trade.grossPnl, trade.currency), mfe, mae)[0];
  if (problem === undefined) return;
  // A correction of something else cannot say what they are; they have to be corrected first.
  const first = field === undefined ? '' : ` Correct ${EXCURSIONS[problem.field === 'mae' ? 'mae' : 'mfe']} first.`;
  throw new JournalError('refused', `${problem.message}${first}`, { field: field ?? problem.field ?? undefined });
}

/** Corrects what was recorded; the old value stays in the log with the reason, and what follows from it is computed again. */
export function amendTrade(recording: Recording, { tradeId, field, value, why }: CallInput<'trade.amend'>): void {
  const trade = requireTrade(recording.tx, tradeId);
  if (trade.status === 'cancelled') throw new JournalError('refused', 'The ticket of this trade was cancelled.', { field: 'tradeId' });
  if (field === 'mfe' || field === 'mae') return amendExcursion(recording, trade, field, value, why);
  const from = field === 'fees' ? (trade.costsKnown === 'all' ? trade.fees : null) : field === 'entryPrice' ? trade.entryPrice : trade.exitPrice;
  if (from === null && field === 'exitPrice') throw new JournalError('refused', 'This trade has no exit yet.', { field: 'field' });
  const to = field === 'fees' ? minorUnits(value) : price(value);
  if (from === to) throw new JournalError('refused', 'That is what is recorded already.', { field: 'value' });
  if (trade.provenance === 'imported') return correctImported(recording, trade, field, from, to, why);
  const session = ownSession(recording.tx, trade);
  recording.execute(session, { type: 'amend', subject: 'trade', id: tradeId, field, from, to, why, at: recording.now });
  const after = requireTrade(recording.tx, tradeId);
  const amount = (minor: number | null): Money | null => (minor === null ? null : money(minor, after.currency));
  refuseImpossible(after, amount(after.mfe), amount(after.mae), 'value');
  const [before, corrected] = [netOf(trade), netOf(after)];
  if (after.status === 'closed' && !sameData(before, corrected)) {
    recording.execute(session, { type: 'amend', subject: 'trade', id: tradeId, field: 'netPnl', from: before, to: corrected, why, at: recording.now });
  }
}

function amendExcursion(recording: Recording, trade: Trade, field: 'mfe' | 'mae', value: string, why: string): void {
  const from = trade[field];
  if (from === null) throw new JournalError('refused', `${EXCURSIONS[field]} is not known yet: state it with the trade.`, { field: 'field' });
  const to = value === '' ? null : minorUnits(value);
  if (from === to) throw new JournalError('refused', 'That is what is recorded already.', { field: 'value' });
  if (to === null && trade.excursionProvenance === 'imported') throw new JournalError('refused', `${EXCURSIONS[field]} is what the file says: correct it to an amount.`, { field: 'value' });
  const stated = to === null ? null : money(to, trade.currency);
  const problem = checkExcursions(money(trade.grossPnl, trade.currency), field === 'mfe' ? stated : null, field === 'mae' ? stated : null)[0];
  if (problem !== undefined) throw new JournalError('refused', problem.message, { field: 'value' });
  if (trade.provenance === 'imported') return correctImportedExcursion(recording, trade, field, from, to, why);
  recording.execute(ownSession(recording.tx, trade), { type: 'amend', subject: 'trade', id: trade.id, field, from, to, why, at: recording.now });
}

function price(text: string): string {
  const decimal = canonicalDecimal(text);
  if (decimal === null) throw new JournalError('refused', 'A price is a number such as 6012.25.', { field: 'value' });
  return decimal;
}

function minorUnits(text: string): number {
  const units = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(units)) throw new JournalError('refused', 'An amount is a whole number of the smallest unit of the currency.', { field: 'value' });
  return units;
}

function canonical(text: string): string {
  return canonicalDecimal(text) ?? text;
}

function openTrade(db: Executor, tradeId: string): Trade {
  const trade = requireTrade(db, tradeId);
  if (trade.status === 'closed') throw new JournalError('refused', 'This trade is closed already.', { field: 'tradeId' });
  if (trade.status === 'cancelled') throw new JournalError('refused', 'The ticket of this trade was cancelled.', { field: 'tradeId' });
  return trade;
}

function checkCurrency(amount: Money, trade: Trade, field: string): void {
  if (amount.currency !== trade.currency) throw new JournalError('refused', `This trade is in ${trade.currency}.`, { field });
}

/**
 * The session in which an open trade closes: today's, which took it over when it opened. It stays with the one it was taken in
 * while that lasts, and where today's session does not know it (it was opened before sessions took trades over).
 */
function closingSession(recording: Recording, lookup: Lookup, trade: Trade): Session {
  const taken = ownSession(recording.tx, trade);
  const account = findAccount(recording.tx, trade.accountId);
  if (account === null || accountDesk(lookup, account).day.date <= taken.date) return taken;
  const { session } = openAccountDesk(recording, lookup, account);
  return recording.state(session.id).open.some(({ tradeId }) => tradeId === trade.id) ? session : taken;
}

/** The session whose log tells of the trade: in which it was taken and, from its close on, in which it closed. */
function ownSession(db: Executor, trade: Trade): Session {
  const session = trade.sessionId === null ? null : sessionById(db, trade.sessionId);
  if (session === null) throw new JournalError('refused', 'This trade was not taken in a session of this journal.', { field: 'tradeId' });
  return session;
}

// ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────

export function listTradeViews(db: Executor, { status, from, to, cursor, limit }: CallInput<'trade.list'>): CallOutput<'trade.list'> {
  const account = selectedAccount(db);
  if (account === null) return { trades: [], nextCursor: null, total: 0 };
  const filter: TradeFilter = { accountId: account.id, status, from, to };
  const found = listTrades(db, filter, cursor === null ? null : readCursor(cursor), limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    trades: page.map((trade) => tradeView(db, trade)),
    nextCursor: found.length > limit && last !== undefined ? `${last.sessionDate}~${last.entryAt}~${last.id}` : null,
    total: countTrades(db, filter),
  };
}

/** What imported fills leave open, which no trade shows yet. */
export function openPositions(db: Executor): CallOutput<'trade.positions'> {
  const account = selectedAccount(db);
  if (account === null) return [];
  return positionsOf(db, account.id).map(({ symbol, position, entryAt, entryPrice, stated, brokerAccount }) => {
    const short = position.startsWith('-');
    return { symbol, side: short ? 'short' : 'long', quantity: short ? position.slice(1) : position, entryAt, entryPrice, brokerAccount, stated };
  });
}

function readCursor(text: string): TradeCursor {
  const [sessionDate, entryAt, id] = text.split('~');
  const at = Number(entryAt);
  if (sessionDate === undefined || id === undefined || !Number.isSafeInteger(at)) throw new JournalError('refused', 'This page is not one that was given out.', { field: 'cursor' });
  return { sessionDate, entryAt: at, id };
}
