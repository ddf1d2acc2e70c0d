import { describe, expect, it } from 'vitest';
import { appState } from '../../preload/contract/state.ts';
import { ACCOUNT, bench, close, goodTicket, MINUTE, prepare, setUp } from './testing/bench.ts';

describe('from first run to a closed trade', () => {
  it('has nothing to show before setup, and says so', () => {
    const made = bench();
    const state = appState.parse(made.state());
    expect(state).toMatchObject({ profile: 'none', account: null, session: null, health: { status: 'ok' } });
    expect(state.instruments.length).toBeGreaterThan(30);
    expect(() => made.journal.getRules()).toThrow(/Set up an account/);
  });

  it('sets up once, however often it is asked', () => {
    const made = bench();
    const id = setUp(made);
    setUp(made);
    made.restart();
    setUp(made);
    expect(made.state().accounts.map((account) => account.id)).toEqual([id]);
    expect(made.journal.getRules().versions).toHaveLength(1);
    expect(() => made.journal.completeSetup({ account: { ...ACCOUNT, name: 'Another' }, symbols: ['MES'], template: 'empty', texts: {} })).toThrow(/set up already/);
  });

  it('takes a clear ticket at once, closes it, and knows its numbers', () => {
    const made = bench();
    const account = setUp(made);
    prepare(made);
    expect(appState.parse(made.state()).session).toMatchObject({ prepared: true, ticketsTaken: 0, ticketsLeft: { left: 5, cap: 6, golden: 'not-yet' } });
    const ticket = made.journal.sealTicket(goodTicket(account));
    expect(ticket.verdict.lines.filter((line) => line.status !== 'pass')).toEqual([]);
    expect(ticket).toMatchObject({ status: 'taken', verdict: { outcome: 'clear', grade: 'diamond' }, stopAmount: { amount: 6_000, currency: 'USD' } });
    made.time.advance(10 * MINUTE);
    const half = made.journal.exitTrade({ tradeId: ticket.tradeId ?? '', price: '6012', quantity: '1', fees: { amount: 124, currency: 'USD' } });
    expect(half).toMatchObject({ status: 'open', openQuantity: '1', grossPnl: { amount: 6_000 }, r: null });
    const trade = close(made, ticket, '6003', 124);
    expect(trade).toMatchObject({ status: 'closed', grossPnl: { amount: 7_500 }, fees: { amount: 248 }, netPnl: { amount: 7_252 }, r: '1.208667', exitPrice: '6007.5' });
    const stated = made.journal.stateTradeFacts({ tradeId: trade.id, mfe: { amount: 12_000, currency: 'USD' }, mae: { amount: -1_500, currency: 'USD' }, lesson: 'hold the second' });
    expect(stated).toMatchObject({ mfeR: '2', maeR: '-0.25', mfeErrorR: '0.75', exitEfficiency: '0.625', excursionProvenance: 'typed', lesson: 'hold the second' });
    const state = appState.parse(made.state());
    expect(state.session).toMatchObject({ ticketsTaken: 1, rToday: '1.208667', pnlToday: { amount: 7_252 }, open: [], ticketsLeft: { left: 4 } });
    expect(made.journal.verify()).toEqual({ events: 15, chain: 'intact', verdicts: { recomputed: 1, mismatched: 0 } });
    made.restart();
    expect(made.journal.getTrade({ tradeId: trade.id })).toEqual(stated);
    expect(made.journal.verify().chain).toBe('intact');
  });
});
