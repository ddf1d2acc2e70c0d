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
import type { AppDatabase } from './schema.ts';

/** An open transaction that sees exactly one tenant. */
export type TenantTx = Transaction<AppDatabase>;

/**
 * Runs `work` in one transaction as one tenant; commits when it resolves, rolls back when it throws.
 * @param tenantId a UUID; anything else is a programming error and throws before the database is asked
 */
export type WithTenant = <T>(tenantId: string, work: (tx: TenantTx) => Promise<T>) => Promise<T>;

const tenantIdSchema = z.uuid();

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
