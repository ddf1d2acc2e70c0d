/** Trades, their fills, and the amendments beside them. */
import { sql } from 'kysely';
import type { Decimal } from '../engine/decimal.ts';
import type { Emotion, Grade, Side } from '../engine/model.ts';
import { query, readJson, type Executor } from './executor.ts';
import type { FillRow, TradeRow } from './tables.ts';
import { tradeCounts } from './trade-counts.ts';

export type Provenance = 'typed' | 'imported' | 'bars';

/** Amounts are minor units of `currency`. */
export interface Trade {
  readonly id: string;
  readonly accountId: string;
  readonly sessionId: string | null;
  readonly sessionDate: string;
  readonly ticketId: string | null;
  readonly symbol: string;
  readonly side: Side;
  /** `replaced`: an imported trade stands for it. `unvalued`: of an instrument the journal does not know; its amounts are null, whatever their type says. */
  readonly status: 'open' | 'closed' | 'cancelled' | 'replaced' | 'unvalued';
  readonly currency: string;
  /**
   * The instrument's point value when the trade was opened: a later change of the instrument changes no trade.
   * Null in an imported trade whose result is the broker's own.
   */
  readonly pointValue: Decimal | null;
  readonly quantity: Decimal;
  readonly openQuantity: Decimal;
  readonly entryAt: number;
  readonly exitAt: number | null;
  readonly entryPrice: Decimal;
  readonly exitPrice: Decimal | null;
  readonly initialStop: Decimal | null;
  readonly targets: readonly Decimal[];
  readonly setup: string | null;
  readonly emotion: Emotion | null;
  readonly grade: Grade | null;
  readonly overridden: boolean;
  readonly stopAmount: number | null;
  readonly grossPnl: number;
  readonly fees: number;
  readonly netPnl: number;
  /** R × 1,000,000. */
  readonly rMicro: number | null;
  readonly mfe: number | null;
  readonly mae: number | null;
  readonly excursionProvenance: Provenance | null;
  /** What amendments put in the place of the fills' own prices and costs; the fills stay as they were recorded. */
  readonly correctedEntry: Decimal | null;
  readonly correctedExit: Decimal | null;
  readonly correctedFees: number | null;
  readonly note: string;
  readonly lesson: string;
  /** `imported`: built from fills of the broker; it changes with them, and only with them. */
  readonly provenance: 'typed' | 'imported';
  readonly bookId: number | null;
  /** Whether `fees` are all the costs of the trade. */
  readonly costsKnown: 'all' | 'some' | 'none';
  readonly stopProvenance: 'ticket' | 'bracket' | 'typed' | null;
  /** The typed trade that this imported one stands for. */
  readonly replaces: string | null;
}

export interface Fill {
  readonly id: string;
  readonly tradeId: string;
  readonly accountId: string;
  readonly symbol: string;
  readonly at: number;
  readonly action: 'entry' | 'exit';
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** Minor units; null while unknown. */
  readonly fees: number | null;
  readonly currency: string;
  readonly provenance: Provenance;
}

export interface Amendment {
  readonly at: number;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export function insertTrade(db: Executor, trade: Trade): void {
  db.run(query.insertInto('trades').values(toRow(trade)));
}

export function updateTrade(db: Executor, trade: Trade): void {
  const { id, ...changed } = toRow(trade);
  db.run(query.updateTable('trades').set(changed).where('id', '=', id));
}

export function findTrade(db: Executor, id: string): Trade | null {
  const row = db.first(query.selectFrom('trades').selectAll().where('id', '=', id));
  return row === undefined ? null : toTrade(row);
}

/** The trade that a ticket became. */
export function tradeOfTicket(db: Executor, ticketId: string): Trade | null {
  const row = db.first(query.selectFrom('trades').selectAll().where('ticket_id', '=', ticketId));
  return row === undefined ? null : toTrade(row);
}

export function hasTrades(db: Executor, accountId: string): boolean {
  return db.first(query.selectFrom('trades').select('id').where('account_id', '=', accountId).limit(1)) !== undefined;
}

/** Open trades of an account in order of entry, whatever session they were opened in. */
export function openTrades(db: Executor, accountId: string): Trade[] {
  return db.all(query.selectFrom('trades').selectAll().where('account_id', '=', accountId).where('status', '=', 'open').orderBy('entry_at')).map(toTrade);
}

export interface TradeFilter {
  readonly accountId: string;
  readonly status: 'open' | 'closed' | 'all';
  /** Session dates, inclusive. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Where a page begins: the last trade of the page before. */
export interface TradeCursor {
  readonly sessionDate: string;
  readonly entryAt: number;
  readonly id: string;
}

/** A page of trades, newest session first. */
export function listTrades(db: Executor, filter: TradeFilter, after: TradeCursor | null, limit: number): Trade[] {
  let select = filtered(filter).selectAll();
  if (after !== null) {
    select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('session_date', 'entry_at', 'id'), '<', tuple(after.sessionDate, after.entryAt, after.id)));
  }
  return db.all(select.orderBy('session_date', 'desc').orderBy('entry_at', 'desc').orderBy('id', 'desc').limit(limit)).map(toTrade);
}

export function countTrades(db: Executor, filter: TradeFilter): number {
  return tradeCounts(db, { ...filter, statuses: filter.status === 'all' ? ['open', 'closed'] : [filter.status] }).trades;
}

