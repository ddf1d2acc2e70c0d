/** Seats and roles: who belongs to a tenant, and who may change that. */
import type { z } from 'zod';
import type { ProblemCode } from '../contract/errors.ts';
import type { seatListSchema } from '../contract/tenant.ts';
import type { MemberRole } from '../db/schema.ts';
import type { TenantTx } from '../db/with-tenant.ts';
import { Problem } from '../problem.ts';

/** An admin manages everybody but owners, and cannot make one. */
export function assertMayManage(actor: MemberRole | null, ...roles: MemberRole[]): void {
  if (actor !== 'owner' && roles.includes('owner')) throw new Problem('role.forbidden');
}

/**
 * Locks the tenant's row, so that two changes of its seats take turns; returns the seats in use.
 * @throws {Problem} `missing` when there is no such tenant
 */
export async function lockSeats(
  tx: TenantTx,
  tenantId: string,
  missing: ProblemCode = 'tenant.not-found',
): Promise<{ limit: number; used: number; invited: number }> {
  const row = await tx.selectFrom('app.tenant').select('tenant_id').where('tenant_id', '=', tenantId).forUpdate().executeTakeFirst();
  if (row === undefined) throw new Problem(missing);
  const usage = await tx.selectFrom('app.seat_usage').selectAll().where('tenant_id', '=', tenantId).executeTakeFirstOrThrow();
  return { limit: usage.seat_limit, used: usage.seats_used, invited: usage.seats_invited };
}

/** One page of seats by address. */
export async function listSeats(
  tx: TenantTx,
  tenantId: string,
  page: { after?: string | undefined; limit: number },
): Promise<z.output<typeof seatListSchema>> {
  let query = tx
    .selectFrom('app.membership as m')
    .select(['m.user_id', 'm.email', 'm.name', 'm.role', 'm.joined_at'])
    .select((select) =>
      select
        .selectFrom('app.device as d')
        .select((count) => count.fn.countAll<string>().as('n'))
        .whereRef('d.tenant_id', '=', 'm.tenant_id')
        .whereRef('d.user_id', '=', 'm.user_id')
        .where('d.revoked_at', 'is', null)
        .as('devices'),
    )
    .where('m.tenant_id', '=', tenantId)
    .where('m.removed_at', 'is', null)
    .orderBy('m.email')
    .limit(page.limit + 1);
  if (page.after !== undefined) query = query.where('m.email', '>', page.after);
  const rows = await query.execute();
  const shown = rows.slice(0, page.limit);
  return {
    seats: shown.map((row) => ({
      userId: row.user_id,
      email: row.email,
      name: row.name,
      role: row.role,
      joinedAt: row.joined_at.toISOString(),
      devices: Number(row.devices ?? 0),
    })),
    next: rows.length > page.limit ? (shown.at(-1)?.email ?? null) : null,
  };
}

async function findSeat(tx: TenantTx, tenantId: string, userId: string): Promise<{ email: string; role: MemberRole }> {
  const seat = await tx
    .selectFrom('app.membership')
    .select(['email', 'role'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (seat === undefined) throw new Problem('seat.not-found');
  return seat;
}

async function assertAnotherOwner(tx: TenantTx, tenantId: string, userId: string, detail?: string): Promise<void> {
  const other = await tx
    .selectFrom('app.membership')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'owner')
    .where('removed_at', 'is', null)
    .where('user_id', '!=', userId)
    .executeTakeFirst();
  if (other === undefined) throw new Problem('seat.last-owner', detail === undefined ? {} : { detail });
}

/** Changes a seat's role. @returns the role it had and its address */
export async function changeRole(
  tx: TenantTx,
  tenantId: string,
  actor: MemberRole | null,
  userId: string,
  role: MemberRole,
): Promise<{ email: string; before: MemberRole }> {
  await lockSeats(tx, tenantId);
  const seat = await findSeat(tx, tenantId, userId);
  assertMayManage(actor, seat.role, role);
  if (seat.role === 'owner' && role !== 'owner') await assertAnotherOwner(tx, tenantId, userId);
  await tx.updateTable('app.membership').set({ role }).where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute();
  return { email: seat.email, before: seat.role };
}

/** Ends a seat; its devices are told at their next licence check. @returns the address it had */
export async function removeSeat(tx: TenantTx, tenantId: string, actor: MemberRole | null, userId: string, now: Date): Promise<string> {
  await lockSeats(tx, tenantId);
  const seat = await findSeat(tx, tenantId, userId);
  assertMayManage(actor, seat.role);
  if (seat.role === 'owner') await assertAnotherOwner(tx, tenantId, userId);
  await tx.updateTable('app.membership').set({ removed_at: now }).where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute();
  return seat.email;
}

/** @throws {Problem} `seat.last-owner` with what to do first, naming the organisation */
export async function assertMayLeave(tx: TenantTx, tenantId: string, userId: string, name: string): Promise<void> {
  const seat = await findSeat(tx, tenantId, userId);
  if (seat.role === 'owner') await assertAnotherOwner(tx, tenantId, userId, `Make somebody else an owner of ${name}, or delete the organisation first.`);
}

/** Ends the own seat. @throws {Problem} `seat.last-owner` */
export async function leaveSeat(tx: TenantTx, tenantId: string, userId: string, now: Date): Promise<void> {
  await removeSeat(tx, tenantId, 'owner', userId, now);
}
