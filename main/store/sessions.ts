/** Sessions and what is prepared in them: steps, half-typed steps, market maps. */
import type { RehabStep } from '../engine/model.ts';
import type { MarketMap, RehabContent } from '../engine/session.ts';
import { query, readJson, type Executor } from './executor.ts';
import type { SessionRow } from './tables.ts';

export interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly date: string;
  readonly zone: string;
  readonly calendarId: string;
  /** The rules it opened with. */
  readonly ruleSetHash: string;
  /** Equity when it opened, in minor units of the account's currency: limits in per cent stand still through the session. */
  readonly openingEquity: number;
  readonly openedAt: number;
}

export interface StepDraft {
  readonly step: RehabStep;
  readonly seconds: number;
  readonly fields: Readonly<Record<string, string>>;
}

export function insertSession(db: Executor, session: Session): void {
  db.run(
    query.insertInto('sessions').values({
      id: session.id, account_id: session.accountId, date: session.date, zone: session.zone, calendar_id: session.calendarId,
      rule_set_hash: session.ruleSetHash, opening_equity: session.openingEquity, opened_at: session.openedAt,
    }),
  );
}

/** The sessions of an account opened with so much more: what it began with was not known then. */
export function raiseOpeningEquity(db: Executor, accountId: string, amount: number): void {
  db.run(query.updateTable('sessions').set((row) => ({ opening_equity: row('opening_equity', '+', amount) })).where('account_id', '=', accountId));
}

export function findSession(db: Executor, accountId: string, date: string): Session | null {
  return toSession(db.first(query.selectFrom('sessions').selectAll().where('account_id', '=', accountId).where('date', '=', date)));
}

export function sessionById(db: Executor, id: string): Session | null {
  return toSession(db.first(query.selectFrom('sessions').selectAll().where('id', '=', id)));
}

/** The account's session with the latest date. */
export function latestSession(db: Executor, accountId: string): Session | null {
  return toSession(db.first(query.selectFrom('sessions').selectAll().where('account_id', '=', accountId).orderBy('date', 'desc').limit(1)));
}

function toSession(row: SessionRow | undefined): Session | null {
  if (row === undefined) return null;
  return { id: row.id, accountId: row.account_id, date: row.date, zone: row.zone, calendarId: row.calendar_id, ruleSetHash: row.rule_set_hash, openingEquity: row.opening_equity, openedAt: row.opened_at };
}

// ── Rehab run ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The latest completion of a step; the log keeps the earlier ones. */
export function saveStep(db: Executor, sessionId: string, content: RehabContent, seconds: number, at: number): void {
  const values = { content: JSON.stringify(content), seconds, at };
  db.run(
    query.insertInto('rehab_steps').values({ session_id: sessionId, step: content.step, ...values })
      .onConflict((conflict) => conflict.columns(['session_id', 'step']).doUpdateSet(values)),
  );
}

/** How far a day's rehab run came: the process goal, and how many steps are done; nulls where there was no session. */
export function dayProgress(db: Executor, accountId: string, date: string): { readonly goal: string | null; readonly steps: number | null } {
  const session = findSession(db, accountId, date);
  if (session === null) return { goal: null, steps: null };
  const done = db.all(query.selectFrom('rehab_steps').select('content').where('session_id', '=', session.id)).map(({ content }) => readJson<RehabContent>(content));
  const visualization = done.find((content) => content.step === 'visualization');
  return { goal: visualization?.goal ?? null, steps: done.length };
}

export function saveStepDraft(db: Executor, accountId: string, date: string, draft: StepDraft, at: number): void {
  const values = { seconds: draft.seconds, fields_json: JSON.stringify(draft.fields), at };
  db.run(
    query.insertInto('rehab_drafts').values({ account_id: accountId, session_date: date, step: draft.step, ...values })
      .onConflict((conflict) => conflict.columns(['account_id', 'session_date', 'step']).doUpdateSet(values)),
  );
}

export function deleteStepDraft(db: Executor, accountId: string, date: string, step: RehabStep): void {
  db.run(query.deleteFrom('rehab_drafts').where('account_id', '=', accountId).where('session_date', '=', date).where('step', '=', step));
}

export function stepDrafts(db: Executor, accountId: string, date: string): StepDraft[] {
  return db
    .all(query.selectFrom('rehab_drafts').selectAll().where('account_id', '=', accountId).where('session_date', '=', date))
    .map((row) => ({ step: row.step as RehabStep, seconds: row.seconds, fields: readJson<Record<string, string>>(row.fields_json) }));
}

// ── Market maps ──────────────────────────────────────────────────────────────────────────────────────────────────

export function saveMarketMap(db: Executor, sessionId: string, map: MarketMap): void {
  const values = { trend: map.trend, channel: map.channel, levels_json: JSON.stringify(map.levels), atr: map.atr, atr_at: map.atrAt, news_json: JSON.stringify(map.news), at: map.at };
  db.run(
    query.insertInto('market_maps').values({ session_id: sessionId, symbol: map.symbol, ...values })
      .onConflict((conflict) => conflict.columns(['session_id', 'symbol']).doUpdateSet(values)),
  );
}
