/** Routes of what a tenant puts into its bundle: rule packs, branding, announcements; and the legal documents. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  acceptLegalSchema,
  announcementListSchema,
  brandingSchema,
  legalConsentListSchema,
  legalListSchema,
  newAnnouncementSchema,
  rulePackHistorySchema,
  rulePackListSchema,
  rulePackVersionSchema,
  saveRulePackSchema,
} from '../contract/bundle.ts';
import { idSchema, okSchema, pageQuerySchema } from '../contract/common.ts';
import { EVERYBODY, MANAGERS, STAFF, tenantRoute } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import { readAnnouncements, readBranding, readLegalDocuments, touchBundle } from '../licensing/bundle.ts';
import { Problem } from '../problem.ts';
import { keepAcceptance } from './legal.ts';
import { normaliseLogo } from './png.ts';
import { archivePack, createPack, listPacks, listVersions, publishPack, savePack } from './rule-packs.ts';
import { assertThemeContrast } from './theme.ts';

const tag = 'Bundle';
const ok = { ok: true } as const;
const params = z.object({ tenantId: idSchema });
const packParams = z.object({ tenantId: idSchema, packId: idSchema });
const announcementParams = z.object({ tenantId: idSchema, announcementId: idSchema });

export function bundleRoutes(): Route[] {
  return [
    tenantRoute(
      { roles: EVERYBODY, viewable: true },
      { method: 'GET', url: '/api/tenants/:tenantId/rule-packs', summary: 'Rule packs', tag, params, response: rulePackListSchema },
      async ({ tx, tenant }) => ({ packs: await listPacks(tx, tenant.tenantId) }),
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/rule-packs',
        summary: 'Create a rule pack (a draft)',
        tag,
        params,
        body: saveRulePackSchema,
        status: 201,
        response: z.object({ id: idSchema }),
      },
      async ({ tx, tenant, body, now, audit }) => {
        const id = await createPack(tx, tenant.tenantId, body, now);
        await audit('pack.created', id, { name: body.name });
        return { id };
      },
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'PUT',
        url: '/api/tenants/:tenantId/rule-packs/:packId',
        summary: 'Change the draft of a rule pack',
        tag,
        params: packParams,
        body: saveRulePackSchema,
        response: okSchema,
      },
      async ({ tx, tenant, params: { packId }, body, now, audit }) => {
        await savePack(tx, tenant.tenantId, packId, body, now);
        await audit('pack.saved', packId, { name: body.name, rules: body.rules.length });
        return ok;
      },
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/rule-packs/:packId/publish',
        summary: 'Publish the draft as the next version',
        tag,
        recent: true,
        params: packParams,
        response: rulePackVersionSchema,
      },
      async ({ tx, tenant, params: { packId }, person, now, audit }) => {
        const version = await publishPack(tx, tenant.tenantId, packId, person.userId, now);
        await audit('pack.published', packId, { version: version.version, contentHash: version.contentHash });
        return version;
      },
    ),
    tenantRoute(
      { roles: EVERYBODY, viewable: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/rule-packs/:packId/versions',
        summary: 'Published versions, newest first',
        tag,
        params: packParams,
        response: rulePackHistorySchema,
      },
      async ({ tx, tenant, params: { packId } }) => ({ versions: await listVersions(tx, tenant.tenantId, packId) }),
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'DELETE',
        url: '/api/tenants/:tenantId/rule-packs/:packId',
        summary: 'Take a rule pack out of the bundle',
        tag,
        recent: true,
        params: packParams,
        response: okSchema,
      },
      async ({ tx, tenant, params: { packId }, now, audit }) => {
        const name = await archivePack(tx, tenant.tenantId, packId, now);
        await audit('pack.archived', packId, { name });
        return ok;
      },
    ),
    tenantRoute(
      { roles: EVERYBODY, viewable: true },
      { method: 'GET', url: '/api/tenants/:tenantId/branding', summary: 'Name, theme, logo and links', tag, params, response: brandingSchema },
      async ({ tx, tenant }) => readBranding(tx, tenant.tenantId),
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'PUT',
        url: '/api/tenants/:tenantId/branding',
        summary: 'Set name, theme (contrast is checked), logo (PNG) and links',
        tag,
        bodyLimit: 128 * 1024,
        params,
        body: brandingSchema,
        response: okSchema,
      },
      async ({ tx, tenant, body, now, audit }) => {
        assertThemeContrast(body.theme);
        const row = {
          display_name: body.displayName,
          theme: JSON.stringify(body.theme),
          logo: body.logo === null ? null : normaliseLogo(body.logo),
          links: JSON.stringify(body.links),
          updated_at: now,
        };
        await tx
          .insertInto('app.branding')
          .values({ tenant_id: tenant.tenantId, ...row })
          .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
          .execute();
        await touchBundle(tx, tenant.tenantId);
        await audit('branding.changed', body.displayName);
        return ok;
      },
    ),
    tenantRoute(
      { roles: EVERYBODY, viewable: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/announcements',
        summary: 'Announcements that are not over',
        tag,
        params,
        response: announcementListSchema,
      },
      async ({ tx, tenant, now }) => ({ announcements: await readAnnouncements(tx, tenant.tenantId, now) }),
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/announcements',
        summary: 'Announce something on the desktops',
        tag,
        params,
        body: newAnnouncementSchema,
        status: 201,
        response: z.object({ id: idSchema }),
      },
      async ({ tx, tenant, body, now, audit }) => {
        const id = randomUUID();
        const starts = body.startsAt === undefined ? now : new Date(body.startsAt);
        const ends = body.endsAt === null ? null : new Date(body.endsAt);
        if (ends !== null && ends <= starts) throw new Problem('request.invalid', { detail: 'The end must be after the start.' });
        await tx
          .insertInto('app.announcement')
          .values({
            tenant_id: tenant.tenantId,
            announcement_id: id,
            title: body.title,
            body: body.body,
            starts_at: starts,
            ends_at: ends,
            created_at: now,
            withdrawn_at: null,
          })
          .execute();
        await touchBundle(tx, tenant.tenantId);
        await audit('announcement.made', id, { title: body.title });
        return { id };
      },
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'DELETE',
        url: '/api/tenants/:tenantId/announcements/:announcementId',
        summary: 'Withdraw an announcement',
        tag,
        params: announcementParams,
        response: okSchema,
      },
      async ({ tx, tenant, params: { announcementId }, now, audit }) => {
        const result = await tx
          .updateTable('app.announcement')
          .set({ withdrawn_at: now })
          .where('tenant_id', '=', tenant.tenantId)
          .where('announcement_id', '=', announcementId)
          .where('withdrawn_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) throw new Problem('announcement.not-found');
        await touchBundle(tx, tenant.tenantId);
        await audit('announcement.withdrawn', announcementId);
        return ok;
      },
    ),
    tenantRoute(
      { roles: EVERYBODY, viewable: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/legal',
        summary: 'Legal documents and what the caller has accepted',
        tag,
        params,
        response: legalListSchema,
      },
      async ({ tx, tenant, person }) => {
        const documents = await readLegalDocuments(tx);
        const accepted = await tx
          .selectFrom('app.legal_acceptance')
          .select(['kind', 'version', 'accepted_at'])
          .where('tenant_id', '=', tenant.tenantId)
          .where('user_id', '=', person.userId)
          .execute();
        return {
          documents: documents.map((document) => ({
            ...document,
            acceptedAt:
              accepted.find((one) => one.kind === document.kind && one.version === document.version)?.accepted_at.toISOString() ?? null,
          })),
        };
      },
    ),
    tenantRoute(
      { roles: EVERYBODY },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/legal/accept',
        summary: 'Accept the newest version of a legal document',
        tag,
        params,
        body: acceptLegalSchema,
        response: okSchema,
      },
      async ({ tx, tenant, person, caller, body, now, audit }) => {
        const document = (await readLegalDocuments(tx)).find((one) => one.kind === body.kind && one.version === body.version);
        if (document === undefined) throw new Problem('legal.not-found');
        const { address } = caller;
        const isNew = await keepAcceptance(tx, { tenantId: tenant.tenantId, userId: person.userId, document, acceptedAt: now, address, deviceId: null });
        if (isNew) await audit('legal.accepted', `${body.kind} ${body.version}`, { contentHash: document.contentHash });
        return ok;
      },
    ),
    tenantRoute(
      { roles: STAFF, viewable: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/legal/consents',
        summary: 'Who has accepted which version, newest first',
        tag,
        params,
        query: pageQuerySchema,
        response: legalConsentListSchema,
      },
      async ({ tx, tenant, query }) => {
        let select = tx
          .selectFrom('app.legal_acceptance as l')
          .innerJoin('app.membership as m', (join) => join.onRef('m.tenant_id', '=', 'l.tenant_id').onRef('m.user_id', '=', 'l.user_id'))
          .leftJoin('app.device as d', (join) => join.onRef('d.tenant_id', '=', 'l.tenant_id').onRef('d.device_id', '=', 'l.device_id'))
          .select(['l.user_id', 'm.email', 'l.kind', 'l.version', 'l.accepted_at', 'd.name as device'])
          .where('l.tenant_id', '=', tenant.tenantId)
          .orderBy('l.accepted_at', 'desc')
          .orderBy('l.user_id')
          .limit(query.limit + 1);
        if (query.after !== undefined && !Number.isNaN(Date.parse(query.after))) select = select.where('l.accepted_at', '<', new Date(query.after));
        const rows = await select.execute();
        const consents = rows.slice(0, query.limit).map((row) => ({
          userId: row.user_id,
          email: row.email,
          kind: row.kind,
          version: row.version,
          acceptedAt: row.accepted_at.toISOString(),
          device: row.device,
        }));
        return { consents, next: rows.length > query.limit ? (consents.at(-1)?.acceptedAt ?? null) : null };
      },
    ),
  ];
}
