import { describe, expect, test } from 'vitest';
import { closedTrade, given, judged, usd } from '../testing/given.ts';
import { dailyProfitLock } from './daily-profit-lock.ts';

const none = { r: null, percent: null, amount: null };
const after = (...trades: readonly ReturnType<typeof closedTrade>[]) => judged(dailyProfitLock, { ...none, r: '2' }, given({ 'session.closedTrades': trades }));

describe('daily profit lock at two R', () => {
  test('given less it passes', () => {
    expect(after(closedTrade(11_999))).toMatchObject({ status: 'pass', reason: 'The session’s profit has not reached 2 R.' });
  });
  test('given exactly two R it locks', () => {
    expect(after(closedTrade(12_000))).toMatchObject({ status: 'miss', reason: 'The session reached its profit lock of 2 R.', until: null });
  });
  test('it stays locked when some is given back', () => {
    expect(after(closedTrade(12_000), closedTrade(-6000)).status).toBe('miss');
  });
  test('a win without a stop leaves it open, a loss without one does not', () => {
    expect(after(closedTrade(100, 60, null)).status).toBe('insufficient');
    expect(after(closedTrade(-100, 60, null)).status).toBe('pass');
  });
  test('in money', () => {
    const at = (amount: number) => judged(dailyProfitLock, { ...none, amount: usd(12_000) }, given({ 'session.closedTrades': [closedTrade(amount)] })).status;
    expect([at(11_999), at(12_000)]).toEqual(['pass', 'miss']);
  });
  test('given no record of closed trades, then it cannot be judged', () => {
    expect(judged(dailyProfitLock, {}, given({ 'session.closedTrades': null })).status).toBe('insufficient');
  });
});
