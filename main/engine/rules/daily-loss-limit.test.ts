import { describe, expect, test } from 'vitest';
import { closedTrade, given, judged, usd } from '../testing/given.ts';
import { dailyLossLimit } from './daily-loss-limit.ts';

type Closed = ReturnType<typeof closedTrade>;
const none = { r: null, percent: null, amount: null };
const inR = (r: string, ...trades: readonly Closed[]) => judged(dailyLossLimit, { ...none, r }, given({ 'session.closedTrades': trades }));
const inMoney = (amount: number, ...trades: readonly Closed[]) => judged(dailyLossLimit, { ...none, amount: usd(amount) }, given({ 'session.closedTrades': trades }));

describe('daily loss limit', () => {
  test('in R: under the limit passes, exactly at it misses', () => {
    expect(inR('3', closedTrade(-6000), closedTrade(-6000), closedTrade(-5999))).toMatchObject({ status: 'pass', observed: '-3 R' });
    expect(inR('3', closedTrade(-6000), closedTrade(-6000), closedTrade(-6000))).toMatchObject({ status: 'miss', reason: 'The session reached its loss limit of 3 R.' });
  });
  test('in R: thirds add up exactly', () => {
    expect(inR('1', closedTrade(-1, 60, 3), closedTrade(-1, 60, 3), closedTrade(-1, 60, 3)).status).toBe('miss');
    expect(inR('1', closedTrade(-100, 60, 300), closedTrade(-100, 60, 300), closedTrade(-199, 60, 600)).status).toBe('pass');
  });
  test('in money: under passes, exactly at it misses', () => {
    expect(inMoney(10_000, closedTrade(-9999)).status).toBe('pass');
    expect(inMoney(10_000, closedTrade(-10_000))).toMatchObject({ status: 'miss', observed: '-100.00 USD', threshold: '100.00 USD' });
  });
  test('in per cent of equity', () => {
    const at = (loss: number) => judged(dailyLossLimit, { ...none, percent: '1' }, given({ 'session.closedTrades': [closedTrade(loss)], 'account.equity': usd(1_000_000) })).status;
    expect(at(-9999)).toBe('pass');
    expect(at(-10_000)).toBe('miss');
  });
  test('once reached it stays reached: winning some of it back does not open the day again', () => {
    expect(inMoney(10_000, closedTrade(-10_000), closedTrade(8000)).status).toBe('miss');
    expect(inR('1', closedTrade(-6000), closedTrade(60_000)).status).toBe('miss');
  });
  test('a loss without a stop leaves R open: then it cannot be judged', () => {
    expect(inR('3', closedTrade(-6000, 60, null))).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: the R of 1 closed trade is not known.' });
  });
  test('a win without a stop only helps: far from the limit it passes', () => {
    expect(inR('3', closedTrade(6000, 60, null), closedTrade(-6000)).status).toBe('pass');
    expect(inR('1', closedTrade(6000, 60, null), closedTrade(-6000)).status).toBe('insufficient');
  });
  test('a trade whose costs are not known leaves both open; what was reached before it stays reached', () => {
    expect(inR('3', closedTrade(null))).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: the R of 1 closed trade is not known.' });
    expect(inMoney(10_000, closedTrade(60_000), closedTrade(null))).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: the net P&L of 1 closed trade is not known.' });
    expect(inMoney(10_000, closedTrade(-10_000), closedTrade(null)).status).toBe('miss');
    expect(inR('1', closedTrade(-6000), closedTrade(null)).status).toBe('miss');
  });
  test('given no trades at all it passes', () => {
    expect(inR('3').status).toBe('pass');
  });
  test('given no record of closed trades, no equity, or mixed currencies, then it cannot be judged', () => {
    expect(judged(dailyLossLimit, {}, given({ 'session.closedTrades': null })).status).toBe('insufficient');
    expect(judged(dailyLossLimit, { ...none, percent: '1' }, given({ 'account.equity': null })).status).toBe('insufficient');
    expect(inMoney(10_000, closedTrade(-1), { ...closedTrade(-1), netPnl: { amount: -1, currency: 'EUR' } }).status).toBe('insufficient');
  });
  test('several limits: a broken one bites although another cannot be judged', () => {
    const facts = given({ 'session.closedTrades': [closedTrade(-10_000, 60, null)] });
    expect(judged(dailyLossLimit, { ...none, r: '3', amount: usd(10_000) }, facts).status).toBe('miss');
    expect(judged(dailyLossLimit, { ...none, r: '3', amount: usd(10_001) }, facts).status).toBe('insufficient');
  });
});
