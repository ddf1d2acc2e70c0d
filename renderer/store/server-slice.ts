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
  },
  failStart(error) {
    if (get().state === null) set({ startError: error });
  },
});
