/** The walk finds nothing in the shipped schema, and names every planted mistake. */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCluster, withAdmin } from '../testing/harness.ts';
import type { TestCluster } from '../testing/harness.ts';
import { assertCatalogueIsSafe, walkCatalogue } from './catalogue.ts';

let cluster: TestCluster;
let adminUrl: string;

beforeAll(async () => {
  cluster = await startTestCluster();
  ({ adminUrl } = await cluster.createDatabase());
});
afterAll(async () => cluster.stop());

/** Plants a mistake in a transaction, walks, and takes it back. */
async function plant(sql: string): Promise<string[]> {
  return withAdmin(adminUrl, async (client: pg.Client) => {
    await client.query('begin');
    try {
      await client.query(sql);
      const findings = await walkCatalogue(client);
      await expect(assertCatalogueIsSafe(client)).rejects.toThrow('does not start');
      return findings.map((finding) => `${finding.rule} ${finding.object}`);
    } finally {
      await client.query('rollback');
    }
  });
}

const GOOD_TABLE = `create table app.planted (tenant_id uuid not null references app.tenant (tenant_id), id uuid, primary key (tenant_id, id));
  alter table app.planted enable row level security; alter table app.planted force row level security;
  create policy tenant_rows on app.planted for all to holdfast_app
    using (tenant_id = app.current_tenant()) with check (tenant_id = app.current_tenant());`;

describe('catalogue walk', () => {
  test('the shipped schema is safe', async () => {
    expect(await withAdmin(adminUrl, (client) => walkCatalogue(client))).toEqual([]);
  });

  test('a well-made new table is safe as well', async () => {
    const findings = await withAdmin(adminUrl, async (client) => {
      await client.query('begin');
      await client.query(GOOD_TABLE);
      const found = await walkCatalogue(client);
      await client.query('rollback');
      return found;
    });
    expect(findings).toEqual([]);
  });

  test.each([
    ['a table without policy', `${GOOD_TABLE} drop policy tenant_rows on app.planted`, 'no-tenant-policy app.planted'],
    ['row-level security that is not forced', `${GOOD_TABLE} alter table app.planted no force row level security`, 'row-security-not-forced app.planted'],
    ['row-level security that is off', 'alter table app.device disable row level security', 'row-security-not-forced app.device'],
    ['a table without tenant_id', 'create table app.planted (id uuid primary key)', 'table-without-tenant app.planted'],
    ['a policy that lets everything through', 'create policy open on app.device for select to holdfast_app using (true)', 'open-policy app.device'],
    ['a policy for everybody', `create policy open on app.device for all to public using (tenant_id = app.current_tenant()) with check (true)`, 'open-policy app.device'],
    ['a primary key without tenant_id', `${GOOD_TABLE} create unique index planted_id on app.planted (id)`, 'key-without-tenant app.planted_id'],
    [
      'a plain foreign key',
      `${GOOD_TABLE} create unique index device_plain on app.device (device_id);
       alter table app.planted add constraint plain foreign key (id) references app.device (device_id)`,
      'foreign-key-without-tenant plain on app.planted',
    ],
    ['a view without security_invoker', 'create view app.planted as select * from app.device', 'view-without-security-invoker app.planted'],
    ['a materialised view', 'create materialized view app.planted as select 1 as one', 'view-without-security-invoker app.planted'],
    ['tenant rows outside the schema', 'create table platform.planted (tenant_id uuid, id uuid)', 'tenant-column-outside-app platform.planted'],
    ['a role that bypasses row-level security', 'alter role holdfast_app bypassrls', 'role-too-powerful holdfast_app'],
    ['a role that is a member of another', 'grant holdfast_owner to holdfast_app', 'role-too-powerful holdfast_app'],
    ['a role that owns a table', `${GOOD_TABLE} alter table app.planted owner to holdfast_app`, 'role-owns-objects holdfast_app'],
    [
      'a function with its owner’s rights',
      'create function app.planted() returns integer language sql security definer as $$ select 1 $$',
      'security-definer app.planted()',
    ],
  ])('%s is named', async (_name, sql, finding) => {
    expect(await plant(sql)).toContain(finding);
  });
});
