/**
 * Opens the documents that the service signs: compact JWS, Ed25519 and nothing else. The algorithm is this file's and never
 * the document's: what the header says is only compared, so there is nothing to downgrade. Pure; never throws.
 */
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { LICENCE_ALGORITHM, type PublicKey } from '../cloud/contract.ts';

export type JwsFault = 'malformed' | 'bad-algorithm' | 'wrong-type' | 'unknown-key' | 'bad-signature';
export type OpenedJws = { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly fault: JwsFault };

/** Larger than any bundle, small enough to be parsed without a thought. */
const MOST_CHARACTERS = 4_000_000;
const SIGNATURE_BYTES = 64;
const BASE64URL = /^[\w-]*$/;

/** Nothing beside these three: no embedded key, no address of one, no critical extension. */
const headerShape = z.strictObject({ alg: z.string(), kid: z.string(), typ: z.string() });

/** @param type the `typ` the document must have: a bundle is no licence, whoever signed it */
export function openJws(text: string, type: string, keys: readonly PublicKey[]): OpenedJws {
  if (text.length > MOST_CHARACTERS) return fail('malformed');
  const parts = text.split('.');
  const [head, body, signature] = parts;
  if (parts.length !== 3 || head === undefined || body === undefined || signature === undefined) return fail('malformed');
  if (!parts.every((part) => BASE64URL.test(part))) return fail('malformed');
  const header = headerShape.safeParse(json(head));
  if (!header.success) return fail('malformed');
  if (header.data.alg !== LICENCE_ALGORITHM) return fail('bad-algorithm');
  if (header.data.typ !== type) return fail('wrong-type');
  const key = keys.find(({ kid }) => kid === header.data.kid);
  if (key === undefined) return fail('unknown-key');
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.length !== SIGNATURE_BYTES || !signed(key, `${head}.${body}`, bytes)) return fail('bad-signature');
  const payload = json(body);
  return payload === undefined ? fail('malformed') : { ok: true, payload };
}

/** RFC 7638: the name of a key is made of the key, so a known name cannot be given to another one. */
export function thumbprint({ crv, kty, x }: Omit<PublicKey, 'kid'>): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}

function fail(fault: JwsFault): OpenedJws {
  return { ok: false, fault };
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function signed(key: PublicKey, text: string, signature: Buffer): boolean {
  const made = publicKey(key);
  return made !== null && verify(null, Buffer.from(text), made, signature);
}

function publicKey({ kty, crv, x }: PublicKey): KeyObject | null {
  try {
    return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  } catch {
    return null;
  }
}
