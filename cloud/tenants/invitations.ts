/** Invitations by mail: made, sent again, revoked, accepted; one at a time or from a CSV. */
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { emailSchema, roleSchema } from '../contract/common.ts';
import type { MemberRole } from '../db/schema.ts';
import type { TenantTx } from '../db/with-tenant.ts';
import type { Mail } from '../mail/mail.ts';
import { invitationMessage } from '../mail/messages.ts';
import { Problem } from '../problem.ts';
import type { PublicAddress } from '../public-address.ts';
import { randomToken, tokenHash } from '../secrets.ts';
import { lockSeats } from './seats.ts';

const LIFETIME_MS = 7 * 86_400_000;
const CSV_ROWS = 1000;

/** `<tenant>_<secret>`: the token names its tenant, so that looking it up is that tenant's transaction. */
function newToken(tenantId: string): { token: string; hash: string } {
  const secret = randomToken(32);
  return { token: `${tenantId}_${secret}`, hash: tokenHash(secret) };
}

/** The parts of an invitation token. @throws {Problem} `link.invalid` */
export function parseInvitationToken(token: string): { tenantId: string; hash: string } {
  const tenantId = z.uuid().safeParse(token.slice(0, 36));
  const secret = token.slice(37);
  if (!tenantId.success || token[36] !== '_' || secret.length !== 43) throw new Problem('link.invalid');
  return { tenantId: tenantId.data, hash: tokenHash(secret) };
}

export interface InvitationOptions {
  readonly mail: Mail;
  readonly address: PublicAddress;
}

export interface Invitation {
  readonly email: string;
  readonly role: MemberRole;
}

