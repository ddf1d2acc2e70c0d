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
import { SqliteExecutor } from './executor.ts';
import { keepAside, removeDatabase, replaceFile, syncFile, syncFolder } from './files.ts';
import { checkIdentity, fileVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { lockPath, type Store } from './open-store.ts';
import { checkEveryPage } from './soundness.ts';
import { takeWriterLock } from './writer-lock.ts';

/** Why the copy was made: on a wish, by the daily rotation, before a migration, or put aside by a restore. */
export type BackupKind = 'manual' | 'daily' | 'before-migration' | 'replaced';

export interface Backup {
  /** File name inside the backup folder. */
  readonly name: string;
  readonly kind: BackupKind;
  readonly at: number;
  readonly bytes: number;
}

export interface VerifiedCopy {
  readonly path: string;
  readonly bytes: number;
  readonly events: number;
}

const NAME = /^journal-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z-(manual|daily|before-migration|replaced)\.db$/;

export function backupName(kind: BackupKind, at: number): string {
  return `journal-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}-${kind}.db`;
}

function readName(name: string): { readonly kind: BackupKind; readonly at: number } | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, date, hours, minutes, seconds, milliseconds, kind] = match;
  const at = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
  return Number.isNaN(at) ? null : { kind: kind as BackupKind, at };
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

/** As {@link backUpTo} into the backup folder, under a name that says when and why. */
export function backUp(store: Store, folder: string, kind: BackupKind, at: number): Promise<VerifiedCopy> {
  return backUpTo(store, join(folder, backupName(kind, at)));
}

/** A copy made at once, for the moment before a migration: nobody else is writing. */
export function copyBeforeMigration(db: Database.Database, folder: string, at: number): void {
  mkdirSync(folder, { recursive: true });
  db.pragma('wal_checkpoint(TRUNCATE)');
  const path = join(folder, backupName('before-migration', at));
  copyFileSync(db.name, `${path}.partial`);
  syncFile(`${path}.partial`);
  replaceFile(`${path}.partial`, path);
}

/**
 * Opens a file apart from everything else and checks every page, its identity and its decision log, and leaves it as one
 * plain file. Throws `store-damaged`, `store-newer`, `store-foreign`.
 * @returns the layout's version and the number of events in the log
 */
export function verifyFile(path: string): { readonly version: number; readonly events: number } {
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

export const ROTATION: Rotation = { daily: 7, weekly: 4, monthly: 12 };

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

/** Makes today's automatic copy when there is none yet, and removes what the rotation lets go. @returns the copy, or null */
export async function backUpDaily(store: Store, folder: string, at: number): Promise<VerifiedCopy | null> {
  const daily = (): Backup[] => listBackups(folder).filter((backup) => backup.kind === 'daily');
  if (daily().some((backup) => day(backup.at) === day(at))) return null;
  const made = await backUp(store, folder, 'daily', at);
  const copies = daily();
  const kept = keptByRotation(copies);
  for (const copy of copies) if (!kept.has(copy)) rmSync(join(folder, copy.name), { force: true });
  return made;
}

// ── Restore ──────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Puts a verified copy of `source` in the place of the journal at `path`, which must be closed. What was there is kept in
 * the backup folder as a `replaced` file, whatever its state. Throws before anything is changed when the source is damaged,
 * newer, or no journal (the reason is in the error), and `store-locked` while another process has the journal open.
 * @returns where the replaced file is; null when there was none
 */
export function restore(path: string, source: string, folder: string, at: number, owner: string): string | null {
  if (!existsSync(source)) throw new StoreError('store-missing', `There is no file at ${source}.`);
  mkdirSync(dirname(path), { recursive: true });
  const lock = takeWriterLock(lockPath(path), owner);
  const incoming = `${path}.incoming`;
  try {
    removeDatabase(incoming);
    copyFileSync(source, incoming);
    // A copy of a journal that was not closed has its last entries beside it.
    if (existsSync(`${source}-wal`)) copyFileSync(`${source}-wal`, `${incoming}-wal`);
    verifyFile(incoming);
    syncFile(incoming);
    const aside = existsSync(path) ? putAside(path, folder, at) : null;
    replaceFile(incoming, path);
    return aside;
  } catch (error) {
    removeDatabase(incoming);
    throw asStoreError(error);
  } finally {
    lock.release();
  }
}

function putAside(path: string, folder: string, at: number): string {
  mkdirSync(folder, { recursive: true });
  const aside = join(folder, backupName('replaced', at));
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
  return basename(nameOrPath) === nameOrPath && readName(nameOrPath) !== null ? join(folder, nameOrPath) : nameOrPath;
}
