/** What a connection gets when there is no request to answer, or none any more: over real sockets. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemSchema } from '../contract/errors.ts';
import { createTestService, startTestCluster, TEST_ORIGIN } from '../testing/harness.ts';
import type { TestCluster, TestService } from '../testing/harness.ts';

let cluster: TestCluster;
let service: TestService;
let port: number;

beforeAll(async () => {
  cluster = await startTestCluster();
  service = await createTestService(cluster);
  port = Number(new URL(await service.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(async () => {
  await service.close();
  await cluster.stop();
});

async function exchange(text: string): Promise<{ head: string; body: unknown }> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(text);
  let answer = '';
  for await (const part of socket) answer += String(part);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, body: JSON.parse(body) };
}

test.each([
  ['a broken header line', 'GET / HTTP/1.1\r\nHost: portal.test\r\nno colon here\r\n\r\n', 400, 'request.invalid'],
  ['no HTTP at all', 'hello\r\n\r\n', 400, 'request.invalid'],
  ['a smuggled length', 'POST /api/me HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400, 'request.invalid'],
  ['headers without end', `GET / HTTP/1.1\r\nHost: portal.test\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'request.headers-too-large'],
])('%s is answered with a problem document and the security headers', async (_name, text, status, code) => {
  const { head, body } = await exchange(text);
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('content-type: application/problem+json');
  expect(head).toContain("content-security-policy: default-src 'none'");
  expect(problemSchema.parse(body)).toMatchObject({ status, code });
});

test('a stop finishes what is under way and takes nothing new', async () => {
  const body = JSON.stringify({ email: 'nobody@nowhere.example', password: 'some-long-password' });
  const underWay = fetch(`http://127.0.0.1:${port}/api/auth/sign-in`, { method: 'POST', body, headers: { 'content-type': 'application/json', origin: TEST_ORIGIN } });
  // The request is being answered as soon as its hook ran; a sign-in takes at least its fixed time from there.
  await once(service.app.server, 'request');
  const closed = service.app.close();
  expect((await underWay).status).toBe(401);
  await closed;
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
});
