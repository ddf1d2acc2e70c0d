/** Which screen is open, and which overlay above it. */
import type { StateCreator } from 'zustand';
import type { AppStore } from './store.ts';

export const screenIds = ['prepare', 'ticket', 'trades', 'rules', 'log', 'settings'] as const;
export type ScreenId = (typeof screenIds)[number];
/** The parts of the settings. */
export type SettingsPart = 'window' | 'trading' | 'preparing' | 'account' | 'data';
export type Overlay = 'palette' | 'shortcuts';

export interface NavigationSlice {
  readonly screen: ScreenId;
  readonly settingsPart: SettingsPart;
  readonly overlay: Overlay | null;
  /** Counts every wish to see a screen or an overlay, also the one that is there already. */
  readonly visits: number;
  openScreen(screen: ScreenId): void;
  /** Shows a part of the settings, wherever the trader is. */
  openSettings(part: SettingsPart): void;
  showSettingsPart(part: SettingsPart): void;
  openOverlay(overlay: Overlay | null): void;
}

export const createNavigationSlice: StateCreator<AppStore, [], [], NavigationSlice> = (set, get) => ({
  screen: 'ticket',
  settingsPart: 'window',
  overlay: null,
  visits: 0,
  openScreen: (screen) => set({ screen, overlay: null, visits: get().visits + 1 }),
  openSettings: (settingsPart) => set({ screen: 'settings', settingsPart, overlay: null, visits: get().visits + 1 }),
  showSettingsPart: (settingsPart) => set({ settingsPart }),
  openOverlay: (overlay) => set({ overlay, visits: get().visits + Number(overlay !== null) }),
});
