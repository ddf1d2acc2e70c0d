/**
 * The isolation matrix: every table × command × role, and every route × identity, from the catalogue and the route
 * table themselves. A new table or route without an expectation here is a failure, not a gap.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOGIN_ROLES, urlForRole } from './db/roles.ts';
import type { LoginRole } from './db/roles.ts';
import type { Access, Route } from './http/route.ts';
import { allRoutes } from './service.ts';
import { BODIES, NOBODY, RULES, THEME } from './testing/bodies.ts';
import { createTestService, startTestCluster, withAdmin } from './testing/harness.ts';
import type { Answer, TestClient, TestCluster, TestService } from './testing/harness.ts';

let cluster: TestCluster;
let service: TestService;

interface World {
  readonly a: { tenantId: string; owner: TestClient; admin: TestClient; support: TestClient; seat: TestClient };
  readonly b: { tenantId: string; owner: TestClient; admin: TestClient; seat: TestClient };
  readonly suspended: { tenantId: string; owner: TestClient };
  readonly operator: TestClient;
  readonly viewer: TestClient;
}
let world: World;

/** A step of the preparation that must succeed. */
async function ok(asked: Promise<Answer>): Promise<void> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`the world could not be prepared: ${answer.status} ${answer.text}`);
}

/** Puts a row of the tenant into every table, through the routes. */
async function fill(owner: TestClient, tenantId: string): Promise<void> {
  const base = `/api/tenants/${tenantId}`;
  const pack = await owner.post(`${base}/rule-packs`, { name: 'Pack', rules: RULES });
  const answers = [
    pack,
    await owner.post(`${base}/rule-packs/${String(pack.body['id'])}/publish`),
    await owner.put(`${base}/branding`, { displayName: 'Brand', theme: THEME, logo: null, links: [] }),
    await owner.post(`${base}/announcements`, { title: 'Hello', body: 'World' }),
    await owner.post(`${base}/invitations`, { email: 'same@everywhere.example', role: 'seat' }),
    await owner.post(`${base}/legal/accept`, { kind: 'terms', version: 1 }),
  ];
  const failed = answers.find((answer) => answer.status >= 300);
  if (failed !== undefined) throw new Error(`could not fill the tenant: ${failed.text}`);
  await service.addDevice(owner, tenantId);
}

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
  const operator = await service.operator();
  const legal = { kind: 'terms', title: 'Terms', url: 'https://example.com/terms', contentHash: 'a'.repeat(64), effectiveAt: '2026-01-01T00:00:00Z' };
  await ok(operator.post('/api/operator/legal', legal));

  const tenant = async (name: string) => {
    const owner = await service.signUp(`owner@${name}.example`);
    await fill(owner.client, owner.tenantId);
    return { tenantId: owner.tenantId, owner: owner.client };
  };
  const a = await tenant('alpha');
  const b = await tenant('beta');
  const suspended = await tenant('gamma');
  const member = async (of: { owner: TestClient; tenantId: string }, role: string, name: string) =>
    (await service.addSeat(of.owner, of.tenantId, `${role}@${name}.example`, role)).client;
  world = {
    a: { ...a, admin: await member(a, 'admin', 'alpha'), support: await member(a, 'support', 'alpha'), seat: await member(a, 'seat', 'alpha') },
    b: { ...b, admin: await member(b, 'admin', 'beta'), seat: await member(b, 'seat', 'beta') },
    suspended,
    operator,
    viewer: await viewerOf(operator, a.tenantId),
  };
  await ok(operator.post(`/api/operator/tenants/${suspended.tenantId}/suspend`, { reason: 'unpaid' }));
  await service.forgetLimits();
}, 120_000);

/** A second operator, who has opened a view of the tenant. */
async function viewerOf(operator: TestClient, tenantId: string): Promise<TestClient> {
  const second = await service.signUp('second-operator@platform.example');
  await withAdmin(service.adminUrl, (admin) => admin.query(`update auth."user" set "platformRole" = 'operator' where id = $1`, [second.userId]));
  await ok(operator.get('/api/operator/health'));
  await ok(second.client.post(`/api/operator/tenants/${tenantId}/view-as`, { reason: 'support case 12' }));
  return second.client;
}

