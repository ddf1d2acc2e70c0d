/** A tenant's life: seats, roles, invitations, CSV, packs, branding, announcements, legal, audit, export and deletion. */
import { crc32, deflateSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleClaimsSchema } from '../contract/bundle.ts';
import { createTestService, GOOD_PASSWORD, startTestCluster } from '../testing/harness.ts';
import type { TestClient, TestCluster, TestService } from '../testing/harness.ts';
import { Problem } from '../problem.ts';
import { normaliseLogo } from './png.ts';

let cluster: TestCluster;
let service: TestService;
let operator: TestClient;

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

const THEME = { light: { accent: '#1f5fd0', onAccent: '#ffffff' }, dark: { accent: '#7fb0ff', onAccent: '#0b1220' } };
const rule = (maximum: number) => [{ id: 'cap', kind: 'ticket-cap', severity: 'major', enabled: true, parameters: { maximum } }];

describe('seats and invitations', () => {
  test('the limit counts seats and open invitations, also when asked in parallel', async () => {
    const owner = await service.signUp('limit@seats.example');
    const invite = (n: number) => owner.client.post(`/api/tenants/${owner.tenantId}/invitations`, { email: `n${n}@seats.example`, role: 'seat' });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => invite(n)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(4);
    expect(answers.filter((answer) => answer.body['code'] === 'seat.limit')).toHaveLength(4);
    const listed = await owner.client.get(`/api/tenants/${owner.tenantId}/invitations`);
    expect(listed.body['invitations']).toHaveLength(4);
  });

  test('resending makes the old link worthless; revoking ends the new one; accepting works once', async () => {
    const owner = await service.signUp('links@seats.example');
    const base = `/api/tenants/${owner.tenantId}/invitations`;
    const invited = await owner.client.post(base, { email: 'guest@seats.example', role: 'support' });
    const first = await service.tokenFor('guest@seats.example');
    expect((await owner.client.post(`${base}/${String(invited.body['id'])}/resend`)).status).toBe(200);
    const second = await service.tokenFor('guest@seats.example');
    const guest = service.client();
    expect((await guest.post('/api/invitations/preview', { token: first })).body['code']).toBe('link.invalid');
    expect((await guest.post('/api/invitations/preview', { token: second })).body).toMatchObject({ role: 'support', hasAccount: false });
    await owner.client.delete(`${base}/${String(invited.body['id'])}`);
    expect((await guest.post('/api/invitations/join', { token: second, name: 'G', password: GOOD_PASSWORD })).body['code']).toBe('link.invalid');
    const { client } = await service.addSeat(owner.client, owner.tenantId, 'guest@seats.example');
    expect((await client.get(`/api/tenants/${owner.tenantId}`)).body['role']).toBe('seat');
    const late = await owner.client.post(base, { email: 'late@seats.example', role: 'seat' });
    expect(late.status).toBe(201);
    service.clock.advance(8 * 86_400_000);
    const expired = await guest.post('/api/invitations/preview', { token: await service.tokenFor('late@seats.example') });
    expect([expired.status, expired.body['code']]).toEqual([410, 'link.expired']);
  });

  test('one person, two tenants: the same address in both, each role its own, neither sees the other', async () => {
    const [one, two] = [await service.signUp('one@both.example'), await service.signUp('two@both.example')];
    const { client } = await service.addSeat(one.client, one.tenantId, 'shared@both.example', 'admin');
    // Earlier tests turned the clock; sessions are made by the real one.
    await two.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    await two.client.post(`/api/tenants/${two.tenantId}/invitations`, { email: 'shared@both.example', role: 'seat' });
    const token = await service.tokenFor('shared@both.example');
    const joinAgain = await service.client().post('/api/invitations/join', { token, name: 'S', password: GOOD_PASSWORD });
    expect(joinAgain.body['code']).toBe('invitation.other-address');
    expect((await one.client.post('/api/invitations/accept', { token })).body['code']).toBe('invitation.other-address');
    expect((await client.post('/api/invitations/accept', { token })).status).toBe(200);
    const me = await client.get('/api/me');
    expect(Object.values(me.body['memberships'] ?? {})).toEqual([
      expect.objectContaining({ tenantId: one.tenantId, role: 'admin' }),
      expect.objectContaining({ tenantId: two.tenantId, role: 'seat' }),
    ]);
    expect((await client.get(`/api/tenants/${two.tenantId}/seats`)).body['code']).toBe('role.forbidden');
    expect((await client.get(`/api/tenants/${one.tenantId}/seats`)).status).toBe(200);
  });

  test('an admin cannot touch owners or make one; the last owner stays', async () => {
    const owner = await service.signUp('boss@roles.example');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const admin = await service.addSeat(owner.client, owner.tenantId, 'admin@roles.example', 'admin');
    await admin.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const base = `/api/tenants/${owner.tenantId}`;
    expect((await admin.client.delete(`${base}/seats/${owner.userId}`)).body['code']).toBe('role.forbidden');
    expect((await admin.client.put(`${base}/seats/${admin.userId}/role`, { role: 'owner' })).body['code']).toBe('role.forbidden');
    expect((await admin.client.post(`${base}/invitations`, { email: 'x@roles.example', role: 'owner' })).body['code']).toBe('role.forbidden');
    expect((await owner.client.delete(`${base}/seats/${owner.userId}`)).body['code']).toBe('seat.last-owner');
    expect((await owner.client.put(`${base}/seats/${owner.userId}/role`, { role: 'seat' })).body['code']).toBe('seat.last-owner');
    expect((await owner.client.put(`${base}/seats/${admin.userId}/role`, { role: 'owner' })).status).toBe(200);
    // Two owners who remove each other at once: one of them stays.
    const answers = await Promise.all([owner.client.delete(`${base}/seats/${admin.userId}`), admin.client.delete(`${base}/seats/${owner.userId}`)]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  test('a CSV invites what it can and says why not, line by line', async () => {
    const owner = await service.signUp('csv@seats.example');
    // Earlier tests turned the clock; sessions are made by the real one.
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const csv = '\ufeffE-mail;Role\nA@csv.example;seat\nnot an address\n"b@csv.example";ADMIN\na@csv.example\nc@csv.example;king\ncsv@seats.example\nd@csv.example;owner\ne@csv.example\nf@csv.example\n';
    const answer = await owner.client.post(`/api/tenants/${owner.tenantId}/invitations/csv`, { csv });
    expect(answer.body['invited']).toEqual(['a@csv.example', 'b@csv.example', 'd@csv.example', 'e@csv.example']);
    const refused = Object.values(answer.body['refused'] ?? {}).map((one) => Object.fromEntries(Object.entries(one ?? {})));
    expect(refused.map((one) => [one['line'], one['reason']])).toEqual([
      [3, 'not an e-mail address'],
      [5, 'twice in the list'],
      [6, 'not a role'],
      [7, 'has a seat already'],
      [10, 'all seats are taken'],
    ]);
    // The log has every address, as it has that of a single invitation.
    const sent = await owner.client.get(`/api/tenants/${owner.tenantId}/audit?action=invitation.sent`);
    const targets = Object.values(sent.body['entries'] ?? {}).map((entry: { target: string; detail: { role: string } }) => `${entry.target} ${entry.detail.role}`);
    expect(targets.toSorted((a, b) => a.localeCompare(b))).toEqual(['a@csv.example seat', 'b@csv.example admin', 'd@csv.example owner', 'e@csv.example seat']);
  });
});

describe('bundle', () => {
  let owner: { client: TestClient; tenantId: string; userId: string };
  let token: string;
  const bundle = async () => {
    const answer = await service.client().request('POST', '/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { headers: { authorization: `Bearer ${token}` } });
    return bundleClaimsSchema.parse(decodeJwt(String(answer.body['bundle'])));
  };

  beforeAll(async () => {
    owner = await service.signUp('brand@bundle.example', 'Brand Desk');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    ({ token } = await service.addDevice(owner.client, owner.tenantId));
  });

  test('rule packs: a draft is not in the bundle, versions never change, an archived pack leaves', async () => {
    const base = `/api/tenants/${owner.tenantId}/rule-packs`;
    const made = await owner.client.post(base, { name: 'House', rules: rule(6) });
    const id = String(made.body['id']);
    expect((await bundle()).rulePacks).toEqual([]);
    const first = await owner.client.post(`${base}/${id}/publish`);
    expect(first.body).toMatchObject({ version: 1 });
    expect((await owner.client.post(`${base}/${id}/publish`)).body['code']).toBe('pack.unchanged');
    await owner.client.put(`${base}/${id}`, { name: 'House', rules: rule(4) });
    expect((await bundle()).rulePacks[0]?.version).toBe(1);
    const before = await bundle();
    await owner.client.post(`${base}/${id}/publish`);
    const after = await bundle();
    expect(after.rev).toBeGreaterThan(before.rev);
    expect(after.rulePacks[0]).toMatchObject({ version: 2 });
    const history = await owner.client.get(`${base}/${id}/versions`);
    const versions = Object.values(history.body['versions'] ?? {}).map((one) => Object.fromEntries(Object.entries(one ?? {})));
    expect(versions.map((one) => one['version'])).toEqual([2, 1]);
    expect(versions[1]).toEqual(first.body);
    await owner.client.delete(`${base}/${id}`);
    expect((await bundle()).rulePacks).toEqual([]);
    expect((await owner.client.put(`${base}/${id}`, { name: 'House', rules: rule(1) })).body['code']).toBe('pack.not-found');
  });

  test('rules that the engine cannot read are refused, each value with its place', async () => {
    const base = `/api/tenants/${owner.tenantId}/rule-packs`;
    const [cap] = rule(6);
    const wrong = [
      { ...cap, parameters: { limit: 3 } },
      { ...cap, id: 'later', kind: 'later-kind' },
      { ...cap, id: 'many', enabled: false, parameters: { maximum: 5000 } },
      { ...cap, id: 'fine' },
    ];
    const paths = ['rules/0/parameters', 'rules/0/parameters/maximum', 'rules/1/kind', 'rules/2/parameters/maximum'];
    const refusedAt = (answer: { status: number; body: Record<string, unknown> }) => {
      expect([answer.status, answer.body['code']]).toEqual([422, 'pack.refused']);
      return Object.values(answer.body['errors'] ?? {}).map((one) => Object.fromEntries(Object.entries(one ?? {}))['path']).toSorted((a, b) => String(a).localeCompare(String(b)));
    };
    expect(refusedAt(await owner.client.post(base, { name: 'Wrong', rules: wrong }))).toEqual(paths);
    const made = await owner.client.post(base, { name: 'Right', rules: rule(6) });
    expect(made.status).toBe(201);
    const id = String(made.body['id']);
    expect(refusedAt(await owner.client.put(`${base}/${id}`, { name: 'Right', rules: wrong }))).toEqual(paths);
    // A draft that an earlier service let in is not published either.
    await service.parts.database.withTenant(owner.tenantId, (tx) =>
      tx.updateTable('app.rule_pack').set({ draft: JSON.stringify([{ ...cap, parameters: { limit: 3 } }]) }).where('tenant_id', '=', owner.tenantId).where('pack_id', '=', id).execute(),
    );
    expect(refusedAt(await owner.client.post(`${base}/${id}/publish`))).toEqual(paths.slice(0, 2));
    expect((await bundle()).rulePacks.some(({ packId }) => packId === id)).toBe(false);
    await owner.client.delete(`${base}/${id}`);
  });

  test('a theme that cannot be read is refused with the pair that fails', async () => {
    const url = `/api/tenants/${owner.tenantId}/branding`;
    const bad = await owner.client.put(url, { displayName: 'B', theme: { ...THEME, light: { accent: '#ffd400', onAccent: '#ffffff' } }, logo: null, links: [] });
    expect([bad.status, bad.body['code']]).toEqual([422, 'theme.contrast']);
    expect(bad.body['detail']).toContain('light');
    const link = await owner.client.put(url, { displayName: 'B', theme: THEME, logo: null, links: [{ label: 'x', url: 'javascript:alert(1)' }] });
    expect(link.status).toBe(400);
    const good = await owner.client.put(url, { displayName: 'My Brand', theme: THEME, logo: null, links: [{ label: 'Help', url: 'https://help.example/' }] });
    expect(good.status).toBe(200);
    expect((await bundle()).branding).toEqual({ displayName: 'My Brand', theme: THEME, logo: null, links: [{ label: 'Help', url: 'https://help.example/' }] });
  });

  test('announcements and legal documents', async () => {
    const base = `/api/tenants/${owner.tenantId}`;
    const made = await owner.client.post(`${base}/announcements`, { title: 'Server move', body: 'On Sunday.' });
    expect((await bundle()).announcements).toMatchObject([{ title: 'Server move' }]);
    await owner.client.delete(`${base}/announcements/${String(made.body['id'])}`);
    expect((await bundle()).announcements).toEqual([]);
    await operator.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const document = { kind: 'terms', title: 'Terms', url: 'https://example.com/t', contentHash: 'c'.repeat(64), effectiveAt: '2026-01-01T00:00:00Z' };
    expect((await operator.post('/api/operator/legal', document)).body['version']).toBe(1);
    expect((await operator.post('/api/operator/legal', document)).body['version']).toBe(2);
    expect((await bundle()).legal).toMatchObject([{ kind: 'terms', version: 2 }]);
    expect((await owner.client.post(`${base}/legal/accept`, { kind: 'terms', version: 1 })).body['code']).toBe('legal.not-found');
    expect((await owner.client.post(`${base}/legal/accept`, { kind: 'terms', version: 2 })).status).toBe(200);
    const listed = await owner.client.get(`${base}/legal`);
    expect(listed.text).toContain('"acceptedAt":"2');
    const consents = await owner.client.get(`${base}/legal/consents`);
    expect(consents.body['consents']).toMatchObject([{ userId: owner.userId, kind: 'terms', version: 2 }]);
    const published = await operator.get('/api/operator/legal');
    expect(published.body['documents']).toMatchObject([{ kind: 'terms', version: 2 }, { kind: 'terms', version: 1 }]);
  });
});

/** A PNG chunk. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

function png(width: number, height: number, pixels: Buffer, extra: Buffer[] = []): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const file = Buffer.concat([signature, chunk('IHDR', header), ...extra, chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

describe('logos', () => {
  const pixels = Buffer.alloc(4 * (4 * 4 + 1));
  const plain = png(4, 4, pixels);

  test('a picture passes; its text chunks and anything after its end do not', () => {
    expect(normaliseLogo(plain)).toBe(plain);
    expect(normaliseLogo(png(4, 4, pixels, [chunk('tEXt', Buffer.from('secret\0place'))]))).toBe(plain);
    const trailing = `data:image/png;base64,${Buffer.concat([Buffer.from(plain.slice(22), 'base64'), Buffer.from('<script>')]).toString('base64')}`;
    expect(normaliseLogo(trailing)).toBe(plain);
  });

  test.each([
    ['an SVG', 'data:image/svg+xml;base64,PHN2Zz48L3N2Zz4='],
    ['a text called PNG', `data:image/png;base64,${Buffer.from('hello').toString('base64')}`],
    ['too many pixels', png(513, 1, Buffer.alloc(513 * 4 + 1))],
    ['a size that does not match', png(8, 8, pixels)],
    ['a decompression bomb', png(4, 4, Buffer.alloc(8_000_000))],
    ['a cut-off file', plain.slice(0, -24)],
    ['an unknown critical chunk', png(4, 4, pixels, [chunk('EVIL', Buffer.alloc(1))])],
    ['a damaged checksum', png(4, 4, pixels).replace(/.{8}(.{8})$/, 'AAAAAAAA$1')],
  ])('%s is refused', (_name, data) => {
    expect(() => normaliseLogo(data)).toThrow(Problem);
  });
});

describe('audit', () => {
  test('is filtered, paged and exported', async () => {
    const owner = await service.signUp('audit@log.example');
    const base = `/api/tenants/${owner.tenantId}`;
    for (let n = 0; n < 7; n += 1) await owner.client.put(base, { name: `Name ${n}` });
    const first = await owner.client.get(`${base}/audit?limit=5`);
    const second = await owner.client.get(`${base}/audit?limit=5&after=${encodeURIComponent(String(first.body['next']))}`);
    expect(Object.values(first.body['entries'] ?? {})).toHaveLength(5);
    expect(Object.values(second.body['entries'] ?? {})).toHaveLength(3);
    expect(second.body['next']).toBeNull();
    const created = await owner.client.get(`${base}/audit?action=tenant.created`);
    expect(Object.values(created.body['entries'] ?? {})).toEqual([
      expect.objectContaining({ action: 'tenant.created', actor: 'audit@log.example', actorId: owner.userId, address: owner.client.address }),
    ]);
    const exported = await owner.client.get(`${base}/audit/export?actor=audit@log.example`);
    expect(Object.values(exported.body['entries'] ?? {})).toHaveLength(8);
  });
});

describe('the end of a tenant', () => {
  test('export, then purge with a receipt; nothing of it is left, and nothing of the others is gone', async () => {
    const owner = await service.signUp('leaving@gone.example', 'Leaving Desk');
    const neighbour = await service.signUp('staying@gone.example');
    await owner.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const base = `/api/tenants/${owner.tenantId}`;
    const device = await service.addDevice(owner.client, owner.tenantId);
    const pack = await owner.client.post(`${base}/rule-packs`, { name: 'P', rules: rule(3) });
    await owner.client.post(`${base}/rule-packs/${String(pack.body['id'])}/publish`);
    const digest = 'a'.repeat(64);
    expect((await owner.client.post(`${base}/delete`, { name: 'Leaving Desk', exportDigest: digest })).body['code']).toBe('tenant.export-first');
    const exported = await owner.client.post(`${base}/export`);
    expect(Object.keys(exported.body['tables'] ?? {})).toHaveLength(10);
    expect(exported.text).toContain('"Leaving Desk"');
    expect(exported.text).not.toContain('token_hash');
    const exportDigest = exported.body['digest'];
    expect((await owner.client.post(`${base}/delete`, { name: 'Wrong', exportDigest })).body['code']).toBe('tenant.confirmation');
    expect((await neighbour.client.post(`${base}/delete`, { name: 'Leaving Desk', exportDigest })).status).toBe(403);
    await neighbour.client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    expect((await neighbour.client.post(`${base}/delete`, { name: 'Leaving Desk', exportDigest })).body['code']).toBe('tenant.not-found');

    const answers = await Promise.all([0, 1].map(() => owner.client.post(`${base}/delete`, { name: 'Leaving Desk', exportDigest })));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)[0]).toBe(200);
    const receipt = answers.find((answer) => answer.status === 200);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(decodeJwt(String(receipt?.body['receipt']))).toMatchObject({ tenantId: owner.tenantId, exportDigest, rows: { tenant: 1, membership: 1, device: 1 } });

    expect((await owner.client.get(base)).status).toBe(404);
    expect((await service.client().request('POST', '/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { headers: { authorization: `Bearer ${device.token}` } })).body['code']).toBe('device.refused');
    const left = await service.parts.database.platform.selectFrom('app.audit_entry').select('entry_id').where('tenant_id', '=', owner.tenantId).execute();
    expect(left).toEqual([]);
    expect((await neighbour.client.get(`/api/tenants/${neighbour.tenantId}`)).status).toBe(200);
    expect((await owner.client.get('/api/me')).body['memberships']).toEqual([]);
  });
});

describe('operator', () => {
  test('creates a tenant whose owner is invited, searches, notes, and reads the log and the health', async () => {
    const fresh = await createTestService(cluster);
    const platform = await fresh.operator();
    const made = await platform.post('/api/operator/tenants', { name: 'Prop 100% Firm', ownerEmail: 'boss@prop.example', plan: 'partner', seatLimit: 500 });
    expect(made.status).toBe(201);
    const tenantId = String(made.body['tenantId']);
    const boss = fresh.client();
    expect((await boss.post('/api/invitations/join', { token: await fresh.tokenFor('boss@prop.example'), name: 'Boss', password: GOOD_PASSWORD })).status).toBe(200);
    expect((await boss.get(`/api/tenants/${tenantId}`)).body).toMatchObject({ role: 'owner', plan: 'partner', seatLimit: 500, seatsUsed: 1 });
    expect((await platform.get(`/api/tenants/${tenantId}`)).body['code']).toBe('operator.reason');
    for (const search of ['100%', 'boss@prop']) {
      const found = await platform.get(`/api/operator/tenants?search=${encodeURIComponent(search)}`);
      expect(Object.values(found.body['tenants'] ?? {})).toEqual([expect.objectContaining({ tenantId, seatsUsed: 1 })]);
    }
    await platform.post(`/api/operator/tenants/${tenantId}/notes`, { body: 'Met at the fair.' });
    expect((await platform.get(`/api/operator/tenants/${tenantId}/notes`)).text).toContain('Met at the fair.');
    expect((await boss.get(`/api/tenants/${tenantId}/audit`)).text).not.toContain('Met at the fair.');
    expect((await platform.get('/api/operator/audit?action=tenant.created')).text).toContain(tenantId);
    const exported = await platform.get('/api/operator/audit/export?action=tenant.created');
    expect([exported.status, exported.body['next']]).toEqual([200, null]);
    expect(exported.text).toContain(tenantId);
    expect((await platform.get('/api/operator/audit?limit=1')).text).toContain('audit.exported');
    // Signing in is done by whoever signs in, and a reset by whose link it is.
    for (const action of ['account.password-reset', 'account.signed-in']) {
      const log = await platform.get(`/api/operator/audit?action=${action}`);
      expect(log.body).toMatchObject({ entries: [{ actor: service.seeded.adminEmail }] });
    }
    expect((await platform.get('/api/operator/health')).body).toMatchObject({ counts: { tenants: 2 } });
    expect((await platform.get('/api/operator/users?search=boss')).text).toContain('boss@prop.example');
    await fresh.close();
  });

  test('opens a view with a reason, sees until when it lasts, and ends it before its time', async () => {
    const fresh = await createTestService(cluster);
    const platform = await fresh.operator();
    const { client, tenantId } = await fresh.signUp('vera@desk.example');
    const viewAs = `/api/operator/tenants/${tenantId}/view-as`;
    const opened = await platform.post(viewAs, { reason: 'Case 9' });
    expect((await platform.get(`/api/tenants/${tenantId}`)).body).toMatchObject({ role: null, viewUntil: opened.body['expiresAt'] });
    expect((await client.get(`/api/tenants/${tenantId}`)).body).toMatchObject({ role: 'owner', viewUntil: null });
    expect((await platform.request('DELETE', viewAs)).status).toBe(200);
    expect((await platform.get(`/api/tenants/${tenantId}`)).body['code']).toBe('operator.reason');
    expect((await platform.request('DELETE', viewAs)).status).toBe(200);
    const closed = await client.get(`/api/tenants/${tenantId}/audit?action=operator.view-closed`);
    expect(closed.body).toMatchObject({ entries: [{ detail: { reason: 'Case 9' } }], next: null });
    await fresh.close();
  });
});
