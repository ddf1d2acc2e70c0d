/** One-time links in mail. The table holds hashes; a link is used once, in the transaction that does what it allows. */
import { z } from 'zod';
import type { AuthTx } from '../db/handles.ts';
import type { OneTimeLinkTable } from '../db/schema.ts';
import { Problem } from '../problem.ts';
import { randomToken, tokenHash } from '../secrets.ts';

export type LinkPurpose = OneTimeLinkTable['purpose'];

const LIFETIME_MS: Record<LinkPurpose, number> = {
  'verify-email': 24 * 3600 * 1000,
  'reset-password': 30 * 60 * 1000,
};

const MINUTE = 60_000;
export const FIRST_PASSWORD_LIFETIME_MS = 7 * 24 * 60 * MINUTE;

export interface NewLink {
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly userId: string | null;
  readonly payload?: Readonly<Record<string, string>>;
  readonly lifetimeMs?: number;
}

export interface OpenLink {
  readonly email: string;
  readonly userId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

const payloadSchema = z.record(z.string(), z.unknown());

/** Makes a link and returns its token, which exists nowhere else. */
export async function createLink(tx: Pick<AuthTx, 'insertInto'>, link: NewLink, now: Date): Promise<string> {
  const token = randomToken();
  await tx
    .insertInto('auth.one_time_link')
    .values({
      token_hash: tokenHash(token),
      purpose: link.purpose,
      user_id: link.userId,
      email: link.email,
      payload: JSON.stringify(link.payload ?? {}),
      created_at: now,
      expires_at: new Date(now.getTime() + (link.lifetimeMs ?? LIFETIME_MS[link.purpose])),
      used_at: null,
    })
    .execute();
  return token;
}

/**
 * Looks at a link without using it.
 * @throws {Problem} `link.invalid` (unknown or used) or `link.expired`
 */
export async function peekLink(tx: Pick<AuthTx, 'selectFrom'>, purpose: LinkPurpose, token: string, now: Date): Promise<OpenLink> {
  const row = await tx
    .selectFrom('auth.one_time_link')
    .select(['email', 'user_id', 'payload', 'used_at', 'expires_at'])
    .where('token_hash', '=', tokenHash(token))
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  if (row === undefined || row.used_at !== null) throw new Problem('link.invalid');
  if (row.expires_at <= now) throw new Problem('link.expired');
  return { email: row.email, userId: row.user_id, payload: payloadSchema.parse(row.payload) };
}

/** Uses a link up; the second of two parallel uses finds it used. @throws {Problem} as `peekLink` */
export async function consumeLink(tx: AuthTx, purpose: LinkPurpose, token: string, now: Date): Promise<OpenLink> {
  const link = await peekLink(tx, purpose, token, now);
  const used = await tx
    .updateTable('auth.one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (used.numUpdatedRows === 0n) throw new Problem('link.invalid');
  return link;
}

/**
 * Voids every open link of a purpose, once one of them was used. A new request does not void older links: then
 * anybody who knows an address could keep its owner from ever resetting.
 */
export async function voidLinks(tx: AuthTx, purpose: LinkPurpose, email: string, now: Date): Promise<void> {
  await tx
    .updateTable('auth.one_time_link')
    .set({ used_at: now })
    .where('email', '=', email)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
}
