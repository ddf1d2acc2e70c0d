/** Shorthand for screens that are only shown once the first snapshot is there. */
import type { AppState, SessionView, Settings } from '../../preload/contract/state.ts';
import { useApp } from './store.ts';

/** Reads from the snapshot. Throws when used above the gate that waits for the first snapshot: a mistake in the code. */
export function useAppState<T>(select: (state: AppState) => T): T {
  return useApp((store) => {
    if (store.state === null) throw new Error('no snapshot yet');
    return select(store.state);
  });
}

export function useSettings(): Settings {
  return useAppState((state) => state.settings);
}

/** Today's session; null while no account exists. */
export function useSession(): SessionView | null {
  return useAppState((state) => state.session);
}

/** What the clock was caught at, until it is put away. */
export function useClockWarning(): string | null {
  const warning = useAppState((state) => state.clockWarning);
  const seen = useApp((store) => store.seenClockWarning);
  return warning === null || warning.at === seen ? null : warning.message;
}
