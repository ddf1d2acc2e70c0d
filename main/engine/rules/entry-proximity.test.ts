import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { entryProximity } from './entry-proximity.ts';

const planned = (plannedEntry: string | null, stop: string | null = '5990') => judged(entryProximity, {}, given({ 'ticket.plannedEntry': plannedEntry, 'ticket.stop': stop }));

describe('entry at most 15 % of the stop distance away from plan', () => {
  test('exactly 15 % passes, on either side of the plan', () => {
    expect(planned('5998.5')).toMatchObject({ status: 'pass', observed: '15 %', threshold: '15 % of the stop distance' });
    expect(planned('6001.5').status).toBe('pass');
  });
  test('a tick further misses', () => {
    expect(planned('5998.25')).toMatchObject({ status: 'miss', reason: 'The entry is 1.75 points away from the plan, 17.5 % of the stop distance.' });
  });
  test('the plan itself passes', () => {
    expect(planned('6000')).toMatchObject({ status: 'pass', reason: 'The entry is the plan.' });
  });
  test('given no plan, no stop, or no stop distance, then it cannot be judged', () => {
    expect(planned(null).status).toBe('insufficient');
    expect(planned('6000', null).status).toBe('insufficient');
    expect(planned('6000', '6000').status).toBe('insufficient');
  });
});
