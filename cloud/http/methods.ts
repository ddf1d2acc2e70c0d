/** Which methods an address takes: tells "nothing is here" (404) from "not in this way" (405). */

/** Looks an address up in the route table; empty when nothing is there. */
export function methodLookup(routes: readonly { readonly method: string; readonly url: string }[]): (address: string) => string[] {
  const patterns = routes.map(({ method, url }) => ({ method, pattern: new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`) }));
  return (address) => {
    const path = address.split('?', 1)[0] ?? '';
    const found = new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
    if (found.has('GET')) found.add('HEAD');
    return [...found];
  };
}
