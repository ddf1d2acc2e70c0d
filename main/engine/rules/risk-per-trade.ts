import { z } from 'zod';
import { judgeAmount, limitParams, limitText, type AmountLimits } from '../amount-limits.ts';
import { insufficient, miss, missing } from '../judgement.ts';
import { formatMoney } from '../money.ts';
import { count, percent, positiveMoney } from '../param-schemas.ts';
import { fraction, compareAmounts, reduced } from '../fraction.ts';
import { ruleKind } from '../rule-kind.ts';
import { higher, optional } from '../tightening.ts';

interface Params extends AmountLimits {
  /** One N-th of equity is an absolute ceiling, critical whatever the rule's severity; null for none. */
  readonly ceilingParts: number | null;
}

export const riskPerTrade = ruleKind<Params>({
  kind: 'risk-per-trade',
  title: 'Risk per trade',
  summary: 'Stop$ of one trade stays within a share of equity or an amount.',
  defaultSeverity: 'critical',
  brake: false,
  schema: z
    .strictObject({ percent: percent.nullable(), amount: positiveMoney.nullable(), ceilingParts: count(1, 1000).nullable() })
    .refine((params) => params.percent !== null || params.amount !== null || params.ceilingParts !== null, 'set at least one limit'),
  defaults: { percent: '1', amount: null, ceilingParts: null },
  params: {
    ...limitParams,
    ceilingParts: {
      field: { label: 'Absolute ceiling: one N-th of equity', help: '6 means one sixth of equity. Above it the miss is critical, whatever this rule’s severity.', type: 'integer', unit: 'parts', minimum: '1', maximum: '1000', optional: true },
      asymmetry: optional(higher),
    },
  },
  facts: ['ticket.entry', 'ticket.stop', 'ticket.quantity', 'instrument', 'account.equity'],
  prepare(params) {
    const share = params.percent === null ? null : fraction(params.percent, 100n);
    const ceiling = params.ceilingParts === null ? null : reduced(1n, BigInt(params.ceilingParts));
    const ceilingText = `one part in ${params.ceilingParts} of equity`;
    const general = limitText(params) || ceilingText;
    return (facts) => {
      const { stopAmount, equity } = facts;
      if (stopAmount === null) return facts.stop === null ? insufficient('no stop', general, 'Cannot be judged: without a stop the risk is not known.') : missing(general, facts.instrument === null ? 'instrument' : facts.entry === null ? 'ticket.entry' : 'ticket.quantity');
      if (ceiling !== null && equity !== null && equity.currency === stopAmount.currency && compareAmounts(stopAmount.amount, equity.amount, ceiling) > 0) {
        return miss(formatMoney(stopAmount), ceilingText, `A risk of ${formatMoney(stopAmount)} is above the absolute ceiling, ${ceilingText}.`, null, 'critical');
      }
      return judgeAmount('Risk', stopAmount, params, share, equity, general, ceiling !== null);
    };
  },
});
