/** Where people and links find the service. */

/** The service's public origin; in development it is known only once the port is. */
export interface PublicAddress {
  /** Origin without a trailing slash. @throws before the service listens, when none is configured. */
  origin(): string;
  /** An absolute link to a page of the portal. Parameters go into the fragment, which browsers do not send to servers. */
  link(path: string, parameters?: Readonly<Record<string, string>>): string;
  listeningOn(origin: string): void;
}

export function createPublicAddress(configured: string | null): PublicAddress {
  let current = configured;
  const origin = (): string => {
    if (current === null) throw new Error('The public address is not known yet.');
    return current;
  };
  return {
    origin,
    link(path, parameters = {}) {
      const query = new URLSearchParams(parameters).toString();
      return `${origin()}${path}${query === '' ? '' : `#${query}`}`;
    },
    listeningOn(listening) {
      current ??= listening;
    },
  };
}
