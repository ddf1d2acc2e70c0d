/** Fills that imports brought, and the books they stand in: one for each of a broker's accounts and contract. */
import { sql } from 'kysely';
import { query, readJson, sqlOf, type Executor } from './executor.ts';

interface Book {
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

function booksOf(db: Executor, accountId: string): Book[] {
  return db.all(query.selectFrom('books').selectAll().where('account_id', '=', accountId).orderBy('id')).map((row) => ({ id: row.id, accountId: row.account_id, brokerAccount: row.broker_account, contract: row.contract }));
}

// ── Fills ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Answers whether the journal has a fill of an identity. */
export function identityLookup(db: Executor): (identity: string) => boolean {
  const find = db.prepareFirst(sqlOf('SELECT id FROM imported_fills WHERE identity = unhex(?)'));
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
  const find = db.prepareFirst(sqlOf<{ found: string }>(
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
  const touched = db.all(sqlOf<{ bookId: number; earliest: number }>(`SELECT book_id AS bookId, min(at) AS earliest FROM imported_fills WHERE ${own} AND (${stops} OR ${costs}) GROUP BY book_id`));
  if (touched.length === 0) return touched;
  db.run(sqlOf(`UPDATE imported_fills SET more_json = json_remove(more_json, '$.stops', '$.stopsFrom') WHERE ${own} AND ${stops}`));
  db.run(sqlOf(`UPDATE imported_fills SET commission = NULL, fees = NULL, cost_currency = NULL, more_json = json_remove(more_json, '$.costsFrom') WHERE ${own} AND ${costs}`));
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

/** How many fills, or parts of fills, an import has, alone or together with others. */
export function partsOfImport(db: Executor, importId: number): number {
  const [row] = db.all(sqlOf<{ parts: number }>(`SELECT (SELECT count(*) FROM imported_fills WHERE import_id = ${importId}) + (SELECT count(*) FROM shared_fills WHERE import_id = ${importId}) AS parts`));
  return row?.parts ?? 0;
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