function filtered(filter: TradeFilter) {
  let select = query.selectFrom('trades').where('account_id', '=', filter.accountId);
  select = filter.status === 'all' ? select.where('status', 'in', ['open', 'closed']) : select.where('status', '=', filter.status);
  if (filter.from !== null) select = select.where('session_date', '>=', filter.from);
  if (filter.to !== null) select = select.where('session_date', '<=', filter.to);
  return select;
}

/** Sum of net P&L of the closed trades and what was realised in open ones, in minor units of `currency`. */
export function realisedPnl(db: Executor, accountId: string, currency: string): number {
  const row = db.first(
    query.selectFrom('trades').select(sql<number>`coalesce(sum(net_pnl), 0)`.as('sum')).where('account_id', '=', accountId).where('currency', '=', currency).where('status', 'in', ['open', 'closed']),
  );
  return row?.sum ?? 0;
}

export function insertFill(db: Executor, fill: Fill): void {
  db.run(
    query.insertInto('fills').values({
      id: fill.id, trade_id: fill.tradeId, account_id: fill.accountId, symbol: fill.symbol, at: fill.at, action: fill.action,
      quantity: fill.quantity, price: fill.price, fees: fill.fees, currency: fill.currency, provenance: fill.provenance,
    }),
  );
}

/** In the order they were recorded. */
export function tradeFills(db: Executor, tradeId: string): Fill[] {
  return db.all(query.selectFrom('fills').selectAll().where('trade_id', '=', tradeId).orderBy('at').orderBy(sql`rowid`)).map(toFill);
}

export function insertAmendment(db: Executor, seq: number, subject: string, subjectId: string, amendment: Amendment): void {
  db.run(
    query.insertInto('amendments').values({
      seq, subject, subject_id: subjectId, field: amendment.field, from_text: amendment.from, to_text: amendment.to, why: amendment.why, at: amendment.at,
    }),
  );
}

export function amendmentsOf(db: Executor, subject: string, subjectId: string): Amendment[] {
  return db
    .all(query.selectFrom('amendments').selectAll().where('subject', '=', subject).where('subject_id', '=', subjectId).orderBy('seq'))
    .map((row) => ({ at: row.at, field: row.field, from: row.from_text, to: row.to_text, why: row.why }));
}

/** Without the legs of an imported trade, which are written once and not changed. */
function toRow(trade: Trade): Omit<TradeRow, 'legs_json'> {
  return {
    id: trade.id, account_id: trade.accountId, session_id: trade.sessionId, session_date: trade.sessionDate, ticket_id: trade.ticketId,
    symbol: trade.symbol, side: trade.side, status: trade.status, currency: trade.currency, point_value: trade.pointValue, quantity: trade.quantity, open_quantity: trade.openQuantity,
    entry_at: trade.entryAt, exit_at: trade.exitAt, entry_price: trade.entryPrice, exit_price: trade.exitPrice, initial_stop: trade.initialStop,
    targets_json: JSON.stringify(trade.targets), setup: trade.setup, emotion: trade.emotion, grade: trade.grade, overridden: trade.overridden ? 1 : 0,
    stop_amount: trade.stopAmount, gross_pnl: trade.grossPnl, fees: trade.fees, net_pnl: trade.netPnl, r_micro: trade.rMicro, mfe: trade.mfe, mae: trade.mae,
    excursion_provenance: trade.excursionProvenance, corrected_entry: trade.correctedEntry, corrected_exit: trade.correctedExit, corrected_fees: trade.correctedFees,
    note: trade.note, lesson: trade.lesson, provenance: trade.provenance, book_id: trade.bookId, costs_known: trade.costsKnown, stop_provenance: trade.stopProvenance, replaces: trade.replaces,
  };
}

function toTrade(row: TradeRow): Trade {
  return {
    id: row.id, accountId: row.account_id, sessionId: row.session_id, sessionDate: row.session_date, ticketId: row.ticket_id,
    symbol: row.symbol, side: row.side, status: row.status, currency: row.currency, pointValue: row.point_value, quantity: row.quantity, openQuantity: row.open_quantity,
    entryAt: row.entry_at, exitAt: row.exit_at, entryPrice: row.entry_price, exitPrice: row.exit_price, initialStop: row.initial_stop,
    targets: readJson<Decimal[]>(row.targets_json), setup: row.setup, emotion: row.emotion as Emotion | null, grade: row.grade as Grade | null, overridden: row.overridden === 1,
    stopAmount: row.stop_amount, grossPnl: row.gross_pnl, fees: row.fees, netPnl: row.net_pnl, rMicro: row.r_micro, mfe: row.mfe, mae: row.mae,
    excursionProvenance: row.excursion_provenance as Provenance | null,
    correctedEntry: row.corrected_entry, correctedExit: row.corrected_exit, correctedFees: row.corrected_fees, note: row.note, lesson: row.lesson,
    provenance: row.provenance, bookId: row.book_id, costsKnown: row.costs_known, stopProvenance: row.stop_provenance, replaces: row.replaces,
  };
}

function toFill(row: FillRow): Fill {
  return {
    id: row.id, tradeId: row.trade_id, accountId: row.account_id, symbol: row.symbol, at: row.at, action: row.action,
    quantity: row.quantity, price: row.price, fees: row.fees, currency: row.currency, provenance: row.provenance as Provenance,
  };
}
