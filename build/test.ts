/**
 * `npm test`: everything that is checked, one suite after the other, cheap ones first. A suite that fails stops none of the
 * others. The last line, alone, says how it went; the exit code is zero only when nothing failed.
 * `npm test -- unit e2e` runs some of them.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleAll } from './bundle.ts';
import { lint } from './lint/index.ts';
import { cacheFolder, root } from './paths.ts';
import { add, nothing, one, playwrightTally, summary, vitestTally, type Tally } from './test-report.ts';
import { projects, typecheck } from './typecheck.ts';

const suites: Record<string, () => Promise<Tally>> = {
  async typecheck() {
    let tally = nothing;
    for (const project of projects) {
      const { ok, output } = await typecheck(project);
      console.log(`${ok ? '  ok  ' : '  FAIL'} ${project}${output === '' ? '' : `\n${output}`}`);
      tally = add(tally, one(ok));
    }
    return tally;
  },
  async lint() {
    return one(lint([]));
  },
  async unit() {
    const report = reportFile('vitest');
    const ok = await run('vitest/vitest.mjs', [
      'run',
      '--config',
      'build/vitest.config.ts',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    return vitestTally(read(report), ok);
  },
  async build() {
    try {
      await bundleAll({ quiet: true });
      return one(true);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return one(false);
    }
  },
  async e2e() {
    const report = reportFile('playwright');
    const ok = await run('@playwright/test/cli.js', ['test', '--config', 'build/e2e/playwright.config.ts', '--pass-with-no-tests'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    });
    return playwrightTally(read(report), ok);
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => suites[name] === undefined);
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')} (there are ${Object.keys(suites).join(', ')})`);
  process.exit(2);
}

let total = nothing;
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = performance.now();
  const tally = await suite();
  console.log(`── ${name}: ${summary(tally)} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  total = add(total, tally);
}
if (total.failed > 0) process.exitCode = 1;
console.log(`\n${summary(total)}`);

/** Runs a tool of node_modules in the foreground. @returns whether it ended well */
function run(tool: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** Where a runner is to leave its report; what an earlier run left there is gone. */
function reportFile(runner: string): string {
  const path = join(cacheFolder, 'reports', `${runner}.json`);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
