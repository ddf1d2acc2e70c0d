/**
 * The desktop's token: `hfd_<tenant>_<device>_<secret>`.
 *
 * It names its tenant and device, so that a check is one tenant's transaction and needs no cross-tenant lookup; only
 * the secret's hash is stored.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { randomToken } from '../secrets.ts';

export interface DeviceToken {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly secret: string;
}

const PATTERN = /^Bearer hfd_([0-9a-f-]{36})_([0-9a-f-]{36})_([\w-]{43})$/;

const partsSchema = z.object({ tenantId: z.uuid(), deviceId: z.uuid(), secret: z.string() });

export function newDeviceToken(tenantId: string, deviceId: string): { token: string; hash: string } {
  const secret = randomToken(32);
  return { token: `hfd_${tenantId}_${deviceId}_${secret}`, hash: secretHash(secret) };
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The parts of an Authorization header, or null when it is not one of ours. */
export function parseDeviceToken(authorization: string | undefined): DeviceToken | null {
  const [, tenantId, deviceId, secret] = PATTERN.exec(authorization ?? '') ?? [];
  return partsSchema.safeParse({ tenantId, deviceId, secret }).data ?? null;
}

/** Compares in constant time. */
export function secretMatches(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(secretHash(secret), 'hex'), Buffer.from(hash, 'hex'));
}
