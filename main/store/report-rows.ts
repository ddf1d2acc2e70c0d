/** What the reports read of an account, streamed or whole, in the columns they need and no others. */
import { sql } from 'kysely';
import type { Emotion, Grade, Outcome, RehabStep, RuleSetContent, Severity, Side, Ticket, Verdict } from '../engine/model.ts';
import type { TicketStatus } from '../engine/session.ts';
import { query, readJson, type Executor } from './executor.ts';
import { tradeCounts } from './trade-counts.ts';
import type { Provenance } from './trades.ts';

/** Amounts are minor units of `currency`. */
export interface ReportTrade {
  readonly id: string;
  readonly ticketId: string | null;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly side: Side;
  readonly currency: string;
  readonly quantity: string;
  readonly entryAt: number;
  readonly exitAt: number;
  readonly entryPrice: string;
  readonly initialStop: string | null;
  readonly grossPnl: number;
  readonly netPnl: number;
  readonly stopAmount: number | null;
  /** R × 1,000,000. */
  readonly rMicro: number | null;
  readonly mfe: number | null;
  readonly mae: number | null;
  readonly excursionProvenance: Provenance | null;
  readonly setup: string | null;
  readonly emotion: Emotion | null;
  readonly grade: Grade | null;
  readonly overridden: boolean;
  readonly note: string;
  readonly lesson: string;
}

/** Session dates, both included; null for no limit. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

function closedTrades(accountId: string, { from, to }: Span) {
  let select = query.selectFrom('trades').where('account_id', '=', accountId).where('status', '=', 'closed');
  if (from !== null) select = select.where('session_date', '>=', from);
  if (to !== null) select = select.where('session_date', '<=', to);
  return select;
}

/** Stop$ and R as the figures count them: a stop that was typed after the trade is kept apart. */
const sealedStop = sql<number | null>`iif(stop_provenance = 'typed', NULL, stop_amount)`;
const sealedR = sql<number | null>`iif(stop_provenance = 'typed', NULL, r_micro)`;

/** A closed trade whose stop was typed after it. */
export interface LaterStop {
  readonly sessionDate: string;
  readonly symbol: string;
  readonly setup: string | null;
  readonly currency: string;
  /** R × 1,000,000. */
  readonly rMicro: number | null;
}

export function laterStopsOf(db: Executor, accountId: string): LaterStop[] {
  return db.all(
    query.selectFrom('trades').select(['session_date as sessionDate', 'symbol', 'setup', 'currency', 'r_micro as rMicro'])
      // Written out, so that the index of just these trades serves it.
      .where('account_id', '=', accountId).where(sql<boolean>`stop_provenance = 'typed'`).where(sql<boolean>`status = 'closed'`).orderBy('session_date'),
  );
}

export function countClosedTrades(db: Executor, accountId: string, span: Span): number {
  return tradeCounts(db, { accountId, statuses: ['closed'], ...span }).trades;
}

/** Closed trades in order of session, one at a time. Nothing else may run on the executor until it is finished. */
export function* eachClosedTrade(db: Executor, accountId: string, span: Span): IterableIterator<ReportTrade> {
  const rows = db.each(
    closedTrades(accountId, span)
      .select(['id', 'ticket_id', 'session_date', 'symbol', 'side', 'currency', 'quantity', 'entry_at', 'exit_at', 'entry_price', 'initial_stop', 'gross_pnl', 'net_pnl', 'mfe', 'mae', sealedStop.as('stop_amount'), sealedR.as('r_micro')])
      .select(['excursion_provenance', 'setup', 'emotion', 'grade', 'overridden', 'note', 'lesson'])
      .orderBy('session_date')
      .orderBy('entry_at')
      .orderBy('id'),
  );
  for (const row of rows) {
    yield {
      id: row.id, ticketId: row.ticket_id, sessionDate: row.session_date, symbol: row.symbol, side: row.side, currency: row.currency, quantity: row.quantity, entryAt: row.entry_at,
      exitAt: row.exit_at ?? row.entry_at, entryPrice: row.entry_price, initialStop: row.initial_stop, grossPnl: row.gross_pnl, netPnl: row.net_pnl, stopAmount: row.stop_amount, rMicro: row.r_micro, mfe: row.mfe, mae: row.mae,
      excursionProvenance: row.excursion_provenance as Provenance | null, setup: row.setup, emotion: row.emotion as Emotion | null, grade: row.grade as Grade | null, overridden: row.overridden === 1,
      note: row.note, lesson: row.lesson,
    };
  }
}

