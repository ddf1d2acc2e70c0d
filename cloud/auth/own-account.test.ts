/** What a person does with the own account: a new name, giving up a seat, leaving for good. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestService, GOOD_PASSWORD, startTestCluster } from '../testing/harness.ts';
import type { TestCluster, TestService } from '../testing/harness.ts';

let cluster: TestCluster;
let service: TestService;

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
});
beforeEach(async () => service.forgetLimits());
afterAll(async () => {
  await service.close();
  await cluster.stop();
});

describe('the own account', () => {
  test('a new name is shown everywhere the person is listed', async () => {
    const { client, tenantId } = await service.signUp('rename@self.example');
    expect((await client.put('/api/me', { name: 'Rena Me' })).status).toBe(200);
    expect((await client.get('/api/me')).body['name']).toBe('Rena Me');
    expect((await client.get(`/api/tenants/${tenantId}/seats`)).text).toContain('Rena Me');
    expect((await client.put('/api/me', { name: 'two\nlines' })).body['code']).toBe('request.invalid');
  });

  test('a seat can be given up; the last owner’s cannot', async () => {
    const owner = await service.signUp('owner@leave.example', 'Leaving');
    const seat = await service.addSeat(owner.client, owner.tenantId, 'seat@leave.example');
    const device = await service.addDevice(seat.client, owner.tenantId);
    const leave = (client: typeof seat.client, name: string) => client.post(`/api/tenants/${owner.tenantId}/leave`, { name });
    expect((await leave(seat.client, 'Another')).body['code']).toBe('tenant.confirmation');
    expect((await leave(owner.client, 'Leaving')).body).toMatchObject({ status: 409, code: 'seat.last-owner' });
    expect((await leave(seat.client, 'Leaving')).status).toBe(200);
    expect((await seat.client.get(`/api/tenants/${owner.tenantId}`)).body['code']).toBe('tenant.not-found');
    const check = await service.client().request('POST', '/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { headers: { authorization: `Bearer ${device.token}` } });
    expect(check.body['code']).toBe('licence.seat-removed');
    expect((await owner.client.get(`/api/tenants/${owner.tenantId}/audit?action=seat.left`)).text).toContain('seat@leave.example');
  });

  test('a deleted account leaves no session, no password and no address in a member list, and may sign up again', async () => {
    const owner = await service.signUp('owner@gone.example', 'Staying');
    const other = await service.signUp('owner@other.example', 'Other Desk');
    const seat = await service.addSeat(owner.client, owner.tenantId, 'seat@gone.example');
    await other.client.post(`/api/tenants/${other.tenantId}/invitations`, { email: 'seat@gone.example', role: 'admin' });
    await seat.client.post('/api/invitations/accept', { token: await service.tokenFor('seat@gone.example') });
    expect((await seat.client.post('/api/me/delete', { email: 'owner@gone.example' })).body['code']).toBe('tenant.confirmation');
    const refused = await owner.client.post('/api/me/delete', { email: 'owner@gone.example' });
    expect([refused.status, refused.body['code'], String(refused.body['detail']).includes('Staying')]).toEqual([409, 'seat.last-owner', true]);
    expect((await owner.client.get('/api/me')).status).toBe(200);
    const operator = await service.operator();
    expect((await operator.post('/api/me/delete', { email: service.seeded.adminEmail })).body['code']).toBe('account.operator');

    const elsewhere = service.client();
    await elsewhere.post('/api/auth/sign-in', { email: 'seat@gone.example', password: GOOD_PASSWORD });
    expect((await seat.client.post('/api/me/delete', { email: 'seat@gone.example' })).status).toBe(200);
    for (const client of [seat.client, elsewhere]) expect((await client.get('/api/me')).status).toBe(401);
    expect((await service.client().post('/api/auth/sign-in', { email: 'seat@gone.example', password: GOOD_PASSWORD })).body['code']).toBe('sign-in.refused');
    for (const one of [owner, other]) expect((await one.client.get(`/api/tenants/${one.tenantId}/seats`)).text).not.toContain('seat@gone.example');
    const rows = await service.parts.database.platform.selectFrom('app.membership').select(['email', 'name', 'removed_at']).where('user_id', '=', seat.userId).execute();
    expect(rows.map(({ name, removed_at }) => [name, removed_at !== null])).toEqual([['Deleted person', true], ['Deleted person', true]]);
    expect(rows.every(({ email }) => email.endsWith('@deleted.invalid'))).toBe(true);
    expect((await service.signUp('seat@gone.example')).userId).not.toBe(seat.userId);
  });
});
