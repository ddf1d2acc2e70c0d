/** A person's account through the routes: verify, sign in, lock-out, reset, sessions, two-factor. */
import { createOTP } from '@better-auth/utils/otp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestService, GOOD_PASSWORD, startTestCluster } from '../testing/harness.ts';
import type { TestCluster, TestService } from '../testing/harness.ts';

let cluster: TestCluster;
let service: TestService;
const OTHER_PASSWORD = 'granite-lantern-92-bees';

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
});
beforeEach(async () => service.forgetLimits());
afterAll(async () => {
  await service.close();
  await cluster.stop();
});

const signIn = (email: string, password: string, extra: Record<string, string> = {}, client = service.client()) =>
  client.post('/api/auth/sign-in', { email, password, ...extra });

/** The authenticator's present code for an otpauth address. */
async function codeOf(uri: unknown, stepsAhead = 0): Promise<string> {
  const secret = new URL(String(uri)).searchParams.get('secret') ?? '';
  const key = Buffer.from(decodeBase32(secret)).toString('utf8');
  return createOTP(key, { digits: 6, period: 30 }).hotp(Math.floor(Date.now() / 30_000) + stepsAhead);
}

function decodeBase32(text: string): number[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replaceAll('=', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}

describe('sign up', () => {
  test('nothing exists until the link and the password are shown together', async () => {
    const browser = service.client();
    await browser.post('/api/auth/sign-up', { email: 'New@Person.example', password: GOOD_PASSWORD, name: 'New', organisation: 'New Desk' });
    expect((await signIn('new@person.example', GOOD_PASSWORD)).body['code']).toBe('sign-in.refused');
    const token = await service.tokenFor('new@person.example');
    const wrong = await browser.post('/api/auth/verify-email', { token, password: 'somebody-elses-guess' });
    expect([wrong.status, wrong.body['code']]).toEqual([401, 'sign-in.refused']);
    const right = await browser.post('/api/auth/verify-email', { token, password: GOOD_PASSWORD });
    expect(right.status).toBe(200);
    const again = await browser.post('/api/auth/verify-email', { token, password: GOOD_PASSWORD });
    expect([again.status, again.body['code']]).toEqual([400, 'link.invalid']);
    const me = await browser.get('/api/me');
    expect(me.body).toMatchObject({ email: 'new@person.example', operator: false, memberships: [{ name: 'New Desk', role: 'owner' }] });
  });

  test('an expired link says so', async () => {
    const browser = service.client();
    await browser.post('/api/auth/sign-up', { email: 'late@person.example', password: GOOD_PASSWORD, name: 'Late', organisation: 'Late' });
    const token = await service.tokenFor('late@person.example');
    service.clock.advance(25 * 3600_000);
    const answer = await browser.post('/api/auth/verify-email', { token, password: GOOD_PASSWORD });
    expect([answer.status, answer.body['code']]).toEqual([410, 'link.expired']);
  });

  test.each([
    ['too short', 'short'],
    ['common with digits', 'password123456'],
    ['common twice', 'iloveyouiloveyou'],
    ['one letter', 'aaaaaaaaaaaaaaaa'],
    ['the address', 'weakling@person.example'],
  ])('a password that is %s is refused', async (_why, password) => {
    const answer = await service.client().post('/api/auth/sign-up', { email: 'weakling@person.example', password, name: 'Weak', organisation: 'Weak' });
    expect([answer.status, answer.body['code']]).toEqual([422, 'password.refused']);
  });

  test('the same address twice: same answer, and a mail that says it has an account', async () => {
    await service.signUp('twice@person.example');
    const answer = await service.client().post('/api/auth/sign-up', { email: 'twice@person.example', password: OTHER_PASSWORD, name: 'Twice', organisation: 'T' });
    expect([answer.status, answer.body]).toEqual([202, { ok: true }]);
    const [mail] = await service.mailTo('twice@person.example');
    expect(mail?.subject).toBe('You already have a Holdfast account');
    expect(mail?.text).not.toContain('token=');
  });
});

describe('lock-out', () => {
  test('five failures lock, even for the right password; the lock ends by itself and grows', async () => {
    await service.signUp('locked@person.example');
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await signIn('locked@person.example', 'wrong-wrong-wrong')).status).toBe(401);
    const locked = await signIn('locked@person.example', GOOD_PASSWORD);
    expect([locked.status, locked.body['code']]).toEqual([429, 'sign-in.locked']);
    const seconds = ({ headers }: typeof locked): number => Number(headers['retry-after']);
    expect([seconds(locked) > 0, seconds(locked) <= 60]).toEqual([true, true]);
    service.clock.advance(61_000);
    expect((await signIn('locked@person.example', 'wrong-wrong-wrong')).status).toBe(401);
    const longer = seconds(await signIn('locked@person.example', GOOD_PASSWORD));
    expect([longer > 60, longer <= 120]).toEqual([true, true]);
    service.clock.advance(121_000);
    expect((await signIn('locked@person.example', GOOD_PASSWORD)).status).toBe(200);
  });

  test('attempts during a lock do not extend it, and it never exceeds fifteen minutes', async () => {
    const email = 'besieged@person.example';
    await service.signUp(email);
    for (let round = 0; round < 12; round += 1) {
      await signIn(email, 'wrong-wrong-wrong');
      const answer = await signIn(email, 'wrong-wrong-wrong');
      const wait = Number(answer.headers['retry-after'] ?? 0);
      expect(wait).toBeLessThanOrEqual(900);
      service.clock.advance(wait * 1000 + 1000);
    }
    expect((await signIn(email, GOOD_PASSWORD)).status).toBe(200);
  });

  test('a hundred parallel guesses are five', async () => {
    const email = 'parallel@person.example';
    await service.signUp(email);
    await service.forgetLimits();
    const answers = await Promise.all(Array.from({ length: 40 }, () => signIn(email, 'wrong-wrong-wrong')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(35);
  });

  test('an unknown address locks in the same way', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await signIn('ghost@person.example', 'wrong-wrong-wrong')).status).toBe(401);
    expect((await signIn('ghost@person.example', 'wrong-wrong-wrong')).body['code']).toBe('sign-in.locked');
  });

  test('a browser that signed in before is not locked out by strangers', async () => {
    const { client } = await service.signUp('regular@person.example');
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn('regular@person.example', 'wrong-wrong-wrong');
    expect((await signIn('regular@person.example', GOOD_PASSWORD)).status).toBe(429);
    expect((await signIn('regular@person.example', GOOD_PASSWORD, {}, client)).status).toBe(200);
    // Its proof is of no use for another address.
    const stolen = service.client();
    stolen.cookies.set('holdfast.known', client.cookies.get('holdfast.known') ?? '');
    for (let attempt = 0; attempt < 5; attempt += 1) await signIn('ghost2@person.example', 'wrong-wrong-wrong', {}, stolen);
    expect((await signIn('ghost2@person.example', 'wrong-wrong-wrong')).status).toBe(429);
  });

  test('a reset by mail clears it', async () => {
    const email = 'rescued@person.example';
    await service.signUp(email);
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(email, 'wrong-wrong-wrong');
    await service.client().post('/api/auth/forgot-password', { email });
    await service.client().post('/api/auth/reset-password', { token: await service.tokenFor(email), password: OTHER_PASSWORD });
    expect((await signIn(email, OTHER_PASSWORD)).status).toBe(200);
  });

  test('a reset clears it in the browser whose own counter was used up, and strangers cannot lock the one it was made in', async () => {
    const email = 'forgetful@person.example';
    const { client } = await service.signUp(email);
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(email, 'wrong-wrong-wrong', {}, client);
    expect((await signIn(email, GOOD_PASSWORD, {}, client)).body['code']).toBe('sign-in.locked');
    const phone = service.client();
    await phone.post('/api/auth/forgot-password', { email });
    expect((await phone.post('/api/auth/reset-password', { token: await service.tokenFor(email), password: OTHER_PASSWORD })).status).toBe(200);
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(email, 'wrong-wrong-wrong');
    expect((await signIn(email, OTHER_PASSWORD)).body['code']).toBe('sign-in.locked');
    for (const browser of [client, phone]) expect((await signIn(email, OTHER_PASSWORD, {}, browser)).status).toBe(200);
    // Nor can they keep a signed-in person from changing the password.
    expect((await phone.post('/api/auth/password', { current: OTHER_PASSWORD, password: GOOD_PASSWORD })).status).toBe(200);
  });

  test('the log names who signed in, who confirmed an address and who chose a new password', async () => {
    const email = 'named@person.example';
    const { client, userId } = await service.signUp(email);
    await signIn(email, GOOD_PASSWORD, {}, client);
    await client.post('/api/auth/forgot-password', { email });
    await client.post('/api/auth/reset-password', { token: await service.tokenFor(email), password: OTHER_PASSWORD });
    const rows = await service.parts.database.platform.selectFrom('platform.audit_entry').select(['action', 'actor', 'actor_id', 'address']).where('target', '=', userId).orderBy('at').execute();
    expect(rows).toEqual(
      ['account.verified', 'account.signed-in', 'account.password-reset'].map((action) => ({ action, actor: email, actor_id: userId, address: client.address })),
    );
  });
});

