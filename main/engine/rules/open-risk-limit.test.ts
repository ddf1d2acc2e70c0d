import { describe, expect, test } from 'vitest';
import { given, judged, usd } from '../testing/given.ts';
import { openRiskLimit } from './open-risk-limit.ts';

// The ticket risks 60.00.
const withOpen = (open: number) => judged(openRiskLimit, { percent: '2' }, given({ 'session.openRisk': usd(open), 'account.equity': usd(1_000_000) }));

describe('open risk of at most 2 % of equity', () => {
  test('given the sum exactly at the limit it passes', () => {
    expect(withOpen(14_000)).toMatchObject({ status: 'pass', observed: '200.00 USD' });
  });
  test('given a cent more it misses', () => {
    expect(withOpen(14_001)).toMatchObject({ status: 'miss', reason: 'Open risk with this ticket of 200.01 USD is above 200.00 USD (2 % of equity).' });
  });
  test('given an amount it is judged in money', () => {
    expect(judged(openRiskLimit, { percent: null, amount: usd(6000) }, given()).status).toBe('pass');
    expect(judged(openRiskLimit, { percent: null, amount: usd(5999) }, given()).status).toBe('miss');
  });
  test.each(['session.openRisk', 'ticket.stop', 'ticket.quantity', 'account.equity'] as const)('given no %s, then it cannot be judged', (name) => {
    expect(judged(openRiskLimit, {}, given({ [name]: null })).status).toBe('insufficient');
  });
  test('given open risk in another currency, then it cannot be judged', () => {
    expect(judged(openRiskLimit, {}, given({ 'session.openRisk': { amount: 5, currency: 'EUR' } })).status).toBe('insufficient');
  });
});
