/** Rate limits, counted in the database so that they hold across restarts and across several services. */
import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { waitText } from '../contract/errors.ts';
import type { PlatformHandle } from '../db/handles.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../problem.ts';
import type { Secrets } from '../secrets.ts';

/** At most `max` requests in `seconds` for one value of `by`. */
export interface Limit {
  readonly by: 'address' | 'email' | 'user' | 'token';
  readonly max: number;
  readonly seconds: number;
}

export interface RateLimiter {
  /** Counts one request. @throws {Problem} `request.too-many` with Retry-After */
  consume(route: string, limit: Limit, value: string): Promise<void>;
  /** Forgets windows that have ended. */
  sweep(): Promise<void>;
}

/** One subscriber has a whole /64 of IPv6: it counts as one address. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

export function createRateLimiter(platform: PlatformHandle, secrets: Secrets, clock: () => Date): RateLimiter {
  const key = secrets.derive('rate-limit');
  return {
    async consume(route, limit, value) {
      const now = clock();
      // A keyed hash: the table holds neither addresses nor e-mail addresses.
      const bucket = createHmac('sha256', key).update(`${route}\n${limit.by}\n${limit.seconds}\n${value}`).digest('base64url');
      const result = await sql<{ used: number; window_end: Date }>`
        insert into platform.rate_limit as r (bucket, window_start, window_end, used)
        values (${bucket}, ${now}, ${now}::timestamptz + make_interval(secs => ${limit.seconds}), 1)
        on conflict (bucket) do update set
          used = case when r.window_end <= ${now} then 1 else r.used + 1 end,
          window_start = case when r.window_end <= ${now} then ${now} else r.window_start end,
          window_end = case when r.window_end <= ${now} then excluded.window_end else r.window_end end
        returning used, window_end`.execute(platform);
      const row = result.rows[0];
      if (row === undefined || row.used <= limit.max) return;
      const seconds = Math.max(1, Math.ceil((row.window_end.getTime() - now.getTime()) / 1000));
      throw new Problem('request.too-many', { detail: `Try again in ${waitText(seconds)}.`, retryAfterSeconds: seconds });
    },
    async sweep() {
      await platform.deleteFrom('platform.rate_limit').where('window_end', '<', clock()).execute();
    },
  };
}
