/** Every kind of rule the engine knows, in the order in which a person meets them. */
import type { RuleKind } from './rule-kind.ts';
import { allowedInstruments } from './rules/allowed-instruments.ts';
import { allowedSetups } from './rules/allowed-setups.ts';
import { atrAdvisory } from './rules/atr-advisory.ts';
import { confirmations } from './rules/confirmations.ts';
import { counterTrend } from './rules/counter-trend.ts';
import { counterTrendBrake } from './rules/counter-trend-brake.ts';
import { dailyLossLimit } from './rules/daily-loss-limit.ts';
import { dailyProfitLock } from './rules/daily-profit-lock.ts';
import { emotionFilter } from './rules/emotion-filter.ts';
import { entryProximity } from './rules/entry-proximity.ts';
import { lossStreakCoolOff } from './rules/loss-streak-cool-off.ts';
import { maximumSize } from './rules/maximum-size.ts';
import { minimumRewardToRisk } from './rules/minimum-reward-to-risk.ts';
import { newsBlackout } from './rules/news-blackout.ts';
import { oneAttemptPerIdea } from './rules/one-attempt-per-idea.ts';
import { openRiskLimit } from './rules/open-risk-limit.ts';
import { prepared } from './rules/prepared.ts';
import { riskPerTrade } from './rules/risk-per-trade.ts';
import { stopRequired } from './rules/stop-required.ts';
import { ticketCap } from './rules/ticket-cap.ts';
import { timeWindowQuota } from './rules/time-window-quota.ts';
import { tradingWindow } from './rules/trading-window.ts';

export const RULE_KINDS: readonly RuleKind[] = [
  prepared,
  tradingWindow,
  allowedInstruments,
  allowedSetups,
  ticketCap,
  timeWindowQuota,
  oneAttemptPerIdea,
  stopRequired,
  riskPerTrade,
  openRiskLimit,
  maximumSize,
  minimumRewardToRisk,
  entryProximity,
  counterTrend,
  counterTrendBrake,
  lossStreakCoolOff,
  dailyLossLimit,
  dailyProfitLock,
  confirmations,
  emotionFilter,
  atrAdvisory,
  newsBlackout,
];

const BY_NAME: ReadonlyMap<string, RuleKind> = new Map(RULE_KINDS.map((kind) => [kind.kind, kind]));

/** The kind of that name; null when this version of the engine does not know it. */
export function findRuleKind(kind: string): RuleKind | null {
  return BY_NAME.get(kind) ?? null;
}