/** What the columns of a ledger need of a trade: a row for each of a million, so no more than that, and no copying. */
export interface LedgerTrade {
  /** The row of the table it stands in. */
  readonly row: number;
  readonly id: string;
  readonly ticketId: string | null;
  readonly overridden: 0 | 1;
  readonly costsKnown: 0 | 1;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly side: Side;
  readonly currency: string;
  readonly entryAt: number;
  readonly exitAt: number;
  readonly grossPnl: number;
  readonly netPnl: number;
  readonly stopAmount: number | null;
  readonly rMicro: number | null;
  readonly mfe: number | null;
  readonly setup: string | null;
  readonly emotion: Emotion | null;
  readonly grade: Grade | null;
}

function ledgerTrades(accountId: string) {
  return closedTrades(accountId, { from: null, to: null })
    .select([sql<number>`rowid`.as('row'), 'id', 'ticket_id as ticketId', 'overridden', sql<0 | 1>`costs_known = 'all'`.as('costsKnown'), 'session_date as sessionDate', 'symbol', 'side', 'currency', 'entry_at as entryAt', sql<number>`coalesce(exit_at, entry_at)`.as('exitAt')])
    .select(['gross_pnl as grossPnl', 'net_pnl as netPnl', sealedStop.as('stopAmount'), sealedR.as('rMicro'), 'mfe', 'setup', sql<Emotion | null>`emotion`.as('emotion'), sql<Grade | null>`grade`.as('grade')]);
}

/** Every closed trade in order of session, one at a time. Nothing else may run on the executor until it is finished. */
export function eachLedgerTrade(db: Executor, accountId: string): IterableIterator<LedgerTrade> {
  return db.each<LedgerTrade>(ledgerTrades(accountId).orderBy('session_date').orderBy('entry_at').orderBy('id'));
}

/** Asks for one closed trade of the account by the row of the table; undefined where there is none. */
export function ledgerTradeFinder(db: Executor, accountId: string): (row: number) => LedgerTrade | undefined {
  const find = db.prepareFirst<LedgerTrade>(ledgerTrades(accountId).where(sql<number>`rowid`, '=', 0));
  return (row) => find([accountId, 'closed', row]);
}

/** A closed trade of which something was said about the criteria of its setup. */
export interface SaidTradeRow {
  readonly id: string;
  readonly replaces: string | null;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly setup: string | null;
  readonly currency: string;
  readonly rMicro: number | null;
}

export function saidTrades(db: Executor, accountId: string): SaidTradeRow[] {
  const said = query.selectFrom('criteria_said').select('trade_id').where('account_id', '=', accountId);
  return db.all(
    closedTrades(accountId, { from: null, to: null })
      .select(['id', 'replaces', 'session_date as sessionDate', 'symbol', 'setup', 'currency', sealedR.as('rMicro')])
      .where((row) => row.or([row('id', 'in', said), row('replaces', 'in', said)]))
      .orderBy('session_date').orderBy('id'),
  );
}

export interface ReportTicket {
  readonly id: string;
  readonly sessionDate: string;
  readonly symbol: string;
  readonly side: Side | null;
  readonly setup: string | null;
  readonly sealedAt: number;
  readonly status: TicketStatus;
  readonly outcome: Outcome;
  readonly ruleSetHash: string;
  readonly overridden: boolean;
}

export function reportTickets(db: Executor, accountId: string): ReportTicket[] {
  return db
    .all(
      query
        .selectFrom('tickets')
        .innerJoin('verdicts', 'verdicts.ticket_id', 'tickets.id')
        .leftJoin('overrides', 'overrides.ticket_id', 'tickets.id')
        .select(['tickets.id', 'tickets.session_date', 'tickets.symbol', 'tickets.side', 'tickets.setup', 'tickets.sealed_at', 'tickets.status', 'verdicts.outcome', 'verdicts.rule_set_hash', 'overrides.at as override_at'])
        .where('tickets.account_id', '=', accountId)
        .orderBy('tickets.sealed_at')
        .orderBy('tickets.id'),
    )
    .map((row) => ({
      id: row.id, sessionDate: row.session_date, symbol: row.symbol, side: row.side as Side | null, setup: row.setup, sealedAt: row.sealed_at, status: row.status as TicketStatus,
      outcome: row.outcome as Outcome, ruleSetHash: row.rule_set_hash, overridden: row.override_at !== null,
    }));
}

