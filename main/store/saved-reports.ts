/** Reports that the trader keeps. They are words about the journal, not part of its record: they may be replaced and deleted. */
import { query, type Executor } from './executor.ts';

export type SavedReportKind = 'replay' | 'review';

export interface SavedReportHead {
  readonly id: string;
  readonly name: string;
  readonly savedAt: number;
}

export interface SavedReport extends SavedReportHead {
  readonly accountId: string;
  readonly kind: SavedReportKind;
  /** JSON, in the shape that its writer gave it. */
  readonly content: string;
}

/** Writes it, in the place of an older one with the same id. */
export function saveReport(db: Executor, report: SavedReport): void {
  const values = { account_id: report.accountId, kind: report.kind, name: report.name, content: report.content, saved_at: report.savedAt };
  db.run(query.insertInto('saved_reports').values({ id: report.id, ...values }).onConflict((conflict) => conflict.column('id').doUpdateSet(values)));
}

export function findReport(db: Executor, id: string): SavedReport | null {
  const row = db.first(query.selectFrom('saved_reports').selectAll().where('id', '=', id));
  return row === undefined ? null : { id: row.id, accountId: row.account_id, kind: row.kind, name: row.name, content: row.content, savedAt: row.saved_at };
}

/** Newest first. */
export function listReports(db: Executor, accountId: string, kind: SavedReportKind): SavedReportHead[] {
  return db
    .all(query.selectFrom('saved_reports').select(['id', 'name', 'saved_at']).where('account_id', '=', accountId).where('kind', '=', kind).orderBy('saved_at', 'desc').orderBy('id'))
    .map((row) => ({ id: row.id, name: row.name, savedAt: row.saved_at }));
}

/** @returns whether there was one */
export function deleteReport(db: Executor, id: string): boolean {
  return db.run(query.deleteFrom('saved_reports').where('id', '=', id)) > 0;
}
