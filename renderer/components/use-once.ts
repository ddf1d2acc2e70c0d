import { useRef, useState } from 'react';

/** Longer than an answer of the journal takes, shorter than anybody wonders. */
const LASTS_MS = 100;

/**
 * One piece of work at a time: what is started while another one runs is left out. `busy` is told only once it lasts, because
 * most answers come within a frame, and drawing the controls twice would hold them up.
 */
export function useOnce(): readonly [busy: boolean, once: (work: () => Promise<void>) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const once = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    const lasts = setTimeout(() => setBusy(true), LASTS_MS);
    try {
      await work();
    } finally {
      clearTimeout(lasts);
      running.current = false;
      setBusy(false);
    }
  };
  return [busy, once];
}
