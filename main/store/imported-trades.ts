/** Trades built from imported fills: written by the thousand, and read back by book. */
import { sql } from 'kysely';
import { query, readJson, sqlOf, type Executor } from './executor.ts';
import { GroupedWriter } from './grouped-writer.ts';
import { updateTrade, type Trade } from './trades.ts';

/** An imported trade whose amounts may be unknown. Minor units of `currency`. */
export interface ImportedTrade extends Omit<Trade, 'grossPnl' | 'netPnl' | 'status' | 'bookId' | 'provenance'> {
  readonly status: 'closed' | 'unvalued';
  readonly bookId: number;
  readonly grossPnl: number | null;
  readonly netPnl: number | null;
}

/** The part a fill plays in a trade: the fill's id, 0 for an entry or 1 for an exit, and the quantity. One that reverses a position plays one in each of two trades. */
export type Leg = readonly [fillId: number, role: 0 | 1, quantity: string];

/** What every trade has. */
const BUILT = 'id, book_id, session_date, symbol, side, status, currency, point_value, quantity, entry_at, exit_at, entry_price, exit_price, gross_pnl, fees, net_pnl, costs_known, legs_json';
/** What a trade has of which the file, a ticket or the trader says more than its fills. */
const SAID = 'ticket_id, initial_stop, targets_json, setup, emotion, grade, overridden, stop_amount, r_micro, mfe, mae, excursion_provenance, corrected_entry, corrected_exit, corrected_fees, note, lesson, stop_provenance, replaces';

/** Trades of one statement. */
const GROUP = 25;

/**
 * Writes trades of an account. They wait in a temporary table, and one statement moves them all: `trades` has triggers and
 * refers to others, for whose sake SQLite keeps of every statement how the pages were before.
 */
export class TradeWriter {
  readonly #db: Executor;
  readonly #accountId: string;
  readonly #built: GroupedWriter;
  readonly #said: GroupedWriter;
  #last: GroupedWriter;

  constructor(db: Executor, accountId: string) {
    this.#db = db;
    this.#accountId = accountId;
    db.run(sqlOf('DROP TABLE IF EXISTS temp.built_trades'));
    db.run(sqlOf(`CREATE TEMP TABLE built_trades (id TEXT, book_id INTEGER, session_date TEXT, symbol TEXT, side TEXT, status TEXT, currency TEXT, point_value TEXT, quantity TEXT, entry_at INTEGER, exit_at INTEGER, entry_price TEXT,
      exit_price TEXT, gross_pnl INTEGER, fees INTEGER, net_pnl INTEGER, costs_known TEXT, legs_json TEXT, ticket_id TEXT, initial_stop TEXT, targets_json TEXT DEFAULT '[]', setup TEXT, emotion TEXT, grade TEXT,
      overridden INTEGER DEFAULT 0, stop_amount INTEGER, r_micro INTEGER, mfe INTEGER, mae INTEGER, excursion_provenance TEXT, corrected_entry TEXT, corrected_exit TEXT, corrected_fees INTEGER, note TEXT DEFAULT '',
      lesson TEXT DEFAULT '', stop_provenance TEXT, replaces TEXT)`));
    this.#built = new GroupedWriter(db, { into: 'built_trades', columns: BUILT, size: GROUP });
    this.#said = new GroupedWriter(db, { into: 'built_trades', columns: `${BUILT}, ${SAID}`, size: GROUP });
    this.#last = this.#built;
  }

  add(trade: ImportedTrade, legs: readonly Leg[]): void {
    const built = [
      trade.id, trade.bookId, trade.sessionDate, trade.symbol, trade.side, trade.status, trade.currency, trade.pointValue, trade.quantity, trade.entryAt, trade.exitAt, trade.entryPrice, trade.exitPrice, trade.grossPnl, trade.fees,
      trade.netPnl, trade.costsKnown, JSON.stringify(legs),
    ];
    const writer = isBuilt(trade) ? this.#built : this.#said;
    // Trades stay in the order in which they come.
    if (writer !== this.#last) this.#last.finish();
    this.#last = writer;
    if (writer === this.#said) {
      built.push(
        trade.ticketId, trade.initialStop, JSON.stringify(trade.targets), trade.setup, trade.emotion, trade.grade, trade.overridden ? 1 : 0, trade.stopAmount, trade.rMicro, trade.mfe, trade.mae,
        trade.excursionProvenance, trade.correctedEntry, trade.correctedExit, trade.correctedFees, trade.note, trade.lesson, trade.stopProvenance, trade.replaces,
      );
    }
    writer.add(built);
  }

  /** After the last trade: before it, none of them is in the journal. */
  finish(): void {
    this.#last.finish();
    this.#db.run({
      compile: () => sql`INSERT INTO trades (account_id, open_quantity, provenance, ${sql.raw(BUILT)}, ${sql.raw(SAID)}) SELECT ${this.#accountId}, '0', 'imported', ${sql.raw(BUILT)}, ${sql.raw(SAID)}
        FROM built_trades ORDER BY rowid`.compile(query),
    });
    this.#db.run(sqlOf('DROP TABLE temp.built_trades'));
  }
}

/** Whether a trade is what its fills make it, and no more. */
function isBuilt(trade: ImportedTrade): boolean {
  return (
    trade.ticketId === null && trade.initialStop === null && trade.targets.length === 0 && trade.setup === null && trade.emotion === null && trade.grade === null && !trade.overridden && trade.stopAmount === null &&
    trade.rMicro === null && trade.mfe === null && trade.mae === null && trade.excursionProvenance === null && trade.correctedEntry === null && trade.correctedExit === null && trade.correctedFees === null &&
    trade.note === '' && trade.lesson === '' && trade.stopProvenance === null && trade.replaces === null
  );
}

