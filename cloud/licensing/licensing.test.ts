/** Licences: what is decided, device limits, the RFC 8628 answers, trial, suspension, key rotation, the fixtures. */
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { KEYS_TYPE, keysClaimsSchema, LICENCE_TYPE, licenceClaimsSchema } from '../contract/licence.ts';
import { createTestService, GOOD_PASSWORD, startTestCluster } from '../testing/harness.ts';
import type { TestClient, TestCluster, TestService } from '../testing/harness.ts';
import { makeLicenceFixtures } from './fixtures.ts';
import { decideLicence } from './licence.ts';
import type { LicenceFacts } from './licence.ts';

let cluster: TestCluster;
let service: TestService;
let operator: TestClient;
const DAY = 86_400;

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
  operator = await service.operator();
});
beforeEach(async () => service.forgetLimits());
afterAll(async () => {
  await service.close();
  await cluster.stop();
});

const check = (token: string, have = { bundleRevision: 0, keysRevision: 0 }) =>
  service.client().request('POST', '/api/desktop/licence', have, { headers: { authorization: `Bearer ${token}` } });

describe('what a licence says', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const facts: LicenceFacts = {
    tenantId: crypto.randomUUID(),
    tenantStatus: 'active',
    plan: 'team',
    trialEndsAt: null,
    userId: crypto.randomUUID(),
    seatRemoved: false,
    deviceId: crypto.randomUUID(),
    installationId: crypto.randomUUID(),
  };
  const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
  const decide = (change: Partial<LicenceFacts>) => decideLicence({ ...facts, ...change }, crypto.randomUUID(), now);

  test('fourteen days offline, refreshed after twelve hours', () => {
    const decision = decide({});
    if (!('claims' in decision)) throw new Error('refused');
    expect(licenceClaimsSchema.parse(decision.claims)).toEqual(decision.claims);
    expect(decision.claims.exp - decision.claims.iat).toBe(14 * DAY);
    expect(decision.claims.raf - decision.claims.iat).toBe(DAY / 2);
  });

  test('never longer than the trial', () => {
    const decision = decide({ plan: 'trial', trialEndsAt: at(3 * DAY) });
    expect('claims' in decision && decision.claims.exp).toBe(now.getTime() / 1000 + 3 * DAY);
    const lastHour = decide({ plan: 'trial', trialEndsAt: at(3600) });
    expect('claims' in lastHour && lastHour.claims.raf).toBe(now.getTime() / 1000 + 3600);
  });

  test.each([
    [{ seatRemoved: true }, 'licence.seat-removed'],
    [{ tenantStatus: 'suspended' as const }, 'licence.tenant-suspended'],
    [{ plan: 'trial' as const, trialEndsAt: at(0) }, 'licence.trial-ended'],
    [{ plan: 'trial' as const, trialEndsAt: at(-1) }, 'licence.trial-ended'],
  ])('%o ends it', (change, refusal) => {
    expect(decide(change)).toEqual({ refusal });
  });
});

