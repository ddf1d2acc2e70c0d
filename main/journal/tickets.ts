/** Stating a ticket, and what is done with it: taken, overridden, walked away from, cancelled. */
import type { Ticket } from '../engine/model.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import type { SessionEvent } from '../engine/session.ts';
import { findInstrument } from '../store/instruments.ts';
import { latestSession, sessionById, type Session } from '../store/sessions.ts';
import { saveDraftTicket, type TicketRecord } from '../store/tickets.ts';
import { tradeFills } from '../store/trades.ts';
import { readDesk, surroundings, type Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import { openDesk } from './open-session.ts';
import type { Recording } from './recording.ts';
import { requireTicket } from './ticket-view.ts';
import { recordEntry } from './trade-ledger.ts';

/** Seals a ticket; a clear one is taken at once. @returns its id, and the rules that judged it */
export function sealTicket(recording: Recording, lookup: Lookup, ticket: Ticket): { readonly ticketId: string; readonly rules: CompiledRuleSet } {
  const desk = openDesk(recording, lookup);
  const ticketId = recording.newId();
  const instrument = findInstrument(recording.tx, ticket.symbol);
  const events = recording.execute(
    desk.session,
    { type: 'seal-ticket', ticketId, tradeId: recording.newId(), ticket, surroundings: surroundings(desk, instrument), at: recording.now },
    desk.rules,
    'ticket',
  );
  enter(recording, desk.session, events);
  saveDraftTicket(recording.tx, desk.account.id, null, recording.now);
  return { ticketId, rules: desk.rules };
}

/** Takes a cautioned ticket. */
export function takeTicket(recording: Recording, lookup: Lookup, ticketId: string): void {
  const session = currentSession(recording, lookup, ticketId);
  enter(recording, session, recording.execute(session, { type: 'take-ticket', ticketId, tradeId: recording.newId(), at: recording.now }));
}

/** Takes a soft-blocked ticket with a note, after its cool-down. */
export function overrideTicket(recording: Recording, lookup: Lookup, ticketId: string, note: string): void {
  const session = currentSession(recording, lookup, ticketId);
  const command = { type: 'override-ticket', ticketId, tradeId: recording.newId(), note, at: recording.now } as const;
  enter(recording, session, recording.execute(session, command, readDesk(lookup).rules));
}

export function walkAway(recording: Recording, ticketId: string, note: string): void {
  recording.execute(ownSession(recording, requireTicket(recording.tx, ticketId)), { type: 'walk-away', ticketId, note, at: recording.now });
}

/** A taken ticket may be cancelled while nothing of it was traded out again: its order was never filled. */
export function cancelTicket(recording: Recording, ticketId: string, reason: string): void {
  const record = requireTicket(recording.tx, ticketId);
  if (record.tradeId !== null && tradeFills(recording.tx, record.tradeId).some((fill) => fill.action === 'exit')) {
    throw new JournalError('refused', 'Part of this trade is closed: a ticket that was traded cannot be cancelled.', { field: 'ticketId' });
  }
  const session = ownSession(recording, record);
  recording.execute(session, { type: 'cancel-ticket', ticketId, reason, at: recording.now });
  const latest = latestSession(recording.tx, session.accountId);
  if (latest === null || latest.id === session.id || record.tradeId === null) return;
  if (recording.state(latest.id).open.some(({ tradeId }) => tradeId === record.tradeId)) {
    recording.execute(latest, { type: 'drop-carried', tradeId: record.tradeId, at: recording.now });
  }
}

/** The ticket's session if it is today's: a verdict of another day no longer says anything about this one. */
function currentSession(recording: Recording, lookup: Lookup, ticketId: string): Session {
  const record = requireTicket(recording.tx, ticketId);
  const session = ownSession(recording, record);
  if (readDesk(lookup).session?.id !== session.id) {
    throw new JournalError('refused', `This ticket belongs to the session of ${session.date}. State it again to have it judged today.`, { field: 'ticketId' });
  }
  return session;
}

function ownSession(recording: Recording, record: TicketRecord): Session {
  const session = sessionById(recording.tx, record.sessionId);
  if (session === null) throw new JournalError('internal', `The session of ticket ${record.id} is missing.`);
  return session;
}

function enter(recording: Recording, session: Session, events: readonly SessionEvent[]): void {
  for (const event of events) if (event.type === 'ticket-taken') recordEntry(recording, session, event.tradeId);
}
