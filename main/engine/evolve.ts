/** What follows from what happened: the state of a session is the fold of its events. */
import type { AtrReading, Instant } from './model.ts';
import type { Money } from './money.ts';
import { own } from './own.ts';
import type { MarketMap, SessionEvent, SessionState, SessionTicket, StepDone } from './session.ts';

export const initialState: SessionState = {
  sessionId: null,
  accountId: null,
  date: null,
  zone: null,
  ruleSetHash: null,
  openedAt: null,
  steps: {},
  maps: {},
  tickets: {},
  sealing: null,
  taken: [],
  open: [],
  closed: [],
  atrReadings: {},
  lastAt: 0,
};

/** The state after one more event. Pure; an event about something unknown changes nothing but the time. */
export function evolve(state: SessionState, event: SessionEvent): SessionState {
  if (event.type === 'clock-jumped') return shifted(state, event.deltaMs, event.at);
  return { ...apply(state, event), lastAt: Math.max(state.lastAt, event.at) };
}

/** The state after a whole log. */
export function replay(events: readonly SessionEvent[], from: SessionState = initialState): SessionState {
  return events.reduce(evolve, from);
}

function apply(state: SessionState, event: Exclude<SessionEvent, { readonly type: 'clock-jumped' }>): SessionState {
  switch (event.type) {
    case 'session-opened': {
      const { sessionId, accountId, date, zone, ruleSetHash, at } = event;
      return { ...state, sessionId, accountId, date, zone, ruleSetHash, openedAt: at };
    }
    case 'rehab-step-done': {
      const done: StepDone = { content: event.content, seconds: event.seconds, at: event.at };
      return { ...state, steps: { ...state.steps, [event.content.step]: done } };
    }
    case 'market-map-saved':
      return withMap(state, event.map);
    case 'rules-adopted':
      return { ...state, ruleSetHash: event.ruleSetHash };
    case 'ticket-sealed':
      return { ...state, sealing: { ticketId: event.ticketId, ticket: event.ticket, stopAmount: event.stopAmount, at: event.at } };
    case 'verdict-given':
      return withVerdict(state, event);
    case 'ticket-taken': {
      const ticket = own(state.tickets, event.ticketId);
      const trade = { tradeId: event.tradeId, ticketId: event.ticketId, symbol: event.taken.symbol, side: event.taken.side, stopAmount: ticket?.stopAmount ?? null };
      return {
        ...withTicket(state, event.ticketId, { status: 'taken' }),
        taken: [...state.taken, { ...event.taken, ticketId: event.ticketId }],
        open: [...state.open, trade],
      };
    }
    case 'override':
      return withTicket(state, event.ticketId, { override: { note: event.note, at: event.at } });
    case 'walked-away':
      return withTicket(state, event.ticketId, { status: 'walked-away' });
    case 'ticket-cancelled':
      return {
        ...withTicket(state, event.ticketId, { status: 'cancelled' }),
        taken: state.taken.filter((taken) => taken.ticketId !== event.ticketId),
        open: state.open.filter((trade) => trade.ticketId !== event.ticketId),
      };
    case 'trade-carried':
      return { ...state, open: [...state.open.filter((trade) => trade.tradeId !== event.trade.tradeId), event.trade] };
    case 'carried-dropped':
      return { ...state, open: state.open.filter((trade) => trade.tradeId !== event.tradeId) };
    case 'ticket-reinstated': {
      const ticket = own(state.tickets, event.ticketId);
      const trade = { tradeId: event.tradeId, ticketId: event.ticketId, symbol: event.taken.symbol, side: event.taken.side, stopAmount: ticket?.stopAmount ?? null };
      return { ...withTicket(state, event.ticketId, { status: 'taken' }), taken: inOrder([...state.taken, { ...event.taken, ticketId: event.ticketId }]), open: [...state.open, trade] };
    }
    case 'outcome-recorded':
      return {
        ...state,
        open: state.open.filter((trade) => trade.tradeId !== event.tradeId),
        // A file may tell of a trade that closed before one that was recorded by hand.
        closed: inOrder([...state.closed, { ...event.closed, tradeId: event.tradeId }]),
      };
    case 'outcome-withdrawn':
      return { ...state, closed: state.closed.filter((trade) => trade.tradeId !== event.trade.tradeId), open: [...state.open, event.trade] };
    case 'amendment':
      // Only a corrected net P&L changes what the brakes see; Stop$ stays as it was sealed.
      if (event.subject !== 'trade' || event.field !== 'netPnl') return state;
      return { ...state, closed: state.closed.map((trade) => (trade.tradeId === event.id ? { ...trade, netPnl: event.to as Money } : trade)) };
  }
}

