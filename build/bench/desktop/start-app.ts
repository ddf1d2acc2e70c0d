/** Starts an Electron app as a person does, without a debugger in it, and says how long it took until it could be used. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startVirtualDisplay, type VirtualDisplay } from '../../display.ts';
import { resolveRuntime } from '../../electron-runtime/index.ts';
import { root } from '../../paths.ts';
import { makeJournal } from './journal.ts';

const PROBE = join(import.meta.dirname, 'probe.cjs');
/** An app that is not there after that long will not come. */
const PATIENCE_MS = 60_000;

export interface Started {
  readonly pid: number;
  /** Milliseconds from the start of the process to a window on the screen whose ticket form can be typed into. */
  readonly interactiveMs: number;
  stop(): Promise<void>;
}

/** Holdfast on a prepared session, and the least there can be. */
export type AppName = 'holdfast' | 'hello-world';

export interface Starter {
  start(name: AppName): Promise<Started>;
  close(): Promise<void>;
}

/** Both apps on one runtime, one display, and a data folder each, so that they differ in nothing but themselves. */
export async function createStarter(): Promise<Starter> {
  const { executable } = await resolveRuntime();
  const display: VirtualDisplay | null = process.platform === 'linux' ? await startVirtualDisplay() : null;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const data = join(folder, 'data');
  makeJournal(data);
  const apps: Readonly<Record<AppName, readonly string[]>> = {
    'holdfast': [root],
    'hello-world': [join(import.meta.dirname, '..', 'hello-world'), `--user-data-dir=${join(folder, 'hello-world')}`],
  };
  const env: NodeJS.ProcessEnv = { ...process.env, HOLDFAST_DATA: data, ...(display === null ? {} : { DISPLAY: display.name }) };
  delete env['ELECTRON_RUN_AS_NODE'];

  return {
    async start(name) {
      const began = performance.now();
      const app = spawn(executable, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '-r', PROBE, ...apps[name]], { env, stdio: ['ignore', 'pipe', 'ignore'] });
      const gone = once(app, 'exit');
      const lines = createInterface(app.stdout);
      const interactiveMs = await new Promise<number>((resolve, reject) => {
        const patience = setTimeout(() => reject(new Error(`${name} shows no ticket form after ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
        lines.on('line', (line) => {
          if (line !== 'holdfast-bench: interactive') return;
          clearTimeout(patience);
          resolve(performance.now() - began);
        });
        app.once('error', reject);
        app.once('exit', (code) => reject(new Error(`${name} ended by itself (${code})`)));
      });
      if (app.pid === undefined) throw new Error(`${name} has no process`);
      return {
        pid: app.pid,
        interactiveMs,
        async stop() {
          app.kill();
          await gone;
        },
      };
    },
    async close() {
      await display?.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
