/** Time really spent on a step, on the trusted clock; it stops while the window is hidden and when the step is left. */
import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../store/store.ts';

/** A gap between ticks longer than this is a computer that slept, not a trader who sat here. */
const LONGEST_GAP_MS = 120_000;

/** What of the time between two ticks was spent on the step: all of it, or nothing where nobody can have sat here. */
export function spentBetween(last: number, now: number): number {
  const gap = now - last;
  return gap > 0 && gap <= LONGEST_GAP_MS ? gap : 0;
}

/** Seconds spent, counted on from `before` while `running`. */
export function useSpentSeconds(before: number, running: boolean): number {
  const [spentMs, setSpentMs] = useState(before * 1000);
  const last = useRef<number | null>(null);
  useEffect(() => {
    if (!running) return;
    last.current = useApp.getState().now;
    const stop = useApp.subscribe((store, old) => {
      if (store.now === old.now || last.current === null) return;
      const spent = spentBetween(last.current, store.now);
      last.current = store.now;
      if (document.visibilityState === 'visible') setSpentMs((ms) => ms + spent);
    });
    return stop;
  }, [running]);
  return Math.floor(spentMs / 1000);
}
