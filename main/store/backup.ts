/**
 * Copies of the journal's file: made online, verified before they get their name, kept by a rotation, restored in one step.
 *
 * A file in the backup folder that has the name of a backup was verified when it was made; it is verified again before it
 * is restored.
 */
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { verifyChain } from './decision-log.ts';
import { asStoreError, StoreError } from './errors.ts';
import { query, SqliteExecutor, type Executor } from './executor.ts';
import { keepAside, removeDatabase, replaceFile, syncFile, syncFolder } from './files.ts';
import { checkIdentity, fileVersion, migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { incomingPath, lockPath, type Store } from './open-store.ts';
import { checkEveryPage } from './soundness.ts';
import { takeWriterLock } from './writer-lock.ts';

/** Why the copy was made: on a wish, by the daily rotation, before a migration, or put aside by a restore. */
export type BackupKind = 'manual' | 'daily' | 'before-migration' | 'replaced';

export interface BackupName {
  readonly kind: BackupKind;
  readonly at: number;
  /** Which journal it is of, see {@link journalIdentity}; null where only one can be meant. */
  readonly journal: string | null;
  /** An age file, which takes a passphrase to open. */
  readonly encrypted: boolean;
}

export interface Backup extends BackupName {
  /** File name inside the backup folder. */
  readonly name: string;
  readonly bytes: number;
}

export interface VerifiedCopy {
  readonly path: string;
  readonly bytes: number;
  readonly events: number;
}

const NAME = /^journal-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z-(manual|daily|before-migration|replaced)(?:-([0-9a-f]{8}))?\.db(\.age)?$/;

export function backupName({ kind, at, journal, encrypted }: BackupName): string {
  return `journal-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}-${kind}${journal === null ? '' : `-${journal}`}.db${encrypted ? '.age' : ''}`;
}

function readName(name: string): BackupName | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, date, hours, minutes, seconds, milliseconds, kind, journal, age] = match;
  const at = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
  return Number.isNaN(at) ? null : { kind: kind as BackupKind, at, journal: journal ?? null, encrypted: age !== undefined };
}

/** A name in a folder of this machine: what lies beside the journal is of that journal. */
function localName(kind: BackupKind, at: number): string {
  return backupName({ kind, at, journal: null, encrypted: false });
}

/**
 * Eight letters that stay with a journal through backups and restores, from the first entry of its log: two computers may keep
 * their copies in one folder, and neither rotates the other's away. Null while nothing was ever recorded.
 */
export function journalIdentity(db: Executor): string | null {
  return db.first(query.selectFrom('decision_log').select('hash').where('seq', '=', 1))?.hash.slice(0, 8) ?? null;
}

