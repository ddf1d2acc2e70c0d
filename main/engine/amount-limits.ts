/** Limits on an amount, in money or as a share of equity: the common part of the rules that cap risk. */
import type { Decimal } from './decimal.ts';
import { compareAmounts, floorOf, type Fraction } from './fraction.ts';
import { insufficient, miss, pass, type Judgement } from './judgement.ts';
import { formatMoney, type Money } from './money.ts';
import type { Param } from './rule-kind.ts';
import { lowerDecimal, lowerMoney, optional } from './tightening.ts';

export interface AmountLimits {
  /** Per cent of equity; null for no such limit. */
  readonly percent: Decimal | null;
  readonly amount: Money | null;
}

export const limitParams: { readonly [K in keyof AmountLimits]: Param<AmountLimits[K]> } = {
  percent: { field: { label: 'Share of equity', help: 'In per cent of the account’s equity. Empty: no such limit.', type: 'percent', unit: '% of equity', minimum: '0', maximum: '100', optional: true }, asymmetry: optional(lowerDecimal) },
  amount: { field: { label: 'Amount', help: 'In the account’s currency. Empty: no such limit.', type: 'money', optional: true }, asymmetry: optional(lowerMoney) },
};

/** "1 % of equity or 100.00 USD"; empty without a limit. */
export function limitText({ percent, amount }: AmountLimits): string {
  return [percent === null ? '' : `${percent} % of equity`, amount === null ? '' : formatMoney(amount)].filter((part) => part !== '').join(' or ');
}

/**
 * Judges an amount by every limit that is set: one that is broken is a miss even if another cannot be judged; one that
 * cannot be judged is never a pass. `name` begins the sentence; `needsEquity` asks for equity even without a percentage.
 */
export function judgeAmount(name: string, amount: Money, limits: AmountLimits, share: Fraction | null, equity: Money | null, general: string, needsEquity = false): Judgement {
  const observed = formatMoney(amount);
  const { amount: cap, percent } = limits;
  if (cap !== null && cap.currency === amount.currency && amount.amount > cap.amount) {
    const threshold = formatMoney(cap);
    return miss(observed, threshold, `${name} of ${observed} is above ${threshold}.`);
  }
  const equityKnown = equity !== null && equity.currency === amount.currency;
  let threshold = general;
  if (share !== null && equityKnown) {
    threshold = `${formatMoney({ amount: floorOf(equity.amount, share), currency: equity.currency })} (${percent} % of equity)`;
    if (compareAmounts(amount.amount, equity.amount, share) > 0) return miss(observed, threshold, `${name} of ${observed} is above ${threshold}.`);
    if (cap !== null) threshold = `${threshold} or ${formatMoney(cap)}`;
  }
  if (cap !== null && cap.currency !== amount.currency) return insufficient(observed, general, `Cannot be judged: the limit is in ${cap.currency}, the amount in ${amount.currency}.`);
  if ((share !== null || needsEquity) && !equityKnown) {
    return insufficient(observed, general, equity === null ? 'Cannot be judged: the account’s equity is not known.' : `Cannot be judged: equity is in ${equity.currency}, the amount in ${amount.currency}.`);
  }
  return pass(observed, threshold, `${name} of ${observed} is within ${threshold}.`);
}
