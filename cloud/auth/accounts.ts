/**
 * People: sign up, verify, sign in and out, reset, sessions, two-factor.
 *
 * Nothing here tells an outsider whether an address has an account: the answers are the same, the same hashing is
 * done in both cases, and the parts that differ run inside a fixed time.
 */
import { randomUUID } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { Database } from '../db/connect.ts';
import type { AuthTx } from '../db/handles.ts';
import type { Mail } from '../mail/mail.ts';
import {
  alreadyRegisteredMessage,
  firstPasswordMessage,
  passwordChangedMessage,
  resetPasswordMessage,
  verifyEmailMessage,
} from '../mail/messages.ts';
import { Problem } from '../problem.ts';
import type { PublicAddress } from '../public-address.ts';
import { tokenHash } from '../secrets.ts';
import type { SignInGuard } from './guard.ts';
import { ADDRESS_HEADER } from './library.ts';
import type { SignInLibrary } from './library.ts';
import { consumeLink, createLink, FIRST_PASSWORD_LIFETIME_MS, peekLink, voidLinks } from './links.ts';
import { assertPasswordAllowed } from './passwords.ts';

/** Who asks, as the HTTP layer established it; nothing in it is taken from headers a client controls, but the agent. */
export interface Caller {
  readonly address: string;
  readonly userAgent: string;
  /** The raw Cookie header. */
  readonly cookie: string;
  /** The value of the known-browser cookie. */
  readonly known: string | undefined;
}

/** The person behind a session. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly operator: boolean;
  readonly twoFactor: boolean;
  readonly sessionId: string;
  /** End of the time in which sensitive actions need no further confirmation. */
  readonly confirmedUntil: Date;
}

/** Cookies an answer sets, as raw Set-Cookie values. */
export interface SignedIn {
  readonly cookies: readonly string[];
  readonly userId: string;
  readonly email: string;
}

/** What a confirmed sign-up asks to be created. */
export interface NewOwner {
  readonly userId: string;
  readonly tenantId: string;
  readonly email: string;
  readonly name: string;
  readonly organisation: string;
}

const CONFIRMATION_MINUTES = 10;
/** Answers that must not tell by their time whether an address is known take at least this long. */
const SILENT_MS = 150;
const USED_CODE_KEPT_MS = 5 * 60_000;

export interface AccountOptions {
  readonly database: Database;
  readonly library: SignInLibrary;
  readonly guard: SignInGuard;
  readonly mail: Mail;
  readonly address: PublicAddress;
  readonly clock: () => Date;
}

export type Accounts = ReturnType<typeof createAccounts>;

const signUpPayloadSchema = z.object({
  userId: z.uuid(),
  tenantId: z.uuid(),
  name: z.string(),
  organisation: z.string(),
  passwordHash: z.string(),
});

const signInBodySchema = z.union([
  z.object({ twoFactorRedirect: z.literal(true) }),
  z.object({ token: z.string(), user: z.object({ id: z.uuid(), email: z.string() }) }),
]);
const enabledSchema = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
const backupCodesSchema = z.object({ backupCodes: z.array(z.string()) });

async function atLeast<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work, new Promise((done) => setTimeout(done, milliseconds))]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** The name=value part of Set-Cookie values, as a browser would send them back. */
function asCookieHeader(setCookies: readonly string[]): string {
  return setCookies.map((cookie) => cookie.split(';', 1)[0] ?? '').join('; ');
}

