import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';

/** Where the `electron` package keeps the binary it downloads. */
export const ownFolder = join(root, 'node_modules', 'electron', 'dist');

/** A download that takes longer than this is taken for a connection that leads nowhere. */
const patience = 10 * 60_000;

/**
 * Lets the `electron` package download its own binary, checked against the checksums inside the package.
 * A machine without that connection learns so at once from the refused connection.
 */
export function downloadOwn(): Promise<{ ok: true } | { ok: false; why: string }> {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // The installer downloads for the machine it runs on; an override would make it unpack elsewhere.
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '' },
      timeout: patience,
    });
    let complaint = '';
    installer.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    installer.on('error', (error) => resolve({ ok: false, why: error.message }));
    installer.on('close', (code) => {
      if (code === 0) resolve({ ok: true });
      else
        resolve({
          ok: false,
          why:
            complaint
              .split('\n')[0]
              ?.replace(/^\w*Error: /, '')
              .trim() || 'no answer in time',
        });
    });
  });
}
