import { describe, expect, test } from 'vitest';
import { given, judged, MINUTE, NOW } from '../testing/given.ts';
import { newsBlackout } from './news-blackout.ts';

const at = (minute: number | null, ...news: readonly number[]) =>
  judged(newsBlackout, { minutesBefore: 5, minutesAfter: 10 }, given({ 'clock.minute': minute, 'map.news': news.map((time) => ({ minute: time, label: 'CPI' })) }));

describe('news blackout of 5 minutes before and 10 after', () => {
  test('bites from five minutes before until ten after, the end excluded', () => {
    expect(at(594, 600).status).toBe('pass');
    expect(at(595, 600)).toMatchObject({ status: 'miss', until: NOW + 15 * MINUTE, reason: 'CPI at 10:00: 15 minutes of the blackout left.' });
    expect(at(609, 600)).toMatchObject({ status: 'miss', until: NOW + MINUTE });
    expect(at(610, 600).status).toBe('pass');
  });
  test('of several, the one that holds longest tells the end', () => {
    expect(at(600, 595, 604).until).toBe(NOW + 14 * MINUTE);
  });
  test('works over midnight, and in the evening before', () => {
    expect(at(1437, 1).status).toBe('miss');
    expect(at(-3, 1437).status).toBe('miss');
  });
  test('given a map without news times it passes', () => {
    expect(at(600)).toMatchObject({ status: 'pass', reason: 'No news times are mapped.' });
  });
  test('given no map or no time of day, then it cannot be judged', () => {
    expect(judged(newsBlackout, {}, given({ 'map.news': null })).status).toBe('insufficient');
    expect(at(null, 600).status).toBe('insufficient');
  });
});
