import { cpSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'electron-vite';
import { outFolder, root } from './paths.ts';

/**
 * Builds main, preload and renderer into `out/`. Cheap enough (about a second) to do before every run.
 * @param options.quiet say only what went wrong
 */
export async function bundle({ quiet }: { quiet: boolean }): Promise<void> {
  process.chdir(root);
  await build({ configFile: join(root, 'build', 'electron.vite.config.ts'), logLevel: quiet ? 'warn' : 'info', ignoreConfigWarning: true });
  // The pictures that the main process shows: in the window's frame, the tray and notifications.
  for (const picture of globSync(join(root, 'build', 'resources', '*.png')))
    cpSync(picture, join(outFolder, 'resources', basename(picture)));
}

if (import.meta.main) await bundle({ quiet: false });
