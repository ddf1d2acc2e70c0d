/** Trades built from imported fills: written by the thousand, and read back by book. */
import { sql } from 'kysely';
import { query, readJson, type Executor } from './executor.ts';
import type { TradeRow } from './tables.ts';
import type { Trade } from './trades.ts';

/** An imported trade whose amounts may be unknown. Minor units of `currency`. */
export interface ImportedTrade extends Omit<Trade, 'grossPnl' | 'netPnl' | 'status' | 'bookId' | 'provenance'> {
  readonly status: 'closed' | 'unvalued';
  readonly bookId: number;
  readonly grossPnl: number | null;
  readonly netPnl: number | null;
}

export interface Leg {
  readonly fillId: number;
  readonly role: 'entry' | 'exit';
  readonly quantity: string;
}

/** Writes trades one after the other with statements that are compiled once. */
export function tradeWriter(db: Executor): (trade: ImportedTrade, legs: readonly Leg[]) => void {
  const shape: TradeRow = {
    id: '', account_id: '', session_id: null, session_date: '', ticket_id: null, symbol: '', side: 'long', status: 'closed', currency: '', point_value: null, quantity: '', open_quantity: '',
    entry_at: 0, exit_at: null, entry_price: '', exit_price: null, initial_stop: null, targets_json: '', setup: null, emotion: null, grade: null, overridden: 0, stop_amount: null, gross_pnl: 0, fees: 0, net_pnl: 0,
    r_micro: null, mfe: null, mae: null, excursion_provenance: null, corrected_entry: null, corrected_exit: null, corrected_fees: null, note: '', lesson: '', provenance: 'imported', book_id: 0,
    costs_known: 'all', stop_provenance: null, replaces: null,
  };
  const insert = db.prepare(query.insertInto('trades').values(shape));
  const leg = db.prepare(sqlOf('INSERT INTO trade_legs (trade_id, fill_id, role, quantity) VALUES (?, ?, ?, ?)'));
  return (trade, legs) => {
    insert([
      trade.id, trade.accountId, trade.sessionId, trade.sessionDate, trade.ticketId, trade.symbol, trade.side, trade.status, trade.currency, trade.pointValue, trade.quantity, trade.openQuantity,
      trade.entryAt, trade.exitAt, trade.entryPrice, trade.exitPrice, trade.initialStop, trade.targets.length === 0 ? '[]' : JSON.stringify(trade.targets), trade.setup, trade.emotion, trade.grade,
      trade.overridden ? 1 : 0, trade.stopAmount, trade.grossPnl, trade.fees, trade.netPnl, trade.rMicro, trade.mfe, trade.mae, trade.excursionProvenance, trade.correctedEntry, trade.correctedExit,
      trade.correctedFees, trade.note, trade.lesson, 'imported', trade.bookId, trade.costsKnown, trade.stopProvenance, trade.replaces,
    ]);
    for (const { fillId, role, quantity } of legs) leg([trade.id, fillId, role, quantity]);
  };
}

function sqlOf<T = unknown>(text: string) {
  return { compile: () => sql.raw<T>(text).compile(query) };
}

export interface Span {
  readonly entryTime: number;
  readonly exitTime: number;
}

/** The trades of a book that end at or after a moment, and its open position, which ends never. */
export function spansFrom(db: Executor, bookId: number, moment: number): Span[] {
  const trades = db.all(query.selectFrom('trades').select(['entry_at', 'exit_at']).where('book_id', '=', bookId).where('exit_at', '>=', moment));
  const open = db.first(query.selectFrom('imported_positions').select('entry_at').where('book_id', '=', bookId));
  return [...trades.map((row) => ({ entryTime: row.entry_at, exitTime: row.exit_at ?? row.entry_at })), ...(open === undefined ? [] : [{ entryTime: open.entry_at, exitTime: Number.POSITIVE_INFINITY }])];
}

/** Trades of a book that begin at or after a moment and about which the trader said something, or which a ticket stated. */
export function annotatedFrom(db: Executor, bookId: number, moment: number): Trade['id'][] {
  return db
    .all(
      query.selectFrom('trades').select('id').where('book_id', '=', bookId).where('entry_at', '>=', moment).where('exit_at', '>=', moment)
        .where(({ eb, or }) => or([eb('ticket_id', 'is not', null), eb('note', '<>', ''), eb('lesson', '<>', ''), eb('excursion_provenance', 'in', ['typed', 'bars']), eb('stop_provenance', '=', 'typed'), eb('setup', 'is not', null)])),
    )
    .map(({ id }) => id);
}

