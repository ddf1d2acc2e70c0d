/** The rows of one list, page after page, read again after every change of the journal. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { MatchList, MatchRow } from '../../../preload/contract/matching.ts';
import type { CallError } from '../../../preload/contract/result.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';

const PAGE = 100;

export interface MatchRows {
  /** Null before the first answer. */
  readonly rows: readonly MatchRow[] | null;
  readonly error: CallError | null;
  loadMore(): void;
}

export function useMatchRows(accountId: string, list: MatchList): MatchRows {
  const revision = useApp((store) => store.state?.revision ?? 0);
  const [rows, setRows] = useState<readonly MatchRow[] | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const next = useRef<string | null>(null);
  const turn = useRef(0);
  const loading = useRef(false);

  const load = useCallback(
    async (cursor: string | null, before: readonly MatchRow[]): Promise<void> => {
      const mine = turn.current;
      loading.current = true;
      const result = await call('match.list', { accountId, list, cursor, limit: PAGE });
      if (mine !== turn.current) return;
      loading.current = false;
      if (!result.ok) return setError(result.error);
      setError(null);
      next.current = result.value.nextCursor;
      setRows([...before, ...result.value.rows]);
    },
    [accountId, list],
  );
  useEffect(() => {
    turn.current += 1;
    void load(null, []);
  }, [load, revision]);

  const loadMore = useCallback(() => {
    if (next.current === null || loading.current || rows === null) return;
    void load(next.current, rows);
  }, [load, rows]);
  return { rows, error, loadMore };
}
