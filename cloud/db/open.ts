/** From a configuration to an open, migrated, checked database. */
import { dirname, join } from 'node:path';
import pg from 'pg';
import { ConfigError } from '../config.ts';
import type { Config } from '../config.ts';
import type { Secrets } from '../secrets.ts';
import { assertCatalogueIsSafe } from './catalogue.ts';
import { connect } from './connect.ts';
import type { Database, PoolSizes } from './connect.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import type { EmbeddedPostgres } from './embedded.ts';
import { migrate } from './migrate.ts';
import { ensureRoles } from './roles.ts';

const DATABASE_NAME = 'holdfast';

/** The database of a running service. */
export interface OpenDatabase {
  readonly database: Database;
  /** Administrative address, for backups and the restore drill only. */
  readonly adminUrl: string;
  readonly embedded: EmbeddedPostgres | null;
  close(): Promise<void>;
}

async function createDatabaseOnce(embedded: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: embedded.url('postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}

/** Roles and migrations over one administrative connection, which is closed before the service serves anything. */
export async function prepareDatabase(adminUrl: string, secrets: Secrets): Promise<string[]> {
  const admin = new pg.Client({ connectionString: adminUrl });
  try {
    await admin.connect();
  } catch (error) {
    throw new ConfigError(`The database cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    await ensureRoles(admin, secrets);
    return await migrate(admin);
  } finally {
    await admin.end();
  }
}

/**
 * Starts the embedded PostgreSQL or reaches the configured one, migrates as the owner, connects as the login roles
 * and walks the catalogue.
 * @throws when the catalogue is unsafe, the schema is newer, or the database cannot be reached
 */
export async function openDatabase(config: Config, secrets: Secrets, sizes?: PoolSizes): Promise<OpenDatabase> {
  let embedded: EmbeddedPostgres | null = null;
  let database: Database | null = null;
  try {
    if (config.databaseUrl === null) {
      embedded = await startEmbeddedPostgres({
        folder: join(config.dataFolder, 'postgres'),
        ownFolder: dirname(config.dataFolder),
        password: secrets.derive('embedded-database'),
      });
      await createDatabaseOnce(embedded);
    }
    const adminUrl = config.databaseUrl ?? embedded?.url(DATABASE_NAME);
    if (adminUrl === undefined) throw new Error('no database address');
    await prepareDatabase(adminUrl, secrets);
    database = connect(adminUrl, secrets, sizes);
    await assertCatalogueIsSafe(database.appPool);
    const opened = database;
    return {
      database: opened,
      adminUrl,
      embedded,
      async close() {
        await opened.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await database?.close();
    await embedded?.stop();
    throw error;
  }
}
