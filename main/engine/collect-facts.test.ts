import { describe, expect, test } from 'vitest';
import { collectFacts, isPrepared, openRisk } from './collect-facts.ts';
import { initialState } from './evolve.ts';
import { FACT_NAMES } from './facts.ts';
import type { SessionState, Surroundings } from './session.ts';
import { goodTicket, mes, NOW, usd } from './testing/given.ts';

const surroundings: Surroundings = { instrument: mes, equity: { value: usd(1_000_000), source: 'journal', asOf: NOW - 1000 }, minute: 600 };

const collected = (state: Partial<SessionState> = {}, ticket = goodTicket) => collectFacts({ ...initialState, ...state }, ticket, surroundings, NOW).values;

describe('facts of a session', () => {
  test('every fact is there, with its source', () => {
    const values = collected();
    expect(Object.keys(values).toSorted()).toEqual([...FACT_NAMES].toSorted());
    expect(values['clock.minute']).toEqual({ value: 600, source: 'clock', asOf: NOW });
    expect(values['account.equity']).toEqual({ value: usd(1_000_000), source: 'journal', asOf: NOW - 1000 });
    expect(values['map.trend']).toEqual({ value: null, source: 'map', asOf: null });
    expect(values['plan.size']).toEqual({ value: null, source: 'typed', asOf: null });
  });
  test('the map is that of the ticket’s instrument, the ATR as old as it was typed', () => {
    const map = { symbol: 'MES', trend: 'up', channel: 'none', levels: [], atr: '4', atrAt: NOW - 5000, news: [], at: NOW - 9000 } as const;
    const state = { maps: { MES: map }, atrReadings: { MES: [{ at: NOW - 5000, atr: '4' }] } };
    expect(collected(state)).toMatchObject({ 'map.trend': { value: 'up', asOf: NOW - 9000 }, 'map.atr': { value: '4', asOf: NOW - 5000 }, 'map.atrReadings': { value: [{ atr: '4' }] } });
    expect(collected(state, { ...goodTicket, symbol: 'constructor' })['map.trend']?.value).toBeNull();
  });
  test('a plan that is not stated is the entry; an idea that is not named is symbol, side and setup', () => {
    expect(collected()['ticket.plannedEntry']?.value).toBe('6000');
    expect(collected()['ticket.idea']?.value).toBe('mes long pullback');
    expect(collected({}, { ...goodTicket, plannedEntry: '5999', idea: ' Open  Drive ' })).toMatchObject({ 'ticket.plannedEntry': { value: '5999' }, 'ticket.idea': { value: 'open drive' } });
  });
  test('ids of the journal stay out of the facts', () => {
    const taken = { at: NOW, minute: 600, symbol: 'MES', side: 'long', idea: 'x', ticketId: 't1' } as const;
    const closed = { at: NOW, symbol: 'MES', netPnl: usd(1), stopAmount: null, tradeId: 'r1' } as const;
    const values = collected({ taken: [taken], closed: [closed] });
    expect(values['session.tickets']?.value).toEqual([{ at: NOW, minute: 600, symbol: 'MES', side: 'long', idea: 'x' }]);
    expect(values['session.closedTrades']?.value).toEqual([{ at: NOW, symbol: 'MES', netPnl: usd(1), stopAmount: null }]);
  });
});

test('open risk: the sum, nothing when nothing is open, unknown with a trade without a stop or in another currency', () => {
  const trade = (amount: number | null, currency = 'USD') => ({ tradeId: 'x', ticketId: null, symbol: 'MES', side: 'long', stopAmount: amount === null ? null : { amount, currency } }) as const;
  expect(openRisk([trade(6000), trade(500)], 'USD')).toEqual(usd(6500));
  expect(openRisk([], 'USD')).toEqual(usd(0));
  expect(openRisk([trade(6000), trade(null)], 'USD')).toBeNull();
  expect(openRisk([trade(1, 'EUR')], 'USD')).toBeNull();
  expect(openRisk([], null)).toBeNull();
});

test('a session without steps is not prepared', () => {
  expect(isPrepared(initialState)).toBe(false);
});
