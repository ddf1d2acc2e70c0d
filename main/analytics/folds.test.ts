import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { money } from '../engine/money.ts';
import { DEFINITIONS } from './definitions.ts';
import { distributionOfR } from './distribution.ts';
import { exitPoints, fixedTargets } from './exits.ts';
import { bySession, groupBy } from './groups.ts';
import { bandOf, holdingSummary } from './holding.ts';
import { afterLoss, afterLossStreaks, streaksOf } from './streaks.ts';
import { START, tradeRow, tradesOfR } from './testing/rows.ts';

const MINUTE = 60_000;
const usd = (amount: number) => money(amount, 'USD');

describe('streaks', () => {
  test('runs by exit; a break-even trade neither adds nor ends', () => {
    expect(streaksOf([1, 1, -1, 0, -1, -1, 1].map((amount) => tradeRow(amount)))).toEqual({
      longestWin: 2, longestLoss: 3, current: { kind: 'win', length: 1 },
      lengths: [{ kind: 'win', length: 1, times: 1 }, { kind: 'win', length: 2, times: 1 }, { kind: 'loss', length: 3, times: 1 }],
    });
    expect(streaksOf([-1, 0, -1].map((amount) => tradeRow(amount))).current).toEqual({ kind: 'loss', length: 2 });
    expect(streaksOf([])).toEqual({ longestWin: 0, longestLoss: 0, current: null, lengths: [] });
  });
  test('of a history of any length are counted in one pass', () => {
    const winner = tradeRow(1);
    const loser = tradeRow(-1);
    const trades = Array.from({ length: 300_000 }, (_, index) => ({ ...(index % 2 === 0 ? winner : loser), id: `t${index}`, exitAt: index }));
    expect(streaksOf(trades)).toEqual({ longestWin: 1, longestLoss: 1, current: { kind: 'loss', length: 1 }, lengths: [{ kind: 'win', length: 1, times: 150_000 }, { kind: 'loss', length: 1, times: 150_000 }] });
  });
  test('the trade after so many losses of its own session', () => {
    const trades = [...[-1, -1, 5, -1].map((amount) => tradeRow(amount)), tradeRow(7, { sessionDate: '2025-03-13' })];
    expect(afterLossStreaks(trades, 2).map(({ losses, results }) => [losses, results.trades, results.netPnl])).toEqual([[0, 3, 5], [1, 1, -1], [2, 1, 5]]);
  });
  test('within an hour after a loss, the hour included; a trade that was open meanwhile does not count as after', () => {
    const loss = tradeRow(-1, { entryAt: START, exitAt: START + MINUTE });
    const soon = tradeRow(1, { entryAt: START + 61 * MINUTE, exitAt: START + 90 * MINUTE });
    const late = tradeRow(2, { entryAt: START + 61 * MINUTE + 1, exitAt: START + 91 * MINUTE });
    const during = tradeRow(3, { entryAt: START, exitAt: START + 99 * MINUTE });
    expect(afterLoss([late, loss, during, soon]).within.map(({ id }) => id)).toEqual([soon.id]);
  });
});

describe('groups', () => {
  test('in natural order, unknown last', () => {
    const trades = [tradeRow(1, { grade: 'skull' }), tradeRow(2), tradeRow(3, { grade: 'diamond' }), tradeRow(4, { grade: 'skull' })];
    expect(groupBy(trades, 'grade').map(({ key, results }) => [key, results.trades])).toEqual([['diamond', 1], ['skull', 2], [null, 1]]);
    expect(groupBy([tradeRow(1, { sessionDate: '2025-03-14' }), tradeRow(1, { sessionDate: '2025-03-10' })], 'weekday').map(({ key }) => key)).toEqual(['Monday', 'Friday']);
    expect(groupBy([tradeRow(1, { entryMinute: 599 }), tradeRow(1, { entryMinute: 600 }), tradeRow(1, { entryMinute: 1439 })], 'time').map(({ key }) => key)).toEqual(['09:30–10:00', '10:00–10:30', '23:30–00:00']);
  });
  test('every dimension keeps every trade', () => {
    const trades = [tradeRow(1, { setup: 'a', emotion: 'fear', atrBand: 'drift' }), tradeRow(2), tradeRow(-3, { side: 'short', symbol: 'MNQ' })];
    for (const dimension of ['setup', 'instrument', 'weekday', 'time', 'side', 'grade', 'atr-band', 'emotion', 'holding'] as const) {
      expect(groupBy(trades, dimension).reduce((sum, { results }) => sum + results.trades, 0)).toBe(3);
    }
  });
  test('sessions by date', () => {
    const days = bySession([tradeRow(5, { sessionDate: '2025-03-13' }), tradeRow(-2), tradeRow(3, { ticketId: null })]);
    expect(days.map(({ date, results, adherence }) => [date, results.netPnl, adherence.share])).toEqual([['2025-03-12', 1, '0.5'], ['2025-03-13', 5, '1']]);
  });
});

