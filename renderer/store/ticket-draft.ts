/** Keeps the ticket being typed, so that a crash costs nothing, and brings it back. */
import { call } from '../ipc.ts';
import { formFromTicket, isBlank, readForm } from '../screens/ticket/ticket-form.ts';
import { ownerOf } from './owner.ts';
import { useApp } from './store.ts';

/** While somebody types, not only once they pause: a crash costs the last moment at most. */
const MOMENT_MS = 300;

/** Starts keeping drafts; returns the function that stops. */
export function keepDraft(): () => void {
  let owner: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept = useApp.getState().form;

  const save = (): void => {
    timer = undefined;
    const { state, form } = useApp.getState();
    const symbol = form.symbol ?? state?.watched[0];
    const traded = state?.instruments.find((entry) => entry.symbol === symbol);
    if (state === null || state.account === null || traded === undefined || form === kept) return;
    kept = form;
    // A failure here is not worth a message while typing: the health banner says when the journal cannot be written.
    void call('ticket.draft', isBlank(form) ? null : readForm(form, state.account.id, traded).ticket);
  };

  const stop = useApp.subscribe((store, before) => {
    const account = store.state?.account ?? null;
    const current = account === null ? null : ownerOf(store.state);
    if (current !== owner) {
      // Another account or profile: its draft comes back, and what was typed for the other stays with the other.
      owner = current;
      store.forgetTickets();
      const draft = store.state?.draft ?? null;
      store.startForm(draft !== null && draft.accountId === account?.id ? formFromTicket(draft) : undefined);
      kept = useApp.getState().form;
      clearTimeout(timer);
      timer = undefined;
    } else if (store.form !== before.form) {
      timer ??= setTimeout(save, MOMENT_MS);
    }
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
