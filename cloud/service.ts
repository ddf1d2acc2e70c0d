/** The service as one value: opened from a configuration, served, closed. `index.ts` runs it; tests run it in-process. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createAccounts } from './auth/accounts.ts';
import { createSignInGuard } from './auth/guard.ts';
import { createSignInLibrary } from './auth/library.ts';
import { accountRoutes } from './auth/routes.ts';
import { ConfigError } from './config.ts';
import type { Config } from './config.ts';
import type { Database } from './db/connect.ts';
import { openDatabase } from './db/open.ts';
import { downloadRoutes, registerDownloads } from './downloads/downloads.ts';
import { registerPages } from './http/pages.ts';
import type { Route } from './http/route.ts';
import { createServer } from './http/server.ts';
import { startJobs } from './jobs/jobs.ts';
import { licensingRoutes } from './licensing/routes.ts';
import { createSigningKeys } from './licensing/signing-keys.ts';
import { createMail } from './mail/mail.ts';
import { operatorRoutes } from './operator/routes.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { createPublicAddress } from './public-address.ts';
import { createSecrets, developmentSecret } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import { seed } from './seed.ts';
import type { Seeded } from './seed.ts';
import { bundleRoutes } from './tenants/bundle-routes.ts';
import { tenantRoutes } from './tenants/routes.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** Where the build puts the portal; absent in a fresh checkout. */
const PORTAL_FOLDER = join(ROOT, 'out', 'portal');

/** Every route of the service, in the order of the reference. */
export function allRoutes(parts: Parts): Route[] {
  return [...accountRoutes(parts), ...tenantRoutes(parts), ...bundleRoutes(), ...licensingRoutes(parts), ...operatorRoutes(parts), ...downloadRoutes(parts.config.downloadsFolder)];
}

/** Builds the parts over an open database. */
export async function createParts(config: Config, secrets: Secrets, database: Database, clock: () => Date = () => new Date()): Promise<Parts> {
  const address = createPublicAddress(config.publicUrl);
  const mail = createMail(secrets, clock);
  const guard = createSignInGuard(database, secrets, clock);
  const library = createSignInLibrary({ pool: database.authPool, secrets, production: config.production, publicUrl: config.publicUrl });
  const keys = createSigningKeys(database.platform, secrets, clock);
  const accounts = createAccounts({ database, library, guard, mail, address, clock });
  const manifest = z.looseObject({ version: z.string() }).parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  return { config, secrets, clock, database, address, mail, accounts, guard, keys, version: manifest.version, startedAt: clock() };
}

/** The HTTP application with all routes, pages and the portal; not listening. `ready` says whether it may get traffic. */
export async function createApplication(parts: Parts, ready: () => boolean, log?: Writable): Promise<FastifyInstance> {
  const app = await createServer(parts, allRoutes(parts), log);
  registerPages(app, parts);
  app.get('/readyz', { schema: { hide: true } }, async () => {
    if (!ready()) throw new Problem('service.unavailable', { retryAfterSeconds: 1 });
    await parts.database.ping().catch(() => {
      throw new Problem('service.unavailable', { retryAfterSeconds: 2 });
    });
    return { ok: true };
  });
  await registerDownloads(app, parts.config.downloadsFolder);
  await registerPortal(app);
  return app;
}

/** What the portal's addresses begin with (`cloud/portal/app/app.tsx`); any other shows its "no such page", as a 404. */
const PORTAL_PAGE = /^\/(?:(?:account|device|download|forgot|invitation|operator|organisation|reset|sign-in|sign-up|verify)(?:[/?]|$)|\?|$)/;

/** The built portal: its files, and its one page for every address that is not a file or the API. */
async function registerPortal(app: FastifyInstance): Promise<void> {
  const page = await readFile(join(PORTAL_FOLDER, 'index.html'), 'utf8').catch(() => null);
  if (page === null) {
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send('Holdfast cloud is running. The portal is not built here; the API reference is at /api-reference.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, { root: PORTAL_FOLDER, index: false, wildcard: false, immutable: true, maxAge: '365d' });
  const pages = ['/', '/:page', '/:page/:section', '/:page/:section/:part', '/:page/:section/:part/:rest'];
  for (const url of pages) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      if (request.url.startsWith('/api/')) throw new Problem('request.not-found');
      return reply
        .status(PORTAL_PAGE.test(request.url) ? 200 : 404)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(page);
    });
  }
}

const LISTEN_REFUSALS = new Map([
  ['EADDRINUSE', 'is in use by another program'],
  ['EACCES', 'needs rights that this process does not have'],
  ['EADDRNOTAVAIL', 'is not on this machine'],
  ['ENOTFOUND', 'is not on this machine'],
]);

/** A running service. */
export interface Service {
  /** Address it listens on, e.g. http://127.0.0.1:4310. */
  readonly url: string;
  readonly seeded: Seeded;
  readonly parts: Parts;
  /** Stops taking requests, finishes those under way, then stops jobs, connections and the embedded database. */
  close(): Promise<void>;
}

/**
 * Starts everything.
 * @throws {ConfigError} or what made the start impossible; nothing is left running then
 */
export async function startService(config: Config): Promise<Service> {
  const secrets = createSecrets(config.secret ?? (await developmentSecret(config.dataFolder)));
  if (config.production && config.secret === null) throw new ConfigError('HOLDFAST_SECRET is not set.');
  const opened = await openDatabase(config, secrets);
  let app: FastifyInstance | null = null;
  let jobs: { stop(): Promise<void> } | null = null;
  try {
    const parts = await createParts(config, secrets, opened.database);
    let ready = false;
    app = await createApplication(parts, () => ready);
    const serving = app;
    const url = await serving.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      const refusal = error instanceof Error && 'code' in error ? LISTEN_REFUSALS.get(String(error.code)) : undefined;
      if (refusal === undefined) throw error;
      throw new ConfigError(`${config.host}:${config.port} ${refusal}. Set PORT or HOST to another one; PORT=0 takes any free port.`);
    });
    parts.address.listeningOn(url.replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost'));
    const seeded = await seed(parts);
    const running = startJobs(parts, opened.adminUrl, serving.log);
    jobs = running;
    ready = true;
    return {
      url,
      seeded,
      parts,
      async close() {
        ready = false;
        await serving.close();
        await running.stop();
        await opened.close();
      },
    };
  } catch (error) {
    await app?.close();
    await jobs?.stop();
    await opened.close();
    throw error;
  }
}
