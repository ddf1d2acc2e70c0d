import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { maximumSize } from './maximum-size.ts';

const size = (quantity: string | null, params: Readonly<Record<string, unknown>> = {}) => judged(maximumSize, { maximum: '2', ...params }, given({ 'ticket.quantity': quantity }));

describe('maximum size of two', () => {
  test('under and exactly at the limit pass, the smallest step above misses', () => {
    expect(size('1').status).toBe('pass');
    expect(size('2')).toMatchObject({ status: 'pass', observed: '2', threshold: '2' });
    expect(size('2.0000000001')).toMatchObject({ status: 'miss', reason: 'A size of 2.0000000001 is above 2.' });
  });
  test('for other instruments it says that it is not for them', () => {
    expect(size('9', { symbols: ['MNQ'] })).toMatchObject({ status: 'pass', reason: 'This limit is not for MES.' });
    expect(size('9', { symbols: ['mes'] }).status).toBe('miss');
  });
  test('given no quantity or no instrument, then it cannot be judged', () => {
    expect(size(null).status).toBe('insufficient');
    expect(judged(maximumSize, {}, given({ instrument: null })).status).toBe('insufficient');
  });
});
