import { describe, expect, it } from 'vitest';
import { laterStopsText } from '../analytics/reports/parts.ts';
import { readHistory } from '../analytics/reports/history.ts';
import { resultsOf } from '../analytics/results.ts';
import { sourceFromBytes, type ImportSource } from '../imports/containers/source.ts';
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
    expect(result).toEqual({ fileName: 'bars.csv', trades: 1, filled: 1, kept: 0, uncovered: 0, strays: 0 });
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

  it('are corrected like what was typed, and unknown again once a price is corrected', async () => {
    const { made, accountId, trade } = await desk();
    await made.journal.computeExcursions(barsFrom(START, wide), input(accountId));
    const tradeId = trade().at(-1)?.id ?? '';
    const amend = (field: 'mfe' | 'exitPrice', value: string) => made.journal.amendTrade({ tradeId, field, value, why: 'the tape said so' });
    expect(amend('mfe', '6000')).toMatchObject({ mfe: { amount: 6000 }, mae: { amount: -3000 }, excursionProvenance: 'typed' });
    expect(amend('exitPrice', '6002.25')).toMatchObject({ mfe: { amount: 6000 }, excursionProvenance: 'typed' });
    expect(made.journal.getTrade({ tradeId }).amendments).toMatchObject([{ field: 'mfe', from: '5000', to: '6000' }, { field: 'exitPrice' }]);

    const again = await desk();
    await again.made.journal.computeExcursions(barsFrom(START, wide), input(again.accountId));
    const other = again.trade().at(-1)?.id ?? '';
    expect(again.made.journal.amendTrade({ tradeId: other, field: 'exitPrice', value: '6002.25', why: 'misread' })).toMatchObject({ mfe: null, mae: null, excursionProvenance: null });
    expect(again.made.journal.verify().chain).toBe('intact');
  });

  it('are of the prices as they were corrected, when the bars are read again', async () => {
    const { made, accountId, trade } = await desk();
    const tradeId = trade().at(-1)?.id ?? '';
    made.journal.amendTrade({ tradeId, field: 'entryPrice', value: '6001', why: 'misread' });
    expect(await made.journal.computeExcursions(barsFrom(START, wide), input(accountId))).toMatchObject({ filled: 1 });
    // Up to 6005 and down to 5997, from 6001, with 2 contracts at $5.
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ grossPnl: { amount: 1000 }, mfe: { amount: 4000 }, mae: { amount: -4000 }, excursionProvenance: 'bars' });
    made.journal.amendTrade({ tradeId, field: 'exitPrice', value: '6005.75', why: 'misread' });
    expect(await made.journal.computeExcursions(barsFrom(START, wide), input(accountId))).toMatchObject({ filled: 1, kept: 0 });
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ grossPnl: { amount: 4750 }, mfe: { amount: 4750 }, mae: { amount: -4000 } });
    // A price that the bars around it do not know.
    made.journal.amendTrade({ tradeId, field: 'exitPrice', value: '6300', why: 'misread again' });
    await expect(made.journal.computeExcursions(barsFrom(START, wide), input(accountId))).rejects.toThrow('1 of the 1 trades');
  });

  it('are unknown again when fills come that change how the trade was held', async () => {
    const made = bench();
    const accountId = setUp(made, 'empty');
    const fills = roundTrip('a', START + MINUTE / 2, { minutes: 4, entry: '6000', exit: '6002' });
    await importExecutions(made.journal, fills);
    await made.journal.computeExcursions(barsFrom(START, wide), input(accountId));
    const only = () => made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 10 }).trades[0];
    expect(only()).toMatchObject({ mfe: { amount: 5000 }, excursionProvenance: 'bars' });
    // A later trade changes nothing; two fills within the trade change what it held.
    const later = await importExecutions(made.journal, [...fills, ...roundTrip('z', START + 20 * MINUTE)]);
    expect(only()).toBeDefined();
    expect(made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 10 }).trades.at(-1)).toMatchObject({ mfe: { amount: 5000 }, excursionProvenance: 'bars' });
    const within = await importExecutions(made.journal, [...fills, ...roundTrip('m', START + MINUTE, { minutes: 2, quantity: 1, entry: '6001', exit: '6003' })]);
    expect(later.newFills + within.newFills).toBe(4);
    expect(made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 10 }).trades.at(-1)).toMatchObject({ quantity: '3', mfe: null, mae: null, excursionProvenance: null });
    expect(made.journal.verify().chain).toBe('intact');
  });

  it('refuse bars that do not know the prices of the fills: another instrument, or another zone', async () => {
    const { made, accountId, trade } = await desk();
    await expect(made.journal.computeExcursions(barsFrom(START, wide.map(([high, low]) => [high + 900, low + 900])), input(accountId))).rejects.toThrow('1 of the 1 trades');
    expect(trade().at(-1)).toMatchObject({ mfe: null, mae: null });
    // The small contract is not at every tick where the large one is.
    const tight = [[6000.5, 6000.5], [6002, 6000.5], [6002, 6001], [6001.5, 6001], [6001, 6001]] as const;
    expect(await made.journal.computeExcursions(barsFrom(START, tight), input(accountId))).toMatchObject({ filled: 1, strays: 0 });
  });

  it('refuse bars that are too long, of another instrument, or none', async () => {
    const { made, accountId } = await desk();
    await expect(made.journal.computeExcursions(barsFrom(START, wide, 300), input(accountId))).rejects.toThrow('one minute or shorter');
    await expect(made.journal.computeExcursions(barsFrom(START, wide), { ...input(accountId), symbol: 'NQ' })).rejects.toThrow('no closed trades of NQ');
    await expect(made.journal.computeExcursions(sourceFromBytes(new Uint8Array(), 'bars.csv'), input(accountId))).rejects.toThrow('empty');
  });
});