describe('reset', () => {
  test('ends earlier sessions, works once, voids its siblings, and the old password with it', async () => {
    const email = 'reset@person.example';
    const { client } = await service.signUp(email);
    await service.client().post('/api/auth/forgot-password', { email });
    const first = await service.tokenFor(email);
    await service.client().post('/api/auth/forgot-password', { email });
    const second = await service.tokenFor(email);
    expect(second).not.toBe(first);
    const browser = service.client();
    expect((await browser.post('/api/auth/reset-password/check', { token: first })).status).toBe(200);
    const weak = await browser.post('/api/auth/reset-password', { token: first, password: 'password123456' });
    expect(weak.status).toBe(422);
    expect((await browser.post('/api/auth/reset-password', { token: first, password: OTHER_PASSWORD })).status).toBe(200);
    for (const token of [first, second]) {
      const answer = await browser.post('/api/auth/reset-password', { token, password: GOOD_PASSWORD });
      expect([answer.status, answer.body['code']]).toEqual([400, 'link.invalid']);
    }
    expect((await client.get('/api/me')).status).toBe(401);
    expect((await signIn(email, GOOD_PASSWORD)).status).toBe(401);
    expect((await signIn(email, OTHER_PASSWORD)).status).toBe(200);
    expect((await service.mailTo(email))[0]?.subject).toBe('Your Holdfast password was changed');
  });

  test('an expired link is 410, an unknown one 400', async () => {
    const email = 'slow@person.example';
    await service.signUp(email);
    await service.client().post('/api/auth/forgot-password', { email });
    const token = await service.tokenFor(email);
    service.clock.advance(31 * 60_000);
    const browser = service.client();
    for (const url of ['/api/auth/reset-password/check', '/api/auth/reset-password']) {
      const expired = await browser.post(url, { token, password: OTHER_PASSWORD });
      expect([expired.status, expired.body['code']]).toEqual([410, 'link.expired']);
      const unknown = await browser.post(url, { token: 'A'.repeat(43), password: OTHER_PASSWORD });
      expect([unknown.status, unknown.body['code']]).toEqual([400, 'link.invalid']);
    }
  });

  test('two uses at once: one wins', async () => {
    const email = 'race@person.example';
    await service.signUp(email);
    await service.client().post('/api/auth/forgot-password', { email });
    const token = await service.tokenFor(email);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => service.client().post('/api/auth/reset-password', { token, password: OTHER_PASSWORD })),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 400, 400, 400, 400]);
  });

  test('is limited per address and per network, for unknown addresses alike', async () => {
    for (const email of ['limited@person.example', 'nobody-limited@person.example']) {
      if (email.startsWith('limited')) await service.signUp(email);
      const statuses = [];
      for (let count = 0; count < 4; count += 1) statuses.push(await service.client().post('/api/auth/forgot-password', { email }));
      expect(statuses.map((answer) => answer.status)).toEqual([202, 202, 202, 429]);
      const refused = statuses.at(-1);
      expect(refused?.body['code']).toBe('request.too-many');
      expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    }
    const one = service.client();
    const statuses = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await one.post('/api/auth/forgot-password', { email: `n${count}@person.example` })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 202), 429]);
  });
});

