/**
 * The only path to tenant rows.
 *
 * One transaction, whose first statement sets the tenant for that transaction alone; row-level security does the
 * rest. A query outside of it sees nothing.
 */
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import type { Pipeline } from './pipeline.ts';
import type { AppDatabase } from './schema.ts';

/** An open transaction that sees exactly one tenant. */
export type TenantTx = Transaction<AppDatabase>;

/**
 * Runs `work` in one transaction as one tenant; commits when it resolves, rolls back when it throws.
 * @param tenantId a UUID; anything else is a programming error and throws before the database is asked
 */
export type WithTenant = <T>(tenantId: string, work: (tx: TenantTx) => Promise<T>) => Promise<T>;

const tenantIdSchema = z.uuid();

const timeSchema = z.string().transform((text) => new Date(text));

/** What `app.licence_facts` answers, in its order (see migration 4). */
const licenceFactsSchema = z
  .tuple([
    z.string(),
    z.boolean(),
    timeSchema,
    z.string(),
    z.string(),
    z.boolean(),
    z.enum(['active', 'suspended']),
    z.enum(['trial', 'solo', 'team', 'partner']),
    timeSchema.nullable(),
    z.number().int(),
  ])
  .transform(([token_hash, device_revoked, last_seen_at, installation_id, user_id, seat_removed, status, plan, trial_ends_at, bundle_revision]) => ({
    token_hash,
    device_revoked,
    last_seen_at,
    installation_id,
    user_id,
    seat_removed,
    status,
    plan,
    trial_ends_at,
    bundle_revision,
  }));
/** What a licence is decided from. */
export type LicenceFactsRow = z.output<typeof licenceFactsSchema>;

/** The facts of one device of one tenant, or null: one statement that is its own tenant transaction (see migration 4). */
export type ReadLicenceFacts = (tenantId: string, deviceId: string) => Promise<LicenceFactsRow | null>;

const LICENCE_FACTS = { name: 'licence-facts', text: 'select app.licence_facts($1, $2)' };

/** Builds the hot path over the app role's pipeline. */
export function createLicenceFactsReader(pipeline: Pipeline): ReadLicenceFacts {
  return async (tenantId, deviceId) => {
    const facts = await pipeline.ask(LICENCE_FACTS, [tenantId, deviceId]);
    return facts === null ? null : licenceFactsSchema.parse(JSON.parse(facts));
  };
}

/** Builds the gate over the app role's pool. */
export function createTenantGate(pool: pg.Pool): WithTenant {
  const kysely = new Kysely<AppDatabase>({ dialect: new PostgresDialect({ pool }) });
  return async (tenantId, work) => {
    const id = tenantIdSchema.parse(tenantId);
    return kysely.transaction().execute(async (tx) => {
      await sql`select set_config('app.tenant_id', ${id}, true)`.execute(tx);
      return work(tx);
    });
  };
}
