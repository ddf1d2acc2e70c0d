/** A sealed ticket as the window shows it, with what the rules in force ask of an override. */
import type { TicketView } from '../../preload/contract/tickets.ts';
import { neededNoteLength } from '../engine/override-note.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import type { Executor } from '../store/executor.ts';
import { findTicket, type TicketRecord } from '../store/tickets.ts';
import { JournalError } from './errors.ts';
import { wire } from './wire.ts';

export function requireTicket(db: Executor, ticketId: string): TicketRecord {
  const record = findTicket(db, ticketId);
  if (record === null) throw new JournalError('not-found', 'There is no such ticket.', { field: 'ticketId' });
  return record;
}

export function ticketView(record: TicketRecord, { content }: CompiledRuleSet, now: number): TicketView {
  const { id, sessionDate, ticket, verdict, sealedAt, status, overrideFrom, override, stopAmount, tradeId } = record;
  const coolDownLeftMs = status === 'blocked' && overrideFrom !== null ? Math.max(0, overrideFrom - now) : 0;
  return wire<TicketView>({ id, sessionDate, ticket, verdict, sealedAt, status, overrideFrom, coolDownLeftMs, noteMinLength: neededNoteLength(content.override), override, stopAmount, tradeId });
}