describe('device sign-in', () => {
  test('answers as RFC 8628 says: pending, slow down, denied, expired, unknown', async () => {
    const owner = await service.signUp('rfc@licence.example');
    const desktop = service.client();
    const installation = crypto.randomUUID();
    const ask = async () => (await desktop.post('/api/device/authorize', { installation_id: installation, device_name: 'PC', platform: 'windows' })).body;
    const poll = async (code: unknown) =>
      (await desktop.post('/api/device/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code, installation_id: installation })).body['error'];
    const asked = await ask();
    expect(asked).toMatchObject({ interval: 5, expires_in: 900 });
    expect(asked['user_code']).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(await poll(asked['device_code'])).toBe('authorization_pending');
    expect(await poll(asked['device_code'])).toBe('slow_down');
    service.clock.advance(11_000);
    expect(await poll(asked['device_code'])).toBe('authorization_pending');
    const prompt = await owner.client.get(`/api/device/prompt?code=${String(asked['user_code']).toLowerCase()}`);
    expect(prompt.body).toMatchObject({ deviceName: 'PC', platform: 'windows' });
    await owner.client.post(`/api/tenants/${owner.tenantId}/devices/decide`, { userCode: asked['user_code'], approve: false });
    expect(await poll(asked['device_code'])).toBe('access_denied');
    expect(await poll('A'.repeat(43))).toBe('invalid_grant');
    const late = await ask();
    service.clock.advance(901_000);
    expect(await poll(late['device_code'])).toBe('expired_token');
    expect((await owner.client.get(`/api/device/prompt?code=${String(late['user_code'])}`)).status).toBe(404);
  });

  test('accepts a form, as other clients of the standard send it', async () => {
    const answer = await service.client().request('POST', '/api/device/authorize', undefined, {
      payload: new URLSearchParams({ installation_id: crypto.randomUUID(), device_name: 'PC', platform: 'linux' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(200);
  });

  test('a seat has two devices; a third waits until one is signed out; parallel approvals cannot pass it', async () => {
    const owner = await service.signUp('limit@licence.example');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const grants = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const installation = crypto.randomUUID();
        const asked = await service.client().post('/api/device/authorize', { installation_id: installation, device_name: 'PC', platform: 'linux' });
        await owner.client.post(`/api/tenants/${owner.tenantId}/devices/decide`, { userCode: asked.body['user_code'], approve: true });
        return { installation, code: asked.body['device_code'] };
      }),
    );
    const answers = await Promise.all(
      grants.map((grant) =>
        service.client().post('/api/device/token', {
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          device_code: grant.code,
          installation_id: grant.installation,
        }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 200, 400, 400]);
    expect(answers.find((answer) => answer.status === 400)?.body).toMatchObject({ error: 'access_denied' });
    await expect(service.addDevice(owner.client, owner.tenantId)).rejects.toThrow('device.limit');
    const listed = await owner.client.get(`/api/tenants/${owner.tenantId}/devices`);
    const [first] = Object.values(listed.body['devices'] ?? {}).map((device) => Object.fromEntries(Object.entries(device ?? {})));
    await owner.client.delete(`/api/tenants/${owner.tenantId}/devices/${String(first?.['id'])}`);
    await service.addDevice(owner.client, owner.tenantId);
  });

  test('the desktop can sign itself out', async () => {
    const owner = await service.signUp('out@licence.example');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const device = await service.addDevice(owner.client, owner.tenantId);
    const out = await service.client().request('POST', '/api/desktop/sign-out', undefined, { headers: { authorization: `Bearer ${device.token}` } });
    expect(out.status).toBe(200);
    expect((await check(device.token)).status).toBe(401);
  });
});

describe('ends of a licence', () => {
  test('suspension ends it and resuming brings it back; so do a removed and a returned seat', async () => {
    const owner = await service.signUp('ends@licence.example');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    await operator.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const device = await service.addDevice(owner.client, owner.tenantId);
    expect((await check(device.token)).status).toBe(200);
    expect((await operator.post(`/api/operator/tenants/${owner.tenantId}/suspend`, { reason: 'unpaid' })).status).toBe(200);
    expect((await check(device.token)).body['code']).toBe('licence.tenant-suspended');
    expect((await owner.client.get(`/api/tenants/${owner.tenantId}`)).body).toMatchObject({ status: 'suspended', suspendedReason: 'unpaid' });
    expect((await owner.client.post(`/api/tenants/${owner.tenantId}/export`)).status).toBe(200);
    await operator.post(`/api/operator/tenants/${owner.tenantId}/resume`);
    expect((await check(device.token)).status).toBe(200);
  });

  test('the trial ends after fourteen days; a plan goes on', async () => {
    const owner = await service.signUp('trial@licence.example');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const device = await service.addDevice(owner.client, owner.tenantId);
    service.clock.advance(14 * DAY * 1000 + 1000);
    expect((await check(device.token)).body['code']).toBe('licence.trial-ended');
    await operator.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const plan = await operator.put(`/api/operator/tenants/${owner.tenantId}/plan`, { plan: 'team', seatLimit: 20, deviceLimit: 3 });
    expect(plan.status).toBe(200);
    expect((await check(device.token)).status).toBe(200);
  });
});

describe('what is accepted on a desktop', () => {
  const accept = (token: string, body: unknown) =>
    service.client().request('POST', '/api/desktop/legal/accept', body, { headers: { authorization: `Bearer ${token}` } });
  const terms = { kind: 'terms', title: 'Terms', url: 'https://example.com/t', contentHash: 'c'.repeat(64), effectiveAt: '2026-01-01T00:00:00Z' };
  const rows = (list: unknown) => Object.values(list ?? {}).map((one) => Object.fromEntries(Object.entries(one ?? {})));

  test('is kept once, with person, version, time and device; staff see it, and so does the log', async () => {
    await operator.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    for (const version of [1, 2]) expect((await operator.post('/api/operator/legal', terms)).body['version']).toBe(version);
    const owner = await service.signUp('owner@accepting.example');
    const seat = await service.addSeat(owner.client, owner.tenantId, 'seat@accepting.example', 'seat');
    await seat.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const device = await service.addDevice(seat.client, owner.tenantId);
    const base = `/api/tenants/${owner.tenantId}`;
    const now = service.clock.now().getTime();
    const yesterday = new Date(now - 86_400_000).toISOString();

    // An older version that was accepted offline counts as what it is, and comes as often as a bad connection makes it.
    for (let time = 0; time < 3; time += 1) expect((await accept(device.token, { kind: 'terms', version: 1, acceptedAt: yesterday })).status).toBe(200);
    // A clock that runs ahead does not make a consent of the future; later news of the same does not move it.
    expect((await accept(device.token, { kind: 'terms', version: 2, acceptedAt: '2199-01-01T00:00:00.000Z' })).status).toBe(200);
    const consents = rows((await owner.client.get(`${base}/legal/consents`)).body['consents']);
    expect(consents.map(({ acceptedAt: _at, ...rest }) => rest)).toEqual([2, 1].map((version) => ({ userId: seat.userId, email: 'seat@accepting.example', kind: 'terms', version, device: 'Desk PC' })));
    expect(consents[1]?.['acceptedAt']).toBe(yesterday);
    expect(Date.parse(String(consents[0]?.['acceptedAt']))).toBeLessThanOrEqual(service.clock.now().getTime());
    const log = rows((await owner.client.get(`${base}/audit?action=legal.accepted`)).body['entries']);
    expect(log).toHaveLength(2);
    expect(log.find(({ target }) => target === 'terms 1')).toMatchObject({ actorId: seat.userId, actor: 'seat@accepting.example', detail: { device: 'Desk PC', deviceId: device.deviceId, acceptedAt: yesterday } });
    // The person does not have to accept it a second time in the portal; doing so adds nothing.
    expect((await seat.client.get(`${base}/legal`)).text).toContain('"acceptedAt":"2');
    expect((await seat.client.post(`${base}/legal/accept`, { kind: 'terms', version: 2 })).status).toBe(200);
    expect(rows((await owner.client.get(`${base}/audit?action=legal.accepted`)).body['entries'])).toHaveLength(2);
  });

  test('is refused without a living device and seat, and for what was never published', async () => {
    const owner = await service.signUp('owner@refusing.example');
    const other = await service.signUp('owner@elsewhere.example');
    const seat = await service.addSeat(owner.client, owner.tenantId, 'seat@refusing.example', 'seat');
    await seat.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const device = await service.addDevice(seat.client, owner.tenantId);
    const body = { kind: 'terms', version: 1, acceptedAt: '2026-01-01T00:00:00.000Z' };
    expect((await service.client().post('/api/desktop/legal/accept', body)).body['code']).toBe('device.refused');
    expect((await accept(device.token.replace(owner.tenantId, other.tenantId), body)).body['code']).toBe('device.refused');
    expect((await accept(device.token.slice(0, -1), body)).body['code']).toBe('device.refused');
    expect((await accept(device.token, { ...body, version: 999 })).body['code']).toBe('legal.not-found');
    for (const wrong of [{ version: 0 }, { version: 2 ** 40 }, { kind: 'a\u0000b' }, { acceptedAt: 'yesterday' }, { userId: other.userId }]) {
      expect([wrong, (await accept(device.token, { ...body, ...wrong })).status]).toEqual([wrong, 400]);
    }
    await operator.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    await operator.post(`/api/operator/tenants/${owner.tenantId}/suspend`, { reason: 'test' });
    expect((await accept(device.token, body)).body['code']).toBe('licence.tenant-suspended');
    await operator.post(`/api/operator/tenants/${owner.tenantId}/resume`);
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    await owner.client.delete(`/api/tenants/${owner.tenantId}/seats/${seat.userId}`);
    expect((await accept(device.token, body)).body['code']).toBe('licence.seat-removed');
    expect((await owner.client.get(`/api/tenants/${owner.tenantId}/legal/consents`)).body['consents']).toEqual([]);
  });
});

describe('keys', () => {
  test('a rotation signs with the new key, and the statement of the old key leads to it', async () => {
    const owner = await service.signUp('rotate@licence.example');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const device = await service.addDevice(owner.client, owner.tenantId);
    const before = await check(device.token);
    const oldKid = decodeProtectedHeader(String(before.body['licence'])).kid;
    const [firstStatement] = Object.values(before.body['keys'] ?? {});
    const known = keysClaimsSchema.parse(decodeJwt(String(firstStatement)));
    const oldKey = known.keys.find((key) => key.kid === oldKid);

    await operator.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const rotated = await operator.post('/api/operator/keys/rotate', { compromised: false });
    const after = await check(device.token, { bundleRevision: 0, keysRevision: known.rev });
    expect(decodeProtectedHeader(String(after.body['licence'])).kid).toBe(rotated.body['kid']);
    const statements = Object.values(after.body['keys'] ?? {}).map(String);
    const byOldKey = statements.find((statement) => decodeProtectedHeader(statement).kid === oldKid);
    const trusted = await importJWK({ ...oldKey }, 'EdDSA');
    const learned = keysClaimsSchema.parse((await jwtVerify(String(byOldKey), trusted, { algorithms: ['EdDSA'], typ: KEYS_TYPE })).payload);
    expect(learned.rev).toBeGreaterThan(known.rev);
    const newKey = learned.keys.find((key) => key.kid === rotated.body['kid']);
    await jwtVerify(String(after.body['licence']), await importJWK({ ...newKey }, 'EdDSA'), {
      algorithms: ['EdDSA'],
      typ: LICENCE_TYPE,
      currentDate: service.clock.now(),
    });
    // A desktop keeps its bundle for longer than the old key is in use.
    const { rev } = decodeJwt<{ rev: number }>(String(before.body['bundle']));
    const next = await check(device.token, { bundleRevision: rev, keysRevision: learned.rev });
    expect(decodeProtectedHeader(String(next.body['bundle'])).kid).toBe(rotated.body['kid']);

    await operator.post('/api/operator/keys/rotate', { compromised: true });
    const alone = await check(device.token);
    expect(alone.body['keys']).toHaveLength(1);
    const only = keysClaimsSchema.parse(decodeJwt(String(Object.values(alone.body['keys'] ?? {})[0])));
    expect(only.keys.map((key) => key.kid)).not.toContain(oldKid);
    expect(only.rev).toBeGreaterThan(learned.rev);
  });

  test('private keys are sealed in the table', async () => {
    const rows = await service.parts.database.platform.selectFrom('platform.signing_key').selectAll().execute();
    for (const row of rows) {
      expect(row.sealed_private_jwk).not.toContain('"d"');
      expect(JSON.stringify(row.public_jwk)).not.toContain('"d"');
      expect(() => service.parts.secrets.open('another-purpose', row.sealed_private_jwk)).toThrow('authenticate');
    }
  });
});

describe('fixtures', () => {
  test('each file is bad in its own way for a plain verifier, and the good one is good', async () => {
    const { key, now, fixtures, installationId } = await makeLicenceFixtures();
    const trusted = await importJWK({ ...key }, 'EdDSA');
    for (const { name, verdict, text } of fixtures) {
      const accepted = await jwtVerify(text, trusted, { algorithms: ['EdDSA'], typ: LICENCE_TYPE, audience: 'holdfast-desktop', currentDate: new Date(now) }).then(
        ({ payload, protectedHeader }) => {
          const claims = licenceClaimsSchema.safeParse(payload);
          return claims.success && claims.data.ins === installationId && protectedHeader.kid === key.kid;
        },
        () => false,
      );
      expect([name, accepted]).toEqual([name, verdict === 'valid']);
    }
    expect(new Set(fixtures.map((fixture) => fixture.verdict)).size).toBe(10);
  });
});
