/** The whole path once: sign up, tenant, seat, device code, signed licence and bundle, seat removed. */
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleClaimsSchema } from './contract/bundle.ts';
import { BUNDLE_TYPE, KEYS_TYPE, keysClaimsSchema, LICENCE_TYPE, licenceClaimsSchema } from './contract/licence.ts';
import { createTestService, startTestCluster } from './testing/harness.ts';
import type { TestCluster, TestService } from './testing/harness.ts';

let cluster: TestCluster;
let service: TestService;

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
}, 60_000);
afterAll(async () => {
  await service.close();
  await cluster.stop();
});

/** What a desktop does with an answer: learn the keys, verify the licence. */
async function verifyAnswer(body: Record<string, unknown>): Promise<{ licence: unknown; bundle: unknown; rev: number }> {
  const [statement] = Array.isArray(body['keys']) ? body['keys'] : [];
  const { kid } = decodeProtectedHeader(String(statement));
  const unverified = keysClaimsSchema.parse(JSON.parse(Buffer.from(String(statement).split('.')[1] ?? '', 'base64url').toString('utf8')));
  const jwk = unverified.keys.find((key) => key.kid === kid);
  const key = await importJWK({ ...jwk }, 'EdDSA');
  const options = { algorithms: ['EdDSA'], audience: 'holdfast-desktop' };
  const keys = keysClaimsSchema.parse((await jwtVerify(String(statement), key, { ...options, typ: KEYS_TYPE })).payload);
  const licence = (await jwtVerify(String(body['licence']), key, { ...options, typ: LICENCE_TYPE })).payload;
  const bundle = (await jwtVerify(String(body['bundle']), key, { ...options, typ: BUNDLE_TYPE })).payload;
  return { licence, bundle, rev: keys.rev };
}

test('sign up, invite, accept, sign a desktop in, check the licence, remove the seat', async () => {
  const owner = await service.signUp('owner@partner.example', 'Partner Desk');
  const tenant = await owner.client.get(`/api/tenants/${owner.tenantId}`);
  expect(tenant.body).toMatchObject({ name: 'Partner Desk', plan: 'trial', role: 'owner', seatsUsed: 1, seatLimit: 5 });

  const seat = await service.addSeat(owner.client, owner.tenantId, 'trader@partner.example');
  const device = await service.addDevice(seat.client, owner.tenantId);

  const pack = await owner.client.post(`/api/tenants/${owner.tenantId}/rule-packs`, {
    name: 'House rules',
    rules: [{ id: 'cap', kind: 'ticket-cap', severity: 'major', enabled: true, parameters: { maximum: 6 } }],
  });
  expect(pack.status).toBe(201);
  const published = await owner.client.post(`/api/tenants/${owner.tenantId}/rule-packs/${String(pack.body['id'])}/publish`);
  expect(published.status).toBe(200);

  const desktop = service.client();
  const check = () =>
    desktop.request('POST', '/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { headers: { authorization: `Bearer ${device.token}` } });
  const answer = await check();
  expect(answer.status).toBe(200);
  const verified = await verifyAnswer(answer.body);
  const licence = licenceClaimsSchema.parse(verified.licence);
  expect(licence).toMatchObject({ tid: owner.tenantId, sub: seat.userId, did: device.deviceId, ins: device.installationId, plan: 'trial' });
  expect(licence.exp - licence.iat).toBeLessThanOrEqual(14 * 86_400);
  const bundle = bundleClaimsSchema.parse(verified.bundle);
  expect(bundle.branding.displayName).toBe('Partner Desk');
  expect(bundle.rulePacks).toHaveLength(1);
  expect(bundle.rulePacks[0]).toMatchObject({ name: 'House rules', version: 1 });

  const again = await desktop.request(
    'POST',
    '/api/desktop/licence',
    { bundleRevision: bundle.rev, keysRevision: verified.rev },
    { headers: { authorization: `Bearer ${device.token}` } },
  );
  expect(again.body).toMatchObject({ bundle: null, keys: [] });

  expect((await owner.client.delete(`/api/tenants/${owner.tenantId}/seats/${seat.userId}`)).status).toBe(200);
  const ended = await check();
  expect(ended.status).toBe(403);
  expect(ended.body['code']).toBe('licence.seat-removed');
  expect((await seat.client.get(`/api/tenants/${owner.tenantId}`)).status).toBe(404);

  const audit = await owner.client.get(`/api/tenants/${owner.tenantId}/audit`);
  const actions = actionsOf(audit.body['entries']);
  expect(actions).toEqual([
    'seat.removed',
    'pack.published',
    'pack.created',
    'device.signed-in',
    'device.approved',
    'invitation.accepted',
    'invitation.sent',
    'tenant.created',
  ]);
});

function actionsOf(entries: unknown): unknown[] {
  return Array.isArray(entries) ? entries.map((entry: { action: unknown }) => entry.action) : [];
}
