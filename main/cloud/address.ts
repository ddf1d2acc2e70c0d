/** Which addresses the desktop speaks to. Pure. */

/**
 * The origin of the account service: https, or plain http on this very machine, which is how it runs in development.
 * @returns null for anything else: another scheme, a user or a path in it, no address at all
 */
export function serviceOrigin(address: string): string | null {
  const url = parse(address.trim());
  if (url === null || url.username !== '' || url.password !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)) ? url.origin : null;
}

/** Whether a page belongs to the service; on this machine all of its names are one. */
export function isOfService(address: string, origin: string): boolean {
  const url = parse(address);
  const service = parse(origin);
  if (url === null || service === null || url.username !== '' || url.password !== '') return false;
  if (url.origin === service.origin) return true;
  return isLoopback(url) && isLoopback(service) && url.protocol === service.protocol && url.port === service.port;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
