import { describe, expect, test } from 'vitest';
import type { Emotion } from '../model.ts';
import { given, judged } from '../testing/given.ts';
import { emotionFilter } from './emotion-filter.ts';

const feeling = (emotion: Emotion | null, quantity: string | null, planSize: string | null = '3', params: Readonly<Record<string, unknown>> = {}) =>
  judged(emotionFilter, params, given({ 'ticket.emotion': emotion, 'ticket.quantity': quantity, 'plan.size': planSize }));

describe('fear or chatter: half size', () => {
  test('calm takes full size, and needs no plan', () => {
    expect(feeling('calm', '3').status).toBe('pass');
    expect(feeling('calm', '3', null).status).toBe('pass');
  });
  test('exactly half passes, a step more misses', () => {
    expect(feeling('fear', '1.5')).toMatchObject({ status: 'pass', threshold: '1.5 (half size)' });
    expect(feeling('chatter', '2')).toMatchObject({ status: 'miss', observed: 'chatter, size 2', reason: 'Chatter is felt: half size; 2 is above 1.5.' });
  });
  test('half of one contract is no contract', () => {
    expect(feeling('fear', '1', '1').status).toBe('miss');
  });
  test('a factor of nothing allows no entry of any size', () => {
    expect(feeling('revenge', '1', null, { cuts: [{ emotion: 'revenge', factor: '0' }] })).toMatchObject({ status: 'miss', threshold: 'no entry' });
  });
  test('given no emotion, or a cut without plan or quantity, then it cannot be judged', () => {
    expect(feeling(null, '1')).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: no emotion is stated.' });
    expect(feeling('fear', '1', null).status).toBe('insufficient');
    expect(feeling('fear', null).status).toBe('insufficient');
  });
});
