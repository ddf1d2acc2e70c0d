/** Whose data the window shows: one account of one profile. What was read or typed for one is never shown for another. */
import type { AppState } from '../../preload/contract/state.ts';
import { useApp } from './store.ts';

export function ownerOf(state: AppState | null): string {
  return `${state?.profile ?? 'none'}/${state?.account?.id ?? ''}`;
}

export function useOwner(): string {
  return useApp((store) => ownerOf(store.state));
}
