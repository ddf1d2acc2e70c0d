/**
 * A whole cloud service for one file of tests: its own process, its own PostgreSQL in a temporary folder, a free port.
 * People are made through the service's own API; what a test is about, it does in the browser.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { createOTP } from '@better-auth/utils/otp';
import { root } from '../../paths.ts';

export const PASSWORD = 'violet-harbour-17-oaks';
export { expect };

/** What a browser complains about without failing: scripts that threw, and what the content security policy stopped. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('console', (message) => {
        if (message.type() === 'error' && /Content.Security.Policy|React|Uncaught/i.test(message.text())) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export interface Person {
  readonly email: string;
  readonly tenantId: string;
}

export interface Desktop {
  readonly userCode: string;
  /** The address the desktop opens in the browser. */
  readonly link: string;
  /** Collects the token; null while nobody has decided. @throws when it was refused */
  collect(): Promise<string | null>;
  /** The status of a licence check. */
  check(token: string): Promise<number>;
}

export interface PortalService {
  /** Its origin. */
  readonly url: string;
  readonly operatorEmail: string;
  /** Where the operator chooses the first password. */
  readonly operatorLink: string;
  /** The link in the newest mail to an address. */
  linkFor(email: string): Promise<string>;
  /** Signs somebody up with an organisation and signs this browser in as them. */
  signUp(context: BrowserContext, email: string, organisation: string): Promise<Person>;
  signIn(context: BrowserContext, email: string, password?: string): Promise<void>;
  /** Calls the API with this browser's session. */
  call(context: BrowserContext, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** A desktop that asks to be signed in. */
  desktop(name: string): Promise<Desktop>;
  stop(): Promise<void>;
}

const STARTED = /Holdfast cloud: (\S+)[\s\S]*administrator (\S+), choose a password: (\S+)/;

/** @param environment what this service is configured with beyond the usual */
export async function startPortalService(environment: Readonly<Record<string, string>> = {}): Promise<PortalService> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-portal-'));
  // PostgreSQL does not run as root; its own user must be able to enter.
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, [join(root, 'cloud', 'index.ts')], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', HOLDFAST_DATA: folder, HOLDFAST_LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  const started = await new Promise<RegExpExecArray>((resolve, reject) => {
    const listen = (text: string): void => {
      said += text;
      const match = STARTED.exec(said);
      if (match !== null) resolve(match);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('close', () => reject(new Error(`The service ended instead of starting:\n${said}`)));
  });
  const [, url = '', operatorEmail = '', operatorLink = ''] = started;

  const call: PortalService['call'] = async (context, method, path, body) => {
    const response = await context.request.fetch(`${url}${path}`, {
      method,
      headers: { origin: url },
      ...(body === undefined ? {} : { data: body }),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const linkFor = async (email: string): Promise<string> => {
    const page = await (await fetch(`${url}/dev/outbox`)).text();
    const section = page.split('<section>').find((text) => text.includes(`To ${email},`));
    const link = /<a href="([^"]+)"/.exec(section ?? '')?.[1];
    if (link === undefined) throw new Error(`no link was sent to ${email}`);
    return link;
  };

  return {
    url,
    operatorEmail,
    operatorLink,
    linkFor,
    call,
    async signUp(context, email, organisation) {
      await call(context, 'POST', '/api/auth/sign-up', { email, password: PASSWORD, name: `Person of ${organisation}`, organisation });
      const token = new URL(await linkFor(email)).hash.replace('#token=', '');
      const { tenantId } = await call(context, 'POST', '/api/auth/verify-email', { token, password: PASSWORD });
      return { email, tenantId: String(tenantId) };
    },
    async signIn(context, email, password = PASSWORD) {
      await call(context, 'POST', '/api/auth/sign-in', { email, password });
    },
    async desktop(name) {
      const installation = randomUUID();
      const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
        fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
      const asked = await (await post('/api/device/authorize', { installation_id: installation, device_name: name, platform: 'windows' })).json();
      return {
        userCode: asked.user_code,
        link: asked.verification_uri_complete,
        async collect() {
          const answer = await (
            await post('/api/device/token', {
              grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
              device_code: asked.device_code,
              installation_id: installation,
            })
          ).json();
          if (answer.error === 'authorization_pending') return null;
          if (answer.error !== undefined) throw new Error(answer.error);
          return answer.access_token;
        },
        async check(token) {
          return (await post('/api/desktop/licence', { bundleRevision: 0, keysRevision: 0 }, { authorization: `Bearer ${token}` })).status;
        },
      };
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The authenticator's code for a key, as shown in the portal, now or some steps of 30 seconds ahead. */
export async function codeFor(base32: string, stepsAhead = 0): Promise<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32.replaceAll('=', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const key = new TextDecoder().decode(Uint8Array.from(bytes));
  return createOTP(key, { digits: 6, period: 30 }).hotp(Math.floor(Date.now() / 30_000) + stepsAhead);
}

/** Fills the sign-in page that is shown and sends it. */
export async function signInHere(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** axe finds nothing in what is shown now, and nothing of it sticks out to the side. */
export async function expectGoodPage(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}