describe('ATR from a file of bars', () => {
  const desk = (now: number) => {
    const made = bench(now);
    setUp(made, 'empty');
    return { atr: (source: ImportSource, { symbol = 'MES', minutes = 5, zone = 'America/New_York' } = {}) => made.journal.atrOfBars(source, { symbol, minutes, zone }) };
  };

  it('is of whole bars, with the end of the last one', async () => {
    const rows = Array.from({ length: 78 }, (_, index): [number, number] => [6004 + (index % 2), 6000]);
    const { atr } = desk(START + 80 * MINUTE);
    // 78 minutes are 15 whole bars of five and a part; every true range is 5 or 4.
    expect(await atr(barsFrom(START, rows))).toEqual({ fileName: 'bars.csv', atr: '5', at: START + 75 * MINUTE, bars: 15, rejected: 0, assumedZone: null });
    await expect(atr(barsFrom(START, rows), { minutes: 30 })).rejects.toThrow('needs 15 whole bars');
    // Written before its last bar was over.
    expect(await desk(START + 79 * MINUTE).atr(barsFrom(START, [...rows, [6004, 6000], [6004, 6000]]))).toMatchObject({ at: START + 75 * MINUTE });
  });

  it('has two places more than the price of its instrument', async () => {
    const { atr } = desk(START + 100 * MINUTE);
    const rows = Array.from({ length: 80 }, (): [number, number] => [1.10013, 1.1]);
    expect(await atr(barsFrom(START, rows), { symbol: 'EURUSD' })).toMatchObject({ atr: '0.00013' });
  });

  it('is not made of bars that do not make bars of its length', async () => {
    const { atr } = desk(START + 20 * 60 * MINUTE);
    const rows = Array.from({ length: 80 }, (): [number, number] => [6004, 6000]);
    await expect(atr(barsFrom(START, rows, 180))).rejects.toThrow('do not make bars of 5 minutes');
    await expect(atr(barsFrom(START, rows, 600))).rejects.toThrow('longer than 5 minutes');
  });

  it('asks for the zone of times that would lie ahead, and says which one was assumed', async () => {
    const { atr } = desk(START + 90 * MINUTE);
    const lines = Array.from({ length: 80 }, (_, index) => `${new Date(START + index * MINUTE).toISOString().slice(0, 19)},6000,6004,6000,6004`);
    const local = sourceFromBytes(new TextEncoder().encode(`time,open,high,low,close\nno bar\n${lines.join('\n')}\n`), 'bars.csv');
    await expect(atr(local)).rejects.toMatchObject({ code: 'refused', field: 'zone' });
    expect(await atr(local, { zone: 'UTC' })).toMatchObject({ at: START + 80 * MINUTE, assumedZone: 'UTC', rejected: 1 });
    await expect(desk(START).atr(barsFrom(START, Array.from({ length: 80 }, (): [number, number] => [6004, 6000])))).rejects.toThrow('later than now by the clock of this computer');
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

  it('is as new as newer bars that say the same', () => {
    const made = bench();
    setUp(made, 'empty');
    const map = { symbol: 'MES', trend: 'up', channel: null, levels: [], atr: '4.5', news: [] } as const;
    const read = made.time.wall();
    const saved = (change: object = {}) => {
      made.journal.saveMap({ ...map, levels: [], news: [], ...change });
      return made.session().maps[0]?.atrAt;
    };
    expect(saved({ atrAsOf: read - 40 * MINUTE })).toBe(read - 40 * MINUTE);
    made.time.advance(10 * MINUTE);
    expect(saved()).toBe(read - 40 * MINUTE);
    expect(saved({ atrAsOf: read + 5 * MINUTE })).toBe(read + 5 * MINUTE);
    expect(saved({ atrAsOf: read - 40 * MINUTE })).toBe(read + 5 * MINUTE);
    expect(saved({ atrConfirmed: true })).toBe(read + 10 * MINUTE);
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
