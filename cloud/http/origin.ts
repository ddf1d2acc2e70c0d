/** Cross-site requests: who may make the browser of a signed-in person change something. */
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that changes something must come from our own origin or a listed one. Browsers name the origin on every
 * such request; programs without a browser (the desktop) send none, and then carry no cookie either.
 * @throws {Problem} `request.origin`
 */
export function assertOrigin(request: FastifyRequest, allowed: (origin: string) => boolean): void {
  if (SAFE.has(request.method)) return;
  const { origin, cookie } = request.headers;
  if (origin !== undefined) {
    if (!allowed(origin)) throw new Problem('request.origin');
    return;
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('request.origin');
  if (cookie !== undefined && site !== 'same-origin') throw new Problem('request.origin');
}

/** Our own origin and the listed ones; in development also this port under the loopback's other names. */
export function originPolicy(own: () => string, listed: readonly string[], production: boolean): (origin: string) => boolean {
  return (origin) => {
    if (origin === own() || listed.includes(origin)) return true;
    if (production || !URL.canParse(origin)) return false;
    const url = new URL(origin);
    return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) && url.protocol === 'http:' && url.port === new URL(own()).port;
  };
}
