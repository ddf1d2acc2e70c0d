import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { allowedSetups } from './allowed-setups.ts';

const allowed = (setup: string | null, ...setups: readonly string[]) => judged(allowedSetups, { setups }, given({ 'ticket.setup': setup }));

describe('allowed setups', () => {
  test('one of the playbook passes, whatever the letters’ case and the spaces', () => {
    expect(allowed('Pullback  to EMA', 'pullback to ema').status).toBe('pass');
  });
  test('another one misses', () => {
    expect(allowed('hunch', 'pullback')).toMatchObject({ status: 'miss', observed: 'hunch', threshold: 'pullback' });
  });
  test('an empty playbook allows nothing', () => {
    expect(allowed('pullback').status).toBe('miss');
  });
  test('given no setup, then it cannot be judged', () => {
    expect(allowed(null, 'pullback')).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: no setup is named.' });
    expect(allowed('', 'pullback').status).toBe('insufficient');
  });
});
