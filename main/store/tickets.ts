/** Sealed tickets, their verdicts and what the trader did about them. */
import { sql } from 'kysely';
import { absolute, formatFixed, parseFixed, type Decimal } from '../engine/decimal.ts';
import type { Ticket, Verdict } from '../engine/model.ts';
import type { Money } from '../engine/money.ts';
import type { TicketStatus } from '../engine/session.ts';
import { query, readJson, type Executor } from './executor.ts';

export interface StoredTicket {
  readonly id: string;
  readonly sessionId: string;
  readonly accountId: string;
  readonly sessionDate: string;
  readonly ticket: Ticket;
  readonly stopAmount: Money | null;
  readonly sealedAt: number;
  readonly status: TicketStatus;
  readonly overrideFrom: number | null;
}

export interface TicketRecord extends StoredTicket {
  readonly verdict: Verdict;
  readonly override: { readonly note: string; readonly at: number } | null;
  readonly tradeId: string | null;
}

/** Canonical texts of a ticket and its verdict, as they were hashed into the log. */
export interface SealedTexts {
  readonly ticket: string;
  readonly verdict: string;
}

export function insertTicket(db: Executor, ticket: StoredTicket, verdict: Verdict, texts: SealedTexts): void {
  db.run(
    query.insertInto('tickets').values({
      id: ticket.id, session_id: ticket.sessionId, account_id: ticket.accountId, session_date: ticket.sessionDate,
      symbol: ticket.ticket.symbol, side: ticket.ticket.side, setup: ticket.ticket.setup, emotion: ticket.ticket.emotion, content: texts.ticket,
      stop_amount: ticket.stopAmount?.amount ?? null, stop_currency: ticket.stopAmount?.currency ?? null, sealed_at: ticket.sealedAt, status: ticket.status, override_from: ticket.overrideFrom,
    }),
  );
  db.run(
    query.insertInto('verdicts').values({
      ticket_id: ticket.id, at: verdict.at, engine_version: verdict.engineVersion, rule_set_hash: verdict.ruleSetHash,
      outcome: verdict.outcome, grade: verdict.grade, content: texts.verdict,
    }),
  );
  const bites = verdict.lines.filter((line) => line.status !== 'pass');
  if (bites.length === 0) return;
  db.run(
    query.insertInto('verdict_bites').values(
      bites.map((line) => ({ ticket_id: ticket.id, rule_id: line.ruleId, kind: line.kind, severity: line.severity, shadow: line.shadow ? (1 as const) : (0 as const), status: line.status })),
    ),
  );
}

export function setTicketStatus(db: Executor, ticketId: string, status: TicketStatus): void {
  db.run(query.updateTable('tickets').set({ status }).where('id', '=', ticketId));
}

export function setOverrideFrom(db: Executor, ticketId: string, overrideFrom: number | null): void {
  db.run(query.updateTable('tickets').set({ override_from: overrideFrom }).where('id', '=', ticketId));
}

export function insertOverride(db: Executor, ticketId: string, note: string, servedSeconds: number, at: number): void {
  db.run(query.insertInto('overrides').values({ ticket_id: ticketId, note, served_seconds: servedSeconds, at }));
}

export function findTicket(db: Executor, ticketId: string): TicketRecord | null {
  const row = db.first(
    query
      .selectFrom('tickets')
      .innerJoin('verdicts', 'verdicts.ticket_id', 'tickets.id')
      .leftJoin('overrides', 'overrides.ticket_id', 'tickets.id')
      .leftJoin('trades', 'trades.ticket_id', 'tickets.id')
      .selectAll('tickets')
      .select(['verdicts.content as verdict', 'overrides.note as override_note', 'overrides.at as override_at', 'trades.id as trade_id'])
      .where('tickets.id', '=', ticketId),
  );
  if (row === undefined) return null;
  return {
    id: row.id, sessionId: row.session_id, accountId: row.account_id, sessionDate: row.session_date,
    ticket: readJson<Ticket>(row.content),
    verdict: readJson<Verdict>(row.verdict),
    stopAmount: row.stop_amount === null || row.stop_currency === null ? null : { amount: row.stop_amount, currency: row.stop_currency },
    sealedAt: row.sealed_at,
    status: row.status as TicketStatus,
    overrideFrom: row.override_from,
    override: row.override_note === null || row.override_at === null ? null : { note: row.override_note, at: row.override_at },
    tradeId: row.trade_id,
  };
}

