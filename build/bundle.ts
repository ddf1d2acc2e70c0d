import { cpSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'electron-vite';
import { outFolder, root } from './paths.ts';
import { bundlePortal } from './portal.ts';

/**
 * Builds main, preload and renderer of the desktop app into `out/`. Cheap enough (about a second) to do before every run.
 * @param options.quiet say only what went wrong
 */
export async function bundle({ quiet }: { quiet: boolean }): Promise<void> {
  process.chdir(root);
  await build({ configFile: join(root, 'build', 'electron.vite.config.ts'), logLevel: quiet ? 'warn' : 'info', ignoreConfigWarning: true });
  // The pictures that the main process shows: in the window's frame, the tray and notifications.
  for (const picture of globSync(join(root, 'build', 'resources', '*.png')))
    cpSync(picture, join(outFolder, 'resources', basename(picture)));
}

/** Builds everything that is built: the desktop app and the cloud's pages. */
export async function bundleAll({ quiet }: { quiet: boolean }): Promise<void> {
  await bundle({ quiet });
  await bundlePortal({ quiet });
}

if (import.meta.main) await bundleAll({ quiet: false });
