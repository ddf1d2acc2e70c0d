/** The playbook: setups with their words. Tickets and trades name a setup; it answers to every name it has or had. */
import { query, readJson, type Executor } from './executor.ts';
import { foldName } from './labels.ts';
import type { SetupRow } from './tables.ts';

export interface SetupWords {
  readonly name: string;
  readonly description: string;
  readonly criteria: readonly string[];
  readonly example: string;
}

export interface Setup extends SetupWords {
  readonly id: string;
  readonly formerNames: readonly string[];
  readonly retired: boolean;
}

/** Writes a setup, new or changed. Its former name stays its own. */
export function saveSetup(db: Executor, id: string, words: SetupWords, at: number): void {
  const values = { name: words.name, description: words.description, criteria_json: JSON.stringify(words.criteria), example: words.example, changed_at: at };
  db.run(query.insertInto('setups').values({ id, ...values, retired: 0, created_at: at }).onConflict((conflict) => conflict.column('id').doUpdateSet(values)));
  db.run(
    query.insertInto('setup_names').values({ folded: foldName(words.name), name: words.name, setup_id: id })
      .onConflict((conflict) => conflict.column('folded').doUpdateSet({ name: words.name })),
  );
}

export function retireSetup(db: Executor, id: string, retired: boolean, at: number): void {
  db.run(query.updateTable('setups').set({ retired: retired ? 1 : 0, changed_at: at }).where('id', '=', id));
}

export function findSetup(db: Executor, id: string): Setup | null {
  return toSetups(db, db.all(query.selectFrom('setups').selectAll().where('id', '=', id)))[0] ?? null;
}

export function setupNamed(db: Executor, name: string): Setup | null {
  const row = db.first(query.selectFrom('setup_names').select('setup_id').where('folded', '=', foldName(name)));
  return row === undefined ? null : findSetup(db, row.setup_id);
}

/** By name. */
export function listSetups(db: Executor): Setup[] {
  return toSetups(db, db.all(query.selectFrom('setups').selectAll())).toSorted((a, b) => (foldName(a.name) < foldName(b.name) ? -1 : 1));
}

function toSetups(db: Executor, rows: readonly SetupRow[]): Setup[] {
  if (rows.length === 0) return [];
  const names = db.all(query.selectFrom('setup_names').selectAll().orderBy('folded'));
  return rows.map((row) => ({
    id: row.id, name: row.name, description: row.description, criteria: readJson<string[]>(row.criteria_json), example: row.example, retired: row.retired === 1,
    formerNames: names.filter(({ setup_id: id, folded }) => id === row.id && folded !== foldName(row.name)).map(({ name }) => name),
  }));
}
