/** Rule packs: a draft that can be edited, and published versions that never change. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { packRulesSchema } from '../contract/bundle.ts';
import type { rulePackSchema, RulePackVersion } from '../contract/bundle.ts';
import type { TenantTx } from '../db/with-tenant.ts';
import { touchBundle } from '../licensing/bundle.ts';
import { contentHash } from '../licensing/canonical.ts';
import { Problem } from '../problem.ts';
import { assertPackRules } from './pack-rules.ts';

type Rules = z.output<typeof packRulesSchema>;

export async function listPacks(tx: TenantTx, tenantId: string): Promise<z.output<typeof rulePackSchema>[]> {
  const rows = await tx
    .selectFrom('app.rule_pack as p')
    .select(['p.pack_id', 'p.name', 'p.draft', 'p.updated_at'])
    .select((select) =>
      select
        .selectFrom('app.rule_pack_version as v')
        .select((most) => most.fn.max('v.version').as('version'))
        .whereRef('v.tenant_id', '=', 'p.tenant_id')
        .whereRef('v.pack_id', '=', 'p.pack_id')
        .as('published'),
    )
    .where('p.tenant_id', '=', tenantId)
    .where('p.archived_at', 'is', null)
    .orderBy('p.name')
    .orderBy('p.pack_id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.pack_id,
    name: row.name,
    draft: packRulesSchema.parse(row.draft),
    publishedVersion: row.published,
    updatedAt: row.updated_at.toISOString(),
  }));
}

/** @throws {Problem} `pack.refused` when the engine cannot read a rule */
export async function createPack(tx: TenantTx, tenantId: string, input: { name: string; rules: Rules }, now: Date): Promise<string> {
  assertPackRules(input.rules);
  const packId = randomUUID();
  await tx
    .insertInto('app.rule_pack')
    .values({
      tenant_id: tenantId,
      pack_id: packId,
      name: input.name,
      draft: JSON.stringify(input.rules),
      created_at: now,
      updated_at: now,
      archived_at: null,
    })
    .execute();
  return packId;
}

async function lockPack(tx: TenantTx, tenantId: string, packId: string): Promise<{ name: string; draft: Rules }> {
  const pack = await tx
    .selectFrom('app.rule_pack')
    .select(['name', 'draft'])
    .where('tenant_id', '=', tenantId)
    .where('pack_id', '=', packId)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (pack === undefined) throw new Problem('pack.not-found');
  return { name: pack.name, draft: packRulesSchema.parse(pack.draft) };
}

/** @throws {Problem} `pack.refused` when the engine cannot read a rule */
export async function savePack(
  tx: TenantTx,
  tenantId: string,
  packId: string,
  input: { name: string; rules: Rules },
  now: Date,
): Promise<void> {
  await lockPack(tx, tenantId, packId);
  assertPackRules(input.rules);
  await tx
    .updateTable('app.rule_pack')
    .set({ name: input.name, draft: JSON.stringify(input.rules), updated_at: now })
    .where('tenant_id', '=', tenantId)
    .where('pack_id', '=', packId)
    .execute();
}

/**
 * Publishes the draft as the next version.
 * @throws {Problem} `pack.unchanged` when nothing changed since the last one, `pack.refused` for a draft of another time that
 * the engine cannot read any more
 */
export async function publishPack(tx: TenantTx, tenantId: string, packId: string, publishedBy: string, now: Date): Promise<RulePackVersion> {
  const pack = await lockPack(tx, tenantId, packId);
  assertPackRules(pack.draft);
  const latest = await tx
    .selectFrom('app.rule_pack_version')
    .select(['version', 'content_hash', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('pack_id', '=', packId)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  const hash = contentHash(pack.draft);
  if (latest?.content_hash === hash && latest.name === pack.name) throw new Problem('pack.unchanged');
  const version = (latest?.version ?? 0) + 1;
  await tx
    .insertInto('app.rule_pack_version')
    .values({
      tenant_id: tenantId,
      pack_id: packId,
      version,
      name: pack.name,
      rules: JSON.stringify(pack.draft),
      content_hash: hash,
      published_by: publishedBy,
      published_at: now,
    })
    .execute();
  await touchBundle(tx, tenantId);
  return { packId, name: pack.name, version, contentHash: hash, publishedAt: now.toISOString(), rules: pack.draft };
}

export async function listVersions(tx: TenantTx, tenantId: string, packId: string): Promise<RulePackVersion[]> {
  const rows = await tx
    .selectFrom('app.rule_pack_version')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('pack_id', '=', packId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
  if (rows.length === 0) await lockPack(tx, tenantId, packId);
  return rows.map((row) => ({
    packId: row.pack_id,
    name: row.name,
    version: row.version,
    contentHash: row.content_hash,
    publishedAt: row.published_at.toISOString(),
    rules: packRulesSchema.parse(row.rules),
  }));
}

/** Takes a pack out of the bundle; its versions stay in the record. */
export async function archivePack(tx: TenantTx, tenantId: string, packId: string, now: Date): Promise<string> {
  const { name } = await lockPack(tx, tenantId, packId);
  await tx.updateTable('app.rule_pack').set({ archived_at: now }).where('tenant_id', '=', tenantId).where('pack_id', '=', packId).execute();
  await touchBundle(tx, tenantId);
  return name;
}
