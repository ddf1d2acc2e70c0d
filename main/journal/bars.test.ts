import { describe, expect, it } from 'vitest';
import { laterStopsText } from '../analytics/reports/parts.ts';
import { readHistory } from '../analytics/reports/history.ts';
import { resultsOf } from '../analytics/results.ts';
import { sourceFromBytes } from '../imports/containers/source.ts';
import { atrOf, readBarFile } from './bars.ts';
import { bench, MINUTE, setUp } from './testing/bench.ts';
import { importExecutions, roundTrip } from './testing/broker-file.ts';

const START = Date.UTC(2026, 10, 20, 14, 0);

function barsFrom(start: number, rows: readonly (readonly [high: number, low: number])[], seconds = 60) {
  const lines = rows.map(([high, low], index) => `${new Date(start + index * seconds * 1000).toISOString()},${low},${high},${low},${high}`);
  return sourceFromBytes(new TextEncoder().encode(`time,open,high,low,close\n${lines.join('\n')}\n`), 'bars.csv');
}

describe('MFE$ and MAE$ from a file of bars', () => {
  const desk = async () => {
    const made = bench();
    const accountId = setUp(made, 'empty');
    // In at 14:00:30, out at 14:04:30: the first and the last minute are only partly inside.
    await importExecutions(made.journal, [...roundTrip('a', START + MINUTE / 2, { minutes: 4, entry: '6000', exit: '6002' }), ...roundTrip('b', START + 20 * MINUTE, { minutes: 2, entry: '6000', exit: '6001' })]);
    return { made, accountId, trade: () => made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 10 }).trades };
  };
  const wide = [[6050, 5950], [6004, 5999], [6005, 5998], [6003, 5997], [6060, 5940]] as const;
  const input = (accountId: string) => ({ accountId, symbol: 'MES', zone: null, quietGaps: false });

  it('are what was surely reached: bars that are only partly inside do not count', async () => {
    const { made, accountId, trade } = await desk();
    const result = await made.journal.computeExcursions(barsFrom(START, wide), input(accountId));
    expect(result).toEqual({ fileName: 'bars.csv', trades: 1, filled: 1, kept: 0, uncovered: 0 });
    // 5 and 3 points of 2 contracts at $5.
    expect(trade().at(-1)).toMatchObject({ mfe: { amount: 5000 }, mae: { amount: -3000 }, excursionProvenance: 'bars' });
  });

  it('never take the place of what was typed, but of what bars said before; missing bars leave a trade unknown', async () => {
    const { made, accountId, trade } = await desk();
    const [later, first] = trade();
    made.journal.stateTradeFacts({ tradeId: first?.id ?? '', mfe: { amount: 9000, currency: 'USD' } });
    expect(await made.journal.computeExcursions(barsFrom(START, wide), input(accountId))).toMatchObject({ filled: 0, kept: 1 });
    expect(trade().at(-1)).toMatchObject({ mfe: { amount: 9000 }, mae: null, excursionProvenance: 'typed' });
    expect(await made.journal.computeExcursions(barsFrom(START + 21 * MINUTE, [[6004, 5999], [6001, 6000]]), input(accountId))).toMatchObject({ filled: 0, uncovered: 1 });
    expect(made.journal.getTrade({ tradeId: later?.id ?? '' }).mfe).toBeNull();
    await made.journal.computeExcursions(barsFrom(START + 20 * MINUTE, [[6003, 5999], [6003, 6000]]), input(accountId));
    await made.journal.computeExcursions(barsFrom(START + 20 * MINUTE, [[6004, 5998], [6003, 6000]]), input(accountId));
    expect(made.journal.getTrade({ tradeId: later?.id ?? '' })).toMatchObject({ excursionProvenance: 'bars' });
    expect(made.journal.verify().chain).toBe('intact');
  });

  it('refuse bars that are too long, of another instrument, or none', async () => {
    const { made, accountId } = await desk();
    await expect(made.journal.computeExcursions(barsFrom(START, wide, 300), input(accountId))).rejects.toThrow('one minute or shorter');
    await expect(made.journal.computeExcursions(barsFrom(START, wide), { ...input(accountId), symbol: 'NQ' })).rejects.toThrow('no closed trades of NQ');
    await expect(made.journal.computeExcursions(sourceFromBytes(new Uint8Array(), 'bars.csv'), input(accountId))).rejects.toThrow('empty');
  });
});

describe('ATR from a file of bars', () => {
  it('is of whole bars, with the end of the last one', async () => {
    const rows = Array.from({ length: 78 }, (_, index): [number, number] => [6004 + (index % 2), 6000]);
    const file = await readBarFile(barsFrom(START, rows), { zone: null, unzoned: true });
    // 78 minutes are 15 whole bars of five and a part; every true range is 5 or 4.
    expect(atrOf({ minutes: 5 }, file)).toEqual({ fileName: 'bars.csv', atr: '5', at: START + 75 * MINUTE, bars: 15 });
    expect(() => atrOf({ minutes: 30 }, file)).toThrow('needs 15 whole bars');
  });

  it('is as old in the market map as its bars', () => {
    const made = bench();
    setUp(made, 'empty');
    const old = made.time.wall() - 40 * MINUTE;
    made.journal.saveMap({ symbol: 'MES', trend: 'up', channel: null, levels: [], atr: '4.5', news: [], atrAsOf: old });
    expect(made.session().maps[0]).toMatchObject({ atr: '4.5', atrAt: old });
    made.journal.saveMap({ symbol: 'MES', trend: 'up', channel: null, levels: [], atr: '5', news: [], atrAsOf: made.time.wall() + MINUTE });
    expect(made.session().maps[0]?.atrAt).toBe(made.time.wall());
  });
});

describe('a stop typed later', () => {
  it('is in no figure of R, and said beside them', async () => {
    const made = bench();
    const accountId = setUp(made, 'empty');
    await importExecutions(made.journal, [...roundTrip('a', START), ...roundTrip('b', START + 20 * MINUTE)]);
    const [trade] = made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 10 }).trades;
    made.journal.typeStop({ tradeId: trade?.id ?? '', stop: { price: '5990' }, why: 'read off the chart' });
    const span = { from: null, to: null };
    const history = made.journal.read((db) => readHistory(db, accountId, span, () => undefined));
    if (history === null) throw new Error('no account');
    expect(resultsOf(history.trades).expectancy).toMatchObject({ value: null, sample: 0 });
    expect(laterStopsText(history, { ...span, symbol: null, setup: null })).toContain('1 trade has a stop that was typed after it');
    expect(laterStopsText(history, { ...span, symbol: null, setup: null })).toContain('0.59 R over 1');
    expect(laterStopsText(history, { ...span, symbol: 'NQ', setup: null })).toBeNull();
  });
});