afterAll(async () => {
  await service.close();
  await cluster.stop();
});

const COMMANDS = ['select', 'insert', 'update', 'delete', 'truncate'] as const;
type Command = (typeof COMMANDS)[number];

/** What each role may do at all; everything absent must be refused by privilege. S I U D = the four row commands. */
const PRIVILEGES: Record<string, Partial<Record<LoginRole, string>>> = {
  'app.announcement': { holdfast_app: 'SIU', holdfast_platform: 'SD' },
  'app.audit_entry': { holdfast_app: 'SI', holdfast_platform: 'SID' },
  'app.branding': { holdfast_app: 'SIU', holdfast_platform: 'SD' },
  'app.device': { holdfast_app: 'SIU', holdfast_platform: 'SD' },
  'app.invitation': { holdfast_app: 'SIU', holdfast_platform: 'SD' },
  'app.legal_acceptance': { holdfast_app: 'SI', holdfast_platform: 'SD' },
  'app.membership': { holdfast_app: 'SIU', holdfast_platform: 'SUD' },
  'app.rule_pack': { holdfast_app: 'SIU', holdfast_platform: 'SD' },
  'app.rule_pack_version': { holdfast_app: 'SI', holdfast_platform: 'SD' },
  'app.tenant': { holdfast_app: 'SIU', holdfast_platform: 'SUD' },
  'auth.account': { holdfast_auth: 'SIUD' },
  'auth.one_time_link': { holdfast_auth: 'SIUD' },
  'auth.session': { holdfast_auth: 'SIUD' },
  'auth.session_confirmation': { holdfast_auth: 'SIUD' },
  'auth.sign_in_guard': { holdfast_auth: 'SIUD' },
  'auth."twoFactor"': { holdfast_auth: 'SIUD' },
  'auth.used_code': { holdfast_auth: 'SIUD' },
  'auth."user"': { holdfast_auth: 'SIUD' },
  'auth.verification': { holdfast_auth: 'SIUD' },
  'platform.audit_entry': { holdfast_platform: 'SI', holdfast_auth: 'I' },
  'platform.device_grant': { holdfast_platform: 'SIUD' },
  'platform.job_run': { holdfast_platform: 'SIUD' },
  'platform.legal_document': { holdfast_app: 'S', holdfast_platform: 'SI' },
  'platform.mail': { holdfast_app: 'I', holdfast_platform: 'SIUD', holdfast_auth: 'I' },
  'platform.migration': { holdfast_app: 'S', holdfast_platform: 'SI' },
  'platform.purge_receipt': { holdfast_platform: 'SI' },
  'platform.rate_limit': { holdfast_platform: 'SIUD' },
  'platform.signing_key': { holdfast_platform: 'SIUD' },
  'platform.tenant_export': { holdfast_platform: 'SIUD' },
  'platform.tenant_note': { holdfast_platform: 'SI' },
  'platform.view_grant': { holdfast_platform: 'SIUD' },
};
const LETTER: Record<Command, string> = { select: 'S', insert: 'I', update: 'U', delete: 'D', truncate: 'T' };

