import { parseArgs } from 'node:util';
import { bundle } from '../bundle.ts';
import { resolveRuntime } from '../electron-runtime/index.ts';
import { packageApp } from './package.ts';

/**
 * `npm run package -- [--linux] [--win] [--mac] [--x64] [--arm64] [--dir]`: builds the app and its installers into `dist/`; this
 * platform's without a platform, only the app's folder with --dir.
 */
const { values } = parseArgs({
  options: {
    linux: { type: 'boolean' },
    win: { type: 'boolean' },
    mac: { type: 'boolean' },
    x64: { type: 'boolean' },
    arm64: { type: 'boolean' },
    dir: { type: 'boolean' },
  },
});
const { linux, win, mac, ...rest } = values;

const runtime = await resolveRuntime();
await bundle({ quiet: true });
// An empty list asks for the platform's targets of electron-builder.yml.
const platforms = { ...(linux === true ? { linux: [] } : {}), ...(win === true ? { win: [] } : {}), ...(mac === true ? { mac: [] } : {}) };
for (const file of await packageApp(runtime, { ...rest, ...platforms })) console.log(file);
