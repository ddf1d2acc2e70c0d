/** What was typed about something that is recorded already, and not recorded itself yet: a note on a blocked ticket, the exit of a trade. It survives a change of screen. */
import type { StateCreator } from 'zustand';
import type { AppStore } from './store.ts';

type Texts = Readonly<Record<string, string>>;

export interface UnsavedSlice {
  /** By the id of what it is about. Absent while nothing was typed. */
  readonly unsaved: Readonly<Record<string, Texts | undefined>>;
  /** Null forgets. */
  keepUnsaved(id: string, texts: Texts | null): void;
}

export const createUnsavedSlice: StateCreator<AppStore, [], [], UnsavedSlice> = (set, get) => ({
  unsaved: {},
  keepUnsaved: (id, texts) => set({ unsaved: { ...get().unsaved, [id]: texts ?? undefined } }),
});
