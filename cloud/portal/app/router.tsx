/** Addresses of the portal: the path says which page, the fragment carries what no server may see. */
import { useEffect, useSyncExternalStore } from 'react';
import type { ComponentProps, MouseEvent } from 'react';

let navigated = false;
/** The address of a page with unsaved input; null while nothing would be lost. */
let unsavedAt: string | null = null;

function mayLeave(): boolean {
  return unsavedAt === null || window.confirm('Leave without saving? What you changed here is lost.');
}

// Going back has happened already when it is told: where the page stays, its address is put back. The first of all
// listeners, so that none of the others hears of it.
window.addEventListener('popstate', (event) => {
  if (!event.isTrusted || unsavedAt === null || window.location.href === unsavedAt || mayLeave()) return;
  event.stopImmediatePropagation();
  window.history.pushState(null, '', unsavedAt);
});
window.addEventListener('beforeunload', (event) => {
  if (unsavedAt !== null) event.preventDefault();
});

/** Keeps a page from being left by accident while `unsaved`, inside the portal and out of it. */
export function useUnsaved(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    unsavedAt = window.location.href;
    return () => {
      unsavedAt = null;
    };
  }, [unsaved]);
}

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

/** Goes to a page; `replace` when the present one is not worth going back to, `ask` unless what was unsaved is gone anyway. */
export function navigate(to: string, { replace = false, ask = true }: { replace?: boolean; ask?: boolean } = {}): void {
  if (ask && !mayLeave()) return;
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
