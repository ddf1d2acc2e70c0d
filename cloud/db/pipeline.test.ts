/** The licence check's connections: answers find their question, a tenant stays in its transaction, a lost connection is replaced. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { populate } from '../bench/populate.ts';
import { startTestCluster, withAdmin } from '../testing/harness.ts';
import type { TestCluster } from '../testing/harness.ts';
import type { Database } from './connect.ts';
import { createPipeline } from './pipeline.ts';
import { urlForRole } from './roles.ts';

let cluster: TestCluster;
let adminUrl: string;
let database: Database;
/** Tenant and device of each. */
let devices: [string, string][];

beforeAll(async () => {
  cluster = await startTestCluster();
  ({ adminUrl, database } = await cluster.createDatabase());
  const authorizations = await populate(adminUrl, { from: 0, to: 20 }, 3, 20);
  devices = authorizations.map((authorization): [string, string] => {
    const [, tenant = '', device = ''] = authorization.split('_');
    return [tenant, device];
  });
});
afterAll(async () => cluster.stop());

test('many at once: each tenant sees its own device, and none sees another’s', async () => {
  const questions = devices.flatMap(([tenant, device], index) => [
    { tenant, device, own: true },
    { tenant: devices[(index + 1) % devices.length]?.[0] ?? '', device, own: false },
    { tenant: randomUUID(), device, own: false },
  ]);
  const answers = await Promise.all(questions.map(({ tenant, device }) => database.licenceFacts(tenant, device)));
  expect(answers.map((answer) => answer !== null)).toEqual(questions.map(({ own }) => own));
  expect(answers.flatMap((answer) => (answer === null ? [] : [answer.installation_id]))).toEqual(devices.map(([, device]) => device));
});

test('no tenant is left set behind a check, and a failing statement harms no other', async () => {
  const pipeline = createPipeline({ connectionString: urlForRole(adminUrl, cluster.secrets, 'holdfast_app') }, 1);
  const [tenant, device] = devices[0] ?? ['', ''];
  const [facts, failed, after] = await Promise.allSettled([
    pipeline.query({ text: 'select app.licence_facts($1, $2) as facts', values: [tenant, device] }),
    pipeline.query({ text: 'select 1 / 0' }),
    pipeline.query<{ tenant: string | null; rows: number }>({ text: 'select app.current_tenant() as tenant, (select count(*)::integer from app.device) as rows' }),
  ]);
  expect(facts.status).toBe('fulfilled');
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
  expect(after).toMatchObject({ status: 'fulfilled', value: { rows: [{ tenant: null, rows: 0 }] } });
  await pipeline.close();
});

test('a lost connection is an error for what was under way and nothing for what comes after', async () => {
  const pipeline = createPipeline({ connectionString: urlForRole(adminUrl, cluster.secrets, 'holdfast_app') }, 1);
  const pidOf = async (): Promise<number> => (await pipeline.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })).rows[0]?.pid ?? 0;
  const pid = await pidOf();
  const lost = Promise.allSettled([pipeline.query({ text: 'select pg_sleep(30)' }), pidOf()]);
  await withAdmin(adminUrl, (admin) => admin.query('select pg_terminate_backend($1)', [pid]));
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = await pidOf();
  expect(next).toBeGreaterThan(0);
  expect(next).not.toBe(pid);
  await pipeline.close();
});

test('what is under way when it closes is still answered', async () => {
  const pipeline = createPipeline({ connectionString: urlForRole(adminUrl, cluster.secrets, 'holdfast_app') }, 1);
  const asked = pipeline.query<{ n: number }>({ text: 'select 1 as n, pg_sleep(0.05)' });
  await pipeline.query({ text: 'select 1' });
  await pipeline.close();
  expect((await asked).rows[0]?.n).toBe(1);
});