describe('sessions', () => {
  test('are listed, revoked one by one and all at once, and only the own ones', async () => {
    const email = 'many@person.example';
    const { client } = await service.signUp(email);
    const second = service.client();
    const third = service.client();
    await signIn(email, GOOD_PASSWORD, {}, second);
    await signIn(email, GOOD_PASSWORD, {}, third);
    const listed = await client.get('/api/auth/sessions');
    const sessions = Object.values(listed.body['sessions'] ?? {}).map((session) => Object.fromEntries(Object.entries(session ?? {})));
    expect(sessions).toHaveLength(3);
    expect(sessions.filter((session) => session['current'] === true)).toHaveLength(1);
    const secondSession = sessions.find((session) => session['address'] === second.address);

    const stranger = await service.signUp('stranger@person.example');
    await stranger.client.delete(`/api/auth/sessions/${String(secondSession?.['id'])}`);
    expect((await second.get('/api/me')).status).toBe(200);
    await client.delete(`/api/auth/sessions/${String(secondSession?.['id'])}`);
    expect((await second.get('/api/me')).status).toBe(401);
    await client.post('/api/auth/sessions/revoke-others');
    expect((await third.get('/api/me')).status).toBe(401);
    expect((await client.get('/api/me')).status).toBe(200);
    await client.post('/api/auth/sign-out');
    expect((await client.get('/api/me')).status).toBe(401);
  });

  test('changing the password ends the others and needs the present one', async () => {
    const email = 'changer@person.example';
    const { client } = await service.signUp(email);
    const other = service.client();
    await signIn(email, GOOD_PASSWORD, {}, other);
    expect((await client.post('/api/auth/password', { current: 'wrong-wrong-wrong', password: OTHER_PASSWORD })).status).toBe(401);
    expect((await client.post('/api/auth/password', { current: GOOD_PASSWORD, password: OTHER_PASSWORD })).status).toBe(200);
    expect((await other.get('/api/me')).status).toBe(401);
    expect((await client.get('/api/me')).status).toBe(200);
    expect((await signIn(email, OTHER_PASSWORD)).status).toBe(200);
  });

  test('a confirmation is good for ten minutes', async () => {
    const email = 'careful@person.example';
    const { client, tenantId } = await service.signUp(email);
    service.clock.advance(11 * 60_000);
    const stale = await client.post(`/api/tenants/${tenantId}/export`);
    expect([stale.status, stale.body['code']]).toEqual([403, 'session.confirm']);
    expect((await client.get('/api/me')).body['confirmedUntil']).toBeNull();
    expect((await client.post('/api/auth/confirm', { password: 'wrong-wrong-wrong' })).status).toBe(401);
    expect((await client.post('/api/auth/confirm', { password: GOOD_PASSWORD })).status).toBe(200);
    expect((await client.post(`/api/tenants/${tenantId}/export`)).status).toBe(200);
    const sessions = await client.get('/api/auth/sessions');
    expect(Object.values(sessions.body['sessions'] ?? {})).toHaveLength(1);
  });
});

