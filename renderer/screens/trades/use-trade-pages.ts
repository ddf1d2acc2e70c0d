import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { call } from '../../ipc.ts';
import { useOwner } from '../../store/owner.ts';
import { useApp } from '../../store/store.ts';
import type { TradeStatus } from './trade-filter.ts';

const PAGE = 100;

interface Pages {
  readonly question: string;
  readonly trades: readonly TradeView[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** What was last read of each list, shown at once when the screen is opened again. */
const remembered = new Map<string, Pages>();

/**
 * Puts the newest page over what was read before: changed trades are replaced, trades beyond the page stay. Only if nothing
 * but what is new on this page has come or gone: after an import was undone, a trade beyond it may be no more.
 */
export function overlay(fresh: Omit<Pages, 'question'>, known: Pages | null, question: string): Pages {
  if (known === null || fresh.nextCursor === null) return { question, ...fresh };
  const ids = new Set(fresh.trades.map((trade) => trade.id));
  const before = new Set(known.trades.map((trade) => trade.id));
  const added = [...ids].filter((id) => !before.has(id)).length;
  const beyond = known.trades.filter((trade) => !ids.has(trade.id));
  if (beyond.length === 0 || fresh.total - known.total !== added) return { question, ...fresh };
  return { question, trades: [...fresh.trades, ...beyond], nextCursor: known.nextCursor, total: fresh.total };
}

/** The journal's trades, newest first, read page by page and again after every change. */
export function useTradePages(status: TradeStatus, from: string, to: string) {
  const owner = useOwner();
  const question = `${owner} ${status} ${from} ${to}`;
  const revision = useApp((store) => store.state?.revision ?? 0);
  const [pages, setPages] = useState<Pages | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [asked, setAsked] = useState(0);
  const loading = useRef(false);
  const shown = pages?.question === question ? pages : (remembered.get(question) ?? null);

  const keep = useCallback((next: Pages): void => {
    remembered.set(next.question, next);
    setPages(next);
  }, []);

  const ask = useCallback(
    (cursor: string | null) => call('trade.list', { status, from: from === '' ? null : from, to: to === '' ? null : to, cursor, limit: PAGE }),
    [status, from, to],
  );

  useEffect(() => {
    let current = true;
    void ask(null).then((result) => {
      if (!current) return;
      setError(result.ok ? null : result.error);
      if (result.ok) keep(overlay(result.value, remembered.get(question) ?? null, question));
    });
    return () => {
      current = false;
    };
  }, [ask, keep, question, revision, asked]);

  const loadMore = useCallback((): void => {
    const known = remembered.get(question);
    if (loading.current || known === undefined || known.nextCursor === null) return;
    loading.current = true;
    void ask(known.nextCursor).then((result) => {
      loading.current = false;
      if (!result.ok) return setError(result.error);
      const ids = new Set(known.trades.map((trade) => trade.id));
      keep({ question, trades: [...known.trades, ...result.value.trades.filter((trade) => !ids.has(trade.id))], nextCursor: result.value.nextCursor, total: result.value.total });
    });
  }, [ask, keep, question]);

  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { trades: shown?.trades ?? null, total: shown?.total ?? 0, complete: shown !== null && shown.nextCursor === null, error, loadMore, reload };
}
