/** The provisional verdict while a ticket is typed: never more than one question in flight, and the latest wins. */
import { useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../preload/contract/result.ts';
import type { Preview } from '../../../preload/contract/tickets.ts';
import { call } from '../../ipc.ts';
import { useApp } from '../../store/store.ts';
import type { Ticket } from './ticket-form.ts';

export interface PreviewState {
  /** The ticket that this is an answer to: while the next one is awaited, not the one that is typed by now. */
  readonly of: Ticket | null;
  readonly preview: Preview | null;
  readonly error: CallError | null;
}

/**
 * Asks whenever the ticket changes, the state moves on, or a minute passes. While an answer is awaited only the newest
 * question is kept, so a slow machine falls behind by one answer at most.
 */
export function usePreview(ticket: Ticket): PreviewState {
  const [state, setState] = useState<PreviewState>({ of: null, preview: null, error: null });
  const revision = useApp((store) => store.state?.revision);
  const minute = useApp((store) => Math.floor(store.now / 60_000));
  const flight = useRef<{ busy: boolean; next: Ticket | null }>({ busy: false, next: null });

  useEffect(() => {
    const current = flight.current;
    const ask = async (question: Ticket): Promise<void> => {
      current.busy = true;
      const result = await call('ticket.preview', question);
      current.busy = false;
      const next = current.next;
      current.next = null;
      if (next !== null) return ask(next);
      setState({ of: question, ...(result.ok ? { preview: result.value, error: null } : { preview: null, error: result.error }) });
    };
    if (current.busy) current.next = ticket;
    else void ask(ticket);
  }, [ticket, revision, minute]);

  return state;
}
