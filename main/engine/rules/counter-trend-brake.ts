import { z } from 'zod';
import { againstMap, againstParams, againstShape, type AgainstParams } from '../counter-trend-side.ts';
import { counted, insufficient, miss, missing, pass } from '../judgement.ts';
import { count, decimal } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';
import { fullLossLimit, fullLosses } from '../session-result.ts';
import { higherDecimal, lower } from '../tightening.ts';
import type { Decimal } from '../decimal.ts';

interface Params extends AgainstParams {
  readonly losses: number;
  readonly tolerance: Decimal;
}

export const counterTrendBrake = ruleKind<Params>({
  kind: 'counter-trend-brake',
  title: 'Counter-trend brake',
  summary: 'After full-R losses, no counter-trend ticket for the rest of the session.',
  defaultSeverity: 'critical',
  brake: true,
  schema: z.strictObject({ losses: count(1, 100), tolerance: decimal('0', '50'), ...againstShape }),
  defaults: { losses: 2, tolerance: '5', trend: true, channel: true, rangeIsCounter: true, maximumAgeMinutes: null },
  params: {
    losses: { field: { label: 'Full-R losses', help: 'From this many on, the brake holds until the session ends.', type: 'integer', unit: 'losses', minimum: '1', maximum: '100' }, asymmetry: lower },
    tolerance: {
      field: { label: 'Slippage tolerance', help: 'A loss this much short of one R still counts as a full one: at 5 %, −0.95 R does.', type: 'percent', unit: '% of Stop$', minimum: '0', maximum: '50' },
      asymmetry: higherDecimal,
    },
    ...againstParams,
  },
  facts: ['session.closedTrades', 'ticket.side', 'map.trend', 'map.channel'],
  prepare(params) {
    const limit = fullLossLimit(params.tolerance);
    const threshold = `fewer than ${counted(params.losses, 'full-R loss', 'full-R losses')}, or with the map`;
    return (facts) => {
      if (facts.closedTrades === null) return missing(threshold, 'session.closedTrades');
      const { certain, unknown } = fullLosses(facts.closedTrades, limit);
      const lossWords = counted(certain, 'full-R loss', 'full-R losses');
      if (certain + unknown < params.losses) return pass(lossWords, threshold, `${lossWords} so far; the brake holds from ${params.losses}.`);
      const { answer, observed, reason } = againstMap(params, facts);
      const seen = `${lossWords}; ${observed}`;
      if (answer === 'with') return pass(seen, threshold, `${lossWords}, and ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`);
      if (certain < params.losses) {
        return insufficient(seen, threshold, `Cannot be judged: ${counted(unknown, 'closed trade')} without a known stop or result may have lost a full R.`);
      }
      return answer === 'against'
        ? miss(seen, threshold, `${lossWords} today. ${reason} The brake holds for the rest of the session.`)
        : insufficient(seen, threshold, `${lossWords} today. ${reason}`);
    };
  },
});
