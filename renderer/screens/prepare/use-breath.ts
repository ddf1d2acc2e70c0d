/** The rhythm of the breathing pacer: which phase, and how many seconds of it are left. */
import { useEffect, useState } from 'react';

export type Phase = 'in' | 'hold' | 'out';

export interface Rhythm {
  /** Seconds of each phase; a hold of 0 is left out. */
  readonly in: number;
  readonly hold: number;
  readonly out: number;
}

export interface Breath {
  readonly phase: Phase;
  /** Whole seconds left of the phase, counting down to 1. */
  readonly left: number;
  /** Breaths completed. */
  readonly breaths: number;
}

/** The state one second later. */
export function breatheOn(breath: Breath, rhythm: Rhythm): Breath {
  if (breath.left > 1) return { ...breath, left: breath.left - 1 };
  if (breath.phase === 'in' && rhythm.hold > 0) return { ...breath, phase: 'hold', left: rhythm.hold };
  if (breath.phase !== 'out') return { ...breath, phase: 'out', left: rhythm.out };
  return { phase: 'in', left: rhythm.in, breaths: breath.breaths + 1 };
}

/** Runs while `running`; a pause starts the breath again. */
export function useBreath(rhythm: Rhythm, running: boolean, before = 0): Breath {
  const { in: inhale, hold, out } = rhythm;
  const [breath, setBreath] = useState<Breath>({ phase: 'in', left: inhale, breaths: before });
  useEffect(() => {
    if (!running) return;
    setBreath((old) => ({ phase: 'in', left: inhale, breaths: old.breaths }));
    const timer = setInterval(() => setBreath((old) => breatheOn(old, { in: inhale, hold, out })), 1000);
    return () => clearInterval(timer);
  }, [running, inhale, hold, out]);
  return breath;
}
