/** Takes turns: what would keep the window waiting if it were drawn at once is drawn part by part, one part a frame. */
import { useEffect, useState } from 'react';

/** Those who wait, in the order in which they came. */
const waiting: (() => void)[] = [];
let running = false;

function next(): void {
  const turn = waiting.shift();
  running = turn !== undefined;
  turn?.();
  if (running) requestAnimationFrame(next);
}

/** @returns how many of `total` parts are to be drawn by now: none in the first frame, then `step` more with each turn */
export function useTurns(total: number, step = 1): number {
  const [drawn, setDrawn] = useState(0);
  const waits = drawn < total;
  useEffect(() => {
    if (!waits) return undefined;
    const turn = (): void => setDrawn(drawn + step);
    waiting.push(turn);
    if (!running) {
      running = true;
      requestAnimationFrame(next);
    }
    return () => {
      const place = waiting.indexOf(turn);
      if (place >= 0) waiting.splice(place, 1);
    };
  }, [waits, drawn, step]);
  return Math.min(drawn, total);
}
