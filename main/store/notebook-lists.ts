/** The journal as lists: trades page by page, and days with the figures of their trades. Reads of a page do not grow with the journal. */
import { sql, type RawBuilder } from 'kysely';
import { query, type Executor } from './executor.ts';
import { among } from './labels.ts';
import type { TradeRow } from './tables.ts';
import type { TradeCursor } from './trades.ts';

export interface NotebookFilter {
  readonly accountId: string;
  /** Session dates, both included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly symbol: string | null;
  /** Every name that the setup goes by; null for any setup. */
  readonly setups: readonly string[] | null;
  readonly labelId: string | null;
}

/** Minor units of `currency`. */
export type LineRow = Pick<
  TradeRow,
  'id' | 'session_date' | 'symbol' | 'side' | 'status' | 'currency' | 'quantity' | 'entry_at' | 'exit_at' | 'entry_price' | 'gross_pnl' | 'net_pnl' | 'r_micro' | 'setup' | 'ticket_id' | 'overridden' | 'replaces' | 'note' | 'lesson' | 'costs_known'
>;

const LINE_COLUMNS = ['id', 'session_date', 'symbol', 'side', 'status', 'currency', 'quantity', 'entry_at', 'exit_at', 'entry_price', 'gross_pnl', 'net_pnl', 'r_micro', 'setup', 'ticket_id', 'overridden', 'replaces', 'note', 'lesson', 'costs_known'] as const;

/** Up to so many trades that may fit are looked up one by one; above it, the days are gone through until a page is full. */
const LOOKED_UP_MAX = 4_000;

/** Newest session first. */
export function listLines(db: Executor, filter: NotebookFilter, after: TradeCursor | null, limit: number): LineRow[] {
  let select = query.selectFrom('trades').select(LINE_COLUMNS).where(tradeCondition(db, filter));
  if (after !== null) select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('session_date', 'entry_at', 'id'), '<', tuple(after.sessionDate, after.entryAt, after.id)));
  return db.all(select.orderBy('session_date', 'desc').orderBy('entry_at', 'desc').orderBy('id', 'desc').limit(limit));
}

/** Trades by their ids, in no order; those that are gone, cancelled or replaced are left out. */
export function linesByIds(db: Executor, accountId: string, ids: readonly string[]): LineRow[] {
  // The plus keeps it from going through all trades of the account.
  return db.all(query.selectFrom('trades').select(LINE_COLUMNS).where('id', 'in', among(ids)).where(sql<boolean>`+account_id = ${accountId}`).where('status', 'in', ['open', 'closed']));
}

export interface DayFigures {
  readonly date: string;
  readonly closed: number;
  readonly open: number;
  readonly wins: number;
  readonly losses: number;
  readonly bypasses: number;
  readonly net: number;
  readonly rMicro: number | null;
  readonly rSample: number;
  readonly otherCurrency: number;
  readonly costsUnknown: number;
}

/** Figures of days; a day without a trade has none. A stop that was typed after the trade counts in no figure of R. */
export function dayFigures(db: Executor, accountId: string, currency: string, dates: readonly string[]): Map<string, DayFigures> {
  if (dates.length === 0) return new Map();
  const rows = db.all(
    compiled<DayFigures>(sql`
      SELECT session_date AS date, sum(status = 'closed') AS closed, sum(status = 'open') AS open,
        sum(status = 'closed' AND currency = ${currency} AND net_pnl > 0) AS wins, sum(status = 'closed' AND currency = ${currency} AND net_pnl < 0) AS losses,
        sum(status = 'closed' AND ticket_id IS NULL) AS bypasses, sum(CASE WHEN status = 'closed' AND currency = ${currency} THEN net_pnl ELSE 0 END) AS net,
        sum(CASE WHEN status = 'closed' AND currency = ${currency} AND stop_provenance IS NOT 'typed' THEN r_micro END) AS rMicro,
        sum(status = 'closed' AND currency = ${currency} AND stop_provenance IS NOT 'typed' AND r_micro IS NOT NULL) AS rSample,
        sum(status = 'closed' AND currency <> ${currency}) AS otherCurrency, sum(status = 'closed' AND currency = ${currency} AND costs_known <> 'all') AS costsUnknown
      FROM trades WHERE account_id = ${accountId} AND session_date IN ${among(dates)} AND status IN ('open', 'closed') GROUP BY session_date`),
  );
  return new Map(rows.map((row) => [row.date, row]));
}

