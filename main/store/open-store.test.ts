import Database from 'better-sqlite3';
import { copyFileSync, existsSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { appendEntries, logHead } from './decision-log.ts';
import { StoreError, type StoreErrorCode } from './errors.ts';
import { query, sqlOf } from './executor.ts';
import { APPLICATION_ID } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { FULL_CHECK_MAX_BYTES } from './soundness.ts';
import { readSettings, writeSetting } from './settings.ts';
import { temporaryFolder, temporaryStore } from './testing.ts';

function codeOf(work: () => unknown): StoreErrorCode | 'none' {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
  return 'none';
}

const entry = (n: number) => ({ sessionId: null, at: n, type: 'test', payload: `{"n":${n}}` });

describe('opening', () => {
  it('makes a journal that is durable, checked and known as ours', () => {
    const store = temporaryStore();
    const db = new Database(store.path, { readonly: true });
    onTestFinished(() => void db.close());
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    const loose = db.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'").all();
    expect(loose).toEqual([]);
  });

  it('keeps what was committed and drops what threw', () => {
    const store = temporaryStore();
    store.transaction((tx) => writeSetting(tx, 'kept', 1));
    expect(() => store.transaction((tx) => {
      writeSetting(tx, 'dropped', 1);
      throw new Error('no');
    })).toThrow('no');
    expect([...readSettings(store).keys()]).toEqual(['kept']);
  });

  it('leaves to another thread what a reader of an earlier moment kept waiting, and says so with every commit', () => {
    let asked = 0;
    const store = temporaryStore({ settleElsewhere: () => (asked += 1) });
    const reader = new Database(store.path, { readonly: true });
    const other = openStore({ path: store.path, mode: 'write', owner: 'test', lockHeld: true });
    onTestFinished(() => {
      reader.close();
      other.close();
    });
    store.transaction((tx) => writeSetting(tx, 'small', 1));
    expect(asked).toBe(0);
    reader.exec('BEGIN');
    expect(reader.prepare('SELECT count(*) FROM settings').pluck().get()).toBe(1);
    other.transaction((tx) => writeSetting(tx, 'large', 'x'.repeat(6_000_000)));
    const waiting = (): number => statSync(`${store.path}-wal`).size - statSync(store.path).size;
    store.transaction((tx) => writeSetting(tx, 'next', 1));
    expect(asked).toBe(1);
    expect(other.settle()).toBe(false);
    reader.exec('COMMIT');
    // The reader is gone; the commit moves nothing by itself all the same.
    store.transaction((tx) => writeSetting(tx, 'after', 1));
    expect(asked).toBe(2);
    expect(waiting()).toBeGreaterThan(5_000_000);
    expect(other.settle()).toBe(true);
    expect(waiting()).toBeLessThan(1_000_000);
    store.transaction((tx) => writeSetting(tx, 'last', 1));
    expect(asked).toBe(2);
    expect([...readSettings(store).keys()].toSorted()).toEqual(['after', 'large', 'last', 'next', 'small']);
  });

  it('refuses a transaction inside a transaction', () => {
    const store = temporaryStore();
    expect(() => store.transaction(() => store.transaction(() => null))).toThrow(/transaction is open already/);
  });

  it('refuses a file of a newer version and leaves it as it is', () => {
    const path = join(temporaryFolder(), 'journal.db');
    openStore({ path, mode: 'write', owner: 'test' }).close();
    const db = new Database(path);
    db.pragma('user_version = 999');
    db.close();
    const before = readFileSync(path);
    expect(codeOf(() => openStore({ path, mode: 'write', owner: 'test' }))).toBe('store-newer');
    expect(codeOf(() => openStore({ path, mode: 'read', owner: 'test' }))).toBe('store-newer');
    expect(readFileSync(path)).toEqual(before);
  });

  it('refuses a database of another program', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const db = new Database(path);
    db.exec('CREATE TABLE theirs (a)');
    db.close();
    expect(codeOf(() => openStore({ path, mode: 'write', owner: 'test' }))).toBe('store-foreign');
  });

  it.each(['write', 'read'] as const)('recognises a file that is no database (%s)', (mode) => {
    const path = join(temporaryFolder(), 'journal.db');
    writeFileSync(path, 'a text that somebody saved under this name '.repeat(200));
    expect(codeOf(() => openStore({ path, mode, owner: 'test' }))).toBe('store-damaged');
  });

  it('finds damaged pages at opening', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const store = openStore({ path, mode: 'write', owner: 'test' });
    store.transaction((tx) => appendEntries(tx, Array.from({ length: 2_000 }, (_, n) => entry(n))));
    store.close();
    const bytes = readFileSync(path);
    const file = openSync(path, 'r+');
    // Every twentieth page: its header, where the structure of the page is written.
    for (let page = 20; page * 4096 < bytes.length; page += 20) writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, page * 4096);
    closeSync(file);
    expect(codeOf(() => openStore({ path, mode: 'write', owner: 'test' }))).toBe('store-damaged');
    expect(codeOf(() => openStore({ path, mode: 'read', owner: 'test' }))).toBe('store-damaged');
  });

  it('looks at both ends of the log of a file too large to be read at every start', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const store = openStore({ path, mode: 'write', owner: 'test', durable: false });
    const payload = JSON.stringify('x'.repeat(1_000_000));
    for (let n = 0; n < 36; n += 1) store.transaction((tx) => appendEntries(tx, [{ ...entry(n), payload }]));
    store.close();
    expect(statSync(path).size).toBeGreaterThan(FULL_CHECK_MAX_BYTES);
    expect(codeOf(() => openStore({ path, mode: 'read', owner: 'test' }).close())).toBe('none');
    const db = new Database(path);
    db.exec('DROP TRIGGER decision_log_no_delete; DELETE FROM decision_log WHERE seq = 36');
    db.close();
    expect(() => openStore({ path, mode: 'write', owner: 'test' })).toThrow(/does not end where it should/);
  });

  it('says that there is nothing to read', () => {
    expect(codeOf(() => openStore({ path: join(temporaryFolder(), 'journal.db'), mode: 'read', owner: 'test' }))).toBe('store-missing');
  });
});

