import { z } from 'zod';
import { absolute, ratioText, type Decimal, type Fixed } from '../decimal.ts';
import type { Exact } from '../facts.ts';
import { compareExact, fraction } from '../fraction.ts';
import { insufficient, miss, missing, pass } from '../judgement.ts';
import { decimal } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { higherDecimal, strictestFirst } from '../tightening.ts';

const MEASURES = ['nearest', 'average', 'furthest'] as const;
type Measure = (typeof MEASURES)[number];

export const minimumRewardToRisk = ruleKind<{ ratio: Decimal; measure: Measure }>({
  kind: 'minimum-reward-to-risk',
  title: 'Minimum reward-to-risk',
  summary: 'The targets pay enough for what the stop puts at risk.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ ratio: decimal('0', '1000', 'above'), measure: z.enum(MEASURES) }),
  defaults: { ratio: '2', measure: 'average' },
  params: {
    ratio: { field: { label: 'Reward per unit of risk', help: 'Distance to target ÷ distance to stop, at least.', type: 'decimal', minimum: '0', maximum: '1000' }, asymmetry: higherDecimal },
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
      const risk = side === 'long' ? entry.units - stop.units : stop.units - entry.units;
      if (risk <= 0n) return insufficient('no risk to measure by', threshold, 'Cannot be judged: the stop does not limit the loss.');
      const { total, parts } = reward(targets, entry.units, side === 'long' ? 1n : -1n, measure);
      const observed = ratioText(total, risk * parts, 2);
      return compareExact(total, risk * parts, limit) >= 0
        ? pass(observed, threshold, `Reward-to-risk is ${observed}.`)
        : miss(observed, threshold, `Reward-to-risk is ${observed}, below ${ratio}.`);
    };
  },
});

/** The reward as a sum over so many parts, so that a mean is never divided. */
function reward(targets: readonly Exact[], entry: Fixed, sign: bigint, measure: Measure): { total: Fixed; parts: bigint } {
  let total = 0n;
  let nearest: Fixed | null = null;
  let furthest: Fixed | null = null;
  for (const { units } of targets) {
    const distance = sign * (units - entry);
    total += distance;
    if (nearest === null || distance < nearest) nearest = distance;
    if (furthest === null || distance > furthest) furthest = distance;
  }
  if (measure === 'average') return { total, parts: targets.length === 1 ? 1n : BigInt(targets.length) };
  return { total: (measure === 'nearest' ? nearest : furthest) ?? 0n, parts: 1n };
}

/** Reward-to-risk to two decimals for showing; null without a stop that limits the loss or without a target. */
export function rewardToRisk(entry: Fixed, stop: Fixed, targets: readonly Exact[], measure: Measure = 'average'): Decimal | null {
  const risk = absolute(entry - stop);
  if (risk === 0n || targets.length === 0) return null;
  const { total, parts } = reward(targets, entry, stop < entry ? 1n : -1n, measure);
  return ratioText(total, risk * parts, 2);
}
