/** Size as a share of today's full size: common to the rules that cut it. */
import { divideRounded, formatFixed, parseFixed, type Decimal } from './decimal.ts';
import type { Exact } from './facts.ts';
import { compareAmounts, type Fraction } from './fraction.ts';
import { insufficient, miss, pass, type Judgement } from './judgement.ts';

/** "full size", "half size", "no entry", "25 % of full size". */
export function factorText(factor: Decimal): string {
  if (factor === '0') return 'no entry';
  if (factor === '0.5') return 'half size';
  if (factor === '1') return 'full size';
  return `${formatFixed((parseFixed(factor) ?? 0n) * 100n)} % of full size`;
}

/** Why a size is cut: short for the observed column ("ATR 6.8, high volatility"), and as the start of a sentence. */
export interface Cause {
  readonly observed: string;
  readonly sentence: string;
}

/** A factor of 1 cuts nothing and needs no plan; 0 allows no entry of any size. */
export function judgeSize({ observed, sentence }: Cause, factor: Decimal, exact: Fraction, quantity: Exact | null, planSize: Exact | null): Judgement {
  const allowed = factorText(factor);
  const rule = `${sentence}: ${allowed}`;
  if (factor === '1') return pass(observed, allowed, `${rule}.`);
  if (factor === '0') return miss(observed, allowed, `${rule}.`);
  if (quantity === null) return insufficient(observed, allowed, `${rule}; the quantity is not stated.`);
  const seen = `${observed}, size ${quantity.text}`;
  if (planSize === null) return insufficient(seen, allowed, `${rule}; today’s full size is not known, it comes from the risk check.`);
  const most = formatFixed(divideRounded(BigInt(planSize.units) * exact.numerator, exact.denominator));
  return compareAmounts(quantity.units, planSize.units, exact) <= 0
    ? pass(seen, `${most} (${allowed})`, `${rule}, and ${quantity.text} is within it.`)
    : miss(seen, `${most} (${allowed})`, `${rule}; ${quantity.text} is above ${most}.`);
}
