/** Routes of the desktop: sign in by code, licence check, devices, keys. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { desktopAcceptanceSchema } from '../contract/bundle.ts';
import { idSchema, okSchema } from '../contract/common.ts';
import { deviceTokenErrorSchema } from '../contract/errors.ts';
import {
  decideDeviceSchema,
  deviceAuthorizationRequestSchema,
  deviceAuthorizationSchema,
  devicePromptSchema,
  deviceTokenRequestSchema,
  deviceTokenSchema,
  LICENCE_TYPE,
  licenceAnswerSchema,
  licenceCheckSchema,
  licenceKeysSchema,
  userCodeSchema,
} from '../contract/licence.ts';
import { deviceListSchema } from '../contract/tenant.ts';
import type { LicenceFactsRow } from '../db/with-tenant.ts';
import { EVERYBODY, personRoute, publicRoute, tenantRoute } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { writeAudit } from '../tenants/audit.ts';
import { keepAcceptance } from '../tenants/legal.ts';
import { createBundles, readLegalDocument } from './bundle.ts';
import { createDeviceGrants, showUserCode } from './device-grants.ts';
import { parseDeviceToken, secretMatches } from './device-token.ts';
import { countOtherDevices, listDevices, revokeDevice, signDeviceIn, touchDevice } from './devices.ts';
import { decideLicence } from './licence.ts';

const tag = 'Devices and licences';
const SEEN_EVERY_MS = 10 * 60_000;
const tenantParams = z.object({ tenantId: idSchema });
const deviceParams = z.object({ tenantId: idSchema, deviceId: idSchema });

const DENIALS: Record<string, string> = {
  'device.limit': 'The device limit of this seat is reached. Sign another device out first.',
  'licence.seat-removed': 'The seat was removed.',
  'licence.tenant-suspended': 'The organisation is suspended.',
};

export function licensingRoutes(parts: Parts): Route[] {
  const { database, keys } = parts;
  const grants = createDeviceGrants(database.platform);
  const bundles = createBundles(keys);

  /** Whose token it is. @throws {Problem} `device.refused` for one that is not, or not any more */
  async function identify(authorization: string | undefined): Promise<{ tenantId: string; deviceId: string; row: LicenceFactsRow }> {
    const token = parseDeviceToken(authorization);
    if (token === null) throw new Problem('device.refused');
    const { tenantId, deviceId } = token;
    const row = await database.licenceFacts(tenantId, deviceId);
    if (row === null || !secretMatches(token.secret, row.token_hash) || row.device_revoked) throw new Problem('device.refused');
    return { tenantId, deviceId, row };
  }

  return [
    publicRoute(
      {
        method: 'POST',
        url: '/api/device/authorize',
        summary: 'A desktop asks for a sign-in code (RFC 8628)',
        tag,
        form: true,
        limits: [{ by: 'address', max: 30, seconds: 900 }],
        body: deviceAuthorizationRequestSchema,
        response: deviceAuthorizationSchema,
      },
      async ({ body, now }) => {
        const grant = await grants.open({ installationId: body.installation_id, name: body.device_name, platform: body.platform }, now);
        const shown = showUserCode(grant.userCode);
        return {
          device_code: grant.deviceCode,
          user_code: shown,
          verification_uri: parts.address.link('/device'),
          verification_uri_complete: parts.address.link('/device', { code: shown }),
          expires_in: grant.expiresIn,
          interval: grant.interval,
        };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/device/token',
        summary: 'A desktop collects its token (RFC 8628)',
        tag,
        form: true,
        limits: [{ by: 'address', max: 600, seconds: 900 }],
        body: deviceTokenRequestSchema,
        response: z.union([deviceTokenSchema, deviceTokenErrorSchema]),
        badRequest: deviceTokenErrorSchema,
      },
      async ({ body, now, caller, requestId, setStatus }) => {
        const polled = await grants.poll(body.device_code, body.installation_id, now);
        if ('error' in polled) {
          setStatus(400);
          return { error: polled.error, error_description: polled.error.replaceAll('_', ' ') };
        }
        const { grant } = polled;
        try {
          return await database.withTenant(grant.tenantId, async (tx) => {
            const device = await signDeviceIn(tx, grant, now);
            const actor = { actorId: grant.userId, actor: device.email, address: caller.address, requestId };
            const detail = { name: grant.deviceName, platform: grant.platform };
            await writeAudit(tx, grant.tenantId, actor, { action: 'device.signed-in', target: device.deviceId, detail }, now);
            return { access_token: device.token, token_type: 'Bearer' as const, tenant_id: grant.tenantId, device_id: device.deviceId, email: device.email };
          });
        } catch (error) {
          const denial = error instanceof Problem ? DENIALS[error.code] : undefined;
          if (denial === undefined) throw error;
          setStatus(400);
          return { error: 'access_denied' as const, error_description: denial };
        }
      },
    ),
    personRoute(
      {
        method: 'GET',
        url: '/api/device/prompt',
        summary: 'What a code would sign in',
        tag,
        limits: [
          { by: 'user', max: 20, seconds: 600 },
          { by: 'address', max: 60, seconds: 600 },
        ],
        query: z.object({ code: userCodeSchema }),
        response: devicePromptSchema,
      },
      async ({ query, now }) => {
        const grant = await grants.find(query.code, now);
        return {
          userCode: showUserCode(grant.user_code),
          deviceName: grant.device_name,
          platform: grant.device_platform,
          requestedAt: grant.created_at.toISOString(),
          expiresAt: grant.expires_at.toISOString(),
        };
      },
    ),
    tenantRoute(
      { roles: EVERYBODY },
      {
        method: 'POST',
        url: '/api/tenants/:tenantId/devices/decide',
        summary: 'Approve or refuse a sign-in code for the own seat',
        tag,
        recent: true,
        limits: [{ by: 'user', max: 20, seconds: 600 }],
        params: tenantParams,
        body: decideDeviceSchema,
        response: okSchema,
      },
      async ({ body, tx, tenant, person, now, audit }) => {
        const grant = await grants.find(body.userCode, now);
        if (body.approve && (await countOtherDevices(tx, tenant.tenantId, person.userId, grant.installation_id)) >= tenant.deviceLimit) {
          throw new Problem('device.limit', { detail: DENIALS['device.limit'] ?? '' });
        }
        await audit(body.approve ? 'device.approved' : 'device.refused', grant.device_name, { platform: grant.device_platform });
        await grants.decide(body.userCode, { approved: body.approve, tenantId: tenant.tenantId, userId: person.userId }, now);
        return { ok: true as const };
      },
    ),
    tenantRoute(
      { roles: EVERYBODY, viewable: true },
      {
        method: 'GET',
        url: '/api/tenants/:tenantId/devices',
        summary: 'Devices: of all seats for staff, the own ones for a seat',
        tag,
        params: tenantParams,
        response: deviceListSchema,
      },
      async ({ tx, tenant, role, person }) => ({
        devices: await listDevices(tx, tenant.tenantId, role === 'seat' ? person.userId : null),
        limitPerSeat: tenant.deviceLimit,
      }),
    ),
    tenantRoute(
      { roles: EVERYBODY },
      {
        method: 'DELETE',
        url: '/api/tenants/:tenantId/devices/:deviceId',
        summary: 'Sign a device out: any for staff, an own one for a seat',
        tag,
        params: deviceParams,
        response: okSchema,
      },
      async ({ tx, params, tenant, role, person, now, audit }) => {
        const name = await revokeDevice(tx, tenant.tenantId, params.deviceId, role === 'seat' ? person.userId : null, now);
        await audit('device.revoked', params.deviceId, { name });
        return { ok: true as const };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/desktop/licence',
        summary: "The desktop's licence check (device token)",
        tag,
        body: licenceCheckSchema,
        response: licenceAnswerSchema,
      },
      async ({ authorization, body, now }) => {
        const { tenantId, deviceId, row } = await identify(authorization);
        const decision = decideLicence(
          {
            tenantId,
            tenantStatus: row.status,
            plan: row.plan,
            trialEndsAt: row.trial_ends_at,
            userId: row.user_id,
            seatRemoved: row.seat_removed,
            deviceId,
            installationId: row.installation_id,
          },
          randomUUID(),
          now,
        );
        if ('refusal' in decision) throw new Problem(decision.refusal);
        if (now.getTime() - row.last_seen_at.getTime() > SEEN_EVERY_MS) {
          await database.withTenant(tenantId, (tx) => touchDevice(tx, tenantId, deviceId, now));
        }
        const bundle =
          body.bundleRevision < row.bundle_revision
            ? await database.withTenant(tenantId, (tx) => bundles.signed(tx, tenantId, row.bundle_revision, now))
            : null;
        const { revision, statements } = await keys.statements();
        return {
          licence: await keys.sign(LICENCE_TYPE, { ...decision.claims }),
          bundle,
          keys: body.keysRevision < revision ? [...statements] : [],
          serverTime: now.toISOString(),
        };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        url: '/api/desktop/legal/accept',
        summary: 'What the trader accepted on the desktop (device token); sent again, it changes nothing',
        tag,
        body: desktopAcceptanceSchema,
        response: okSchema,
      },
      async ({ authorization, body, now, caller, requestId }) => {
        const { tenantId, deviceId, row } = await identify(authorization);
        if (row.seat_removed) throw new Problem('licence.seat-removed');
        if (row.status === 'suspended') throw new Problem('licence.tenant-suspended');
        await database.withTenant(tenantId, async (tx) => {
          const document = await readLegalDocument(tx, body.kind, body.version);
          if (document === null) throw new Problem('legal.not-found');
          // A desktop's clock may run ahead; nobody has accepted anything in the future.
          const acceptedAt = new Date(Math.min(Date.parse(body.acceptedAt), now.getTime()));
          const isNew = await keepAcceptance(tx, { tenantId, userId: row.user_id, document, acceptedAt, address: caller.address, deviceId });
          if (!isNew) return;
          const { email, name } = await tx
            .selectFrom('app.device as d')
            .innerJoin('app.membership as m', (join) => join.onRef('m.tenant_id', '=', 'd.tenant_id').onRef('m.user_id', '=', 'd.user_id'))
            .select(['m.email', 'd.name'])
            .where('d.tenant_id', '=', tenantId)
            .where('d.device_id', '=', deviceId)
            .executeTakeFirstOrThrow();
          const actor = { actorId: row.user_id, actor: email, address: caller.address, requestId };
          const detail = { contentHash: document.contentHash, device: name, deviceId, acceptedAt: acceptedAt.toISOString() };
          await writeAudit(tx, tenantId, actor, { action: 'legal.accepted', target: `${body.kind} ${body.version}`, detail }, now);
        });
        return { ok: true as const };
      },
    ),
    publicRoute(
      { method: 'POST', url: '/api/desktop/sign-out', summary: 'The desktop signs itself out (device token)', tag, response: okSchema },
      async ({ authorization, now, caller, requestId }) => {
        const token = parseDeviceToken(authorization);
        if (token === null) throw new Problem('device.refused');
        await database.withTenant(token.tenantId, async (tx) => {
          const row = await tx
            .selectFrom('app.device')
            .select(['token_hash', 'user_id', 'name', 'revoked_at'])
            .where('tenant_id', '=', token.tenantId)
            .where('device_id', '=', token.deviceId)
            .executeTakeFirst();
          if (row === undefined || !secretMatches(token.secret, row.token_hash) || row.revoked_at !== null) throw new Problem('device.refused');
          await revokeDevice(tx, token.tenantId, token.deviceId, row.user_id, now);
          const actor = { actorId: row.user_id, actor: `device ${row.name}`, address: caller.address, requestId };
          await writeAudit(tx, token.tenantId, actor, { action: 'device.signed-out', target: token.deviceId, detail: {} }, now);
        });
        return { ok: true as const };
      },
    ),
    publicRoute(
      {
        method: 'GET',
        url: '/api/licence/keys',
        summary: 'The signed key statements licences are verified with',
        tag,
        response: licenceKeysSchema,
      },
      async () => ({ keys: [...(await keys.statements()).statements] }),
    ),
  ];
}
