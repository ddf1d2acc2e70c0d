/** The end of a tenant: everything exported, then everything removed, with a signed receipt. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { RECEIPT_TYPE, ISSUER } from '../contract/licence.ts';
import type { purgeReceiptSchema, tenantExportSchema } from '../contract/tenant.ts';
import { purgeTenant, readWholeTenant } from '../db/cross-tenant.ts';
import type { PlatformHandle } from '../db/handles.ts';
import { contentHash } from '../licensing/canonical.ts';
import type { SigningKeys } from '../licensing/signing-keys.ts';
import { Problem } from '../problem.ts';

/** An export older than this does not count as having been made before a deletion. */
const EXPORT_VALID_MS = 24 * 3600_000;

/** All rows of a tenant; remembers the digest, which a deletion asks for. */
export async function exportTenant(
  platform: PlatformHandle,
  tenantId: string,
  madeBy: string,
  now: Date,
): Promise<z.output<typeof tenantExportSchema>> {
  const tables = await readWholeTenant(platform, tenantId);
  const digest = contentHash(tables);
  await platform
    .insertInto('platform.tenant_export')
    .values({ for_tenant: tenantId, digest, made_at: now, made_by: madeBy })
    .onConflict((conflict) => conflict.column('for_tenant').doUpdateSet({ digest, made_at: now, made_by: madeBy }))
    .execute();
  return { tenantId, exportedAt: now.toISOString(), digest, tables };
}

/**
 * Removes a tenant's rows for good. Two deletions at once give one receipt.
 * @throws {Problem} `tenant.export-first` without an export of the last day with this digest
 */
export async function deleteTenant(
  platform: PlatformHandle,
  keys: SigningKeys,
  tenantId: string,
  exportDigest: string,
  now: Date,
): Promise<z.output<typeof purgeReceiptSchema>> {
  const receiptId = randomUUID();
  return platform.transaction().execute(async (tx) => {
    const exported = await tx
      .selectFrom('platform.tenant_export')
      .select(['digest', 'made_at'])
      .where('for_tenant', '=', tenantId)
      .forUpdate()
      .executeTakeFirst();
    if (exported === undefined || exported.digest !== exportDigest || now.getTime() - exported.made_at.getTime() > EXPORT_VALID_MS) {
      throw new Problem('tenant.export-first');
    }
    const rows = await purgeTenant(tx, tenantId);
    if (rows['tenant'] !== 1) throw new Problem('tenant.not-found');
    await tx.deleteFrom('platform.tenant_export').where('for_tenant', '=', tenantId).execute();
    const statement = { receiptId, tenantId, purgedAt: now.toISOString(), exportDigest, rows };
    const receipt = await keys.sign(RECEIPT_TYPE, { iss: ISSUER, iat: Math.floor(now.getTime() / 1000), ...statement });
    await tx
      .insertInto('platform.purge_receipt')
      .values({
        receipt_id: receiptId,
        for_tenant: tenantId,
        purged_at: now,
        export_digest: exportDigest,
        counts: JSON.stringify(rows),
        receipt,
      })
      .execute();
    return { receiptId, purgedAt: statement.purgedAt, exportDigest, rows, receipt };
  });
}
