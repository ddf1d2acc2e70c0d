import { existsSync } from 'node:fs';
import { chooseRuntime, type Runtime } from './choose.ts';
import { downloadOwn, ownFolder } from './download-own.ts';
import { fetchRegistry, registryFolder } from './registry.ts';

export type { Runtime } from './choose.ts';

/**
 * The Electron to run on this machine; see `choose.ts` for the order.
 * Says on stderr, in one line, which it took and why.
 * @throws Error when none can be had
 */
export async function resolveRuntime(): Promise<Runtime> {
  const runtime = await chooseRuntime({
    platform: process.platform,
    override: process.env['ELECTRON_OVERRIDE_DIST_PATH'],
    ownFolder,
    registryFolder,
    exists: existsSync,
    downloadOwn,
    fetchRegistry,
  });
  console.error(`Electron: ${runtime.folder} (${runtime.reason})`);
  return runtime;
}
