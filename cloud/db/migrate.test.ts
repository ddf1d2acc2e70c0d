/** Migrations: frozen, repeatable, refused when the database is newer; and the sign-in library finds its tables in them. */
import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSignInLibrary } from '../auth/library.ts';
import { startTestCluster, withAdmin } from '../testing/harness.ts';
import type { TestCluster } from '../testing/harness.ts';
import { migrate, migrationDigest, MIGRATIONS } from './migrate.ts';
import { prepareDatabase } from './open.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(async () => cluster.stop());

async function emptyDatabase(name: string): Promise<string> {
  await withAdmin(cluster.postgres.url('postgres'), (client) => client.query(`create database ${name}`));
  return cluster.postgres.url(name);
}

describe('migrations', () => {
  test('applied once, then nothing', async () => {
    const url = await emptyDatabase('twice');
    expect(await prepareDatabase(url, cluster.secrets)).toEqual(MIGRATIONS.map((one) => one.name));
    expect(await prepareDatabase(url, cluster.secrets)).toEqual([]);
  });

  test('two services that start at once migrate once', async () => {
    const url = await emptyDatabase('together');
    const applied = await Promise.all([0, 1, 2].map(() => withAdmin(url, (client) => migrate(client))));
    expect(applied.flat()).toEqual(MIGRATIONS.map((one) => one.name));
  });

  test('a failing migration leaves nothing behind', async () => {
    const url = await emptyDatabase('broken');
    const broken = { id: MIGRATIONS.length + 1, name: 'broken', sql: 'create table app.half (tenant_id uuid); select 1 / 0' };
    await expect(withAdmin(url, (client) => migrate(client, [...MIGRATIONS, broken]))).rejects.toThrow('division by zero');
    const found = await withAdmin(url, (client) => client.query("select to_regclass('app.half') as half, (select max(id) from platform.migration) as last"));
    expect(found.rows[0]).toEqual({ half: null, last: MIGRATIONS.length });
  });

  test('a newer database is refused', async () => {
    const url = await emptyDatabase('newer');
    await withAdmin(url, (client) => migrate(client));
    await withAdmin(url, (client) => client.query("insert into platform.migration (id, name, digest) values (99, 'future', 'x')"));
    await expect(withAdmin(url, (client) => migrate(client))).rejects.toThrow('Start the newer version');
  });

  test('a changed migration is refused', async () => {
    const url = await emptyDatabase('changed');
    await withAdmin(url, (client) => migrate(client));
    const [first, ...rest] = MIGRATIONS;
    const changed = [{ id: 1, name: 'foundation', sql: `${first?.sql ?? ''} -- changed` }, ...rest];
    await expect(withAdmin(url, (client) => migrate(client, changed))).rejects.toThrow('was changed');
  });

  test('released migrations are frozen', () => {
    expect(MIGRATIONS.map((one) => [one.id, one.name, migrationDigest(one)])).toEqual([
      [1, 'foundation', 'ea28a491ff317894290816ad81f854eba68d299adf6d291e052790acd10289e4'],
      [2, 'licence-facts', '3595f3d77fa9bcd3a58e857cfdc7b784edaffd79b3c827280b3fd65367d78752'],
      [3, 'acceptance-device', '9dfb11e9e1b2514d822c8ec2b9946f55bf54701d8977e026cd6f5eb6ef5e9e7b'],
      [4, 'licence-facts-line', '23d59c2513216bd6f0101e622c8dd57aea4b6a6ddaa37ef7c17a9d9d52244e1f'],
    ]);
  });

  test('the sign-in library needs no table or column that is not there', async () => {
    const { database } = await cluster.createDatabase();
    const library = createSignInLibrary({ pool: database.authPool, secrets: cluster.secrets, production: false, publicUrl: null });
    const { toBeAdded, toBeCreated } = await getMigrations(library.options);
    expect({ toBeAdded, toBeCreated }).toEqual({ toBeAdded: [], toBeCreated: [] });
  });
});
