import { ruleKind } from '../rule-kind.ts';
import { judgeResult, resultLimitParams, resultLimitsSchema, type ResultLimits } from '../result-limits.ts';

export const dailyProfitLock = ruleKind<ResultLimits>({
  kind: 'daily-profit-lock',
  title: 'Daily profit lock',
  summary: 'When the session has made this much, it is kept.',
  defaultSeverity: 'major',
  brake: true,
  schema: resultLimitsSchema,
  defaults: { r: '6', percent: null, amount: null },
  params: resultLimitParams,
  facts: ['session.closedTrades', 'account.equity'],
  prepare: (limits) => judgeResult(limits, 'profit', { reached: 'The session reached its profit lock of', clear: 'The session’s profit has not reached' }),
});
