/** A sealed ticket as the window shows it. */
import type { TicketView } from '../../preload/contract/tickets.ts';
import type { Executor } from '../store/executor.ts';
import { findTicket, type TicketRecord } from '../store/tickets.ts';
import { JournalError } from './errors.ts';
import { wire } from './wire.ts';

export function requireTicket(db: Executor, ticketId: string): TicketRecord {
  const record = findTicket(db, ticketId);
  if (record === null) throw new JournalError('not-found', 'There is no such ticket.', { field: 'ticketId' });
  return record;
}

export function ticketView(record: TicketRecord, now: number): TicketView {
  const { id, sessionDate, ticket, verdict, sealedAt, status, overrideFrom, override, stopAmount, tradeId } = record;
  const coolDownLeftMs = status === 'blocked' && overrideFrom !== null ? Math.max(0, overrideFrom - now) : 0;
  return wire<TicketView>({ id, sessionDate, ticket, verdict, sealedAt, status, overrideFrom, coolDownLeftMs, override, stopAmount, tradeId });
}