/** Backups in a folder, newest first. A folder that is not there holds none. */
export function listBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const named = readName(name);
      return named === null ? [] : [{ name, ...named, bytes: statSync(join(folder, name)).size }];
    })
    .toSorted((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
}

/** Copies whose pages and log were verified; what a restore put aside may be the damaged file itself. */
export function goodBackups(folder: string): Backup[] {
  return listBackups(folder).filter((backup) => backup.kind !== 'replaced');
}

/**
 * Copies the open journal to `path` while it goes on being used, and verifies the copy: its pages, its identity and its
 * decision log. The file gets its name when it is good; an existing one is not overwritten.
 */
export async function backUpTo(store: Store, path: string): Promise<VerifiedCopy> {
  if (existsSync(path)) throw new StoreError('store-read-only', `There is a file at ${path} already: choose another name.`);
  const partial = `${path}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    removeDatabase(partial);
    await store.copyTo(partial);
    const { events } = verifyFile(partial);
    syncFile(partial);
    renameSync(partial, path);
    syncFolder(dirname(path));
    return { path, bytes: statSync(path).size, events };
  } catch (error) {
    removeDatabase(partial);
    throw asStoreError(error);
  }
}

/** A copy made at once, for the moment before a migration: nobody else is writing. */
export function copyBeforeMigration(db: Database.Database, folder: string, at: number): void {
  mkdirSync(folder, { recursive: true });
  db.pragma('wal_checkpoint(TRUNCATE)');
  const path = join(folder, localName('before-migration', at));
  copyFileSync(db.name, `${path}.partial`);
  syncFile(`${path}.partial`);
  replaceFile(`${path}.partial`, path);
}

export interface VerifiedFile {
  /** Of the layout that the file was written in. */
  readonly version: number;
  readonly events: number;
}

/**
 * Opens a file apart from everything else and checks every page, its identity and its decision log, and leaves it as one
 * plain file. Throws `store-damaged`, `store-newer`, `store-foreign`.
 * @returns the layout's version and the number of events in the log
 */
export function verifyFile(path: string): VerifiedFile {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true });
    checkIdentity(db, migrations.at(-1)?.version ?? 0);
    const version = fileVersion(db);
    if (version === 0) throw new StoreError('store-foreign', 'This file is empty: it holds no journal.');
    checkEveryPage(db);
    db.pragma('journal_mode = DELETE');
    const { events, brokenAt } = verifyChain(new SqliteExecutor(db));
    if (brokenAt !== null) throw new StoreError('store-damaged', `The decision log in this file is broken at entry ${brokenAt}.`);
    return { version, events };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    db?.close();
  }
}

// ── Rotation ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Rotation {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

const ROTATION: Rotation = { daily: 7, weekly: 4, monthly: 12 };

/**
 * Which of the automatic copies to keep: the newest of each of the last days, weeks and months that have one. Days, weeks
 * (from Monday) and months are those of UTC, so that moving between zones keeps the same copies.
 */
export function keptByRotation<T extends { readonly at: number }>(copies: readonly T[], rotation: Rotation = ROTATION): Set<T> {
  const kept = new Set<T>();
  const newestFirst = copies.toSorted((a, b) => b.at - a.at);
  const keep = (count: number, period: (at: number) => string | number): void => {
    const seen = new Set<string | number>();
    for (const copy of newestFirst) {
      const key = period(copy.at);
      if (seen.has(key)) continue;
      if (seen.size >= count) return;
      seen.add(key);
      kept.add(copy);
    }
  };
  keep(rotation.daily, day);
  keep(rotation.weekly, (at) => Math.floor((day(at) + 3) / 7)); // day 0 of the epoch was a Thursday
  keep(rotation.monthly, (at) => new Date(at).toISOString().slice(0, 7));
  return kept;
}

function day(at: number): number {
  return Math.floor(at / 86_400_000);
}

/** Whether a journal has its automatic copy of the day of `at`. */
export function hasDaily(copies: readonly BackupName[], journal: string | null, at: number): boolean {
  return copies.some((copy) => copy.kind === 'daily' && copy.journal === journal && day(copy.at) === day(at));
}

/**
 * Removes the automatic copies of one journal that the rotation lets go, never the one that was just made: the clock may stand behind
 * older ones. In a folder of its own (`alone`) those are its copies, too, that were made before anything was recorded and say of no
 * journal whose they are.
 */
export function rotate(folder: string, { name: made, journal }: Pick<Backup, 'name' | 'journal'>, alone: boolean): void {
  const copies = listBackups(folder)
    .filter((copy) => copy.kind === 'daily' && (copy.journal === journal || (alone && copy.journal === null)))
    // Where two are of one day, what was recorded since is in the one that names the journal.
    .map((copy) => (copy.journal === null ? { ...copy, at: day(copy.at) * 86_400_000 } : copy));
  const kept = keptByRotation(copies);
  for (const copy of copies) if (!kept.has(copy) && copy.name !== made) rmSync(join(folder, copy.name), { force: true });
}

// ── Restore ──────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Copies `source` to `incoming`, verifies it there and brings it to the layout of this build, so that nothing is left that could
 * go wrong when it takes the journal's place. Throws `store-missing`, `store-damaged`, `store-newer`, `store-foreign`, and
 * leaves nothing behind then.
 */
export function stageCopy(source: string, incoming: string): VerifiedFile {
  if (!existsSync(source)) throw new StoreError('store-missing', `There is no file at ${source}.`);
  try {
    removeDatabase(incoming);
    copyFileSync(source, incoming);
    // A copy of a journal that was not closed has its last entries beside it.
    if (existsSync(`${source}-wal`)) copyFileSync(`${source}-wal`, `${incoming}-wal`);
    return stageInPlace(incoming);
  } catch (error) {
    removeDatabase(incoming);
    throw asStoreError(error);
  }
}

/** As {@link stageCopy}, of a file that lies where it is to be staged. */
export function stageInPlace(incoming: string): VerifiedFile {
  const found = verifyFile(incoming);
  bringUpToDate(incoming);
  syncFile(incoming);
  return found;
}

function bringUpToDate(path: string): void {
  const db = new Database(path);
  try {
    migrate(db, migrations, () => undefined);
  } finally {
    db.close();
  }
}

export interface Replacement {
  /** The journal to be replaced, which must be closed. */
  readonly path: string;
  /** Where what was there is kept, as a `replaced` file, whatever its state. */
  readonly folder: string;
  readonly at: number;
  /** How this process is named to others. */
  readonly owner: string;
}

/**
 * Puts the staged file in the place of the journal. Throws `store-locked` while another process has the journal open.
 * @returns where the replaced file is; null when there was none
 */
export function putInPlace(replacement: Replacement): string | null {
  const lock = takeWriterLock(lockPath(replacement.path), replacement.owner);
  try {
    return swap(replacement);
  } finally {
    lock.release();
  }
}

/**
 * Stages and puts in place while nobody else may open the journal for writing; `stage` writes the incoming file, verified and
 * up to date, or throws. Nothing is changed then.
 */
export async function replaceJournal<T>(replacement: Replacement, stage: (incoming: string) => Promise<T> | T): Promise<{ readonly staged: T; readonly aside: string | null }> {
  mkdirSync(dirname(replacement.path), { recursive: true });
  const lock = takeWriterLock(lockPath(replacement.path), replacement.owner);
  try {
    const staged = await stage(incomingPath(replacement.path));
    return { staged, aside: swap(replacement) };
  } finally {
    removeDatabase(incomingPath(replacement.path));
    lock.release();
  }
}

function swap({ path, folder, at }: Replacement): string | null {
  try {
    const aside = existsSync(path) ? putAside(path, folder, at) : null;
    replaceFile(incomingPath(path), path);
    return aside;
  } catch (error) {
    throw asStoreError(error);
  }
}

function putAside(path: string, folder: string, at: number): string {
  mkdirSync(folder, { recursive: true });
  const aside = join(folder, localName('replaced', at));
  foldIn(path);
  keepAside(path, aside);
  // Only a file too damaged to be opened still has a log beside it; it belongs to that file and must not meet the new one.
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  syncFolder(dirname(path));
  return aside;
}

/** Brings what is in the write-ahead log into the file, where the file is sound enough for that. */
function foldIn(path: string): void {
  try {
    const db = new Database(path);
    db.pragma('journal_mode = DELETE');
    db.close();
  } catch {
    // Damaged beyond opening: it is put aside as it is, with its log.
  }
}

/** A path given by a person, or a name from the backup folder. */
export function backupPath(folder: string, nameOrPath: string): string {
  return isBackupName(nameOrPath) ? join(folder, nameOrPath) : nameOrPath;
}

/** Whether a text is the bare name of a backup, which leads nowhere else. */
export function isBackupName(name: string): boolean {
  return basename(name) === name && readName(name) !== null;
}