describe('one writer', () => {
  it('turns a second writer away and names the first', () => {
    const store = temporaryStore({ owner: 'Holdfast' });
    expect(() => openStore({ path: store.path, mode: 'write', owner: 'desk' })).toThrow(new RegExp(`Holdfast \\(process ${process.pid}\\)`));
    expect(codeOf(() => openStore({ path: store.path, mode: 'write', owner: 'desk' }))).toBe('store-locked');
  });

  it('lets readers in meanwhile, who see what is committed and cannot write', () => {
    const store = temporaryStore();
    const reader = openStore({ path: store.path, mode: 'read', owner: 'desk' });
    onTestFinished(() => reader.close());
    store.transaction((tx) => appendEntries(tx, [entry(1)]));
    expect(logHead(reader).seq).toBe(1);
    expect(codeOf(() => reader.transaction(() => null))).toBe('store-read-only');
    expect(codeOf(() => reader.run(query.deleteFrom('settings')))).toBe('store-read-only');
  });

  it('lets the next writer in when the first has closed', () => {
    const store = openStore({ path: join(temporaryFolder(), 'journal.db'), mode: 'write', owner: 'first' });
    store.close();
    const next = openStore({ path: store.path, mode: 'write', owner: 'next' });
    next.close();
    expect(codeOf(() => openStore({ path: store.path, mode: 'write', owner: 'third' }).close())).toBe('none');
  });
});

describe('migrations', () => {
  const more = { version: (migrations.at(-1)?.version ?? 0) + 1, name: 'more', sql: 'CREATE TABLE more (a INTEGER) STRICT' };

  it('have no gaps', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('run once, after a copy of a file that holds data was put aside', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const store = openStore({ path, mode: 'write', owner: 'test' });
    store.transaction((tx) => writeSetting(tx, 'a', 1));
    store.close();
    const copies: number[] = [];
    const keepCopy = (db: Database.Database, version: number) => {
      copies.push(version);
      db.pragma('wal_checkpoint(TRUNCATE)');
      copyFileSync(path, `${path}.before`);
    };
    for (let time = 0; time < 2; time += 1) {
      const migrated = openStore({ path, mode: 'write', owner: 'test', migrations: [...migrations, more], keepCopy });
      expect(readSettings(migrated).get('a')).toBe(1);
      migrated.close();
    }
    expect(copies).toEqual([migrations.at(-1)?.version]);
    const old = openStore({ path: `${path}.before`, mode: 'read', owner: 'test' });
    expect(readSettings(old).get('a')).toBe(1);
    old.close();
    expect(codeOf(() => openStore({ path, mode: 'write', owner: 'test' }))).toBe('store-newer');
  });

  it('make no copy of a new, empty file', () => {
    let copies = 0;
    temporaryStore({ keepCopy: () => void (copies += 1) });
    expect(copies).toBe(0);
  });

  it('leave the file at its version when one fails half-way', () => {
    const path = join(temporaryFolder(), 'journal.db');
    openStore({ path, mode: 'write', owner: 'test' }).close();
    const broken = { ...more, sql: `${more.sql}; CREATE TABLE more (b INTEGER) STRICT` };
    expect(() => openStore({ path, mode: 'write', owner: 'test', migrations: [...migrations, broken], keepCopy: () => undefined })).toThrow(/already exists/);
    const db = new Database(path, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'more'").get()).toEqual({ n: 0 });
    db.close();
  });

  it('are not begun when the copy fails', () => {
    const path = join(temporaryFolder(), 'journal.db');
    openStore({ path, mode: 'write', owner: 'test' }).close();
    const keepCopy = () => {
      throw new Error('no room for the copy');
    };
    expect(() => openStore({ path, mode: 'write', owner: 'test', migrations: [...migrations, more], keepCopy })).toThrow('no room for the copy');
    openStore({ path, mode: 'write', owner: 'test' }).close();
  });
});

describe('a full disk', () => {
  it('refuses the change as a whole, and takes the next one when there is room', () => {
    const store = temporaryStore();
    store.transaction((tx) => appendEntries(tx, [entry(1)]));
    const pages = store.bytes / 4096;
    // The limit belongs to a connection, and the store's own is reached only by a statement.
    const pragma = (text: string) => store.all(sqlOf(text));
    pragma(`PRAGMA max_page_count = ${pages}`);
    const large = { ...entry(2), payload: JSON.stringify('x'.repeat(200_000)) };
    expect(codeOf(() => store.transaction((tx) => {
      writeSetting(tx, 'before', 1);
      appendEntries(tx, [entry(2), large]);
    }))).toBe('store-full');
    expect(logHead(store).seq).toBe(1);
    expect(readSettings(store).size).toBe(0);
    pragma('PRAGMA max_page_count = 1000000');
    store.transaction((tx) => appendEntries(tx, [large]));
    expect(logHead(store).seq).toBe(2);
  });
});

it('leaves nothing beside the file when closed', () => {
  const folder = temporaryFolder();
  const store = openStore({ path: join(folder, 'journal.db'), mode: 'write', owner: 'test' });
  store.transaction((tx) => writeSetting(tx, 'a', 1));
  store.close();
  expect(existsSync(join(folder, 'journal.db-wal'))).toBe(false);
  expect(readdirSync(folder).toSorted()).toEqual(['journal.db', 'journal.lock']);
});
