/**
 * RFC 8628: a desktop asks for a code, a signed-in person approves it, the desktop collects its token once.
 *
 * A grant belongs to no tenant until it is approved, so it lives among the platform's rows; what it leads to, the
 * device, is a row of the tenant.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { PlatformHandle } from '../db/handles.ts';
import { Problem } from '../problem.ts';
import { randomToken, tokenHash } from '../secrets.ts';

/** Consonants only: no words, no look-alikes. 20^8 codes. */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const CODE_LENGTH = 8;
const GRANT_SECONDS = 15 * 60;
const FIRST_INTERVAL = 5;

export interface NewGrant {
  readonly deviceCode: string;
  /** Without the hyphen. */
  readonly userCode: string;
  readonly expiresIn: number;
  readonly interval: number;
}

export interface ApprovedGrant {
  readonly tenantId: string;
  readonly userId: string;
  readonly installationId: string;
  readonly deviceName: string;
  readonly platform: 'windows' | 'macos' | 'linux';
}

export type PollError = 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'invalid_grant';
export type PollResult = { readonly grant: ApprovedGrant } | { readonly error: PollError };

/** The code as people read it. */
export function showUserCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

function newUserCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

export function createDeviceGrants(platform: PlatformHandle) {
  return {
    async open(device: { installationId: string; name: string; platform: ApprovedGrant['platform'] }, now: Date): Promise<NewGrant> {
      await platform
        .deleteFrom('platform.device_grant')
        .where('expires_at', '<', new Date(now.getTime() - 24 * 3600_000))
        .execute();
      const deviceCode = randomToken(32);
      const userCode = newUserCode();
      await platform
        .insertInto('platform.device_grant')
        .values({
          grant_id: randomUUID(),
          device_code_hash: tokenHash(deviceCode),
          user_code: userCode,
          installation_id: device.installationId,
          device_name: device.name,
          device_platform: device.platform,
          created_at: now,
          expires_at: new Date(now.getTime() + GRANT_SECONDS * 1000),
          interval_seconds: FIRST_INTERVAL,
          polled_at: null,
          decided_at: null,
          approved: null,
          for_tenant: null,
          for_user: null,
          redeemed_at: null,
        })
        .execute();
      return { deviceCode, userCode, expiresIn: GRANT_SECONDS, interval: FIRST_INTERVAL };
    },

    /** An undecided, living grant by what the person typed. @throws {Problem} `device.code` */
    async find(userCode: string, now: Date) {
      const grant = await platform
        .selectFrom('platform.device_grant')
        .select(['user_code', 'device_name', 'device_platform', 'installation_id', 'created_at', 'expires_at'])
        .where('user_code', '=', userCode)
        .where('decided_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      if (grant === undefined) throw new Problem('device.code');
      return grant;
    },

    /** Decides once; the second of two decisions finds nothing. @throws {Problem} `device.code` */
    async decide(userCode: string, decision: { approved: boolean; tenantId: string; userId: string }, now: Date): Promise<void> {
      const decided = await platform
        .updateTable('platform.device_grant')
        .set({ decided_at: now, approved: decision.approved, for_tenant: decision.tenantId, for_user: decision.userId })
        .where('user_code', '=', userCode)
        .where('decided_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      if (decided.numUpdatedRows === 0n) throw new Problem('device.code');
    },

    /** One poll of the desktop; an approved grant is handed out exactly once. */
    async poll(deviceCode: string, installationId: string, now: Date): Promise<PollResult> {
      const hash = tokenHash(deviceCode);
      const grant = await platform.selectFrom('platform.device_grant').selectAll().where('device_code_hash', '=', hash).executeTakeFirst();
      if (grant === undefined || grant.installation_id !== installationId || grant.redeemed_at !== null) return { error: 'invalid_grant' };
      if (grant.expires_at <= now) return { error: 'expired_token' };
      if (grant.decided_at === null) {
        const early = grant.polled_at !== null && now.getTime() - grant.polled_at.getTime() < grant.interval_seconds * 1000;
        await platform
          .updateTable('platform.device_grant')
          .set({ polled_at: now, ...(early ? { interval_seconds: Math.min(60, grant.interval_seconds + 5) } : {}) })
          .where('grant_id', '=', grant.grant_id)
          .execute();
        return { error: early ? 'slow_down' : 'authorization_pending' };
      }
      if (grant.approved !== true || grant.for_tenant === null || grant.for_user === null) return { error: 'access_denied' };
      const redeemed = await platform
        .updateTable('platform.device_grant')
        .set({ redeemed_at: now })
        .where('grant_id', '=', grant.grant_id)
        .where('redeemed_at', 'is', null)
        .executeTakeFirst();
      if (redeemed.numUpdatedRows === 0n) return { error: 'invalid_grant' };
      return {
        grant: {
          tenantId: grant.for_tenant,
          userId: grant.for_user,
          installationId: grant.installation_id,
          deviceName: grant.device_name,
          platform: grant.device_platform,
        },
      };
    },
  };
}
