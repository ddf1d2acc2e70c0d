/** A ticket in one line. */
import type { z } from 'zod';
import type { ticket } from '../../preload/contract/tickets.ts';
import { formatPrice } from './display.ts';

type Ticket = z.infer<typeof ticket>;

/** "Long 2 MES at 6012.25"; leaves out what is not stated. */
export function ticketTitle(ticket: Pick<Ticket, 'side' | 'quantity' | 'symbol' | 'entry'>, priceDecimals: number): string {
  const side = ticket.side === null ? '' : ticket.side === 'long' ? 'Long' : 'Short';
  const head = [side, ticket.quantity ?? '', ticket.symbol].filter(Boolean).join(' ');
  return ticket.entry === null ? head : `${head} at ${formatPrice(ticket.entry, priceDecimals)}`;
}

/** "stop 6006.25 · target 6024.75"; empty when neither is stated. */
export function ticketExits(ticket: Pick<Ticket, 'stop' | 'targets'>, priceDecimals: number): string {
  const stop = ticket.stop === null ? [] : [`stop ${formatPrice(ticket.stop, priceDecimals)}`];
  const prices = ticket.targets.map((price) => formatPrice(price, priceDecimals)).join(' / ');
  return [...stop, ...(prices === '' ? [] : [`${ticket.targets.length === 1 ? 'target' : 'targets'} ${prices}`])].join(' · ');
}
