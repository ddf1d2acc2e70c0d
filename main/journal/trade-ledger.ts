/** Trades as they follow from the log: fills open and close them, corrections and stated facts change what they say. */
import { divideFixed, formatFixed, parseFixed, SCALE, type Decimal, type Fixed } from '../engine/decimal.ts';
import type { Instrument } from '../engine/model.ts';
import { money, type Money } from '../engine/money.ts';
import type { SessionTicket } from '../engine/session.ts';
import { grossPnlOfExits, netPnl, rMultiple } from '../engine/trade-numbers.ts';
import type { Executor } from '../store/executor.ts';
import type { Session } from '../store/sessions.ts';
import { findTrade, insertFill, insertTrade, tradeFills, tradeOfTicket, updateTrade, type Fill, type Trade } from '../store/trades.ts';
import { JournalError } from './errors.ts';
import type { FillRecorded, TradeFactsStated } from './events.ts';
import type { Recording } from './recording.ts';

/** Why a trade of a known instrument has no net result. */
export const OTHER_COSTS = 'The costs of this trade are in another currency than its result: it has no net result.';

export const ticketTrade = tradeOfTicket;

export function requireTrade(db: Executor, tradeId: string): Trade {
  const trade = findTrade(db, tradeId);
  if (trade === null) throw new JournalError('not-found', 'There is no such trade.', { field: 'tradeId' });
  if (trade.status === 'unvalued') throw new JournalError('refused', trade.pointValue === null ? `${trade.symbol} is not known: add it as an instrument, so that this trade has a result.` : OTHER_COSTS, { field: 'tradeId' });
  return trade;
}

/** The row of a trade that a ticket was taken for; its entry fill follows. */
export function openTradeOf(tx: Executor, session: Session, tradeId: string, { id, ticket, verdict, override, stopAmount }: SessionTicket, at: number): void {
  const instrument = verdict.facts.find(({ name }) => name === 'instrument')?.value as Instrument | null | undefined;
  const { side, quantity, entry } = ticket;
  if (instrument === null || instrument === undefined || side === null || quantity === null || entry === null) {
    throw new JournalError('internal', `The ticket ${id} was taken without what makes a trade.`);
  }
  insertTrade(tx, {
    id: tradeId, accountId: session.accountId, sessionId: session.id, sessionDate: session.date, ticketId: id, symbol: ticket.symbol, side, status: 'open',
    currency: instrument.currency, pointValue: instrument.pointValue, quantity, openQuantity: quantity, entryAt: at, exitAt: null, entryPrice: entry, exitPrice: null,
    initialStop: ticket.stop, targets: ticket.targets, setup: ticket.setup, emotion: ticket.emotion, grade: verdict.grade, overridden: override !== null,
    stopAmount: stopAmount?.amount ?? null, grossPnl: 0, fees: 0, netPnl: 0, rMicro: null, mfe: null, mae: null, excursionProvenance: null,
    correctedEntry: null, correctedExit: null, correctedFees: null, note: '', lesson: '',
    provenance: 'typed', bookId: null, costsKnown: 'all', stopProvenance: stopAmount === null ? null : 'ticket', replaces: null,
  });
}

/** The ticket's order is taken as filled where it was stated; what the broker really did is an amendment, or an import. */
export function recordEntry(recording: Recording, session: Session, tradeId: string): void {
  const { quantity, entryPrice, currency } = requireTrade(recording.tx, tradeId);
  recording.append(session, {
    type: 'fill-recorded', fillId: recording.newId(), tradeId, action: 'entry', quantity, price: entryPrice, fees: money(0, currency), provenance: 'typed', at: recording.now,
  });
}

export function addFill(tx: Executor, { fillId, tradeId, action, quantity, price, fees, provenance, at }: FillRecorded): void {
  const trade = requireTrade(tx, tradeId);
  const fill: Fill = { id: fillId, tradeId, accountId: trade.accountId, symbol: trade.symbol, at, action, quantity, price, fees: fees?.amount ?? null, currency: trade.currency, provenance };
  const extended = action === 'exit' ? correctionsBeside(tx, trade, fill) : trade;
  insertFill(tx, fill);
  refresh(tx, extended);
}

/** A correction is about the exits that there were: one that comes later counts beside it, and is not taken for corrected. */
function correctionsBeside(tx: Executor, trade: Trade, exit: Fill): Trade {
  const { correctedExit, correctedFees } = trade;
  const before = formatFixed(totalQuantity(tradeFills(tx, trade.id).filter(({ action }) => action === 'exit')));
  return {
    ...trade,
    correctedExit: correctedExit === null ? null : average([{ price: correctedExit, quantity: before }, exit]),
    correctedFees: correctedFees === null || exit.fees === null ? null : correctedFees + exit.fees,
  };
}

export function stateFacts(tx: Executor, { tradeId, mfe, mae, note, lesson }: TradeFactsStated): void {
  const trade = requireTrade(tx, tradeId);
  const best = mfe === undefined ? trade.mfe : (mfe?.amount ?? null);
  const worst = mae === undefined ? trade.mae : (mae?.amount ?? null);
  updateTrade(tx, {
    ...trade, mfe: best, mae: worst,
    excursionProvenance: best === null && worst === null ? null : mfe === undefined && mae === undefined ? trade.excursionProvenance : 'typed',
    note: note ?? trade.note, lesson: lesson ?? trade.lesson,
  });
}

