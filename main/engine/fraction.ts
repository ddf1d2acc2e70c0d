/** A limit as an exact fraction, so that amounts meet it by cross multiplication: integers only, nothing is ever divided. */
import { ONE, parseFixed, type Decimal, type Units } from './decimal.ts';

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** The same as numbers, or infinite where they are too large to multiply safely. */
  readonly n: number;
  readonly d: number;
}

/** The fraction of decimal text divided by `per` (100 for per cent). The text must be a decimal, as a schema made sure. */
export function fraction(text: Decimal, per = 1n): Fraction {
  const units = parseFixed(text);
  if (units === null) throw new RangeError(`not a decimal: ${text}`);
  return reduced(units, ONE * per);
}

export function reduced(numerator: bigint, denominator: bigint): Fraction {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  const top = numerator / divisor;
  const bottom = denominator / divisor;
  return { numerator: top, denominator: bottom, n: numberOf(top), d: numberOf(bottom) };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large === 0n ? 1n : large;
}

function numberOf(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Infinity;
}

/**
 * Sign of a − b × f for whole amounts of one currency, or of one scale. Small products are compared as numbers, which is
 * exact below 2^53; larger ones as bigints. A number has to be a safe integer.
 */
export function compareAmounts(a: Units, b: Units, f: Fraction): number {
  if (typeof a === 'number' && typeof b === 'number') {
    const left = a * f.d;
    const right = b * f.n;
    if (Math.abs(left) <= Number.MAX_SAFE_INTEGER && Math.abs(right) <= Number.MAX_SAFE_INTEGER) return Math.sign(left - right);
  }
  const left = BigInt(a) * f.denominator;
  const right = BigInt(b) * f.numerator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The largest whole amount not above b × f: what a threshold reads as. */
export function floorOf(b: number, f: Fraction): number {
  const short = b * f.n;
  if (Math.abs(short) <= Number.MAX_SAFE_INTEGER && f.d <= Number.MAX_SAFE_INTEGER) return Math.floor(short / f.d);
  const product = BigInt(b) * f.numerator;
  const quotient = product / f.denominator;
  return Number(product < 0n && quotient * f.denominator !== product ? quotient - 1n : quotient);
}
