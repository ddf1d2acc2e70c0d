/**
 * The real process: first and second start, a missing variable, a clean stop, and kill -9 of the service and of the
 * database under load. Nothing that was acknowledged may be lost, nothing may be left running.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';
import { EMBEDDED_ADMIN } from './db/embedded.ts';
import { GOOD_PASSWORD, temporaryFolder, TEST_SECRET } from './testing/harness.ts';

const ENTRY = resolve(import.meta.dirname, 'index.ts');
let folder: string;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  folder = await temporaryFolder();
  // Nobody else may enter it, as a folder of mkdtemp: as root the database's own user must get in all the same.
  await chmod(folder, 0o700);
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
  running.clear();
  const left = await postmasterPid();
  if (left !== null && isAlive(left)) process.kill(left, 'SIGQUIT');
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

function launch(environment: Record<string, string>): { child: ChildProcess; output: () => string } {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(process.execPath, [ENTRY], {
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), PORT: '0', HOLDFAST_DATA: folder, HOLDFAST_LOG_LEVEL: 'warn', HOLDFAST_SECRET: TEST_SECRET, HOLDFAST_REQUESTS_PER_MINUTE: '1000000', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  return { child, output: () => text };
}

/** Starts the service and resolves when it printed its address. */
async function start(): Promise<Running> {
  const { child, output } = launch({});
  const url = await new Promise<string>((done, fail) => {
    const look = (): void => {
      const found = /Holdfast cloud: (http:\S+)\n/.exec(output());
      if (found?.[1] !== undefined) done(found[1].replace('localhost', '127.0.0.1'));
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => fail(new Error(`ended with ${code}: ${output()}`)));
  });
  return { child, url, output };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function postmaster(): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(join(folder, 'cloud', 'postgres', 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const [pid, , , port] = text.split('\n').map(Number);
  // Between being made and being written the file is empty; 0 would be this process and its group, which are alive.
  return pid === undefined || port === undefined || !(pid > 0) ? null : { pid, port };
}

async function postmasterPid(): Promise<number | null> {
  return (await postmaster())?.pid ?? null;
}

async function sql<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const server = await postmaster();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server?.port ?? 0,
    user: EMBEDDED_ADMIN,
    password: createSecrets(TEST_SECRET).derive('embedded-database'),
    database: 'holdfast',
  });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The administrator's session, through the printed one-time link. */
