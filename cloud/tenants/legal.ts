/** Acceptances of the legal documents: kept once for each person and version, however often and from wherever they are sent. */
import type { BundleClaims } from '../contract/bundle.ts';
import type { TenantTx } from '../db/with-tenant.ts';

export interface Acceptance {
  readonly tenantId: string;
  readonly userId: string;
  readonly document: BundleClaims['legal'][number];
  readonly acceptedAt: Date;
  readonly address: string;
  /** Null for the portal. */
  readonly deviceId: string | null;
}

/** @returns whether it is new; the first acceptance of a version stands */
export async function keepAcceptance(tx: TenantTx, { tenantId, userId, document, acceptedAt, address, deviceId }: Acceptance): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('app.legal_acceptance')
    .values({
      tenant_id: tenantId,
      user_id: userId,
      kind: document.kind,
      version: document.version,
      accepted_at: acceptedAt,
      address,
      device_id: deviceId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
