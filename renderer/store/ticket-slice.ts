/** The ticket being typed and the decision being made: both survive a change of screen. */
import type { StateCreator } from 'zustand';
import type { TicketView } from '../../preload/contract/tickets.ts';
import { emptyForm, type TicketForm } from '../screens/ticket/ticket-form.ts';
import type { AppStore } from './store.ts';

/** A sealed ticket with the trusted time it was read at, so that its cool-down can be told. */
export interface Pending {
  readonly view: TicketView;
  readonly readAt: number;
}

export interface TicketEnd {
  readonly kind: 'taken' | 'walked-away';
  readonly view: TicketView;
}

export interface TicketSlice {
  readonly form: TicketForm;
  /** Raised when a fresh ticket starts, so that the screen puts the cursor where typing begins. */
  readonly formSerial: number;
  /** The sealed ticket that is being decided on; null shows the form. */
  readonly pending: Pending | null;
  /** Waiting tickets the trader put aside to decide later. */
  readonly putAside: readonly string[];
  /** How the last ticket ended, while that is being shown. */
  readonly lastEnd: TicketEnd | null;
  changeForm(change: Partial<TicketForm>): void;
  /** A fresh form: empty, or holding a kept draft. */
  startForm(form?: TicketForm): void;
  decideOn(pending: Pending): void;
  /** Back to the form; the ticket keeps waiting. */
  putTicketAside(): void;
  endTicket(end: TicketEnd): void;
  clearEnd(): void;
  /** Another account: nothing of the old one's tickets stays on the screen. */
  forgetTickets(): void;
}

export const createTicketSlice: StateCreator<AppStore, [], [], TicketSlice> = (set, get) => ({
  form: emptyForm,
  formSerial: 0,
  pending: null,
  putAside: [],
  lastEnd: null,
  changeForm: (change) => set({ form: { ...get().form, ...change } }),
  startForm: (form = { ...emptyForm, symbol: get().form.symbol }) => set({ form, formSerial: get().formSerial + 1 }),
  decideOn: (pending) => set({ pending, lastEnd: null, putAside: get().putAside.filter((id) => id !== pending.view.id) }),
  putTicketAside() {
    const { pending, putAside } = get();
    if (pending !== null) set({ pending: null, putAside: [...putAside, pending.view.id] });
  },
  endTicket: (end) => set({ lastEnd: end, pending: null }),
  clearEnd: () => set({ lastEnd: null }),
  forgetTickets: () => set({ pending: null, putAside: [], lastEnd: null, form: emptyForm }),
});