async function tablesOf(): Promise<string[]> {
  const result = await withAdmin(service.adminUrl, (admin) =>
    admin.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('app', 'platform', 'auth') order by 1`),
  );
  return result.rows.map((row) => row.name);
}

async function asRole<T>(role: LoginRole, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withAdmin(urlForRole(service.adminUrl, cluster.secrets, role), work);
}

/** Tries a statement in a transaction that is rolled back: rows touched, or the SQLSTATE of the refusal. */
async function attempt(client: pg.Client, tenant: string | null, sql: string, values: unknown[] = []): Promise<number | string> {
  await client.query('begin');
  try {
    if (tenant !== null) await client.query("select set_config('app.tenant_id', $1, true)", [tenant]);
    const result = await client.query(sql, values);
    return result.rowCount ?? 0;
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? 'unknown') : 'unknown';
  } finally {
    await client.query('rollback');
  }
}

const REFUSED = '42501';
let cells = 0;

describe('tables', () => {
  test('every table has an expectation', async () => {
    expect(await tablesOf()).toEqual(Object.keys(PRIVILEGES).toSorted());
  });

  test('a role without the privilege is refused, for every table × command × role', async () => {
    for (const role of LOGIN_ROLES) {
      await asRole(role, async (client) => {
        for (const [table, allowed] of Object.entries(PRIVILEGES)) {
          for (const command of COMMANDS) {
            const held = await client.query<{ held: boolean }>(
              `select case when $2 = 'update' then has_any_column_privilege($1, 'UPDATE') else has_table_privilege($1, upper($2)) end as held`,
              [table, command],
            ).catch((error: unknown) => {
              // Without USAGE of the schema even the name is refused.
              if (error instanceof pg.DatabaseError && error.code === REFUSED) return { rows: [{ held: false }] };
              throw error;
            });
            cells += 1;
            expect([role, table, command, held.rows[0]?.held]).toEqual([role, table, command, allowed[role]?.includes(LETTER[command]) === true]);
          }
        }
      });
    }
  });

  test('another tenant’s rows do not exist, for every tenant table × command, with the tenant set to another or to none', async () => {
    const tables = (await tablesOf()).filter((table) => table.startsWith('app.'));
    expect(tables.length).toBeGreaterThanOrEqual(10);
    const [mine, other] = [world.a.tenantId, world.b.tenantId];
    await asRole('holdfast_app', async (client) => {
      for (const table of tables) {
        const rows = await withAdmin(service.adminUrl, (admin) => admin.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t where tenant_id = $1 limit 1`, [mine]));
        const row = rows.rows[0]?.row;
        expect([table, row !== undefined]).toEqual([table, true]);
        const columns = await withAdmin(service.adminUrl, (admin) =>
          admin.query<{ column_name: string }>(`select column_name from information_schema.column_privileges
            where table_schema || '.' || table_name = $1 and grantee = 'holdfast_app' and privilege_type = 'UPDATE' limit 1`, [table]),
        );
        const column = columns.rows[0]?.column_name;

        // As the tenant itself the rows are there: the refusals below are not refusals of everything.
        expect([table, await attempt(client, mine, `select 1 from ${table} where tenant_id = $1`, [mine])]).not.toEqual([table, 0]);
        for (const tenant of [other, null]) {
          const select = await attempt(client, tenant, `select 1 from ${table} where tenant_id = $1`, [mine]);
          const insert = await attempt(client, tenant, `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`, [row]);
          const update =
            column === undefined ? await attempt(client, tenant, `update ${table} set tenant_id = tenant_id`) : await attempt(client, tenant, `update ${table} set ${column} = ${column} where tenant_id = $1`, [mine]);
          const remove = await attempt(client, tenant, `delete from ${table} where tenant_id = $1`, [mine]);
          const truncate = await attempt(client, tenant, `truncate ${table}`);
          cells += 5;
          expect([table, tenant, { select, insert, update, remove, truncate }]).toEqual([
            table,
            tenant,
            { select: 0, insert: REFUSED, update: column === undefined ? REFUSED : 0, remove: REFUSED, truncate: REFUSED },
          ]);
        }
        // Moving an own row to another tenant is refused as well.
        if (column !== undefined && table !== 'app.tenant') {
          cells += 1;
          expect([table, await attempt(client, mine, `update ${table} set tenant_id = $1`, [other])]).toEqual([table, REFUSED]);
        }
      }
      const view = await attempt(client, world.b.tenantId, 'select 1 from app.seat_usage where tenant_id = $1', [mine]);
      cells += 1;
      expect(view).toBe(0);
    });
  });

  test('the audit log cannot be changed by anybody who serves requests, nor by the owner', async () => {
    const [mine] = [world.a.tenantId];
    expect(await asRole('holdfast_app', (client) => attempt(client, mine, 'update app.audit_entry set actor = $1', ['x']))).toBe(REFUSED);
    expect(await asRole('holdfast_platform', (client) => attempt(client, null, 'delete from app.audit_entry where tenant_id = $1', [mine]))).toBe('23000');
    const asSuperuser = await withAdmin(service.adminUrl, (admin) => attempt(admin, null, 'update app.audit_entry set actor = $1', ['x']));
    expect(asSuperuser).toBe('23000');
    const truncated = await withAdmin(service.adminUrl, (admin) => attempt(admin, null, 'truncate platform.audit_entry'));
    expect(truncated).toBe('23000');
  });

  test('a foreign key to another tenant’s row is refused', async () => {
    const other = await withAdmin(service.adminUrl, (admin) => admin.query<{ user_id: string }>('select user_id from app.membership where tenant_id = $1 limit 1', [world.b.tenantId]));
    const code = await asRole('holdfast_app', (client) =>
      attempt(
        client,
        world.a.tenantId,
        `insert into app.device (tenant_id, device_id, user_id, installation_id, name, platform, token_hash, created_at, last_seen_at)
         values ($1, gen_random_uuid(), $2, gen_random_uuid(), 'x', 'linux', 'h', now(), now())`,
        [world.a.tenantId, other.rows[0]?.user_id],
      ),
    );
    expect(code).toBe('23503');
  });
});

