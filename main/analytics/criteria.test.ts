import { describe, expect, test } from 'vitest';
import { criteriaResults, type SaidTrade } from './criteria.ts';

const trade = (r: string | null, said: Readonly<Record<string, boolean>>): SaidTrade => ({ r, said: new Map(Object.entries(said)) });
const plain = (trades: readonly SaidTrade[], asked: readonly string[]) =>
  criteriaResults(trades, asked).map(({ criterion, met, metR, missing, missingR }) => [criterion, met, metR.value, metR.sample, missing, missingR.value, missingR.sample]);

describe('criteria of a setup', () => {
  test('met and missing apart, each with its mean R and its sample; what was not said is in neither', () => {
    const trades = [trade('2', { trend: true, volume: true }), trade('1', { trend: true, volume: false }), trade('-1', { trend: false }), trade(null, { trend: true })];
    expect(plain(trades, ['trend', 'volume'])).toEqual([
      [null, 1, '2', 1, 2, '0', 2],
      ['trend', 3, '1.5', 2, 1, '-1', 1],
      ['volume', 1, '2', 1, 1, '1', 1],
    ]);
  });

  test('nothing said is no result, and never a zero', () => {
    expect(plain([trade('1', {})], ['trend', 'volume'])).toEqual([[null, 0, null, 0, 0, null, 0], ['trend', 0, null, 0, 0, null, 0], ['volume', 0, null, 0, 0, null, 0]]);
  });

  test('what was said of former words stays, and one criterion needs no line for all', () => {
    expect(plain([trade('1', { old: false, trend: true })], ['trend'])).toEqual([['trend', 1, '1', 1, 0, null, 0], ['old', 0, null, 0, 1, '1', 1]]);
  });
});
