import Database from 'better-sqlite3';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUpTo, backupName, backupPath, goodBackups, hasDaily, journalIdentity, keptByRotation, listBackups, replaceJournal, rotate, stageCopy, verifyFile, type BackupKind, type VerifiedCopy } from './backup.ts';
import { appendEntries, logHead } from './decision-log.ts';
import { StoreError } from './errors.ts';
import { migrations } from './migrations/index.ts';
import { openStore, type Store } from './open-store.ts';
import { readSettings, writeSetting } from './settings.ts';
import { temporaryFolder } from './testing.ts';

const DAY = 86_400_000;
const LATEST = migrations.at(-1)?.version;
const NOW = Date.UTC(2026, 10, 20, 12);

function journal(): { folder: string; path: string; backups: string; open: () => Store } {
  const folder = temporaryFolder();
  const path = join(folder, 'journal.db');
  return { folder, path, backups: join(folder, 'backups'), open: () => openStore({ path, mode: 'write', owner: 'test' }) };
}

function append(store: Store, count: number): void {
  store.transaction((tx) => appendEntries(tx, Array.from({ length: count }, (_, n) => ({ sessionId: null, at: n, type: 'test', payload: `{"n":${n}}` }))));
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error);
  }
  return 'none';
}

function backUp(store: Store, folder: string, kind: BackupKind, at: number): Promise<VerifiedCopy> {
  return backUpTo(store, join(folder, backupName({ kind, at, journal: null, encrypted: false })));
}

async function restore(path: string, source: string, folder: string, at: number, owner: string): Promise<string | null> {
  return (await replaceJournal({ path, folder, at, owner }, (incoming) => stageCopy(source, incoming))).aside;
}

