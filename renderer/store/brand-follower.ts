/** Keeps the partner's brand in the store and its colours on the page. */
import type { Brand } from '../../preload/contract/licence.ts';
import { call } from '../ipc.ts';
import { installTheme } from '../theme/apply-theme.ts';
import { accentTheme } from '../theme/accent-theme.ts';
import { useApp } from './store.ts';

/** Starts following; returns the function that stops. */
export function followBrand(): () => void {
  // Nothing is asked of the main process as long as it says that there has never been a brand.
  let read = 0;
  return useApp.subscribe(({ state }) => {
    const revision = state?.licence.brandRevision ?? 0;
    if (revision === read) return;
    read = revision;
    void call('licence.brand').then((result) => {
      if (result.ok && revision === read) show(result.value);
    });
  });
}

function show(brand: Brand | null): void {
  const before = useApp.getState().brand;
  if (JSON.stringify(before?.theme) !== JSON.stringify(brand?.theme)) installTheme(brand?.theme == null ? {} : accentTheme(brand.theme));
  useApp.getState().receiveBrand(brand);
}
