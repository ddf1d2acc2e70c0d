/**
 * `npm run bench [-- NAME…]`: every benchmark of the project, one JSON line each, each with its ratio against a baseline
 * measured in the same run. What they measure, on what, and what came out: `docs/benchmarks.md`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.ts';
import { root } from '../paths.ts';
import { benchCommit } from './commit.ts';
import { benchIdle, benchMemory } from './desktop/memory.ts';
import { benchStart } from './desktop/start.ts';
import { benchClick } from './desktop/verdict.ts';
import { benchJournalWindow } from './journal-window.ts';
import { benchNotebook } from './notebook.ts';
import { benchVerdicts } from './verdicts.ts';

/** Benchmarks that are programs of their own: they print the result and nothing else. */
function program(...path: string[]): unknown {
  const { stdout, error } = spawnSync(process.execPath, [join(root, ...path)], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] });
  if (error !== undefined) throw error;
  return JSON.parse(stdout) as unknown;
}

const desktop = existsSync('/proc/self/smaps_rollup');

const benches: Readonly<Record<string, () => unknown>> = {
  'verdicts': benchVerdicts,
  'commit': benchCommit,
  'click-to-verdict': benchClick,
  'start': benchStart,
  // The kernel's own accounts of memory and processor time, which only Linux has.
  ...(desktop ? { 'memory': benchMemory, 'idle': benchIdle } : {}),
  'notebook': () => benchNotebook(),
  'import': () => program('build', 'bench', 'import.ts'),
  'journal-reports': () => program('build', 'bench', 'journal-reports.ts'),
  'journal-replay': () => program('build', 'bench', 'journal-replay.ts'),
  'journal-window': benchJournalWindow,
  'licence-check': () => program('cloud', 'bench', 'licence-check.ts'),
  'tenants': () => program('cloud', 'bench', 'tenants.ts'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')} (there are ${Object.keys(benches).join(', ')})`);
  process.exit(2);
}

await bundle({ quiet: true });
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    console.log(JSON.stringify(await bench()));
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}
