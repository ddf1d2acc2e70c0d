import { useApp } from '../../store/store.ts';

/** Opens the ticket screen on the form, with what was typed so far; a ticket that waits keeps waiting. */
export function startNewTicket(): void {
  const store = useApp.getState();
  store.putTicketAside();
  store.clearEnd();
  store.openScreen('ticket');
}
