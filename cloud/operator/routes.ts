/** The operator's panel: tenants, users, audited views, the service's own log, health, keys, legal documents. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { auditPageSchema, auditQuerySchema, idSchema, okSchema } from '../contract/common.ts';
import {
  changePlanSchema,
  newNoteSchema,
  noteListSchema,
  noteSchema,
  operatorCreateTenantSchema,
  operatorTenantListSchema,
  operatorTenantSchema,
  operatorUserListSchema,
  publishedLegalSchema,
  publishLegalSchema,
  rotatedKeySchema,
  rotateKeySchema,
  suspendSchema,
  systemHealthSchema,
  tenantSearchSchema,
  userSearchSchema,
  viewAsSchema,
  viewGrantSchema,
} from '../contract/operator.ts';
import {
  countEverything,
  searchTenants,
  searchUsers,
  touchEveryBundle,
  updateTenant,
  writeTenantAudit,
} from '../db/cross-tenant.ts';
import type { TenantRow } from '../db/cross-tenant.ts';
import type { PlatformTx } from '../db/handles.ts';
import { sql } from '../db/sql.ts';
import { operatorRoute } from '../http/route.ts';
import type { PersonContext, Route } from '../http/route.ts';
import type { Parts } from '../parts.ts';
import { legalJson } from '../licensing/bundle.ts';
import { Problem } from '../problem.ts';
import { decodeCursor, EXPORT_ROWS, pageOfAudit } from '../tenants/audit.ts';
import { createInvitations } from '../tenants/invitations.ts';
import { insertMember, insertTenant, trialEnd } from '../tenants/tenants.ts';

const tag = 'Operator';
const ok = { ok: true } as const;
const params = z.object({ tenantId: idSchema });
const VIEW_MINUTES = 30;

type OperatorContext = Pick<PersonContext<undefined, undefined, undefined>, 'person' | 'caller' | 'requestId' | 'now' | 'platformAudit'>;

function tenantJson(row: TenantRow): z.output<typeof operatorTenantSchema> {
  return { ...row, trialEndsAt: row.trialEndsAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() };
}

export function operatorRoutes(parts: Parts): Route[] {
  const { database, keys, accounts } = parts;
  const { platform } = database;
  const invitations = createInvitations(parts);

  /** Changes a tenant and says so in the tenant's log and in the service's, in one transaction. */
  async function change(
    context: OperatorContext,
    tenantId: string,
    action: string,
    detail: Readonly<Record<string, unknown>>,
    work: (tx: PlatformTx) => Promise<boolean>,
  ): Promise<void> {
    const { person, caller, requestId, now } = context;
    await platform.transaction().execute(async (tx) => {
      if (!(await work(tx))) throw new Problem('tenant.not-found');
      const line = { at: now, actorId: person.userId, actor: person.email, action, address: caller.address };
      await writeTenantAudit(tx, tenantId, { ...line, detail, requestId });
      await tx
        .insertInto('platform.audit_entry')
        .values({
          at: now,
          actor_id: person.userId,
          actor: person.email,
          action,
          target: tenantId,
          detail: JSON.stringify(detail),
          address: caller.address,
          request_id: requestId,
        })
        .execute();
    });
  }

  /** One page of the service's own log, newest first. */
  async function readAudit(query: z.output<typeof auditQuerySchema>): Promise<z.output<typeof auditPageSchema>> {
    let select = platform
      .selectFrom('platform.audit_entry')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('entry_id', 'desc')
      .limit(query.limit + 1);
    if (query.action !== undefined) select = select.where('action', '=', query.action);
    if (query.actor !== undefined) select = select.where('actor', '=', query.actor);
    if (query.from !== undefined) select = select.where('at', '>=', new Date(query.from));
    if (query.to !== undefined) select = select.where('at', '<=', new Date(query.to));
    const cursor = decodeCursor(query.after);
    if (cursor !== null) {
      select = select.where((where) => where.or([where('at', '<', cursor.at), where.and([where('at', '=', cursor.at), where('entry_id', '<', cursor.id)])]));
    }
    return pageOfAudit(await select.execute(), query.limit);
  }

  return [
    operatorRoute(
      {
        method: 'GET',
        url: '/api/operator/tenants',
        summary: 'Search tenants by name or member address',
        tag,
        query: tenantSearchSchema,
        response: operatorTenantListSchema,
      },
      async ({ query }) => {
        const { tenants, next } = await searchTenants(platform, query);
        return { tenants: tenants.map(tenantJson), next };
      },
    ),
    operatorRoute(
      {
        method: 'POST',
        url: '/api/operator/tenants',
        summary: 'Create a tenant and invite its owner',
        tag,
        recent: true,
        body: operatorCreateTenantSchema,
        status: 201,
        response: z.object({ tenantId: idSchema }),
      },
      async (context) => {
        const { body, person, now } = context;
        const tenantId = randomUUID();
        const ownerId = await accounts.userIdOf(body.ownerEmail);
        await database.withTenant(tenantId, async (tx) => {
          await insertTenant(tx, { tenantId, name: body.name, plan: body.plan, seatLimit: body.seatLimit }, now);
          // An invitation needs somebody who invites; the operator's own seat ends with the same statement.
          await insertMember(tx, { tenantId, userId: person.userId, email: person.email, name: person.name, role: 'owner' }, now);
          await tx
            .updateTable('app.membership')
            .set({ removed_at: now })
            .where('tenant_id', '=', tenantId)
            .where('user_id', '=', person.userId)
            .execute();
          await invitations.invite(tx, { tenantId, name: body.name }, person.userId, { email: body.ownerEmail, role: 'owner' }, now);
        });
        const detail = { name: body.name, plan: body.plan, ownerHasAccount: ownerId !== null };
        await change(context, tenantId, 'tenant.created', detail, async () => true);
        return { tenantId };
      },
    ),
    operatorRoute(
      { method: 'GET', url: '/api/operator/tenants/:tenantId', summary: 'One tenant', tag, params, response: operatorTenantSchema },
      async ({ params: { tenantId } }) => {
        const [row] = (await searchTenants(platform, { tenantId, limit: 1 })).tenants;
        if (row === undefined) throw new Problem('tenant.not-found');
        return tenantJson(row);
      },
    ),
    operatorRoute(
      {
        method: 'POST',
        url: '/api/operator/tenants/:tenantId/suspend',
        summary: 'Suspend a tenant; its licences end at the next check',
        tag,
        recent: true,
        params,
        body: suspendSchema,
        response: okSchema,
      },
      async (context) => {
        const { params: { tenantId }, body } = context;
        await change(context, tenantId, 'tenant.suspended', { reason: body.reason }, (tx) =>
          updateTenant(tx, tenantId, { status: 'suspended', suspended_reason: body.reason }),
        );
        return ok;
      },
    ),
    operatorRoute(
      {
        method: 'POST',
        url: '/api/operator/tenants/:tenantId/resume',
        summary: 'Resume a suspended tenant',
        tag,
        recent: true,
        params,
        response: okSchema,
      },
      async (context) => {
        const { params: { tenantId } } = context;
        await change(context, tenantId, 'tenant.resumed', {}, (tx) => updateTenant(tx, tenantId, { status: 'active', suspended_reason: null }));
        return ok;
      },
    ),
    operatorRoute(
      {
        method: 'PUT',
        url: '/api/operator/tenants/:tenantId/plan',
        summary: 'Change plan and limits; a new trial starts now',
        tag,
        recent: true,
        params,
        body: changePlanSchema,
        response: okSchema,
      },
      async (context) => {
        const { params: { tenantId }, body, now } = context;
        await change(context, tenantId, 'tenant.plan-changed', body, (tx) =>
          updateTenant(tx, tenantId, {
            plan: body.plan,
            trial_ends_at: trialEnd(body.plan, now),
            seat_limit: body.seatLimit,
            device_limit: body.deviceLimit,
          }),
        );
        return ok;
      },
    ),
    operatorRoute(
      { method: 'GET', url: '/api/operator/tenants/:tenantId/notes', summary: 'Notes about a tenant', tag, params, response: noteListSchema },
      async ({ params: { tenantId } }) => {
        const rows = await platform
          .selectFrom('platform.tenant_note')
          .selectAll()
          .where('for_tenant', '=', tenantId)
          .orderBy('created_at', 'desc')
          .limit(200)
          .execute();
        return { notes: rows.map((row) => ({ id: row.note_id, author: row.author, body: row.body, createdAt: row.created_at.toISOString() })) };
      },
    ),
    operatorRoute(
      {
        method: 'POST',
        url: '/api/operator/tenants/:tenantId/notes',
        summary: 'Write a note about a tenant',
        tag,
        params,
        body: newNoteSchema,
        status: 201,
        response: noteSchema,
      },
      async ({ params: { tenantId }, body, person, now, platformAudit }) => {
        if ((await searchTenants(platform, { tenantId, limit: 1 })).tenants.length === 0) throw new Problem('tenant.not-found');
        const id = randomUUID();
        await platform
          .insertInto('platform.tenant_note')
          .values({ note_id: id, for_tenant: tenantId, author: person.email, body: body.body, created_at: now })
          .execute();
        await platformAudit('tenant.noted', tenantId);
        return { id, author: person.email, body: body.body, createdAt: now.toISOString() };
      },
    ),
    operatorRoute(
      {
        method: 'POST',
        url: '/api/operator/tenants/:tenantId/view-as',
        summary: 'Open a read-only view of a tenant for half an hour; every look is in the tenant’s log',
        tag,
        recent: true,
        params,
        body: viewAsSchema,
        response: viewGrantSchema,
      },
      async (context) => {
        const { params: { tenantId }, body, person, now } = context;
        const expires = new Date(now.getTime() + VIEW_MINUTES * 60_000);
        await change(context, tenantId, 'operator.view-opened', { reason: body.reason }, async (tx) => {
          if ((await searchTenants(tx, { tenantId, limit: 1 })).tenants.length === 0) return false;
          await tx
            .insertInto('platform.view_grant')
            .values({ operator_id: person.userId, for_tenant: tenantId, reason: body.reason, created_at: now, expires_at: expires })
            .onConflict((conflict) =>
              conflict.columns(['operator_id', 'for_tenant']).doUpdateSet({ reason: body.reason, created_at: now, expires_at: expires }),
            )
            .execute();
          return true;
        });
        return { tenantId, expiresAt: expires.toISOString() };
      },
    ),
    operatorRoute(
      {
        method: 'DELETE',
        url: '/api/operator/tenants/:tenantId/view-as',
        summary: 'End the own view of a tenant before its time',
        tag,
        params,
        response: okSchema,
      },
      async (context) => {
        const { params: { tenantId }, person, now } = context;
        const own = { operator_id: person.userId, for_tenant: tenantId };
        const open = await platform.selectFrom('platform.view_grant').select('reason').where((where) => where.and(own)).where('expires_at', '>', now).executeTakeFirst();
        if (open === undefined) return ok;
        await change(context, tenantId, 'operator.view-closed', { reason: open.reason }, async (tx) => {
          await tx.deleteFrom('platform.view_grant').where((where) => where.and(own)).execute();
          return true;
        });
        return ok;
      },
    ),
    operatorRoute(
      {
        method: 'GET',
        url: '/api/operator/users',
        summary: 'Search people by address or name',
        tag,
        query: userSearchSchema,
        response: operatorUserListSchema,
      },
      async ({ query }) => {
        const { users, next } = await searchUsers(database.auth, platform, query);
        return { users: users.map((user) => ({ ...user, createdAt: user.createdAt.toISOString() })), next };
      },
    ),
    operatorRoute(
      {
        method: 'GET',
        url: '/api/operator/audit',
        summary: "The service's own log, newest first",
        tag,
        query: auditQuerySchema,
        response: auditPageSchema,
      },
      async ({ query }) => readAudit(query),
    ),
    operatorRoute(
      {
        method: 'GET',
        url: '/api/operator/audit/export',
        summary: "The service's own filtered log as one document",
        tag,
        query: auditQuerySchema.omit({ after: true, limit: true }),
        response: auditPageSchema,
      },
      async ({ query, platformAudit }) => {
        const page = await readAudit({ ...query, after: undefined, limit: EXPORT_ROWS });
        await platformAudit('audit.exported', null, { entries: page.entries.length });
        return page;
      },
    ),
    operatorRoute(
      { method: 'GET', url: '/api/operator/health', summary: 'How the service is', tag, response: systemHealthSchema },
      async () => {
        const facts = await sql<{ version: string; bytes: string; migration: number; waiting: number; failed: number }>`
          select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
            (select max(id) from platform.migration) as migration,
            (select count(*)::integer from platform.mail where sent_at is null and failed_at is null) as waiting,
            (select count(*)::integer from platform.mail where failed_at is not null) as failed`.execute(platform);
        const row = facts.rows[0];
        if (row === undefined) throw new Error('no answer from the database');
        const signingKeys = await platform.selectFrom('platform.signing_key').selectAll().orderBy('created_at', 'desc').execute();
        const jobs = await platform
          .selectFrom('platform.job_run')
          .selectAll()
          .distinctOn('job')
          .orderBy('job')
          .orderBy('started_at', 'desc')
          .execute();
        return {
          version: parts.version,
          startedAt: parts.startedAt.toISOString(),
          database: { version: row.version, bytes: Number(row.bytes), migration: row.migration },
          counts: await countEverything(platform),
          mail: { waiting: row.waiting, failed: row.failed },
          signingKeys: signingKeys.map((key) => ({
            kid: key.kid,
            createdAt: key.created_at.toISOString(),
            activeFrom: key.active_from.toISOString(),
            retiredAt: key.retired_at?.toISOString() ?? null,
          })),
          jobs: jobs.map((job) => ({
            job: job.job,
            startedAt: job.started_at.toISOString(),
            finishedAt: job.finished_at?.toISOString() ?? null,
            ok: job.ok,
          })),
        };
      },
    ),
    operatorRoute(
      {
        method: 'POST',
        url: '/api/operator/keys/rotate',
        summary: 'Make a new signing key; with compromised=true the others stop at once',
        tag,
        recent: true,
        body: rotateKeySchema,
        response: rotatedKeySchema,
      },
      async ({ body, platformAudit }) => {
        const kid = await keys.rotate(body.compromised);
        await platformAudit('keys.rotated', kid, { compromised: body.compromised });
        return { kid };
      },
    ),
    operatorRoute(
      { method: 'GET', url: '/api/operator/legal', summary: 'Legal documents, every version', tag, response: publishedLegalSchema },
      async () => {
        const rows = await platform.selectFrom('platform.legal_document').selectAll().orderBy('kind').orderBy('version', 'desc').limit(500).execute();
        return { documents: rows.map(legalJson) };
      },
    ),
    operatorRoute(
      {
        method: 'POST',
        url: '/api/operator/legal',
        summary: 'Publish the next version of a legal document',
        tag,
        recent: true,
        body: publishLegalSchema,
        status: 201,
        response: z.object({ version: z.number().int() }),
      },
      async ({ body, platformAudit }) => {
        const version = await platform.transaction().execute(async (tx) => {
          const latest = await tx
            .selectFrom('platform.legal_document')
            .select((select) => select.fn.max('version').as('version'))
            .where('kind', '=', body.kind)
            .executeTakeFirst();
          const next = (latest?.version ?? 0) + 1;
          await tx
            .insertInto('platform.legal_document')
            .values({
              kind: body.kind,
              version: next,
              title: body.title,
              url: body.url,
              content_hash: body.contentHash,
              effective_at: new Date(body.effectiveAt),
            })
            .execute();
          await touchEveryBundle(tx);
          return next;
        });
        await platformAudit('legal.published', `${body.kind} ${version}`, { contentHash: body.contentHash });
        return { version };
      },
    ),
  ];
}