/** Who may call what, written a second time by hand: changing access means changing it here too. */
const EXPECTED_ACCESS = `
public   POST /api/auth/sign-up
public   POST /api/auth/verify-email
public   POST /api/auth/sign-in
public   POST /api/auth/forgot-password
public   POST /api/auth/reset-password/check
public   POST /api/auth/reset-password
person   POST /api/auth/sign-out
person   GET /api/me
person   POST /api/auth/confirm
person   PUT /api/me
person+  POST /api/me/delete
person   POST /api/auth/password
person   GET /api/auth/sessions
person   DELETE /api/auth/sessions/:sessionId
person   POST /api/auth/sessions/revoke-others
person+  POST /api/auth/two-factor/enable
person   POST /api/auth/two-factor/activate
person+  POST /api/auth/two-factor/disable
person+  POST /api/auth/two-factor/recovery-codes
person   POST /api/tenants
tenant owner,admin,support,seat suspended view  GET /api/tenants/:tenantId
tenant owner   PUT /api/tenants/:tenantId
tenant owner,admin,support view  GET /api/tenants/:tenantId/seats
tenant+ owner,admin   PUT /api/tenants/:tenantId/seats/:userId/role
tenant+ owner,admin   DELETE /api/tenants/:tenantId/seats/:userId
tenant+ owner,admin,support,seat suspended  POST /api/tenants/:tenantId/leave
tenant owner,admin,support view  GET /api/tenants/:tenantId/invitations
tenant+ owner,admin   POST /api/tenants/:tenantId/invitations
tenant+ owner,admin   POST /api/tenants/:tenantId/invitations/csv
tenant owner,admin   POST /api/tenants/:tenantId/invitations/:invitationId/resend
tenant owner,admin   DELETE /api/tenants/:tenantId/invitations/:invitationId
public   POST /api/invitations/preview
public   POST /api/invitations/join
person   POST /api/invitations/accept
tenant owner,admin,support suspended view  GET /api/tenants/:tenantId/audit
tenant owner,admin suspended   GET /api/tenants/:tenantId/audit/export
tenant+ owner suspended   POST /api/tenants/:tenantId/export
person+  POST /api/tenants/:tenantId/delete
tenant owner,admin,support,seat view  GET /api/tenants/:tenantId/rule-packs
tenant owner,admin   POST /api/tenants/:tenantId/rule-packs
tenant owner,admin   PUT /api/tenants/:tenantId/rule-packs/:packId
tenant+ owner,admin   POST /api/tenants/:tenantId/rule-packs/:packId/publish
tenant owner,admin,support,seat view  GET /api/tenants/:tenantId/rule-packs/:packId/versions
tenant+ owner,admin   DELETE /api/tenants/:tenantId/rule-packs/:packId
tenant owner,admin,support,seat view  GET /api/tenants/:tenantId/branding
tenant owner,admin   PUT /api/tenants/:tenantId/branding
tenant owner,admin,support,seat view  GET /api/tenants/:tenantId/announcements
tenant owner,admin   POST /api/tenants/:tenantId/announcements
tenant owner,admin   DELETE /api/tenants/:tenantId/announcements/:announcementId
tenant owner,admin,support,seat view  GET /api/tenants/:tenantId/legal
tenant owner,admin,support,seat   POST /api/tenants/:tenantId/legal/accept
tenant owner,admin,support view  GET /api/tenants/:tenantId/legal/consents
public   POST /api/device/authorize
public   POST /api/device/token
person   GET /api/device/prompt
tenant+ owner,admin,support,seat   POST /api/tenants/:tenantId/devices/decide
tenant owner,admin,support,seat view  GET /api/tenants/:tenantId/devices
tenant owner,admin,support,seat   DELETE /api/tenants/:tenantId/devices/:deviceId
public   POST /api/desktop/licence
public   POST /api/desktop/legal/accept
public   POST /api/desktop/sign-out
public   GET /api/licence/keys
operator   GET /api/operator/tenants
operator+  POST /api/operator/tenants
operator   GET /api/operator/tenants/:tenantId
operator+  POST /api/operator/tenants/:tenantId/suspend
operator+  POST /api/operator/tenants/:tenantId/resume
operator+  PUT /api/operator/tenants/:tenantId/plan
operator   GET /api/operator/tenants/:tenantId/notes
operator   POST /api/operator/tenants/:tenantId/notes
operator+  POST /api/operator/tenants/:tenantId/view-as
operator   DELETE /api/operator/tenants/:tenantId/view-as
operator   GET /api/operator/users
operator   GET /api/operator/audit
operator   GET /api/operator/audit/export
operator   GET /api/operator/health
operator+  POST /api/operator/keys/rotate
operator   GET /api/operator/legal
operator+  POST /api/operator/legal
public   GET /api/downloads
`;

