import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyChain } from '../store/decision-log.ts';
import { openStore } from '../store/open-store.ts';
import { temporaryFolder } from '../store/testing.ts';
import { findTicket } from '../store/tickets.ts';
import { findTrade } from '../store/trades.ts';
import { verifyJournal } from './verify.ts';
import { bench, setUp } from './testing/bench.ts';

const KILLS = 200;
/** Each journal is killed this often, so that recovery meets what recovery left. */
const KILLS_EACH = 20;
const LANES = 4;

/** The recorder as one file: two hundred processes start in the time that a handful take to read every module. */
async function bundledRecorder(): Promise<string> {
  const root = join(import.meta.dirname, '..', '..');
  mkdirSync(join(root, '.cache'), { recursive: true });
  // Inside the project, where the one package that cannot be bundled is found.
  const outDir = mkdtempSync(join(root, '.cache', 'recorder-'));
  onTestFinished(() => rmSync(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: { ssr: join(import.meta.dirname, 'testing', 'record-forever.ts'), outDir, minify: false, rolldownOptions: { output: { entryFileNames: 'recorder.mjs' } } },
  });
  return join(outDir, 'recorder.mjs');
}

/** Starts the recorder and kills it some milliseconds after its first acknowledgement. @returns what it acknowledged */
function recordUntilKilled(recorder: string, folder: string, afterMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [recorder, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let complaint = '';
    let dying = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (dying) return;
      dying = true;
      // The pause is what is tested: at which instant of a transaction the end comes.
      setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the recorder ended by itself (${code}): ${complaint}`));
      else resolve(out.slice(0, out.lastIndexOf('\n') + 1).split('\n').filter((line) => line !== ''));
    });
  });
}

describe('killed while recording', () => {
  it(`${KILLS} times, it never loses what it acknowledged, and its log stays whole`, async () => {
    const recorder = await bundledRecorder();
    const template = bench();
    setUp(template, 'empty');
    template.journal.close();
    let acknowledged = 0;
    let kills = 0;

    async function oneJournal(number: number): Promise<void> {
      const folder = temporaryFolder();
      cpSync(template.folder, folder, { recursive: true });
      const tickets: string[] = [];
      const trades: string[] = [];
      for (let kill = 0; kill < KILLS_EACH; kill += 1) {
        // Spread over the length of several transactions, the same on every run.
        const lines = await recordUntilKilled(recorder, folder, ((number * KILLS_EACH + kill) * 7) % 41);
        kills += 1;
        for (const line of lines) {
          const [what, id = ''] = line.split(' ');
          (what === 'ticket' ? tickets : trades).push(id);
        }
        // Opening for writing recovers, takes the lock that the dead process held, and checks every page.
        const store = openStore({ path: join(folder, 'journal.db'), mode: 'write', owner: 'the test' });
        try {
          expect(verifyChain(store).brokenAt).toBeNull();
          expect(tickets.filter((id) => findTicket(store, id) === null)).toEqual([]);
          expect(trades.filter((id) => findTrade(store, id)?.status !== 'closed')).toEqual([]);
          if (kill === KILLS_EACH - 1) expect(verifyJournal(store)).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
        } finally {
          store.close();
        }
      }
      acknowledged += tickets.length + trades.length;
    }

    const journals = Array.from({ length: KILLS / KILLS_EACH }, (_, number) => number);
    await Promise.all(
      Array.from({ length: LANES }, async () => {
        for (let number = journals.shift(); number !== undefined; number = journals.shift()) await oneJournal(number);
      }),
    );
    expect(kills).toBe(KILLS);
    expect(acknowledged).toBeGreaterThan(KILLS);
  }, 240_000);
});
