/** Every kind of rule the engine knows, in the order in which a person meets them. */
import type { RuleKind } from './rule-kind.ts';
import { counterTrend } from './rules/counter-trend.ts';
import { counterTrendBrake } from './rules/counter-trend-brake.ts';
import { lossStreakCoolOff } from './rules/loss-streak-cool-off.ts';
import { minimumRewardToRisk } from './rules/minimum-reward-to-risk.ts';
import { prepared } from './rules/prepared.ts';
import { riskPerTrade } from './rules/risk-per-trade.ts';
import { stopRequired } from './rules/stop-required.ts';
import { ticketCap } from './rules/ticket-cap.ts';
import { timeWindowQuota } from './rules/time-window-quota.ts';

export const RULE_KINDS: readonly RuleKind[] = [
  prepared,
  ticketCap,
  timeWindowQuota,
  counterTrend,
  counterTrendBrake,
  lossStreakCoolOff,
  stopRequired,
  riskPerTrade,
  minimumRewardToRisk,
];

const BY_NAME: ReadonlyMap<string, RuleKind> = new Map(RULE_KINDS.map((kind) => [kind.kind, kind]));

/** The kind of that name; null when this version of the engine does not know it. */
export function findRuleKind(kind: string): RuleKind | null {
  return BY_NAME.get(kind) ?? null;
}
