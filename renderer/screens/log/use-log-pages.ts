import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import type { LogRow } from '../../../preload/contract/log.ts';
import { call } from '../../ipc.ts';
import { useOwner } from '../../store/owner.ts';
import { useApp } from '../../store/store.ts';
import { queryOf, type LogFilter } from './log-filter.ts';

const PAGE = 100;

interface Pages {
  readonly question: string;
  readonly rows: readonly LogRow[];
  readonly nextCursor: number | null;
  readonly total: number;
}

/** What was last read for each filter, shown at once when it is asked again. */
const remembered = new Map<string, Pages>();

/** Puts the newest page over what was read before. The log only grows at its head, so what is beyond stays as it was; unless a backup took the place of the journal. */
export function overlay(fresh: Omit<Pages, 'question'>, known: Pages | null, question: string): Pages {
  const last = fresh.rows.at(-1);
  if (known === null || fresh.nextCursor === null || last === undefined) return { question, ...fresh };
  const before = new Set(known.rows.map((row) => row.seq));
  const added = fresh.rows.filter((row) => !before.has(row.seq)).length;
  const beyond = known.rows.filter((row) => row.seq < last.seq);
  if (beyond.length === 0 || fresh.total - known.total !== added) return { question, ...fresh };
  return { question, rows: [...fresh.rows, ...beyond], nextCursor: known.nextCursor, total: fresh.total };
}

/** The limits log, newest first, page by page; read again after every change of the app's state. */
export function useLogPages(filter: LogFilter) {
  const owner = useOwner();
  const query = JSON.stringify(queryOf(filter, null, PAGE));
  const question = `${owner} ${query}`;
  const revision = useApp((store) => store.state?.revision ?? 0);
  const [pages, setPages] = useState<Pages | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [asked, setAsked] = useState(0);
  const loading = useRef<string | null>(null);
  const shown = pages?.question === question ? pages : (remembered.get(question) ?? null);

  const keep = useCallback((next: Pages): void => {
    remembered.set(next.question, next);
    setPages(next);
  }, []);

  useEffect(() => {
    let current = true;
    void call('log.query', JSON.parse(query) as ReturnType<typeof queryOf>).then((result) => {
      if (!current) return;
      setError(result.ok ? null : result.error);
      if (result.ok) keep(overlay(result.value, remembered.get(question) ?? null, question));
    });
    return () => {
      current = false;
    };
  }, [query, question, revision, asked, keep]);

  const loadMore = useCallback((): void => {
    const known = remembered.get(question);
    if (loading.current === question || known === undefined || known.nextCursor === null) return;
    loading.current = question;
    void call('log.query', { ...(JSON.parse(query) as ReturnType<typeof queryOf>), cursor: known.nextCursor }).then((result) => {
      loading.current = null;
      if (!result.ok) return setError(result.error);
      const seqs = new Set(known.rows.map((row) => row.seq));
      keep({ question, rows: [...known.rows, ...result.value.rows.filter((row) => !seqs.has(row.seq))], nextCursor: result.value.nextCursor, total: result.value.total });
    });
  }, [query, question, keep]);

  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { rows: shown?.rows ?? null, total: shown?.total ?? 0, error, loadMore, reload };
}
