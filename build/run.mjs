/**
 * The one door of every npm script. Plain JavaScript for any Node ≥ 18, because it runs before
 * anything is installed: it makes sure that the Node packages are those of the lockfile and, where a
 * window is going to open, that the display libraries are there; then it hands over to the program
 * under the Node version the project pins. Everything it says goes to stderr: the output of
 * `npm run --silent desk -- …` belongs to the command alone.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDisplayLibraries } from './launcher/display-libraries.mjs';
import { ensurePackages, projectNode } from './launcher/packages.mjs';
import { root } from './launcher/root.mjs';

/** script → program, and what must be on the machine before it starts */
const programs = {
  start: { file: 'build/start.ts', display: ['window'] },
  test: { file: 'build/test.ts', display: ['window', 'browser'] },
  e2e: { file: 'build/e2e/run.ts', display: ['window', 'browser'] },
  desk: { file: 'main/cli/index.ts' },
  cloud: { file: 'build/cloud.ts' },
  bench: { file: 'build/bench/index.ts' },
  build: { file: 'build/bundle.ts' },
  typecheck: { file: 'build/typecheck.ts' },
  lint: { file: 'build/lint/index.ts' },
  package: { file: 'build/packaging/index.ts' },
};

const [name, ...rest] = process.argv.slice(2);
const program = name === undefined ? undefined : programs[name];
if (program === undefined || !existsSync(join(root, program.file))) {
  console.error(`usage: node build/run.mjs <${Object.keys(programs).join('|')}> [arguments]`);
  process.exit(2);
}

try {
  ensurePackages();
  if (program.display !== undefined) ensureDisplayLibraries(program.display, { required: name === 'start' });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

// Code that was compiled, and stripped of its types, once is not compiled again: a command answers in half the time.
const env = { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'), ...process.env };
const child = spawn(projectNode(), [join(root, program.file), ...rest], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm runs this in a shell, and a signal to npm ends the shell without a word to us: the program would go on, with its port and
// its database, and nobody would know. That our parent is gone is what can be seen.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500).unref();
}
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
// A signal that ended the program is reported the way a shell would, 128 + its number being what callers test.
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
