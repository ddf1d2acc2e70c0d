/** The limits log: every block, override, walk-away … of an account, newest first. */
import { sql } from 'kysely';
import type { Grade, Outcome, Side, Verdict } from '../engine/model.ts';
import type { TicketStatus } from '../engine/session.ts';
import { query, readJson, type Executor } from './executor.ts';

export type LimitsKind = 'block' | 'override' | 'walk-away' | 'caution' | 'clear' | 'cancel';

export interface LimitsEntry {
  readonly seq: number;
  readonly ticketId: string;
  readonly accountId: string;
  readonly sessionDate: string;
  readonly at: number;
  readonly kind: LimitsKind;
  readonly note: string;
}

export interface LimitsRow extends LimitsEntry {
  readonly symbol: string;
  readonly side: Side | null;
  readonly outcome: Outcome;
  readonly grade: Grade;
  readonly status: TicketStatus;
  /** Titles of the rules that did not pass and bite. */
  readonly rules: readonly string[];
}

export interface LimitsFilter {
  readonly accountId: string;
  /** Empty means every kind. */
  readonly kinds: readonly LimitsKind[];
  readonly ruleKind: string | null;
  /** Looked for in notes, symbols and the verdict's words, without regard to case. */
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
}

export function insertLimitsEntry(db: Executor, entry: LimitsEntry): void {
  db.run(
    query.insertInto('limits_log').values({
      seq: entry.seq, ticket_id: entry.ticketId, account_id: entry.accountId, session_date: entry.sessionDate, at: entry.at, kind: entry.kind, note: entry.note,
    }),
  );
}

/** Rows with a sequence number below `before`; null begins at the newest. */
export function listLimits(db: Executor, filter: LimitsFilter, before: number | null, limit: number): LimitsRow[] {
  let select = filtered(filter)
    .select(['limits_log.seq', 'limits_log.ticket_id', 'limits_log.account_id', 'limits_log.session_date', 'limits_log.at', 'limits_log.kind', 'limits_log.note'])
    .select(['tickets.symbol', 'tickets.side', 'tickets.status', 'verdicts.outcome', 'verdicts.grade', 'verdicts.content']);
  if (before !== null) select = select.where('limits_log.seq', '<', before);
  return db.all(select.orderBy('limits_log.seq', 'desc').limit(limit)).map((row) => ({
    seq: row.seq, ticketId: row.ticket_id, accountId: row.account_id, sessionDate: row.session_date, at: row.at, kind: row.kind as LimitsKind, note: row.note,
    symbol: row.symbol, side: row.side as Side | null, status: row.status as TicketStatus, outcome: row.outcome as Outcome, grade: row.grade as Grade,
    rules: bitten(readJson<Verdict>(row.content)),
  }));
}

export function countLimits(db: Executor, filter: LimitsFilter): number {
  return db.first(filtered(filter).select((row) => row.fn.countAll<number>().as('n')))?.n ?? 0;
}

function bitten(verdict: Verdict): string[] {
  return verdict.lines.filter((line) => line.status !== 'pass' && !line.shadow).map((line) => line.title);
}

function filtered(filter: LimitsFilter) {
  let select = query
    .selectFrom('limits_log')
    .innerJoin('tickets', 'tickets.id', 'limits_log.ticket_id')
    .innerJoin('verdicts', 'verdicts.ticket_id', 'limits_log.ticket_id')
    .where('limits_log.account_id', '=', filter.accountId);
  if (filter.kinds.length > 0) select = select.where('limits_log.kind', 'in', filter.kinds);
  if (filter.from !== null) select = select.where('limits_log.session_date', '>=', filter.from);
  if (filter.to !== null) select = select.where('limits_log.session_date', '<=', filter.to);
  const { ruleKind } = filter;
  if (ruleKind !== null) {
    select = select.where('limits_log.ticket_id', 'in', query.selectFrom('verdict_bites').select('ticket_id').where('kind', '=', ruleKind));
  }
  const text = filter.text.trim();
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    select = select.where(({ or }) =>
      or([
        sql<boolean>`limits_log.note LIKE ${pattern} ESCAPE '\\'`,
        sql<boolean>`tickets.symbol LIKE ${pattern} ESCAPE '\\'`,
        sql<boolean>`tickets.content LIKE ${pattern} ESCAPE '\\'`,
        sql<boolean>`verdicts.content LIKE ${pattern} ESCAPE '\\'`,
      ]),
    );
  }
  return select;
}
