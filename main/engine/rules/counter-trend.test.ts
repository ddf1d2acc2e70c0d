import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { counterTrend } from './counter-trend.ts';

describe('counter-trend', () => {
  test.each([
    ['long', 'up', 'none', 'pass'],
    ['short', 'down', 'none', 'pass'],
    ['long', 'down', 'none', 'miss'],
    ['short', 'up', 'none', 'miss'],
    ['long', 'up', 'buying', 'pass'],
    ['long', 'up', 'selling', 'miss'],
    ['short', 'down', 'selling', 'pass'],
    ['short', 'down', 'buying', 'miss'],
    ['long', 'range', 'none', 'miss'],
    ['short', 'range', 'none', 'miss'],
  ] as const)('given a %s in trend %s and channel %s: %s', (side, trend, channel, status) => {
    expect(judged(counterTrend, {}, given({ 'ticket.side': side, 'map.trend': trend, 'map.channel': channel })).status).toBe(status);
  });
  test('says what it is against', () => {
    expect(judged(counterTrend, {}, given({ 'ticket.side': 'short' }))).toMatchObject({ observed: 'short: rising trend, no channel', threshold: 'with the map', reason: 'A short is against the rising trend.' });
    expect(judged(counterTrend, {}, given({ 'map.channel': 'selling' })).reason).toBe('A long is against the selling channel.');
  });
  test('a range is against nobody where the parameter says so', () => {
    expect(judged(counterTrend, { rangeIsCounter: false }, given({ 'map.trend': 'range' })).status).toBe('pass');
  });
  test('judges by channel alone or by trend alone', () => {
    expect(judged(counterTrend, { trend: false }, given({ 'map.trend': 'down' })).status).toBe('pass');
    expect(judged(counterTrend, { channel: false }, given({ 'map.channel': 'selling' })).status).toBe('pass');
  });
  test.each([
    ['map.trend', 'Cannot be judged: the trend is not mapped.'],
    ['map.channel', 'Cannot be judged: the channel is not mapped.'],
    ['ticket.side', 'Cannot be judged: the side is not stated.'],
  ] as const)('given no %s, then it cannot be judged', (name, reason) => {
    expect(judged(counterTrend, {}, given({ [name]: null }))).toMatchObject({ status: 'insufficient', reason });
  });
  test('a known channel against the ticket bites although the trend is not known', () => {
    expect(judged(counterTrend, {}, given({ 'map.trend': null, 'map.channel': 'selling' })).status).toBe('miss');
  });
  test('given a map of exactly the age allowed it is fresh; a minute more and it is stale', () => {
    const aged = (minutes: number) => judged(counterTrend, { maximumAgeMinutes: 30 }, given({}, { 'map.trend': minutes }));
    expect(aged(30).status).toBe('pass');
    expect(aged(31)).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: the mapped trend is 31 minutes old, more than 30 minutes.' });
  });
  test('given a map from ahead of the clock, then it cannot be judged', () => {
    expect(judged(counterTrend, { maximumAgeMinutes: 30 }, given({}, { 'map.channel': -1 })).status).toBe('insufficient');
  });
});
