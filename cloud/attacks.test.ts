/** Attacks on the service as a whole: forged tokens, replays, fixation, spoofed headers, enumeration, oversize, injection. */
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from './http/route.ts';
import { networkOf } from './http/rate-limit.ts';
import { allRoutes } from './service.ts';
import { BODIES, NOBODY } from './testing/bodies.ts';
import { createTestService, GOOD_PASSWORD, startTestCluster, TEST_ORIGIN } from './testing/harness.ts';
import type { TestClient, TestCluster, TestService } from './testing/harness.ts';

let cluster: TestCluster;
let service: TestService;
let owner: { client: TestClient; tenantId: string; userId: string };

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
  owner = await service.signUp('owner@target.example');
});
beforeEach(async () => service.forgetLimits());
afterAll(async () => {
  await service.close();
  await cluster.stop();
});

const licence = (authorization: string) =>
  service.client().request('POST', '/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { headers: { authorization } });

describe('forged device tokens', () => {
  test('every altered token is refused alike', async () => {
    const device = await service.addDevice(owner.client, owner.tenantId);
    const [, tenant, deviceId, secret] = /^hfd_([^_]+)_([^_]+)_(.+)$/.exec(device.token) ?? [];
    const other = await service.signUp('owner@elsewhere.example');
    const { privateKey } = await generateKeyPair('EdDSA');
    const forged = [
      '',
      'Bearer',
      `Bearer hfd_${tenant}_${deviceId}_${'A'.repeat(43)}`,
      `Bearer hfd_${other.tenantId}_${deviceId}_${secret}`,
      `Bearer hfd_${tenant}_${owner.userId}_${secret}`,
      `Bearer hfd_${tenant}_${deviceId}_${secret}x`,
      `bearer hfd_${tenant}_${deviceId}_${secret?.toLowerCase()}`,
      `Bearer hfd_' or true --_${deviceId}_${secret}`,
      `Bearer ${new UnsecuredJWT({ did: deviceId, tid: tenant }).encode()}`,
      `Bearer ${await new SignJWT({ did: deviceId, tid: tenant }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey)}`,
    ];
    for (const authorization of forged) {
      const answer = await licence(authorization);
      expect([authorization, answer.status, answer.body['code']]).toEqual([authorization, 401, 'device.refused']);
    }
    expect((await licence(`Bearer ${device.token}`)).status).toBe(200);
  });

  test('a revoked device stays out, and a new sign-in of the installation voids the old token', async () => {
    const first = await service.addDevice(owner.client, owner.tenantId);
    const second = await service.addDevice(owner.client, owner.tenantId, first.installationId);
    expect(second.deviceId).toBe(first.deviceId);
    expect((await licence(`Bearer ${first.token}`)).status).toBe(401);
    expect((await licence(`Bearer ${second.token}`)).status).toBe(200);
    await owner.client.delete(`/api/tenants/${owner.tenantId}/devices/${second.deviceId}`);
    expect((await licence(`Bearer ${second.token}`)).body['code']).toBe('device.refused');
  });
});

describe('replayed codes', () => {
  test('a device code is handed out once, also to parallel polls, and only to the installation that asked', async () => {
    const desktop = service.client();
    const installation = crypto.randomUUID();
    const asked = await desktop.post('/api/device/authorize', { installation_id: installation, device_name: 'Mac', platform: 'macos' });
    await owner.client.post(`/api/tenants/${owner.tenantId}/devices/decide`, { userCode: asked.body['user_code'], approve: true });
    const poll = (installationId: string) =>
      desktop.post('/api/device/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: asked.body['device_code'],
        installation_id: installationId,
      });
    expect((await poll(crypto.randomUUID())).body['error']).toBe('invalid_grant');
    const answers = await Promise.all(Array.from({ length: 6 }, () => poll(installation)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.body['error'] === 'invalid_grant')).toHaveLength(5);
  });

  test('a user code is decided once', async () => {
    const asked = await service.client().post('/api/device/authorize', { installation_id: crypto.randomUUID(), device_name: 'PC', platform: 'linux' });
    const decide = (approve: boolean) => owner.client.post(`/api/tenants/${owner.tenantId}/devices/decide`, { userCode: asked.body['user_code'], approve });
    const answers = await Promise.all([decide(false), decide(false), decide(false)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 404, 404]);
  });
});

