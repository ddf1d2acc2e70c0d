import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZone, zoneClock } from './zones.ts';

const wall = (text: string): number => Date.parse(`${text}Z`);
const iso = (ms: number): string => new Date(ms).toISOString();

describe('clock readings to instants', () => {
  it('takes summer and winter time', () => {
    const clock = zoneClock('America/New_York');
    expect(iso(clock.resolve(wall('2026-01-15T16:33:00')).epochMs)).toBe('2026-01-15T21:33:00.000Z');
    expect(iso(clock.resolve(wall('2026-07-23T16:33:00')).epochMs)).toBe('2026-07-23T20:33:00.000Z');
  });

  it('moves a reading that did not exist on by the gap, and says so', () => {
    expect(zoneClock('America/New_York').resolve(wall('2026-03-08T02:30:00'))).toEqual({ epochMs: Date.parse('2026-03-08T07:30:00Z'), dst: 'gap' });
    expect(zoneClock('Europe/Berlin').resolve(wall('2026-03-29T02:30:00'))).toEqual({ epochMs: Date.parse('2026-03-29T01:30:00Z'), dst: 'gap' });
  });

  it('takes the first of two equal readings, and says so', () => {
    expect(zoneClock('America/New_York').resolve(wall('2026-11-01T01:30:00'))).toEqual({ epochMs: Date.parse('2026-11-01T05:30:00Z'), dst: 'overlap' });
    expect(zoneClock('Australia/Lord_Howe').resolve(wall('2026-04-05T01:45:00')).dst).toBe('overlap');
  });

  it('is exact just around the changes', () => {
    const clock = zoneClock('America/New_York');
    expect(clock.resolve(wall('2026-03-08T01:59:59'))).toEqual({ epochMs: Date.parse('2026-03-08T06:59:59Z'), dst: null });
    expect(clock.resolve(wall('2026-03-08T03:00:00'))).toEqual({ epochMs: Date.parse('2026-03-08T07:00:00Z'), dst: null });
    expect(clock.resolve(wall('2026-11-01T00:59:59'))).toEqual({ epochMs: Date.parse('2026-11-01T04:59:59Z'), dst: null });
    expect(clock.resolve(wall('2026-11-01T02:00:00'))).toEqual({ epochMs: Date.parse('2026-11-01T07:00:00Z'), dst: null });
  });

  it('agrees with the platform for any instant of any zone', () => {
    const zones = ['America/New_York', 'America/Chicago', 'Europe/London', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC', 'America/Santiago'];
    const clocks = new Map(zones.map((zone) => [zone, zoneClock(zone)]));
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 }), (zone, seconds) => {
        const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(seconds * 1000);
        const resolved = clocks.get(zone)?.resolve(wall(parts.replace(' ', 'T')));
        // An instant has exactly one reading, and a reading that is not doubled has exactly one instant.
        if (resolved?.dst === null) expect(resolved.epochMs).toBe(seconds * 1000);
        else expect(resolved?.dst).toBe('overlap');
      }),
      { numRuns: 400 },
    );
  });

  it('knows zone names', () => {
    expect(isZone('America/New_York')).toBe(true);
    expect(isZone('America/Argentina/Buenos_Aires')).toBe(true);
    expect(isZone('UTC')).toBe(true);
    expect(isZone('Mars/Olympus')).toBe(false);
    expect(isZone('')).toBe(false);
    expect(isZone('../etc/passwd')).toBe(false);
    expect(() => zoneClock('nowhere')).toThrow(RangeError);
  });
});
