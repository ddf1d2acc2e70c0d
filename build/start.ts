import { spawn } from 'node:child_process';
import { bundle } from './bundle.ts';
import { startVirtualDisplay } from './display.ts';
import { resolveRuntime } from './electron-runtime/index.ts';
import { root } from './paths.ts';

/** Builds the app and runs it from the repository, as `npm start`. Arguments go on to the app. */
const runtime = await resolveRuntime();
await bundle({ quiet: true });

const env = { ...process.env };
// A Node program started from inside some editors carries this variable and would not open a window.
delete env['ELECTRON_RUN_AS_NODE'];
const hasDisplay = process.platform !== 'linux' || env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined;
const display = hasDisplay ? null : await startVirtualDisplay();
if (display !== null) {
  env['DISPLAY'] = display.name;
  console.error(`No DISPLAY here: Holdfast runs on a virtual one (Xvfb ${display.name}), where nobody sees its window. Ctrl+C ends it.`);
}

// Chromium refuses its own process sandbox to root; the app's renderer sandbox setting stays on in code.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
// Where there is no display there is no desktop session either, and Chromium would bury the lines above under its complaints.
const quietly = display === null ? [] : ['--log-level=3'];
const app = spawn(runtime.executable, [...asRoot, ...quietly, root, ...process.argv.slice(2)], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.kill(signal));
app.once('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
app.once('close', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  void display?.stop();
});