describe('holding time', () => {
  test('bands are half-open', () => {
    const held = (ms: number) => bandOf({ entryAt: START, exitAt: START + ms });
    expect([held(0), held(MINUTE - 1), held(MINUTE), held(5 * MINUTE), held(240 * MINUTE)]).toEqual(['under 1 minute', 'under 1 minute', '1–5 minutes', '5–15 minutes', 'over 4 hours']);
  });
  test('mean and median', () => {
    const trades = [1, 2, 9].map((minutes) => tradeRow(1, { entryAt: START, exitAt: START + minutes * MINUTE }));
    expect(holdingSummary(trades)).toEqual({ mean: 4 * MINUTE, median: 2 * MINUTE });
    expect(holdingSummary(trades.slice(0, 2)).median).toBe(1.5 * MINUTE);
    expect(holdingSummary([])).toEqual({ mean: null, median: null });
  });
});

test('the distribution of R keeps every trade: half-open bins, the rest at both ends', () => {
  const { bins, sample, leftOut } = distributionOfR([...tradesOfR(-3.01, -3, -0.5, 0, 0.49, 0.5, 5, 9), tradeRow(1, { stopAmount: null })]);
  expect([sample, leftOut]).toEqual([8, 1]);
  expect(bins.reduce((sum, { trades }) => sum + trades, 0)).toBe(8);
  const count = (from: string | null) => bins.find((bin) => bin.from === from)?.trades;
  expect([count(null), count('-3'), count('-0.5'), count('0'), count('0.5'), count('5')]).toEqual([1, 1, 1, 2, 1, 2]);
});

describe('exits', () => {
  const best = tradeRow(10_000, { mfe: usd(30_000), mae: usd(-2000) });
  test('points for trades with Stop$ and MFE$', () => {
    expect(exitPoints([best, tradeRow(1), tradeRow(1, { mfe: usd(5), stopAmount: null })])).toEqual([
      { tradeId: best.id, at: best.exitAt, symbol: 'MES', mfeR: '3', maeR: '-0.2', r: '1', mfeErrorR: '2', exitEfficiency: '0.333333' },
    ]);
  });
  test('a fixed target that was reached pays the target less the trade’s own costs; any other trade is as it was', () => {
    const costly = tradeRow(9500, { grossPnl: usd(10_000), mfe: usd(20_000) });
    const loss = tradeRow(-10_000, { mfe: usd(5000) });
    expect(fixedTargets([best, costly, loss], ['2', '3'])).toEqual([
      { target: '2', trades: 3, reached: 2, sumR: '2.95', meanR: '0.983333', change: '2' },
      { target: '3', trades: 3, reached: 1, sumR: '2.95', meanR: '0.983333', change: '2' },
    ]);
    expect(fixedTargets([], ['1'])).toEqual([{ target: '1', trades: 0, reached: 0, sumR: null, meanR: null, change: null }]);
  });
});

describe('definitions', () => {
  test('each once, each a sentence, and docs/definitions.md has every one word for word', () => {
    expect(new Set(DEFINITIONS.map(({ id }) => id)).size).toBe(DEFINITIONS.length);
    const page = readFileSync(new URL('../../docs/definitions.md', import.meta.url), 'utf8');
    for (const { term, text } of DEFINITIONS) {
      expect(text.endsWith('.')).toBe(true);
      expect(page).toContain(`| **${term}** | ${text.replaceAll('|', '\\|')} |`);
    }
  });
});
