/** Opens the journal's file. The only place where a connection to it is made. */
import Database from 'better-sqlite3';
import { accessSync, closeSync, constants, copyFileSync, existsSync, fdatasyncSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { asStoreError, sqliteCode, StoreError } from './errors.ts';
import { sqlOf, SqliteExecutor, type Executor } from './executor.ts';
import { removeDatabase } from './files.ts';
import { checkIdentity, migrate } from './migrate.ts';
import { migrations as shipped, type Migration } from './migrations/index.ts';
import { MAX_WAITING_BYTES } from './new-file.ts';
import { checkEnds, checkEveryPage, FULL_CHECK_MAX_BYTES } from './soundness.ts';
import { takeWriterLock, type WriterLock } from './writer-lock.ts';

export interface OpenOptions {
  readonly path: string;
  /** `write` takes the writer's lock and creates the file; `read` sees what is there, also while another process writes. */
  readonly mode: 'write' | 'read';
  /** How this process is named to others that find the journal locked. */
  readonly owner: string;
  /** Called with the file's version before a migration changes it; must leave a copy behind or throw. */
  readonly keepCopy?: (db: Database.Database, fromVersion: number) => void;
  /**
   * False gives up durability for speed: for a file that is made again when it is lost (the demo). The journal proper is
   * always durable: a commit returns when the data is on the disk.
   */
  readonly durable?: boolean;
  /** True for a second connection of the process that holds the writer's lock, on a journal it has opened: neither the lock is taken nor the file checked again. */
  readonly lockHeld?: boolean;
  /**
   * Asks another thread to {@link Store.settle}; called after a commit that leaves a thousand pages waiting in the write-ahead
   * log. Without it SQLite moves them within that commit, which takes a quarter of a second after a large import that a report
   * or a backup was looking past.
   */
  readonly settleElsewhere?: (() => void) | undefined;
  readonly migrations?: readonly Migration[];
}

export interface Store extends Executor {
  readonly path: string;
  readonly writable: boolean;
  /**
   * Runs `work` in one transaction and returns when it is on the disk. Whatever throws inside undoes all of it.
   * Not to be nested: services open transactions, store functions take the executor they are given.
   */
  transaction<T>(work: (tx: Executor) => T): T;
  /** Runs reading work on one moment of the file, whatever another process writes meanwhile. Not to be nested, nor in a transaction. */
  snapshot<T>(work: (db: Executor) => T): T;
  /** Copies one moment of the whole file, whatever another process writes meanwhile, to a file that must not exist yet. Yields between steps; this store is not to be written until then. */
  copyTo(path: string): Promise<void>;
  /** Moves what waits in the write-ahead log into the file, as far as no reader needs the file as it was. @returns whether that was all */
  settle(): boolean;
  /** Moves everything into the one file, so that it can be renamed or copied by name. */
  checkpoint(): void;
  readonly bytes: number;
  close(): void;
}

/** Milliseconds to wait for a reader or the other side of a backup before giving up. */
const BUSY_TIMEOUT_MS = 2_000;

/** Pages that may wait in the write-ahead log before they are moved; SQLite's own measure. */
const SETTLE_PAGES = 1_000;

/** Pages, of 4 KiB each, that a backup copies in one step: then what it wrote goes onto the disk. */
const BACKUP_PAGES = MAX_WAITING_BYTES / 4_096;

/**
 * Opens, checks and migrates. Throws {@link StoreError}: `store-locked`, `store-read-only`, `store-damaged`, `store-newer`,
 * `store-foreign`, `store-full`, and `store-missing` when there is nothing to read.
 */
export function openStore(options: OpenOptions): Store {
  return options.mode === 'write' ? openForWriting(options) : openForReading(options);
}

function openForWriting({ path, owner, keepCopy, durable = true, lockHeld = false, settleElsewhere, migrations = shipped }: OpenOptions): Store {
  if (lockHeld && !existsSync(path)) throw new StoreError('store-missing', `There is no journal at ${path}.`);
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StoreError('store-read-only', `The folder ${folder} cannot be created: check its permissions.`, { cause: error });
  }
  requireWritable(folder, path);
  const lock: WriterLock = lockHeld ? { release: () => undefined } : takeWriterLock(lockPath(path), owner);
  let db: Database.Database | undefined;
  try {
    if (!lockHeld) removeDatabase(incomingPath(path)); // left by a restore that was not carried out
    db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    checkIdentity(db, migrations.at(-1)?.version ?? 0);
    if (!lockHeld) checkSoundness(db, path);
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${durable ? 'FULL' : 'OFF'}`);
    db.pragma('foreign_keys = ON');
    db.pragma('recursive_triggers = ON'); // so that INSERT OR REPLACE meets the triggers that refuse deletion
    const opened = db;
    migrate(db, migrations, (version) => keepCopy?.(opened, version));
    return new SqliteStore(db, path, true, () => lock.release(), settleElsewhere);
  } catch (error) {
    db?.close();
    lock.release();
    throw asStoreError(error);
  }
}

function openForReading({ path, migrations = shipped }: OpenOptions): Store {
  if (!existsSync(path)) throw new StoreError('store-missing', `There is no journal at ${path}.`);
  try {
    return openReader(path, path, migrations, () => undefined);
  } catch (error) {
    const cause = error instanceof StoreError ? error.cause : error;
    if (!/^SQLITE_(CANTOPEN|READONLY)/.test(sqliteCode(cause) ?? '')) throw asStoreError(error);
    return openCopy(path, migrations);
  }
}

/** In a folder that cannot be written SQLite cannot make the shared memory that reading takes: a copy elsewhere is read. */
function openCopy(path: string, migrations: readonly Migration[]): Store {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-read-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(path));
    for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    return openReader(copy, path, migrations, remove);
  } catch (error) {
    remove();
    throw asStoreError(error);
  }
}

/** @param path what is opened; `name` is what it is called. */
function openReader(path: string, name: string, migrations: readonly Migration[], closed: () => void): Store {
  const db = new Database(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const latest = migrations.at(-1)?.version ?? 0;
    const version = checkIdentity(db, latest);
    if (version === 0) throw new StoreError('store-missing', `The journal at ${name} is empty.`);
    if (version < latest) throw new StoreError('store-read-only', 'This journal is from an older Holdfast. Start the app once, or import a file into it, to bring it up to date.');
    checkSoundness(db, path);
    return new SqliteStore(db, name, false, closed);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Rows that refer to a row that is not there. */
export function brokenReferences(db: Executor): number {
  return db.all(sqlOf('PRAGMA foreign_key_check')).length;
}

/** Where a file waits that is to take the journal's place. */
export function incomingPath(path: string): string {
  return `${path}.incoming`;
}

export function lockPath(path: string): string {
  return join(dirname(path), `${basename(path, '.db')}.lock`);
}

/** SQLite opens a file it may not write as read-only without a word; ask beforehand. */
function requireWritable(folder: string, path: string): void {
  try {
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) closeSync(openSync(path, 'r+'));
  } catch (error) {
    throw new StoreError('store-read-only', `The journal in ${folder} cannot be written: its file or folder is read-only. Allow Holdfast to write there.`, { cause: error });
  }
}

function checkSoundness(db: Database.Database, path: string): void {
  if (statSync(path).size <= FULL_CHECK_MAX_BYTES) checkEveryPage(db);
  else checkEnds(db);
}

class SqliteStore extends SqliteExecutor implements Store {
  readonly path: string;
  readonly writable: boolean;
  readonly #db: Database.Database;
  readonly #closed: () => void;
  readonly #settleElsewhere: (() => void) | undefined;

  constructor(db: Database.Database, path: string, writable: boolean, closed: () => void, settleElsewhere?: () => void) {
    super(db);
    this.#db = db;
    this.#closed = closed;
    this.#settleElsewhere = settleElsewhere;
    if (settleElsewhere !== undefined) db.pragma('wal_autocheckpoint = 0');
    this.path = path;
    this.writable = writable;
  }

  transaction<T>(work: (tx: Executor) => T): T {
    if (!this.writable) throw new StoreError('store-read-only', 'The journal is open for reading only.');
    if (this.#db.inTransaction) throw new Error('a transaction is open already: hand its executor on');
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const result = work(this);
      this.#db.exec('COMMIT');
      this.#settleIfMuchWaits();
      return result;
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw asStoreError(error);
    }
  }

  snapshot<T>(work: (db: Executor) => T): T {
    try {
      this.#db.exec('BEGIN');
      return work(this);
    } catch (error) {
      throw asStoreError(error);
    } finally {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    }
  }

  async copyTo(path: string): Promise<void> {
    let file: number | undefined;
    try {
      // Within a transaction of the reader every step sees the same moment. Without it SQLite begins anew whenever another
      // connection has written, and never ends beside a journal that is written all the time, such as by its search index.
      this.#db.exec('BEGIN');
      this.#db.prepare('SELECT 1 FROM sqlite_schema').get();
      await this.#db.backup(path, {
        progress: () => {
          fdatasyncSync((file ??= openSync(path, 'r+')));
          return BACKUP_PAGES;
        },
      });
    } catch (error) {
      throw asStoreError(error);
    } finally {
      // Not before: closing any handle of a file gives up the locks that SQLite holds on it.
      if (file !== undefined) closeSync(file);
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    }
  }

  settle(): boolean {
    try {
      return this.#waiting('PASSIVE') === 0;
    } catch (error) {
      throw asStoreError(error);
    }
  }

  checkpoint(): void {
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** After a commit: what is recorded is recorded, so nothing here may make it look refused. On a full disk not even the count can be had; a later commit asks again. */
  #settleIfMuchWaits(): void {
    if (this.#settleElsewhere === undefined) return;
    let waiting: number;
    try {
      waiting = this.#waiting('NOOP');
    } catch {
      return;
    }
    if (waiting >= SETTLE_PAGES) this.#settleElsewhere();
  }

  /** Pages that wait in the write-ahead log after a checkpoint of this kind. */
  #waiting(kind: 'NOOP' | 'PASSIVE'): number {
    const { log, checkpointed } = this.#db.prepare(`PRAGMA wal_checkpoint(${kind})`).get() as { readonly log: number; readonly checkpointed: number };
    return log - checkpointed;
  }

  get bytes(): number {
    return (this.#db.pragma('page_count', { simple: true }) as number) * (this.#db.pragma('page_size', { simple: true }) as number);
  }

  close(): void {
    this.#db.close();
    this.#closed();
  }
}
