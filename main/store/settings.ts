/** Settings: one JSON value a key. */
import { query, readJson, type Executor } from './executor.ts';

export function readSettings(db: Executor): ReadonlyMap<string, unknown> {
  return new Map(db.all(query.selectFrom('settings').selectAll()).map((row) => [row.key, readJson<unknown>(row.value_json)]));
}

export function writeSetting(db: Executor, key: string, value: unknown): void {
  const values = { value_json: JSON.stringify(value) };
  db.run(query.insertInto('settings').values({ key, ...values }).onConflict((conflict) => conflict.column('key').doUpdateSet(values)));
}
