import { describe, expect, test } from 'vitest';
import { given, judged, usd } from '../testing/given.ts';
import { riskPerTrade } from './risk-per-trade.ts';

// Six points of MES are 30.00 a contract.
const size = (quantity: string, params: Readonly<Record<string, unknown>> = {}, equity = 600_000) =>
  judged(riskPerTrade, params, given({ 'ticket.quantity': quantity, 'account.equity': usd(equity) }));

describe('risk per trade', () => {
  test('given exactly 1 % of equity it passes', () => {
    expect(size('2')).toMatchObject({ status: 'pass', observed: '60.00 USD', threshold: '60.00 USD (1 % of equity)' });
  });
  test('given a cent less of equity it misses', () => {
    expect(size('2', {}, 599_999)).toMatchObject({ status: 'miss', reason: 'Risk of 60.00 USD is above 59.99 USD (1 % of equity).' });
  });
  test('given an amount, the tighter of the two bites', () => {
    expect(size('2', { amount: usd(5999) })).toMatchObject({ status: 'miss', threshold: '59.99 USD' });
    expect(size('2', { amount: usd(6000) }).status).toBe('pass');
  });
  test('given only an amount, equity is not needed', () => {
    expect(judged(riskPerTrade, { percent: null, amount: usd(6000) }, given({ 'account.equity': null })).status).toBe('pass');
  });
  test('above one sixth of equity the miss is critical, whatever the rule’s severity; at one sixth it is not', () => {
    const ceiling = { percent: '100', ceilingParts: 6 };
    expect(size('2', ceiling, 36_000)).toMatchObject({ status: 'pass', severity: null });
    expect(size('2', ceiling, 35_999)).toMatchObject({ status: 'miss', severity: 'critical', threshold: 'one part in 6 of equity' });
  });
  test('given no stop, no quantity, no instrument or no equity, then it cannot be judged', () => {
    for (const name of ['ticket.stop', 'ticket.quantity', 'instrument', 'account.equity', 'ticket.entry'] as const) {
      expect(judged(riskPerTrade, {}, given({ [name]: null })), name).toMatchObject({ status: 'insufficient' });
    }
  });
  test('a ceiling needs equity, whatever other limit holds', () => {
    expect(judged(riskPerTrade, { percent: null, amount: usd(6000), ceilingParts: 6 }, given({ 'account.equity': null })).status).toBe('insufficient');
  });
  test('given equity in another currency, then it cannot be judged', () => {
    expect(judged(riskPerTrade, {}, given({ 'account.equity': { amount: 1_000_000, currency: 'EUR' } }))).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: equity is in EUR, the amount in USD.' });
  });
  test('given equity of nothing or less, any risk misses', () => {
    expect(size('1', {}, 0).status).toBe('miss');
    expect(size('1', {}, -5).status).toBe('miss');
  });
  test('a rule without any limit is no rule', () => {
    expect(riskPerTrade.parse({ percent: null, amount: null, ceilingParts: null }).ok).toBe(false);
  });
});
