/** Opening a page in the trader's own browser: only https, only the origins on a list, only from the main process. */

/** @param origins exact origins, such as "https://example.com" */
export function isAllowedLink(address: string, origins: readonly string[]): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return url.protocol === 'https:' && url.username === '' && url.password === '' && origins.includes(url.origin);
}

export type OpenLink = (address: string) => Promise<boolean>;

/**
 * @param open `shell.openExternal`
 * @returns a function that says whether the address was opened; it opens the parsed form, so that what was checked is what
 *   the system gets
 */
export function createOpenLink(origins: readonly string[], open: (address: string) => Promise<void>): OpenLink {
  return async (address) => {
    if (!isAllowedLink(address, origins)) return false;
    await open(new URL(address).href);
    return true;
  };
}
