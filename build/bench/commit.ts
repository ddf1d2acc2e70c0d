/**
 * What it costs to commit a sealed ticket, to the disk: judged, appended to the log with its verdict, the tables brought up to it,
 * and read back for the window. The baseline is the least a durable record can cost in the same process on the same disk: better-sqlite3 inserting one row
 * of the same size into one table, with the same fsync. The two take turns, so that a neighbour slows both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { systemTime, TrustedClock } from '../../main/clock.ts';
import type { Ticket } from '../../main/engine/model.ts';
import { Journal } from '../../main/journal/journal.ts';

const ROUNDS = 300;
const WARM_UP = 30;
/** Bytes that a sealed ticket adds to the log: the ticket and its verdict with every fact. */
const ROW_BYTES = 9_000;

export interface CommitBench {
  readonly bench: 'commit';
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly baseline: 'better-sqlite3 insert with fsync';
  readonly baselineP50: number;
  readonly baselineP95: number;
  /** Of the medians. */
  readonly ratio: number;
  readonly samples: number;
}

export function benchCommit(): CommitBench {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-commit-'));
  try {
    const { seal, letGo, close } = sealing(join(folder, 'journal'));
    const bare = inserting(join(folder, 'bare.db'));
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const [mine, other] = [timed(seal), timed(bare.insert)];
      letGo();
      if (round < WARM_UP) continue;
      ours.push(mine);
      theirs.push(other);
    }
    close();
    bare.close();
    const [p50, p95, baselineP50, baselineP95] = [quantile(ours, 0.5), quantile(ours, 0.95), quantile(theirs, 0.5), quantile(theirs, 0.95)];
    return { bench: 'commit', p50, p95, baseline: 'better-sqlite3 insert with fsync', baselineP50, baselineP95, ratio: Math.round((p50 / baselineP50) * 100) / 100, samples: ROUNDS };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A journal with the founder's rules; each ticket is walked away from outside the measurement, so that none is left waiting. */
function sealing(folder: string): { readonly seal: () => void; readonly letGo: () => void; readonly close: () => void } {
  const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'bench' });
  journal.completeSetup({ account: { name: 'Bench', broker: '', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 5_000_000, currency: 'USD' } }, symbols: ['MES'], template: 'founder', texts: {} });
  const accountId = journal.account?.id ?? '';
  const ticket: Ticket = {
    accountId, symbol: 'MES', side: 'long', quantity: '2', entry: '6000', plannedEntry: null, stop: '5994', targets: ['6012', '6018'], setup: 'Pullback', idea: null,
    confirmations: { 'candle-closed': true, 'volume': true }, emotion: 'calm', note: 'at the level',
  };
  let ticketId = '';
  return {
    seal: () => {
      ticketId = journal.sealTicket(ticket).id;
    },
    letGo: () => void journal.walkAway({ ticketId, note: '' }),
    close: () => journal.close(),
  };
}

function inserting(path: string): { readonly insert: () => void; readonly close: () => void } {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE log (seq INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT');
  const statement = db.prepare('INSERT INTO log (payload) VALUES (?)');
  const payload = 'x'.repeat(ROW_BYTES);
  return { insert: () => void statement.run(payload), close: () => void db.close() };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 1000) / 1000;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(`${JSON.stringify(benchCommit())}\n`);
