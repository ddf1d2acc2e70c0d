/**
 * decide(command, state) → events: the only place where a session changes, and it only says how. Pure and total: every
 * command gives events or a typed refusal, never an exception.
 */
import { collectFacts } from './collect-facts.ts';
import { commandSchema } from './command-schema.ts';
import { canonicalDecimal, compareDecimals } from './decimal.ts';
import { evaluate } from './evaluate.ts';
import { readFacts } from './facts.ts';
import { sameData } from './canonical-json.ts';
import { counted } from './judgement.ts';
import { money, type Money } from './money.ts';
import type { Instant, Refusal, TakenTicket, Ticket } from './model.ts';
import { isRepetition, neededNoteLength, noteLength } from './override-note.ts';
import { own } from './own.ts';
import type { CompiledRuleSet } from './rule-set.ts';
import type { Command, SessionEvent, SessionState, SessionTicket, TicketStatus } from './session.ts';
import { canonicalTicket, checkTicket, ideaOf } from './ticket.ts';

/** The reasons a command is not carried out. */
export type RefusalCode =
  | 'malformed-command'
  | 'session-not-open'
  | 'session-already-open'
  | 'time-backwards'
  | 'clock-jump-invalid'
  | 'rehab-invalid'
  | 'map-invalid'
  | 'rules-unchanged'
  | 'rules-mismatch'
  | 'id-taken'
  | 'ticket-incomplete'
  | 'ticket-invalid'
  | 'ticket-unknown'
  | 'ticket-state'
  | 'verdict-outdated'
  | 'override-too-early'
  | 'note-too-short'
  | 'note-says-nothing'
  | 'trade-unknown'
  | 'trade-closed'
  | 'currency-mismatch'
  | 'amendment-invalid';

export interface TypedRefusal extends Refusal {
  readonly code: RefusalCode;
  /** Milliseconds until the command would be carried out; only for `override-too-early`. */
  readonly waitMs?: number;
}

export type Decision = { readonly ok: true; readonly events: readonly SessionEvent[] } | { readonly ok: false; readonly refusal: TypedRefusal };

/** `ruleSet` is the compiled set in force; needed for `seal-ticket`, and read for the note length of `override-ticket`. */
export function decide(command: Command, state: SessionState, ruleSet: CompiledRuleSet | null = null): Decision {
  const shape = commandSchema.safeParse(command);
  if (!shape.success) {
    const issue = shape.error.issues[0];
    return refuse('malformed-command', issue?.message ?? 'not a command', issue === undefined || issue.path.length === 0 ? null : issue.path.map(String).join('.'));
  }
  const valid: Command = shape.data;
  if (valid.type === 'note-clock-jump') return noteClockJump(valid, state);
  if (valid.at < state.lastAt) return refuse('time-backwards', 'The clock is behind the last entry of this session’s log.', 'at');
  if (valid.type === 'open-session') return openSession(valid, state);
  if (state.sessionId === null) return refuse('session-not-open', 'Open the session first.');
  switch (valid.type) {
    case 'complete-rehab-step':
      return completeStep(valid, state);
    case 'save-market-map':
      return saveMap(valid);
    case 'adopt-rules':
      if (valid.ruleSetHash === state.ruleSetHash) return refuse('rules-unchanged', 'These rules are already in force.', 'ruleSetHash');
      return accept({ type: 'rules-adopted', ruleSetHash: valid.ruleSetHash, at: valid.at });
    case 'seal-ticket':
      return seal(valid, state, ruleSet);
    case 'take-ticket':
      return take(valid, state);
    case 'override-ticket':
      return override(valid, state, ruleSet);
    case 'walk-away':
      return walkAway(valid, state);
    case 'cancel-ticket':
      return cancel(valid, state);
    case 'carry-trade':
      if (knowsTrade(state, valid.trade.tradeId)) return refuse('id-taken', 'This trade is in the session already.', 'trade.tradeId');
      return accept({ type: 'trade-carried', trade: valid.trade, at: valid.at });
    case 'drop-carried':
      return dropCarried(valid, state);
    case 'reinstate-ticket':
      return reinstate(valid, state);
    case 'record-outcome':
      return recordOutcome(valid, state);
    case 'withdraw-outcome':
      if (!state.closed.some(({ tradeId }) => tradeId === valid.trade.tradeId)) return refuse('trade-unknown', 'This session has no outcome of this trade.', 'trade.tradeId');
      return accept({ type: 'outcome-withdrawn', trade: valid.trade, why: valid.why, at: valid.at });
    case 'amend':
      return amend(valid, state);
  }
}

