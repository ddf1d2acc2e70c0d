import { expect, test } from 'vitest';
import { factLabel, factText } from './fact-text.ts';

test.each([
  ['clock.minute', 642, '10:42'],
  ['ticket.side', 'long', 'long'],
  ['ticket.stop', null, 'unknown'],
  ['ticket.targets', ['6024.75', '6030.25'], '6024.75 · 6030.25'],
  ['ticket.targets', [], 'none'],
  ['session.prepared', false, 'no'],
  ['account.equity', { amount: 2_500_000, currency: 'USD' }, '$25,000.00'],
  ['ticket.confirmations', { volume: true, 'candle-closed': false }, 'volume: yes, candle-closed: no'],
  ['map.news', [{ minute: 600, label: 'CPI' }], '10:00 CPI'],
  ['map.atrReadings', [{ at: 1, atr: '4.5' }, { at: 2, atr: '8.25' }], '4.5 → 8.25'],
  ['session.tickets', [{ at: 1, minute: 602, symbol: 'MES', side: 'long', idea: 'x' }], '10:02 MES long'],
  ['session.closedTrades', [{ at: 1, symbol: 'MES', netPnl: { amount: -6124, currency: 'USD' }, stopAmount: null }], 'MES −$61.24'],
  ['instrument', { symbol: 'MES', name: 'Micro E-mini S&P 500' }, 'MES'],
])('%s', (name, value, text) => {
  expect(factText(name, value)).toBe(text);
});

test('a fact of a later engine is still shown', () => {
  expect(factLabel('map.moon')).toBe('map.moon');
  expect(factText('map.moon', { phase: 'full', days: [1, 2] })).toBe('phase: full, days: 1 · 2');
});
