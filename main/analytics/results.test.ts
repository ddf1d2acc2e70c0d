import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../engine/money.ts';
import { maximumDrawdown } from './equity.ts';
import { resultsOf } from './results.ts';
import { deviationOf, meanOf, sqnOf } from './sample.ts';
import { rOf, type TradeRow } from './trade-row.ts';
import { START, tradeRow, tradesOfR } from './testing/rows.ts';

const round = (value: string | null, places: number): number | null => (value === null ? null : Number(Number(value).toFixed(places)));

describe('reference numbers', () => {
  test('R 0.86, 4.40, −0.72, 0.44, 1.57, 1.13, −1.70, −0.58: expectancy 0.675, deviation 1.86, SQN 1.028', () => {
    const trades = tradesOfR(0.86, 4.4, -0.72, 0.44, 1.57, 1.13, -1.7, -0.58);
    const { expectancy, sqn } = resultsOf(trades);
    expect(expectancy).toEqual({ value: '0.675', sample: 8, leftOut: 0 });
    expect(round(deviationOf(trades.map(rOf)).value, 2)).toBe(1.86);
    expect(round(sqn.value, 3)).toBe(1.028);
    expect(sqn.reliable).toBe(false);
  });
  test('SQN 1.3229 and 4.3657', () => {
    expect(round(resultsOf(tradesOfR(1, -0.5, 2, -1, 0.5, 1.5, -0.5, 1)).sqn.value, 4)).toBe(1.3229);
    expect(round(resultsOf(tradesOfR(1, 0.5, 2, 1.5, 0.8)).sqn.value, 4)).toBe(4.3657);
  });
  test('P&L 100, 200, 50, −150, 300, −100, 80, −30: expectancy 56.25, profit factor 2.6071', () => {
    const results = resultsOf([100, 200, 50, -150, 300, -100, 80, -30].map((dollars) => tradeRow(dollars * 100)));
    expect(results).toMatchObject({ trades: 8, wins: 5, losses: 3, breakEven: 0, winRate: '0.625', netPnl: 45_000, meanPnl: '5625', profitFactor: '2.607143' });
    expect(round(results.payoff, 4)).toBe(1.5643);
  });
  test('balances 100, 120, 80, 110: drawdown 40, which is 33.33 %', () => {
    const trades = [2000, -4000, 3000].map((amount) => tradeRow(amount));
    const drawdown = maximumDrawdown(trades, 10_000);
    expect(drawdown).toEqual({ amount: 4000, r: '0.4', share: '0.333333', at: trades[1]?.exitAt });
  });
});

const FILE = new URL('../../../shared/data/tradovate/performance-mes-2025.csv', import.meta.url);
const present = existsSync(FILE);

describe.skipIf(!present)(`221 real pairs of fills${present ? '' : ' (skipped: ../shared/data is not there)'}`, () => {
  test('91 wins, 125 losses, 5 even, −140.00, profit factor 0.97058, drawdown 1,400.00', () => {
    const trades = readFileSync(FILE, 'utf8').trim().split(/\r?\n/).slice(1).map((line, index): TradeRow => {
      const cells = line.match(/("[^"]*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '').replaceAll('"', '')) ?? [];
      const text = cells[9] ?? '';
      const cents = Math.round(Number(text.replaceAll(/[$(),]/g, '')) * 100) * (text.includes('(') ? -1 : 1);
      const [bought, sold] = [cells[10], cells[11]].map((cell) => Date.parse(`${cell}Z`));
      return tradeRow(cents, { id: String(index).padStart(4, '0'), exitAt: Math.max(bought ?? 0, sold ?? 0) });
    });
    const results = resultsOf(trades);
    expect(results).toMatchObject({ trades: 221, wins: 91, losses: 125, breakEven: 5, netPnl: -14_000 });
    expect(round(results.profitFactor, 5)).toBe(0.97058);
    expect(maximumDrawdown(trades, null)).toMatchObject({ amount: 140_000, share: null });
  });
});

