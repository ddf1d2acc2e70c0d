import { useRef, useState } from 'react';

export interface Action<A extends unknown[]> {
  /** Starts it; while it runs, further calls do nothing. */
  run(...args: A): void;
  readonly busy: boolean;
  /** Why it failed the last time, or null. */
  readonly error: unknown;
}

/** Something a person starts and that may fail. */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const running = useRef(false);
  return {
    ...state,
    run(...args) {
      if (running.current) return;
      running.current = true;
      setState({ busy: true, error: null });
      work(...args).then(
        () => {
          running.current = false;
          setState({ busy: false, error: null });
        },
        (error: unknown) => {
          running.current = false;
          setState({ busy: false, error });
        },
      );
    },
  };
}
