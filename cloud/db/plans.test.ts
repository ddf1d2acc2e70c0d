/** The statements of every request stay index scans as tenants grow: plans, as the app role, with other tenants' rows around. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { populate } from '../bench/populate.ts';
import { startTestCluster, withAdmin } from '../testing/harness.ts';
import type { TestCluster } from '../testing/harness.ts';
import { urlForRole } from './roles.ts';

let cluster: TestCluster;
let adminUrl: string;
let tenantId: string;

beforeAll(async () => {
  cluster = await startTestCluster();
  ({ adminUrl } = await cluster.createDatabase());
  const [authorization = ''] = await populate(adminUrl, { from: 0, to: 400 }, 20, 1);
  tenantId = authorization.split('_')[1] ?? '';
  await withAdmin(adminUrl, async (admin) => {
    await admin.query(`insert into app.audit_entry (tenant_id, entry_id, at, actor, action)
      select tenant_id, gen_random_uuid(), now() - make_interval(secs => n), 'x', 'y' from app.tenant, generate_series(1, 20) as n`);
    await admin.query(`insert into app.invitation (tenant_id, invitation_id, email, role, token_hash, invited_by, created_at, expires_at)
      select tenant_id, gen_random_uuid(), 'i-' || email, 'seat', 'h', user_id, now(), now() from app.membership`);
    await admin.query(`insert into app.rule_pack (tenant_id, pack_id, name, draft, created_at, updated_at)
      select tenant_id, gen_random_uuid(), 'P', '[]', now(), now() from app.tenant, generate_series(1, 5)`);
    await admin.query(`insert into app.rule_pack_version (tenant_id, pack_id, version, name, rules, content_hash, published_by, published_at)
      select tenant_id, pack_id, n, 'P', '[]', 'h', gen_random_uuid(), now() from app.rule_pack, generate_series(1, 5) as n`);
    await admin.query('vacuum analyze');
  });
});
afterAll(async () => cluster.stop());

const STATEMENTS: readonly [string, string][] = [
  ['membership and tenant of a request', 'select t.name, m.role from app.tenant t left join app.membership m on m.tenant_id = t.tenant_id and m.user_id = $2 where t.tenant_id = $1'],
  ['seats page', 'select * from app.membership m where m.tenant_id = $1 and m.removed_at is null order by m.email limit 51'],
  ['devices of a seat', 'select * from app.device where tenant_id = $1 and user_id = $2 and revoked_at is null'],
  ['open invitations', 'select * from app.invitation where tenant_id = $1 and accepted_at is null and revoked_at is null'],
  ['seat usage', 'select * from app.seat_usage where tenant_id = $1'],
  ['audit page', 'select * from app.audit_entry where tenant_id = $1 order by at desc, entry_id desc limit 51'],
  ['published packs', 'select distinct on (v.pack_id) v.* from app.rule_pack p join app.rule_pack_version v on v.tenant_id = p.tenant_id and v.pack_id = p.pack_id where p.tenant_id = $1 order by v.pack_id, v.version desc'],
  [
    'licence facts',
    `select d.token_hash from app.device d join app.membership m on m.tenant_id = d.tenant_id and m.user_id = d.user_id
     join app.tenant t on t.tenant_id = d.tenant_id where d.tenant_id = $1 and d.device_id = $2`,
  ],
];

/** Tables that hold many tenants' rows here; a sequential scan of one of them grows with every tenant. */
const LARGE = /Seq Scan on (membership|device|audit_entry|invitation|tenant|rule_pack|rule_pack_version)\b/;

test.each(STATEMENTS)('%s', async (_name, text) => {
  const plan = await withAdmin(urlForRole(adminUrl, cluster.secrets, 'holdfast_app'), async (client) => {
    await client.query('begin');
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    // The policy's function is part of every plan, so parameters are real values, as the driver sends them.
    const bound = text.replaceAll('$1', `'${tenantId}'`).replaceAll('$2', `'00000002-0000-4000-8000-000000000001'`);
    const result = await client.query<{ 'QUERY PLAN': string }>(`explain ${bound}`);
    await client.query('rollback');
    return result.rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).not.toMatch(LARGE);
  expect(plan).toMatch(/Index|Bitmap/);
});

test('a person’s organisations, across tenants', async () => {
  const plan = await withAdmin(urlForRole(adminUrl, cluster.secrets, 'holdfast_platform'), (client) =>
    client.query<{ 'QUERY PLAN': string }>(
      `explain select t.name from app.membership m join app.tenant t on t.tenant_id = m.tenant_id
       where m.user_id = '00000002-0000-4000-8000-000000000001' and m.removed_at is null`,
    ),
  );
  expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).not.toMatch(LARGE);
});
