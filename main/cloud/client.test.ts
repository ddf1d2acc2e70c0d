import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CloudFault, createCloudClient, type CloudClient } from './client.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve())))));
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function service(listener: RequestListener): Promise<CloudClient> {
  return createCloudClient(`http://127.0.0.1:${await listening(createHttp(listener))}`);
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener => (_request, response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, more: object = {}) => json(status, { type: `urn:holdfast:problem:${code}`, title: 'A title', status, code, ...more });
const have = { bundleRevision: 0, keysRevision: 0 };
const faultOf = async (work: Promise<unknown>): Promise<CloudFault> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof CloudFault) return error;
    throw error;
  }
  throw new Error('it was answered');
};

describe('an answer of the service', () => {
  it('is asked for with the token and parsed by the contract', async () => {
    let seen = '';
    const answer = { licence: 'a.b.c', bundle: null, keys: [], serverTime: '2026-06-01T12:00:00.000Z', more: 'is dropped' };
    const client = await service((request, response) => {
      seen = `${request.method} ${request.url} ${request.headers.authorization}`;
      json(200, answer)(request, response);
    });
    expect(await client.check('token-1', have)).toEqual({ licence: 'a.b.c', bundle: null, keys: [], serverTime: '2026-06-01T12:00:00.000Z' });
    expect(seen).toBe('POST /api/desktop/licence Bearer token-1');
  });
  it('takes what was accepted', async () => {
    let seen = '';
    const client = await service((request, response) => {
      request.setEncoding('utf8').on('data', (part: string) => (seen += part));
      request.on('end', () => json(200, { ok: true })(request, response));
    });
    const acceptance = { kind: 'terms', version: 2, acceptedAt: '2026-06-01T12:00:00.000Z' };
    await client.accept('token-1', acceptance);
    expect(JSON.parse(seen)).toEqual(acceptance);
    expect(await faultOf((await service(problem(404, 'legal.not-found'))).accept('t', acceptance))).toMatchObject({ kind: 'refused', problem: 'legal.not-found' });
  });
  it('that says no says why', async () => {
    const client = await service(problem(403, 'licence.seat-removed', { detail: 'Ask them' }));
    expect(await faultOf(client.check('t', have))).toMatchObject({ kind: 'refused', problem: 'licence.seat-removed', message: 'Ask them.' });
  });
  it('that says later is no refusal, and says how much later', async () => {
    const client = await service(problem(429, 'request.too-many', { retryAfterSeconds: 42 }));
    expect(await faultOf(client.check('t', have))).toMatchObject({ kind: 'unreachable', retryAfterSeconds: 42 });
    expect(await faultOf((await service(problem(503, 'service.unavailable'))).check('t', have))).toMatchObject({ kind: 'unreachable' });
  });
  it('to a poll keeps its standard form', async () => {
    const client = await service(json(400, { error: 'slow_down', error_description: 'slow down' }));
    expect(await client.collect('code', 'id', new AbortController().signal)).toEqual({ error: 'slow_down', description: 'slow down' });
  });
});

describe('what is not the service', () => {
  it.each<[string, RequestListener]>([
    ['a page of a captive portal', (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Accept the terms</h1>')],
    ['broken JSON', (_request, response) => response.writeHead(200).end('{"licence":')],
    ['JSON of another shape', json(200, { licence: 1 })],
    ['an error of another shape', json(403, { error: 'no seat' })],
    ['an unknown problem', problem(403, 'licence.made-up')],
    ['an endless answer', (_request, response) => response.writeHead(200).end(Buffer.alloc(5 * 1024 * 1024, 0x20))],
  ])('is not understood, and is no refusal: %s', async (_what, listener) => {
    expect(await faultOf((await service(listener)).check('t', have))).toMatchObject({ kind: 'not-understood', problem: null });
  });

  it('does not get the token by a redirect', async () => {
    const asked: string[] = [];
    const other = await listening(createHttp((request, response) => {
      asked.push(String(request.headers.authorization));
      json(200, {})(request, response);
    }));
    for (const status of [301, 302, 303, 307, 308]) {
      const client = await service((_request, response) => response.writeHead(status, { location: `http://127.0.0.1:${other}/api/desktop/licence` }).end());
      expect(await faultOf(client.check('secret', have))).toMatchObject({ kind: 'not-understood' });
    }
    expect(asked).toEqual([]);
  });

  it('is nobody at all: unreachable', async () => {
    const gone = createHttp();
    const port = await listening(gone);
    await new Promise<void>((resolve) => gone.close(() => resolve()));
    expect(await faultOf(createCloudClient(`http://127.0.0.1:${port}`).check('t', have))).toMatchObject({ kind: 'unreachable' });
  });

  it('breaks off in the middle: unreachable', async () => {
    const client = await service((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{');
      response.destroy();
    });
    expect(await faultOf(client.check('t', have))).toMatchObject({ kind: 'unreachable' });
  });
});

const hasOpenssl = ((): boolean => {
  try {
    return execFileSync('openssl', ['version'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
})();

describe('TLS', () => {
  it('is not plain HTTP in disguise', async () => {
    const port = await listening(createHttp(json(200, {})));
    expect(await faultOf(createCloudClient(`https://127.0.0.1:${port}`).check('t', have))).toMatchObject({ kind: 'unreachable' });
  });

  it.skipIf(!hasOpenssl)('is not believed with a certificate nobody signed, even if the environment says so (needs the openssl command)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
    try {
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'], { stdio: 'pipe' });
      let asked = 0;
      const port = await listening(createHttps({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
        asked++;
        json(200, {})(request, response);
      }) as unknown as Server);
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
      expect(await faultOf(createCloudClient(`https://127.0.0.1:${port}`).check('secret', have))).toMatchObject({ kind: 'unreachable' });
      expect(asked).toBe(0);
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
