/**
 * For tests: a whole service in-process on a PostgreSQL of its own, clients with cookie jars, and a clock to turn.
 *
 * Every test file starts its own cluster in a temporary folder (half a second) and stops it, so files run in
 * parallel and leave nothing behind.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { parseConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { connect } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import type { EmbeddedPostgres } from '../db/embedded.ts';
import { prepareDatabase } from '../db/open.ts';
import type { Parts } from '../parts.ts';
import { createSecrets } from '../secrets.ts';
import type { Secrets } from '../secrets.ts';
import { seed } from '../seed.ts';
import type { Seeded } from '../seed.ts';
import { createApplication, createParts } from '../service.ts';

export const TEST_ORIGIN = 'http://portal.test';
export const TEST_SECRET = 'a secret for tests only, not used anywhere else';
export const GOOD_PASSWORD = 'violet-harbour-17-oaks';

/** A cluster in a temporary folder. */
export interface TestCluster {
  readonly postgres: EmbeddedPostgres;
  readonly secrets: Secrets;
  /** A fresh, migrated database; the first call migrates a template, the others copy it. */
  createDatabase(): Promise<{ adminUrl: string; database: Database }>;
  /** Runs SQL as the superuser. */
  stop(): Promise<void>;
}

/** A folder the database's own user can reach. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-cloud-'));
  await chmod(folder, 0o755);
  return folder;
}

export async function withAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Starts a cluster whose data need not survive a power cut. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await temporaryFolder();
  const secrets = createSecrets(TEST_SECRET);
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    password: 'test',
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=32MB'],
  });
  const open: Database[] = [];
  let template: Promise<void> | null = null;
  let number = 0;
  return {
    postgres,
    secrets,
    async createDatabase() {
      template ??= (async () => {
        await withAdmin(postgres.url('postgres'), (client) => client.query('create database template_holdfast'));
        await prepareDatabase(postgres.url('template_holdfast'), secrets);
      })();
      await template;
      number += 1;
      const name = `test_${number}`;
      await withAdmin(postgres.url('postgres'), (client) => client.query(`create database ${name} template template_holdfast`));
      const adminUrl = postgres.url(name);
      const database = connect(adminUrl, secrets, { app: 8, platform: 4, auth: 4 });
      open.push(database);
      return { adminUrl, database };
    },
    async stop() {
      await Promise.all(open.map((database) => database.close()));
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A clock that stands still until it is turned. Starts at the real time, because sessions use the real one. */
export interface TestClock {
  now(): Date;
  advance(milliseconds: number): void;
}

export function createTestClock(): TestClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    advance(milliseconds) {
      offset += milliseconds;
    },
  };
}

/** A service that is asked in-process. */
export interface TestService {
  readonly app: FastifyInstance;
  readonly parts: Parts;
  readonly clock: TestClock;
  readonly adminUrl: string;
  readonly seeded: Seeded;
  /** A new browser: no cookies. Each has its own network address unless told. */
  client(address?: string): TestClient;
  /** Mail to an address, newest first. */
  mailTo(address: string): Promise<{ subject: string; text: string }[]>;
  /** The one-time token in the newest mail to an address. */
  tokenFor(address: string): Promise<string>;
  /** Signs up, verifies and returns the browser that is signed in now. */
  signUp(email: string, organisation?: string): Promise<{ client: TestClient; tenantId: string; userId: string }>;
  /** Invites and joins; returns the new member's browser. */
  addSeat(owner: TestClient, tenantId: string, email: string, role?: string): Promise<{ client: TestClient; userId: string }>;
  /** The seeded operator, signed in. */
  operator(): Promise<TestClient>;
  /** Signs a device in for a member; returns its token. */
  addDevice(member: TestClient, tenantId: string, installationId?: string): Promise<{ token: string; deviceId: string; installationId: string }>;
  /** Forgets all rate limits, for tests that are about something else. */
  forgetLimits(): Promise<void>;
  close(): Promise<void>;
}

/** One browser. */
export interface TestClient {
  readonly cookies: Map<string, string>;
  readonly address: string;
  /** Sends JSON with the portal's origin; absolute control through `options`. */
  request(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, options?: InjectOptions): Promise<Answer>;
  get(url: string): Promise<Answer>;
  post(url: string, body?: unknown): Promise<Answer>;
  put(url: string, body?: unknown): Promise<Answer>;
  delete(url: string): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: LightMyRequestResponse['headers'];
  readonly text: string;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`the answer has no ${name}`);
  return value;
}

/** `undefined` takes a header away that would be sent otherwise. */
function withoutUndefined(headers: Record<string, string | number | string[] | undefined>): Record<string, string | number | string[]> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

let addresses = 0;

/** A fresh address of a documentation network, so that limits of one test do not touch another. */
function nextAddress(): string {
  addresses += 1;
  return `10.${Math.floor(addresses / 62_500) % 250}.${Math.floor(addresses / 250) % 250}.${(addresses % 250) + 1}`;
}

