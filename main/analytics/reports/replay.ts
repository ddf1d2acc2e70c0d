import { createHash } from 'node:crypto';
import type { Remark, Report } from '../../../preload/contract/analytics.ts';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import type { RuleSetContent } from '../../engine/model.ts';
import { findRuleKind } from '../../engine/rule-catalogue.ts';
import { compileRuleSet, encodeRuleSet } from '../../engine/rule-set.ts';
import { maximumDrawdown } from '../equity.ts';
import { inOrder, replayNext, replayStart, type PastTrade, type ReplayDecision } from '../replay.ts';
import { resultsOf } from '../results.ts';
import { sumOf } from '../sample.ts';
import { rOf, type TradeRow } from '../trade-row.ts';
import type { Checkpoint } from './history.ts';
import { choose, envelope, negated, negative, type Ask } from './parts.ts';

const UNKNOWABLE: Remark = {
  tone: 'caution',
  title: 'What a replay cannot know',
  text: 'A blocked trade is taken out of the history; what you would have traded instead is not in it, and neither is how you would have felt. A ticket that you walked away from has no result, even where the proposal would have let it pass. Equity stays as it was recorded. A proposal written after the history fits the past better than it will fit the future.',
};

/** Trades between two checkpoints: a few milliseconds of verdicts. */
const STRIDE = 200;
const DIFFERENCES_MAX = 500;

interface Side {
  readonly decisions: readonly ReplayDecision[];
  readonly byTrade: ReadonlyMap<string, ReplayDecision>;
}

/**
 * The whole history in order under today's rules and under the proposal. The replay runs over everything, because what was
 * blocked earlier in a session decides what comes after; the filter then chooses what is shown.
 */
export function replayReport(ask: Ask, startingEquity: number | null, proposed: RuleSetContent, past: readonly PastTrade[], checkpoint: Checkpoint): Report<'replay'> {
  const { trades } = choose(ask.history, ask.filter);
  const wanted = new Set(trades.map(({ id }) => id));
  const ordered = inOrder(past);
  const total = ordered.length * 2;
  const today = run(ask.history.rules, ordered, (done) => checkpoint(done, total), wanted);
  const proposal = run(proposed, ordered, (done) => checkpoint(ordered.length + done, total), wanted);
  const differences = [
    ...onlyBlockedBy(proposal, today, 'the proposal'),
    ...onlyBlockedBy(today, proposal, 'today’s rules'),
  ].toSorted((a, b) => a.decision.trade.entryAt - b.decision.trade.entryAt);
  const titles = titlesOf(ask.history.ruleTitles, proposed);
  const titleOf = (id: string): string => titles.get(id) ?? id;
  const remarks: Remark[] = [UNKNOWABLE];
  const unknown = proposal.decisions.filter(({ status }) => status === 'unknown').length;
  if (unknown > 0) {
    remarks.push({ tone: 'info', title: 'Some cannot be judged', text: `For ${unknown.toLocaleString('en')} of ${proposal.decisions.length.toLocaleString('en')} trades the proposal lacks facts, a bypass most often: they count as having happened, and under “cannot be judged”.` });
  }
  if (differences.length > DIFFERENCES_MAX) remarks.push({ tone: 'info', title: 'Not every difference is listed', text: `The newest ${DIFFERENCES_MAX.toLocaleString('en')} of ${differences.length.toLocaleString('en')} are shown.` });
  return envelope('replay', ask, [], {
    sides: [
      side(startingEquity, 'What happened', trades, 0, 0),
      replayed(startingEquity, 'Today’s rules', trades, today),
      replayed(startingEquity, 'The proposal', trades, proposal),
    ],
    rules: ruleRows(today, proposal, titleOf),
    blocked: differences.slice(-DIFFERENCES_MAX).map(({ decision: { trade, missed }, by }) => ({
      at: trade.entryAt, symbol: trade.symbol, side: trade.side, blockedBy: by, rules: missed.map(titleOf).join(', '), r: rOf(trade), netPnl: trade.netPnl.amount,
    })),
  }, remarks);
}

function run(content: RuleSetContent, ordered: readonly PastTrade[], checkpoint: (done: number) => void, wanted: ReadonlySet<string>): Side {
  const compiled = compileRuleSet(content, createHash('sha256').update(encodeRuleSet(content)).digest('hex'));
  const decisions: ReplayDecision[] = [];
  let state = replayStart;
  ordered.forEach((past, index) => {
    if (index % STRIDE === 0) checkpoint(index);
    const next = replayNext(compiled, state, past);
    state = next.state;
    if (wanted.has(past.trade.id)) decisions.push(next.decision);
  });
  return { decisions, byTrade: new Map(decisions.map((decision) => [decision.trade.id, decision])) };
}

function replayed(startingEquity: number | null, name: string, trades: readonly TradeRow[], { decisions, byTrade }: Side): ReportRow<'replay', 'sides'> {
  const blocked = decisions.filter(({ status }) => status === 'blocked').length;
  const unknown = decisions.filter(({ status }) => status === 'unknown').length;
  return side(startingEquity, name, trades.filter(({ id }) => byTrade.get(id)?.status !== 'blocked'), blocked, unknown);
}

function side(startingEquity: number | null, name: string, left: readonly TradeRow[], blocked: number, unknown: number): ReportRow<'replay', 'sides'> {
  const results = resultsOf(left);
  const drawdown = maximumDrawdown(left, startingEquity);
  return {
    side: name, trades: results.trades, blocked, unknown, winRate: results.winRate, netPnl: results.netPnl, sumR: results.sumR.value, rSample: results.sumR.sample,
    maxDrawdown: negative(drawdown.amount), maxDrawdownR: results.sumR.sample === 0 ? null : negated(drawdown.r),
  };
}

function ruleRows(today: Side, proposal: Side, titleOf: (id: string) => string): ReportRow<'replay', 'rules'>[] {
  const ids = [...new Set([...today.decisions, ...proposal.decisions].flatMap(({ missed, insufficient }) => [...missed, ...insufficient]))].toSorted();
  return ids.map((id) => {
    const by = ({ decisions }: Side): TradeRow[] => decisions.filter(({ missed }) => missed.includes(id)).map(({ trade }) => trade);
    const [before, after] = [by(today), by(proposal)];
    const [beforeR, afterR] = [sumOf(before.map(rOf)), sumOf(after.map(rOf))];
    return {
      rule: titleOf(id), today: before.length, todayR: beforeR.value, todaySample: beforeR.sample, todayPnl: netOf(before), proposed: after.length, proposedR: afterR.value, proposedSample: afterR.sample, proposedPnl: netOf(after),
      insufficient: proposal.decisions.filter(({ insufficient }) => insufficient.includes(id)).length,
    };
  });
}

/** Null of nothing: no trade has no result. */
function netOf(trades: readonly TradeRow[]): number | null {
  return trades.length === 0 ? null : trades.reduce((sum, { netPnl }) => sum + netPnl.amount, 0);
}

function onlyBlockedBy(blocker: Side, other: Side, by: string): { readonly decision: ReplayDecision; readonly by: string }[] {
  return blocker.decisions.filter(({ status, trade }) => status === 'blocked' && other.byTrade.get(trade.id)?.status !== 'blocked').map((decision) => ({ decision, by }));
}

function titlesOf(known: ReadonlyMap<string, string>, { rules }: RuleSetContent): ReadonlyMap<string, string> {
  return new Map([...rules.map(({ id, kind }) => [id, findRuleKind(kind)?.title ?? kind] as const), ...known]);
}
