/** A timed sitting of a step, started and paused by the trader. However it is interrupted, it goes on where it was. */
import { useEffect, useState } from 'react';
import { useSpentSeconds } from './use-step-clock.ts';
import type { StepDraft } from './use-step-draft.ts';

export interface Sitting {
  /** Seconds sat, and seconds left of `length`. */
  readonly sat: number;
  readonly left: number;
  readonly running: boolean;
  readonly toggle: () => void;
}

export function useSitting(draft: StepDraft, length: number): Sitting {
  const [running, setRunning] = useState(false);
  const [before] = useState(() => Number(draft.fields['sat'] ?? 0) || 0);
  const sat = Math.min(length, useSpentSeconds(before, running));
  const { keep } = draft;
  useEffect(() => keep('sat', String(sat)), [keep, sat]);
  return { sat, left: length - sat, running, toggle: () => setRunning(!running) };
}
