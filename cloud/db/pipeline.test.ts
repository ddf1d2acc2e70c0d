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

const ask = (pipeline: ReturnType<typeof createPipeline>, text: string, values: string[] = []) => pipeline.ask({ name: text, text }, values);
const one = () => createPipeline({ connectionString: urlForRole(adminUrl, cluster.secrets, 'holdfast_app') }, 1);

test('no tenant is left set behind a check, and a failing statement harms no other', async () => {
  const pipeline = one();
  // The first round prepares the statements, the second uses what was prepared.
  for (let round = 0; round < 2; round += 1) {
    const [facts, failed, tenant, rows, nothing] = await Promise.allSettled([
      ask(pipeline, 'select app.licence_facts($1, $2)', devices[0]),
      ask(pipeline, 'select (1 / length($1))::text', ['']),
      ask(pipeline, 'select app.current_tenant()::text'),
      ask(pipeline, 'select count(*)::text from app.device'),
      ask(pipeline, 'select $1::text where false', ['x']),
    ]);
    expect(facts).toMatchObject({ status: 'fulfilled', value: expect.stringContaining('active') });
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    expect([tenant, rows, nothing]).toMatchObject([{ value: null }, { value: '0' }, { value: null }]);
  }
  // A statement that failed before goes on working with other values.
  expect(await ask(pipeline, 'select (1 / length($1))::text', ['x'])).toBe('1');
  await pipeline.close();
});

test('a lost connection is an error for what was under way and nothing for what comes after', async () => {
  const pipeline = one();
  const pidOf = async (): Promise<number> => Number(await ask(pipeline, 'select pg_backend_pid()::text'));
  const pid = await pidOf();
  const lost = Promise.allSettled([ask(pipeline, "select pg_sleep(30)::text || 'x'"), pidOf()]);
  await withAdmin(adminUrl, (admin) => admin.query('select pg_terminate_backend($1)', [pid]));
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = await pidOf();
  expect(next).toBeGreaterThan(0);
  expect(next).not.toBe(pid);
  await pipeline.close();
});

test('what is under way when it closes is still answered', async () => {
  const pipeline = one();
  const asked = ask(pipeline, "select pg_sleep(0.05)::text || 'late'");
  await ask(pipeline, "select 'x'");
  await pipeline.close();
  expect(await asked).toBe('late');
});
