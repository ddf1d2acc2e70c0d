/** The one store of the window, made of slices. Screens read it with `useApp(selector)`. */
import { create } from 'zustand';
import { createBrandSlice, type BrandSlice } from './brand-slice.ts';
import { createClockSlice, type ClockSlice } from './clock-slice.ts';
import { createNavigationSlice, type NavigationSlice } from './navigation-slice.ts';
import { createRulesDraftSlice, type RulesDraftSlice } from './rules-draft-slice.ts';
import { createServerSlice, type ServerSlice } from './server-slice.ts';
import { createTicketSlice, type TicketSlice } from './ticket-slice.ts';
import { createUnsavedSlice, type UnsavedSlice } from './unsaved-slice.ts';

export type AppStore = ServerSlice & ClockSlice & NavigationSlice & TicketSlice & RulesDraftSlice & UnsavedSlice & BrandSlice;

export const useApp = create<AppStore>()((...tools) => ({
  ...createServerSlice(...tools),
  ...createClockSlice(...tools),
  ...createNavigationSlice(...tools),
  ...createTicketSlice(...tools),
  ...createRulesDraftSlice(...tools),
  ...createUnsavedSlice(...tools),
  ...createBrandSlice(...tools),
}));
