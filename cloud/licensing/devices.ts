/** The devices of a tenant's seats. */
import { randomUUID } from 'node:crypto';
import type { TenantTx } from '../db/with-tenant.ts';
import { Problem } from '../problem.ts';
import type { ApprovedGrant } from './device-grants.ts';
import { newDeviceToken } from './device-token.ts';

/** Places a device would take: those of the seat that are signed in, without the installation itself. */
export async function countOtherDevices(tx: TenantTx, tenantId: string, userId: string, installationId: string): Promise<number> {
  const row = await tx
    .selectFrom('app.device')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('installation_id', '!=', installationId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * Signs a device in: a new row, or the same row with a new token when this installation was here before.
 * @throws {Problem} when the seat is gone, the tenant suspended, or the limit reached
 */
export async function signDeviceIn(tx: TenantTx, grant: ApprovedGrant, now: Date): Promise<{ deviceId: string; token: string; email: string }> {
  const { tenantId, userId } = grant;
  // The seat's row is locked: two approvals at once cannot both take the last place.
  const seat = await tx
    .selectFrom('app.membership')
    .select('email')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const tenant = await tx.selectFrom('app.tenant').select(['status', 'device_limit']).where('tenant_id', '=', tenantId).executeTakeFirst();
  if (seat === undefined || tenant === undefined) throw new Problem('licence.seat-removed');
  if (tenant.status === 'suspended') throw new Problem('licence.tenant-suspended');
  if ((await countOtherDevices(tx, tenantId, userId, grant.installationId)) >= tenant.device_limit) throw new Problem('device.limit');
  const present = await tx
    .selectFrom('app.device')
    .select('device_id')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('installation_id', '=', grant.installationId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  const deviceId = present?.device_id ?? randomUUID();
  const { token, hash } = newDeviceToken(tenantId, deviceId);
  if (present !== undefined) {
    await tx
      .updateTable('app.device')
      .set({ token_hash: hash, name: grant.deviceName, last_seen_at: now })
      .where('tenant_id', '=', tenantId)
      .where('device_id', '=', deviceId)
      .execute();
  } else {
    await tx
      .insertInto('app.device')
      .values({
        tenant_id: tenantId,
        device_id: deviceId,
        user_id: userId,
        installation_id: grant.installationId,
        name: grant.deviceName,
        platform: grant.platform,
        token_hash: hash,
        created_at: now,
        last_seen_at: now,
        revoked_at: null,
      })
      .execute();
  }
  return { deviceId, token, email: seat.email };
}

/** Living devices, of one person or of all seats. */
export async function listDevices(tx: TenantTx, tenantId: string, userId: string | null) {
  let query = tx
    .selectFrom('app.device')
    .select(['device_id', 'user_id', 'name', 'platform', 'created_at', 'last_seen_at'])
    .where('tenant_id', '=', tenantId)
    .where('revoked_at', 'is', null)
    .orderBy('last_seen_at', 'desc')
    .limit(1000);
  if (userId !== null) query = query.where('user_id', '=', userId);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.device_id,
    userId: row.user_id,
    name: row.name,
    platform: row.platform,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }));
}

/** Signs a device out. @throws {Problem} `device.not-found` */
export async function revokeDevice(tx: TenantTx, tenantId: string, deviceId: string, userId: string | null, now: Date): Promise<string> {
  let query = tx
    .updateTable('app.device')
    .set({ revoked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('device_id', '=', deviceId)
    .where('revoked_at', 'is', null)
    .returning('name');
  if (userId !== null) query = query.where('user_id', '=', userId);
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new Problem('device.not-found');
  return row.name;
}

/** Notes that the device was here. */
export async function touchDevice(tx: TenantTx, tenantId: string, deviceId: string, now: Date): Promise<void> {
  await tx.updateTable('app.device').set({ last_seen_at: now }).where('tenant_id', '=', tenantId).where('device_id', '=', deviceId).execute();
}
