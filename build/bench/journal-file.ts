/** A journal with as many closed trades as wished, made without the trader: imported round trips over ten years of sessions. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeJournal } from './desktop/journal.ts';

const SYMBOLS = ['MES', 'MNQ', 'ES', 'NQ', 'CL', 'GC'];
const SETUPS = ['Pullback', 'Breakout', 'Range edge', 'Reversal', null];
const EMOTIONS = ['calm', 'fear', 'greed', 'boredom', null];
const GRADES = ['diamond', 'fire', 'skull', null];
const FIRST_SESSION = Date.UTC(2016, 0, 4);
const DAY = 86_400_000;

/** @returns the account that has them */
export function makeLargeJournal(folder: string, trades: number): { readonly path: string; readonly accountId: string } {
  makeJournal(folder);
  const path = join(folder, 'journal.db');
  const db = new Database(path);
  try {
    db.pragma('synchronous = OFF');
    const accountId = db.prepare('SELECT id FROM accounts').pluck().get() as string;
    const columns = [
      'id', 'account_id', 'session_date', 'symbol', 'side', 'status', 'currency', 'quantity', 'open_quantity', 'entry_at', 'exit_at', 'entry_price', 'exit_price', 'targets_json', 'setup', 'emotion', 'grade', 'overridden',
      'stop_amount', 'gross_pnl', 'fees', 'net_pnl', 'r_micro', 'mfe', 'mae', 'excursion_provenance', 'note', 'lesson', 'provenance', 'costs_known', 'stop_provenance',
    ];
    const insert = db.prepare(`INSERT INTO trades (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    const sessions = Math.min(2_600, Math.ceil(trades / 10));
    const random = seeded(7);
    db.transaction(() => {
      for (let trade = 0; trade < trades; trade += 1) {
        const session = Math.floor((trade * sessions) / trades);
        const date = new Date(FIRST_SESSION + (session + 2 * Math.floor(session / 5)) * DAY);
        const entry = date.getTime() + 14.5 * 3_600_000 + Math.floor(random() * 6 * 3_600_000);
        const stop = random() < 0.8 ? 5_000 + Math.floor(random() * 5_000) : null;
        const r = Math.round((random() * 4 - 1.9) * 1_000_000);
        const gross = Math.round(((stop ?? 7_500) * r) / 1_000_000);
        const fees = 124;
        const net = gross - fees;
        insert.run(
          `trade-${String(trade).padStart(7, '0')}`, accountId, date.toISOString().slice(0, 10), pick(SYMBOLS, random), random() < 0.55 ? 'long' : 'short', 'closed', 'USD', '2', '0', entry, entry + 60_000 + Math.floor(random() * 1_800_000),
          '6000.25', '6003.5', '[]', pick(SETUPS, random), pick(EMOTIONS, random), pick(GRADES, random), 0, stop, gross, fees, net, stop === null ? null : Math.round((net / stop) * 1_000_000),
          random() < 0.5 ? Math.max(0, gross) + 1_000 : null, random() < 0.5 ? 2_000 : null, 'imported', '', '', 'imported', 'all', stop === null ? null : 'bracket',
        );
      }
    })();
    return { path, accountId };
  } finally {
    db.close();
    toDisk(path);
  }
}

/** A trader's journal lies on the disk; what was only written to memory would keep the first commit of whoever opens it waiting. */
function toDisk(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function pick<T>(choices: readonly T[], random: () => number): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
