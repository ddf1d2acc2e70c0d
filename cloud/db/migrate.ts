/** Numbered, frozen migrations, each in one transaction, run as the owner role under an advisory lock. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { foundation } from './migrations/0001-foundation.ts';
import { licenceFacts } from './migrations/0002-licence-facts.ts';
import { acceptanceDevice } from './migrations/0003-acceptance-device.ts';
import { licenceFactsLine } from './migrations/0004-licence-facts-line.ts';
import { OWNER_ROLE } from './roles.ts';

/** One step of the schema. `sql` never changes once released: a test holds its digest. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [foundation, licenceFacts, acceptanceDevice, licenceFactsLine];

const MIGRATION_LOCK = 4_310_002;

/** Raised when the database was made by a newer or a different version of the service. */
class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export function migrationDigest(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/**
 * Brings the schema to the newest version; two services starting at once are serialised.
 * @param admin an administrative connection that may become the owner role
 * @returns the names of the migrations applied now
 * @throws {MigrationError} when the database is newer than this service, or an applied migration differs
 */
export async function migrate(admin: pg.Client, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  await admin.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    const database = await admin.query<{ name: string }>('select current_database() as name');
    await admin.query(`grant create on database ${pg.escapeIdentifier(database.rows[0]?.name ?? '')} to ${OWNER_ROLE}`);
    await admin.query(`set role ${OWNER_ROLE}`);
    await admin.query('create schema if not exists platform');
    await admin.query(`create table if not exists platform.migration (
      id integer primary key, name text not null, digest text not null, applied_at timestamptz not null default now())`);
    const applied = await admin.query<{ id: number; digest: string }>('select id, digest from platform.migration order by id');
    for (const row of applied.rows) {
      const known = migrations.find((one) => one.id === row.id);
      if (known === undefined) {
        throw new MigrationError(`The database has migration ${row.id}, which this version does not know. Start the newer version.`);
      }
      if (migrationDigest(known) !== row.digest) throw new MigrationError(`Migration ${row.id} was changed after it was applied.`);
    }
    const done = new Set(applied.rows.map((row) => row.id));
    const names: string[] = [];
    for (const migration of migrations) {
      if (done.has(migration.id)) continue;
      await admin.query('begin');
      try {
        await admin.query(migration.sql);
        await admin.query('insert into platform.migration (id, name, digest) values ($1, $2, $3)', [
          migration.id,
          migration.name,
          migrationDigest(migration),
        ]);
        await admin.query('commit');
      } catch (error) {
        await admin.query('rollback');
        throw error;
      }
      names.push(migration.name);
    }
    return names;
  } finally {
    await admin.query('reset role');
    await admin.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}
