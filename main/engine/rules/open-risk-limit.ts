import { z } from 'zod';
import { judgeAmount, limitParams, limitText, type AmountLimits } from '../amount-limits.ts';
import { fraction } from '../fraction.ts';
import { insufficient, missing } from '../judgement.ts';
import { percent, positiveMoney } from '../param-schemas.ts';
import { ruleKind } from '../rule-kind.ts';

export const openRiskLimit = ruleKind<AmountLimits>({
  kind: 'open-risk-limit',
  title: 'Open-risk limit',
  summary: 'Stop$ of all open trades and this ticket together stays within a limit.',
  defaultSeverity: 'major',
  brake: false,
  schema: z.strictObject({ percent: percent.nullable(), amount: positiveMoney.nullable() }).refine((params) => params.percent !== null || params.amount !== null, 'set at least one limit'),
  defaults: { percent: '2', amount: null },
  params: limitParams,
  facts: ['session.openRisk', 'ticket.entry', 'ticket.stop', 'ticket.quantity', 'instrument', 'account.equity'],
  prepare(params) {
    const share = params.percent === null ? null : fraction(params.percent, 100n);
    const general = limitText(params);
    return ({ openRisk, stopAmount, equity, stop }) => {
      if (openRisk === null) return insufficient('not known', general, 'Cannot be judged: the risk of an open trade is not known.');
      if (stopAmount === null) return missing(general, stop === null ? 'ticket.stop' : 'ticket.quantity');
      const total = openRisk.amount + stopAmount.amount;
      if (openRisk.currency !== stopAmount.currency) return insufficient('not known', general, `Cannot be judged: open risk is in ${openRisk.currency}, this ticket’s in ${stopAmount.currency}.`);
      if (!Number.isSafeInteger(total)) return insufficient('not known', general, 'Cannot be judged: the sum is beyond any money.');
      return judgeAmount('Open risk with this ticket', { amount: total, currency: openRisk.currency }, params, share, equity, general);
    };
  },
});
