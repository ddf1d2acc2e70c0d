/** A bootstrap interval of a mean: how far it could have come out otherwise. The same values and name give the same interval, always. */
import { parseFixed, ONE, ratioText, type Decimal } from '../engine/decimal.ts';

export interface Interval {
  readonly low: Decimal;
  readonly high: Decimal;
  /** Share of resampled means inside: "0.95". */
  readonly level: Decimal;
}

const RESAMPLES = 2000;
const PLACES = 6;

/**
 * Percentile interval at 95 % of the mean of the known values, from 2,000 resamples drawn with a seed that is made of the
 * name. Null below two values: one value says nothing about its spread.
 */
export function bootstrapMean(values: readonly (Decimal | null)[], name: string): Interval | null {
  const units = values.flatMap((value) => {
    const parsed = value === null ? null : parseFixed(value);
    // R has six decimals; in millionths the sums below stay exact as numbers.
    return parsed === null ? [] : [Number(parsed / 10_000n)];
  });
  if (units.length < 2) return null;
  const next = generator(seedOf(name));
  const sums = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let index = 0; index < units.length; index += 1) sum += units[Math.floor(next() * units.length)] ?? 0;
    return sum;
  }).toSorted((a, b) => a - b);
  const at = (position: number): Decimal => ratioText(BigInt(sums[position] ?? 0) * 10_000n, ONE * BigInt(units.length), PLACES);
  return { low: at(Math.floor(RESAMPLES * 0.025)), high: at(Math.ceil(RESAMPLES * 0.975) - 1), level: '0.95' };
}

/** FNV-1a of the name's code units. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32: small, fast, and the same on every machine. Numbers from 0 to below 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
