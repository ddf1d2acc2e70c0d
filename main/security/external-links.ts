/**
 * Opening a page in the trader's own browser: only the origins on a list, only from the main process, and only https, or http
 * of this very machine, which is where the account service runs in development.
 */

/** @param origins exact origins, such as "https://example.com" */
export function isAllowedLink(address: string, origins: readonly string[]): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname));
  return isSafe && url.username === '' && url.password === '' && origins.includes(url.origin);
}

export type OpenLink = (address: string) => Promise<boolean>;

/**
 * @param origins asked each time: the list follows the partner's bundle
 * @param open `shell.openExternal`
 * @returns a function that says whether the address was opened; it opens the parsed form, so that what was checked is what
 *   the system gets
 */
export function createOpenLink(origins: () => readonly string[], open: (address: string) => Promise<void>): OpenLink {
  return async (address) => {
    if (!isAllowedLink(address, origins())) return false;
    await open(new URL(address).href);
    return true;
  };
}