/** After every date. */
const END_OF_TIME = '9999-99-99';

/**
 * Dates of the journal, newest first, below `before` (null begins at the newest): days with a trade that fits, and, where the
 * filter is about the account and dates alone, also days with nothing but a session or words.
 */
export function listDates(db: Executor, filter: NotebookFilter, before: string | null, limit: number): string[] {
  const upper = before ?? (filter.to === null ? END_OF_TIME : `${filter.to}~`);
  const narrow = filter.symbol !== null || filter.setups !== null;
  if (filter.labelId !== null) return labelledDates(db, filter, upper, limit);
  if (narrow) {
    return db
      .all(query.selectFrom('trades').select('session_date as date').distinct().where(tradeCondition(db, { ...filter, to: null })).where('session_date', '<', upper).orderBy('session_date', 'desc').limit(limit))
      .map(({ date }) => date);
  }
  // From one date to the next below it, each found at the end of an index.
  const { accountId } = filter;
  const below = (date: RawBuilder<unknown>) => sql`max(
    coalesce((SELECT max(session_date) FROM trades WHERE account_id = ${accountId} AND session_date < ${date}), ''),
    coalesce((SELECT max(session_date) FROM daily_notes WHERE account_id = ${accountId} AND session_date < ${date}), ''),
    coalesce((SELECT max(date) FROM sessions WHERE account_id = ${accountId} AND date < ${date}), ''),
    coalesce((SELECT max(subject_id) FROM label_uses WHERE account_id = ${accountId} AND subject = 'day' AND subject_id < ${date}), ''),
    coalesce((SELECT max(subject_id) FROM attachments WHERE account_id = ${accountId} AND subject = 'day' AND removed_at IS NULL AND subject_id < ${date}), ''))`;
  return db
    .all(
      compiled<{ day: string }>(sql`
        WITH RECURSIVE days (day) AS (SELECT ${below(sql`${upper}`)} UNION ALL SELECT ${below(sql`days.day`)} FROM days WHERE days.day > ${filter.from ?? ''})
        SELECT day FROM days WHERE day <> '' AND day >= ${filter.from ?? ''} LIMIT ${limit}`),
    )
    .map(({ day }) => day);
}

/** Days that have the label themselves or a trade with it. */
function labelledDates(db: Executor, filter: NotebookFilter, upper: string, limit: number): string[] {
  const ofTrades = query.selectFrom('trades').select('session_date as date').distinct().where(tradeCondition(db, { ...filter, to: null })).where('session_date', '<', upper).orderBy('session_date', 'desc').limit(limit);
  const own = query.selectFrom('label_uses').select('subject_id as date').where('label_id', '=', filter.labelId ?? '').where('account_id', '=', filter.accountId).where('subject', '=', 'day')
    .where('subject_id', '<', upper).where('subject_id', '>=', filter.from ?? '').orderBy('subject_id', 'desc').limit(limit);
  const plain = filter.symbol === null && filter.setups === null;
  const dates = new Set([...db.all(ofTrades), ...(plain ? db.all(own) : [])].map(({ date }) => date));
  return [...dates].toSorted().toReversed().slice(0, limit);
}

/**
 * What a trade has to be to fit. Where few trades can fit, the condition leads SQLite to them instead of through the days:
 * the plus keeps it from the index of the days.
 */
