/**
 * The operations that cross tenants, all of them. Anything else goes through `withTenant`.
 *
 * They run as the platform role, which sees every tenant but may change only what an operator may: a tenant's
 * status, plan and limits, a removed person's name. It may delete a tenant's rows only as a whole.
 */
import { randomUUID } from 'node:crypto';
import type { AuthHandle, PlatformHandle, PlatformTx } from './handles.ts';
import type { MemberRole, Plan, TenantStatus } from './schema.ts';
import { sql } from './sql.ts';

/** The organisations a person belongs to, by name. */
export async function membershipsOf(
  platform: PlatformHandle,
  userId: string,
): Promise<{ tenantId: string; name: string; role: MemberRole; status: TenantStatus }[]> {
  const rows = await platform
    .selectFrom('app.membership as m')
    .innerJoin('app.tenant as t', 't.tenant_id', 'm.tenant_id')
    .select(['t.tenant_id', 't.name', 'm.role', 't.status'])
    .where('m.user_id', '=', userId)
    .where('m.removed_at', 'is', null)
    .orderBy('t.name')
    .orderBy('t.tenant_id')
    .limit(200)
    .execute();
  return rows.map((row) => ({ tenantId: row.tenant_id, name: row.name, role: row.role, status: row.status }));
}

/** The name and address under which a person's seats are listed, present and past ones. */
export async function renameMember(platform: PlatformHandle, userId: string, change: { name: string; email?: string }): Promise<void> {
  await platform.updateTable('app.membership').set(change).where('user_id', '=', userId).execute();
}

