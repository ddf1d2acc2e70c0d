/** Tags and mistakes: the trader's own names, and the trades and days they are on. */
import { sql } from 'kysely';
import { query, type Executor } from './executor.ts';
import type { SubjectKey } from './subjects.ts';
import type { LabelRow } from './tables.ts';

export interface Label {
  readonly id: string;
  readonly kind: 'tag' | 'mistake';
  readonly name: string;
}

/** Two names that differ in case or in how their accents are written are one name. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

export function insertLabel(db: Executor, label: Label, at: number): void {
  db.run(query.insertInto('labels').values({ ...label, folded: foldName(label.name), created_at: at }));
}

export function labelNamed(db: Executor, kind: Label['kind'], name: string): Label | null {
  return toLabel(db.first(query.selectFrom('labels').selectAll().where('kind', '=', kind).where('folded', '=', foldName(name))));
}

export function findLabel(db: Executor, id: string): Label | null {
  return toLabel(db.first(query.selectFrom('labels').selectAll().where('id', '=', id)));
}

export function renameLabel(db: Executor, id: string, name: string): void {
  db.run(query.updateTable('labels').set({ name, folded: foldName(name) }).where('id', '=', id));
}

/** Takes a name off everything it is on, and away. */
export function deleteLabel(db: Executor, id: string): void {
  db.run(query.deleteFrom('label_uses').where('label_id', '=', id));
  db.run(query.deleteFrom('labels').where('id', '=', id));
}

/** By kind and name. */
export function listLabels(db: Executor): (Label & { readonly uses: number })[] {
  return db
    .all(
      query
        .selectFrom('labels')
        .selectAll()
        .select((row) => row.selectFrom('label_uses').select((use) => use.fn.countAll<number>().as('n')).whereRef('label_uses.label_id', '=', 'labels.id').as('uses'))
        .orderBy('kind', 'desc')
        .orderBy('folded'),
    )
    .map(({ id, kind, name, uses }) => ({ id, kind, name, uses: uses ?? 0 }));
}

export function putLabel(db: Executor, labelId: string, { accountId, subject, subjectId }: SubjectKey, at: number): void {
  db.run(query.insertInto('label_uses').values({ label_id: labelId, account_id: accountId, subject, subject_id: subjectId, at }).onConflict((conflict) => conflict.doNothing()));
}

export function takeLabel(db: Executor, labelId: string, { accountId, subject, subjectId }: SubjectKey): void {
  db.run(query.deleteFrom('label_uses').where('label_id', '=', labelId).where('account_id', '=', accountId).where('subject', '=', subject).where('subject_id', '=', subjectId));
}

/** Labels by subject id, tags before mistakes. */
export function labelsOf(db: Executor, accountId: string, subject: SubjectKey['subject'], subjectIds: readonly string[]): Map<string, Label[]> {
  const found = new Map<string, Label[]>();
  if (subjectIds.length === 0) return found;
  const rows = db.all(
    query
      .selectFrom('label_uses')
      .innerJoin('labels', 'labels.id', 'label_uses.label_id')
      .select(['label_uses.subject_id', 'labels.id', 'labels.kind', 'labels.name'])
      .where('account_id', '=', accountId)
      .where('subject', '=', subject)
      .where('subject_id', 'in', among(subjectIds))
      .orderBy('labels.kind', 'desc')
      .orderBy('labels.folded'),
  );
  for (const { subject_id: subjectId, id, kind, name } of rows) {
    const list = found.get(subjectId);
    if (list === undefined) found.set(subjectId, [{ id, kind, name }]);
    else list.push({ id, kind, name });
  }
  return found;
}

/** A list of any length as one parameter: one statement for all of them. */
export function among(values: readonly string[]) {
  return sql<string>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

function toLabel(row: LabelRow | undefined): Label | null {
  return row === undefined ? null : { id: row.id, kind: row.kind, name: row.name };
}
