/** A file's fills on their way into the journal: beside it until all of them are read, then part of it at once. */
import { sql } from 'kysely';
import { query, sqlOf, type Executor, type SqlValue } from './executor.ts';
import { GroupedWriter } from './grouped-writer.ts';
import { readMore, type MoreOfFill } from './imported-fills.ts';
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
    store.all(sqlOf('PRAGMA temp.journal_mode = OFF'));
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
    const kinds = (this.#kinds[book] ??= { buy: [], sell: [] })[side];
    const found = kinds.find((kind) => kind.symbol === symbol && kind.costCurrency === costCurrency && kind.currency === currency && kind.basis === basis && kind.rank === rank);
    if (found !== undefined) return found.number;
    this.#insertKind ??= this.#store.prepare(sqlOf(`INSERT INTO staged_kinds (${COMMON}, book, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`));
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

function run(db: Executor, text: string): void {
  db.run(sqlOf(text));
}

/** A staged fill whose identity the journal does not have, and the number it is staged under. */
export interface StagedUnknown extends Pick<StagedFill, 'book' | 'side' | 'quantity' | 'price' | 'at' | 'basis' | 'commission' | 'fees' | 'costCurrency'> {
  readonly staged: number;
  readonly more: MoreOfFill | null;
}

/** Nothing may be written until it is finished. */
export function* stagedUnknown(db: Executor): Generator<StagedUnknown> {
  const rows = db.each(sqlOf<Omit<StagedUnknown, 'more'> & { more_json: string | null }>(
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
  const row = db.first(sqlOf<{ parts: number; whole: number; pairs: number }>(
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
