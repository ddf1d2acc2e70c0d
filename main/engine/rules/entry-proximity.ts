import { z } from 'zod';
import { distanceBetween, formatFixed, ratioText, times, type Decimal } from '../decimal.ts';
import { compareAmounts, fraction } from '../fraction.ts';
import { insufficient, miss, missing, pass } from '../judgement.ts';
import { decimal } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { lowerDecimal } from '../tightening.ts';

export const entryProximity = ruleKind<{ share: Decimal }>({
  kind: 'entry-proximity',
  title: 'Entry proximity',
  summary: 'No chasing: the entry stays near the plan, measured in stop distances.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ share: decimal('0', '1000') }),
  defaults: { share: '15' },
  params: {
    share: {
      field: { label: 'Away from the plan at most', help: 'Distance between planned and actual entry ÷ distance between entry and stop, on either side of the plan.', type: 'percent', unit: '% of the stop distance', minimum: '0', maximum: '1000' },
      asymmetry: lowerDecimal,
    },
  },
  facts: ['ticket.entry', 'ticket.plannedEntry', 'ticket.stop'],
  prepare({ share }) {
    const limit = fraction(share, 100n);
    const threshold = `${share} % of the stop distance`;
    return ({ entry, plannedEntry, stop, stopDistance }) => {
      if (entry === null) return missing(threshold, 'ticket.entry');
      if (plannedEntry === null) return missing(threshold, 'ticket.plannedEntry');
      if (stop === null || stopDistance === null) return missing(threshold, 'ticket.stop');
      if (stopDistance === 0) return insufficient('no stop distance', threshold, 'Cannot be judged: entry and stop are the same price.');
      const distance = distanceBetween(entry.units, plannedEntry.units);
      const observed = distance === 0 ? '0 %' : `${ratioText(times(distance, 100), stopDistance, 1)} %`;
      if (compareAmounts(distance, stopDistance, limit) > 0) {
        return miss(observed, threshold, `The entry is ${formatFixed(distance)} points away from the plan, ${observed} of the stop distance.`);
      }
      return distance === 0 ? pass(observed, threshold, 'The entry is the plan.') : pass(observed, threshold, `The entry is ${observed} of the stop distance away from the plan.`);
    };
  },
});
