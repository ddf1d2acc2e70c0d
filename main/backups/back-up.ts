/**
 * One backup from beginning to end: the journal is copied on this computer while it goes on being used, the copy is opened and
 * checked, taken to the folder of the trader's choice, locked if it is to be, and read back from there. Only then it gets its name.
 */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { JournalError } from '../journal/errors.ts';
import { backupName, backUpTo, hasDaily, journalIdentity, listBackups, rotate, type BackupKind } from '../store/backup.ts';
import { listAccounts } from '../store/accounts.ts';
import { removeDatabase, syncFolder } from '../store/files.ts';
import { openStore } from '../store/open-store.ts';
import { copyLocked, hashUnlocked } from './age-file.ts';
import type { Checkpoint } from './checkpoint.ts';

export interface BackUpOrder {
  /** Path of the journal. */
  readonly journal: string;
  /** A folder of this computer for the unlocked copy on its way. */
  readonly scratch: string;
  readonly folder: BackupFolder;
  readonly kind: Extract<BackupKind, 'manual' | 'daily'>;
  readonly at: number;
  /** Null writes a plain copy. */
  readonly passphrase: string | null;
}

export interface BackupFolder {
  readonly path: string;
  /** A folder of the trader's choice is not made: where it is gone, the disk it belongs to is not there. */
  readonly make: boolean;
}

export interface MadeBackup {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly events: number;
}

/**
 * A daily backup also rotates the older ones, and is none when the journal has its copy of the day or has no account yet.
 * Throws JournalError `unavailable` (field `folder`) when the folder cannot be reached, and what reading and checking the
 * journal throws.
 */
export async function backUp({ journal, scratch, folder, kind, at, passphrase }: BackUpOrder, checkpoint: Checkpoint): Promise<MadeBackup | null> {
  reach(folder);
  mkdirSync(scratch, { recursive: true });
  const local = join(scratch, `making-${kind}.db`);
  removeDatabase(local);
  let partial: string | null = null;
  const store = openStore({ path: journal, mode: 'read', owner: 'backup' });
  try {
    const identity = journalIdentity(store);
    if (kind === 'daily' && (listAccounts(store).length === 0 || hasDaily(listBackups(folder.path), identity, at))) return null;
    const { events, bytes } = await backUpTo(store, local);
    const name = backupName({ kind, at, journal: identity, encrypted: passphrase !== null });
    const path = join(folder.path, name);
    partial = `${path}.partial`;
    sweep(folder.path, identity);
    const written = await copyLocked(local, partial, passphrase, (done) => checkpoint(done, bytes * 2));
    const read = await hashUnlocked(partial, passphrase, (done) => checkpoint(bytes + done, bytes * 2));
    if (read !== written) throw new JournalError('unavailable', `What was written to ${folder.path} is not what can be read from it. Choose another folder for backups.`, { field: 'folder', retry: true });
    renameSync(partial, path);
    syncFolder(folder.path);
    if (kind === 'daily') rotate(folder.path, { name, journal: identity }, folder.make);
    return { name, path, bytes: statSync(path).size, events };
  } catch (error) {
    if (partial !== null) rmSync(partial, { force: true });
    throw asFolderProblem(error, folder.path);
  } finally {
    store.close();
    removeDatabase(local);
  }
}

/** Removes what an interrupted backup of this journal left in the folder. */
function sweep(folder: string, identity: string | null): void {
  for (const name of readdirSync(folder)) if (/^journal-.*\.partial$/.test(name) && (identity === null || name.includes(identity))) rmSync(join(folder, name), { force: true });
}

/** Throws JournalError when nothing can be written there. */
export function reach({ path, make }: BackupFolder): void {
  try {
    if (make) mkdirSync(path, { recursive: true });
    if (!existsSync(path)) throw new JournalError('unavailable', `The backup folder ${path} is not there. Connect its disk, or choose another folder.`, { field: 'folder', retry: true });
    if (!statSync(path).isDirectory()) throw new JournalError('unavailable', `${path} is no folder. Choose another one for backups.`, { field: 'folder', retry: true });
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw asFolderProblem(error, path);
  }
}

/** What the operating system says of a folder, in words that help. */
function asFolderProblem(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const said = FOLDER_PROBLEMS[code];
  return said === undefined ? error : new JournalError(code === 'ENOSPC' || code === 'EDQUOT' ? 'store-full' : 'unavailable', `The backup folder ${folder} ${said}`, { field: 'folder', retry: true, cause: error });
}

const FOLDER_PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written. Allow Holdfast to write there, or choose another folder.',
  EPERM: 'cannot be written. Allow Holdfast to write there, or choose another folder.',
  EROFS: 'cannot be written. Choose another folder.',
  ENOENT: 'is not there any more. Connect its disk, or choose another folder.',
  ENOTDIR: 'is no folder. Choose another one.',
  ENOSPC: 'has no room left. Free some space, or choose another folder.',
  EDQUOT: 'has no room left. Free some space, or choose another folder.',
  EIO: 'cannot be reached: its disk or network reports an error. It is tried again.',
  ENXIO: 'cannot be reached: its disk or network reports an error. It is tried again.',
  ETIMEDOUT: 'cannot be reached: its network does not answer. It is tried again.',
  EHOSTDOWN: 'cannot be reached: its network does not answer. It is tried again.',
  ENETUNREACH: 'cannot be reached: its network does not answer. It is tried again.',
  ESTALE: 'cannot be reached: its network connection was lost. It is tried again.',
};
