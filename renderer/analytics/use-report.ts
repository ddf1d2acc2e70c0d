/** Asking for a report, following its progress, and cancelling it when nobody waits for it any more. */
import { useCallback, useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/calls.ts';
import type { ReportName } from '../../preload/contract/report-tables.ts';
import type { CallError, Result } from '../../preload/contract/result.ts';
import { call, subscribe } from '../ipc.ts';
import { useApp } from '../store/store.ts';
import { keepSame } from './keep-same.ts';

export type ReportCall = Extract<CallName, `analytics.${ReportName}`>;
/** What a report is asked with; the job is ours to name. */
export type Question<N extends ReportCall> = Omit<CallInput<N>, 'job'>;

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface Asked<T> {
  /** The newest answer, also while a newer one is on its way; null before the first. */
  readonly report: T | null;
  readonly error: CallError | null;
  readonly busy: boolean;
  /** Null until the main process tells how far it is, or it takes long. */
  readonly progress: Progress | null;
  /** Whether the trader cancelled it: then it is not made before `retry`, whatever changes in the journal. */
  readonly cancelled: boolean;
  cancel(): void;
  retry(): void;
}

/** What was last answered to each question, so that coming back to a page shows it at once while it is made again. */
const remembered = new Map<string, object>();
const MOST_REMEMBERED = 40;

function remember(key: string, value: object): void {
  const known = remembered.get(key);
  remembered.delete(key);
  remembered.set(key, known === undefined ? value : keepSame(known, value));
  const oldest = remembered.size > MOST_REMEMBERED ? remembered.keys().next().value : undefined;
  if (oldest !== undefined) remembered.delete(oldest);
}

/** The journal changes in bursts (a ticket, its verdict, its trade): one question for all of them. */
const SETTLE_MS = 600;
/** An answer that takes longer than this is waited for: what is shown meanwhile is said to be older. */
const PATIENCE_MS = 400;
let jobs = 0;

/** Asks when it appears, when the question changes and when the journal has changed. A null question asks nothing. */
export function useReport<N extends ReportCall>(name: N, question: Question<N> | null): Asked<CallOutput<N>> {
  const key = `${name} ${JSON.stringify(question)}`;
  const revision = useApp((store) => store.state?.revision ?? 0);
  const [answer, setAnswer] = useState<{ key: string; error: CallError | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [turn, setTurn] = useState(0);
  const [left, setLeft] = useState<string | null>(null);
  const asks = question !== null;
  const cancelled = asks && left === key;

  useEffect(() => {
    if (!asks || cancelled) return undefined;
    jobs += 1;
    const job = `${name}:${jobs}`;
    let waits = true;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      setBusy(true);
      setProgress(null);
      patience = setTimeout(() => setProgress((told) => told ?? { done: 0, total: 0 }), PATIENCE_MS);
      const send = call as (name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>;
      const result = await send(name, { ...(JSON.parse(key.slice(name.length + 1)) as Question<N>), job } as CallInput<N>);
      if (!waits) return;
      waits = false;
      clearTimeout(patience);
      if (result.ok) remember(key, result.value);
      setAnswer({ key, error: result.ok ? null : result.error });
      setBusy(false);
    };
    const stop = subscribe('analytics.progress', (told) => told.job === job && setProgress({ done: told.done, total: told.total }));
    let started = false;
    const timer = setTimeout(
      () => {
        started = true;
        void ask();
      },
      remembered.has(key) ? SETTLE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      clearTimeout(patience);
      stop();
      if (started && waits) void call('analytics.cancel', { job });
      waits = false;
    };
  }, [name, key, asks, cancelled, revision, turn]);

  const cancel = useCallback(() => setLeft(key), [key]);
  const retry = useCallback(() => {
    setLeft(null);
    setTurn((count) => count + 1);
  }, []);
  return { report: asks ? ((remembered.get(key) ?? null) as CallOutput<N> | null) : null, error: answer?.key === key ? answer.error : null, busy: busy && asks && !cancelled, progress, cancelled, cancel, retry };
}