describe('two-factor', () => {
  test('from start to recovery: needed, checked, not replayable, counted by the lock-out, off again', async () => {
    const email = 'careful-two@person.example';
    const { client } = await service.signUp(email);
    // Earlier tests turned the clock; sessions are made by the real one.
    await client.post('/api/auth/confirm', { password: GOOD_PASSWORD });
    const mistyped = await client.post('/api/auth/two-factor/enable', { password: OTHER_PASSWORD });
    expect([mistyped.status, mistyped.body['code']]).toEqual([401, 'sign-in.refused']);
    const started = await client.post('/api/auth/two-factor/enable', { password: GOOD_PASSWORD });
    expect(started.status).toBe(200);
    const { uri, recoveryCodes } = started.body;
    expect(recoveryCodes).toHaveLength(10);
    expect((await signIn(email, GOOD_PASSWORD)).status).toBe(200);

    const activated = await client.post('/api/auth/two-factor/activate', { code: await codeOf(uri) });
    expect(activated.status).toBe(200);
    expect((await client.get('/api/me')).body['twoFactor']).toBe(true);

    const asked = await signIn(email, GOOD_PASSWORD);
    expect([asked.status, asked.body['code']]).toEqual([401, 'two-factor.required']);
    const halfway = service.client();
    await signIn(email, GOOD_PASSWORD, {}, halfway);
    expect((await halfway.get('/api/me')).status).toBe(401);

    const code = await codeOf(uri, 1);
    expect((await signIn(email, GOOD_PASSWORD, { code })).status).toBe(200);
    const replayed = await signIn(email, GOOD_PASSWORD, { code });
    expect([replayed.status, replayed.body['code']]).toEqual([401, 'two-factor.refused']);

    const [recovery] = Object.values(recoveryCodes ?? {});
    expect((await signIn(email, GOOD_PASSWORD, { code: String(recovery) })).status).toBe(200);
    expect((await signIn(email, GOOD_PASSWORD, { code: String(recovery) })).status).toBe(401);

    const stored = await service.parts.database.authPool.query('select secret, "backupCodes" from auth."twoFactor"');
    expect(JSON.stringify(stored.rows)).not.toContain(String(Object.values(recoveryCodes ?? {})[1]));

    for (const code of ['000000', '111111', '222222', '333333', '444444']) await signIn(email, GOOD_PASSWORD, { code });
    expect((await signIn(email, GOOD_PASSWORD, { code: '555555' })).body['code']).toBe('sign-in.locked');

    service.clock.advance(3600_000);
    const next = String(Object.values(recoveryCodes ?? {})[2]);
    expect((await client.post('/api/auth/confirm', { password: GOOD_PASSWORD, code: next })).status).toBe(200);
    expect((await client.post('/api/auth/two-factor/enable', { password: GOOD_PASSWORD })).body['code']).toBe('two-factor.state');
    expect((await client.post('/api/auth/two-factor/disable', { password: 'wrong-wrong-wrong' })).status).toBe(401);
    expect((await client.post('/api/auth/two-factor/disable', { password: GOOD_PASSWORD })).status).toBe(200);
    expect((await signIn(email, GOOD_PASSWORD)).status).toBe(200);
  });
});
