import { useCallback, useEffect, useEffectEvent, useState } from 'react';

export interface Loaded<T> {
  /** Null while it is on its way for the first time, or failed. */
  readonly data: T | null;
  readonly error: unknown;
  /** Fetches again; what is there stays until the new answer. */
  reload(): void;
}

/**
 * What a page shows, fetched when `key` changes; an answer that comes too late for its key is dropped.
 * @param key names what is fetched
 */
export function useLoad<T>(key: string, fetch: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; data: T | null; error: unknown }>({ key, data: null, error: null });
  const [round, setRound] = useState(0);
  const start = useEffectEvent(fetch);
  useEffect(() => {
    let current = true;
    start().then(
      (data) => current && setState({ key, data, error: null }),
      (error: unknown) => current && setState((before) => ({ key, data: before.key === key ? before.data : null, error })),
    );
    return () => {
      current = false;
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((value) => value + 1), []);
  return state.key === key ? { data: state.data, error: state.error, reload } : { data: null, error: null, reload };
}
