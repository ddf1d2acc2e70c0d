/** Tickets beside imported trades: what has a partner, what has none, and what the trader said of it. */
import { sql } from 'kysely';
import type { Side } from '../engine/model.ts';
import type { MatchDecision } from '../trades/match-tickets.ts';
import { query, type Executor } from './executor.ts';
import { tradeCounts } from './trade-counts.ts';

/** A taken ticket, with the typed trade that it became. */
export interface TicketToMatch {
  readonly id: string;
  readonly tradeId: string;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: string;
  readonly currency: string;
  readonly sealedAt: number;
  readonly takenAt: number;
  readonly status: 'open' | 'closed';
}

/** Taken tickets of an account for which no imported trade stands, in order of sealing. */
export function ticketsToMatch(db: Executor, accountId: string): TicketToMatch[] {
  return db
    .all(
      query.selectFrom('tickets').innerJoin('trades', 'trades.ticket_id', 'tickets.id')
        .select(['tickets.id', 'trades.id as trade_id', 'tickets.session_date', 'trades.symbol', 'trades.side', 'trades.quantity', 'trades.currency', 'tickets.sealed_at', 'trades.entry_at', 'trades.status'])
        .where('tickets.account_id', '=', accountId).where('tickets.status', '=', 'taken').where('trades.provenance', '=', 'typed').where('trades.status', 'in', ['open', 'closed'])
        .orderBy('tickets.sealed_at').orderBy('tickets.id'),
    )
    .map((row) => ({
      id: row.id, tradeId: row.trade_id, sessionDate: row.session_date, symbol: row.symbol, side: row.side, quantity: row.quantity, currency: row.currency, sealedAt: row.sealed_at,
      takenAt: row.entry_at, status: row.status === 'open' ? 'open' : 'closed',
    }));
}

/** Closed imported trades of an account that no ticket stated, entered in a span of time. */
export function tradesToMatch(db: Executor, accountId: string, fromDate: string, from: number, until: number): { readonly id: string; readonly symbol: string; readonly side: Side; readonly quantity: string; readonly currency: string; readonly entryAt: number }[] {
  return db.all(
    query.selectFrom('trades').select(['id', 'symbol', 'side', 'quantity', 'currency', 'entry_at as entryAt'])
      .where('account_id', '=', accountId).where('session_date', '>=', fromDate).where('entry_at', '>=', from).where('entry_at', '<=', until)
      .where('provenance', '=', 'imported').where('status', '=', 'closed').where('ticket_id', 'is', null).orderBy('entry_at').orderBy('id'),
  );
}

/** The trader's words on the tickets of an account. */
export function matchDecisions(db: Executor, accountId: string): (MatchDecision & { readonly at: number })[] {
  return db
    .all(
      query.selectFrom('match_decisions').innerJoin('tickets', 'tickets.id', 'match_decisions.ticket_id').select(['ticket_id', 'trade_id', 'same', 'at'])
        .where('tickets.account_id', '=', accountId).orderBy('at').orderBy('ticket_id').orderBy('trade_id'),
    )
    .map((row) => ({ ticketId: row.ticket_id, tradeId: row.trade_id, same: row.same === 1, at: row.at }));
}

export function saveMatchDecision(db: Executor, { ticketId, tradeId, same }: MatchDecision, at: number): void {
  const said = { same: same ? (1 as const) : (0 as const), at };
  db.run(query.insertInto('match_decisions').values({ ticket_id: ticketId, trade_id: tradeId, ...said }).onConflict((conflict) => conflict.columns(['ticket_id', 'trade_id']).doUpdateSet(said)));
}

export function deleteMatchDecision(db: Executor, ticketId: string, tradeId: string): void {
  db.run(query.deleteFrom('match_decisions').where('ticket_id', '=', ticketId).where('trade_id', '=', tradeId));
}

/** The time of the last imported fill of an account; null without one. What happened before it, the files have told. */
export function lastImportedFill(db: Executor, accountId: string): number | null {
  // Ordered by book and time: the last of each book is found without reading it.
  const ends = db.all({
    compile: () => sql<{ at: number | null }>`SELECT (SELECT max(at) FROM imported_fills WHERE book_id = books.id) AS at FROM books WHERE account_id = ${accountId}`.compile(query),
  });
  return ends.reduce<number | null>((last, { at }) => (at === null || (last !== null && last >= at) ? last : at), null);
}

/** Where a page of a list begins: after the last row of the page before. */
export interface MatchCursor {
  readonly date: string;
  readonly at: number;
  readonly id: string;
}