function tradeCondition(db: Executor, { accountId, from, to, symbol, setups, labelId }: NotebookFilter): RawBuilder<boolean> {
  const parts = [sql`trades.status IN ('open', 'closed')`];
  if (from !== null) parts.push(sql`trades.session_date >= ${from}`);
  if (to !== null) parts.push(sql`trades.session_date <= ${to}`);
  let led = false;
  const narrow = (every: RawBuilder<unknown>, each: RawBuilder<unknown>): void => {
    const few = !led && db.all(compiled(sql`${every} LIMIT ${LOOKED_UP_MAX + 1}`)).length <= LOOKED_UP_MAX;
    led ||= few;
    parts.push(few ? sql`trades.rowid IN (${every})` : each);
  };
  if (labelId !== null) {
    const used = sql`SELECT subject_id FROM label_uses WHERE label_id = ${labelId} AND account_id = ${accountId} AND subject = 'trade'`;
    // What was said of a typed trade is said of the imported one that stands for it.
    narrow(
      sql`SELECT rowid FROM trades WHERE id IN (${used}) UNION ALL SELECT rowid FROM trades WHERE replaces IN (${used})`,
      sql`EXISTS (SELECT 1 FROM label_uses AS used WHERE used.label_id = ${labelId} AND used.account_id = ${accountId} AND used.subject = 'trade' AND used.subject_id IN (trades.id, trades.replaces))`,
    );
  }
  if (symbol !== null) narrow(sql`SELECT rowid FROM trades WHERE account_id = ${accountId} AND symbol = ${symbol}`, sql`trades.symbol = ${symbol}`);
  if (setups !== null) narrow(sql`SELECT rowid FROM trades WHERE account_id = ${accountId} AND setup IN ${among(setups)}`, sql`trades.setup IN ${among(setups)}`);
  parts.push(led ? sql`+trades.account_id = ${accountId}` : sql`trades.account_id = ${accountId}`);
  return sql<boolean>`${sql.join(parts, sql` AND `)}`;
}

/** Symbols that an account traded and that begin with a text, whatever its case. */
export function tradedSymbols(db: Executor, accountId: string, beginning: string, limit: number): string[] {
  const from = beginning.toUpperCase();
  return db
    .all(
      compiled<{ symbol: string }>(sql`
        WITH RECURSIVE traded (symbol) AS (
          SELECT min(symbol) FROM trades WHERE account_id = ${accountId} AND symbol >= ${from}
          UNION ALL SELECT (SELECT min(t.symbol) FROM trades AS t WHERE t.account_id = ${accountId} AND t.symbol > traded.symbol) FROM traded WHERE traded.symbol IS NOT NULL AND substr(upper(traded.symbol), 1, ${from.length}) = ${from}
        )
        SELECT symbol FROM traded WHERE symbol IS NOT NULL AND substr(upper(symbol), 1, ${from.length}) = ${from} LIMIT ${limit}`),
    )
    .map(({ symbol }) => symbol);
}

/** Tickets of a day that did not become a trade, with the last thing that was written on each, in order. */
export function notTakenOn(db: Executor, accountId: string, date: string): { readonly ticketId: string; readonly at: number; readonly symbol: string; readonly side: TradeRow['side'] | null; readonly kind: string; readonly note: string }[] {
  return db.all(
    compiled(sql`
      SELECT tickets.id AS ticketId, tickets.sealed_at AS at, tickets.symbol, tickets.side, entry.kind, entry.note
      FROM limits_log AS entry JOIN tickets ON tickets.id = entry.ticket_id
      WHERE entry.account_id = ${accountId} AND entry.session_date = ${date} AND tickets.status <> 'taken'
        AND entry.seq = (SELECT max(seq) FROM limits_log WHERE ticket_id = tickets.id) ORDER BY entry.seq`),
  );
}

function compiled<T>(text: RawBuilder<unknown>) {
  return { compile: () => (text as RawBuilder<T>).compile(query) };
}
