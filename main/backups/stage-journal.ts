/**
 * Makes a journal ready to take the place of the present one, from whatever a trader keeps: a backup, an encrypted backup, an
 * export as JSON, the folder of an export as CSV. What it is shows in what it begins with, not in its name.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stageCopy, stageInPlace } from '../store/backup.ts';
import { removeDatabase } from '../store/files.ts';
import { contentsOfFile, type JournalContents } from '../store/journal-contents.ts';
import { StoreError } from '../store/errors.ts';
import { copyUnlocked, isAgeFile } from './age-file.ts';
import type { Checkpoint } from './checkpoint.ts';
import { MANIFEST } from './export-format.ts';
import { readCsvExport, readJsonExport } from './read-export.ts';

export type SourceKind = 'backup' | 'encrypted-backup' | 'json-export' | 'csv-export';

export interface Staged extends JournalContents {
  readonly kind: SourceKind;
  /** Of the layout that it was written in. */
  readonly layout: number;
  /** Size of what was read, in bytes. */
  readonly bytes: number;
}

/**
 * Leaves the journal of `source` in the file `incoming`: verified, and of the layout of this build. Throws JournalError or
 * StoreError with the reason, and leaves nothing there then: `store-missing`, `store-damaged`, `store-newer`, `store-foreign`,
 * and `refused` (field `passphrase`) for one that is missing or does not fit.
 */
export async function stageJournal(source: string, incoming: string, passphrase: string | null, checkpoint: Checkpoint): Promise<Staged> {
  const kind = await kindOf(source);
  removeDatabase(incoming);
  try {
    const layout = await stage(kind, source, incoming, passphrase, checkpoint);
    return { kind, layout, bytes: sizeOf(kind, source), ...contentsOfFile(incoming) };
  } catch (error) {
    removeDatabase(incoming);
    throw error;
  }
}

async function stage(kind: SourceKind, source: string, incoming: string, passphrase: string | null, checkpoint: Checkpoint): Promise<number> {
  switch (kind) {
    case 'backup':
      return stageCopy(source, incoming).version;
    case 'encrypted-backup': {
      const bytes = statSync(source).size;
      await copyUnlocked(source, incoming, passphrase, (done) => checkpoint(done, bytes));
      return stageInPlace(incoming).version;
    }
    case 'json-export':
    case 'csv-export': {
      const { layout, log } = await (kind === 'json-export' ? readJsonExport : readCsvExport)(source, incoming, checkpoint);
      stageInPlace(incoming);
      if (contentsOfFile(incoming).events !== log.seq) throw new StoreError('store-damaged', 'This export is damaged: its decision log does not end where it says.');
      return layout;
    }
  }
}

/** Throws StoreError `store-missing`, `store-foreign`, `store-damaged`. */
async function kindOf(source: string): Promise<SourceKind> {
  if (!existsSync(source)) throw new StoreError('store-missing', `There is nothing at ${source}.`);
  if (statSync(source).isDirectory()) {
    if (existsSync(join(source, MANIFEST))) return 'csv-export';
    throw new StoreError('store-foreign', `This folder is no export of a journal: it has no ${MANIFEST}.`);
  }
  if (isAgeFile(source)) return 'encrypted-backup';
  const file = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    if (head.startsWith('{"format":"holdfast-journal"')) return 'json-export';
    if (head.startsWith('SQLite format 3\0')) return 'backup';
    throw new StoreError('store-damaged', `${basename(source)} is no backup and no export of a journal, or its beginning is damaged.`);
  } finally {
    await file.close();
  }
}

function sizeOf(kind: SourceKind, source: string): number {
  if (kind !== 'csv-export') return statSync(source).size;
  const { tables } = JSON.parse(readFileSync(join(source, MANIFEST), 'utf8')) as { readonly tables: readonly { readonly file: string }[] };
  return tables.reduce((sum, { file }) => sum + statSync(join(source, file)).size, 0);
}
