/**
 * The generous limit behind the strict ones: no person, device or address takes the whole service for itself.
 *
 * Counted in memory and by each process for itself, because it guards against load and not against guessing, and a write
 * to the database for every request would cost more than most requests.
 */
import { hash } from 'node:crypto';
import { waitText } from '../contract/errors.ts';
import { Problem } from '../problem.ts';

const WINDOW_MS = 60_000;
/** Windows kept at most; the oldest go first. */
const KEPT = 50_000;
/** Many people may share one network address. */
const ADDRESS_SHARE = 10;

export interface LoadLimit {
  /** Counts one request. @throws {Problem} `request.too-many` with Retry-After */
  consume(by: 'address' | 'user' | 'token', value: string): void;
}

/** @param perMinute requests of one person or one device; an address may make ten times as many */
export function createLoadLimit(perMinute: number, clock: () => Date): LoadLimit {
  const windows = new Map<string, { readonly ends: number; used: number }>();
  return {
    consume(by, value) {
      const now = clock().getTime();
      // A hash: tokens do not stay in memory for longer than their request.
      const key = `${by} ${by === 'token' ? hash('sha256', value, 'base64url') : value}`;
      const found = windows.get(key);
      if (found === undefined || found.ends <= now) {
        windows.delete(key);
        windows.set(key, { ends: now + WINDOW_MS, used: 1 });
        const oldest = windows.keys().next();
        if (windows.size > KEPT && oldest.done !== true) windows.delete(oldest.value);
        return;
      }
      found.used += 1;
      if (found.used <= (by === 'address' ? perMinute * ADDRESS_SHARE : perMinute)) return;
      const seconds = Math.max(1, Math.ceil((found.ends - now) / 1000));
      throw new Problem('request.too-many', { detail: `Try again in ${waitText(seconds)}.`, retryAfterSeconds: seconds });
    },
  };
}