type CommandOf<T extends Command['type']> = Extract<Command, { readonly type: T }>;

function accept(...events: readonly SessionEvent[]): Decision {
  return { ok: true, events };
}

function refuse(code: RefusalCode, message: string, field: string | null = null): { readonly ok: false; readonly refusal: TypedRefusal } {
  return { ok: false, refusal: { code, message, field } };
}

function openSession({ sessionId, accountId, date, zone, ruleSetHash, at }: CommandOf<'open-session'>, state: SessionState): Decision {
  if (state.sessionId !== null) return refuse('session-already-open', 'This session is already open.');
  return accept({ type: 'session-opened', sessionId, accountId, date, zone, ruleSetHash, at });
}

function noteClockJump({ deltaMs, at }: CommandOf<'note-clock-jump'>, state: SessionState): Decision {
  if (state.sessionId === null) return refuse('session-not-open', 'Open the session first.');
  if (deltaMs === 0) return refuse('clock-jump-invalid', 'The clock did not jump.', 'deltaMs');
  if (at < state.lastAt + deltaMs) return refuse('time-backwards', 'Even after the jump the clock is behind the last entry of this session’s log.', 'at');
  return accept({ type: 'clock-jumped', deltaMs, at });
}

function completeStep({ content, seconds, at }: CommandOf<'complete-rehab-step'>, state: SessionState): Decision {
  if (content.step === 'market-mapping') {
    const unmapped = content.symbols.find((symbol) => own(state.maps, symbol) === undefined);
    if (unmapped !== undefined) return refuse('rehab-invalid', `${unmapped} is not mapped yet.`, 'content.symbols');
  }
  if (content.step === 'risk-check') {
    if (canonicalDecimal(content.confirmed) !== canonicalDecimal(content.size)) {
      return refuse('rehab-invalid', `Type the size to confirm it: ${canonicalDecimal(content.size) ?? content.size}.`, 'content.confirmed');
    }
    const before = state.steps['risk-check']?.content;
    if (before?.step === 'risk-check' && compareDecimals(content.size, before.size) === 1) {
      return refuse('rehab-invalid', 'Within a session the size may be lowered, not raised.', 'content.size');
    }
  }
  return accept({ type: 'rehab-step-done', content, seconds, at });
}

function saveMap({ map, at }: CommandOf<'save-market-map'>): Decision {
  if (map.atr !== null && map.atrAt === null) return refuse('map-invalid', 'An ATR has a time of entry.', 'map.atrAt');
  if (map.at > at || (map.atrAt !== null && map.atrAt > at)) return refuse('map-invalid', 'The map is ahead of the clock.', 'map.at');
  return accept({ type: 'market-map-saved', map, at });
}

function seal({ ticketId, tradeId, ticket: stated, surroundings, at }: CommandOf<'seal-ticket'>, state: SessionState, ruleSet: CompiledRuleSet | null): Decision {
  if (ruleSet === null || ruleSet.hash !== state.ruleSetHash) return refuse('rules-mismatch', 'The rules in force are not the ones of this session.');
  if (stated.accountId !== state.accountId) return refuse('ticket-invalid', 'The ticket belongs to another account.', 'ticket.accountId');
  if (own(state.tickets, ticketId) !== undefined) return refuse('id-taken', 'A ticket with this id exists.', 'ticketId');
  if (knowsTrade(state, tradeId)) return refuse('id-taken', 'A trade with this id exists.', 'tradeId');
  const problem = checkTicket(stated, surroundings.instrument)[0];
  if (problem !== undefined) return refuse(problem.code === 'ticket-incomplete' ? 'ticket-incomplete' : 'ticket-invalid', problem.message, `ticket.${problem.field ?? ''}`);
  if (surroundings.minute === null) return refuse('malformed-command', 'A ticket is sealed at a minute of the session’s clock.', 'surroundings.minute');
  const ticket = canonicalTicket(stated);
  const facts = collectFacts(state, ticket, surroundings, at);
  const verdict = evaluate(ruleSet, facts);
  const sealed: SessionEvent = { type: 'ticket-sealed', ticketId, ticket, stopAmount: readFacts(facts).stopAmount, at };
  const given: SessionEvent = { type: 'verdict-given', ticketId, verdict, at };
  const taken = takenTicket(ticket, surroundings.minute, at);
  if (verdict.outcome !== 'clear' || taken === null) return accept(sealed, given);
  return accept(sealed, given, { type: 'ticket-taken', ticketId, tradeId, taken, at });
}

/** Null for a ticket without a side, which cannot have been sealed. */
function takenTicket(ticket: Ticket, minute: number, at: Instant): TakenTicket | null {
  return ticket.side === null ? null : { at, minute, symbol: ticket.symbol, side: ticket.side, idea: ideaOf(ticket) };
}

