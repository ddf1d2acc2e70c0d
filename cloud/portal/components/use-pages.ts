import { useState } from 'react';
import { useLoad, type Loaded } from './use-load.ts';

/** A page of a list, and what to ask with for the one after it. */
interface PageOfList {
  readonly next: string | null;
}

export interface Pages<P> extends Loaded<readonly P[]> {
  /** Fetches the next page too; null when there is none. */
  readonly more: (() => void) | null;
}

/**
 * A list that comes in pages. Those that were asked for are fetched together, so that a change shows in all of them.
 * @param question names what is fetched; each has pages of its own
 */
export function usePages<P extends PageOfList>(question: string, fetch: (after: string | null) => Promise<P>): Pages<P> {
  const [asked, setAsked] = useState<{ question: string; after: readonly string[] }>({ question, after: [] });
  const after = asked.question === question ? asked.after : [];
  const loaded = useLoad(question, () => Promise.all([null, ...after].map(fetch)));
  const next = loaded.data?.at(-1)?.next ?? null;
  const more = (): void => {
    if (next === null) return;
    // Asked for before where it did not come, or is still on its way.
    if (!after.includes(next)) setAsked({ question, after: [...after, next] });
    loaded.reload();
  };
  return { ...loaded, more: next === null ? null : more };
}
