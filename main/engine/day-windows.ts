/** Times of day as half-open windows; one whose end is before its start runs over midnight. */
import type { Asymmetry } from './tightening.ts';

export interface DayWindow {
  /** Minutes since midnight, included. */
  readonly from: number;
  /** Minutes since midnight, excluded. */
  readonly to: number;
}

const DAY = 1440;

/** Minute of the wall clock for a minute of the session's date, which may be negative or beyond the day. */
export function wallMinute(minute: number): number {
  return ((minute % DAY) + DAY) % DAY;
}

export function isWithin(windows: readonly DayWindow[], wall: number): boolean {
  return windows.some(({ from, to }) => (from < to ? wall >= from && wall < to : wall >= from || wall < to));
}

/** The minutes that both lists allow, as windows; the proposed list itself where it allows no more than the current one. */
export const narrower: Asymmetry<readonly DayWindow[]> = {
  tightens: 'fewer',
  meet(current, proposed) {
    const both = Array.from({ length: DAY }, (_, minute) => isWithin(current, minute) && isWithin(proposed, minute));
    if (both.every((allowed, minute) => allowed === isWithin(proposed, minute))) return proposed;
    if (both.every((allowed, minute) => allowed === isWithin(current, minute))) return current;
    return windowsOf(both);
  },
};

function windowsOf(allowed: readonly boolean[]): readonly DayWindow[] {
  const windows: DayWindow[] = [];
  let from: number | null = null;
  for (let minute = 0; minute <= DAY; minute += 1) {
    const open = minute < DAY && allowed[minute] === true;
    if (open && from === null) from = minute;
    if (!open && from !== null) {
      windows.push({ from, to: minute % DAY });
      from = null;
    }
  }
  return windows;
}