/** The ticket if it is in one of these states; the refusal otherwise. */
function ticketIn(state: SessionState, ticketId: string, allowed: readonly TicketStatus[]): SessionTicket | { readonly ok: false; readonly refusal: TypedRefusal } {
  const ticket = own(state.tickets, ticketId);
  if (ticket === undefined) return refuse('ticket-unknown', 'There is no such ticket in this session.', 'ticketId');
  if (!allowed.includes(ticket.status)) return refuse('ticket-state', `The ticket is ${STATUS_WORDS[ticket.status]}.`, 'ticketId');
  return ticket;
}

const STATUS_WORDS: Readonly<Record<TicketStatus, string>> = {
  'blocked': 'blocked: override it or walk away',
  'cautioned': 'waiting: take it or walk away',
  'taken': 'already taken',
  'walked-away': 'closed: you walked away from it',
  'cancelled': 'cancelled',
};

function taking(ticket: SessionTicket, tradeId: string, at: Instant): SessionEvent | null {
  const minute = ticket.verdict.facts.find((fact) => fact.name === 'clock.minute')?.value;
  // A ticket counts where it was stated: the wait of an override does not move a morning ticket into the afternoon.
  const taken = typeof minute === 'number' ? takenTicket(ticket.ticket, minute, at) : null;
  return taken === null ? null : { type: 'ticket-taken', ticketId: ticket.id, tradeId, taken, at };
}

function take({ ticketId, tradeId, at }: CommandOf<'take-ticket'>, state: SessionState): Decision {
  const ticket = ticketIn(state, ticketId, ['cautioned']);
  if ('ok' in ticket) return ticket;
  if (knowsTrade(state, tradeId)) return refuse('id-taken', 'A trade with this id exists.', 'tradeId');
  if (isOutdated(ticket, state)) return refuse('verdict-outdated', 'The session moved on since this verdict: state the ticket again.', 'ticketId');
  const event = taking(ticket, tradeId, at);
  return event === null ? refuse('ticket-state', 'The ticket cannot be taken.', 'ticketId') : accept(event);
}

/** Another ticket was taken or a trade closed since the verdict: a brake may hold now that did not hold then. */
function isOutdated({ verdict }: SessionTicket, state: SessionState): boolean {
  const seen = (name: string): number => {
    const value = verdict.facts.find((fact) => fact.name === name)?.value;
    return Array.isArray(value) ? value.length : 0;
  };
  return seen('session.tickets') !== state.taken.length || seen('session.closedTrades') !== state.closed.length;
}

function override({ ticketId, tradeId, note, at }: CommandOf<'override-ticket'>, state: SessionState, ruleSet: CompiledRuleSet | null): Decision {
  const ticket = ticketIn(state, ticketId, ['blocked']);
  if ('ok' in ticket) return ticket;
  if (knowsTrade(state, tradeId)) return refuse('id-taken', 'A trade with this id exists.', 'tradeId');
  const from = ticket.overrideFrom ?? at;
  if (at < from) {
    const { refusal } = refuse('override-too-early', `${counted(Math.ceil((from - at) / 1000), 'second')} of the cool-down left.`, 'at');
    return { ok: false, refusal: { ...refusal, waitMs: from - at } };
  }
  const needed = neededNoteLength(ruleSet?.content.override ?? null);
  const length = noteLength(note);
  if (length < needed) return refuse('note-too-short', `The note has ${length} characters; an override takes ${needed}.`, 'note');
  if (isRepetition(note)) return refuse('note-says-nothing', 'The note repeats itself: write why you take this trade.', 'note');
  const event = taking(ticket, tradeId, at);
  if (event === null) return refuse('ticket-state', 'The ticket cannot be taken.', 'ticketId');
  return accept({ type: 'override', ticketId, note: note.trim(), servedSeconds: Math.floor((at - ticket.sealedAt) / 1000), at }, event);
}

function walkAway({ ticketId, note, at }: CommandOf<'walk-away'>, state: SessionState): Decision {
  const ticket = ticketIn(state, ticketId, ['blocked', 'cautioned']);
  return 'ok' in ticket ? ticket : accept({ type: 'walked-away', ticketId, note: note.trim(), at });
}

function cancel({ ticketId, reason, at }: CommandOf<'cancel-ticket'>, state: SessionState): Decision {
  const ticket = ticketIn(state, ticketId, ['blocked', 'cautioned', 'taken']);
  if ('ok' in ticket) return ticket;
  if (ticket.status === 'taken' && !state.open.some((trade) => trade.ticketId === ticketId)) {
    return refuse('ticket-state', 'Its trade is closed: a ticket that was traded cannot be cancelled.', 'ticketId');
  }
  return accept({ type: 'ticket-cancelled', ticketId, reason, at });
}