describe('backing up', () => {
  it('copies the journal while it is open, as one verified file', async () => {
    const { backups, open } = journal();
    const store = open();
    append(store, 500);
    const copy = await backUp(store, backups, 'manual', NOW);
    append(store, 1);
    expect(copy.events).toBe(500);
    expect(readdirSync(backups)).toEqual(['journal-2026-11-20T12-00-00-000Z-manual.db']);
    expect(goodBackups(backups)).toEqual([{ name: 'journal-2026-11-20T12-00-00-000Z-manual.db', kind: 'manual', at: NOW, journal: null, encrypted: false, bytes: copy.bytes }]);
    expect(verifyFile(copy.path)).toEqual({ version: LATEST, events: 500 });
    expect(readdirSync(backups)).toHaveLength(1);
    store.close();
  });

  it('copies one moment, and comes to its end, while another connection writes all the time', async () => {
    const { path, backups, open } = journal();
    const [writer, reader] = [open(), openStore({ path, mode: 'read', owner: 'backup' })];
    // Four of the steps that a backup takes.
    writer.transaction((tx) => appendEntries(tx, Array.from({ length: 300 }, (_, n) => ({ sessionId: null, at: n, type: 'test', payload: JSON.stringify({ text: 'x'.repeat(100_000) }) }))));
    let copied = false;
    const copy = backUp(reader, backups, 'manual', NOW).finally(() => (copied = true));
    for (let turn = 0; !copied && turn < 300; turn += 1) {
      append(writer, 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(copied).toBe(true);
    expect((await copy).events).toBe(300);
    reader.close();
    writer.close();
  });

  it('copies from a reader, and never over a file', async () => {
    const { folder, path, open } = journal();
    const store = open();
    append(store, 3);
    const reader = openStore({ path, mode: 'read', owner: 'desk' });
    const target = join(folder, 'mine.db');
    expect((await backUpTo(reader, target)).events).toBe(3);
    await expect(backUpTo(reader, target)).rejects.toThrow(/choose another name/);
    reader.close();
    store.close();
  });

  it('leaves nothing behind when the copy cannot be verified', async () => {
    const { backups, open, path } = journal();
    const store = open();
    append(store, 5);
    const db = new Database(path);
    db.exec("DROP TRIGGER decision_log_no_update; UPDATE decision_log SET payload = 'x' WHERE seq = 2");
    db.close();
    await expect(backUp(store, backups, 'manual', NOW)).rejects.toThrow(/broken at entry 2/);
    expect(readdirSync(backups)).toEqual([]);
    store.close();
  });
});

describe('rotation', () => {
  it('keeps 7 days, 4 weeks and 12 months out of three years of daily copies', () => {
    const copies = Array.from({ length: 1_100 }, (_, days) => ({ at: NOW - days * DAY }));
    const kept = [...keptByRotation(copies)].map(({ at }) => new Date(at).toISOString().slice(0, 10));
    expect(kept.slice(0, 7)).toEqual(['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16', '2026-11-15', '2026-11-14']);
    // Weeks end on Sunday: the 20th is this week's newest, then the 15th, 8th and 1st.
    expect(kept.slice(7, 9)).toEqual(['2026-11-08', '2026-11-01']);
    expect(kept.slice(9)).toEqual(['2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30', '2026-05-31', '2026-04-30', '2026-03-31', '2026-02-28', '2026-01-31', '2025-12-31']);
  });

  it('reaches the same result day by day', () => {
    let copies: { at: number }[] = [];
    for (let days = 500; days >= 0; days -= 1) copies = [...keptByRotation([...copies, { at: NOW - days * DAY }])];
    expect(copies.length).toBeLessThanOrEqual(7 + 4 + 12);
    expect(copies.map(({ at }) => at)).toContain(NOW - 6 * DAY);
    expect(Math.min(...copies.map(({ at }) => at))).toBeLessThan(NOW - 300 * DAY);
  });

  it('lets go only of automatic copies, and only of those of the journal', () => {
    const { backups } = journal();
    mkdirSync(backups);
    const put = (kind: BackupKind, days: number, of: string | null, encrypted = false): string => {
      const name = backupName({ kind, at: NOW - days * DAY, journal: of, encrypted });
      writeFileSync(join(backups, name), '');
      return name;
    };
    put('manual', 400, 'aaaaaaaa');
    put('before-migration', 401, null);
    for (let days = 40; days >= 0; days -= 1) {
      const name = put('daily', days, 'aaaaaaaa', days % 2 === 0);
      put('daily', days, 'bbbbbbbb');
      rotate(backups, { name, journal: 'aaaaaaaa' }, false);
    }
    const left = listBackups(backups);
    expect(left.filter(({ kind }) => kind === 'manual')).toHaveLength(1);
    expect(left.filter(({ kind }) => kind === 'before-migration')).toHaveLength(1);
    const daily = left.filter(({ kind, journal: of }) => kind === 'daily' && of === 'aaaaaaaa');
    expect(daily.length).toBeLessThan(14);
    expect(daily.some(({ encrypted }) => encrypted) && daily.some(({ encrypted }) => !encrypted)).toBe(true);
    expect(left.filter(({ journal: of }) => of === 'bbbbbbbb')).toHaveLength(41);
    expect(hasDaily(left, 'aaaaaaaa', NOW + 1_000)).toBe(true);
    expect(hasDaily(left, 'aaaaaaaa', NOW + DAY)).toBe(false);
    expect(hasDaily(left, 'cccccccc', NOW)).toBe(false);
  });

  // The last of them: a clock that was set back since the older copy was made.
  it.each([NOW - 1_000, NOW, NOW + 60_000])('lets go of a copy from before anything was recorded, in the journal’s own folder alone', (before) => {
    const { backups } = journal();
    mkdirSync(backups);
    const [name, nobodys] = [['aaaaaaaa', NOW] as const, [null, before] as const].map(([of, at]) => backupName({ kind: 'daily', at, journal: of, encrypted: false })) as [string, string];
    for (const copy of [name, nobodys]) writeFileSync(join(backups, copy), '');
    rotate(backups, { name, journal: 'aaaaaaaa' }, false);
    expect(listBackups(backups)).toHaveLength(2);
    rotate(backups, { name, journal: 'aaaaaaaa' }, true);
    expect(listBackups(backups).map((copy) => copy.name)).toEqual([name]);
  });

  it('never lets go of the copy that was just made, whatever the clock said before', () => {
    const { backups } = journal();
    mkdirSync(backups);
    const put = (days: number): string => {
      const name = backupName({ kind: 'daily', at: NOW + days * DAY, journal: 'aaaaaaaa', encrypted: false });
      writeFileSync(join(backups, name), '');
      return name;
    };
    for (let days = 800; days > 400; days -= 1) put(days);
    const name = put(0);
    rotate(backups, { name, journal: 'aaaaaaaa' }, true);
    expect(listBackups(backups).map((copy) => copy.name)).toContain(name);
  });

  it('knows a journal by the first entry of its log', async () => {
    const { backups, open } = journal();
    const store = open();
    expect(journalIdentity(store)).toBeNull();
    append(store, 2);
    const identity = journalIdentity(store);
    expect(identity).toMatch(/^[0-9a-f]{8}$/);
    const copy = await backUp(store, backups, 'manual', NOW);
    store.close();
    const copied = openStore({ path: copy.path, mode: 'read', owner: 'test' });
    expect(journalIdentity(copied)).toBe(identity);
    copied.close();
  });
});

describe('restoring', () => {
  it('puts a backup in place and keeps what was there', async () => {
    const { path, backups, open } = journal();
    let store = open();
    append(store, 10);
    const copy = await backUp(store, backups, 'manual', NOW);
    store.transaction((tx) => writeSetting(tx, 'later', true));
    append(store, 5);
    store.close();
    const aside = await restore(path, copy.path, backups, NOW + 1, 'test');
    store = open();
    expect(logHead(store).seq).toBe(10);
    expect(readSettings(store).has('later')).toBe(false);
    store.close();
    expect(verifyFile(aside ?? '')).toEqual({ version: LATEST, events: 15 });
    expect(existsSync(copy.path)).toBe(true);
    expect(goodBackups(backups).map(({ kind }) => kind)).toEqual(['manual']);
    // And back again.
    await restore(path, aside ?? '', backups, NOW + 2, 'test');
    store = open();
    expect(logHead(store).seq).toBe(15);
    store.close();
  });

  it('rescues a damaged journal', async () => {
    const { path, backups, open } = journal();
    const store = open();
    append(store, 10);
    await backUp(store, backups, 'daily', NOW);
    store.close();
    writeFileSync(path, 'not a database any more '.repeat(1_000));
    expect(await codeOf(open)).toBe('store-damaged');
    const [last] = goodBackups(backups);
    await restore(path, backupPath(backups, last?.name ?? ''), backups, NOW + 1, 'test');
    const restored = open();
    expect(logHead(restored).seq).toBe(10);
    restored.close();
  });

  it('refuses what is damaged, newer, foreign, empty or missing, and changes nothing', async () => {
    const { folder, path, backups, open } = journal();
    const store = open();
    append(store, 400);
    store.close();
    const before = readFileSync(path);
    const candidate = (name: string, change: (db: Database.Database) => void): string => {
      const at = join(folder, name);
      writeFileSync(at, before);
      const db = new Database(at);
      change(db);
      db.close();
      return at;
    };
    const newer = candidate('newer.db', (db) => db.pragma('user_version = 99'));
    const foreign = candidate('foreign.db', (db) => db.pragma('application_id = 7'));
    const broken = candidate('broken.db', (db) => db.exec('DROP TRIGGER decision_log_no_update; UPDATE decision_log SET at = at + 1 WHERE seq = 77'));
    const flipped = join(folder, 'flipped.db');
    writeFileSync(flipped, before);
    const file = openSync(flipped, 'r+');
    for (let page = 8; page * 4096 < before.length; page += 1) writeSync(file, Buffer.alloc(32, 0xff), 0, 32, page * 4096);
    closeSync(file);
    const empty = join(folder, 'empty.db');
    writeFileSync(empty, '');
    const attempts: [string, string][] = [
      [newer, 'store-newer'], [foreign, 'store-foreign'], [broken, 'store-damaged'], [flipped, 'store-damaged'], [empty, 'store-foreign'], [join(folder, 'nowhere.db'), 'store-missing'],
    ];
    for (const [source, code] of attempts) expect({ source, code: await codeOf(() => restore(path, source, backups, NOW, 'test')) }).toEqual({ source, code });
    expect(readFileSync(path)).toEqual(before);
    expect(listBackups(backups)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.includes('incoming'))).toEqual([]);
  });

  it('waits for nobody: a journal in use is not replaced', async () => {
    const { path, backups, open } = journal();
    const store = open();
    append(store, 1);
    const copy = await backUp(store, backups, 'manual', NOW);
    expect(await codeOf(() => restore(path, copy.path, backups, NOW, 'desk'))).toBe('store-locked');
    store.close();
  });
});
