/** What was typed into a step and the time spent on it, kept so that a restart loses nothing. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import type { StepId } from './steps.ts';
import { useSpentSeconds } from './use-step-clock.ts';

export interface StepDraft {
  /** Texts as typed; an absent field is empty. */
  readonly fields: Readonly<Record<string, string>>;
  readonly set: (field: string, text: string) => void;
  /** Seconds spent on this step, this sitting and earlier ones. */
  readonly seconds: number;
  /** Ends the drafting: nothing is kept any more. */
  readonly stop: () => void;
}

const QUIET_MS = 400;
const KEEP_TIME_EVERY_S = 10;

/** `initial` fills fields that no draft holds. */
export function useStepDraft(step: StepId, initial: Readonly<Record<string, string>> = {}): StepDraft {
  const [first] = useState(() => useApp.getState().state?.session?.drafts[step]);
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => ({ ...initial, ...first?.fields }));
  const seconds = useSpentSeconds(first?.seconds ?? 0, true);
  const current = useRef({ fields, seconds, stopped: false });
  useEffect(() => {
    current.current.fields = fields;
    current.current.seconds = seconds;
  });

  const save = useCallback(() => {
    const { fields: typed, seconds: spent, stopped } = current.current;
    if (!stopped && spent + Object.keys(typed).length > 0) void call('rehab.draft', { step, seconds: spent, fields: { ...typed } });
  }, [step]);

  const sitting = Math.floor(seconds / KEEP_TIME_EVERY_S);
  useEffect(() => {
    const timer = setTimeout(save, QUIET_MS);
    return () => clearTimeout(timer);
  }, [fields, save, sitting]);
  // Leaving the step keeps it at once.
  useEffect(() => save, [save]);

  return {
    fields,
    set: (field, text) => setFields((typed) => ({ ...typed, [field]: text })),
    seconds,
    stop: () => {
      current.current.stopped = true;
    },
  };
}