describe('sessions', () => {
  test('a session set before signing in is not the session after it', async () => {
    const attacker = await service.signUp('attacker@fixation.example');
    const planted = attacker.client.cookies.get('holdfast.session_token') ?? '';
    await service.signUp('victim@fixation.example');
    const victim = service.client();
    victim.cookies.set('holdfast.session_token', planted);
    await victim.post('/api/auth/sign-in', { email: 'victim@fixation.example', password: GOOD_PASSWORD });
    expect(victim.cookies.get('holdfast.session_token')).not.toBe(planted);
    expect((await victim.get('/api/me')).body['email']).toBe('victim@fixation.example');
    const holder = service.client();
    holder.cookies.set('holdfast.session_token', planted);
    expect((await holder.get('/api/me')).body['email']).toBe('attacker@fixation.example');
  });

  test('a cookie without its signature, or with another one, is nobody', async () => {
    const cookie = decodeURIComponent(owner.client.cookies.get('holdfast.session_token') ?? '');
    const [token = '', signature = ''] = cookie.split('.');
    for (const forged of [token, `${token}.`, `${token}.${signature.slice(0, -4)}AAA=`, `${token.slice(1)}x.${signature}`]) {
      const browser = service.client();
      browser.cookies.set('holdfast.session_token', encodeURIComponent(forged));
      expect((await browser.get('/api/me')).status).toBe(401);
    }
  });

  test('cookies are HttpOnly and SameSite, and Secure with a host prefix or name prefix in production', async () => {
    const answer = await service.client().post('/api/auth/sign-in', { email: 'owner@target.example', password: GOOD_PASSWORD });
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    expect(cookies.length).toBeGreaterThanOrEqual(2);
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i);
  });
});

