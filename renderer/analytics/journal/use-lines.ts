/** A list of the journal, read page by page as it is scrolled, and its beginning again after every change. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError, Result } from '../../../preload/contract/result.ts';
import { useApp } from '../../store/store.ts';

interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

interface Held<T> extends Page<T> {
  readonly question: string;
}

export interface Lines<T> {
  /** Null before the first answer. */
  readonly rows: readonly T[] | null;
  readonly error: CallError | null;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/** @param question what is asked, as text; another one begins anew. A null asks nothing. */
export function useLines<T>(question: string | null, keyOf: (row: T) => string, ask: (question: string, cursor: string | null) => Promise<Result<Page<T>>>): Lines<T> {
  const revision = useApp((store) => store.state?.revision ?? 0);
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [asked, setAsked] = useState(0);
  const loading = useRef(false);
  const current = held?.question === question ? held : null;

  useEffect(() => {
    if (question === null) return undefined;
    let here = true;
    void ask(question, null).then((result) => {
      if (!here) return;
      setError(result.ok ? null : result.error);
      if (!result.ok) return;
      const { rows, next } = result.value;
      setHeld((known) => {
        if (known?.question !== question || next === null || known.rows.length <= rows.length) return { question, rows, next };
        // Rows beyond the first page stay as they were read.
        const fresh = new Set(rows.map(keyOf));
        const last = known.rows.findIndex((row) => keyOf(row) === keyOf(rows.at(-1) as T));
        return last < 0 ? { question, rows, next } : { question, rows: [...rows, ...known.rows.slice(last + 1).filter((row) => !fresh.has(keyOf(row)))], next: known.next };
      });
    });
    return () => {
      here = false;
    };
  }, [question, revision, asked, ask, keyOf]);

  const cursor = current?.next ?? null;
  const loadMore = useCallback(() => {
    if (question === null || cursor === null || loading.current) return;
    loading.current = true;
    void ask(question, cursor).then((result) => {
      loading.current = false;
      setError(result.ok ? null : result.error);
      if (!result.ok) return;
      setHeld((known) => {
        if (known?.question !== question || known.next !== cursor) return known;
        const there = new Set(known.rows.map(keyOf));
        return { question, rows: [...known.rows, ...result.value.rows.filter((row) => !there.has(keyOf(row)))], next: result.value.next };
      });
    });
  }, [question, cursor, ask, keyOf]);

  return { rows: current?.rows ?? null, error, loadMore, reload: useCallback(() => setAsked((count) => count + 1), []) };
}
