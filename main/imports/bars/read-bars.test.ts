import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { averageTrueRange } from '../../analytics/atr.ts';
import { sourceFromBytes, sourceFromFile, type ImportSource } from '../containers/source.ts';
import { hasShared, sampleFolder, sharedFolder } from '../testing/read-all.ts';
import { aggregateBars, barsOfMinutes, type Bar } from './bar.ts';
import { readBars, type BarOptions } from './read-bars.ts';

async function read(source: ImportSource, options: BarOptions) {
  const rejected: number[] = [];
  const outcome = await readBars(source, { ...options, onRejected: ({ line }) => rejected.push(line) });
  return { outcome, bars: outcome.ok ? outcome.value.bars : [], rejected };
}
const load = async (path: string, options: BarOptions = {}) => read(await sourceFromFile(path), options);
const text = (content: string, options: BarOptions = {}) => read(sourceFromBytes(new TextEncoder().encode(content), 'bars.csv'), options);
const atr = (bars: readonly Bar[], length = 14) => averageTrueRange(bars.map((bar) => ({ high: Number(bar.high), low: Number(bar.low), close: Number(bar.close) })), length);

describe('bars from CSV', () => {
  it('reads the sample', async () => {
    const { bars, outcome } = await load(join(sampleFolder, 'bars.csv'));
    expect(outcome).toMatchObject({ ok: true, value: { rejected: 0, seconds: 60, zone: 'stated' } });
    expect(bars).toHaveLength(5);
    expect(bars[0]).toEqual({ at: Date.parse('2026-10-05T13:30:00Z'), open: '5898', high: '5901', low: '5897', close: '5900', ask: null });
  });

  it('asks for the zone of clock readings, or takes them as they are where that is enough', async () => {
    const content = 'Date,Open,Close,High,Low\n11/5/2019 9:30,1,2,3,0.5\n11/5/2019 9:31,2,2,2,2\n11/6/2019 9:30,2,2,2,2\n';
    expect((await text(content)).outcome).toMatchObject({ ok: false, refusal: { code: 'needs-answer', needs: ['zone'] } });
    const { bars } = await text(content, { zone: 'America/New_York' });
    // Read month first: read day first the bars would skip a month.
    expect(new Date(bars[2]?.at ?? 0).toISOString()).toBe('2019-11-06T14:30:00.000Z');
    expect(bars[0]).toMatchObject({ open: '1', high: '3', low: '0.5', close: '2' });
    expect((await text(content, { unzoned: true })).outcome).toMatchObject({ ok: true, value: { zone: 'none' } });
    expect((await text(content, { zone: 'America/New_York' })).outcome).toMatchObject({ ok: true, value: { zone: 'given' } });
  });

  it('reads seconds since 1970, dates and times apart, and decimal commas', async () => {
    expect((await text('time,open,high,low,close\n1760000000,1,2,0,1\n1760000060,1,2,0,1\n')).bars[0]?.at).toBe(1_760_000_000_000);
    expect((await text('Date;Time;Open;High;Low;Close\n2026-10-05;09:30;1,5;2,5;0,5;1,5\n', { zone: 'UTC' })).bars[0]).toMatchObject({ at: Date.parse('2026-10-05T09:30:00Z'), high: '2.5' });
  });

  it('knows the order of day and month where only one of them can be read', async () => {
    const one = await text('Time,Open,High,Low,Close\n10/14/2025 9:30:00 AM,1,2,0,1\n10/14/2025 9:31:00 AM,1,2,0,1\n', { zone: 'UTC' });
    expect([one.rejected, one.bars[0]?.at]).toEqual([[], Date.parse('2025-10-14T09:30:00Z')]);
    // Read day first, the second day could not be read at all; what is left would lie closer together.
    const two = await text('Time,Open,High,Low,Close\n10/12/2025 23:59,1,2,0,1\n10/13/2025 00:00,1,2,0,1\n', { zone: 'UTC' });
    expect([two.rejected, two.bars[0]?.at]).toEqual([[], Date.parse('2025-10-12T23:59:00Z')]);
    const european = await text('Zeit;Time;Open;High;Low;Close\nx;05/10/2025 09:30;1,5;2,5;0,5;1,5\n', { zone: 'UTC' });
    expect(european.bars[0]?.at).toBe(Date.parse('2025-10-05T09:30:00Z'));
  });

  it('turns a file of the newest bar first round', async () => {
    const { bars, rejected, outcome } = await text('timestamp,open,high,low,close\n2025-10-14 09:32,3,3,3,3\n2025-10-14 09:31,2,2,2,2\n2025-10-14 09:31,9,9,9,9\n2025-10-14 09:30,1,1,1,1\n', { zone: 'UTC' });
    expect(bars.map(({ close }) => close)).toEqual(['1', '2', '3']);
    expect([rejected, outcome.ok && outcome.value.seconds]).toEqual([[4], 60]);
  });

  it('reads the headers of Sierra Chart and MetaTrader', async () => {
    const sierra = await text('Date, Time, Open, High, Low, Last, Volume\n2025/10/14, 09:30:00, 1, 2, 0.5, 1.5, 7\n', { zone: 'America/New_York' });
    expect(sierra.bars[0]).toMatchObject({ at: Date.parse('2025-10-14T13:30:00Z'), high: '2', low: '0.5', close: '1.5' });
    const terminal = await text('<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\n2025.10.14\t09:30:00\t1\t2\t0.5\t1.5\t7\n', { zone: 'UTC' });
    expect(terminal.bars[0]).toMatchObject({ at: Date.parse('2025-10-14T09:30:00Z'), high: '2', close: '1.5' });
  });

  it('reads files without a header, and says whether their times are known to be those of begins', async () => {
    // As NinjaTrader exports, at the end of a bar; other sources write the same with the begin.
    const ninja = await text('20251014 133100;5898;5901;5897;5900;120\n20251014 133200;5900;5904.25;5899.5;5904;80\n', { zone: 'UTC' });
    expect(ninja.outcome).toMatchObject({ ok: true, value: { begins: false, rejected: 0, seconds: 60 } });
    expect(ninja.bars[0]).toEqual({ at: Date.parse('2025-10-14T13:31:00Z'), open: '5898', high: '5901', low: '5897', close: '5900', ask: null });
    expect((await text('20251014 133100;1;3;0.5;2;1\n20251014 133200;2;2;2;2;1\n')).outcome).toMatchObject({ ok: false, refusal: { code: 'needs-answer', needs: ['zone'], message: expect.stringContaining('NinjaTrader writes its exports in UTC') as string } });
    const terminal = await text('2025.10.14,09:30,1.1,1.3,1.0,1.2,7\n2025.10.14,09:31,1.2,1.2,1.2,1.2,7\n', { zone: 'UTC' });
    expect(terminal.outcome).toMatchObject({ ok: true, value: { begins: true, rejected: 0 } });
    expect(terminal.bars).toMatchObject([{ at: Date.parse('2025-10-14T09:30:00Z'), high: '1.3' }, { close: '1.2' }]);
    const american = await text('10/14/2025,09:30,1,3,0.5,2,7\n10/14/2025,09:31,2,2,2,2,7\n', { zone: 'UTC' });
    expect(american.outcome).toMatchObject({ ok: true, value: { begins: false } });
    expect((await text('time,open,high,low,close\n1760000000,1,2,0,1\n')).outcome).toMatchObject({ ok: true, value: { begins: true } });
    // Open, close, high and low are no such file: the second price has to be the highest.
    expect((await text('20251014 133100;1;2;3;0.5;7\n20251014 133200;1;2;3;0.5;7\n', { zone: 'UTC' })).outcome).toMatchObject({ ok: false, refusal: { code: 'unknown-format' } });
    expect((await text('20251014 133100;5898;1\n20251014 133100;5898;2\n', { zone: 'UTC' })).outcome).toMatchObject({ ok: false, refusal: { code: 'unknown-format' } });
  });

  it('refuses single rows that are no bars, and files without any', async () => {
    const { outcome, bars, rejected } = await text('time_utc,open,high,low,close\n2026-10-05T13:30:00Z,1,0.5,0,1\nx,1,1,1,1\n2026-10-05T13:31:00Z,1,1,1,1\n2026-10-05T13:31:00Z,1,1,1,1\n');
    expect(outcome).toMatchObject({ ok: true, value: { rejected: 3 } });
    expect(bars).toHaveLength(1);
    expect(rejected).toEqual([2, 3, 5]);
    expect((await text('a,b\n1,2\n')).outcome).toMatchObject({ ok: false, refusal: { code: 'unknown-format' } });
    expect((await text('time_utc,open,high,low,close\n')).outcome).toMatchObject({ ok: false, refusal: { code: 'nothing-found' } });
    expect((await text('')).outcome).toMatchObject({ ok: false, refusal: { code: 'empty' } });
  });

  it('makes longer bars of shorter ones', async () => {
    const { bars } = await load(join(sampleFolder, 'bars.csv'));
    expect(aggregateBars(bars, 5)).toEqual([{ at: Date.parse('2026-10-05T13:30:00Z'), open: '5898', high: '5912', low: '5890', close: '5904', ask: null }]);
    expect(aggregateBars(bars, 2)).toHaveLength(3);
    expect(barsOfMinutes(bars, 60, 1)).toBe(bars);
    expect(barsOfMinutes(bars, 60, 5)).toHaveLength(1);
    expect([barsOfMinutes(bars, 180, 5), barsOfMinutes(bars, 86_400, 5)]).toEqual([null, null]);
  });
});

