import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { stopRequired } from './stop-required.ts';

const ticket = (side: 'long' | 'short' | null, entry: string | null, stop: string | null) => judged(stopRequired, {}, given({ 'ticket.side': side, 'ticket.entry': entry, 'ticket.stop': stop }));

describe('stop required, on the right side', () => {
  test('a long’s stop below and a short’s stop above pass', () => {
    expect(ticket('long', '6000', '5999.75').status).toBe('pass');
    expect(ticket('short', '6000', '6000.25').status).toBe('pass');
  });
  test('a stop on the wrong side or at the entry misses', () => {
    expect(ticket('long', '6000', '6001')).toMatchObject({ status: 'miss', reason: 'The stop at 6001 is not below the entry of a long.' });
    expect(ticket('short', '6000', '5999').status).toBe('miss');
    expect(ticket('long', '6000', '6000').status).toBe('miss');
    expect(ticket('short', '6000', '6000.0').status).toBe('miss');
  });
  test('no stop is a miss, not a missing fact', () => {
    expect(ticket('long', '6000', null)).toMatchObject({ status: 'miss', reason: 'No stop is stated.' });
  });
  test('negative prices are prices', () => {
    expect(ticket('long', '-10', '-11').status).toBe('pass');
  });
  test('given no side or no entry, then it cannot be judged', () => {
    expect(ticket(null, '6000', '5994').status).toBe('insufficient');
    expect(ticket('long', null, '5994').status).toBe('insufficient');
  });
});