describe('what is unknown stays unknown', () => {
  test('no trades', () => {
    expect(resultsOf([])).toMatchObject({ trades: 0, winRate: null, payoff: null, profitFactor: null, meanPnl: null, expectancy: { value: null, sample: 0 }, sqn: { value: null, reliable: false } });
    expect(maximumDrawdown([], 1000)).toEqual({ amount: 0, r: '0', share: '0', at: null });
  });
  test('no losses: no profit factor and no payoff; only break-even: no win rate', () => {
    expect(resultsOf([tradeRow(100)])).toMatchObject({ winRate: '1', profitFactor: null, payoff: null });
    expect(resultsOf([tradeRow(0)])).toMatchObject({ breakEven: 1, winRate: null });
  });
  test('no wins: a profit factor of nothing, and no payoff', () => {
    expect(resultsOf([tradeRow(-100)])).toMatchObject({ winRate: '0', profitFactor: '0', payoff: null });
  });
  test('trades without a stop are left out of R, and counted as left out', () => {
    expect(resultsOf([tradeRow(10_000), tradeRow(500, { stopAmount: null })]).expectancy).toEqual({ value: '1', sample: 1, leftOut: 1 });
  });
  test('trades without MFE are left out of MFE-Error-R', () => {
    expect(resultsOf([tradeRow(10_000, { mfe: money(25_000, 'USD') }), tradeRow(500)]).meanMfeErrorR).toEqual({ value: '1.5', sample: 1, leftOut: 1 });
  });
  test('one R has no spread, equal ones have no SQN, thirty are enough to lean on', () => {
    expect(sqnOf(['1'])).toMatchObject({ value: null, sample: 1 });
    expect(sqnOf(['1', '1'])).toMatchObject({ value: null });
    expect(sqnOf(Array.from({ length: 30 }, (_, index) => String(index % 3))).reliable).toBe(true);
  });
  test('several currencies have no sum', () => {
    expect(() => resultsOf([tradeRow(1), tradeRow(1, { netPnl: money(1, 'EUR') })])).toThrow(RangeError);
  });
});

describe('drawdown', () => {
  test('a loss at the beginning is a drawdown from the start', () => {
    expect(maximumDrawdown([tradeRow(-5000)], 100_000)).toMatchObject({ amount: 5000, share: '0.05' });
  });
  test('goes by exit, whatever the order of the list', () => {
    const [first, second] = [tradeRow(-5000, { exitAt: START + 2 }), tradeRow(6000, { exitAt: START + 1 })];
    expect(maximumDrawdown([first, second], null).amount).toBe(5000);
    expect(maximumDrawdown([second, first], null).amount).toBe(5000);
  });
  test('takes trades that closed in the same instant in the order in which they were entered', () => {
    const at = { exitAt: START + 900_000 };
    const [first, second] = [tradeRow(6000, { ...at, entryAt: START, id: 'z' }), tradeRow(-5000, { ...at, entryAt: START + 1, id: 'a' })];
    expect(maximumDrawdown([second, first], null).amount).toBe(5000);
  });
  test('is never below the largest single loss, nor above all losses together', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100_000, max: 100_000 }), { maxLength: 40 }), (amounts) => {
        const { amount } = maximumDrawdown(amounts.map((value, index) => tradeRow(value, { exitAt: START + index })), null);
        expect(amount).toBeGreaterThanOrEqual(Math.max(0, ...amounts.map((value) => -value)));
        expect(amount).toBeLessThanOrEqual(amounts.reduce((sum, value) => sum + Math.max(0, -value), 0));
      }),
    );
  });
});

test('a mean is the exact sum divided once', () => {
  expect(meanOf(['0.1', '0.2', null, '0.3'])).toEqual({ value: '0.2', sample: 3, leftOut: 1 });
  expect(meanOf(['1', '1', '0']).value).toBe('0.666667');
});
