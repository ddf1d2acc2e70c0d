/** What a licence says, from what the service knows: pure, so that every end of a licence is a line in a test. */
import { ENTITLEMENTS, DESKTOP_AUDIENCE, ISSUER, OFFLINE_DAYS, REFRESH_HOURS } from '../contract/licence.ts';
import type { LicenceClaims } from '../contract/licence.ts';
import type { ProblemCode } from '../contract/errors.ts';
import type { Plan, TenantStatus } from '../db/schema.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A desktop's clock may be a little behind the service's. */
const SKEW_SECONDS = 300;

/** The facts of one device's seat. */
export interface LicenceFacts {
  readonly tenantId: string;
  readonly tenantStatus: TenantStatus;
  readonly plan: Plan;
  readonly trialEndsAt: Date | null;
  readonly userId: string;
  readonly seatRemoved: boolean;
  readonly deviceId: string;
  readonly installationId: string;
}

export type LicenceDecision = { readonly claims: LicenceClaims } | { readonly refusal: ProblemCode };

const ENTITLED: Record<Plan, LicenceClaims['ent']> = {
  trial: [...ENTITLEMENTS],
  solo: ['tickets', 'journal', 'analytics', 'imports'],
  team: [...ENTITLEMENTS],
  partner: [...ENTITLEMENTS],
};

/** Decides whether a seat gets a licence now, and for how long. */
export function decideLicence(facts: LicenceFacts, licenceId: string, now: Date): LicenceDecision {
  if (facts.seatRemoved) return { refusal: 'licence.seat-removed' };
  if (facts.tenantStatus === 'suspended') return { refusal: 'licence.tenant-suspended' };
  const trialEnd = facts.trialEndsAt === null ? null : Math.floor(facts.trialEndsAt.getTime() / 1000);
  const issued = Math.floor(now.getTime() / 1000);
  if (trialEnd !== null && trialEnd <= issued) return { refusal: 'licence.trial-ended' };
  const notAfter = Math.min(issued + OFFLINE_DAYS * DAY, trialEnd ?? Number.POSITIVE_INFINITY);
  return {
    claims: {
      iss: ISSUER,
      aud: DESKTOP_AUDIENCE,
      sub: facts.userId,
      jti: licenceId,
      tid: facts.tenantId,
      did: facts.deviceId,
      ins: facts.installationId,
      iat: issued,
      nbf: issued - SKEW_SECONDS,
      raf: Math.min(issued + REFRESH_HOURS * HOUR, notAfter),
      exp: notAfter,
      plan: facts.plan,
      ent: ENTITLED[facts.plan],
      trl: trialEnd,
    },
  };
}
