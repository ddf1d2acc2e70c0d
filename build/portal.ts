import { join } from 'node:path';
import { build } from 'vite';
import { root } from './paths.ts';

/** Builds the cloud's pages into `out/portal`, in about a second. */
export async function bundlePortal({ quiet }: { quiet: boolean }): Promise<void> {
  await build({ configFile: join(root, 'build', 'portal.vite.config.ts'), logLevel: quiet ? 'warn' : 'info' });
}
