/**
 * The sign-in library (better-auth), reduced to what it does here: password hashing, sessions and TOTP.
 *
 * Its own HTTP handler is never mounted: each operation has a route of ours in front of it, with our validation,
 * origin check, rate limit, lock-out, audit and error format. Addresses come from the socket (or a trusted proxy)
 * through one internal header that no client can set.
 */
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import type pg from 'pg';
import type { Secrets } from '../secrets.ts';
import { MINIMUM_LENGTH } from './passwords.ts';

/** Set by the service on the headers it builds for the library; requests' own headers are not passed on. */
export const ADDRESS_HEADER = 'x-holdfast-client-address';

const SESSION_DAYS = 7;
const DAY_SECONDS = 86_400;

export interface LibraryOptions {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly production: boolean;
  readonly publicUrl: string | null;
}

/** Builds the library over the auth role's pool. */
export function createSignInLibrary(options: LibraryOptions) {
  return betterAuth({
    appName: 'Holdfast',
    baseURL: options.publicUrl ?? 'http://localhost',
    secret: options.secrets.derive('sign-in'),
    database: options.pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: MINIMUM_LENGTH,
      maxPasswordLength: 128,
    },
    user: {
      additionalFields: { platformRole: { type: 'string', required: false, input: false } },
    },
    session: { expiresIn: SESSION_DAYS * DAY_SECONDS, updateAge: DAY_SECONDS, cookieCache: { enabled: false } },
    plugins: [
      twoFactor({
        issuer: 'Holdfast',
        // Our own guard counts wrong codes together with wrong passwords and a password reset clears it.
        accountLockout: { enabled: false },
        backupCodeOptions: { storeBackupCodes: 'encrypted', amount: 10, length: 10 },
      }),
    ],
    advanced: {
      cookiePrefix: 'holdfast',
      useSecureCookies: options.production,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => randomUUID() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  });
}

export type SignInLibrary = ReturnType<typeof createSignInLibrary>;