function describeRoute(route: Route): string {
  const { access, spec } = route;
  const recent = spec.recent === true ? '+' : '';
  const extra = access.kind === 'tenant' ? [access.roles.join(','), access.whileSuspended ? 'suspended' : '', access.viewable ? 'view' : ''] : [];
  return [`${access.kind}${recent}`, ...extra.filter((part) => part !== ''), spec.method, spec.url].join(' ');
}

const ACCESS_CODES = [
  'session.required',
  'session.confirm',
  'operator.required',
  'operator.reason',
  'tenant.not-found',
  'tenant.suspended',
  'role.forbidden',
  'request.invalid',
  'request.origin',
  'request.too-many',
  'service.failed',
];

type Relation =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'member'; readonly role: 'owner' | 'admin' | 'support' | 'seat'; readonly suspended: boolean }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'operator'; readonly viewing: boolean };

/** What must come back: an access code, or `allowed` for "got past access". Written from the rules in words, not from the server. */
function expected(access: Access, method: string, who: Relation): string {
  if (access.kind === 'public') return 'allowed';
  if (who.kind === 'anonymous') return 'session.required';
  if (access.kind === 'person') return 'allowed';
  if (access.kind === 'operator') return who.kind === 'operator' ? 'allowed' : 'operator.required';
  if (who.kind === 'stranger') return 'tenant.not-found';
  if (who.kind === 'operator') {
    if (!access.viewable || method !== 'GET') return 'tenant.not-found';
    return who.viewing ? 'allowed' : 'operator.reason';
  }
  if (!access.roles.includes(who.role)) return 'role.forbidden';
  return who.suspended && !access.whileSuspended ? 'tenant.suspended' : 'allowed';
}

function outcome(answer: Answer): string {
  const { code } = answer.body;
  return typeof code === 'string' && ACCESS_CODES.includes(code) ? code : answer.status >= 500 ? `status ${answer.status}` : 'allowed';
}

async function call(route: Route, client: TestClient, tenantId: string): Promise<Answer> {
  const { method, url } = route.spec;
  const path = url.replace(':tenantId', tenantId).replaceAll(/:\w+/g, NOBODY);
  const query = url === '/api/device/prompt' ? '?code=BBBBBBBB' : '';
  return client.request(method, path + query, BODIES[`${method} ${url}`]);
}