describe('other sites', () => {
  test('no foreign origin can change anything with a person’s cookies, on any route', async () => {
    const routes = allRoutes(service.parts).filter((route: Route) => route.spec.method !== 'GET');
    expect(routes.length).toBeGreaterThan(30);
    for (const route of routes) {
      const url = route.spec.url.replace(':tenantId', owner.tenantId).replaceAll(/:\w+/g, owner.userId);
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: `${TEST_ORIGIN}.evil.example` }, { origin: undefined }, { origin: undefined, 'sec-fetch-site': 'cross-site' }]) {
        const answer = await owner.client.request(route.spec.method, url, {}, { headers });
        expect([url, headers, answer.body['code']]).toEqual([url, headers, 'request.origin']);
      }
    }
  });

  test('a form of another site cannot be posted as JSON', async () => {
    const answer = await service.client().request('POST', '/api/auth/sign-in', undefined, {
      payload: 'email=owner%40target.example&password=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(415);
    const plain = await service.client().request('POST', '/api/auth/sign-in', undefined, { payload: '{}', headers: { 'content-type': 'text/plain' } });
    expect(plain.status).toBe(415);
  });

  test('no answer allows another origin to read it, or to frame it', async () => {
    const answer = await owner.client.request('GET', '/api/me', undefined, { headers: { origin: 'https://evil.example' } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('spoofed headers', () => {
  test('no header moves a client to another address', async () => {
    const email = 'spoof@target.example';
    const one = service.client('203.0.113.9');
    const statuses = [];
    for (let count = 0; count < 12; count += 1) {
      const spoofed = `198.51.100.${count}`;
      const headers = {
        'x-forwarded-for': spoofed,
        'x-real-ip': spoofed,
        forwarded: `for=${spoofed}`,
        'cf-connecting-ip': spoofed,
        'true-client-ip': spoofed,
        'x-holdfast-client-address': spoofed,
      };
      statuses.push((await one.request('POST', '/api/auth/forgot-password', { email: `${count}-${email}` }, { headers })).status);
    }
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  test('the address in the session list is the socket’s', async () => {
    const browser = service.client('203.0.113.77');
    await browser.request('POST', '/api/auth/sign-in', { email: 'owner@target.example', password: GOOD_PASSWORD }, { headers: { 'x-holdfast-client-address': '9.9.9.9', 'x-forwarded-for': '9.9.9.9' } });
    const listed = await browser.get('/api/auth/sessions');
    expect(listed.text).toContain('203.0.113.77');
    expect(listed.text).not.toContain('9.9.9.9');
  });

  test('a listed proxy is believed, and only for its own hop', async () => {
    const proxied = await createTestService(cluster, { HOLDFAST_TRUSTED_PROXIES: '10.9.9.9' });
    const ask = async (from: string, forwarded: string): Promise<string> => {
      const browser = proxied.client(from);
      await browser.request('POST', '/api/auth/sign-up', { email: 'p@proxy.example', password: 'short', name: 'P', organisation: 'P' }, { headers: { 'x-forwarded-for': forwarded } });
      const rows = await proxied.parts.database.platform.selectFrom('platform.rate_limit').select('bucket').execute();
      await proxied.forgetLimits();
      return rows.map((row) => row.bucket).toSorted().join();
    };
    const direct = await ask('198.51.100.1', '203.0.113.1');
    expect(await ask('198.51.100.1', '203.0.113.2')).toBe(direct);
    expect(await ask('10.9.9.9', '198.51.100.1')).toBe(direct);
    expect(await ask('10.9.9.9', '203.0.113.250, 198.51.100.1')).toBe(direct);
    await proxied.close();
  });

  test('one network of IPv6 counts as one', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::1'));
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('::1')).toBe('0:0:0:0');
  });

  test('the request id is ours', async () => {
    const answer = await service.client().request('GET', '/api/me', undefined, { headers: { 'x-request-id': 'chosen', 'request-id': 'chosen' } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('enumeration', () => {
  const known = 'owner@target.example';

  /** Same status, headers and body but for the ids and the clock. */
  function shape(answer: { status: number; headers: Record<string, unknown>; text: string }): unknown {
    const { date: _date, 'x-request-id': _id, 'content-length': _length, ...headers } = answer.headers;
    return { status: answer.status, headers, text: answer.text.replaceAll(/urn:holdfast:request:[0-9a-f-]+/g, 'id') };
  }

  test.each([
    ['/api/auth/sign-in', (email: string) => ({ email, password: 'wrong-wrong-wrong' })],
    ['/api/auth/forgot-password', (email: string) => ({ email })],
    ['/api/auth/sign-up', (email: string) => ({ email, password: GOOD_PASSWORD, name: 'N', organisation: 'O' })],
  ])('%s answers a known and an unknown address alike', async (url, body) => {
    const [one, other] = [await service.client().post(url, body(known)), await service.client().post(url, body('unknown@target.example'))];
    expect(shape(one)).toEqual(shape(other));
  });

  test('an unknown address gets no token', async () => {
    await service.client().post('/api/auth/forgot-password', { email: 'nobody-at-all@target.example' });
    expect(await service.mailTo('nobody-at-all@target.example')).toEqual([]);
    const links = await service.parts.database.auth.selectFrom('auth.one_time_link').select('email').where('email', '=', 'nobody-at-all@target.example').execute();
    expect(links).toEqual([]);
  });

  test.each([
    ['/api/auth/sign-in', (email: string) => ({ email, password: 'wrong-wrong-wrong' })],
    ['/api/auth/forgot-password', (email: string) => ({ email })],
    ['/api/auth/sign-up', (email: string) => ({ email, password: GOOD_PASSWORD, name: 'N', organisation: 'O' })],
  ])('%s takes as long for an unknown address', async (url, body) => {
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    for (let round = 0; round < 9; round += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        await service.forgetLimits();
        await service.parts.database.auth.deleteFrom('auth.sign_in_guard').execute();
        const email = kind === 'known' ? known : `unknown-${round}@target.example`;
        const started = performance.now();
        await service.client().post(url, body(email));
        times[kind].push(performance.now() - started);
      }
    }
    const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const [slow, fast] = [Math.max(median(times.known), median(times.unknown)), Math.min(median(times.known), median(times.unknown))];
    // Without the equal work the unknown address answers in a tenth of the time.
    expect(fast / slow).toBeGreaterThan(0.6);
  });

  test('a foreign tenant and a tenant that does not exist answer alike', async () => {
    const stranger = await service.signUp('stranger@target.example');
    const one = await stranger.client.get(`/api/tenants/${owner.tenantId}`);
    const other = await stranger.client.get('/api/tenants/99999999-9999-4999-8999-999999999999');
    expect(shape(one)).toEqual(shape(other));
  });
});

describe('size and shape', () => {
  test('an oversized body is refused before it is read', async () => {
    const answer = await service.client().post('/api/auth/sign-in', { email: 'a@b.example', password: 'x'.repeat(70_000) });
    expect([answer.status, answer.body['code']]).toEqual([413, 'request.too-large']);
  });

  test('broken, deep and poisoned JSON are client errors', async () => {
    const raw = (payload: string) => service.client().request('POST', '/api/auth/sign-in', undefined, { payload, headers: { 'content-type': 'application/json' } });
    expect((await raw('{')).status).toBe(400);
    expect((await raw('{"__proto__":{"admin":true},"email":"a@b.example","password":"x"}')).status).toBe(400);
    expect((await raw('{"constructor":{"prototype":{"admin":true}},"email":"a@b.example","password":"x"}')).status).toBe(400);
    expect((await raw(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)).status).toBe(400);
  });

  test('no answer carries a stack, a query or a table name', async () => {
    const answers = [
      await owner.client.get('/api/tenants/not-a-uuid'),
      await owner.client.get(`/api/tenants/${owner.tenantId}/audit?after=2020-01-01T00:00:00.000Z~' or 1=1`),
      await owner.client.get('/api/operator/tenants?limit=9999999'),
    ];
    for (const answer of answers) {
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toMatch(/node_modules|select |app\.|\.ts:/);
    }
  });
});

/** Texts that are SQL, headers, markup, paths, formats, or break text handling. */
const HOSTILE = [
  "'; drop table app.tenant; --",
  "' or '1'='1",
  '$1 $$ \\ %s %n',
  'x\r\nBcc: everybody@victim.example',
  'x\nSet-Cookie: a=b',
  '\u0000',
  'a\u0000b',
  '\u202eabc\u2028',
  '<script>alert(1)</script>',
  '{{constructor.constructor("return 1")()}}',
  '../../../../etc/passwd',
  '\ud800',
  '😀'.repeat(20),
  'x'.repeat(5_000),
];

/** Where text can stand in what a schema accepts: names of properties, `0` for the first of a list, `entry` for a free key. */
function textFields(schema: unknown, path: readonly string[] = []): string[][] {
  const { type, properties, items, additionalProperties, anyOf, oneOf, allOf } = jsonSchemaShape.parse(schema);
  return [
    ...(type === undefined || [type].flat().includes('string') ? [[...path]] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) => textFields(inner, [...path, name])),
    ...(items === undefined ? [] : textFields(items, [...path, '0'])),
    ...(typeof additionalProperties === 'object' ? textFields(additionalProperties, [...path, 'entry']) : []),
    ...[anyOf, oneOf, allOf].flatMap((some) => some ?? []).flatMap((inner) => textFields(inner, path)),
  ];
}
const jsonSchemaShape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

/** A copy of `value` with `text` at `path`, whatever was there. */
function withText(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  if (name === '0') return [withText(Array.isArray(value) ? value[0] : undefined, rest, text)];
  const present = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const inner = present.find(([key]) => key === name)?.[1];
  return Object.fromEntries([...present.filter(([key]) => key !== name), [name, withText(inner, rest, text)]]);
}

/** Percent-encoded, a broken half of a pair as the bytes it would have. */
const inAddress = (text: string): string => (text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80');

describe('injection through every string field', () => {
  test('the fields are found: of bodies, nested ones and optional ones too', () => {
    const fields = (name: string) => {
      const route = allRoutes(service.parts).find(({ spec }) => `${spec.method} ${spec.url}` === name);
      return textFields(z.toJSONSchema(route?.spec.body ?? z.never(), { io: 'input' })).map((path) => path.join('.'));
    };
    expect(fields('POST /api/auth/sign-in')).toEqual(['email', 'password', 'code']);
    expect(fields('PUT /api/tenants/:tenantId/branding')).toEqual(expect.arrayContaining(['displayName', 'theme.dark.accent', 'logo', 'links.0.label', 'links.0.url']));
    expect(fields('POST /api/tenants/:tenantId/rule-packs')).toEqual(expect.arrayContaining(['name', 'rules.0.id', 'rules.0.kind', 'rules.0.parameters.entry']));
  });

  test('nothing fails, nothing executes, nothing reaches a header', async () => {
    const operator = await service.operator();
    const { platform } = service.parts.database;
    const before = await platform.selectFrom('app.tenant').select('tenant_id').execute();
    const failed: string[] = [];
    const attacked = new Set<string>();
    for (const { access, spec } of allRoutes(service.parts)) {
      const { method } = spec;
      const client = access.kind === 'operator' ? operator : owner.client;
      const address = (change: Readonly<Record<string, string>> = {}): string =>
        spec.url.replaceAll(/:(\w+)/g, (_found, name: string) => change[name] ?? (name === 'tenantId' ? owner.tenantId : NOBODY));
      const body = BODIES[`${method} ${spec.url}`];
      const ask = async (field: string, text: string, url: string, sent: unknown): Promise<void> => {
        attacked.add(`${method} ${spec.url} ${field}`);
        await service.forgetLimits();
        const answer = await client.request(method, url, sent);
        const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`).join('\n');
        if (answer.status >= 500 || /a=b|victim/.test(headers)) failed.push(`${method} ${url} ${field} ${JSON.stringify(text.slice(0, 40))}: ${answer.status}`);
      };
      const schema = (part: z.ZodType | undefined): unknown => z.toJSONSchema(part ?? z.object({}), { io: 'input' });
      for (const text of HOSTILE) {
        for (const [name] of spec.url.matchAll(/(?<=:)\w+/g)) await ask(name, text, address({ [name]: inAddress(text) }), body);
        for (const [name = ''] of textFields(schema(spec.query))) await ask(name, text, `${address()}?${name}=${inAddress(text)}`, body);
        for (const path of textFields(schema(spec.body))) await ask(path.join('.'), text, address(), withText(body, path, text));
      }
    }
    expect(failed).toEqual([]);
    expect(attacked.size).toBeGreaterThan(150);
    const after = await platform.selectFrom('app.tenant').select('tenant_id').execute();
    expect(after.map((row) => row.tenant_id)).toEqual(expect.arrayContaining(before.map((row) => row.tenant_id)));
    const mail = await platform.selectFrom('platform.mail').select(['recipient', 'subject']).execute();
    for (const { recipient, subject } of mail) expect(`${recipient}${subject}`).not.toMatch(/[\r\n\u0000]/);
  }, 240_000);

  test('searches and cursors are values, never SQL or patterns', async () => {
    const operator = await service.operator();
    for (const text of HOSTILE.filter((one) => one.length < 250)) {
      for (const url of ['/api/operator/tenants?search=', '/api/operator/users?search=', '/api/operator/audit?actor=', '/api/operator/tenants?after=', `/api/operator/audit?after=`]) {
        const answer = await operator.get(`${url}${encodeURIComponent(text.replaceAll('\ud800', ''))}`);
        expect([url, text, answer.status < 500]).toEqual([url, text, true]);
      }
    }
    const everything = await operator.get('/api/operator/tenants?search=%25&limit=200');
    const names = Object.values(everything.body['tenants'] ?? {}).map((tenant: { name: string }) => tenant.name);
    expect(names.filter((name) => !name.includes('%'))).toEqual([]);
  });

  test('a path with broken escapes or a NUL is a client error', async () => {
    for (const path of ['/api/tenants/%00', '/api/tenants/%ff%fe', '/api/tenants/%', `/api/tenants/${'a'.repeat(3000)}`]) {
      const answer = await owner.client.get(path);
      expect([path.slice(0, 30), answer.status >= 400 && answer.status < 500]).toEqual([path.slice(0, 30), true]);
    }
  });
});
