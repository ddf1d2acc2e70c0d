/** What is served besides the API: probes, metrics, the reference, the development outbox, downloads; and what production adds. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestService, startTestCluster, temporaryFolder } from '../testing/harness.ts';
import type { TestCluster, TestService } from '../testing/harness.ts';
import { describeError } from './errors.ts';

let cluster: TestCluster;
let service: TestService;
let production: TestService;
let folder: string;

beforeAll(async () => {
  cluster = await startTestCluster();
  folder = await temporaryFolder();
  await writeFile(join(folder, 'Holdfast Setup 1.0.0.exe'), 'installer');
  await writeFile(join(folder, 'notes.txt'), 'private');
  await writeFile(join(folder, '.hidden.exe'), 'private');
  service = await createTestService(cluster, { HOLDFAST_DOWNLOADS: folder });
  production = await createTestService(cluster, {
    HOLDFAST_ENV: 'production',
    HOLDFAST_PUBLIC_URL: 'https://account.holdfast.example',
    HOLDFAST_ADMIN_EMAIL: 'admin@holdfast.example',
    HOLDFAST_SMTP_URL: 'smtp://127.0.0.1:1',
    HOLDFAST_MAIL_FROM: 'no-reply@holdfast.example',
    HOLDFAST_METRICS_TOKEN: 'a-token-for-the-collector',
    HOLDFAST_DATA: folder,
  });
});
afterAll(async () => {
  await service.close();
  await production.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('probes and metrics', () => {
  test('alive and ready', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await service.client().get(path)).body).toEqual({ ok: true });
  });

  test('metrics by route pattern, for this machine only or by token', async () => {
    const local = service.client('127.0.0.1');
    await local.get('/api/tenants/99999999-9999-4999-8999-999999999999');
    const metrics = await local.get('/metrics');
    expect(metrics.text).toContain('holdfast_http_request_seconds_count{method="GET",route="/api/tenants/:tenantId",status="401"}');
    expect(metrics.text).not.toContain('99999999-9999');
    expect((await service.client().get('/metrics')).status).toBe(404);
    expect((await local.request('GET', '/metrics', undefined, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404);
    expect((await production.client('127.0.0.1').get('/metrics')).status).toBe(404);
    const headers = { authorization: 'Bearer a-token-for-the-collector' };
    expect((await production.client().request('GET', '/metrics', undefined, { headers })).status).toBe(200);
  });
});

describe('methods', () => {
  test('an address that exists refuses a method it does not take, and says which it does', async () => {
    const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string) => {
      const { status, body, headers } = await service.client().request(method, url);
      return [status, body['code'], headers['allow']];
    };
    expect(await ask('GET', '/api/auth/sign-in')).toEqual([405, 'request.method', 'POST']);
    expect(await ask('PUT', '/api/auth/sign-in?x=1')).toEqual([405, 'request.method', 'POST']);
    expect(await ask('DELETE', '/api/tenants/99999999-9999-4999-8999-999999999999')).toEqual([405, 'request.method', 'GET, PUT, HEAD']);
    expect(await ask('POST', '/healthz')).toEqual([405, 'request.method', 'GET, HEAD']);
    expect(await ask('GET', '/metrics')).toEqual([404, 'request.not-found', undefined]);
    for (const method of ['GET', 'POST', 'DELETE'] as const) expect(await ask(method, '/api/nothing/here')).toEqual([404, 'request.not-found', undefined]);
  });
});

describe('reference', () => {
  test('every route is in the document, with a summary, and on the page', async () => {
    const document = await service.client().get('/openapi.json');
    expect(document.body['openapi']).toBe('3.1.0');
    const paths = Object.keys(document.body['paths'] ?? {});
    expect(paths).toContain('/api/tenants/{tenantId}/seats/{userId}/role');
    expect(paths.length).toBeGreaterThan(50);
    const page = await service.client().get('/api-reference');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('/api/tenants/{tenantId}/seats/{userId}/role');
    expect(page.text).not.toMatch(/<script|style="| on\w+="/);
  });
});

describe('development and production', () => {
  test('the outbox shows mail on this machine only, as text, and not in production', async () => {
    await service.client().post('/api/auth/sign-up', { email: 'out@box.example', password: 'violet-harbour-17-oaks', name: '<b>Bold</b>', organisation: 'O' });
    const page = await service.client('127.0.0.1').get('/dev/outbox');
    expect(page.text).toContain('out@box.example');
    expect(page.text).toContain('&lt;b&gt;Bold&lt;/b&gt;');
    expect((await service.client().get('/dev/outbox')).status).toBe(404);
    expect((await production.client('127.0.0.1').get('/dev/outbox')).status).toBe(404);
  });

  test('production: HSTS, secure cookies with a prefix, links with the public address', async () => {
    expect((await service.client().get('/healthz')).headers['strict-transport-security']).toBeUndefined();
    const client = production.client();
    expect((await client.get('/healthz')).headers['strict-transport-security']).toContain('max-age=63072000');
    expect(production.seeded.link).toMatch(/^https:\/\/account\.holdfast\.example\/reset#token=/);
    const token = new URLSearchParams(new URL(production.seeded.link ?? '').hash.slice(1)).get('token');
    const options = { headers: { origin: 'https://account.holdfast.example' } };
    expect((await client.request('POST', '/api/auth/reset-password', { token, password: 'violet-harbour-17-oaks' }, options)).status).toBe(200);
    const signedIn = await client.request('POST', '/api/auth/sign-in', { email: 'admin@holdfast.example', password: 'violet-harbour-17-oaks' }, options);
    const cookies = [signedIn.headers['set-cookie'] ?? []].flat();
    expect(cookies.some((cookie) => cookie.startsWith('__Secure-holdfast.session_token='))).toBe(true);
    expect(cookies.some((cookie) => cookie.startsWith('__Host-holdfast.known='))).toBe(true);
    for (const cookie of cookies) expect(cookie).toMatch(/; Secure/);
    expect((await client.get('/api/me')).body['operator']).toBe(true);
    expect((await client.request('POST', '/api/auth/sign-out', undefined, { headers: { origin: 'http://localhost:4310' } })).body['code']).toBe('request.origin');
  });
});

describe('downloads', () => {
  test('installers are listed and served as attachments; nothing else of the folder is', async () => {
    const client = service.client();
    const listed = await client.get('/api/downloads');
    expect(listed.body['downloads']).toEqual([
      { file: 'Holdfast Setup 1.0.0.exe', platform: 'windows', size: 9, url: '/downloads/Holdfast%20Setup%201.0.0.exe' },
    ]);
    const file = await client.get('/downloads/Holdfast%20Setup%201.0.0.exe');
    expect([file.status, file.text, file.headers['content-disposition']]).toEqual([200, 'installer', 'attachment']);
    for (const path of ['/downloads/notes.txt', '/downloads/.hidden.exe', '/downloads/../package.json', '/downloads/%2e%2e%2fpackage.json', '/downloads/']) {
      expect([path, (await client.get(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('the log', () => {
  test('knows requests by pattern and id, without addresses, cookies, bodies or queries', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString('utf8'));
        done();
      },
    });
    const logged = await createTestService(cluster, { HOLDFAST_LOG_LEVEL: 'info' }, sink);
    const client = logged.client('203.0.113.50');
    await client.post('/api/auth/sign-in', { email: 'private@person.example', password: 'private-password-1' });
    await client.get('/api/operator/users?search=private@person.example');
    await logged.close();
    const text = lines.join('');
    expect(text).toContain('"route":"/api/auth/sign-in"');
    expect(text).toMatch(/"requestId":"[0-9a-f-]{36}"/);
    // Once a line, under one name.
    for (const line of text.trim().split('\n')) expect(line.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []).toHaveLength(line.includes('"route"') ? 1 : 0);
    expect(text).not.toMatch(/private|203\.0\.113\.50|cookie/);
  });

  test('an error of the database is logged without the row it quotes', () => {
    const error = Object.assign(new Error('Failing row contains (secret@person.example)'), { severity: 'ERROR', code: '23502', table: 'user', detail: 'secret@person.example' });
    expect(describeError(error)).toMatchObject({ code: '23502', table: 'user', message: 'refused by the database' });
    expect(JSON.stringify(describeError(error))).not.toContain('secret@');
  });
});
