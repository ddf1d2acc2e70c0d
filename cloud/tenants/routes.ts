/** Routes of one tenant: itself, seats, invitations, audit, export and deletion. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { invitationPreviewSchema, invitationTokenSchema, joinedSchema, joinSchema } from '../contract/account.ts';
import { auditPageSchema, auditQuerySchema, idSchema, okSchema, pageQuerySchema } from '../contract/common.ts';
import {
  changeRoleSchema,
  createTenantSchema,
  deleteTenantSchema,
  invitationListSchema,
  inviteCsvResultSchema,
  inviteCsvSchema,
  inviteSchema,
  leaveTenantSchema,
  purgeReceiptSchema,
  renameTenantSchema,
  seatListSchema,
  tenantExportSchema,
  tenantSchema,
} from '../contract/tenant.ts';
import { EVERYBODY, MANAGERS, OWNERS, personRoute, publicRoute, STAFF, tenantRoute } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import { touchBundle } from '../licensing/bundle.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { EXPORT_ROWS, readAudit, writeAudit } from './audit.ts';
import { deleteTenant, exportTenant } from './deletion.ts';
import { createInvitations, parseInvitationToken } from './invitations.ts';
import { assertMayLeave, assertMayManage, changeRole, leaveSeat, listSeats, lockSeats, removeSeat } from './seats.ts';
import { createTrialTenant, insertMember, readTenant } from './tenants.ts';

const tag = 'Organisation';
const ok = { ok: true } as const;
const params = z.object({ tenantId: idSchema });
const seatParams = z.object({ tenantId: idSchema, userId: idSchema });
const invitationParams = z.object({ tenantId: idSchema, invitationId: idSchema });

export function tenantRoutes(parts: Parts): Route[] {
  const { database, accounts, keys } = parts;
  const invitations = createInvitations(parts);

  return [
    personRoute(
      {
        method: 'POST',
        url: '/api/tenants',
        summary: 'Create another organisation, with a trial',
        tag,
        limits: [{ by: 'user', max: 3, seconds: 86_400 }],
        body: createTenantSchema,
        status: 201,
        response: joinedSchema,
      },
      async ({ body, person, caller, requestId, now }) => {
        const tenantId = randomUUID();
        const owner = { userId: person.userId, tenantId, email: person.email, name: person.name, organisation: body.name };
        await createTrialTenant(database, owner, { address: caller.address, requestId }, now);
        return { tenantId };
      },
    ),
    tenantRoute(
      { roles: EVERYBODY, whileSuspended: true, viewable: true },
      { method: 'GET', url: '/api/tenants/:tenantId', summary: 'The organisation and the own role in it', tag, params, response: tenantSchema },
      async ({ tx, tenant, role, viewUntil }) => readTenant(tx, tenant.tenantId, { role, viewUntil }),
    ),
    tenantRoute(
      { roles: OWNERS },
      {
        method: 'PUT',
        url: '/api/tenants/:tenantId',
        summary: 'Rename the organisation',
        tag,
        params,
        body: renameTenantSchema,
        response: okSchema,
      },
      async ({ tx, tenant, body, audit }) => {
        await tx.updateTable('app.tenant').set({ name: body.name }).where('tenant_id', '=', tenant.tenantId).execute();
        await touchBundle(tx, tenant.tenantId);
        await audit('tenant.renamed', body.name, { before: tenant.name });
        return ok;
      },
    ),

    tenantRoute(
      { roles: STAFF, viewable: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/seats',
        summary: 'Seats, by address',
        tag,
        params,
        query: pageQuerySchema,
        response: seatListSchema,
      },
      async ({ tx, tenant, query }) => listSeats(tx, tenant.tenantId, query),
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'PUT',
        url: '/api/tenants/:tenantId/seats/:userId/role',
        summary: 'Change the role of a seat',
        tag,
        recent: true,
        params: seatParams,
        body: changeRoleSchema,
        response: okSchema,
      },
      async ({ tx, tenant, role, params: { userId }, body, audit }) => {
        const { email, before } = await changeRole(tx, tenant.tenantId, role, userId, body.role);
        await audit('seat.role-changed', userId, { email, before, after: body.role });
        return ok;
      },
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'DELETE',
        url: '/api/tenants/:tenantId/seats/:userId',
        summary: 'Remove a seat; its licence ends at the next check',
        tag,
        recent: true,
        params: seatParams,
        response: okSchema,
      },
      async ({ tx, tenant, role, params: { userId }, now, audit }) => {
        const email = await removeSeat(tx, tenant.tenantId, role, userId, now);
        await audit('seat.removed', userId, { email });
        return ok;
      },
    ),
    tenantRoute(
      { roles: EVERYBODY, whileSuspended: true },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/leave',
        summary: 'Give up the own seat; an organisation needs an owner',
        tag,
        recent: true,
        params,
        body: leaveTenantSchema,
        response: okSchema,
      },
      async ({ tx, tenant, person, body, now, audit }) => {
        if (body.name !== tenant.name) throw new Problem('tenant.confirmation');
        await assertMayLeave(tx, tenant.tenantId, person.userId, tenant.name);
        await leaveSeat(tx, tenant.tenantId, person.userId, now);
        await audit('seat.left', person.userId, { email: person.email });
        return ok;
      },
    ),

    tenantRoute(
      { roles: STAFF, viewable: true },
      { method: 'GET', url: '/api/tenants/:tenantId/invitations', summary: 'Open invitations', tag, params, response: invitationListSchema },
      async ({ tx, tenant, now }) => ({ invitations: await invitations.list(tx, tenant.tenantId, now) }),
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/invitations',
        summary: 'Invite an address by mail',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 300, seconds: 3600 }],
        params,
        body: inviteSchema,
        status: 201,
        response: z.object({ id: idSchema }),
      },
      async ({ tx, tenant, role, person, body, now, audit }) => {
        assertMayManage(role, body.role);
        const id = await invitations.invite(tx, tenant, person.userId, body, now);
        await audit('invitation.sent', body.email, { role: body.role });
        return { id };
      },
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/invitations/csv',
        summary: 'Invite the addresses of a CSV',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 20, seconds: 3600 }],
        bodyLimit: 300_000,
        params,
        body: inviteCsvSchema,
        response: inviteCsvResultSchema,
      },
      async ({ tx, tenant, role, person, body, now, audit }) => {
        const input = { csv: body.csv, role: body.role, allowed: (one: string) => role === 'owner' || one !== 'owner' };
        const { invited, refused } = await invitations.inviteCsv(tx, tenant, person.userId, input, now);
        await audit('invitation.csv', null, { invited: invited.length, refused: refused.length });
        for (const invitation of invited) await audit('invitation.sent', invitation.email, { role: invitation.role });
        return { invited: invited.map(({ email }) => email), refused };
      },
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/invitations/:invitationId/resend',
        summary: 'Send an invitation again, with a new link',
        tag,
        limits: [{ by: 'user', max: 100, seconds: 3600 }],
        params: invitationParams,
        response: okSchema,
      },
      async ({ tx, tenant, role, person, params: { invitationId }, now, audit }) => {
        const invitation = await invitations.find(tx, tenant.tenantId, invitationId);
        assertMayManage(role, invitation.role);
        await invitations.invite(tx, tenant, person.userId, invitation, now);
        await audit('invitation.resent', invitation.email);
        return ok;
      },
    ),
    tenantRoute(
      { roles: MANAGERS },
      {
        method: 'DELETE',
        url: '/api/tenants/:tenantId/invitations/:invitationId',
        summary: 'Revoke an invitation',
        tag,
        params: invitationParams,
        response: okSchema,
      },
      async ({ tx, tenant, role, params: { invitationId }, now, audit }) => {
        const invitation = await invitations.find(tx, tenant.tenantId, invitationId);
        assertMayManage(role, invitation.role);
        await invitations.revoke(tx, tenant.tenantId, invitationId, now);
        await audit('invitation.revoked', invitation.email);
        return ok;
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/invitations/preview',
        summary: 'What an invitation link is for',
        tag,
        limits: [{ by: 'address', max: 60, seconds: 900 }],
        body: invitationTokenSchema,
        response: invitationPreviewSchema,
      },
      async ({ body, now }) => {
        const { tenantId, hash } = parseInvitationToken(body.token);
        const invitation = await database.withTenant(tenantId, (tx) => invitations.open(tx, tenantId, hash, now));
        return {
          organisation: invitation.organisation,
          email: invitation.email,
          role: invitation.role,
          hasAccount: (await accounts.userIdOf(invitation.email)) !== null,
          expiresAt: invitation.expiresAt.toISOString(),
        };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/invitations/join',
        summary: 'Accept an invitation as a new person; signs in',
        tag,
        limits: [{ by: 'address', max: 30, seconds: 900 }],
        body: joinSchema,
        response: joinedSchema,
      },
      async ({ body, caller, now, requestId, setCookies, recognise }) => {
        const { tenantId, hash } = parseInvitationToken(body.token);
        const email = await database.withTenant(tenantId, async (tx) => {
          await lockSeats(tx, tenantId, 'link.invalid');
          const invitation = await invitations.open(tx, tenantId, hash, now);
          if ((await accounts.userIdOf(invitation.email)) !== null) {
            throw new Problem('invitation.other-address', { detail: 'This address has an account. Sign in to accept.' });
          }
          await invitations.markAccepted(tx, tenantId, invitation.id, now);
          // The account is committed first: killed in between, the person signs in and accepts the open invitation.
          const userId = await accounts.registerInvited({ email: invitation.email, name: body.name, password: body.password });
          await insertMember(tx, { tenantId, userId, email: invitation.email, name: body.name, role: invitation.role }, now);
          const actor = { actorId: userId, actor: invitation.email, address: caller.address, requestId };
          await writeAudit(tx, tenantId, actor, { action: 'invitation.accepted', target: invitation.email, detail: { role: invitation.role } }, now);
          return invitation.email;
        });
        const signedIn = await accounts.signIn({ email, password: body.password }, caller);
        setCookies(signedIn.cookies);
        recognise(signedIn);
        return { tenantId };
      },
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/invitations/accept',
        summary: 'Accept an invitation with the present account',
        tag,
        limits: [{ by: 'user', max: 30, seconds: 900 }],
        body: invitationTokenSchema,
        response: joinedSchema,
      },
      async ({ body, person, caller, now, requestId }) => {
        const { tenantId, hash } = parseInvitationToken(body.token);
        await database.withTenant(tenantId, async (tx) => {
          await lockSeats(tx, tenantId, 'link.invalid');
          const invitation = await invitations.open(tx, tenantId, hash, now);
          if (invitation.email !== person.email) throw new Problem('invitation.other-address');
          await invitations.markAccepted(tx, tenantId, invitation.id, now);
          await insertMember(tx, { tenantId, userId: person.userId, email: person.email, name: person.name, role: invitation.role }, now);
          const actor = { actorId: person.userId, actor: person.email, address: caller.address, requestId };
          await writeAudit(tx, tenantId, actor, { action: 'invitation.accepted', target: person.email, detail: { role: invitation.role } }, now);
        });
        return { tenantId };
      },
    ),

    tenantRoute(
      { roles: STAFF, whileSuspended: true, viewable: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/audit',
        summary: 'The audit log, newest first',
        tag,
        params,
        query: auditQuerySchema,
        response: auditPageSchema,
      },
      async ({ tx, tenant, query }) => readAudit(tx, tenant.tenantId, query),
    ),
    tenantRoute(
      { roles: MANAGERS, whileSuspended: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/audit/export',
        summary: 'The filtered audit log as one document',
        tag,
        params,
        query: auditQuerySchema.omit({ after: true, limit: true }),
        response: auditPageSchema,
      },
      async ({ tx, tenant, query, audit }) => {
        const page = await readAudit(tx, tenant.tenantId, { ...query, after: undefined, limit: EXPORT_ROWS });
        await audit('audit.exported', null, { entries: page.entries.length });
        return page;
      },
    ),

    tenantRoute(
      { roles: OWNERS, whileSuspended: true },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/export',
        summary: 'Everything the service holds about the organisation',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 10, seconds: 3600 }],
        params,
        response: tenantExportSchema,
      },
      async ({ tenant, person, now, platformAudit }) => {
        // Not into the tenant's own log: the export would differ from what it says it is.
        await platformAudit('tenant.exported', tenant.tenantId);
        return exportTenant(database.platform, tenant.tenantId, person.userId, now);
      },
    ),
    // The purge removes the row the tenant's transaction would hold on to, so the membership is checked in that
    // transaction and the deletion runs after it, as a request of the person with the digest as its key.
    personRoute(
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/delete',
        summary: 'Delete the organisation for good (owner); needs the digest of an export of the last day',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 10, seconds: 3600 }],
        params,
        body: deleteTenantSchema,
        response: purgeReceiptSchema,
      },
      async ({ params: { tenantId }, person, body, now, platformAudit }) => {
        await database.withTenant(tenantId, async (tx) => {
          const row = await tx
            .selectFrom('app.tenant as t')
            .innerJoin('app.membership as m', 'm.tenant_id', 't.tenant_id')
            .select(['t.name', 'm.role'])
            .where('t.tenant_id', '=', tenantId)
            .where('m.user_id', '=', person.userId)
            .where('m.removed_at', 'is', null)
            .executeTakeFirst();
          if (row === undefined) throw new Problem('tenant.not-found');
          if (row.role !== 'owner') throw new Problem('role.forbidden');
          if (row.name !== body.name) throw new Problem('tenant.confirmation');
        });
        const receipt = await deleteTenant(database.platform, keys, tenantId, body.exportDigest, now);
        await platformAudit('tenant.deleted', tenantId, { receiptId: receipt.receiptId });
        return receipt;
      },
    ),
  ];
}
