/** What a licence, a bundle and a key statement are worth, offline and against keys that are trusted already. Pure; never throws. */
import {
  BUNDLE_TYPE,
  bundleClaimsSchema,
  DESKTOP_AUDIENCE,
  ISSUER,
  KEYS_TYPE,
  keysClaimsSchema,
  LICENCE_TYPE,
  licenceClaimsSchema,
  type BundleClaims,
  type KeysClaims,
  type LicenceClaims,
  type PublicKey,
} from '../cloud/contract.ts';
import { openJws, thumbprint, type JwsFault } from './jws.ts';

export type DocumentFault = JwsFault | 'wrong-audience' | 'other-installation' | 'replayed';
export type Read<T> = { readonly ok: true; readonly claims: T } | { readonly ok: false; readonly fault: DocumentFault };

/** What a licence has to fit besides its signature. */
export interface LicenceFrame {
  readonly keys: readonly PublicKey[];
  /** The id that this installation made for itself. */
  readonly installationId: string;
  /** When the newest licence ever accepted here was issued, in seconds: an older one is a copy from the past. */
  readonly newestIssued?: number;
}

/** The claims of a licence that is genuine and for this installation, whatever the time is. */
export function readLicence(text: string, { keys, installationId, newestIssued = 0 }: LicenceFrame): Read<LicenceClaims> {
  const read = open(text, LICENCE_TYPE, keys, licenceClaimsSchema);
  if (!read.ok) return read;
  if (read.claims.ins !== installationId) return { ok: false, fault: 'other-installation' };
  if (read.claims.iat < newestIssued) return { ok: false, fault: 'replayed' };
  return read;
}

export type LicenceVerdict = 'valid' | 'expired' | 'not-yet-valid' | DocumentFault;

/** @param now milliseconds since the epoch, of a clock that cannot be set */
export function judgeLicence(text: string, frame: LicenceFrame, now: number): LicenceVerdict {
  const read = readLicence(text, frame);
  if (!read.ok) return read.fault;
  if (now < read.claims.nbf * 1000) return 'not-yet-valid';
  return now < read.claims.exp * 1000 ? 'valid' : 'expired';
}

/** A bundle of this tenant, not older than the one that is known. */
export function readBundle(text: string, keys: readonly PublicKey[], tenantId: string, newestRevision = 0): Read<BundleClaims> {
  const read = open(text, BUNDLE_TYPE, keys, bundleClaimsSchema);
  if (!read.ok) return read;
  if (read.claims.tid !== tenantId) return { ok: false, fault: 'wrong-audience' };
  return read.claims.rev < newestRevision ? { ok: false, fault: 'replayed' } : read;
}

export interface TrustedKeys {
  readonly keys: readonly PublicKey[];
  /** Revision of the statement they are from. */
  readonly revision: number;
}

/**
 * Follows a rotation: the newest of the statements that a trusted key signed, if it is not older than what is known. What no
 * trusted key signed changes nothing, however new it says it is.
 */
export function followKeys(trusted: TrustedKeys, statements: readonly string[]): TrustedKeys {
  let followed = trusted;
  for (const statement of statements) {
    const read = readKeys(statement, trusted.keys);
    if (read.ok && read.claims.rev >= followed.revision) followed = { keys: read.claims.keys, revision: read.claims.rev };
  }
  return followed;
}

/**
 * The keys of a first sign-in, which come over TLS: of statements that each vouch for themselves.
 * @param pinned thumbprints that this build trusts; then one of them has to have signed. Without, whoever answers over TLS is believed once.
 * @returns null when the statements are not to be believed
 */
export function firstKeys(statements: readonly string[], pinned: readonly string[] = []): TrustedKeys | null {
  let best: TrustedKeys | null = null;
  for (const statement of statements) {
    const stated = keysInside(statement);
    if (stated === null) continue;
    const anchors = pinned.length === 0 ? stated : stated.filter(({ kid }) => pinned.includes(kid));
    const read = readKeys(statement, anchors);
    if (read.ok && (best === null || read.claims.rev > best.revision)) best = { keys: read.claims.keys, revision: read.claims.rev };
  }
  return best;
}

function readKeys(text: string, keys: readonly PublicKey[]): Read<KeysClaims> {
  const read = open(text, KEYS_TYPE, keys, keysClaimsSchema);
  if (read.ok && !read.claims.keys.every(isNamedRight)) return { ok: false, fault: 'malformed' };
  return read;
}

function isNamedRight(key: PublicKey): boolean {
  return thumbprint(key) === key.kid;
}

/** What a statement says of keys, before anybody vouched for it. */
function keysInside(text: string): readonly PublicKey[] | null {
  try {
    const claims = keysClaimsSchema.parse(JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8')));
    return claims.keys.every(isNamedRight) ? claims.keys : null;
  } catch {
    return null;
  }
}

interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

function open<T>(text: string, type: string, keys: readonly PublicKey[], schema: Schema<T>): Read<T> {
  const opened = openJws(text, type, keys);
  if (!opened.ok) return opened;
  if (!isForUs(opened.payload)) return { ok: false, fault: 'wrong-audience' };
  const parsed = schema.safeParse(opened.payload);
  return parsed.success ? { ok: true, claims: parsed.data } : { ok: false, fault: 'malformed' };
}

function isForUs(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'iss' in payload && payload.iss === ISSUER && 'aud' in payload && payload.aud === DESKTOP_AUDIENCE;
}
