/** Routes of a person's own account. */
import { z } from 'zod';
import {
  changePasswordSchema,
  changeProfileSchema,
  codeSchema,
  confirmSchema,
  deleteAccountSchema,
  emailOnlySchema,
  enableTwoFactorResultSchema,
  meSchema,
  passwordOnlySchema,
  recoveryCodesSchema,
  resetPasswordSchema,
  sessionListSchema,
  signInSchema,
  signUpSchema,
  tokenSchema,
  verifyEmailSchema,
  joinedSchema,
} from '../contract/account.ts';
import { idSchema, okSchema, timeSchema } from '../contract/common.ts';
import { membershipsOf, renameMember } from '../db/cross-tenant.ts';
import { personRoute, publicRoute } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { writeAudit } from '../tenants/audit.ts';
import { assertMayLeave, leaveSeat } from '../tenants/seats.ts';
import { createTrialTenant } from '../tenants/tenants.ts';

const tag = 'Account';
const ok = { ok: true } as const;
const QUARTER = 900;

export function accountRoutes(parts: Parts): Route[] {
  const { accounts, database } = parts;
  return [
    publicRoute(
      {
        method: 'POST',
        url: '/api/auth/sign-up',
        summary: 'Sign up; the answer is the same for every address, the mail says what happened',
        tag,
        status: 202,
        limits: [
          { by: 'address', max: 10, seconds: 3600 },
          { by: 'email', max: 5, seconds: 3600 },
        ],
        body: signUpSchema,
        response: okSchema,
      },
      async ({ body }) => {
        await accounts.signUp(body);
        return ok;
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/auth/verify-email',
        summary: 'Confirm a sign-up by its link and the chosen password; creates the tenant and signs in',
        tag,
        limits: [{ by: 'address', max: 30, seconds: QUARTER }],
        body: verifyEmailSchema,
        response: joinedSchema,
      },
      async ({ body, caller, now, requestId, setCookies, recognise, platformAudit }) => {
        const signedIn = await accounts.verifyEmail(body, caller, (owner) => createTrialTenant(database, owner, { address: caller.address, requestId }, now));
        setCookies(signedIn.cookies);
        recognise(signedIn);
        await platformAudit('account.verified', signedIn.userId);
        return { tenantId: signedIn.tenantId };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/auth/sign-in',
        summary: 'Sign in; answers two-factor.required when a code has to come along',
        tag,
        limits: [{ by: 'address', max: 60, seconds: QUARTER }],
        body: signInSchema,
        response: okSchema,
      },
      async ({ body, caller, setCookies, recognise, platformAudit }) => {
        const signedIn = await accounts.signIn(body, caller);
        setCookies(signedIn.cookies);
        recognise(signedIn);
        await platformAudit('account.signed-in', signedIn.userId);
        return ok;
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/auth/forgot-password',
        summary: 'Ask for a reset link; the same answer for every address',
        tag,
        status: 202,
        limits: [
          { by: 'email', max: 3, seconds: QUARTER },
          { by: 'address', max: 10, seconds: QUARTER },
        ],
        body: emailOnlySchema,
        response: okSchema,
      },
      async ({ body }) => {
        await accounts.requestReset(body.email);
        return ok;
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/auth/reset-password/check',
        summary: 'Whether a reset link can be used: 410 expired, 400 unknown or used',
        tag,
        limits: [{ by: 'address', max: 60, seconds: QUARTER }],
        body: z.object({ token: tokenSchema }),
        response: okSchema,
      },
      async ({ body }) => {
        await accounts.checkReset(body.token);
        return ok;
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/auth/reset-password',
        summary: 'Choose a new password by a reset link; ends all sessions and locks',
        tag,
        limits: [{ by: 'address', max: 30, seconds: QUARTER }],
        body: resetPasswordSchema,
        response: okSchema,
      },
      async ({ body, recognise, platformAudit }) => {
        const person = await accounts.resetPassword(body);
        recognise(person);
        await platformAudit('account.password-reset', person.userId);
        return ok;
      },
    ),
    personRoute(
      { method: 'POST', url: '/api/auth/sign-out', summary: 'End this session', tag, response: okSchema },
      async ({ caller, setCookies }) => {
        setCookies(await accounts.signOut(caller));
        return ok;
      },
    ),
    personRoute(
      { method: 'GET', url: '/api/me', summary: 'Who is signed in, and their organisations', tag, response: meSchema },
      async ({ person, now }) => ({
        userId: person.userId,
        email: person.email,
        name: person.name,
        operator: person.operator,
        twoFactor: person.twoFactor,
        confirmedUntil: person.confirmedUntil > now ? person.confirmedUntil.toISOString() : null,
        memberships: await membershipsOf(database.platform, person.userId),
      }),
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/auth/confirm',
        summary: 'Confirm the password again for sensitive actions',
        tag,
        limits: [{ by: 'user', max: 20, seconds: QUARTER }],
        body: confirmSchema,
        response: z.object({ confirmedUntil: timeSchema }),
      },
      async ({ person, body, caller }) => ({ confirmedUntil: (await accounts.confirm(person, body, caller)).toISOString() }),
    ),
    personRoute(
      { method: 'PUT', url: '/api/me', summary: 'Change the own name', tag, body: changeProfileSchema, response: okSchema },
      async ({ person, body, platformAudit }) => {
        await accounts.changeName(person, body.name);
        await renameMember(database.platform, person.userId, { name: body.name });
        await platformAudit('account.renamed', person.userId);
        return ok;
      },
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/me/delete',
        summary: 'Delete the own account: seats end, name and address leave the member lists',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 10, seconds: QUARTER }],
        body: deleteAccountSchema,
        response: okSchema,
      },
      async ({ person, body, caller, requestId, now, setCookies, platformAudit }) => {
        if (body.email !== person.email) throw new Problem('tenant.confirmation');
        if (person.operator) throw new Problem('account.operator');
        const memberships = await membershipsOf(database.platform, person.userId);
        // All questions before the first change: a last owner's refusal must not leave half an account.
        for (const { tenantId, name } of memberships) await database.withTenant(tenantId, (tx) => assertMayLeave(tx, tenantId, person.userId, name));
        const actor = { actorId: person.userId, actor: person.email, address: caller.address, requestId };
        for (const { tenantId } of memberships) {
          await database.withTenant(tenantId, async (tx) => {
            await leaveSeat(tx, tenantId, person.userId, now);
            await writeAudit(tx, tenantId, actor, { action: 'seat.left', target: person.userId, detail: { reason: 'account deleted' } }, now);
          });
        }
        await renameMember(database.platform, person.userId, { name: 'Deleted person', email: `${person.userId}@deleted.invalid` });
        setCookies(await accounts.signOut(caller));
        await accounts.deletePerson(person);
        await platformAudit('account.deleted', person.userId);
        return ok;
      },
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/auth/password',
        summary: 'Change the own password; ends all other sessions',
        tag,
        limits: [{ by: 'user', max: 20, seconds: QUARTER }],
        body: changePasswordSchema,
        response: okSchema,
      },
      async ({ person, body, caller, platformAudit }) => {
        await accounts.changePassword(person, body, caller);
        await platformAudit('account.password-changed', person.userId);
        return ok;
      },
    ),
    personRoute(
      { method: 'GET', url: '/api/auth/sessions', summary: 'The own sessions', tag, response: sessionListSchema },
      async ({ person }) => ({
        sessions: (await accounts.listSessions(person)).map((session) => ({
          id: session.id,
          current: session.id === person.sessionId,
          createdAt: session.createdAt.toISOString(),
          lastSeenAt: session.updatedAt.toISOString(),
          address: session.ipAddress === '' ? null : session.ipAddress,
          userAgent: session.userAgent === '' ? null : session.userAgent,
        })),
      }),
    ),
    personRoute(
      {
        method: 'DELETE',
        url: '/api/auth/sessions/:sessionId',
        summary: 'End one of the own sessions',
        tag,
        params: z.object({ sessionId: idSchema }),
        response: okSchema,
      },
      async ({ person, params, platformAudit }) => {
        await accounts.revokeSession(person, params.sessionId);
        await platformAudit('account.session-revoked', params.sessionId);
        return ok;
      },
    ),
    personRoute(
      { method: 'POST', url: '/api/auth/sessions/revoke-others', summary: 'End all other own sessions', tag, response: okSchema },
      async ({ person, platformAudit }) => {
        await accounts.revokeOtherSessions(person);
        await platformAudit('account.other-sessions-revoked', person.userId);
        return ok;
      },
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/auth/two-factor/enable',
        summary: 'Start two-factor sign-in: authenticator address and recovery codes, shown once',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 10, seconds: QUARTER }],
        body: passwordOnlySchema,
        response: enableTwoFactorResultSchema,
      },
      async ({ body, caller }) => accounts.enableTwoFactor(body.password, caller),
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/auth/two-factor/activate',
        summary: 'Put two-factor in force by a first code',
        tag,
        limits: [{ by: 'user', max: 10, seconds: QUARTER }],
        body: codeSchema,
        response: okSchema,
      },
      async ({ person, body, caller, setCookies, platformAudit }) => {
        setCookies(await accounts.activateTwoFactor(person, body.code, caller));
        await platformAudit('account.two-factor-on', person.userId);
        return ok;
      },
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/auth/two-factor/disable',
        summary: 'Turn two-factor sign-in off',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 10, seconds: QUARTER }],
        body: passwordOnlySchema,
        response: okSchema,
      },
      async ({ person, body, caller, setCookies, platformAudit }) => {
        setCookies(await accounts.disableTwoFactor(body.password, caller));
        await platformAudit('account.two-factor-off', person.userId);
        return ok;
      },
    ),
    personRoute(
      {
        method: 'POST',
        url: '/api/auth/two-factor/recovery-codes',
        summary: 'New recovery codes; the old ones stop working',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 10, seconds: QUARTER }],
        body: passwordOnlySchema,
        response: recoveryCodesSchema,
      },
      async ({ person, body, caller, platformAudit }) => {
        const recoveryCodes = await accounts.newRecoveryCodes(body.password, caller);
        await platformAudit('account.recovery-codes-renewed', person.userId);
        return { recoveryCodes };
      },
    ),
  ];
}
