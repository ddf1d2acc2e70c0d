/** The trusted clock as it ticks in: the window never asks its own clock what time it is. */
import type { StateCreator } from 'zustand';
import type { AppStore } from './store.ts';

export interface ClockSlice {
  /** The trusted time of the last tick or snapshot; 0 before the first. */
  readonly now: number;
  /** When the warning of the clock was from that was put away last. */
  readonly seenClockWarning: number | null;
  receiveTime(now: number): void;
  putAwayClockWarning(): void;
}

export const createClockSlice: StateCreator<AppStore, [], [], ClockSlice> = (set, get) => ({
  now: 0,
  seenClockWarning: null,
  receiveTime(now) {
    if (now !== get().now) set({ now });
  },
  putAwayClockWarning: () => set({ seenClockWarning: get().state?.clockWarning?.at ?? null }),
});

/** Milliseconds left of a wait that had `leftMs` to go at `readAt`, both on the trusted clock; never negative, never more than it was. */
export function timeLeft(leftMs: number, readAt: number, now: number): number {
  return Math.max(0, leftMs - Math.max(0, now - readAt));
}
