/** The generous limit: per person, per device and per address; over a minute it is forgotten. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestService, startTestCluster } from '../testing/harness.ts';
import type { TestCluster, TestService } from '../testing/harness.ts';

const PER_MINUTE = 30;
let cluster: TestCluster;
let service: TestService;

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster, { HOLDFAST_REQUESTS_PER_MINUTE: String(PER_MINUTE) });
});
afterAll(async () => {
  await service.close();
  await cluster.stop();
});

test('a person who asks too often waits a minute; another person does not', async () => {
  const loud = await service.signUp('loud@limit.example');
  const quiet = await service.signUp('quiet@limit.example');
  service.clock.advance(61_000);
  const statuses: number[] = [];
  for (let asked = 0; asked <= PER_MINUTE; asked += 1) statuses.push((await loud.client.get('/api/me')).status);
  expect(statuses).toEqual([...Array.from({ length: PER_MINUTE }, () => 200), 429]);
  const refused = await loud.client.get('/api/auth/sessions');
  expect(refused).toMatchObject({ status: 429, body: { code: 'request.too-many' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await quiet.client.get('/api/me')).status).toBe(200);
  service.clock.advance(61_000);
  expect((await loud.client.get('/api/me')).status).toBe(200);
});

test('a licence check is limited per token: a forged one does not use up the real one', async () => {
  const owner = await service.signUp('desk@limit.example');
  const device = await service.addDevice(owner.client, owner.tenantId);
  service.clock.advance(61_000);
  const check = (token: string) =>
    service.client().request('POST', '/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { headers: { authorization: `Bearer ${token}` } });
  const forged = `${device.token.slice(0, -1)}${device.token.endsWith('A') ? 'B' : 'A'}`;
  for (let asked = 0; asked < PER_MINUTE; asked += 1) expect((await check(forged)).status).toBe(401);
  expect((await check(forged)).status).toBe(429);
  for (let asked = 0; asked < PER_MINUTE; asked += 1) expect((await check(device.token)).status).toBe(200);
  const refused = await check(device.token);
  expect([refused.status, refused.body['code'], Number(refused.headers['retry-after']) > 0]).toEqual([429, 'request.too-many', true]);
});

test('an address may ask ten times as often, whatever tokens it makes up; pages and probes stay open', async () => {
  service.clock.advance(61_000);
  const stranger = service.client('203.0.113.9');
  const check = (round: number) =>
    stranger.request('POST', '/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { headers: { authorization: `Bearer made-up-${round}` } });
  for (let asked = 0; asked < PER_MINUTE * 10; asked += 1) expect((await check(asked)).status).toBe(401);
  expect((await check(-1)).status).toBe(429);
  expect((await stranger.get('/healthz')).status).toBe(200);
});