/** The account, of trades that are found by the index of those with a ticket: by the account's own all would be read. */
const BY_TICKET = sql`+account_id`;

/** Closed imported trades with or without a ticket, newest first. */
export function importedTradeIds(db: Executor, accountId: string, matched: boolean, after: MatchCursor | null, limit: number): MatchCursor[] {
  let select = query.selectFrom('trades').select(['session_date as date', 'entry_at as at', 'id']).where(matched ? BY_TICKET : sql.ref('account_id'), '=', accountId).where('provenance', '=', 'imported').where('status', '=', 'closed').where('ticket_id', matched ? 'is not' : 'is', null);
  if (after !== null) select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('session_date', 'entry_at', 'id'), '<', tuple(after.date, after.at, after.id)));
  // In the order of an index: a page is read without the trades after it.
  return db.all(select.orderBy('session_date', 'desc').orderBy('entry_at', 'desc').orderBy('id', 'desc').limit(limit));
}

/** How many closed trades have a ticket, and how many of the imported ones: those without one are all the others, which nobody reads to count them. */
export function countImported(db: Executor, accountId: string): { readonly matched: number; readonly without: number } {
  const row = db.first(
    query.selectFrom('trades').select([sql<number>`count(*)`.as('ticketed'), sql<number>`count(*) FILTER (WHERE provenance = 'imported')`.as('matched')])
      .where(BY_TICKET, '=', accountId).where('ticket_id', 'is not', null).where('status', '=', 'closed'),
  );
  const { trades } = tradeCounts(db, { accountId, statuses: ['closed'], from: null, to: null });
  return { matched: row?.matched ?? 0, without: trades - (row?.ticketed ?? 0) };
}

/** Tickets that were taken and then cancelled, newest first. */
export function cancelledTaken(db: Executor, accountId: string): { readonly ticketId: string; readonly at: number }[] {
  return db.all(
    query.selectFrom('tickets').innerJoin('trades', 'trades.ticket_id', 'tickets.id').select(['tickets.id as ticketId', 'tickets.sealed_at as at'])
      .where('tickets.account_id', '=', accountId).where('tickets.status', '=', 'cancelled').where('trades.status', '=', 'cancelled').orderBy('tickets.sealed_at', 'desc').orderBy('tickets.id'),
  );
}

/** Instruments of imported trades whose point value is not known, so that they have no result or only the broker's. */
export function unvaluedSymbols(db: Executor, accountId: string | null): { readonly symbol: string; readonly trades: number; readonly withoutResult: number; readonly currency: string; readonly price: string }[] {
  let select = query.selectFrom('trades')
    .select(['symbol', (row) => row.fn.countAll<number>().as('trades'), sql<number>`count(*) FILTER (WHERE status = 'unvalued')`.as('withoutResult'), (row) => row.fn.min('currency').as('currency'), (row) => row.fn.max('entry_price').as('price')])
    .where('provenance', '=', 'imported').where('point_value', 'is', null).groupBy('symbol').orderBy('symbol');
  if (accountId !== null) select = select.where('account_id', '=', accountId);
  return db.all(select);
}

/** Books with trades of a symbol that have no point value, and when the first of them began. */
export function unvaluedBooks(db: Executor, symbol: string): { readonly accountId: string; readonly bookId: number; readonly earliest: number; readonly trades: number }[] {
  return db
    .all(
      query.selectFrom('trades').select(['account_id', 'book_id', (row) => row.fn.min('entry_at').as('earliest'), (row) => row.fn.countAll<number>().as('trades')])
        .where('symbol', '=', symbol).where('provenance', '=', 'imported').where('point_value', 'is', null).groupBy(['account_id', 'book_id']).orderBy('book_id'),
    )
    .flatMap((row) => (row.book_id === null ? [] : [{ accountId: row.account_id, bookId: row.book_id, earliest: row.earliest, trades: row.trades }]));
}

/** Trades of which a field was corrected. */
export function amendedTrades(db: Executor, field: string): Set<string> {
  return new Set(db.all(query.selectFrom('amendments').select('subject_id').distinct().where('subject', '=', 'trade').where('field', '=', field)).map((row) => row.subject_id));
}

/** The last correction of each field of a trade, as text. */
export function lastAmendments(db: Executor, tradeId: string): ReadonlyMap<string, string> {
  return new Map(db.all(query.selectFrom('amendments').select(['field', 'to_text']).where('subject', '=', 'trade').where('subject_id', '=', tradeId).orderBy('seq')).map((row) => [row.field, row.to_text]));
}