export function createInvitations({ mail, address }: InvitationOptions) {
  async function send(tx: TenantTx, organisation: string, to: string, token: string): Promise<void> {
    await mail.queue(tx, invitationMessage(to, organisation, address.link('/invitation', { token })));
  }

  /** Invites one address; an open invitation to it is sent again with a new link. */
  async function invite(
    tx: TenantTx,
    tenant: { tenantId: string; name: string },
    invitedBy: string,
    invitation: Invitation,
    now: Date,
  ): Promise<string> {
    const { tenantId } = tenant;
    const seats = await lockSeats(tx, tenantId);
    const member = await tx
      .selectFrom('app.membership')
      .select('user_id')
      .where('tenant_id', '=', tenantId)
      .where('email', '=', invitation.email)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (member !== undefined) throw new Problem('seat.exists');
    const open = await tx
      .selectFrom('app.invitation')
      .select(['invitation_id', 'expires_at'])
      .where('tenant_id', '=', tenantId)
      .where('email', '=', invitation.email)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    const counted = open !== undefined && open.expires_at > now ? 1 : 0;
    if (seats.used + seats.invited - counted >= seats.limit) throw new Problem('seat.limit');
    const { token, hash } = newToken(tenantId);
    const id = open?.invitation_id ?? randomUUID();
    const expires = new Date(now.getTime() + LIFETIME_MS);
    if (open === undefined) {
      await tx
        .insertInto('app.invitation')
        .values({
          tenant_id: tenantId,
          invitation_id: id,
          email: invitation.email,
          role: invitation.role,
          token_hash: hash,
          invited_by: invitedBy,
          created_at: now,
          expires_at: expires,
          accepted_at: null,
          revoked_at: null,
        })
        .execute();
    } else {
      await tx
        .updateTable('app.invitation')
        .set((field) => ({ token_hash: hash, role: invitation.role, expires_at: expires, times_sent: field('times_sent', '+', 1) }))
        .where('tenant_id', '=', tenantId)
        .where('invitation_id', '=', id)
        .execute();
    }
    await send(tx, tenant.name, invitation.email, token);
    return id;
  }

  return {
    invite,

    /** Reads a CSV of addresses and invites what can be; each refused line says why. */
    async inviteCsv(
      tx: TenantTx,
      tenant: { tenantId: string; name: string },
      invitedBy: string,
      input: { csv: string; role: MemberRole; allowed: (role: MemberRole) => boolean },
      now: Date,
    ): Promise<{ invited: Invitation[]; refused: { line: number; value: string; reason: string }[] }> {
      const rows = readCsv(input.csv);
      const invited: Invitation[] = [];
      const refused: { line: number; value: string; reason: string }[] = [];
      for (const { line, cells } of rows) {
        const [first = '', second = ''] = cells;
        const email = emailSchema.safeParse(first);
        const role = second.trim() === '' ? input.role : roleSchema.safeParse(second.trim().toLowerCase()).data;
        const refuse = (reason: string): void => void refused.push({ line, value: first.slice(0, 254), reason });
        if (!email.success) {
          // A heading is not a mistake.
          if (line === rows[0]?.line && /mail|address/i.test(first)) continue;
          refuse('not an e-mail address');
        } else if (role === undefined) refuse('not a role');
        else if (!input.allowed(role)) refuse('your role may not give this role');
        else if (invited.some((one) => one.email === email.data)) refuse('twice in the list');
        else {
          try {
            await invite(tx, tenant, invitedBy, { email: email.data, role }, now);
            invited.push({ email: email.data, role });
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            refuse(error.code === 'seat.exists' ? 'has a seat already' : error.code === 'seat.limit' ? 'all seats are taken' : error.message);
          }
        }
      }
      return { invited, refused };
    },

    async list(tx: TenantTx, tenantId: string, now: Date) {
      const rows = await tx
        .selectFrom('app.invitation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .orderBy('created_at', 'desc')
        .limit(1000)
        .execute();
      return rows.map((row) => ({
        id: row.invitation_id,
        email: row.email,
        role: row.role,
        createdAt: row.created_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        expired: row.expires_at <= now,
        timesSent: row.times_sent,
      }));
    },

    /** An open invitation by id, living or expired. @throws {Problem} `invitation.not-found` */
    async find(tx: TenantTx, tenantId: string, invitationId: string): Promise<Invitation> {
      const row = await tx
        .selectFrom('app.invitation')
        .select(['email', 'role'])
        .where('tenant_id', '=', tenantId)
        .where('invitation_id', '=', invitationId)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (row === undefined) throw new Problem('invitation.not-found');
      return row;
    },

    async revoke(tx: TenantTx, tenantId: string, invitationId: string, now: Date): Promise<void> {
      await tx
        .updateTable('app.invitation')
        .set({ revoked_at: now })
        .where('tenant_id', '=', tenantId)
        .where('invitation_id', '=', invitationId)
        .execute();
    },

    /** The living invitation behind a token. Who uses it up calls `lockSeats` first. @throws {Problem} `link.invalid`, `link.expired`, `tenant.suspended` */
    async open(tx: TenantTx, tenantId: string, hash: string, now: Date) {
      const row = await tx
        .selectFrom('app.invitation as i')
        .innerJoin('app.tenant as t', 't.tenant_id', 'i.tenant_id')
        .select(['i.invitation_id', 'i.email', 'i.role', 'i.expires_at', 'i.accepted_at', 'i.revoked_at', 't.name', 't.status'])
        .where('i.tenant_id', '=', tenantId)
        .where('i.token_hash', '=', hash)
        .executeTakeFirst();
      if (row === undefined || row.accepted_at !== null || row.revoked_at !== null) throw new Problem('link.invalid');
      if (row.expires_at <= now) throw new Problem('link.expired');
      if (row.status === 'suspended') throw new Problem('tenant.suspended');
      return { id: row.invitation_id, email: row.email, role: row.role, expiresAt: row.expires_at, organisation: row.name };
    },

    /** Uses an invitation up; its seat must still be free. */
    async markAccepted(tx: TenantTx, tenantId: string, invitationId: string, now: Date): Promise<void> {
      const seats = await lockSeats(tx, tenantId);
      if (seats.used >= seats.limit) throw new Problem('seat.limit');
      await tx
        .updateTable('app.invitation')
        .set({ accepted_at: now })
        .where('tenant_id', '=', tenantId)
        .where('invitation_id', '=', invitationId)
        .execute();
    },
  };
}

export type Invitations = ReturnType<typeof createInvitations>;

const recordsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/** @throws {Problem} `request.invalid` when the text is no CSV or has too many rows */
function readCsv(text: string): { line: number; cells: string[] }[] {
  let records: unknown;
  try {
    records = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: CSV_ROWS + 1,
    });
  } catch {
    throw new Problem('request.invalid', { detail: 'The list cannot be read as CSV.' });
  }
  const rows = recordsSchema.parse(records);
  if (rows.length > CSV_ROWS) throw new Problem('request.invalid', { detail: `A list may have ${CSV_ROWS} lines.` });
  return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
}
