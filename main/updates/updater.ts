/** Fetches updates. The only importer of electron-updater; what an update is allowed to do is in `update-state.ts`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { initialState, mayCheck, mayRestart, next, type UpdateEvent, type UpdateState } from './update-state.ts';

export interface Updater {
  state(): UpdateState;
  /** Looks for an update and downloads it; does nothing while one is on its way or ready. Never rejects. */
  check(): Promise<void>;
  /** Restarts into a downloaded update. @returns false when there is none, or a ticket or trade is open */
  restart(): boolean;
}

export interface UpdaterOptions {
  readonly isPackaged: boolean;
  /** Where the packaged app keeps its resources; a build with an update feed has `app-update.yml` there. */
  readonly resources: string;
  /** What a restart would come between. */
  readonly open: () => { readonly ticketsWaiting: number; readonly tradesOpen: number };
  readonly changed: (state: UpdateState) => void;
}

export function createUpdater({ isPackaged, resources, open, changed }: UpdaterOptions): Updater {
  let state = initialState({ isPackaged, feed: existsSync(join(resources, 'app-update.yml')) });
  const happened = (event: UpdateEvent) => {
    const before = state;
    state = next(before, event);
    if (state !== before) changed(state);
  };

  let library: AppUpdater | null = null;
  /** Read when it is first needed: it is large, and chooses its platform's updater when touched, which fails outside a packaged app. */
  const load = async (): Promise<AppUpdater> => {
    if (library !== null) return library;
    const { autoUpdater } = await import('electron-updater');
    autoUpdater.logger = null;
    autoUpdater.autoDownload = true;
    // When the trader quits, nothing is open any more.
    autoUpdater.autoInstallOnAppQuit = true;
    autoUpdater.allowDowngrade = false;
    autoUpdater.on('update-not-available', () => happened({ type: 'none' }));
    autoUpdater.on('update-available', ({ version }) => happened({ type: 'found', version }));
    autoUpdater.on('download-progress', ({ percent }) => happened({ type: 'progress', percent }));
    autoUpdater.on('update-downloaded', ({ version }) => happened({ type: 'downloaded', version }));
    autoUpdater.on('error', () => happened({ type: 'failed', message: 'The update could not be fetched. Holdfast tries again later.' }));
    return (library = autoUpdater);
  };

  return {
    state: () => state,
    async check() {
      if (!mayCheck(state)) return;
      happened({ type: 'check' });
      try {
        await (await load()).checkForUpdates();
      } catch {
        happened({ type: 'failed', message: 'The place that updates come from could not be reached. Holdfast tries again later.' });
      }
    },
    restart() {
      // Ready to restart means that the library has downloaded something.
      if (library === null || !mayRestart(state, open())) return false;
      library.quitAndInstall();
      return true;
    },
  };
}