/** Takes the trades of a book that begin at or after a moment away, and its open position. */
export function deleteTradesFrom(db: Executor, bookId: number, moment: number): void {
  db.run({ compile: () => sql`DELETE FROM trade_legs WHERE trade_id IN (SELECT id FROM trades WHERE book_id = ${bookId} AND exit_at >= ${moment} AND entry_at >= ${moment})`.compile(query) });
  db.run(query.deleteFrom('trades').where('book_id', '=', bookId).where('exit_at', '>=', moment).where('entry_at', '>=', moment));
  db.run(query.deleteFrom('imported_positions').where('book_id', '=', bookId));
}

export interface ImportedPosition {
  readonly bookId: number;
  readonly symbol: string;
  /** Signed: negative is short. */
  readonly position: string;
  readonly entryAt: number;
  readonly entryPrice: string;
}

export function insertPosition(db: Executor, position: ImportedPosition): void {
  db.run(query.insertInto('imported_positions').values({ book_id: position.bookId, symbol: position.symbol, position: position.position, entry_at: position.entryAt, entry_price: position.entryPrice }));
}

export interface AccountPosition extends ImportedPosition {
  readonly brokerAccount: string;
  readonly contract: string;
}

export function positionsOf(db: Executor, accountId: string): AccountPosition[] {
  return db
    .all(query.selectFrom('imported_positions').innerJoin('books', 'books.id', 'imported_positions.book_id').selectAll('imported_positions').select(['broker_account', 'contract']).where('account_id', '=', accountId).orderBy('entry_at'))
    .map((row) => ({ bookId: row.book_id, symbol: row.symbol, position: row.position, entryAt: row.entry_at, entryPrice: row.entry_price, brokerAccount: row.broker_account, contract: row.contract }));
}

/** A fill as a part of a trade. */
export interface TradeFillView {
  readonly id: number;
  readonly at: number;
  readonly side: 'buy' | 'sell';
  readonly role: 'entry' | 'exit';
  readonly quantity: string;
  readonly price: string;
  readonly commission: number | null;
  readonly fees: number | null;
  readonly costCurrency: string | null;
  readonly currency: string;
  readonly line: number;
  readonly fileName: string;
}

/** In the order in which they were traded; parts of one fill that carry no quantity are left out. */
export function legsOf(db: Executor, tradeId: string): TradeFillView[] {
  return db
    .all(
      query.selectFrom('trade_legs').innerJoin('imported_fills as f', 'f.id', 'trade_legs.fill_id').innerJoin('imports', 'imports.id', 'f.import_id')
        .select(['f.id', 'f.at', 'f.side', 'trade_legs.role', 'trade_legs.quantity', 'f.price', 'f.commission', 'f.fees', 'f.cost_currency', 'f.currency', 'f.line', 'imports.file_name'])
        .where('trade_legs.trade_id', '=', tradeId).where('trade_legs.quantity', '<>', '0').orderBy('f.at').orderBy('f.rank').orderBy('f.sequence').orderBy('trade_legs.role', 'desc'),
    )
    .map((row) => ({
      id: row.id, at: row.at, side: row.side, role: row.role, quantity: row.quantity, price: row.price, commission: row.commission, fees: row.fees, costCurrency: row.cost_currency, currency: row.currency,
      line: row.line, fileName: row.file_name,
    }));
}

/** Closed trades that fills of these books' files play a part in. */
export function countTradesOfStaged(db: Executor): number {
  return db.first(sqlOf<{ n: number }>('SELECT count(DISTINCT l.trade_id) AS n FROM staged_fills AS s JOIN imported_fills AS f ON f.identity = s.identity JOIN trade_legs AS l ON l.fill_id = f.id'))?.n ?? 0;
}

export function countPositionsOfStaged(db: Executor): number {
  return db.first(sqlOf<{ n: number }>(
    `SELECT count(DISTINCT p.book_id) AS n FROM staged_fills AS s JOIN imported_fills AS f ON f.identity = s.identity JOIN imported_positions AS p ON p.book_id = f.book_id AND f.at >= p.entry_at`,
  ))?.n ?? 0;
}

// ── Set aside ────────────────────────────────────────────────────────────────────────────────────────────────────

export function setAside(db: Executor, tradeId: string, said: unknown): void {
  const content = JSON.stringify(said);
  db.run(query.insertInto('set_aside').values({ trade_id: tradeId, content }).onConflict((conflict) => conflict.column('trade_id').doUpdateSet({ content })));
}

/** Gives back what was set aside for a trade, once. */
export function takeAside<T>(db: Executor, tradeId: string): T | null {
  const row = db.first(query.selectFrom('set_aside').select('content').where('trade_id', '=', tradeId));
  if (row === undefined) return null;
  db.run(query.deleteFrom('set_aside').where('trade_id', '=', tradeId));
  return readJson<T>(row.content);
}

/** Ids of the trades for which something is set aside. */
export function asideIds(db: Executor): Set<string> {
  return new Set(db.all(query.selectFrom('set_aside').select('trade_id')).map((row) => row.trade_id));
}
