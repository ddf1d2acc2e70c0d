/** What was typed into a step and the time spent on it, kept so that a restart loses nothing. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../ipc.ts';
import { ownerOf } from '../../store/owner.ts';
import { useApp } from '../../store/store.ts';
import type { StepId } from './steps.ts';
import { useSpentSeconds } from './use-step-clock.ts';

export interface StepDraft {
  /** Texts as typed; an absent field is empty. */
  readonly fields: Readonly<Record<string, string>>;
  readonly set: (field: string, text: string) => void;
  /** For what counts by itself, such as a timer: kept with the next save, and when the step is left, but hurries none. */
  readonly keep: (field: string, text: string) => void;
  /** Seconds spent on this step, this sitting and earlier ones. */
  readonly seconds: number;
  /** Ends the drafting: nothing is kept any more. */
  readonly stop: () => void;
}

const QUIET_MS = 400;
const KEEP_TIME_EVERY_S = 10;

/** Which session the window shows: of whom, and of which day. */
function sessionNow(): string {
  const { state } = useApp.getState();
  return `${ownerOf(state)} ${state?.session?.date ?? ''}`;
}

/** `initial` fills fields that no draft holds. */
export function useStepDraft(step: StepId, initial: Readonly<Record<string, string>> = {}): StepDraft {
  const [{ of, first }] = useState(() => ({ of: sessionNow(), first: useApp.getState().state?.session?.drafts[step] }));
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => ({ ...initial, ...first?.fields }));
  const seconds = useSpentSeconds(first?.seconds ?? 0, true);
  const current = useRef<{ fields: typeof fields; seconds: number; counted: Record<string, string>; stopped: boolean }>({ fields, seconds, counted: {}, stopped: false });
  useEffect(() => {
    current.current.fields = fields;
    current.current.seconds = seconds;
  });

  const save = useCallback(() => {
    const { fields: typed, seconds: spent, counted, stopped } = current.current;
    // A draft belongs to its session: what is left open overnight is not the next day's, nor another account's.
    if (!stopped && of === sessionNow() && spent + Object.keys(typed).length > 0) void call('rehab.draft', { step, seconds: spent, fields: { ...typed, ...counted } });
  }, [of, step]);

  const keep = useCallback((field: string, text: string) => {
    current.current.counted[field] = text;
  }, []);

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
    keep,
    seconds,
    stop: () => {
      current.current.stopped = true;
    },
  };
}