/** A line of a verdict that did not pass. */
export interface ReportBite {
  readonly ticketId: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly shadow: boolean;
}

export function reportBites(db: Executor, accountId: string): ReportBite[] {
  return db
    .all(
      query
        .selectFrom('verdict_bites')
        .innerJoin('tickets', 'tickets.id', 'verdict_bites.ticket_id')
        .select(['verdict_bites.ticket_id', 'rule_id', 'severity', 'shadow'])
        .where('tickets.account_id', '=', accountId),
    )
    .map((row) => ({ ticketId: row.ticket_id, ruleId: row.rule_id, severity: row.severity as Severity, shadow: row.shadow === 1 }));
}

/** The contents of every rule set that judged a ticket of the account, by hash. */
export function judgingRuleSets(db: Executor, accountId: string): ReadonlyMap<string, RuleSetContent> {
  const used = query.selectFrom('verdicts').innerJoin('tickets', 'tickets.id', 'verdicts.ticket_id').select('verdicts.rule_set_hash').where('tickets.account_id', '=', accountId);
  return new Map(db.all(query.selectFrom('rule_sets').select(['hash', 'content']).where('hash', 'in', used)).map((row) => [row.hash, readJson<RuleSetContent>(row.content)]));
}

export interface ReportSession {
  readonly date: string;
  /** The steps of its preparation that were done; seconds as recorded. */
  readonly steps: readonly { readonly step: RehabStep; readonly seconds: number; readonly goal: string | null }[];
}

/** Sessions that were opened, in order of date. */
export function reportSessions(db: Executor, accountId: string): ReportSession[] {
  const steps = new Map<string, ReportSession['steps'][number][]>();
  const rows = db.all(
    query
      .selectFrom('sessions')
      .leftJoin('rehab_steps', 'rehab_steps.session_id', 'sessions.id')
      .select(['sessions.date', 'rehab_steps.step', 'rehab_steps.seconds', sql<string | null>`json_extract(rehab_steps.content, '$.goal')`.as('goal')])
      .where('sessions.account_id', '=', accountId)
      .orderBy('sessions.date'),
  );
  for (const row of rows) {
    const list = steps.get(row.date) ?? [];
    steps.set(row.date, list);
    if (row.step !== null) list.push({ step: row.step as RehabStep, seconds: row.seconds ?? 0, goal: row.goal });
  }
  return [...steps].map(([date, list]) => ({ date, steps: list }));
}

/** The sealed texts behind the tickets of an account, one at a time. Nothing else may run on the executor until it is finished. */
export function* eachSealed(db: Executor, accountId: string): IterableIterator<{ readonly ticketId: string; readonly ticket: Ticket; readonly verdict: Verdict; readonly sealedAt: number }> {
  const rows = db.each(
    query
      .selectFrom('tickets')
      .innerJoin('verdicts', 'verdicts.ticket_id', 'tickets.id')
      .select(['tickets.id', 'tickets.content as ticket', 'tickets.sealed_at', 'verdicts.content as verdict'])
      .where('tickets.account_id', '=', accountId)
      .orderBy('tickets.id'),
  );
  for (const row of rows) yield { ticketId: row.id, ticket: readJson<Ticket>(row.ticket), verdict: readJson<Verdict>(row.verdict), sealedAt: row.sealed_at };
}

/** What a filter can be set to. Asked of the main process, so that nothing here may look at every trade. */
export function tradedChoices(db: Executor, accountId: string): { readonly symbols: string[]; readonly setups: string[]; readonly firstSession: string | null; readonly lastSession: string | null } {
  const counted = query.selectFrom('trade_counts').where('account_id', '=', accountId).where('status', '=', 'closed').where('trades', '>', 0);
  const ends = db.first(counted.select((row) => [row.fn.min('session_date').as('first'), row.fn.max('session_date').as('last')]));
  return { symbols: [...closedValues(db, accountId, 'symbol')], setups: [...closedValues(db, accountId, 'setup')], firstSession: ends?.first ?? null, lastSession: ends?.last ?? null };
}

/** The different values of a column in order, each found from the one before it by the column's index. */
function* closedValues(db: Executor, accountId: string, column: 'symbol' | 'setup'): IterableIterator<string> {
  const next = query.selectFrom('trades').select(`${column} as value`).where('account_id', '=', accountId).where('status', '=', 'closed').orderBy(column).limit(1);
  for (let last = ''; ; ) {
    const value = db.first(next.where(column, '>', last))?.value ?? null;
    if (value === null) return;
    yield value;
    last = value;
  }
}