export function createAccounts(options: AccountOptions) {
  const { database, library, guard, mail, address, clock } = options;

  const headersFor = (caller: Caller, cookie: string): Headers => {
    const headers = new Headers({ [ADDRESS_HEADER]: caller.address });
    if (cookie !== '') headers.set('cookie', cookie);
    const agent = caller.userAgent.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 300);
    if (agent !== '') headers.set('user-agent', agent);
    return headers;
  };

  const findUser = (email: string) => database.auth.selectFrom('auth.user').selectAll().where('email', '=', email).executeTakeFirst();

  async function insertUser(tx: AuthTx, user: { id: string; email: string; name: string; passwordHash: string | null }): Promise<void> {
    const now = clock();
    await tx
      .insertInto('auth.user')
      .values({
        id: user.id,
        name: user.name,
        email: user.email,
        emailVerified: true,
        image: null,
        createdAt: now,
        updatedAt: now,
        twoFactorEnabled: false,
        platformRole: null,
      })
      .execute();
    if (user.passwordHash !== null) await setPassword(tx, user.id, user.passwordHash);
  }

  async function setPassword(tx: AuthTx, userId: string, passwordHash: string): Promise<void> {
    const now = clock();
    await tx
      .insertInto('auth.account')
      .values({
        id: randomUUID(),
        accountId: userId,
        providerId: 'credential',
        userId,
        password: passwordHash,
        createdAt: now,
        updatedAt: now,
      })
      .onConflict((conflict) => conflict.columns(['userId', 'providerId']).doUpdateSet({ password: passwordHash, updatedAt: now }))
      .execute();
  }

  /** Refuses a code that was used before: within its 30 seconds a watched code would work twice otherwise. */
  async function refuseReplay(userId: string, code: string): Promise<void> {
    const now = clock();
    await database.auth
      .deleteFrom('auth.used_code')
      .where('used_at', '<', new Date(now.getTime() - USED_CODE_KEPT_MS))
      .execute();
    const inserted = await database.auth
      .insertInto('auth.used_code')
      .values({ user_id: userId, code_hash: tokenHash(`${userId}:${code}`), used_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) throw new Problem('two-factor.refused');
  }

  /** Runs one of the library's endpoints and returns its answer; a refusal becomes `refusal`. */
  async function call(answer: Promise<Response>, refusal: ConstructorParameters<typeof Problem>[0]): Promise<{ body: unknown; cookies: string[] }> {
    const response = await answer;
    if (response.status >= 500) throw new Error(`the sign-in library answered ${response.status}`);
    const text = await response.text();
    if (!response.ok) throw new Problem(text.includes('"INVALID_PASSWORD"') ? 'sign-in.refused' : refusal);
    return { body: text === '' ? null : JSON.parse(text), cookies: response.headers.getSetCookie() };
  }

  async function checkCode(headers: Headers, userId: string, code: string): Promise<{ cookies: string[] }> {
    if (/^\d{6}$/.test(code)) {
      await refuseReplay(userId, code);
      return call(library.api.verifyTOTP({ body: { code }, headers, asResponse: true }), 'two-factor.refused');
    }
    return call(library.api.verifyBackupCode({ body: { code }, headers, asResponse: true }), 'two-factor.refused');
  }

  /** Password, then the code when one is needed; every wrong part counts against the guard. */
  async function signIn(input: { email: string; password: string; code?: string | undefined }, caller: Caller): Promise<SignedIn> {
    const bucket = guard.bucketFor(input.email, caller.known);
    await guard.begin(bucket);
    // The browser's present session is not shown to the library: a session is always a new one.
    const fresh = headersFor(caller, '');
    const first = await call(
      library.api.signInEmail({ body: { email: input.email, password: input.password }, headers: fresh, asResponse: true }),
      'sign-in.refused',
    );
    const body = signInBodySchema.parse(first.body);
    let cookies = first.cookies;
    const user = await findUser(input.email);
    if (user === undefined) throw new Problem('sign-in.refused');
    if ('twoFactorRedirect' in body) {
      if (input.code === undefined) {
        await guard.refund(bucket);
        throw new Problem('two-factor.required');
      }
      cookies = (await checkCode(headersFor(caller, asCookieHeader(first.cookies)), user.id, input.code)).cookies;
    }
    await guard.clear(bucket);
    return { cookies, userId: user.id, email: user.email };
  }

  return {
    /** Always the same answer; the mail says what happened. @throws {Problem} `password.refused` */
    async signUp(input: { email: string; password: string; name: string; organisation: string }): Promise<void> {
      assertPasswordAllowed(input.password, [input.email, input.name, input.organisation]);
      const work = async (): Promise<void> => {
        const passwordHash = await hashPassword(input.password);
        const now = clock();
        const existing = await findUser(input.email);
        await database.auth.transaction().execute(async (tx) => {
          if (existing !== undefined) {
            await mail.queue(tx, alreadyRegisteredMessage(input.email, address.link('/sign-in'), address.link('/forgot')));
            return;
          }
          const payload = {
            userId: randomUUID(),
            tenantId: randomUUID(),
            name: input.name,
            organisation: input.organisation,
            passwordHash,
          };
          const token = await createLink(tx, { purpose: 'verify-email', email: input.email, userId: null, payload }, now);
          await mail.queue(tx, verifyEmailMessage(input.email, input.name, address.link('/verify', { token })));
        });
      };
      await atLeast(SILENT_MS * 2, work());
    },

    /**
     * Confirms a sign-up: the link proves the mailbox, the password proves the person. `create` makes the tenant
     * and must be safe to repeat, because it is committed before the link is used up.
     */
    async verifyEmail(
      input: { token: string; password: string },
      caller: Caller,
      create: (owner: NewOwner) => Promise<void>,
    ): Promise<SignedIn & { tenantId: string }> {
      const now = clock();
      const bucket = `link:${tokenHash(input.token)}`;
      const link = await peekLink(database.auth, 'verify-email', input.token, now);
      const pending = signUpPayloadSchema.parse(link.payload);
      await guard.begin(bucket);
      if (!(await verifyPassword({ hash: pending.passwordHash, password: input.password }))) throw new Problem('sign-in.refused');
      if ((await findUser(link.email)) !== undefined) throw new Problem('link.invalid');
      await create({ ...pending, email: link.email });
      await database.auth.transaction().execute(async (tx) => {
        await consumeLink(tx, 'verify-email', input.token, now);
        await voidLinks(tx, 'verify-email', link.email, now);
        await insertUser(tx, { id: pending.userId, email: link.email, name: pending.name, passwordHash: pending.passwordHash });
      });
      await guard.clear(bucket);
      const signedIn = await signIn({ email: link.email, password: input.password }, caller);
      return { ...signedIn, tenantId: pending.tenantId };
    },

    /** A person whose mailbox an invitation has proved. @returns the new user's id */
    async registerInvited(input: { email: string; name: string; password: string }): Promise<string> {
      assertPasswordAllowed(input.password, [input.email, input.name]);
      const id = randomUUID();
      const passwordHash = await hashPassword(input.password);
      await database.auth.transaction().execute((tx) => insertUser(tx, { id, email: input.email, name: input.name, passwordHash }));
      return id;
    },

    signIn,

    /** The id of the account with this address, or null. For invitations and the operator only. */
    async userIdOf(email: string): Promise<string | null> {
      return (await findUser(email))?.id ?? null;
    },

    /** The session behind a Cookie header, or null. `cookies` renews the browser's cookie when it is due. */
    async session(caller: Caller): Promise<{ person: Person; cookies: readonly string[] } | null> {
      if (!caller.cookie.includes('holdfast.session_token=')) return null;
      const found = await library.api.getSession({ headers: headersFor(caller, caller.cookie), returnHeaders: true });
      if (found.response === null) return null;
      const { user, session } = found.response;
      const confirmation = await database.auth
        .selectFrom('auth.session_confirmation')
        .select('confirmed_at')
        .where('session_id', '=', session.id)
        .executeTakeFirst();
      const confirmed = Math.max(session.createdAt.getTime(), confirmation?.confirmed_at.getTime() ?? 0);
      return {
        person: {
          userId: user.id,
          email: user.email,
          name: user.name,
          operator: user.platformRole === 'operator',
          twoFactor: user.twoFactorEnabled === true,
          sessionId: session.id,
          confirmedUntil: new Date(confirmed + CONFIRMATION_MINUTES * 60_000),
        },
        cookies: found.headers.getSetCookie(),
      };
    },

    /** Ends the session and erases its cookies. */
    async signOut(caller: Caller): Promise<readonly string[]> {
      return (await call(library.api.signOut({ headers: headersFor(caller, caller.cookie), asResponse: true }), 'session.required')).cookies;
    },

    /** Renews the confirmation of this session by the password, and the code when two-factor is on. */
    async confirm(person: Person, input: { password: string; code?: string | undefined }, caller: Caller): Promise<Date> {
      // A whole sign-in, whose session is dropped at once: one path checks passwords and codes, with one counter.
      const signedIn = await signIn({ email: person.email, ...input }, caller);
      await library.api.signOut({ headers: headersFor(caller, asCookieHeader(signedIn.cookies)), asResponse: true });
      const now = clock();
      await database.auth
        .insertInto('auth.session_confirmation')
        .values({ session_id: person.sessionId, confirmed_at: now })
        .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ confirmed_at: now }))
        .execute();
      return new Date(now.getTime() + CONFIRMATION_MINUTES * 60_000);
    },

    /** Same answer and same time for every address. */
    async requestReset(email: string): Promise<void> {
      const work = async (): Promise<void> => {
        const now = clock();
        const user = await findUser(email);
        if (user === undefined) return;
        await database.auth.transaction().execute(async (tx) => {
          const token = await createLink(tx, { purpose: 'reset-password', email, userId: user.id }, now);
          await mail.queue(tx, resetPasswordMessage(email, address.link('/reset', { token })));
        });
      };
      await atLeast(SILENT_MS, work());
    },

    /** Whether a reset link could be used now. @throws {Problem} `link.invalid` or `link.expired` */
    async checkReset(token: string): Promise<void> {
      await peekLink(database.auth, 'reset-password', token, clock());
    },

    /** Sets a new password; ends every session and every lock of the account. */
    async resetPassword(input: { token: string; password: string }): Promise<{ userId: string; email: string }> {
      const now = clock();
      const { email } = await peekLink(database.auth, 'reset-password', input.token, now);
      assertPasswordAllowed(input.password, [email]);
      const passwordHash = await hashPassword(input.password);
      const userId = await database.auth.transaction().execute(async (tx) => {
        const link = await consumeLink(tx, 'reset-password', input.token, now);
        if (link.userId === null) throw new Problem('link.invalid');
        await voidLinks(tx, 'reset-password', email, now);
        await setPassword(tx, link.userId, passwordHash);
        await tx.deleteFrom('auth.session').where('userId', '=', link.userId).execute();
        await mail.queue(tx, passwordChangedMessage(email, address.link('/forgot')));
        return link.userId;
      });
      await guard.clearAll(email);
      return { userId, email };
    },

    /** Changes the password of a signed-in person and ends all other sessions. */
    async changePassword(person: Person, input: { current: string; password: string }, caller: Caller): Promise<void> {
      assertPasswordAllowed(input.password, [person.email, person.name]);
      const bucket = guard.bucketFor(person.email, caller.known);
      await guard.begin(bucket);
      const account = await database.auth
        .selectFrom('auth.account')
        .select('password')
        .where('userId', '=', person.userId)
        .where('providerId', '=', 'credential')
        .executeTakeFirst();
      const current = account?.password ?? null;
      if (current === null || !(await verifyPassword({ hash: current, password: input.current }))) throw new Problem('sign-in.refused');
      await guard.clear(bucket);
      const passwordHash = await hashPassword(input.password);
      await database.auth.transaction().execute(async (tx) => {
        await setPassword(tx, person.userId, passwordHash);
        await tx.deleteFrom('auth.session').where('userId', '=', person.userId).where('id', '!=', person.sessionId).execute();
        await mail.queue(tx, passwordChangedMessage(person.email, address.link('/forgot')));
      });
    },

    async changeName(person: Person, name: string): Promise<void> {
      await database.auth.updateTable('auth.user').set({ name, updatedAt: clock() }).where('id', '=', person.userId).execute();
    },

    /** Removes the person with password, sessions and links. The seats must have ended before. */
    async deletePerson(person: Person): Promise<void> {
      await database.auth.transaction().execute(async (tx) => {
        await tx.deleteFrom('auth.one_time_link').where('email', '=', person.email).execute();
        await tx.deleteFrom('auth.user').where('id', '=', person.userId).execute();
      });
    },

    async listSessions(person: Person) {
      return database.auth
        .selectFrom('auth.session')
        .select(['id', 'createdAt', 'updatedAt', 'ipAddress', 'userAgent'])
        .where('userId', '=', person.userId)
        .where('expiresAt', '>', clock())
        .orderBy('updatedAt', 'desc')
        .limit(200)
        .execute();
    },

    /** Ends one of the person's own sessions; another person's id changes nothing. */
    async revokeSession(person: Person, sessionId: string): Promise<void> {
      await database.auth.deleteFrom('auth.session').where('id', '=', sessionId).where('userId', '=', person.userId).execute();
    },

    async revokeOtherSessions(person: Person): Promise<void> {
      await database.auth.deleteFrom('auth.session').where('userId', '=', person.userId).where('id', '!=', person.sessionId).execute();
    },

    /** Starts two-factor: the secret and ten recovery codes, shown once; in force after `activateTwoFactor`. */
    async enableTwoFactor(password: string, caller: Caller): Promise<{ uri: string; recoveryCodes: string[] }> {
      const answer = await call(
        library.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersFor(caller, caller.cookie), asResponse: true }),
        'two-factor.state',
      );
      const { totpURI, backupCodes } = enabledSchema.parse(answer.body);
      return { uri: totpURI, recoveryCodes: backupCodes };
    },

    /** The first right code puts two-factor in force; the session is replaced. */
    async activateTwoFactor(person: Person, code: string, caller: Caller): Promise<readonly string[]> {
      const bucket = `activate:${person.userId}`;
      await guard.begin(bucket);
      const { cookies } = await checkCode(headersFor(caller, caller.cookie), person.userId, code);
      await guard.clear(bucket);
      return cookies;
    },

    async disableTwoFactor(password: string, caller: Caller): Promise<readonly string[]> {
      return (
        await call(
          library.api.disableTwoFactor({ body: { password }, headers: headersFor(caller, caller.cookie), asResponse: true }),
          'sign-in.refused',
        )
      ).cookies;
    },

    /** New recovery codes; the old ones stop working. */
    async newRecoveryCodes(password: string, caller: Caller): Promise<string[]> {
      const answer = await call(
        library.api.generateBackupCodes({ body: { password }, headers: headersFor(caller, caller.cookie), asResponse: true }),
        'sign-in.refused',
      );
      return backupCodesSchema.parse(answer.body).backupCodes;
    },

    /**
     * The first administrator: an operator without a password, who gets a one-time link. Once there is an operator
     * this changes nothing.
     * @returns the operator, with the link only when it was made now
     */
    async seedOperator(input: { email: string; name: string }): Promise<{ userId: string; email: string; link: string | null }> {
      const now = clock();
      return database.auth.transaction().execute(async (tx) => {
        const operator = await tx
          .selectFrom('auth.user')
          .select(['id', 'email'])
          .where('platformRole', '=', 'operator')
          .orderBy('createdAt')
          .executeTakeFirst();
        if (operator !== undefined) return { userId: operator.id, email: operator.email, link: null };
        const existing = await tx.selectFrom('auth.user').select('id').where('email', '=', input.email).executeTakeFirst();
        const userId = existing?.id ?? randomUUID();
        if (existing === undefined) await insertUser(tx, { id: userId, email: input.email, name: input.name, passwordHash: null });
        await tx.updateTable('auth.user').set({ platformRole: 'operator' }).where('id', '=', userId).execute();
        const lifetimeMs = FIRST_PASSWORD_LIFETIME_MS;
        const token = await createLink(tx, { purpose: 'reset-password', email: input.email, userId, lifetimeMs }, now);
        const link = address.link('/reset', { token });
        await mail.queue(tx, firstPasswordMessage(input.email, link));
        return { userId, email: input.email, link };
      });
    },
  };
}
