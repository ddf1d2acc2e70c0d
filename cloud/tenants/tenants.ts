/** Making tenants, and reading one. */
import type { z } from 'zod';
import type { NewOwner } from '../auth/accounts.ts';
import { TRIAL_DAYS } from '../contract/licence.ts';
import type { tenantSchema } from '../contract/tenant.ts';
import type { Database } from '../db/connect.ts';
import type { MemberRole, Plan } from '../db/schema.ts';
import type { TenantTx } from '../db/with-tenant.ts';
import { Problem } from '../problem.ts';
import { writeAudit } from './audit.ts';

const TRIAL_SEATS = 5;
const DAY_MS = 86_400_000;

/** The platform's own tenant; its id is fixed so that seeding it twice is one tenant. */
export const FOUNDER_TENANT_ID = '00000000-0000-4000-8000-000000000001';

export interface NewTenant {
  readonly tenantId: string;
  readonly name: string;
  readonly plan: Plan;
  readonly seatLimit: number;
}

/** When a tenant's trial ends; null for every plan that is not one. */
export function trialEnd(plan: Plan, now: Date): Date | null {
  return plan === 'trial' ? new Date(now.getTime() + TRIAL_DAYS * DAY_MS) : null;
}

/** Inserts the tenant; repeated with the same id it changes nothing. @returns whether it was made now */
export async function insertTenant(tx: TenantTx, tenant: NewTenant, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('app.tenant')
    .values({
      tenant_id: tenant.tenantId,
      name: tenant.name,
      plan: tenant.plan,
      seat_limit: tenant.seatLimit,
      trial_ends_at: trialEnd(tenant.plan, now),
      suspended_reason: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Gives a person a seat in a role, again if it had one before. */
export async function insertMember(
  tx: TenantTx,
  member: { tenantId: string; userId: string; email: string; name: string; role: MemberRole },
  now: Date,
): Promise<void> {
  const { role, email, name } = member;
  await tx
    .insertInto('app.membership')
    .values({ tenant_id: member.tenantId, user_id: member.userId, email, name, role, joined_at: now, removed_at: null })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'user_id']).doUpdateSet({ role, email, name, joined_at: now, removed_at: null }),
    )
    .execute();
}

/** What a confirmed sign-up makes: a trial tenant and its owner. Safe to repeat. */
export async function createTrialTenant(
  database: Database,
  owner: NewOwner,
  from: { address: string; requestId: string },
  now: Date,
): Promise<void> {
  await database.withTenant(owner.tenantId, async (tx) => {
    const made = await insertTenant(tx, { tenantId: owner.tenantId, name: owner.organisation, plan: 'trial', seatLimit: TRIAL_SEATS }, now);
    if (!made) return;
    await insertMember(tx, { ...owner, role: 'owner' }, now);
    const actor = { actorId: owner.userId, actor: owner.email, ...from };
    await writeAudit(tx, owner.tenantId, actor, { action: 'tenant.created', target: owner.organisation, detail: { plan: 'trial' } }, now);
  });
}

/** A tenant as its members see it. */
export async function readTenant(
  tx: TenantTx,
  tenantId: string,
  { role, viewUntil }: { role: MemberRole | null; viewUntil: Date | null },
): Promise<z.output<typeof tenantSchema>> {
  const row = await tx
    .selectFrom('app.tenant as t')
    .innerJoin('app.seat_usage as u', 'u.tenant_id', 't.tenant_id')
    .selectAll('t')
    .select(['u.seats_used', 'u.seats_invited'])
    .where('t.tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) throw new Problem('tenant.not-found');
  return {
    tenantId,
    name: row.name,
    status: row.status,
    suspendedReason: row.suspended_reason,
    plan: row.plan,
    trialEndsAt: row.trial_ends_at?.toISOString() ?? null,
    seatLimit: row.seat_limit,
    seatsUsed: row.seats_used,
    seatsInvited: row.seats_invited,
    deviceLimit: row.device_limit,
    createdAt: row.created_at.toISOString(),
    role,
    viewUntil: viewUntil?.toISOString() ?? null,
  };
}
