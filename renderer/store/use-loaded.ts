/** Reading something from the main process that is not in the snapshot. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/calls.ts';
import type { CallError, Result } from '../../preload/contract/result.ts';
import { call } from '../ipc.ts';
import { useOwner } from './owner.ts';
import { useApp } from './store.ts';

/** What was last read by each question, so that coming back to a screen shows it at once while it is read again. */
const remembered = new Map<string, unknown>();
/** Enough for every screen; a question per keystroke must not grow without end. */
const MOST_REMEMBERED = 60;

function remember(question: string, value: unknown): void {
  remembered.delete(question);
  remembered.set(question, value);
  const oldest = remembered.size > MOST_REMEMBERED ? remembered.keys().next().value : undefined;
  if (oldest !== undefined) remembered.delete(oldest);
}

export interface Loaded<T> {
  /** The newest answer; null before the first one of all. */
  readonly value: T | null;
  /** Why the last reading failed; the value is then the older one, if there is one. */
  readonly error: CallError | null;
  reload(): void;
}

/**
 * Asks when it appears, when the question changes, and again after every change of the app's state. Answers that
 * arrive after a newer question are dropped. A null input asks nothing.
 */
export function useLoaded<N extends CallName>(name: N, input: CallInput<N> | null): Loaded<CallOutput<N>> {
  const owner = useOwner();
  const asking = JSON.stringify(input ?? null);
  const question = `${owner} ${name} ${asking}`;
  const revision = useApp((store) => store.state?.revision ?? 0);
  const [answer, setAnswer] = useState<{ question: string; value: CallOutput<N> | null; error: CallError | null } | null>(null);
  const [asked, setAsked] = useState(0);
  const latest = useRef(0);
  const isAsking = input !== null;

  useEffect(() => {
    if (!isAsking) return;
    const turn = (latest.current += 1);
    // The question is the text: equal inputs are the same question, whatever object carries them.
    const given = JSON.parse(asking) as CallInput<N> | null;
    const send = call as (name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>;
    void send(name, (given ?? undefined) as CallInput<N>).then((result) => {
      if (turn !== latest.current) return;
      if (result.ok) remember(question, result.value);
      const known = (remembered.get(question) ?? null) as CallOutput<N> | null;
      setAnswer({ question, value: known, error: result.ok ? null : result.error });
    });
  }, [name, asking, question, isAsking, revision, asked]);

  const reload = useCallback(() => setAsked((count) => count + 1), []);
  const current = answer?.question === question ? answer : null;
  return { value: current?.value ?? ((remembered.get(question) ?? null) as CallOutput<N> | null), error: current?.error ?? null, reload };
}
