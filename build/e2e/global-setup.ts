import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolveRuntime } from '../electron-runtime/index.ts';
import { outFolder } from '../paths.ts';

/** Finds the Electron to test with once, for all workers, before any of them needs it. */
export default async function globalSetup(): Promise<void> {
  if (!existsSync(join(outFolder, 'main', 'index.cjs'))) throw new Error('The app has not been built: npm run build');
  process.env['HOLDFAST_E2E_RUNTIME'] = JSON.stringify(await resolveRuntime());
}