describe('routes', () => {
  test('the route table is the one written down here', () => {
    const lines = EXPECTED_ACCESS.trim().split('\n').map((line) => line.replaceAll(/ +/g, ' '));
    expect(allRoutes(service.parts).map(describeRoute)).toEqual(lines);
  });

  test('every route × identity answers as its access rule says', async () => {
    const { a, b, suspended, operator, viewer } = world;
    const identities: { name: string; client: TestClient; tenantId: string; who: Relation }[] = [
      { name: 'anonymous', client: service.client(), tenantId: a.tenantId, who: { kind: 'anonymous' } },
      { name: 'owner', client: a.owner, tenantId: a.tenantId, who: { kind: 'member', role: 'owner', suspended: false } },
      { name: 'admin', client: a.admin, tenantId: a.tenantId, who: { kind: 'member', role: 'admin', suspended: false } },
      { name: 'support', client: a.support, tenantId: a.tenantId, who: { kind: 'member', role: 'support', suspended: false } },
      { name: 'seat', client: a.seat, tenantId: a.tenantId, who: { kind: 'member', role: 'seat', suspended: false } },
      { name: 'other tenant’s owner', client: b.owner, tenantId: a.tenantId, who: { kind: 'stranger' } },
      { name: 'other tenant’s admin', client: b.admin, tenantId: a.tenantId, who: { kind: 'stranger' } },
      { name: 'other tenant’s seat', client: b.seat, tenantId: a.tenantId, who: { kind: 'stranger' } },
      { name: 'owner of a suspended tenant', client: suspended.owner, tenantId: suspended.tenantId, who: { kind: 'member', role: 'owner', suspended: true } },
      { name: 'operator', client: operator, tenantId: a.tenantId, who: { kind: 'operator', viewing: false } },
      { name: 'operator with a view', client: viewer, tenantId: a.tenantId, who: { kind: 'operator', viewing: true } },
    ];
    // What ends a session, or what an operator does to the tenant for good, comes last.
    const last = [
      'POST /api/operator/tenants/:tenantId/suspend',
      'DELETE /api/operator/tenants/:tenantId/view-as',
      'POST /api/operator/tenants/:tenantId/view-as',
      'POST /api/auth/sign-out',
    ];
    const nameOf = (route: Route): string => `${route.spec.method} ${route.spec.url}`;
    const routes = allRoutes(service.parts).toSorted((one, other) => last.indexOf(nameOf(one)) - last.indexOf(nameOf(other)));
    const wrong: string[] = [];
    for (const route of routes) {
      for (const { name, client, tenantId, who } of identities) {
        await service.forgetLimits();
        // Deleting checks the owner itself (see its comment), so a person who is none gets further than 'person'.
        const access: Access =
          nameOf(route) === 'POST /api/tenants/:tenantId/delete' ? { kind: 'tenant', roles: ['owner'], whileSuspended: true, viewable: false } : route.access;
        const want = expected(access, route.spec.method, who);
        const answer = await call(route, client, tenantId);
        const got = outcome(answer);
        cells += 1;
        if (got !== want) wrong.push(`${nameOf(route)} as ${name}: expected ${want}, got ${got} (${answer.status} ${answer.text.slice(0, 200)})`);
        if (nameOf(route).endsWith('/suspend') && who.kind === 'operator') await operator.post(`/api/operator/tenants/${tenantId}/resume`);
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(1_200);
    process.stdout.write(`isolation matrix: ${cells} cells asserted\n`);
  }, 120_000);

  test('every sensitive route asks a stale session for its password', async () => {
    const fresh = await service.signUp('stale@delta.example');
    const routes = allRoutes(service.parts).filter((route) => route.spec.recent === true);
    expect(routes.length).toBeGreaterThan(10);
    service.clock.advance(11 * 60_000);
    for (const route of routes) {
      if (route.access.kind === 'operator') continue;
      const answer = await call(route, fresh.client, fresh.tenantId);
      expect([route.spec.url, answer.body['code']]).toEqual([route.spec.url, 'session.confirm']);
    }
  });

  test('what the operator looked at is in the tenant’s own log', async () => {
    const owner = service.client();
    await owner.post('/api/auth/sign-in', { email: 'owner@alpha.example', password: 'violet-harbour-17-oaks' });
    const log = await owner.get(`/api/tenants/${world.a.tenantId}/audit?action=operator.viewed&limit=200`);
    expect(log.status).toBe(200);
    expect(log.text).toContain('support case 12');
  });
});