function createClient(app: FastifyInstance, address: string): TestClient {
  const cookies = new Map<string, string>();
  const request: TestClient['request'] = async (method, url, body, options = {}) => {
    const response = await app.inject({
      method,
      url,
      remoteAddress: address,
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      ...options,
      headers: withoutUndefined({
        ...(method === 'GET' ? {} : { origin: TEST_ORIGIN }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...options.headers,
      }),
    });
    for (const cookie of response.cookies) {
      if (cookie.value === '' || cookie.maxAge === 0) cookies.delete(cookie.name);
      else cookies.set(cookie.name, encodeURIComponent(cookie.value));
    }
    const json: unknown = response.headers['content-type']?.toString().includes('json') === true ? response.json() : {};
    return { status: response.statusCode, body: Object.fromEntries(Object.entries(json ?? {})), headers: response.headers, text: response.body };
  };
  return {
    cookies,
    address,
    request,
    get: (url) => request('GET', url),
    post: (url, body) => request('POST', url, body),
    put: (url, body) => request('PUT', url, body),
    delete: (url) => request('DELETE', url),
  };
}

/** Builds a service on a database of the cluster. `environment` overrides configuration variables, `log` takes its log. */
export async function createTestService(cluster: TestCluster, environment: Record<string, string> = {}, log?: Writable): Promise<TestService> {
  const config: Config = parseConfig({
    HOLDFAST_PUBLIC_URL: TEST_ORIGIN,
    HOLDFAST_SECRET: TEST_SECRET,
    HOLDFAST_LOG_LEVEL: 'error',
    HOLDFAST_REQUESTS_PER_MINUTE: '1000000',
    ...environment,
  });
  const { adminUrl, database } = await cluster.createDatabase();
  const clock = createTestClock();
  const parts = await createParts(config, cluster.secrets, database, clock.now);
  const app = await createApplication(parts, () => true, log);
  await app.ready();
  const seeded = await seed(parts);
  const client = (address = nextAddress()): TestClient => createClient(app, address);

  const service: TestService = {
    app,
    parts,
    clock,
    adminUrl,
    seeded,
    client,
    async mailTo(address) {
      const rows = await database.platform.selectFrom('platform.mail').selectAll().where('recipient', '=', address).orderBy('queued_at', 'desc').execute();
      return rows.map((row) => ({ subject: row.subject, text: parts.mail.open(row.sealed_body ?? '') }));
    },
    async tokenFor(address) {
      const [newest] = await service.mailTo(address);
      const token = /token=([\w-]+)/.exec(newest?.text ?? '')?.[1];
      if (token === undefined) throw new Error(`no token in the mail to ${address}`);
      return token;
    },
    async signUp(email, organisation = `Desk of ${email}`) {
      const browser = client();
      const asked = await browser.post('/api/auth/sign-up', { email, password: GOOD_PASSWORD, name: 'Test Person', organisation });
      if (asked.status !== 202) throw new Error(`sign-up: ${asked.status} ${asked.text}`);
      const verified = await browser.post('/api/auth/verify-email', { token: await service.tokenFor(email), password: GOOD_PASSWORD });
      if (verified.status !== 200) throw new Error(`verify: ${verified.status} ${verified.text}`);
      const me = await browser.get('/api/me');
      return { client: browser, tenantId: textOf(verified.body['tenantId'], 'tenantId'), userId: textOf(me.body['userId'], 'userId') };
    },
    async addSeat(owner, tenantId, email, role = 'seat') {
      const invite = () => owner.post(`/api/tenants/${tenantId}/invitations`, { email, role });
      let invited = await invite();
      // Tests turn the clock; sessions are made by the real one, and an invitation needs a recent sign-in.
      if (invited.body['code'] === 'session.confirm') {
        await owner.post('/api/auth/confirm', { password: GOOD_PASSWORD });
        invited = await invite();
      }
      if (invited.status !== 201) throw new Error(`invite: ${invited.status} ${invited.text}`);
      const browser = client();
      const joined = await browser.post('/api/invitations/join', { token: await service.tokenFor(email), name: 'Seat Person', password: GOOD_PASSWORD });
      if (joined.status !== 200) throw new Error(`join: ${joined.status} ${joined.text}`);
      const me = await browser.get('/api/me');
      return { client: browser, userId: textOf(me.body['userId'], 'userId') };
    },
    async operator() {
      const browser = client();
      const token = new URLSearchParams(new URL(seeded.link ?? '').hash.slice(1)).get('token');
      await browser.post('/api/auth/reset-password', { token, password: GOOD_PASSWORD });
      const signedIn = await browser.post('/api/auth/sign-in', { email: seeded.adminEmail, password: GOOD_PASSWORD });
      if (signedIn.status !== 200) throw new Error(`operator: ${signedIn.status} ${signedIn.text}`);
      return browser;
    },
    async addDevice(member, tenantId, installationId = crypto.randomUUID()) {
      const desktop = client();
      const asked = await desktop.post('/api/device/authorize', { installation_id: installationId, device_name: 'Desk PC', platform: 'windows' });
      const decided = await member.post(`/api/tenants/${tenantId}/devices/decide`, { userCode: asked.body['user_code'], approve: true });
      if (decided.status !== 200) throw new Error(`decide: ${decided.status} ${decided.text}`);
      const token = await desktop.post('/api/device/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: asked.body['device_code'],
        installation_id: installationId,
      });
      if (token.status !== 200) throw new Error(`token: ${token.status} ${token.text}`);
      return { token: textOf(token.body['access_token'], 'access_token'), deviceId: textOf(token.body['device_id'], 'device_id'), installationId };
    },
    async forgetLimits() {
      await database.platform.deleteFrom('platform.rate_limit').execute();
    },
    async close() {
      await app.close();
    },
  };
  return service;
}
