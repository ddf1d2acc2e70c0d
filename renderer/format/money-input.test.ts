import { describe, expect, test } from 'vitest';
import { moneyToTyped, readMoney } from './money-input.ts';

describe('readMoney', () => {
  test.each([
    ['60', 6000], ['60.00', 6000], ['$1,250.50', 125_050], ['-15', -1500], ['−12.5', -1250], ['.62', 62], ['0', 0], ['12 USD', 1200], ['1 250.5', 125_050],
  ])('reads %s', (typed, amount) => {
    expect(readMoney(typed, 'USD')).toEqual({ kind: 'money', value: { amount, currency: 'USD' } });
  });

  test('tells nothing typed from zero', () => {
    expect(readMoney('  ', 'USD')).toEqual({ kind: 'empty' });
  });

  test.each([['abc', /60\.00/], ['1,250', /thousands/], ['0.001', /2 decimals/], ['99999999999999999', /60\.00|too large/], ['1e5', /60\.00/]])('refuses %s with a reason', (typed, reason) => {
    const reading = readMoney(typed, 'USD');
    expect(reading).toMatchObject({ kind: 'problem', message: expect.stringMatching(reason) });
  });

  test('follows the currency’s own decimals', () => {
    expect(readMoney('5000', 'JPY')).toEqual({ kind: 'money', value: { amount: 5000, currency: 'JPY' } });
    expect(readMoney('50.5', 'JPY')).toMatchObject({ kind: 'problem', message: 'JPY has no decimals' });
  });
});

describe('moneyToTyped', () => {
  test('is what readMoney reads back, and empty for unknown', () => {
    for (const amount of [0, 62, -1500, 123_456_789]) expect(readMoney(moneyToTyped({ amount, currency: 'USD' }), 'USD')).toEqual({ kind: 'money', value: { amount, currency: 'USD' } });
    expect(moneyToTyped(null)).toBe('');
  });
});
