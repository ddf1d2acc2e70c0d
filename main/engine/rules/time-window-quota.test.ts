import { describe, expect, test } from 'vitest';
import { given, judged, takenAt } from '../testing/given.ts';
import { timeWindowQuota } from './time-window-quota.ts';

const at = (minute: number | null, ...taken: readonly number[]) =>
  judged(timeWindowQuota, { cutoff: 780, morning: 5, golden: 1 }, given({ 'clock.minute': minute, 'session.tickets': taken.map((when) => takenAt(when)) }));

const FIVE = [571, 580, 600, 620, 640];

describe('morning quota of five with one golden ticket from 13:00', () => {
  test('given four in the morning, the fifth of the morning passes', () => {
    expect(at(700, ...FIVE.slice(0, 4))).toMatchObject({ status: 'pass', reason: 'This is ticket 5 of 5 before 13:00.' });
  });
  test('given five in the morning, a sixth of the morning misses', () => {
    expect(at(700, ...FIVE)).toMatchObject({ status: 'miss', reason: 'The morning’s 5 tickets are spent.' });
  });
  test('given four in the morning, the golden ticket is usable', () => {
    expect(at(800, ...FIVE.slice(0, 4))).toMatchObject({ status: 'pass', reason: 'This is the golden ticket.' });
  });
  test('given five in the morning, the golden ticket is lost', () => {
    expect(at(800, ...FIVE)).toMatchObject({ status: 'miss', reason: 'The golden ticket is gone: 5 of 5 were spent in the morning.' });
  });
  test('given the golden ticket used, the next of the afternoon misses', () => {
    expect(at(830, 600, 790)).toMatchObject({ status: 'miss', reason: 'The golden ticket is used.' });
  });
  test('13:00 sharp is the afternoon, 12:59 the morning', () => {
    expect(at(780).reason).toBe('This is the golden ticket.');
    expect(at(779).reason).toBe('This is ticket 1 of 5 before 13:00.');
  });
  test('a ticket taken at 13:00 sharp is not one of the morning', () => {
    expect(at(790, ...FIVE.slice(0, 4), 780)).toMatchObject({ status: 'miss', reason: 'The golden ticket is used.' });
  });
  test('the evening before is part of the morning', () => {
    expect(at(-300, ...FIVE.map((minute) => minute - 1440)).status).toBe('miss');
  });
  test.each(['clock.minute', 'session.tickets'] as const)('given no %s, then it cannot be judged', (name) => {
    expect(judged(timeWindowQuota, {}, given({ [name]: null })).status).toBe('insufficient');
  });
});
