/** The one store of the window, made of slices. Screens read it with `useApp(selector)`. */
import { create } from 'zustand';
import { createClockSlice, type ClockSlice } from './clock-slice.ts';
import { createNavigationSlice, type NavigationSlice } from './navigation-slice.ts';
import { createServerSlice, type ServerSlice } from './server-slice.ts';

export type AppStore = ServerSlice & ClockSlice & NavigationSlice;

export const useApp = create<AppStore>()((...tools) => ({
  ...createServerSlice(...tools),
  ...createClockSlice(...tools),
  ...createNavigationSlice(...tools),
}));
