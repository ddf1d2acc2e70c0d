import { describe, expect, test } from 'vitest';
import { sampleOpenTrade } from '../../testing/sample-journal.ts';
import { anyTrade, matches, narrows, type TradeMark } from './trade-filter.ts';

const open = sampleOpenTrade(false);
const usd = (amount: number) => ({ amount, currency: 'USD' });
const closed = { ...open, status: 'closed' as const, netPnl: usd(500), mfe: usd(600), mae: usd(0), note: 'Held through the pullback', lesson: 'Let it work' };
const has = (trade: typeof closed | typeof open, mark: TradeMark) => matches(trade, { mark, text: '' });

describe('marks', () => {
  test('won, lost and break-even are apart, and an open trade is none of them', () => {
    expect([has(closed, 'won'), has(closed, 'lost'), has(closed, 'even')]).toEqual([true, false, false]);
    expect(has({ ...closed, netPnl: usd(-1) }, 'lost')).toBe(true);
    expect(has({ ...closed, netPnl: usd(0) }, 'even')).toBe(true);
    expect([has(open, 'won'), has(open, 'lost'), has(open, 'even')]).toEqual([false, false, false]);
  });

  test('bypass, overridden and incomplete', () => {
    expect(has({ ...closed, ticketId: null }, 'bypass')).toBe(true);
    expect(has(closed, 'bypass')).toBe(false);
    expect(has({ ...closed, overridden: true }, 'overridden')).toBe(true);
    expect(has({ ...closed, mae: null }, 'incomplete')).toBe(true);
    expect([has(closed, 'incomplete'), has(open, 'incomplete')]).toEqual([false, false]);
  });
});

describe('words', () => {
  test('all of them must occur, in any case and any place', () => {
    expect(matches(closed, { mark: 'any', text: 'PULLBACK mes work' })).toBe(true);
    expect(matches(closed, { mark: 'any', text: 'pullback zebra' })).toBe(false);
    expect(matches(closed, { mark: 'any', text: '   ' })).toBe(true);
  });
});

test('only words and marks narrow the list here; dates and status are the journal’s to answer', () => {
  expect(narrows(anyTrade)).toBe(false);
  expect(narrows({ ...anyTrade, status: 'open', from: '2026-11-01' })).toBe(false);
  expect(narrows({ ...anyTrade, text: 'a' })).toBe(true);
  expect(narrows({ ...anyTrade, mark: 'won' })).toBe(true);
});