/** Changes what a trade says; the parts its fills play in it stay. */
export function rewriteTrade(db: Executor, trade: ImportedTrade): void {
  updateTrade(db, { ...trade, provenance: 'imported' } as Trade);
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

/** When the first trade of a book that ends at or after a moment began. */
export function firstEntryFrom(db: Executor, bookId: number, moment: number): number | null {
  return db.first(query.selectFrom('trades').select('entry_at').where('book_id', '=', bookId).where('exit_at', '>=', moment).orderBy('exit_at').orderBy('entry_at').limit(1))?.entry_at ?? null;
}

/** Trades of a book that begin at or after a moment and about which the trader said something, or which a ticket stated. */
export function annotatedFrom(db: Executor, bookId: number, moment: number): Trade['id'][] {
  return db
    .all(
      query.selectFrom('trades').select('id').where('book_id', '=', bookId).where('entry_at', '>=', moment).where('exit_at', '>=', moment)
        .where(({ eb, or }) => or([eb('ticket_id', 'is not', null), eb('note', '<>', ''), eb('lesson', '<>', ''), eb('excursion_provenance', 'in', ['typed', 'bars']), eb('stop_provenance', '=', 'typed'), eb('setup', 'is not', null),
          eb('corrected_entry', 'is not', null), eb('corrected_exit', 'is not', null), eb('corrected_fees', 'is not', null)])),
    )
    .map(({ id }) => id);
}

/** Takes the trades of a book that begin at or after a moment away, and its open position. */
export function deleteTradesFrom(db: Executor, bookId: number, moment: number): void {
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
  /** What the platform states after the last fill, where the fills add up to another position: some are missing. */
  readonly stated: string | null;
}

export function insertPosition(db: Executor, position: ImportedPosition): void {
  db.run(query.insertInto('imported_positions').values({ book_id: position.bookId, symbol: position.symbol, position: position.position, entry_at: position.entryAt, entry_price: position.entryPrice, stated: position.stated }));
}

/** What the imported fills of an account leave open, the newest first. */
export function positionsOf(db: Executor, accountId: string): (ImportedPosition & { readonly brokerAccount: string })[] {
  return db
    .all(query.selectFrom('imported_positions as position').innerJoin('books', 'books.id', 'position.book_id').selectAll('position').select('books.broker_account').where('books.account_id', '=', accountId).orderBy('position.entry_at', 'desc').orderBy('position.book_id'))
    .map((row) => ({ bookId: row.book_id, symbol: row.symbol, position: row.position, entryAt: row.entry_at, entryPrice: row.entry_price, stated: row.stated, brokerAccount: row.broker_account }));
}

/** A fill as a part of a trade. */
export interface TradeFillView {
  readonly id: number;
  readonly at: number;
  readonly side: 'buy' | 'sell';
  readonly role: 'entry' | 'exit';
  readonly quantity: string;
  /** Of the whole fill; more than `quantity` where it reverses a position and is a part of two trades. */
  readonly whole: string;
  readonly price: string;
  /** Of the whole fill, as the fees are. */
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
    .all({
      compile: () => sql<Omit<TradeFillView, 'role'> & { role: 0 | 1 }>`SELECT f.id, f.at, f.side, leg.value ->> 1 AS role, leg.value ->> 2 AS quantity, f.quantity AS whole, f.price, f.commission, f.fees, f.cost_currency AS costCurrency,
        f.currency, f.line, imports.file_name AS fileName
        FROM trades, json_each(trades.legs_json) AS leg JOIN imported_fills AS f ON f.id = leg.value ->> 0 JOIN imports ON imports.id = f.import_id
        WHERE trades.id = ${tradeId} AND leg.value ->> 2 <> '0' ORDER BY leg.key`.compile(query),
    })
    .map((row) => ({ ...row, role: row.role === 0 ? 'entry' : 'exit' }));
}

/**
 * What the staged fills that were known before play a part in, besides the new ones: closed trades of which all fills of the
 * file are known (`newFrom` is the first id of the new ones), and books whose open position they belong to.
 */
export function knownParts(db: Executor, newFrom: number): { readonly trades: number; readonly positions: readonly number[] } {
  const fills = db.all(sqlOf<{ id: number; book_id: number; at: number }>('SELECT id, book_id, at FROM imported_fills WHERE id IN (SELECT f.id FROM staged_fills AS s JOIN imported_fills AS f ON f.identity = s.identity UNION SELECT fill_id FROM staged_shared)')).filter(({ id }) => id < newFrom);
  const earliest = new Map<number, number>();
  for (const { book_id: book, at } of fills) earliest.set(book, Math.min(at, earliest.get(book) ?? at));
  const known = new Set(fills.map(({ id }) => id));
  let trades = 0;
  for (const [bookId, from] of earliest) {
    for (const { legs } of db.each(query.selectFrom('trades').select('legs_json as legs').where('book_id', '=', bookId).where('exit_at', '>=', from))) {
      const ids = readJson<Leg[]>(legs ?? '[]').map(([id]) => id);
      if (ids.some((id) => known.has(id)) && ids.every((id) => id < newFrom)) trades += 1;
    }
  }
  const opened = new Map(db.all(query.selectFrom('imported_positions').select(['book_id', 'entry_at'])).map((row) => [row.book_id, row.entry_at]));
  return { trades, positions: [...new Set(fills.filter(({ book_id: book, at }) => at >= (opened.get(book) ?? Number.POSITIVE_INFINITY)).map((fill) => fill.book_id))] };
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
