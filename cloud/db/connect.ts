/** The service's three connection pools, one per role. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Secrets } from '../secrets.ts';
import { createPipeline } from './pipeline.ts';
import { urlForRole } from './roles.ts';
import type { AuthDatabase, PlatformDatabase } from './schema.ts';
import { createLicenceFactsReader, createTenantGate } from './with-tenant.ts';
import type { ReadLicenceFacts, WithTenant } from './with-tenant.ts';

/** What the rest of the service may do with the database. Tenant rows are reachable through `withTenant` only. */
export interface Database {
  readonly withTenant: WithTenant;
  readonly licenceFacts: ReadLicenceFacts;
  /** The service's own tables and the cross-tenant operations; used by `cross-tenant.ts` and the platform's parts. */
  readonly platform: Kysely<PlatformDatabase>;
  readonly auth: Kysely<AuthDatabase>;
  /** The raw pool of the auth role, which the sign-in library drives itself. */
  readonly authPool: pg.Pool;
  /** One trivial query as the app role; throws when the database does not answer. */
  ping(): Promise<void>;
  /** The app role's pool for the catalogue walk and the metrics of its size. */
  readonly appPool: pg.Pool;
  /** For the metrics of its size. */
  readonly platformPool: pg.Pool;
  close(): Promise<void>;
}

export interface PoolSizes {
  readonly app: number;
  readonly platform: number;
  readonly auth: number;
}

const DEFAULT_SIZES: PoolSizes = { app: 10, platform: 5, auth: 5 };
/** Connections of the licence check, which share their turns. */
const PIPELINES = 2;

/** Connects as the three login roles. Nothing here can change the schema. */
export function connect(adminUrl: string, secrets: Secrets, sizes: PoolSizes = DEFAULT_SIZES): Database {
  const login = (role: 'holdfast_app' | 'holdfast_platform' | 'holdfast_auth', options: string): pg.ClientConfig => ({
    connectionString: urlForRole(adminUrl, secrets, role),
    options,
    connectionTimeoutMillis: 10_000,
    application_name: role,
  });
  const pool = (role: Parameters<typeof login>[0], max: number, options: string): pg.Pool => {
    const made = new pg.Pool({ ...login(role, options), max, idleTimeoutMillis: 30_000 });
    // An idle connection that breaks (the server restarts) is replaced on next use; without a listener it ends the process.
    made.on('error', () => undefined);
    return made;
  };
  const limits = '-c statement_timeout=15000 -c idle_in_transaction_session_timeout=15000';
  const appPool = pool('holdfast_app', sizes.app, limits);
  const platformPool = pool('holdfast_platform', sizes.platform, '-c statement_timeout=60000');
  const authPool = pool('holdfast_auth', sizes.auth, `${limits} -c search_path=auth`);
  const pipeline = createPipeline(login('holdfast_app', limits), PIPELINES);
  const platform = new Kysely<PlatformDatabase>({ dialect: new PostgresDialect({ pool: platformPool }) });
  const auth = new Kysely<AuthDatabase>({ dialect: new PostgresDialect({ pool: authPool }) });
  return {
    withTenant: createTenantGate(appPool),
    licenceFacts: createLicenceFactsReader(pipeline),
    platform,
    auth,
    authPool,
    appPool,
    platformPool,
    async ping() {
      await appPool.query('select 1');
    },
    async close() {
      await Promise.all([pipeline.close(), appPool.end(), platform.destroy(), auth.destroy()]);
    },
  };
}
