/** Addresses of the portal: the path says which page, the fragment carries what no server may see. */
import { useSyncExternalStore } from 'react';
import type { ComponentProps, MouseEvent } from 'react';

let navigated = false;

/** Whether the present page was reached from inside the portal. */
export function wasNavigated(): boolean {
  return navigated;
}

function subscribe(listener: () => void): () => void {
  for (const event of ['popstate', 'hashchange']) window.addEventListener(event, listener);
  return () => {
    for (const event of ['popstate', 'hashchange']) window.removeEventListener(event, listener);
  };
}

export interface Place {
  /** Without a trailing slash, `/` for the root. */
  readonly path: string;
  readonly fragment: URLSearchParams;
}

export function usePlace(): Place {
  const url = new URL(useSyncExternalStore(subscribe, () => window.location.href));
  return { path: url.pathname.replace(/(?<=.)\/$/, ''), fragment: new URLSearchParams(url.hash.slice(1)) };
}

/** Goes to a page; `replace` when the present one is not worth going back to. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  navigated = true;
  if (replace) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  window.scrollTo(0, 0);
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** A link inside the portal; with a modifier key it opens elsewhere as any link does. */
export function Link({ href, onClick, children, ...rest }: ComponentProps<'a'> & { href: string }) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event: MouseEvent<HTMLAnchorElement>) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(href);
      }}
    >
      {children}
    </a>
  );
}
