/** What today's risk check computes: the risk of one trade, the most to lose today, and the size both pay for. */
import type { z } from 'zod';
import type { riskPlan } from '../../preload/contract/state.ts';
import type { Decimal } from '../engine/decimal.ts';
import { floorOf, fraction } from '../engine/fraction.ts';
import { FOUNDER_PLANS } from '../engine/founder.ts';
import type { Instrument } from '../engine/model.ts';
import type { Money } from '../engine/money.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import { sizeForRisk } from '../engine/trade-numbers.ts';
import { lastStopDistance } from '../store/tickets.ts';
import type { Executor } from '../store/executor.ts';
import type { Desk } from './desk.ts';

export type RiskPlan = z.infer<typeof riskPlan>;

export function riskPlanView(db: Executor, desk: Desk, instrument: Instrument | null): RiskPlan {
  const riskPerTrade = riskBudget(desk);
  const stopPoints = instrument === null ? null : usualStop(db, desk.account.id, instrument.symbol);
  return {
    equity: desk.equity === null ? null : { ...desk.equity },
    riskPerTrade,
    maximumLoss: maximumLoss(desk, riskPerTrade),
    stopPoints,
    size: instrument === null || riskPerTrade === null ? null : sizeForRisk(riskPerTrade, stopPoints, '0', instrument),
  };
}

/** The tightest of the rules' limits on one trade and of what today's risk check confirmed; null when nothing limits it. */
export function riskBudget({ rules, equity, state, account: { currency } }: Desk): Money | null {
  const amounts = limits(rules, 'risk-per-trade').flatMap((limit) => amountsOf(limit, equity, currency));
  const confirmed = state.steps['risk-check']?.content;
  if (confirmed?.step === 'risk-check' && confirmed.riskPerTrade.currency === currency) amounts.push(confirmed.riskPerTrade.amount);
  return smallest(amounts, currency);
}

function maximumLoss({ rules, equity, account: { currency } }: Desk, riskPerTrade: Money | null): Money | null {
  const amounts = limits(rules, 'daily-loss-limit').flatMap((limit) => {
    const byR = limit.r === null || limit.r === undefined || riskPerTrade === null ? [] : [floorOf(riskPerTrade.amount, fraction(limit.r))];
    return [...amountsOf(limit, equity, currency), ...byR];
  });
  return smallest(amounts, currency);
}

interface Limit {
  readonly percent: Decimal | null;
  readonly amount: Money | null;
  readonly r?: Decimal | null;
}

/** Parameters of the rules of a kind that bite. */
function limits(rules: CompiledRuleSet, name: string): readonly Limit[] {
  return rules.rules.flatMap(({ rule, kind }) => {
    if (kind === null || kind.kind !== name || rule.shadow) return [];
    const parsed = kind.parse(rule.params);
    return parsed.ok ? [parsed.params as unknown as Limit] : [];
  });
}

/** A share of an unknown equity limits nothing that could be said in money. */
function amountsOf({ percent, amount }: Limit, equity: Money | null, currency: string): number[] {
  const amounts: number[] = [];
  if (percent !== null && equity !== null) amounts.push(floorOf(equity.amount, fraction(percent, 100n)));
  if (amount !== null && amount.currency === currency) amounts.push(amount.amount);
  return amounts;
}

function smallest(amounts: readonly number[], currency: string): Money | null {
  return amounts.length === 0 ? null : { amount: Math.max(0, Math.min(...amounts)), currency };
}

/** The distance of the last stop stated for the instrument; for the founder's market his default plan. */
function usualStop(db: Executor, accountId: string, symbol: string): Decimal | null {
  return lastStopDistance(db, accountId, symbol) ?? (symbol === 'MES' ? (FOUNDER_PLANS[0]?.stop ?? null) : null);
}
