import { describe, expect, test } from 'vitest';
import { closedTrade, given, judged } from '../testing/given.ts';
import { counterTrendBrake } from './counter-trend-brake.ts';

const afterLosses = (side: 'long' | 'short', ...results: readonly ReturnType<typeof closedTrade>[]) =>
  judged(counterTrendBrake, {}, given({ 'ticket.side': side, 'session.closedTrades': results }));

const full = closedTrade(-6000);

describe('counter-trend brake after two full-R losses', () => {
  test('given one full loss, a counter-trend ticket passes', () => {
    expect(afterLosses('short', full)).toMatchObject({ status: 'pass', reason: '1 full-R loss so far; the brake holds from 2.' });
  });
  test('given two, a counter-trend ticket misses for the rest of the session', () => {
    expect(afterLosses('short', full, full)).toMatchObject({
      status: 'miss', until: null, reason: '2 full-R losses today. A short is against the rising trend. The brake holds for the rest of the session.',
    });
  });
  test('given two, a ticket with the trend passes', () => {
    expect(afterLosses('long', full, full)).toMatchObject({ status: 'pass', reason: '2 full-R losses, and a long is not against the map.' });
  });
  test('a win in between does not release it', () => {
    expect(afterLosses('short', full, closedTrade(9000), full, closedTrade(12_000)).status).toBe('miss');
  });
  test('at a tolerance of 5 %, −0.95 R is a full loss and a cent less is not', () => {
    expect(afterLosses('short', full, closedTrade(-5700)).status).toBe('miss');
    expect(afterLosses('short', full, closedTrade(-5699)).status).toBe('pass');
  });
  test('a trade whose costs are not known may have lost a full R: then it cannot be judged', () => {
    expect(afterLosses('short', full, closedTrade(null)).status).toBe('insufficient');
  });
  test('a loss without a stop may have been a full one: then it cannot be judged', () => {
    expect(afterLosses('short', full, closedTrade(-100, 60, null))).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: 1 closed trade without a known stop or result may have lost a full R.' });
    expect(afterLosses('long', full, closedTrade(-100, 60, null)).status).toBe('pass');
    expect(afterLosses('short', full, full, closedTrade(-100, 60, null)).status).toBe('miss');
  });
  test('given no trend after two full losses, then it cannot be judged', () => {
    expect(judged(counterTrendBrake, {}, given({ 'map.trend': null, 'session.closedTrades': [full, full] })).status).toBe('insufficient');
  });
  test('given no trend and no losses, it passes: there is nothing to brake', () => {
    expect(judged(counterTrendBrake, {}, given({ 'map.trend': null })).status).toBe('pass');
  });
  test('given no record of closed trades, then it cannot be judged', () => {
    expect(judged(counterTrendBrake, {}, given({ 'session.closedTrades': null })).status).toBe('insufficient');
  });
  test('given a stale map after two full losses, then it cannot be judged', () => {
    expect(judged(counterTrendBrake, { maximumAgeMinutes: 20 }, given({ 'session.closedTrades': [full, full] }, { 'map.trend': 21 })).status).toBe('insufficient');
  });
});
