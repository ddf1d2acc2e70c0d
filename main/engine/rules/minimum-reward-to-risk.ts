import { z } from 'zod';
import { minus, plus, ratioText, times, type Decimal, type Units } from '../decimal.ts';
import type { Exact } from '../facts.ts';
import { compareAmounts, fraction } from '../fraction.ts';
import { insufficient, miss, missing, pass } from '../judgement.ts';
import type { Side } from '../model.ts';
import { decimal } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { higherDecimal, strictestFirst } from '../tightening.ts';

const MEASURES = ['nearest', 'average', 'furthest'] as const;
/** Which target the reward is told by. */
type Measure = (typeof MEASURES)[number];
/** What the rule begins with, and what holds where no rule says. */
export const DEFAULT_MEASURE: Measure = 'average';

export const minimumRewardToRisk = ruleKind<{ ratio: Decimal; measure: Measure }>({
  kind: 'minimum-reward-to-risk',
  title: 'Minimum reward-to-risk',
  summary: 'The targets pay enough for what the stop puts at risk.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ ratio: decimal('0', '1000', 'above'), measure: z.enum(MEASURES) }),
  defaults: { ratio: '2', measure: DEFAULT_MEASURE },
  params: {
    ratio: { field: { label: 'Reward per unit of risk', help: 'Distance to target ÷ distance to stop, at least.', type: 'decimal', unit: ': 1', minimum: '0', maximum: '1000' }, asymmetry: higherDecimal },
    measure: {
      field: {
        label: 'Measured to',
        help: 'With several targets: the nearest, the mean of all (equal parts), or the furthest.',
        type: 'choice',
        options: [
          { value: 'nearest', label: 'nearest target' },
          { value: 'average', label: 'mean of the targets' },
          { value: 'furthest', label: 'furthest target' },
        ],
      },
      asymmetry: strictestFirst(MEASURES),
    },
  },
  facts: ['ticket.side', 'ticket.entry', 'ticket.stop', 'ticket.targets'],
  prepare({ ratio, measure }) {
    const limit = fraction(ratio);
    const threshold = `at least ${ratio}`;
    return ({ side, entry, stop, targets, stopDistance }) => {
      if (side === null) return missing(threshold, 'ticket.side');
      if (entry === null) return missing(threshold, 'ticket.entry');
      if (stop === null || stopDistance === null) return missing(threshold, 'ticket.stop');
      if (targets === null || targets.length === 0) return insufficient('no target', threshold, 'Cannot be judged: no target is stated.');
      const risk = riskOf(side, entry.units, stop.units);
      if (risk <= 0) return insufficient('no risk to measure by', threshold, 'Cannot be judged: the stop does not limit the loss.');
      const { total, parts } = reward(targets, entry.units, side, measure);
      const risked = times(risk, parts);
      const observed = ratioText(total, risked, 2);
      return compareAmounts(total, risked, limit) >= 0
        ? pass(observed, threshold, `Reward-to-risk is ${observed}.`)
        : miss(observed, threshold, `Reward-to-risk is ${observed}, below ${ratio}.`);
    };
  },
});

/** The reward as a sum over so many parts, so that a mean is never divided. */
function reward(targets: readonly Exact[], entry: Units, side: Side, measure: Measure): { total: Units; parts: number } {
  let total: Units = 0;
  let nearest: Units | null = null;
  let furthest: Units | null = null;
  for (const { units } of targets) {
    const distance = side === 'long' ? minus(units, entry) : minus(entry, units);
    total = plus(total, distance);
    if (nearest === null || distance < nearest) nearest = distance;
    if (furthest === null || distance > furthest) furthest = distance;
  }
  if (measure === 'average') return { total, parts: targets.length };
  return { total: (measure === 'nearest' ? nearest : furthest) ?? 0, parts: 1 };
}

/** Reward-to-risk to two decimals for showing; null without a stop that limits the loss or without a target. */
export function rewardToRisk(side: Side, entry: Units, stop: Units, targets: readonly Exact[], measure: Measure): Decimal | null {
  const risk = riskOf(side, entry, stop);
  if (risk <= 0 || targets.length === 0) return null;
  const { total, parts } = reward(targets, entry, side, measure);
  return ratioText(total, times(risk, parts), 2);
}

/** How far the price may go against the trade before it is stopped; not above nought when the stop does not limit the loss. */
function riskOf(side: Side, entry: Units, stop: Units): Units {
  return side === 'long' ? minus(entry, stop) : minus(stop, entry);
}