/** Points between entry and stop of the account's latest ticket for the symbol that had both. */
export function lastStopDistance(db: Executor, accountId: string, symbol: string): Decimal | null {
  const row = db.first(
    query.selectFrom('tickets').select('content').where('account_id', '=', accountId).where('symbol', '=', symbol).where('stop_amount', 'is not', null).orderBy('sealed_at', 'desc').limit(1),
  );
  const ticket = row === undefined ? null : readJson<Ticket>(row.content);
  const entry = parseFixed(ticket?.entry ?? '');
  const stop = parseFixed(ticket?.stop ?? '');
  return entry === null || stop === null ? null : formatFixed(absolute(entry - stop));
}

/** The row of a sealed ticket: its text, and the columns that repeat parts of it. */
export interface SealedRow {
  readonly sessionId: string | null;
  readonly accountId: string | null;
  readonly sessionDate: string | null;
  readonly symbol: string | null;
  readonly side: string | null;
  readonly setup: string | null;
  readonly emotion: string | null;
  readonly content: string | null;
  readonly stopAmount: number | null;
  readonly stopCurrency: string | null;
  readonly sealedAt: number | null;
}

/** A line of a verdict that did not pass. */
export type BiteRow = readonly [ruleId: string, kind: string, severity: string, shadow: 0 | 1, status: string];

/** The row of a verdict: its text, and the columns and rows that repeat parts of it. */
export interface VerdictRow {
  readonly ticketId: string;
  readonly at: number;
  readonly engineVersion: string;
  readonly ruleSetHash: string;
  readonly outcome: string;
  readonly grade: string;
  readonly content: string;
  /** In order of rule id. */
  readonly bites: readonly BiteRow[];
  /** All null where the ticket is missing. */
  readonly ticket: SealedRow;
}

/** Every stored verdict with its ticket, as the tables have them, one at a time, in order of ticket id. */
export function* eachVerdict(db: Executor): IterableIterator<VerdictRow> {
  const rows = db.each(
    query
      .selectFrom('verdicts')
      .leftJoin('tickets', 'tickets.id', 'verdicts.ticket_id')
      .select(['verdicts.ticket_id', 'verdicts.at', 'verdicts.engine_version', 'verdicts.rule_set_hash', 'verdicts.outcome', 'verdicts.grade', 'verdicts.content'])
      .select(sql<string>`(SELECT json_group_array(json_array(rule_id, kind, severity, shadow, status) ORDER BY rule_id) FROM verdict_bites WHERE ticket_id = verdicts.ticket_id)`.as('bites'))
      .select(['session_id', 'account_id', 'session_date', 'symbol', 'side', 'setup', 'emotion', 'tickets.content as ticket', 'stop_amount', 'stop_currency', 'sealed_at'])
      .orderBy('verdicts.ticket_id'),
  );
  for (const row of rows) {
    yield {
      ticketId: row.ticket_id, at: row.at, engineVersion: row.engine_version, ruleSetHash: row.rule_set_hash, outcome: row.outcome, grade: row.grade, content: row.content, bites: readJson<BiteRow[]>(row.bites),
      ticket: {
        sessionId: row.session_id, accountId: row.account_id, sessionDate: row.session_date, symbol: row.symbol, side: row.side, setup: row.setup, emotion: row.emotion, content: row.ticket,
        stopAmount: row.stop_amount, stopCurrency: row.stop_currency, sealedAt: row.sealed_at,
      },
    };
  }
}

// ── Draft ────────────────────────────────────────────────────────────────────────────────────────────────────────

export function saveDraftTicket(db: Executor, accountId: string, ticket: Ticket | null, at: number): void {
  if (ticket === null) {
    db.run(query.deleteFrom('draft_tickets').where('account_id', '=', accountId));
    return;
  }
  const values = { content: JSON.stringify(ticket), at };
  db.run(query.insertInto('draft_tickets').values({ account_id: accountId, ...values }).onConflict((conflict) => conflict.column('account_id').doUpdateSet(values)));
}

export function draftTicket(db: Executor, accountId: string): Ticket | null {
  const row = db.first(query.selectFrom('draft_tickets').select('content').where('account_id', '=', accountId));
  return row === undefined ? null : readJson<Ticket>(row.content);
}