/** By time; what happened at the same instant stays as it was recorded. */
function inOrder<T extends { readonly at: Instant }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => a.at - b.at);
}

function withTicket(state: SessionState, ticketId: string, change: Partial<SessionTicket>): SessionState {
  const ticket = own(state.tickets, ticketId);
  if (ticket === undefined) return state;
  return { ...state, tickets: { ...state.tickets, [ticketId]: { ...ticket, ...change } } };
}

/** The sealed ticket enters the record with its verdict. It waits for the trader unless a clear verdict takes it at once. */
function withVerdict(state: SessionState, { ticketId, verdict, at }: Extract<SessionEvent, { readonly type: 'verdict-given' }>): SessionState {
  const { sealing } = state;
  if (sealing === null || sealing.ticketId !== ticketId) return state;
  const blocked = verdict.outcome === 'soft-block';
  const ticket: SessionTicket = {
    id: ticketId,
    ticket: sealing.ticket,
    verdict,
    sealedAt: sealing.at,
    status: blocked ? 'blocked' : 'cautioned',
    overrideFrom: blocked ? at + verdict.coolDownSeconds * 1000 : null,
    override: null,
    stopAmount: sealing.stopAmount,
  };
  return { ...state, sealing: null, tickets: { ...state.tickets, [ticketId]: ticket } };
}

function withMap(state: SessionState, map: MarketMap): SessionState {
  const maps = { ...state.maps, [map.symbol]: map };
  if (map.atr === null) return { ...state, maps };
  const readings = own(state.atrReadings, map.symbol) ?? [];
  const reading: AtrReading = { at: map.atrAt ?? map.at, atr: map.atr };
  const last = readings.at(-1);
  if (last !== undefined && last.at === reading.at && last.atr === reading.atr) return { ...state, maps };
  return { ...state, maps, atrReadings: { ...state.atrReadings, [map.symbol]: [...readings, reading] } };
}

/**
 * The clock was set by `delta`: every instant of the session moves with it, so that ages and remaining waits are what they
 * were. Setting the clock forward ends no cool-down early, and setting it back makes none longer.
 */
function shifted(state: SessionState, delta: number, at: Instant): SessionState {
  const move = (instant: Instant): Instant => instant + delta;
  const moveOrNull = (instant: Instant | null): Instant | null => (instant === null ? null : move(instant));
  const moveAt = <T extends { readonly at: Instant }>(item: T): T => ({ ...item, at: move(item.at) });
  const each = <T>(record: { readonly [key: string]: T }, change: (value: T) => T): { readonly [key: string]: T } =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
  return {
    ...state,
    openedAt: moveOrNull(state.openedAt),
    steps: each(state.steps as { readonly [step: string]: StepDone }, moveAt),
    maps: each(state.maps, (map) => ({ ...moveAt(map), atrAt: moveOrNull(map.atrAt) })),
    tickets: each(state.tickets, (ticket) => ({
      ...ticket,
      sealedAt: move(ticket.sealedAt),
      overrideFrom: moveOrNull(ticket.overrideFrom),
      override: ticket.override === null ? null : moveAt(ticket.override),
    })),
    sealing: state.sealing === null ? null : moveAt(state.sealing),
    taken: state.taken.map(moveAt),
    closed: state.closed.map(moveAt),
    atrReadings: each(state.atrReadings, (readings) => readings.map(moveAt)),
    lastAt: Math.max(move(state.lastAt), at),
  };
}
