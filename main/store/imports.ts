/** What was imported when, and what was refused. */
import { query, type Executor } from './executor.ts';

export interface ImportRecord {
  readonly id: number;
  readonly accountId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly format: string;
  readonly zone: string | null;
  readonly fills: number;
  readonly newFills: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly at: number;
  readonly undoneAt: number | null;
}

/** @returns the import's number */
export function insertImport(db: Executor, record: Omit<ImportRecord, 'id' | 'undoneAt'>): number {
  const added = db.first(
    query.insertInto('imports')
      .values({
        account_id: record.accountId, file_name: record.fileName, file_hash: record.fileHash, format: record.format, zone: record.zone, fills: record.fills, new_fills: record.newFills,
        duplicates: record.duplicates, rejected: record.rejected, at: record.at, undone_at: null,
      })
      .returning('id'),
  );
  if (added === undefined) throw new Error('the import was not stored');
  return added.id;
}

export function findImport(db: Executor, id: number): ImportRecord | null {
  return db.all(query.selectFrom('imports').selectAll().where('id', '=', id)).map(toRecord)[0] ?? null;
}

/** Newest first; without an account, of all of them. */
export function listImports(db: Executor, accountId: string | null, limit = 1_000_000): ImportRecord[] {
  const all = query.selectFrom('imports').selectAll().orderBy('id', 'desc').limit(limit);
  return db.all(accountId === null ? all : all.where('account_id', '=', accountId)).map(toRecord);
}

function toRecord(row: { id: number; account_id: string; file_name: string; file_hash: string; format: string; zone: string | null; fills: number; new_fills: number; duplicates: number; rejected: number; at: number; undone_at: number | null }): ImportRecord {
  return {
    id: row.id, accountId: row.account_id, fileName: row.file_name, fileHash: row.file_hash, format: row.format, zone: row.zone, fills: row.fills, newFills: row.new_fills,
    duplicates: row.duplicates, rejected: row.rejected, at: row.at, undoneAt: row.undone_at,
  };
}

export function markUndone(db: Executor, id: number, at: number): void {
  db.run(query.updateTable('imports').set({ undone_at: at }).where('id', '=', id));
}

export interface Rejection {
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
}

export function insertRejections(db: Executor, importId: number, rejections: readonly Rejection[]): void {
  const insert = db.prepare(query.insertInto('import_rejections').values({ import_id: 0, line: 0, reason: '', raw: '' }));
  for (const { line, reason, raw } of rejections) insert([importId, line, reason, raw]);
}

export function rejectionsOf(db: Executor, importId: number): Rejection[] {
  return db.all(query.selectFrom('import_rejections').select(['line', 'reason', 'raw']).where('import_id', '=', importId).orderBy('line'));
}