function knowsTrade(state: SessionState, tradeId: string): boolean {
  return state.open.some((trade) => trade.tradeId === tradeId) || state.closed.some((trade) => trade.tradeId === tradeId);
}

/** A trade that was taken in this session leaves it with its ticket, which says why. */
function dropCarried({ tradeId, at }: CommandOf<'drop-carried'>, state: SessionState): Decision {
  const trade = state.open.find((candidate) => candidate.tradeId === tradeId);
  if (trade === undefined || (trade.ticketId !== null && own(state.tickets, trade.ticketId) !== undefined)) {
    return refuse('trade-unknown', 'No such trade was carried into this session.', 'tradeId');
  }
  return accept({ type: 'carried-dropped', tradeId, at });
}

/** A ticket that was taken and cancelled is taken again, where it was: it counts from when it was taken first. */
function reinstate({ ticketId, tradeId, takenAt, why, at }: CommandOf<'reinstate-ticket'>, state: SessionState): Decision {
  const ticket = ticketIn(state, ticketId, ['cancelled']);
  if ('ok' in ticket) return ticket;
  if (ticket.verdict.outcome === 'soft-block' && ticket.override === null) return refuse('ticket-state', 'This ticket was blocked and never taken.', 'ticketId');
  if (takenAt > at) return refuse('ticket-state', 'The ticket was taken before now.', 'takenAt');
  if (knowsTrade(state, tradeId)) return refuse('id-taken', 'A trade with this id exists.', 'tradeId');
  const event = taking(ticket, tradeId, takenAt);
  if (event?.type !== 'ticket-taken') return refuse('ticket-state', 'The ticket cannot be taken.', 'ticketId');
  return accept({ type: 'ticket-reinstated', ticketId, tradeId, taken: event.taken, why, at });
}

function recordOutcome({ tradeId, netPnl, closedAt = Infinity, at }: CommandOf<'record-outcome'>, state: SessionState): Decision {
  const trade = state.open.find((candidate) => candidate.tradeId === tradeId);
  if (trade === undefined) {
    return knowsTrade(state, tradeId)
      ? refuse('trade-closed', 'The outcome of this trade is recorded; amend it instead.', 'tradeId')
      : refuse('trade-unknown', 'There is no such open trade in this session.', 'tradeId');
  }
  if (trade.stopAmount !== null && netPnl !== null && trade.stopAmount.currency !== netPnl.currency) {
    return refuse('currency-mismatch', `The trade is in ${trade.stopAmount.currency}.`, 'netPnl.currency');
  }
  const closed = { at: Math.min(closedAt, at), symbol: trade.symbol, netPnl: netPnl === null ? null : money(netPnl.amount, netPnl.currency), stopAmount: trade.stopAmount };
  return accept({ type: 'outcome-recorded', tradeId, closed, at });
}

function amend({ subject, id, field, from, to, why, at }: CommandOf<'amend'>, state: SessionState): Decision {
  const known = subject === 'ticket' ? own(state.tickets, id) !== undefined : subject === 'trade' ? knowsTrade(state, id) : id === state.sessionId;
  if (!known) return refuse(subject === 'trade' ? 'trade-unknown' : subject === 'ticket' ? 'ticket-unknown' : 'amendment-invalid', `There is no such ${subject} in this session.`, 'id');
  if (sameData(from, to)) return refuse('amendment-invalid', 'Nothing is changed.', 'to');
  if (subject === 'trade' && field === 'netPnl') {
    const before = state.closed.find((trade) => trade.tradeId === id)?.netPnl;
    if (before === undefined) return refuse('amendment-invalid', 'An open trade has no outcome to amend.', 'id');
    const corrected = asMoney(to);
    if (corrected === null) return refuse('amendment-invalid', 'A net P&L is an amount in minor units with its currency.', 'to');
    if (before !== null && corrected.currency !== before.currency) return refuse('currency-mismatch', `The trade is in ${before.currency}.`, 'to');
    if (!sameData(from, before)) return refuse('amendment-invalid', 'The value to amend is not the recorded one.', 'from');
  }
  return accept({ type: 'amendment', subject, id, field, from, to, why, at });
}

function asMoney(value: unknown): Money | null {
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('currency' in value)) return null;
  const { amount, currency } = value;
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || typeof currency !== 'string') return null;
  return money(amount, currency);
}
