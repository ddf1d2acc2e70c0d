import { spanText } from './judgement.ts';
import type { Instant } from './model.ts';

/** Why a fact is too old for a limit, as the end of a sentence; null when it is fresh enough or has no limit. */
export function staleness(asOf: Instant | null, now: Instant, maximumAgeMinutes: number | null): string | null {
  if (maximumAgeMinutes === null) return null;
  if (asOf === null) return 'has no time of entry';
  const age = now - asOf;
  if (age < 0) return 'was entered ahead of the clock';
  if (age > maximumAgeMinutes * 60_000) return `is ${spanText(age)} old, more than ${maximumAgeMinutes} minutes`;
  return null;
}
