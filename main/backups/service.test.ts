import Database from 'better-sqlite3';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { TrustedClock } from '../clock.ts';
import { Journal } from '../journal/journal.ts';
import { FRIDAY_MORNING, Machine } from '../journal/testing/bench.ts';
import { putInPlace } from '../store/backup.ts';
import { openStore } from '../store/open-store.ts';
import { readSettings, writeSetting } from '../store/settings.ts';
import { temporaryFolder } from '../store/testing.ts';
import { Backups } from './service.ts';
import type { Report } from './thread.ts';
import type { Work } from './work.ts';

/** The service over the trader's own journal, as the desktop has it. */
function desk() {
  const folder = temporaryFolder();
  const clock = new TrustedClock(new Machine(FRIDAY_MORNING));
  const started: Work['type'][] = [];
  const busy = new Set<Work['type']>();
  let busyWhenReplaced: readonly Work['type'][] | null = null;
  const faults: unknown[] = [];
  const open = (): Journal => new Journal({ folder, profile: 'real', clock, owner: 'test', settleElsewhere: () => void setImmediate(() => backups.settle()) });
  let journal = open();
  const secrets = { state: () => ({ ok: true }), read: () => null, write: () => undefined, remove: () => undefined };
  const nobody = () => Promise.resolve(null);
  const backups: Backups = new Backups({
    data: folder, clock, secrets,
    journal: () => journal,
    replace: () => {
      busyWhenReplaced = [...busy];
      journal.close();
      putInPlace({ path: journal.path, folder: journal.backupFolder, at: FRIDAY_MORNING, owner: 'test' });
      journal = open();
    },
    ask: { folder: nobody, file: nobody, target: nobody },
    startWorker: (errand) => {
      started.push(errand.work.type);
      const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: errand });
      busy.add(errand.work.type);
      worker.on('message', ({ type }: Report) => type !== 'progress' && busy.delete(errand.work.type));
      return worker;
    },
    changed: () => undefined,
    progress: () => undefined,
    failed: (message) => faults.push(message),
    report: (fault) => faults.push(fault),
  });
  onTestFinished(() => {
    backups.stop();
    journal.close();
    expect(faults).toEqual([]);
  });
  const count = (type: Work['type']) => started.filter((each) => each === type).length;
  return { backups, journal: () => journal, path: journal.path, count, busyWhenReplaced: () => busyWhenReplaced };
}

/** Writes much, as an import does, while a report looks at the journal as it was before. @returns ends the report */
function importBesideReport(path: string): () => void {
  const reader = new Database(path, { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM settings').get();
  const importing = openStore({ path, mode: 'write', owner: 'import', lockHeld: true });
  importing.transaction((tx) => writeSetting(tx, 'imported', 'x'.repeat(6_000_000)));
  importing.close();
  return () => reader.close();
}

/** Pages that wait in the write-ahead log. */
function waiting(path: string): number {
  const db = new Database(path);
  try {
    const { log, checkpointed } = db.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number; checkpointed: number };
    return log - checkpointed;
  } finally {
    db.close();
  }
}

describe('what waits beside the journal', () => {
  it('is moved into it by a thread, once whoever looked at an earlier moment is done', async () => {
    const { journal, path, count } = desk();
    const endReport = importBesideReport(path);
    journal().write((tx) => writeSetting(tx, 'sealed', 1));
    await vi.waitFor(() => expect(count('settle')).toBe(1));
    expect(waiting(path)).toBeGreaterThan(1_000);
    // One at a time, whatever is recorded meanwhile.
    journal().write((tx) => writeSetting(tx, 'sealed', 2));
    endReport();
    await vi.waitFor(() => expect(waiting(path)).toBeLessThan(100), { timeout: 20_000 });
    expect(count('settle')).toBe(1);
  });

  it('keeps a restore waiting until its thread has let go of the journal', async () => {
    const { backups, journal, path, count, busyWhenReplaced } = desk();
    journal().write((tx) => writeSetting(tx, 'kept', 1));
    const handlers = backups.handlers();
    const { path: copy } = await handlers['backup.now'](undefined);
    const endReport = importBesideReport(path);
    journal().write((tx) => writeSetting(tx, 'lost', 1));
    await vi.waitFor(() => expect(count('settle')).toBe(1));
    const looked = await handlers['backup.look']({ from: { type: 'backup', name: basename(copy) }, passphrase: null });
    await handlers['backup.restore']({ id: looked?.id ?? '' });
    journal().write((tx) => writeSetting(tx, 'after', 1));
    expect(busyWhenReplaced()).toEqual([]);
    endReport();
    expect([...journal().read(readSettings).keys()].filter((key) => ['kept', 'lost', 'after'].includes(key)).toSorted()).toEqual(['after', 'kept']);
  });
});