/** `%` and `_` in what a person typed are letters, not patterns. */
function contains(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (found) => `\\${found}`)}%`;
}

export interface TenantRow {
  tenantId: string;
  name: string;
  status: TenantStatus;
  suspendedReason: string | null;
  plan: Plan;
  trialEndsAt: Date | null;
  seatLimit: number;
  deviceLimit: number;
  seatsUsed: number;
  createdAt: Date;
}

/** One page of tenants by id; `search` finds names and members' addresses. */
export async function searchTenants(
  platform: PlatformHandle,
  query: { search?: string | undefined; status?: TenantStatus | undefined; after?: string | undefined; tenantId?: string; limit: number },
): Promise<{ tenants: TenantRow[]; next: string | null }> {
  let select = platform
    .selectFrom('app.tenant as t')
    .selectAll('t')
    .select((where) =>
      where
        .selectFrom('app.membership as m')
        .select((count) => count.fn.countAll<string>().as('n'))
        .whereRef('m.tenant_id', '=', 't.tenant_id')
        .where('m.removed_at', 'is', null)
        .as('seats'),
    )
    .orderBy('t.tenant_id')
    .limit(query.limit + 1);
  const { search, after } = query;
  if (query.status !== undefined) select = select.where('t.status', '=', query.status);
  if (query.tenantId !== undefined) select = select.where('t.tenant_id', '=', query.tenantId);
  if (after !== undefined && /^[0-9a-f-]{36}$/.test(after)) select = select.where('t.tenant_id', '>', after);
  if (search !== undefined && search !== '') {
    select = select.where((where) =>
      where.or([
        where('t.name', 'ilike', contains(search)),
        where.exists(
          where
            .selectFrom('app.membership as f')
            .select('f.user_id')
            .whereRef('f.tenant_id', '=', 't.tenant_id')
            .where('f.removed_at', 'is', null)
            .where('f.email', 'ilike', contains(search)),
        ),
      ]),
    );
  }
  const rows = await select.execute();
  const tenants = rows.slice(0, query.limit).map((row) => ({
    tenantId: row.tenant_id,
    name: row.name,
    status: row.status,
    suspendedReason: row.suspended_reason,
    plan: row.plan,
    trialEndsAt: row.trial_ends_at,
    seatLimit: row.seat_limit,
    deviceLimit: row.device_limit,
    seatsUsed: Number(row.seats ?? 0),
    createdAt: row.created_at,
  }));
  return { tenants, next: rows.length > query.limit ? (tenants.at(-1)?.tenantId ?? null) : null };
}

/** Changes what only the operator may change; returns whether the tenant exists. */
export async function updateTenant(
  tx: PlatformTx,
  tenantId: string,
  change: {
    status?: TenantStatus;
    suspended_reason?: string | null;
    plan?: Plan;
    trial_ends_at?: Date | null;
    seat_limit?: number;
    device_limit?: number;
  },
): Promise<boolean> {
  const result = await tx.updateTable('app.tenant').set(change).where('tenant_id', '=', tenantId).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A line in a tenant's own log about what the operator did there. */
export async function writeTenantAudit(
  tx: PlatformTx,
  tenantId: string,
  line: {
    at: Date;
    actorId: string | null;
    actor: string;
    action: string;
    detail: Readonly<Record<string, unknown>>;
    address: string | null;
    requestId: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('app.audit_entry')
    .values({
      tenant_id: tenantId,
      entry_id: randomUUID(),
      at: line.at,
      actor_id: line.actorId,
      actor: line.actor,
      action: line.action,
      target: null,
      detail: JSON.stringify(line.detail),
      address: line.address,
      request_id: line.requestId,
    })
    .execute();
}

/** Legal documents are in every tenant's bundle: a new version makes every bundle new. */
export async function touchEveryBundle(tx: PlatformTx): Promise<void> {
  await sql`update app.tenant set bundle_revision = bundle_revision + 1`.execute(tx);
}

/** Tables of `app` that hold tenant rows, children before parents, from the catalogue: a new table cannot be forgotten. */
async function tenantTables(tx: PlatformHandle): Promise<string[]> {
  const tables = await sql<{ name: string; parents: string[] }>`
    select c.relname::text as name,
      array(select distinct p.relname::text from pg_constraint k join pg_class p on p.oid = k.confrelid
            where k.conrelid = c.oid and k.contype = 'f' and p.oid <> c.oid) as parents
    from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'r'
    order by c.relname`.execute(tx);
  const ordered: string[] = [];
  let rest = tables.rows;
  while (rest.length > 0) {
    // A table may go once no remaining table points at it.
    const free = rest.filter((table) => !rest.some((other) => other !== table && other.parents.includes(table.name)));
    if (free.length === 0) throw new Error('foreign keys of the schema app form a circle');
    ordered.push(...free.map((table) => table.name));
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** Every row of one tenant, table by table, parents first. */
export async function readWholeTenant(platform: PlatformHandle, tenantId: string): Promise<Record<string, Record<string, unknown>[]>> {
  return platform
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const names = (await tenantTables(tx)).toReversed();
      const result: Record<string, Record<string, unknown>[]> = {};
      for (const name of names) {
        const rows = await sql<{ row: Record<string, unknown> }>`
          select to_jsonb(t) - 'token_hash' as row from ${sql.table(`app.${name}`)} t
          where tenant_id = ${tenantId} order by to_jsonb(t)::text`.execute(tx);
        result[name] = rows.rows.map((one) => one.row);
      }
      return result;
    });
}

/** Removes every row of one tenant and counts them; leaves the service's own records about it. */
export async function purgeTenant(tx: PlatformTx, tenantId: string): Promise<Record<string, number>> {
  await sql`select set_config('app.purging', ${tenantId}, true)`.execute(tx);
  const counts: Record<string, number> = {};
  for (const name of await tenantTables(tx)) {
    const removed = await sql`delete from ${sql.table(`app.${name}`)} where tenant_id = ${tenantId}`.execute(tx);
    counts[name] = Number(removed.numAffectedRows ?? 0n);
  }
  await tx.deleteFrom('platform.view_grant').where('for_tenant', '=', tenantId).execute();
  return counts;
}

/** One page of people, with their organisations. */
export async function searchUsers(
  auth: AuthHandle,
  platform: PlatformHandle,
  query: { search?: string | undefined; after?: string | undefined; limit: number },
) {
  const { search, after } = query;
  let select = auth.selectFrom('auth.user').selectAll().orderBy('id').limit(query.limit + 1);
  if (after !== undefined && /^[0-9a-f-]{36}$/.test(after)) select = select.where('id', '>', after);
  if (search !== undefined && search !== '') {
    select = select.where((where) => where.or([where('email', 'ilike', contains(search)), where('name', 'ilike', contains(search))]));
  }
  const rows = await select.execute();
  const shown = rows.slice(0, query.limit);
  const ids = shown.map((row) => row.id);
  const memberships =
    ids.length === 0
      ? []
      : await platform
          .selectFrom('app.membership as m')
          .innerJoin('app.tenant as t', 't.tenant_id', 'm.tenant_id')
          .select(['m.user_id', 't.tenant_id', 't.name', 'm.role'])
          .where('m.user_id', 'in', ids)
          .where('m.removed_at', 'is', null)
          .orderBy('t.name')
          .execute();
  return {
    users: shown.map((row) => ({
      userId: row.id,
      email: row.email,
      name: row.name,
      verified: row.emailVerified,
      twoFactor: row.twoFactorEnabled === true,
      operator: row.platformRole === 'operator',
      createdAt: row.createdAt,
      memberships: memberships.filter((one) => one.user_id === row.id).map((one) => ({ tenantId: one.tenant_id, name: one.name, role: one.role })),
    })),
    next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** Totals for the operator's health page. */
export async function countEverything(platform: PlatformHandle): Promise<{ tenants: number; seats: number; devices: number }> {
  const result = await sql<{ tenants: number; seats: number; devices: number }>`
    select (select count(*)::integer from app.tenant) as tenants,
      (select count(*)::integer from app.membership where removed_at is null) as seats,
      (select count(*)::integer from app.device where revoked_at is null) as devices`.execute(platform);
  return result.rows[0] ?? { tenants: 0, seats: 0, devices: 0 };
}
