/**
 * `npm run bench [NAME…]`: every benchmark, one JSON line each, with its ratio to a baseline measured in the same run. Never part of
 * the tests: what is measured here depends on the machine, so ratios are what to compare.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';

/** Each a script that prints JSON lines and exits with 0. */
const benchmarks: Readonly<Record<string, string>> = {
  verdicts: 'build/bench/verdicts.ts',
  commit: 'build/bench/commit.ts',
  licence: 'cloud/bench/licence-check.ts',
  tenants: 'cloud/bench/tenants.ts',
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benchmarks[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`bench: there is no ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  for (const [name, script] of Object.entries(benchmarks)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const path = join(root, script);
    if (!existsSync(path) || (await run(path)) !== 0) {
      process.stderr.write(`bench: ${name} failed.\n`);
      process.exitCode = 1;
    }
  }
}

function run(path: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('close', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}