/** @param to decimal text for prices, minor units for fees, MFE$ and MAE$; null makes one of these unknown */
export function applyCorrection(tx: Executor, tradeId: string, field: string, to: unknown): void {
  const trade = requireTrade(tx, tradeId);
  if (field === 'entryPrice' && typeof to === 'string') return refresh(tx, { ...trade, ...withoutBars(trade), correctedEntry: to });
  if (field === 'exitPrice' && typeof to === 'string') return refresh(tx, { ...trade, ...withoutBars(trade), correctedExit: to });
  if (field === 'fees' && typeof to === 'number') return refresh(tx, { ...trade, correctedFees: to });
  if ((field === 'mfe' || field === 'mae') && (to === null || typeof to === 'number')) {
    const other = field === 'mfe' ? trade.mae : trade.mfe;
    return updateTrade(tx, { ...trade, [field]: to, excursionProvenance: to === null && other === null ? null : 'typed' });
  }
  throw new JournalError('internal', `A trade has no correction of ${field}.`);
}

/** What bars said was said of the prices before: it is unknown until they are read again. */
export function withoutBars({ excursionProvenance }: Pick<Trade, 'excursionProvenance'>): Partial<Pick<Trade, 'mfe' | 'mae' | 'excursionProvenance'>> {
  return excursionProvenance === 'bars' ? { mfe: null, mae: null, excursionProvenance: null } : {};
}

/** Computes what follows from the fills and the corrections, and stores it. */
function refresh(tx: Executor, trade: Trade): void {
  const fills = tradeFills(tx, trade.id);
  const entries = fills.filter(({ action }) => action === 'entry');
  const exits = fills.filter(({ action }) => action === 'exit');
  const entryPrice = trade.correctedEntry ?? average(entries) ?? trade.entryPrice;
  const exitPrice = exits.length === 0 ? null : (trade.correctedExit ?? average(exits));
  const open = (parseFixed(trade.quantity) ?? 0n) - totalQuantity(exits);
  const { correctedExit, currency, pointValue } = trade;
  const counted = correctedExit === null ? exits : exits.map((exit) => ({ ...exit, price: correctedExit }));
  if (pointValue === null) throw new JournalError('internal', `The typed trade ${trade.id} has no point value.`);
  const gross = grossPnlOfExits(trade.side, entryPrice, counted, { pointValue, currency });
  if (gross === null) throw new JournalError('refused', 'These numbers are beyond any account: check price and quantity.', { field: 'price' });
  // A correction states the fees of the whole trade; until then one fill without known fees leaves them unknown.
  const costsKnown = trade.correctedFees !== null || fills.every((fill) => fill.fees !== null) ? 'all' : fills.some((fill) => fill.fees !== null && fill.fees !== 0) ? 'some' : 'none';
  const fees = money(trade.correctedFees ?? fills.reduce((sum, fill) => sum + (fill.fees ?? 0), 0), currency);
  const net = netPnl(gross, [fees]);
  const closed = open === 0n;
  updateTrade(tx, {
    ...trade, entryPrice, exitPrice, openQuantity: formatFixed(open), status: closed ? 'closed' : 'open', exitAt: closed ? (exits.at(-1)?.at ?? null) : null,
    grossPnl: gross.amount, fees: fees.amount, netPnl: net.amount, costsKnown,
    rMicro: closed && costsKnown === 'all' ? micro(rMultiple(net, stopOf(trade))) : null,
  });
}

/** Net P&L of a trade; null while its costs are not all known. The row keeps it after the costs that are. */
export function netOf({ netPnl: net, currency, costsKnown }: Trade): Money | null {
  return costsKnown === 'all' ? money(net, currency) : null;
}

/** Stop$ of a trade; null without a stop. */
export function stopOf({ stopAmount, currency }: Trade): Money | null {
  return stopAmount === null ? null : { amount: stopAmount, currency };
}

const UNITS_PER_MICRO = 10n ** BigInt(SCALE - 6);

function micro(r: Decimal | null): number | null {
  const units = r === null ? null : parseFixed(r);
  return units === null ? null : Number(units / UNITS_PER_MICRO);
}

function totalQuantity(fills: readonly Pick<Fill, 'quantity'>[]): Fixed {
  return fills.reduce((sum, { quantity }) => sum + (parseFixed(quantity) ?? 0n), 0n);
}

/** Mean price by quantity, to ten decimals; null without fills. */
function average(fills: readonly Pick<Fill, 'price' | 'quantity'>[]): Decimal | null {
  const [first] = fills;
  if (first === undefined) return null;
  if (fills.every(({ price }) => price === first.price)) return first.price;
  const total = fills.reduce((sum, { price, quantity }) => sum + (parseFixed(price) ?? 0n) * (parseFixed(quantity) ?? 0n), 0n);
  const mean = divideFixed(total, totalQuantity(fills) * 10n ** BigInt(SCALE), SCALE);
  return mean === null ? null : formatFixed(mean);
}
