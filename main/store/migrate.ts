/** Brings a file to the version of this build: one transaction a migration, after a copy of the file was put aside. */
import type Database from 'better-sqlite3';
import { StoreError } from './errors.ts';
import type { Migration } from './migrations/index.ts';

/** "HOLD": tells a journal from any other SQLite file. */
export const APPLICATION_ID = 0x484f4c44;

export function fileVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Refuses a file that is not a journal (`store-foreign`) or that a later version wrote (`store-newer`).
 * @returns the file's version; 0 is a new, empty file.
 */
export function checkIdentity(db: Database.Database, latest: number): number {
  const application = db.pragma('application_id', { simple: true }) as number;
  const version = fileVersion(db);
  if (application !== APPLICATION_ID) {
    const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (application !== 0 || version !== 0 || tables.n !== 0) {
      throw new StoreError('store-foreign', 'This file is a database of another program, not a journal of Holdfast.');
    }
    return 0;
  }
  if (version > latest) {
    throw new StoreError('store-newer', `A newer Holdfast wrote this journal (layout ${version}; this one reads up to ${latest}). Update Holdfast to open it.`);
  }
  return version;
}

/** Runs what is missing. `keepCopy` is called once before the first change to a file that holds data. */
export function migrate(db: Database.Database, migrations: readonly Migration[], keepCopy: (fromVersion: number) => void): void {
  const from = checkIdentity(db, migrations.at(-1)?.version ?? 0);
  const missing = migrations.filter((migration) => migration.version > from);
  if (missing.length === 0) return;
  if (from > 0) keepCopy(from);
  for (const migration of missing) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(migration.sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${migration.version}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
}