describe.skipIf(!hasShared)('reference bars and ATR values (skipped without ../shared/data)', () => {
  const bar = (name: string) => join(sharedFolder, 'bars', name);
  const six = (value: number | null | undefined) => value?.toFixed(6);

  it('ES 1-minute and 5-minute', async () => {
    const { bars, outcome } = await load(bar('es_201312_1min_2013-10.csv'));
    expect(outcome).toMatchObject({ ok: true, value: { rejected: 0, seconds: 60 } });
    expect(bars).toHaveLength(8_198);
    const one = atr(bars);
    expect([one[13], six(one[14]), six(one.at(-1))]).toEqual([null, '0.839286', '0.540830']);
    const five = atr(aggregateBars(bars, 5));
    expect([six(five[15]), six(five.at(-1))]).toEqual(['0.797194', '0.823732']);
  });

  it('BTCUSD and EURUSD with both sides', async () => {
    const coin = await load(bar('btcusd_1min_2018-04-04..06.csv'));
    expect([coin.bars.length, coin.rejected]).toEqual([3_887, []]);
    const { bars, outcome } = await load(bar('eurusd_1min_bidask_2014-05.csv'));
    expect(outcome).toMatchObject({ ok: true, value: { rejected: 0 } });
    expect(bars).toHaveLength(6_730);
    expect(bars[0]).toMatchObject({ open: '1.38676', high: '1.38686', ask: { open: '1.38686', high: '1.38697' } });
  });

  it('SPX, whose columns are open, close, high, low', async () => {
    const { bars, rejected } = await load(bar('spx_1min_2019-11.csv'), { unzoned: true });
    expect([bars.length, rejected]).toEqual([1_563, []]);
    const values = atr(bars);
    expect([six(values[14]), six(values.at(-1))]).toEqual(['0.850000', '0.698108']);
  });

  it.each(['default', 'intraday'])('%s against TA-Lib', async (name) => {
    const { bars } = await load(join(sharedFolder, 'atr', `${name}.csv`), { unzoned: true });
    const all = JSON.parse(readFileSync(join(sharedFolder, 'atr', 'talib-values.json'), 'utf8')) as Record<string, { bars: number; atr14: Record<string, number> }>;
    const reference = Object.entries(all).find(([key]) => key.startsWith(`stockindicators-${name}`))?.[1];
    expect(bars).toHaveLength(reference?.bars ?? 0);
    const values = atr(bars);
    for (const [key, value] of Object.entries(reference?.atr14 ?? {})) expect(values[Number(key.split(' ')[0])]).toBeCloseTo(value, 9);
    if (name === 'default') expect([14, 24, 249, 501].map((index) => six(values[index]))).toEqual(['1.336429', '1.303370', '1.338074', '6.149748']);
  });
});
