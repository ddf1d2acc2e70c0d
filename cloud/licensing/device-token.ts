/**
 * The desktop's token: `hfd_<tenant>_<device>_<secret>`.
 *
 * It names its tenant and device, so that a check is one tenant's transaction and needs no cross-tenant lookup; only
 * the secret's hash is stored.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { randomToken } from '../secrets.ts';

export interface DeviceToken {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly secret: string;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const PATTERN = new RegExp(`^Bearer hfd_(${UUID})_(${UUID})_([\\w-]{43})$`);

export function newDeviceToken(tenantId: string, deviceId: string): { token: string; hash: string } {
  const secret = randomToken(32);
  return { token: `hfd_${tenantId}_${deviceId}_${secret}`, hash: secretHash(secret) };
}

function secretHash(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** The parts of an Authorization header, or null when it is not one of ours. */
export function parseDeviceToken(authorization: string | undefined): DeviceToken | null {
  const [, tenantId, deviceId, secret] = PATTERN.exec(authorization ?? '') ?? [];
  return tenantId === undefined || deviceId === undefined || secret === undefined ? null : { tenantId, deviceId, secret };
}

/** Compares in constant time. */
export function secretMatches(secret: string, stored: string): boolean {
  return timingSafeEqual(hash('sha256', secret, 'buffer'), Buffer.from(stored, 'hex'));
}
