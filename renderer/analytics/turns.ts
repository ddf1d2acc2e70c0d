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

/** Acts in a frame of its own, after all who came before. @returns gives the turn up */
export function takeTurn(act: () => void): () => void {
  waiting.push(act);
  if (!running) {
    running = true;
    requestAnimationFrame(next);
  }
  return () => {
    const place = waiting.indexOf(act);
    if (place >= 0) waiting.splice(place, 1);
  };
}

/** @returns how many of `total` parts are to be drawn by now: none in the first frame, then `step` more with each turn */
export function useTurns(total: number, step = 1): number {
  const [drawn, setDrawn] = useState(0);
  const waits = drawn < total;
  useEffect(() => (waits ? takeTurn(() => setDrawn(drawn + step)) : undefined), [waits, drawn, step]);
  return Math.min(drawn, total);
}
