/**
 * One writer at a time, over processes.
 *
 * The lock is a tiny SQLite file of its own in which the writer keeps a transaction open: the operating system lets go of it
 * when the process ends, however it ends, so a crash leaves no stale lock behind. Readers may still read who holds it.
 */
import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { asStoreError, sqliteCode, StoreError } from './errors.ts';

export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** What the process is: "Holdfast", "desk import". */
  readonly name: string;
}

export interface WriterLock {
  release(): void;
}

/** Takes the lock or throws `store-locked` naming the owner. */
export function takeWriterLock(path: string, name: string): WriterLock {
  const owner: LockOwner = { pid: process.pid, host: hostname(), name };
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 0 });
    const text = JSON.stringify(owner);
    do {
      // Write the name, then hold: whoever slips in between has written its own name, which is seen when the hold succeeds.
      db.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS owner (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT');
      db.prepare('INSERT INTO owner (id, value) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value').run(text);
      db.exec('COMMIT; BEGIN IMMEDIATE');
    } while (readOwner(db) !== text && release(db));
    const held = db;
    return { release: () => held.close() };
  } catch (error) {
    const busy = sqliteCode(error)?.startsWith('SQLITE_BUSY') === true;
    const holder = busy && db !== undefined ? readOwner(db) : null;
    db?.close();
    if (busy) throw new StoreError('store-locked', lockedMessage(holder), { cause: error });
    throw asStoreError(error);
  }
}

/** Who holds the lock now; null when nobody does. */
export function lockOwner(path: string): LockOwner | null {
  if (!existsSync(path)) return null;
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return null;
  } catch {
    const holder = readOwner(db);
    return holder === null ? null : (JSON.parse(holder) as LockOwner);
  } finally {
    db.close();
  }
}

function release(db: Database.Database): true {
  db.exec('ROLLBACK');
  return true;
}

function readOwner(db: Database.Database): string | null {
  try {
    const row = db.prepare('SELECT value FROM owner WHERE id = 1').get() as { value: string } | undefined;
    return row?.value ?? null;
  } catch {
    return null; // not yet written, or being written at this instant
  }
}

function lockedMessage(holder: string | null): string {
  if (holder === null) return 'Another process is writing this journal. Close it and try again.';
  const owner = JSON.parse(holder) as LockOwner;
  const where = owner.host === hostname() ? '' : ` on ${owner.host}`;
  return `${owner.name} (process ${owner.pid}${where}) is writing this journal. Close it and try again.`;
}
