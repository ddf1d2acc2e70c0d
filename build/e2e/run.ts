import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundleAll } from '../bundle.ts';
import { root } from '../paths.ts';

/** `npm run e2e -- [spec files and Playwright's options]`: builds the app and the portal, then tries them end to end. */
await bundleAll({ quiet: true });
const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
const playwright = spawn(
  process.execPath,
  [cli, 'test', '--config', join(root, 'build', 'e2e', 'playwright.config.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
playwright.once('close', (code) => (process.exitCode = code ?? 1));
