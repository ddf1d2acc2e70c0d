import { ruleKind } from '../rule-kind.ts';
import { judgeResult, resultLimitParams, resultLimitsSchema, type ResultLimits } from '../result-limits.ts';

export const dailyLossLimit = ruleKind<ResultLimits>({
  kind: 'daily-loss-limit',
  title: 'Daily loss limit',
  summary: 'When the session has lost this much, it is over.',
  defaultSeverity: 'critical',
  brake: true,
  schema: resultLimitsSchema,
  defaults: { r: '3', percent: null, amount: null },
  params: resultLimitParams,
  facts: ['session.closedTrades', 'account.equity'],
  prepare: (limits) => judgeResult(limits, 'loss', { reached: 'The session reached its loss limit of', clear: 'The session’s loss has not reached' }),
});
