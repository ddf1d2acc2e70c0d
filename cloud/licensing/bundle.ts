/** The tenant bundle: assembled from the tenant's own rows, signed, and kept by revision. */
import { brandingSchema, packRulesSchema } from '../contract/bundle.ts';
import type { Branding, BundleClaims, RulePackVersion } from '../contract/bundle.ts';
import { BUNDLE_TYPE, DESKTOP_AUDIENCE, ISSUER } from '../contract/licence.ts';
import type { TenantTx } from '../db/with-tenant.ts';
import { sql } from '../db/sql.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Bundles kept in memory; the oldest goes first. Each is at most some hundred kilobytes. */
const KEPT = 200;

/** Until a tenant chooses its own. Both pairs reach AA on their surface. */
export const DEFAULT_THEME: Branding['theme'] = {
  light: { accent: '#1f5fd0', onAccent: '#ffffff' },
  dark: { accent: '#7fb0ff', onAccent: '#0b1220' },
};

/** A change of anything in the bundle raises its revision, in the same transaction. */
export async function touchBundle(tx: TenantTx, tenantId: string): Promise<void> {
  await sql`update app.tenant set bundle_revision = bundle_revision + 1 where tenant_id = ${tenantId}`.execute(tx);
}

export async function readBranding(tx: TenantTx, tenantId: string): Promise<Branding> {
  const row = await tx
    .selectFrom('app.tenant as t')
    .leftJoin('app.branding as b', 'b.tenant_id', 't.tenant_id')
    .select(['t.name', 'b.display_name', 'b.theme', 'b.logo', 'b.links'])
    .where('t.tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (row.display_name === null) return { displayName: row.name.slice(0, 60), theme: DEFAULT_THEME, logo: null, links: [] };
  return brandingSchema.parse({ displayName: row.display_name, theme: row.theme, logo: row.logo, links: row.links });
}

/** The newest published version of each pack that is not archived. */
async function readPublishedPacks(tx: TenantTx, tenantId: string): Promise<RulePackVersion[]> {
  const rows = await tx
    .selectFrom('app.rule_pack as p')
    .innerJoin('app.rule_pack_version as v', (join) => join.onRef('v.tenant_id', '=', 'p.tenant_id').onRef('v.pack_id', '=', 'p.pack_id'))
    .selectAll('v')
    .distinctOn('v.pack_id')
    .where('p.tenant_id', '=', tenantId)
    .where('p.archived_at', 'is', null)
    .orderBy('v.pack_id')
    .orderBy('v.version', 'desc')
    .execute();
  return rows.map((row) => ({
    packId: row.pack_id,
    name: row.name,
    version: row.version,
    contentHash: row.content_hash,
    publishedAt: row.published_at.toISOString(),
    rules: packRulesSchema.parse(row.rules),
  }));
}

export async function readAnnouncements(tx: TenantTx, tenantId: string, now: Date): Promise<BundleClaims['announcements']> {
  const rows = await tx
    .selectFrom('app.announcement')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('withdrawn_at', 'is', null)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', now)]))
    .orderBy('starts_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.announcement_id,
    title: row.title,
    body: row.body,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
  }));
}

/** The newest version of each legal document, including announced ones: `effectiveAt` says from when. */
export async function readLegalDocuments(tx: TenantTx): Promise<BundleClaims['legal']> {
  const rows = await tx
    .selectFrom('platform.legal_document')
    .selectAll()
    .distinctOn('kind')
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(legalJson);
}

/** One version of a legal document, the newest or an older one; null when it was never published. */
export async function readLegalDocument(tx: TenantTx, kind: string, version: number): Promise<BundleClaims['legal'][number] | null> {
  const row = await tx.selectFrom('platform.legal_document').selectAll().where('kind', '=', kind).where('version', '=', version).executeTakeFirst();
  return row === undefined ? null : legalJson(row);
}

/** A row of a legal document as it travels. */
export function legalJson(row: { kind: string; version: number; title: string; url: string; content_hash: string; effective_at: Date }): BundleClaims['legal'][number] {
  return { kind: row.kind, version: row.version, title: row.title, url: row.url, contentHash: row.content_hash, effectiveAt: row.effective_at.toISOString() };
}

export interface Bundles {
  /** The signed bundle of the tenant's present revision. */
  signed(tx: TenantTx, tenantId: string, revision: number, now: Date): Promise<string>;
}

export function createBundles(keys: SigningKeys): Bundles {
  const kept = new Map<string, string>();
  return {
    async signed(tx, tenantId, revision, now) {
      const [key] = await keys.publicKeys();
      // The signing key is part of the name: after a rotation the bundle is signed anew.
      const name = `${tenantId}:${revision}:${key?.kid ?? ''}`;
      const found = kept.get(name);
      if (found !== undefined) return found;
      const claims: BundleClaims = {
        iss: ISSUER,
        aud: DESKTOP_AUDIENCE,
        tid: tenantId,
        rev: revision,
        iat: Math.floor(now.getTime() / 1000),
        branding: await readBranding(tx, tenantId),
        rulePacks: await readPublishedPacks(tx, tenantId),
        announcements: await readAnnouncements(tx, tenantId, now),
        legal: await readLegalDocuments(tx),
      };
      const signed = await keys.sign(BUNDLE_TYPE, { ...claims });
      kept.set(name, signed);
      const oldest = kept.keys().next();
      if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
      return signed;
    },
  };
}
