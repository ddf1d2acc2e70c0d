/** Which screen is open, and which overlay above it. */
import type { StateCreator } from 'zustand';
import type { AppStore } from './store.ts';

export const screenIds = ['prepare', 'ticket', 'trades', 'rules', 'log', 'settings'] as const;
export type ScreenId = (typeof screenIds)[number];
export type Overlay = 'palette' | 'shortcuts';

export interface NavigationSlice {
  readonly screen: ScreenId;
  readonly overlay: Overlay | null;
  openScreen(screen: ScreenId): void;
  openOverlay(overlay: Overlay | null): void;
}

export const createNavigationSlice: StateCreator<AppStore, [], [], NavigationSlice> = (set) => ({
  screen: 'ticket',
  overlay: null,
  openScreen: (screen) => set({ screen, overlay: null }),
  openOverlay: (overlay) => set({ overlay }),
});
