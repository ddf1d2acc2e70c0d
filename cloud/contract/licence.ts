/**
 * The licence as it travels and as the desktop verifies it offline; and the key statements it is verified with.
 *
 * All three documents are compact JWS signed with Ed25519 (`alg: EdDSA`, `kid`: RFC 7638 thumbprint of the key):
 *
 * - licence (`typ: holdfast-licence+jwt`): short-lived permission of one seat on one device
 * - bundle (`typ: holdfast-bundle+jwt`): see bundle.ts
 * - key statement (`typ: holdfast-keys+jwt`): the public keys in use. On rotation every key in use signs the same
 *   statement, so a desktop that trusts the old key learns the new one from a statement signed by the old one. A
 *   desktop accepts a statement only when a key it already trusts signed it, and only with a `rev` not lower than
 *   the one it has; the first statement arrives over TLS with the device's sign-in.
 */
import { z } from 'zod';
import { idSchema, timeSchema } from './common.ts';

export const LICENCE_ALGORITHM = 'EdDSA';
export const LICENCE_TYPE = 'holdfast-licence+jwt';
export const BUNDLE_TYPE = 'holdfast-bundle+jwt';
export const KEYS_TYPE = 'holdfast-keys+jwt';
export const RECEIPT_TYPE = 'holdfast-receipt+jwt';
/** `iss` of everything the service signs; which service it is, the keys say. */
export const ISSUER = 'holdfast-cloud';
export const DESKTOP_AUDIENCE = 'holdfast-desktop';

/** How long a desktop works without reaching the service. */
export const OFFLINE_DAYS = 14;
/** After this the desktop asks for a new licence when it can. */
export const REFRESH_HOURS = 12;
export const TRIAL_DAYS = 14;

export const ENTITLEMENTS = ['tickets', 'journal', 'analytics', 'imports', 'rule-packs', 'branding'] as const;
export const entitlementSchema = z.enum(ENTITLEMENTS);

/** Claims of a licence. Seconds since the epoch, as in RFC 7519. */
export const licenceClaimsSchema = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(DESKTOP_AUDIENCE),
  /** The seat: the person's id. */
  sub: idSchema,
  jti: idSchema,
  /** Tenant. */
  tid: idSchema,
  /** Device as the service knows it. */
  did: idSchema,
  /** Installation id the desktop made itself: a licence copied to another machine does not match. */
  ins: idSchema,
  iat: z.number().int(),
  nbf: z.number().int(),
  /** Refresh after. */
  raf: z.number().int(),
  /** Not after. */
  exp: z.number().int(),
  plan: z.enum(['trial', 'solo', 'team', 'partner']),
  ent: z.array(entitlementSchema),
  /** End of the trial, when the plan is one. */
  trl: z.number().int().nullable(),
});
export type LicenceClaims = z.infer<typeof licenceClaimsSchema>;

export const publicKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(20).max(100),
  x: z.string().length(43),
});
export type PublicKey = z.infer<typeof publicKeySchema>;

export const keysClaimsSchema = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(DESKTOP_AUDIENCE),
  iat: z.number().int(),
  /** Number of keys ever made: a statement with a lower one is older. */
  rev: z.number().int().min(1),
  keys: z.array(publicKeySchema).min(1),
});
export type KeysClaims = z.infer<typeof keysClaimsSchema>;

/** RFC 8628 device authorization request and answer. */
export const deviceAuthorizationRequestSchema = z.object({
  installation_id: idSchema,
  device_name: z.string().trim().min(1).max(80).regex(/^[^\u0000-\u001f\u007f]+$/),
  platform: z.enum(['windows', 'macos', 'linux']),
});
export const deviceAuthorizationSchema = z.object({
  device_code: z.string(),
  /** Eight letters without look-alikes, written XXXX-XXXX. */
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  /** Seconds. */
  expires_in: z.number().int(),
  /** Seconds between polls. */
  interval: z.number().int(),
});

export const DEVICE_GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';
export const deviceTokenRequestSchema = z.object({
  grant_type: z.literal(DEVICE_GRANT_TYPE),
  device_code: z.string().min(20).max(100),
  installation_id: idSchema,
});
export const deviceTokenSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  tenant_id: idSchema,
  device_id: idSchema,
  /** Whose seat it is, for the desktop to show. */
  email: z.string().max(254),
});

export const licenceKeysSchema = z.object({ keys: z.array(z.string()) });

/** What the person sees before approving a code. */
export const devicePromptSchema = z.object({
  userCode: z.string(),
  deviceName: z.string(),
  platform: z.enum(['windows', 'macos', 'linux']),
  requestedAt: timeSchema,
  expiresAt: timeSchema,
});
export const userCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .transform((text) => text.replaceAll(/[^A-Z]/g, ''))
  .pipe(z.string().length(8));
export const decideDeviceSchema = z.object({ userCode: userCodeSchema, approve: z.boolean() });

/** The desktop's background check. `bundleRevision` and `keysRevision` are what it has; 0 for none. */
export const licenceCheckSchema = z.object({
  bundleRevision: z.number().int().min(0),
  keysRevision: z.number().int().min(0),
});
export const licenceAnswerSchema = z.object({
  licence: z.string(),
  /** The signed bundle, when the desktop's is older; else null. */
  bundle: z.string().nullable(),
  /** The key statement, once per key in use, when the desktop's is older; else empty. */
  keys: z.array(z.string()),
  serverTime: timeSchema,
});
