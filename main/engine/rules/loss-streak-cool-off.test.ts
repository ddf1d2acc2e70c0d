import { describe, expect, test } from 'vitest';
import { closedTrade, given, judged, MINUTE, NOW } from '../testing/given.ts';
import { lossStreakCoolOff } from './loss-streak-cool-off.ts';

const after = (...trades: readonly ReturnType<typeof closedTrade>[]) => judged(lossStreakCoolOff, { losses: 3, minutes: 30 }, given({ 'session.closedTrades': trades }));

describe('three straight losses, thirty minutes away', () => {
  test('given a trade whose costs are not known, then it cannot be judged while it may make the third', () => {
    expect(after(closedTrade(-100, 20), closedTrade(-100, 15), closedTrade(null, 10))).toMatchObject({ status: 'insufficient', reason: expect.stringContaining('net P&L') });
    expect(after(closedTrade(-100, 50), closedTrade(-100, 45), closedTrade(null, 30)).status).toBe('pass');
    expect(after(closedTrade(-100, 20), closedTrade(null, 15)).status).toBe('pass');
    expect(after(closedTrade(null, 60), closedTrade(-100, 20), closedTrade(-100, 15), closedTrade(-100, 10)).status).toBe('miss');
  });
  test('given two straight losses it passes', () => {
    expect(after(closedTrade(-10, 20), closedTrade(-10, 5))).toMatchObject({ status: 'pass', observed: '2 straight losses' });
  });
  test('given three, the last ten minutes ago, it misses until thirty minutes after the last', () => {
    expect(after(closedTrade(-10, 40), closedTrade(-10, 20), closedTrade(-10, 10))).toMatchObject({
      status: 'miss', until: NOW + 20 * MINUTE, reason: '3 straight losses: 30 minutes away, 20 minutes left.',
    });
  });
  test('given exactly thirty minutes since the last, it lets go; a millisecond earlier it holds', () => {
    const three = [closedTrade(-10, 60), closedTrade(-10, 50), closedTrade(-10, 30)] as const;
    expect(after(...three).status).toBe('pass');
    expect(after(three[0], three[1], { ...three[2], at: three[2].at + 1 }).status).toBe('miss');
  });
  test('a win ends a streak, a break-even trade does not', () => {
    expect(after(closedTrade(-10, 40), closedTrade(-10, 20), closedTrade(5, 15), closedTrade(-10, 1)).status).toBe('pass');
    expect(after(closedTrade(-10, 40), closedTrade(-10, 20), closedTrade(0, 15), closedTrade(-10, 1)).status).toBe('miss');
  });
  test('a fourth loss starts the wait again', () => {
    expect(after(closedTrade(-10, 90), closedTrade(-10, 80), closedTrade(-10, 70), closedTrade(-10, 1)).until).toBe(NOW + 29 * MINUTE);
  });
  test('given no record of closed trades, then it cannot be judged', () => {
    expect(judged(lossStreakCoolOff, {}, given({ 'session.closedTrades': null })).status).toBe('insufficient');
  });
});