async function signInAsAdmin(service: Running): Promise<string> {
  const post = (path: string, body: unknown) =>
    fetch(`${service.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const token = /#token=([\w-]+)/.exec(service.output())?.[1];
  if (token !== undefined) expect((await post('/api/auth/reset-password', { token, password: GOOD_PASSWORD })).status).toBe(200);
  const answer = await post('/api/auth/sign-in', { email: 'founder@holdfast.example', password: GOOD_PASSWORD });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Invites addresses until told to stop or the service is gone; returns those that were acknowledged. */
async function inviteUntilGone(service: Running, cookie: string, prefix: string): Promise<string[]> {
  const tenant = '00000000-0000-4000-8000-000000000001';
  const acknowledged: string[] = [];
  const loop = async (worker: number): Promise<void> => {
    for (let n = 0; n < 200; n += 1) {
      const email = `${prefix}-${worker}-${n}@load.example`;
      try {
        const answer = await fetch(`${service.url}/api/tenants/${tenant}/invitations`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie, origin: service.url },
          body: JSON.stringify({ email, role: 'seat' }),
        });
        if (answer.status === 201) acknowledged.push(email);
        else if (answer.status !== 503 && answer.status !== 500) return;
      } catch {
        return;
      }
    }
  };
  await Promise.all([0, 1, 2, 3].map(loop));
  return acknowledged;
}

/** Waits for some load to be acknowledged before the axe falls. */
async function untilInvited(count: number): Promise<void> {
  for (;;) {
    const [row] = await sql<{ n: number }>('select count(*)::integer as n from app.invitation');
    if ((row?.n ?? 0) >= count) return;
    await new Promise((done) => setTimeout(done, 10));
  }
}

async function missing(acknowledged: readonly string[]): Promise<string[]> {
  const rows = await sql<{ email: string }>('select i.email from app.invitation i join platform.mail m on m.recipient = i.email');
  const present = new Set(rows.map((row) => row.email));
  return acknowledged.filter((email) => !present.has(email));
}

describe('the process', () => {
  test('first start seeds, a second changes nothing, SIGTERM leaves nothing running', async () => {
    const first = await start();
    expect(first.output()).toMatch(/First administrator founder@holdfast\.example, choose a password: http:\S+#token=/);
    const pid = await postmasterPid();
    const facts = () => sql('select (select count(*) from app.tenant) as tenants, (select count(*) from app.audit_entry) as audit, (select count(*) from auth."user") as users, (select count(*) from platform.mail) as mail, (select count(*) from platform.signing_key) as keys');
    const before = await facts();
    first.child.kill('SIGTERM');
    expect(await exitOf(first.child)).toBe(0);
    expect(pid !== null && isAlive(pid)).toBe(false);

    const second = await start();
    expect(second.output()).not.toContain('First administrator');
    expect(await facts()).toEqual(before);
    expect(await sql('select name from app.tenant')).toEqual([{ name: 'Founder' }]);
    second.child.kill('SIGINT');
    expect(await exitOf(second.child)).toBe(0);
  }, 60_000);

  test('production without its variables says which and ends with 1', async () => {
    const { child, output } = launch({ HOLDFAST_ENV: 'production', HOLDFAST_ADMIN_EMAIL: '' });
    expect(await exitOf(child)).toBe(1);
    expect(output()).toContain('HOLDFAST_ADMIN_EMAIL: the address of the first administrator');
    expect(output()).not.toContain('    at ');
  });

  test('a second service on the same data is refused and the first goes on', async () => {
    const first = await start();
    const second = launch({});
    expect(await exitOf(second.child)).toBe(1);
    expect(second.output()).toContain('Another running service uses the database');
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  }, 60_000);

  test('a port in use is told in words, and nothing is left running', async () => {
    const first = await start();
    const other = join(folder, 'other');
    await mkdir(other, { mode: 0o700 });
    const { child, output } = launch({ HOLDFAST_DATA: other, PORT: new URL(first.url).port });
    expect(await exitOf(child)).toBe(1);
    expect(output()).toMatch(/127\.0\.0\.1:\d+ is in use by another program\. Set PORT/);
    expect(output()).not.toContain('    at ');
    expect(await readdir(join(other, 'cloud', 'postgres'))).not.toContain('postmaster.pid');
  }, 60_000);

  test('a database that cannot be reached is told in words', async () => {
    const { child, output } = launch({ DATABASE_URL: 'postgres://admin:a-password@127.0.0.1:1/holdfast' });
    expect(await exitOf(child)).toBe(1);
    expect(output()).toContain('The database cannot be reached: connect ECONNREFUSED');
    expect(output()).not.toMatch(/    at |a-password/);
  });

  test('a signal during the start stops what was started; a first start that was killed is begun again', async () => {
    await mkdir(join(folder, 'cloud', '.postgres-init-999999', 'cluster'), { recursive: true });
    const { child, output } = launch({});
    await expect.poll(postmasterPid, { timeout: 30_000, interval: 10 }).not.toBeNull();
    const pid = await postmasterPid();
    child.kill('SIGTERM');
    expect([await exitOf(child), output()]).toEqual([0, expect.stringContaining('SIGTERM: ')]);
    expect(pid !== null && isAlive(pid)).toBe(false);
    expect(await readdir(join(folder, 'cloud'))).toEqual(['postgres']);
  }, 60_000);

  test('an unsafe table stops the start', async () => {
    const first = await start();
    await sql('create table app.forgotten (tenant_id uuid not null, id uuid, primary key (tenant_id, id))');
    first.child.kill('SIGTERM');
    await exitOf(first.child);
    const { child, output } = launch({});
    expect(await exitOf(child)).toBe(1);
    expect(output()).toContain('row-security-not-forced: app.forgotten');
    expect(output()).toContain('no-tenant-policy: app.forgotten');
  }, 60_000);
});

describe('kill -9 under load', () => {
  test('of the service: nothing acknowledged is lost and the orphaned database is taken over', async () => {
    const first = await start();
    const cookie = await signInAsAdmin(first);
    const load = inviteUntilGone(first, cookie, 'service');
    await untilInvited(20);
    first.child.kill('SIGKILL');
    const acknowledged = await load;
    const orphan = await postmasterPid();
    expect(orphan !== null && isAlive(orphan)).toBe(true);

    const second = await start();
    expect(orphan !== null && isAlive(orphan)).toBe(false);
    expect(acknowledged.length).toBeGreaterThanOrEqual(15);
    expect(await missing(acknowledged)).toEqual([]);
    expect((await fetch(`${second.url}/api/me`, { headers: { cookie } })).status).toBe(200);
  }, 60_000);

  test('of the database and the service: nothing acknowledged is lost after recovery', async () => {
    const first = await start();
    const cookie = await signInAsAdmin(first);
    const load = inviteUntilGone(first, cookie, 'database');
    await untilInvited(20);
    const pid = await postmasterPid();
    if (pid === null) throw new Error('no postmaster');
    process.kill(pid, 'SIGKILL');
    first.child.kill('SIGKILL');
    const acknowledged = await load;
    const second = await start();
    expect(acknowledged.length).toBeGreaterThanOrEqual(15);
    expect(await missing(acknowledged)).toEqual([]);
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  }, 60_000);

  test('of the database alone: the service says it is not ready, in its own words', async () => {
    const first = await start();
    const pid = await postmasterPid();
    if (pid === null) throw new Error('no postmaster');
    process.kill(pid, 'SIGKILL');
    await expect.poll(async () => (await fetch(`${first.url}/readyz`)).status, { timeout: 15_000 }).toBe(503);
    const ready = await fetch(`${first.url}/readyz`);
    expect(await ready.json()).toMatchObject({ code: 'service.unavailable' });
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  }, 60_000);
});
