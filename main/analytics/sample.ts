/** Statistics of a list of R. Sums are exact; a square root is the only place where a binary fraction is used. */
import { divideRounded, formatFixed, ONE, parseFixed, ratioText, SCALE, type Decimal, type Fixed } from '../engine/decimal.ts';

const PLACES = 6;

/** A figure with what it rests on: how many values it was computed from, and how many had to be left out as unknown. */
export interface Measure {
  readonly value: Decimal | null;
  readonly sample: number;
  readonly leftOut: number;
}

/** The known values as exact units, and how many were unknown. */
export function known(values: readonly (Decimal | null)[]): { readonly units: readonly Fixed[]; readonly leftOut: number } {
  const units = values.flatMap((value) => {
    const parsed = value === null ? null : parseFixed(value);
    return parsed === null ? [] : [parsed];
  });
  return { units, leftOut: values.length - units.length };
}

export function sumOf(values: readonly (Decimal | null)[]): Measure {
  const { units, leftOut } = known(values);
  return { value: units.length === 0 ? null : formatFixed(total(units)), sample: units.length, leftOut };
}

/** Arithmetic mean to six decimals; null of nothing. */
export function meanOf(values: readonly (Decimal | null)[]): Measure {
  const { units, leftOut } = known(values);
  return { value: meanText(units), sample: units.length, leftOut };
}

export function meanText(units: readonly Fixed[]): Decimal | null {
  return units.length === 0 ? null : ratioText(total(units), ONE * BigInt(units.length), PLACES);
}

/** Sample standard deviation (n − 1); null below two values. */
export function deviationOf(values: readonly (Decimal | null)[]): Measure {
  const { units, leftOut } = known(values);
  const squared = varianceOf({ count: units.length, sum: total(units), squares: totalOfSquares(units) });
  const value = squared === null ? null : fromNumber(Math.sqrt(squared));
  return { value, sample: units.length, leftOut };
}

export interface Sqn extends Measure {
  /** From thirty values on; below, the figure says little. */
  readonly reliable: boolean;
}

const SQN_RELIABLE_FROM = 30;

/** √N × mean ÷ sample standard deviation; null below two values, or when they are all the same. */
export function sqnOf(values: readonly (Decimal | null)[]): Sqn {
  const { units, leftOut } = known(values);
  return sqnOfSums({ count: units.length, sum: total(units), squares: totalOfSquares(units) }, leftOut);
}

/** What a mean and a deviation are made of, in units of 10^-10 and their squares. */
export interface Sums {
  readonly count: number;
  readonly sum: Fixed;
  readonly squares: bigint;
}

export function sqnOfSums(sums: Sums, leftOut: number): Sqn {
  const { count, sum } = sums;
  const variance = varianceOf(sums);
  const mean = Number(sum) / Number(ONE) / count;
  const value = variance === null || variance === 0 ? null : fromNumber((Math.sqrt(count) * mean) / Math.sqrt(variance));
  return { value, sample: count, leftOut, reliable: count >= SQN_RELIABLE_FROM };
}

/** Σ(x − mean)² ÷ (n − 1), its numerator exact. */
function varianceOf({ count: values, sum, squares }: Sums): number | null {
  const count = BigInt(values);
  if (count < 2n) return null;
  const numerator = count * squares - sum * sum;
  // Twelve digits behind the point of R² are kept before the step to a binary fraction.
  return Number(divideRounded(numerator * 10n ** 12n, count * (count - 1n) * ONE * ONE)) / 1e12;
}

function totalOfSquares(units: readonly Fixed[]): bigint {
  return units.reduce((accumulated, value) => accumulated + value * value, 0n);
}

export function total(units: readonly Fixed[]): Fixed {
  return units.reduce((accumulated, value) => accumulated + value, 0n);
}

/** A number as decimal text of six places. */
function fromNumber(value: number): Decimal | null {
  if (!Number.isFinite(value) || Math.abs(value) > 1e9) return null;
  return formatFixed(BigInt(Math.round(value * 10 ** PLACES)) * 10n ** BigInt(SCALE - PLACES));
}

/** a ÷ b of counts or amounts as a share of six places; null when b is zero. */
export function share(a: number, b: number): Decimal | null {
  return b === 0 ? null : ratioText(BigInt(a), BigInt(b), PLACES);
}
