/** What the main process says is true: the last snapshot, and how to get the next one. */
import type { StateCreator } from 'zustand';
import type { CallError } from '../../preload/contract/result.ts';
import type { AppState } from '../../preload/contract/state.ts';
import type { AppStore } from './store.ts';

export interface ServerSlice {
  /** Null until the first snapshot has arrived. */
  readonly state: AppState | null;
  /** Why there is no snapshot; null while it is on its way or there is one. */
  readonly startError: CallError | null;
  /** Takes a snapshot or push. An older revision than the one held is late and dropped. */
  receiveState(state: AppState): void;
  failStart(error: CallError): void;
}

export const createServerSlice: StateCreator<AppStore, [], [], ServerSlice> = (set, get) => ({
  state: null,
  startError: null,
  receiveState(state) {
    const held = get().state;
    if (held !== null && state.revision < held.revision) return;
    set({ state, startError: null });
    get().receiveTime(state.now);
    followPending(get());
  },
  failStart(error) {
    if (get().state === null) set({ startError: error });
  },
});

/** A ticket that is being decided on is read anew from every snapshot; a waiting one that nobody looks at comes up by itself. */
function followPending({ state, pending, putAside, lastEnd, decideOn }: AppStore): void {
  const waiting = state?.session?.waiting ?? [];
  const wanted = pending === null ? (lastEnd === null ? waiting.find(({ id }) => !putAside.includes(id)) : undefined) : waiting.find(({ id }) => id === pending.view.id);
  if (state !== null && wanted !== undefined) decideOn({ view: wanted, readAt: state.now });
}
