import { z } from 'zod';
import { againstMap, againstParams, againstShape, type AgainstParams } from '../counter-trend-side.ts';
import { insufficient, miss, pass } from '../judgement.ts';
import { ruleKind } from '../rule-kind.ts';

const THRESHOLD = 'with the map';

export const counterTrend = ruleKind<AgainstParams>({
  kind: 'counter-trend',
  title: 'Counter-trend',
  summary: 'No ticket against the mapped trend or channel.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject(againstShape),
  defaults: { trend: true, channel: true, rangeIsCounter: true, maximumAgeMinutes: null },
  params: againstParams,
  facts: ['ticket.side', 'map.trend', 'map.channel'],
  prepare: (params) => (facts) => {
    const { answer, observed, reason } = againstMap(params, facts);
    if (answer === 'with') return pass(observed, THRESHOLD, reason);
    return answer === 'against' ? miss(observed, THRESHOLD, reason) : insufficient(observed, THRESHOLD, reason);
  },
});
