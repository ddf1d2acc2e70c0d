/** Writes the whole journal as JSON or as CSV, row by row, from one moment of the file. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JournalError } from '../journal/errors.ts';
import { syncFile, syncFolder } from '../store/files.ts';
import { withWholeJournal, type Table, type WholeJournal } from '../store/whole-journal.ts';
import type { Checkpoint } from './checkpoint.ts';
import { EXPORT_FORMAT, EXPORT_VERSION, MANIFEST, toCsvField, toJsonValue } from './export-format.ts';
import { HashedFile } from './hashed-file.ts';

export type ExportForm = 'json' | 'csv';

export interface ExportOrder {
  readonly journal: string;
  /** The file of the JSON form, the folder of the CSV form; must not be there yet. */
  readonly target: string;
  readonly form: ExportForm;
  readonly at: number;
}

export interface Exported {
  readonly path: string;
  readonly tables: number;
  readonly rows: number;
  readonly events: number;
  readonly bytes: number;
}

/** Rows between two checkpoints. */
const STRIDE = 2_000;

/**
 * The target gets its name when it is whole. Throws JournalError `conflict` when there is something of that name, StoreError when
 * the journal cannot be read or is not sound, and what the checkpoint throws; nothing is left behind then.
 */
export async function exportJournal({ journal, target, form, at }: ExportOrder, checkpoint: Checkpoint): Promise<Exported> {
  if (existsSync(target)) throw new JournalError('conflict', `There is something at ${target} already. Choose another name.`, { field: 'target' });
  const partial = `${target}.partial`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    rmSync(partial, { recursive: true, force: true });
    const exported = await withWholeJournal(journal, async (whole) => {
      const rows = whole.tables.reduce((sum, table) => sum + table.rows, 0);
      const bytes = (form === 'json' ? writeJson : writeCsv)(whole, partial, at, counted(rows, checkpoint));
      return { path: target, tables: whole.tables.length, rows, events: whole.log.seq, bytes };
    });
    renameSync(partial, target);
    syncFolder(dirname(target));
    return exported;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

function counted(total: number, checkpoint: Checkpoint): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (done % STRIDE === 0) checkpoint(done, total);
  };
}

function headOf(whole: WholeJournal, at: number): object {
  return { format: EXPORT_FORMAT, version: EXPORT_VERSION, layout: whole.layout, exportedAt: new Date(at).toISOString(), log: whole.log };
}

/** One valid JSON document in which each row has a line of its own, so that it can be read back line by line. */
function writeJson(whole: WholeJournal, path: string, at: number, step: () => void): number {
  const file = new HashedFile(path);
  try {
    file.write(`${opened(headOf(whole, at), 'tables')}\n`);
    whole.tables.forEach((table, index) => {
      file.write(`${opened(described(table), 'values')}\n`);
      let first = true;
      for (const row of whole.rows(table)) {
        file.write(`${first ? '' : ',\n'}${JSON.stringify(row.map(toJsonValue))}`);
        first = false;
        step();
      }
      file.write(`${first ? '' : '\n'}]}${index < whole.tables.length - 1 ? ',' : ''}\n`);
    });
    const sha256 = file.hash();
    file.write(`],"sha256":"${sha256}"}\n`);
    file.close();
    return file.bytes;
  } catch (error) {
    file.abandon();
    throw error;
  }
}

/** An object's JSON that ends in an array left open. */
function opened(object: object, array: string): string {
  return `${JSON.stringify(object).slice(0, -1)},"${array}":[`;
}

function described({ name, columns, rows }: Table): object {
  return { name, columns: columns.map((column) => column.name), rows };
}

/** One file a table, with the names of the columns in its first line. */
function writeCsv(whole: WholeJournal, folder: string, at: number, step: () => void): number {
  mkdirSync(folder);
  let bytes = 0;
  const tables = whole.tables.map((table) => {
    const name = `${table.name}.csv`;
    const file = new HashedFile(join(folder, name));
    try {
      file.write(`${table.columns.map((column) => column.name).join(',')}\r\n`);
      for (const row of whole.rows(table)) {
        file.write(`${row.map((value, index) => toCsvField(value, table.columns[index]?.type ?? 'ANY')).join(',')}\r\n`);
        step();
      }
      const sha256 = file.hash();
      file.close();
      bytes += file.bytes;
      return { ...described(table), file: name, sha256 };
    } catch (error) {
      file.abandon();
      throw error;
    }
  });
  const path = join(folder, MANIFEST);
  writeFileSync(path, `${JSON.stringify({ ...headOf(whole, at), tables }, null, 2)}\n`, { mode: 0o600 });
  syncFile(path);
  syncFolder(folder);
  return bytes;
}
