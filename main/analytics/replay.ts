/**
 * History under another rule set. Every trade is judged in order on what was known before it; a trade that is blocked does
 * not happen, so caps, streaks and limits after it are those of the history that the rules would have left.
 *
 * What this cannot know: the trades that would have been taken instead, and equity along the other way. Equity stays as it
 * was recorded.
 */
import { evaluate } from '../engine/evaluate.ts';
import type { ClosedTrade, Facts, Instant, RuleLine, TakenTicket } from '../engine/model.ts';
import { money } from '../engine/money.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import { byExit, type TradeRow } from './trade-row.ts';

export interface PastTrade {
  readonly trade: TradeRow;
  /** As the fact `clock.minute` counts it: negative in the evening before. */
  readonly minute: number;
  readonly idea: string;
  /** When the ticket was stated; the entry itself for a bypass. */
  readonly statedAt: Instant;
  /** The facts its verdict was given on; for a bypass whatever its fills say. Time and session are replaced. */
  readonly facts: Facts;
}

export interface ReplayDecision {
  readonly trade: TradeRow;
  /** Blocked by a rule that is broken; unknown when only rules that cannot be judged would block it. */
  readonly status: 'allowed' | 'blocked' | 'unknown';
  /** Blocking rules that are broken. */
  readonly missed: readonly string[];
  /** Blocking rules that cannot be judged, for want of facts. */
  readonly insufficient: readonly string[];
}

/** The trades of the session so far that the rules let happen. */
export interface ReplayState {
  readonly sessionDate: string | null;
  readonly happened: readonly PastTrade[];
}

export const replayStart: ReplayState = { sessionDate: null, happened: [] };

/** Judges the next trade in order of statement. A trade whose status is unknown did happen, and counts from there on. */
export function replayNext(ruleSet: CompiledRuleSet, state: ReplayState, past: PastTrade): { readonly state: ReplayState; readonly decision: ReplayDecision } {
  const happened = state.sessionDate === past.trade.sessionDate ? state.happened : [];
  const verdict = evaluate(ruleSet, factsUnder(past, happened));
  const lines = stopIsUnknown(past) ? verdict.lines.map((line) => (line.status === 'miss' && line.kind === 'stop-required' ? { ...line, status: 'insufficient' as const } : line)) : verdict.lines;
  const biting = lines.filter((line) => line.status !== 'pass' && !line.shadow && line.severity !== 'advisory');
  const missed = idsOf(biting, 'miss');
  const insufficient = idsOf(biting, 'insufficient');
  const status = missed.length > 0 ? 'blocked' : insufficient.length > 0 ? 'unknown' : 'allowed';
  return {
    state: { sessionDate: past.trade.sessionDate, happened: status === 'blocked' ? happened : [...happened, past] },
    decision: { trade: past.trade, status, missed, insufficient },
  };
}

/** The whole history, in order of statement whatever order it comes in. */
export function replayAll(ruleSet: CompiledRuleSet, history: readonly PastTrade[]): readonly ReplayDecision[] {
  let state = replayStart;
  return inOrder(history).map((past) => {
    const next = replayNext(ruleSet, state, past);
    state = next.state;
    return next.decision;
  });
}

/** Session by session, each by the time of statement. */
export function inOrder(history: readonly PastTrade[]): readonly PastTrade[] {
  return history.toSorted(
    (a, b) => (a.trade.sessionDate < b.trade.sessionDate ? -1 : a.trade.sessionDate > b.trade.sessionDate ? 1 : a.statedAt - b.statedAt || (a.trade.id < b.trade.id ? -1 : 1)),
  );
}

/** A ticket without a stop states none. Of a bypass nobody knows: the broker may have had one that the file does not tell. */
function stopIsUnknown({ trade, facts }: PastTrade): boolean {
  return trade.ticketId === null && facts.values['ticket.stop']?.value == null;
}

function idsOf(lines: readonly RuleLine[], status: RuleLine['status']): readonly string[] {
  return lines.filter((line) => line.status === status).map(({ ruleId }) => ruleId);
}

/** The recorded facts with the session's own replaced by the replayed session as it was at the time of statement. */
function factsUnder({ facts, minute, statedAt }: PastTrade, happened: readonly PastTrade[]): Facts {
  const tickets = happened.map(({ trade, minute: when, idea, statedAt: at }): TakenTicket => ({ at, minute: when, symbol: trade.symbol, side: trade.side, idea }));
  const closed = byExit(happened.map(({ trade }) => trade).filter(({ exitAt }) => exitAt <= statedAt)).map(
    ({ exitAt, symbol, netPnl, stopAmount }): ClosedTrade => ({ at: exitAt, symbol, netPnl, stopAmount }),
  );
  return {
    now: statedAt,
    values: {
      ...facts.values,
      'clock.minute': { value: minute, source: 'clock', asOf: statedAt },
      'session.tickets': { value: tickets, source: 'journal', asOf: statedAt },
      'session.closedTrades': { value: closed, source: 'journal', asOf: statedAt },
      'session.openRisk': { value: openRiskAt(facts, statedAt, happened), source: 'journal', asOf: statedAt },
    },
  };
}

function openRiskAt(facts: Facts, at: Instant, happened: readonly PastTrade[]): ReturnType<typeof money> | null {
  const open = happened.filter(({ trade }) => trade.exitAt > at).map(({ trade }) => trade.stopAmount);
  const currency = facts.values['account.equity']?.value?.currency ?? facts.values.instrument?.value?.currency ?? null;
  if (currency === null || open.some((stop) => stop === null || stop.currency !== currency)) return null;
  return money(open.reduce((sum, stop) => sum + (stop?.amount ?? 0), 0), currency);
}
