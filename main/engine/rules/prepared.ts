import { z } from 'zod';
import { miss, missing, pass } from '../judgement.ts';
import { ruleKind } from '../rule-kind.ts';

const THRESHOLD = 'all five steps done';

export const prepared = ruleKind({
  kind: 'prepared',
  title: 'Prepared',
  summary: 'No ticket before the session’s preparation is complete.',
  defaultSeverity: 'critical',
  brake: false,
  schema: z.strictObject({}),
  defaults: {},
  params: {},
  facts: ['session.prepared'],
  prepare: () => (facts) => {
    if (facts.prepared === null) return missing(THRESHOLD, 'session.prepared');
    return facts.prepared ? pass('prepared', THRESHOLD, 'The preparation is complete.') : miss('not prepared', THRESHOLD, 'The preparation of this session is not complete.');
  },
});
