/** The words of the reconciliation page. */
import type { Doubt, MatchState } from '../../../preload/contract/matching.ts';

export const doubtWords: Readonly<Record<Doubt, string>> = {
  time: 'The entry is before the ticket, or more than 15 minutes after it was taken.',
  quantity: 'The quantities differ.',
  several: 'Another ticket or another trade fits as well.',
};

type TicketState = Exclude<MatchState, 'doubtful' | 'bypass' | 'matched'>;

export const ticketStates: Readonly<Record<TicketState, { readonly label: string; readonly says: string }>> = {
  'no-trade': { label: 'No trade: not taken?', says: 'Its session is over, and the files that reach past it know no trade for it.' },
  'waiting': { label: 'Waits for a file', says: 'No file reaches past this ticket yet, or its session is not over.' },
  'typed': { label: 'Closed by hand', says: 'You closed its trade by hand, and no file knows of it. It counts as you typed it.' },
  'not-taken': { label: 'Not taken', says: 'You said that its order was never filled.' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** "10:31:05" on the clock of a zone. */
export function clockSeconds(at: number, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) formats.set(zone, (format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit' })));
  return format.format(at);
}
