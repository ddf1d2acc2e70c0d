/**
 * Clock readings to instants. A reading that does not exist (clocks went forward) is moved on by the length of the gap;
 * a reading that exists twice (clocks went back) is the first of the two. Both are deterministic and are reported, so
 * that nothing is silently guessed. (The same choice as Temporal's `compatible`.)
 */
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
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A resolver for one zone; throws RangeError for an unknown zone. */
export function zoneClock(zone: string): ZoneClock {
  if (!isZone(zone)) throw new RangeError(`unknown time zone ${zone}`);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  const readOffset = (epochMs: number): number => {
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(epochMs)) if (part.type !== 'literal') parts[part.type] = Number(part.value);
    const wall = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'], parts['hour'], parts['minute'], parts['second']);
    return wall - Math.floor(epochMs / 1000) * 1000;
  };
  // Intl is slow, and an offset is constant through almost every UTC day: one entry a day, null on days of change.
  const days = new Map<number, number | null>();
  const offsetAt = (epochMs: number): number => {
    const day = Math.floor(epochMs / DAY);
    let known = days.get(day);
    if (known === undefined) {
      const start = readOffset(day * DAY);
      known = start === readOffset((day + 1) * DAY - 1000) ? start : null;
      days.set(day, known);
    }
    return known ?? readOffset(epochMs);
  };
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
