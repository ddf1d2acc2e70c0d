/**
 * Clock readings to instants. A reading that does not exist (clocks went forward) is moved on by the length of the gap;
 * a reading that exists twice (clocks went back) is the first of the two. Both are deterministic and are reported, so
 * that nothing is silently guessed. (The same choice as Temporal's `compatible`.)
 */
import { zoneOffset } from '../../engine/zone-clock.ts';

const DAY = 86_400_000;

export interface Resolved {
  readonly epochMs: number;
  readonly dst: 'gap' | 'overlap' | null;
}

export interface ZoneClock {
  resolve(wallMs: number): Resolved;
}

/** True for a zone name the platform knows (`America/New_York`, `UTC`). */
export function isZone(name: string): boolean {
  if (!/^(?:UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+){1,2})$/.test(name)) return false;
  try {
    zoneOffset(name, 0);
    return true;
  } catch {
    return false;
  }
}

/** A resolver for one zone; throws RangeError for an unknown zone. */
export function zoneClock(zone: string): ZoneClock {
  if (!isZone(zone)) throw new RangeError(`unknown time zone ${zone}`);
  const offsetAt = (epochMs: number): number => zoneOffset(zone, epochMs);
  return {
    resolve(wallMs) {
      const before = offsetAt(wallMs - DAY);
      const after = offsetAt(wallMs + DAY);
      if (before === after) return { epochMs: wallMs - before, dst: null };
      const first = Math.min(wallMs - before, wallMs - after);
      const second = Math.max(wallMs - before, wallMs - after);
      const firstFits = offsetAt(first) === wallMs - first;
      const secondFits = offsetAt(second) === wallMs - second;
      if (firstFits && secondFits) return { epochMs: first, dst: 'overlap' };
      if (firstFits) return { epochMs: first, dst: null };
      if (secondFits) return { epochMs: second, dst: null };
      return { epochMs: wallMs - before, dst: 'gap' };
    },
  };
}
