/** A sealed ticket as the window shows it, with what the rules in force ask of an override. */
import type { TicketView } from '../../preload/contract/tickets.ts';
import type { Verdict } from '../engine/model.ts';
import { neededNoteLength } from '../engine/override-note.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import type { Executor } from '../store/executor.ts';
import { findTicket, type TicketRecord } from '../store/tickets.ts';
import type { Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import { wire } from './wire.ts';

export function requireTicket(db: Executor, ticketId: string): TicketRecord {
  const record = findTicket(db, ticketId);
  if (record === null) throw new JournalError('not-found', 'There is no such ticket.', { field: 'ticketId' });
  return record;
}

export function ticketView({ db, now, shelf }: Pick<Lookup, 'db' | 'now' | 'shelf'>, record: TicketRecord, { content }: CompiledRuleSet): TicketView {
  const { id, sessionDate, ticket, verdict, sealedAt, status, overrideFrom, override, stopAmount, tradeId } = record;
  const coolDownLeftMs = status === 'blocked' && overrideFrom !== null ? Math.max(0, overrideFrom - now) : 0;
  const words = wordsOf(verdict, shelf.find(db, verdict.ruleSetHash));
  return wire<TicketView>({ id, sessionDate, ticket, verdict, words, sealedAt, status, overrideFrom, coolDownLeftMs, noteMinLength: neededNoteLength(content.override), override, stopAmount, tradeId });
}

/** What bites, as the trader put it when the verdict was given; without that version the lines speak for themselves. */
function wordsOf({ lines }: Verdict, judging: CompiledRuleSet | null): TicketView['words'] {
  const bites = new Set(lines.filter(({ status }) => status !== 'pass').map(({ ruleId }) => ruleId));
  return (judging?.content.rules ?? []).filter(({ id, words }) => bites.has(id) && words !== '').map(({ id, words }) => ({ ruleId: id, words }));
}
