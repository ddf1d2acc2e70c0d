/**
 * The lock-out: five failures in a row lock an address for a minute, each further one for twice as long, up to 15.
 *
 * An attempt is counted before the password is checked and taken back when it was right, in one statement, so that
 * a hundred parallel guesses are still five. Nobody can be locked out for ever from outside: a lock ends by itself
 * and never grows beyond 15 minutes, attempts during a lock do not extend it, a reset by mail clears it, and a
 * browser in which the person has signed in or chosen a password before has a counter of its own.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { waitText } from '../contract/errors.ts';
import { sql } from '../db/sql.ts';
import type { Database } from '../db/connect.ts';
import { Problem } from '../problem.ts';
import { randomToken } from '../secrets.ts';
import type { Secrets } from '../secrets.ts';

const FAILURES_BEFORE_LOCK = 5;
const FIRST_LOCK_SECONDS = 60;
const LONGEST_LOCK_SECONDS = 15 * 60;
const FORGET_AFTER_SECONDS = 24 * 3600;

export interface SignInGuard {
  /** Counts an attempt. @throws {Problem} `sign-in.locked` with the time to wait. */
  begin(bucket: string): Promise<void>;
  /** Takes one attempt back without forgiving earlier failures. */
  refund(bucket: string): Promise<void>;
  /** Forgets all failures. */
  clear(bucket: string): Promise<void>;
  /** Forgets all failures of an address, in every browser. */
  clearAll(email: string): Promise<void>;
  /** The counter for an address, or that of a browser known to this address. */
  bucketFor(email: string, knownCookie: string | undefined): string;
  /** A value for the browser's cookie that makes it known to this address. */
  knownCookieFor(email: string): string;
}

export function createSignInGuard(database: Database, secrets: Secrets, clock: () => Date): SignInGuard {
  const key = secrets.derive('sign-in-guard');
  const mac = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  const addressBucket = (email: string): string => `address:${mac(email)}`;
  const browserBuckets = (email: string): string => `known:${mac(email)}:`;
  return {
    async begin(bucket) {
      const now = clock();
      const counted = await sql<{ failures: number }>`
        insert into auth.sign_in_guard as g (bucket, failures, locked_until, last_failure_at) values (${bucket}, 1, null, ${now})
        on conflict (bucket) do update set
          failures = case when g.last_failure_at < ${now}::timestamptz - make_interval(secs => ${FORGET_AFTER_SECONDS}) then 1
                          else g.failures + 1 end,
          last_failure_at = ${now},
          locked_until = case
            when g.last_failure_at < ${now}::timestamptz - make_interval(secs => ${FORGET_AFTER_SECONDS}) then null
            when g.failures + 1 >= ${FAILURES_BEFORE_LOCK} then ${now}::timestamptz + make_interval(secs =>
              least(${LONGEST_LOCK_SECONDS}, ${FIRST_LOCK_SECONDS} * power(2, least(g.failures + 1 - ${FAILURES_BEFORE_LOCK}, 10))))
            end
        where g.locked_until is null or g.locked_until <= ${now}
        returning failures`.execute(database.auth);
      if (counted.rows.length > 0) return;
      const row = await database.auth.selectFrom('auth.sign_in_guard').select('locked_until').where('bucket', '=', bucket).executeTakeFirst();
      const until = row?.locked_until ?? now;
      const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
      throw new Problem('sign-in.locked', {
        detail: `Try again in ${waitText(seconds)}, or choose a new password by mail: that ends the lock at once.`,
        retryAfterSeconds: seconds,
      });
    },
    async refund(bucket) {
      await sql`update auth.sign_in_guard set failures = greatest(failures - 1, 0),
          locked_until = case when failures - 1 >= ${FAILURES_BEFORE_LOCK} then locked_until end
        where bucket = ${bucket}`.execute(database.auth);
    },
    async clear(bucket) {
      await database.auth.deleteFrom('auth.sign_in_guard').where('bucket', '=', bucket).execute();
    },
    async clearAll(email) {
      await sql`delete from auth.sign_in_guard where bucket = ${addressBucket(email)} or starts_with(bucket, ${browserBuckets(email)})`.execute(database.auth);
    },
    bucketFor(email, knownCookie) {
      const [id, proof] = knownCookie?.split('.') ?? [];
      if (id !== undefined && proof !== undefined) {
        const expected = Buffer.from(mac(`known:${email}:${id}`));
        const given = Buffer.from(proof);
        if (expected.length === given.length && timingSafeEqual(expected, given)) return `${browserBuckets(email)}${mac(id)}`;
      }
      return addressBucket(email);
    },
    knownCookieFor(email) {
      const id = randomToken(16);
      return `${id}.${mac(`known:${email}:${id}`)}`;
    },
  };
}
