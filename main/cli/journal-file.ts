/** The journal as the commands open it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemTime, TrustedClock } from '../clock.ts';
import { dataFiles } from '../data-folder.ts';
import { detectEncoding } from '../imports/text/encoding.ts';
import { Journal } from '../journal/journal.ts';
import type { Executor } from '../store/executor.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { ProblemError } from './command.ts';

export const OWNER = 'desk';

export function journalPath(data: string): string {
  return join(data, dataFiles.journal);
}

/** Runs `work` on the journal as it is at one moment, also while the app writes it. */
export function reading<T>(data: string, work: (db: Executor) => T): T {
  const store = openStore({ path: journalPath(data), mode: 'read', owner: OWNER });
  try {
    return store.snapshot(work);
  } finally {
    store.close();
  }
}

/** For work that takes its time, and may see what is written meanwhile. */
export async function readingLater<T>(data: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore({ path: journalPath(data), mode: 'read', owner: OWNER });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** Runs `work` on the journal with the right to change it; a problem while the app is running. */
export function writing<T>(data: string, work: (journal: Journal) => T): T {
  const journal = new Journal({ folder: data, profile: 'real', clock: new TrustedClock(systemTime), owner: OWNER });
  try {
    return work(journal);
  } finally {
    journal.close();
  }
}

/** The same for work that takes its time. */
export async function writingLater<T>(data: string, work: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = new Journal({ folder: data, profile: 'real', clock: new TrustedClock(systemTime), owner: OWNER });
  try {
    return await work(journal);
  } finally {
    journal.close();
  }
}

/** Text as editors and shells write it: a byte-order mark says how and is no part of it, and Windows’ `>` writes UTF-16. */
export function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    return new TextDecoder(detectEncoding(bytes)).decode(bytes);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What reading a file that was named failed with. */
export function unreadable(path: string, error: unknown): ProblemError {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new ProblemError('not-found', `There is no file ${path}.`);
  return new ProblemError('not-found', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}
