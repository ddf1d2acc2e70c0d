/** Brings the tables up to an event of the log, in the transaction that appends it. What is in the tables follows from the log. */
import { canonicalJson } from '../engine/canonical-json.ts';
import type { SessionEvent, SessionState, SessionTicket } from '../engine/session.ts';
import { own } from '../engine/own.ts';
import type { Executor } from '../store/executor.ts';
import { insertLimitsEntry, type LimitsKind } from '../store/limits-log.ts';
import { deleteStepDraft, saveMarketMap, saveStep, type Session } from '../store/sessions.ts';
import { insertOverride, insertTicket, setOverrideFrom, setTicketStatus } from '../store/tickets.ts';
import { insertAmendment, updateTrade } from '../store/trades.ts';
import { JournalError } from './errors.ts';
import type { JournalEvent } from './events.ts';
import { applyMatch, endMatch } from './match-ledger.ts';
import { addFill, applyCorrection, openTradeOf, requireTrade, stateFacts, ticketTrade } from './trade-ledger.ts';

/** @param after the session's state with the event in it. */
export function project(tx: Executor, session: Session, event: JournalEvent, seq: number, after: SessionState): void {
  switch (event.type) {
    case 'session-opened': // its row is what the log's foreign key points to, and is written before
    case 'rules-adopted': // the account's row says which version is in force
    case 'ticket-sealed': // written with its verdict, which follows in the same transaction
    case 'trade-carried': // its row stays with the session in which it was taken, until it closes
    case 'carried-dropped': // the cancelled ticket says what became of it
      return;
    case 'rehab-step-done':
      saveStep(tx, session.id, event.content, event.seconds, event.at);
      deleteStepDraft(tx, session.accountId, session.date, event.content.step);
      return;
    case 'market-map-saved':
      saveMarketMap(tx, session.id, event.map);
      return;
    case 'verdict-given':
      return sealed(tx, session, event, seq, after);
    case 'ticket-taken':
      setTicketStatus(tx, event.ticketId, 'taken');
      openTradeOf(tx, session, event.tradeId, ticketIn(after, event.ticketId), event.at);
      return;
    case 'override':
      insertOverride(tx, event.ticketId, event.note, event.servedSeconds, event.at);
      return limits(tx, session, seq, event.ticketId, 'override', event.note, event.at);
    case 'walked-away':
      setTicketStatus(tx, event.ticketId, 'walked-away');
      return limits(tx, session, seq, event.ticketId, 'walk-away', event.note, event.at);
    case 'ticket-cancelled': {
      setTicketStatus(tx, event.ticketId, 'cancelled');
      const trade = ticketTrade(tx, event.ticketId);
      if (trade !== null) updateTrade(tx, { ...trade, status: 'cancelled', openQuantity: '0' });
      return limits(tx, session, seq, event.ticketId, 'cancel', event.reason, event.at);
    }
    case 'ticket-reinstated': {
      setTicketStatus(tx, event.ticketId, 'taken');
      const trade = requireTrade(tx, event.tradeId);
      // A ticket is cancelled only while nothing of it was traded out.
      updateTrade(tx, { ...trade, status: 'open', openQuantity: trade.quantity });
      return insertAmendment(tx, seq, 'ticket', event.ticketId, { at: event.at, field: 'status', from: 'cancelled', to: 'taken', why: event.why });
    }
    case 'outcome-withdrawn': // whoever withdraws it says what the trade is now
      return;
    case 'fill-recorded':
      return addFill(tx, event);
    case 'trade-facts-stated':
      return stateFacts(tx, event);
    case 'ticket-matched':
      return applyMatch(tx, event);
    case 'match-ended':
      return endMatch(tx, event);
    case 'outcome-recorded':
      // The fill that closed the trade brought its numbers up to date; it counts in the session in which it closed.
      updateTrade(tx, { ...requireTrade(tx, event.tradeId), sessionId: session.id, sessionDate: session.date });
      return;
    case 'amendment':
      return amended(tx, event, seq);
    case 'clock-jumped':
      for (const ticket of Object.values(after.tickets)) if (ticket.status === 'blocked') setOverrideFrom(tx, ticket.id, ticket.overrideFrom);
      return;
  }
}

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { readonly type: T }>;

const KINDS = { 'soft-block': 'block', 'caution': 'caution', 'clear': 'clear' } as const;

function sealed(tx: Executor, session: Session, { ticketId, verdict, at }: EventOf<'verdict-given'>, seq: number, after: SessionState): void {
  const record = ticketIn(after, ticketId);
  insertTicket(
    tx,
    {
      id: ticketId, sessionId: session.id, accountId: session.accountId, sessionDate: session.date, ticket: record.ticket,
      stopAmount: record.stopAmount, sealedAt: record.sealedAt, status: record.status, overrideFrom: record.overrideFrom,
    },
    verdict,
    { ticket: canonicalJson(record.ticket), verdict: canonicalJson(verdict) },
  );
  limits(tx, session, seq, ticketId, KINDS[verdict.outcome], record.ticket.note, at);
}

function amended(tx: Executor, { subject, id, field, from, to, why, at }: EventOf<'amendment'>, seq: number): void {
  if (subject === 'trade' && field === 'netPnl') return; // what follows from the correction beside it
  // What a stop typed later changes is written by whoever amends.
  if (subject === 'trade' && field !== 'stop') applyCorrection(tx, id, field, to);
  insertAmendment(tx, seq, subject, id, { at, field, from: textOf(from), to: textOf(to), why });
}

/** Empty for what is unknown. */
function textOf(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}

function limits(tx: Executor, session: Session, seq: number, ticketId: string, kind: LimitsKind, note: string, at: number): void {
  insertLimitsEntry(tx, { seq, ticketId, accountId: session.accountId, sessionDate: session.date, at, kind, note });
}

function ticketIn(state: SessionState, ticketId: string): SessionTicket {
  const ticket = own(state.tickets, ticketId);
  if (ticket === undefined) throw new JournalError('internal', `The ticket ${ticketId} is not in its session.`);
  return ticket;
}
