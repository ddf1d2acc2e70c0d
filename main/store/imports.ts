/** Imports: what files brought, fill by fill, with the line each fill came from. */
import { sql } from 'kysely';
import { query, readJson, type Executor, type SqlValue } from './executor.ts';
import { GroupedWriter } from './grouped-writer.ts';
import type { Store } from './open-store.ts';

/** A fill on its way into the journal. Amounts are minor units; unknown ones are null. */
export interface StagedFill {
  /** 32 hexadecimal digits. */
  readonly identity: string;
  readonly line: number;
  readonly raw: string;
  /** Number of the book within the file. */
  readonly book: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: string;
  readonly price: string;
  readonly at: number;
  readonly commission: number | null;
  readonly fees: number | null;
  readonly costCurrency: string | null;
  readonly currency: string;
  readonly basis: string;
  readonly brokerFillId: string | null;
  readonly rank: number;
  readonly orderingId: string | null;
  readonly sequence: number;
  /** JSON of what few fills have; null for none of it. */
  readonly more: string | null;
}

/** What each fill has of its own. */
const OWN = 'identity, line, raw, quantity, price, at, commission, fees, broker_fill_id, ordering_id, sequence, more_json';
/** What the fills of a file have in common but for a few kinds: it is staged once for each kind. */
const COMMON = 'symbol, side, cost_currency, currency, basis, rank';

/** Text is cheaper to hand over than bytes. */
const PLACES = `unhex(?)${', ?'.repeat(OWN.split(',').length)}`;

/** Fills of one statement: a third less work than one by one, and more of them save nothing more. */
const GROUP = 8;

type Kind = Pick<StagedFill, 'symbol' | 'costCurrency' | 'currency' | 'basis' | 'rank'> & { readonly number: number };

/**
 * A place beside the journal for the fills of one file, so that a file of any size is read with little memory and nothing of
 * it is in the journal before all of it is read. It is a temporary table: a killed process leaves nothing behind.
 */
export class Staging {
  readonly #store: Store;
  readonly #writer: GroupedWriter;
  /** By book and side: mostly one. */
  readonly #kinds: { readonly buy: Kind[]; readonly sell: Kind[] }[] = [];
  #insertKind: ((values: readonly SqlValue[]) => number) | null = null;
  #lastKind = 0;
  #count = 0;
  /** What its tables are called while it waits; null while they are the staged ones. */
  #aside: string | null = null;

  constructor(store: Store) {
    this.#store = store;
    clearStaging(store);
    // Written and read once from end to end: pages that stay in memory would serve nothing.
    run(store, 'PRAGMA temp.cache_size = -2000');
    store.all(statement('PRAGMA temp.journal_mode = OFF'));
    run(store, 'PRAGMA temp.synchronous = OFF');
    run(store, `CREATE TEMP TABLE staged_fills (identity BLOB, line INTEGER, raw TEXT, quantity TEXT, price TEXT, at INTEGER, commission INTEGER, fees INTEGER, broker_fill_id TEXT, ordering_id TEXT, sequence INTEGER,
      more_json TEXT, kind INTEGER)`);
    run(store, 'CREATE TEMP TABLE staged_kinds (kind INTEGER PRIMARY KEY, symbol TEXT, side TEXT, cost_currency TEXT, currency TEXT, basis TEXT, rank INTEGER, book INTEGER)');
    run(store, 'CREATE TEMP TABLE staged_books (book INTEGER PRIMARY KEY, book_id INTEGER)');
    run(store, 'CREATE TEMP TABLE staged_alike (staged INTEGER PRIMARY KEY)');
    run(store, 'CREATE TEMP TABLE staged_shared (fill_id INTEGER PRIMARY KEY)');
    this.#writer = new GroupedWriter(store, { into: 'staged_fills', columns: `${OWN}, kind`, places: PLACES, size: GROUP });
  }

  get count(): number {
    return this.#count;
  }

