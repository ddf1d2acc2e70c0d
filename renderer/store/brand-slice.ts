/** What the partner puts on the desktop: read once, and again whenever the snapshot says that it changed. */
import type { StateCreator } from 'zustand';
import type { Brand } from '../../preload/contract/licence.ts';
import type { AppStore } from './store.ts';

export interface BrandSlice {
  /** Null without a partner. */
  readonly brand: Brand | null;
  receiveBrand(brand: Brand | null): void;
}

export const createBrandSlice: StateCreator<AppStore, [], [], BrandSlice> = (set) => ({
  brand: null,
  receiveBrand: (brand) => set({ brand }),
});