  add(fill: StagedFill): void {
    this.#count += 1;
    this.#writer.add([
      fill.identity, fill.line, fill.raw, fill.quantity, fill.price, fill.at, fill.commission, fill.fees, fill.brokerFillId, fill.orderingId, fill.sequence, fill.more, this.#kindOf(fill),
    ]);
  }

  #kindOf({ symbol, side, costCurrency, currency, basis, rank, book }: StagedFill): number {
    const kinds = ((this.#kinds[book] ??= { buy: [], sell: [] })[side]);
    const found = kinds.find((kind) => kind.symbol === symbol && kind.costCurrency === costCurrency && kind.currency === currency && kind.basis === basis && kind.rank === rank);
    if (found !== undefined) return found.number;
    this.#insertKind ??= this.#store.prepare(statement(`INSERT INTO staged_kinds (${COMMON}, book, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`));
    const number = (this.#lastKind += 1);
    this.#insertKind([symbol, side, costCurrency, currency, basis, rank, book, number]);
    kinds.push({ number, symbol, costCurrency, currency, basis, rank });
    return number;
  }

  /** After the last fill. */
  finish(): void {
    this.#writer.finish();
  }

  /** Makes room for the next file; what was staged waits under names of its own until it is brought back. */
  putAside(): void {
    this.#aside = `_aside_${++asideEver}`;
    for (const table of STAGED) run(this.#store, `ALTER TABLE temp.${table} RENAME TO ${table}${this.#aside}`);
  }

  /** The other way round: what is staged by now is gone. */
  bringBack(): void {
    const aside = this.#aside;
    if (aside === null) return;
    clearStaging(this.#store);
    for (const table of STAGED) run(this.#store, `ALTER TABLE temp.${table}${aside} RENAME TO ${table}`);
    this.#aside = null;
  }

  close(): void {
    clearStaging(this.#store, this.#aside ?? '');
  }
}

const STAGED = ['staged_fills', 'staged_kinds', 'staged_books', 'staged_alike', 'staged_shared'] as const;
let asideEver = 0;

function clearStaging(db: Executor, aside = ''): void {
  for (const table of STAGED) run(db, `DROP TABLE IF EXISTS temp.${table}${aside}`);
}

function statement<T = unknown>(text: string) {
  return { compile: () => sql.raw<T>(text).compile(query) };
}

function run(db: Executor, text: string): void {
  db.run(statement(text));
}

// ── Imports ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ImportRecord {
  readonly id: number;
  readonly accountId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly format: string;
  readonly zone: string | null;
  readonly fills: number;
  readonly newFills: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly at: number;
  readonly undoneAt: number | null;
}

/** @returns the import's number */
export function insertImport(db: Executor, record: Omit<ImportRecord, 'id' | 'undoneAt'>): number {
  const added = db.first(
    query.insertInto('imports')
      .values({
        account_id: record.accountId, file_name: record.fileName, file_hash: record.fileHash, format: record.format, zone: record.zone, fills: record.fills, new_fills: record.newFills,
        duplicates: record.duplicates, rejected: record.rejected, at: record.at, undone_at: null,
      })
      .returning('id'),
  );
  if (added === undefined) throw new Error('the import was not stored');
  return added.id;
}

export function findImport(db: Executor, id: number): ImportRecord | null {
  return db.all(query.selectFrom('imports').selectAll().where('id', '=', id)).map(toRecord)[0] ?? null;
}

/** Newest first; without an account, of all of them. */
export function listImports(db: Executor, accountId: string | null, limit = 1_000_000): ImportRecord[] {
  const all = query.selectFrom('imports').selectAll().orderBy('id', 'desc').limit(limit);
  return db.all(accountId === null ? all : all.where('account_id', '=', accountId)).map(toRecord);
}

function toRecord(row: { id: number; account_id: string; file_name: string; file_hash: string; format: string; zone: string | null; fills: number; new_fills: number; duplicates: number; rejected: number; at: number; undone_at: number | null }): ImportRecord {
  return {
    id: row.id, accountId: row.account_id, fileName: row.file_name, fileHash: row.file_hash, format: row.format, zone: row.zone, fills: row.fills, newFills: row.new_fills,
    duplicates: row.duplicates, rejected: row.rejected, at: row.at, undoneAt: row.undone_at,
  };
}

export function markUndone(db: Executor, id: number, at: number): void {
  db.run(query.updateTable('imports').set({ undone_at: at }).where('id', '=', id));
}

export interface Rejection {
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
}

export function insertRejections(db: Executor, importId: number, rejections: readonly Rejection[]): void {
  const insert = db.prepare(query.insertInto('import_rejections').values({ import_id: 0, line: 0, reason: '', raw: '' }));
  for (const { line, reason, raw } of rejections) insert([importId, line, reason, raw]);
}

export function rejectionsOf(db: Executor, importId: number): Rejection[] {
  return db.all(query.selectFrom('import_rejections').select(['line', 'reason', 'raw']).where('import_id', '=', importId).orderBy('line'));
}

// ── Books ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Book {
  readonly id: number;
  readonly accountId: string;
  /** As the file names it; empty where it names none. */
  readonly brokerAccount: string;
  readonly contract: string;
}

/** @returns the book's id, of a new one where there is none */
export function bookFor(db: Executor, accountId: string, brokerAccount: string, contract: string): number {
  db.run(query.insertInto('books').values({ account_id: accountId, broker_account: brokerAccount, contract }).onConflict((conflict) => conflict.doNothing()));
  const row = db.first(query.selectFrom('books').select('id').where('account_id', '=', accountId).where('broker_account', '=', brokerAccount).where('contract', '=', contract));
  if (row === undefined) throw new Error('the book was not stored');
  return row.id;
}

/** Accounts of the journal with imported fills of one account of a broker's, and of no other. */
export function accountsOfOne(db: Executor, brokerAccount: string): string[] {
  const held = sql<{ account_id: string }>`SELECT account_id FROM books AS b WHERE EXISTS (SELECT 1 FROM imported_fills AS f WHERE f.book_id = b.id) GROUP BY account_id HAVING count(DISTINCT broker_account) = 1 AND min(broker_account) = ${brokerAccount}`;
  return db.all({ compile: () => held.compile(query) }).map(({ account_id: id }) => id);
}

export function booksOf(db: Executor, accountId: string): Book[] {
  return db.all(query.selectFrom('books').selectAll().where('account_id', '=', accountId).orderBy('id')).map((row) => ({ id: row.id, accountId: row.account_id, brokerAccount: row.broker_account, contract: row.contract }));
}

// ── From the staging into the journal ────────────────────────────────────────────────────────────────────────────

/** A staged fill whose identity the journal does not have, and the number it is staged under. */
export interface StagedUnknown extends Pick<StagedFill, 'book' | 'side' | 'quantity' | 'price' | 'at' | 'basis' | 'commission' | 'fees' | 'costCurrency'> {
  readonly staged: number;
  readonly more: MoreOfFill | null;
}

/** Nothing may be written until it is finished. */
export function* stagedUnknown(db: Executor): Generator<StagedUnknown> {
  const rows = db.each(statement<Omit<StagedUnknown, 'more'> & { more_json: string | null }>(
    `SELECT s.rowid AS staged, k.book, k.side, s.quantity, s.price, s.at, k.basis, s.commission, s.fees, k.cost_currency AS costCurrency, s.more_json
     FROM staged_fills AS s CROSS JOIN staged_kinds AS k USING (kind) WHERE NOT EXISTS (SELECT 1 FROM imported_fills AS f WHERE f.identity = s.identity)`,
  ));
  for (const { more_json, ...row } of rows) yield { ...row, more: more_json === null ? null : readMore(more_json) };
}

/** Notes which staged fills the journal has under other identities, and under which ids. */
export function noteAlike(db: Executor, staged: readonly number[], fillIds: readonly number[]): void {
  const alike = db.prepare(query.insertInto('staged_alike').values({ staged: 0 }));
  for (const each of staged) alike([each]);
  const shared = db.prepare(query.insertInto('staged_shared').values({ fill_id: 0 }));
  for (const id of fillIds) shared([id]);
}

/** Fills of the file that the journal has: parts of one fill count as one, as they do everywhere. */
export function stagedDuplicates(db: Executor): { readonly parts: number; readonly fills: number } {
  const row = db.first(statement<{ parts: number; whole: number; pairs: number }>(
    `SELECT count(*) AS parts, count(*) FILTER (WHERE k.basis <> 'pair' OR s.broker_fill_id IS NULL) AS whole,
       count(DISTINCT CASE WHEN k.basis = 'pair' THEN k.book || '|' || s.broker_fill_id END) AS pairs
     FROM staged_fills AS s CROSS JOIN staged_kinds AS k USING (kind) WHERE EXISTS (SELECT 1 FROM imported_fills AS f WHERE f.identity = s.identity) OR s.rowid IN (SELECT staged FROM staged_alike)`,
  ));
  return { parts: row?.parts ?? 0, fills: (row?.whole ?? 0) + (row?.pairs ?? 0) };
}

/**
 * Moves the staged fills that are new into the journal, and notes which of the others the file has too, where there are some.
 * @returns the first id of the new ones: they come after all that were there
 */
export function takeStaged(db: Executor, importId: number, books: readonly number[], areKnown: boolean): number {
  const last = db.first(query.selectFrom('imported_fills').select((row) => row.fn.max('id').as('id')))?.id ?? 0;
  const place = db.prepare(query.insertInto('staged_books').values({ book: 0, book_id: 0 }));
  books.forEach((id, book) => place([book, id]));
  if (areKnown) {
    db.run({
      compile: () => sql`INSERT INTO shared_fills (fill_id, import_id) SELECT f.id, ${importId} FROM staged_fills AS s JOIN imported_fills AS f ON f.identity = s.identity
        UNION SELECT fill_id, ${importId} FROM staged_shared`.compile(query),
    });
  }
  db.run({
    compile: () => sql`INSERT INTO imported_fills (import_id, book_id, ${sql.raw(COMMON)}, ${sql.raw(OWN)}) SELECT ${importId}, b.book_id, ${sql.raw(COMMON)}, ${sql.raw(OWN)}
      FROM staged_fills AS s CROSS JOIN staged_kinds AS k USING (kind) CROSS JOIN staged_books AS b USING (book) WHERE s.rowid NOT IN (SELECT staged FROM staged_alike) ORDER BY s.rowid ON CONFLICT (identity) DO NOTHING`.compile(query),
  });
  return last + 1;
}

/** Answers whether the journal has a fill of an identity. */
export function identityLookup(db: Executor): (identity: string) => boolean {
  const find = db.prepareFirst(statement('SELECT id FROM imported_fills WHERE identity = unhex(?)'));
  return (identity) => find([identity]) !== undefined;
}

/** A fill of the journal beside another one in time. */
export interface NearbyFill {
  readonly id: number;
  readonly bookId: number;
  readonly brokerAccount: string;
  readonly quantity: string;
  readonly price: string;
  readonly at: number;
  readonly basis: string;
  /** Of the import that it belongs to. */
  readonly format: string;
  readonly brokerFillId: string | null;
  readonly commission: number | null;
  readonly fees: number | null;
  readonly hasStops: boolean;
}

export interface NearbyLookup {
  /** The broker's accounts in which the account has the contract, as files name them. */
  brokerAccounts(contract: string): readonly string[];
  /** Both moments count. */
  find(contract: string, side: 'buy' | 'sell', from: number, to: number): readonly NearbyFill[];
  /** Fills of a book that come from a row of another kind. */
  between(bookId: number, notBasis: string, from: number, to: number): readonly number[];
}

export function nearbyLookup(db: Executor, accountId: string): NearbyLookup {
  const books = Map.groupBy(booksOf(db, accountId), ({ contract }) => contract);
  const find = db.prepareFirst(statement<{ found: string }>(
    `SELECT json_group_array(json_object('id', f.id, 'quantity', f.quantity, 'price', f.price, 'at', f.at, 'basis', f.basis, 'format', i.format, 'brokerFillId', f.broker_fill_id, 'commission', f.commission, 'fees', f.fees,
       'hasStops', json(iif(json_extract(f.more_json, '$.stops') IS NULL, 'false', 'true')))) AS found
     FROM imported_fills AS f JOIN imports AS i ON i.id = f.import_id WHERE f.book_id = ? AND f.at BETWEEN ? AND ? AND f.side = ?`,
  ));
  return {
    brokerAccounts: (contract) => (books.get(contract) ?? []).map(({ brokerAccount }) => brokerAccount),
    find: (contract, side, from, to) => (books.get(contract) ?? []).flatMap(({ id, brokerAccount }) => {
      const found = find([id, from, to, side])?.found ?? '[]';
      return found === '[]' ? [] : readJson<Omit<NearbyFill, 'bookId' | 'brokerAccount'>[]>(found).map((fill) => ({ ...fill, bookId: id, brokerAccount }));
    }),
    between: (bookId, notBasis, from, to) =>
      db.all(query.selectFrom('imported_fills').select('id').where('book_id', '=', bookId).where('at', '>=', from).where('at', '<=', to).where('basis', '!=', notBasis)).map(({ id }) => id),
  };
}

/** What an import knows of a fill that another one brought without it. */
export interface AddedToFill {
  readonly fillId: number;
  readonly bookId: number;
  readonly at: number;
  readonly stops: MoreOfFill['stops'] | null;
  /** Minor units. */
  readonly costs: { readonly commission: number | null; readonly fees: number | null; readonly currency: string } | null;
}

/** Adds to fills what another report says of them, in the name of the import that can take it back. */
export function addToFills(db: Executor, importId: number, added: readonly AddedToFill[]): void {
  for (const { fillId, stops, costs } of added) {
    if (stops !== null) {
      const text = JSON.stringify(stops);
      db.run({ compile: () => sql`UPDATE imported_fills SET more_json = json_set(coalesce(more_json, '{}'), '$.stops', json(${text}), '$.stopsFrom', ${importId}) WHERE id = ${fillId}`.compile(query) });
    }
    if (costs !== null) {
      db.run({
        compile: () => sql`UPDATE imported_fills SET commission = ${costs.commission}, fees = ${costs.fees}, cost_currency = ${costs.currency},
          more_json = json_set(coalesce(more_json, '{}'), '$.costsFrom', ${importId}) WHERE id = ${fillId}`.compile(query),
      });
    }
  }
}

/** Takes back what an import added to fills of others; returns where. To be called before {@link handOverShared}. */
export function takeBackAdded(db: Executor, importId: number): Touched[] {
  const own = `(import_id = ${importId} OR id IN (SELECT fill_id FROM shared_fills WHERE import_id = ${importId}))`;
  const stops = `json_extract(more_json, '$.stopsFrom') = ${importId}`;
  const costs = `json_extract(more_json, '$.costsFrom') = ${importId}`;
  const touched = db.all(statement<{ bookId: number; earliest: number }>(`SELECT book_id AS bookId, min(at) AS earliest FROM imported_fills WHERE ${own} AND (${stops} OR ${costs}) GROUP BY book_id`));
  if (touched.length === 0) return touched;
  run(db, `UPDATE imported_fills SET more_json = json_remove(more_json, '$.stops', '$.stopsFrom') WHERE ${own} AND ${stops}`);
  run(db, `UPDATE imported_fills SET commission = NULL, fees = NULL, cost_currency = NULL, more_json = json_remove(more_json, '$.costsFrom') WHERE ${own} AND ${costs}`);
  return touched;
}

export interface Touched {
  readonly bookId: number;
  /** Time of the earliest fill concerned. */
  readonly earliest: number;
}

/** The books in which an import has fills of its own. */
export function booksOfImport(db: Executor, importId: number): Touched[] {
  return db
    .all(query.selectFrom('imported_fills').select(['book_id', (row) => row.fn.min('at').as('earliest')]).where('import_id', '=', importId).groupBy('book_id').orderBy('book_id'))
    .map((row) => ({ bookId: row.book_id, earliest: row.earliest }));
}

/** Leaves the fills that a later import brought as well to that one. */
export function handOverShared(db: Executor, importId: number): void {
  db.run({ compile: () => sql`DELETE FROM shared_fills WHERE import_id = ${importId}`.compile(query) });
  db.run({
    compile: () => sql`UPDATE imported_fills SET import_id = (SELECT min(import_id) FROM shared_fills WHERE fill_id = imported_fills.id)
      WHERE import_id = ${importId} AND id IN (SELECT fill_id FROM shared_fills)`.compile(query),
  });
  db.run({ compile: () => sql`DELETE FROM shared_fills WHERE import_id = (SELECT import_id FROM imported_fills WHERE id = fill_id)`.compile(query) });
}

/** Deletes the fills that an import has in a book. Trades must not refer to them any more. */
export function deleteFills(db: Executor, importId: number, bookId: number): void {
  db.run(query.deleteFrom('imported_fills').where('import_id', '=', importId).where('book_id', '=', bookId));
}

/** What few fills have; what a fill does not have is left out. */
export interface MoreOfFill {
  readonly lots?: true;
  readonly costExact?: string;
  readonly effect?: 'open' | 'close';
  readonly positionAfter?: string;
  readonly pointValue?: string;
  readonly stops?: readonly { readonly price: string; readonly quantity: string }[];
  readonly excursion?: { readonly mfe: number | null; readonly mae: number | null; readonly scope: 'row' | 'flat-to-flat'; readonly quantity?: string };
  readonly result?: { readonly amount: number; readonly costs: 'before' | 'after'; readonly impliesCosts: boolean };
  readonly trip?: string;
  /** Imports that added the stops and the costs to a fill of another one. */
  readonly stopsFrom?: number;
  readonly costsFrom?: number;
}

/** A fill as building trades reads it; its identity is hexadecimal digits. */
export type StoredFill = readonly [
  id: number, identity: string, symbol: string, side: 'buy' | 'sell', quantity: string, price: string, at: number, commission: number | null, fees: number | null, costCurrency: string | null, currency: string,
  basis: string, brokerFillId: string | null, rank: number, orderingId: string | null, sequence: number, more: string | null,
];

/** Many fills have the same of it. */
const recentMore = new Map<string, MoreOfFill>();
const RECENT_MAX = 1_000;

export function readMore(text: string): MoreOfFill {
  let more = recentMore.get(text);
  if (more === undefined) {
    more = readJson<MoreOfFill>(text);
    if (recentMore.size >= RECENT_MAX) recentMore.clear();
    recentMore.set(text, more);
  }
  return more;
}

const PAGE = 1_000;

/** Fills of a book from a moment on, by time and then id, page by page: other statements may run between two of them. */
export function* fillsOfBook(db: Executor, bookId: number, from: number): Generator<StoredFill> {
  let [lastAt, lastId] = [from, -1];
  for (;;) {
    const page = db.rows<StoredFill>({
      compile: () => sql`SELECT id, lower(hex(identity)), symbol, side, quantity, price, at, commission, fees, cost_currency, currency, basis, broker_fill_id, rank, ordering_id, sequence, more_json
        FROM imported_fills WHERE book_id = ${bookId} AND (at, id) > (${lastAt}, ${lastId}) ORDER BY at, id LIMIT ${PAGE}`.compile(query),
    });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    [lastId, , , , , , lastAt] = last;
  }
}

/** Where a fill came from. */
export interface FillSource {
  readonly fileName: string;
  readonly line: number;
  readonly raw: string;
}

export function sourceOfFill(db: Executor, fillId: number): FillSource | null {
  return db.all(
    query.selectFrom('imported_fills').innerJoin('imports', 'imports.id', 'imported_fills.import_id').select(['imports.file_name as fileName', 'imported_fills.line', 'imported_fills.raw']).where('imported_fills.id', '=', fillId),
  )[0] ?? null;
}
