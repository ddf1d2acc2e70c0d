import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bar } from '../imports/bars/bar.ts';
import { readBars } from '../imports/bars/read-bars.ts';
import { sourceFromFile } from '../imports/containers/source.ts';
import { sampleFolder } from '../imports/testing/read-all.ts';
import { excursionScan, type HeldTrade } from './excursions.ts';

const minute = (text: string): number => Date.parse(`2026-10-05T13:${text}Z`);
async function sampleBars(): Promise<Bar[]> {
  const outcome = await readBars(await sourceFromFile(join(sampleFolder, 'bars.csv')));
  return outcome.ok ? [...outcome.value.bars] : [];
}
function scan(trade: HeldTrade, bars: readonly Bar[], quietGaps = false) {
  const running = excursionScan([trade], { seconds: 60, quietGaps });
  for (const bar of bars) running.bar(bar);
  return running.finish()[0];
}
const held = (fills: readonly (readonly [string, 'buy' | 'sell', string, string])[]): HeldTrade => ({
  id: 't', pointValue: '5', currency: 'USD', fills: fills.map(([time, side, quantity, price]) => ({ time: minute(time), side, quantity, price })),
});

type Stamp = 'known' | 'begin' | 'end';

describe('excursions from bars', () => {
  it('bars wholly inside are certain, bars partly inside only possible', async () => {
    const result = scan(held([['30:20', 'buy', '2', '5899'], ['33:30', 'sell', '2', '5905']]), await sampleBars());
    // Inside: 13:31 and 13:32 (5896–5908). Partly: 13:30 (5897–5901) and 13:33 (5904–5909).
    expect(result?.mfe).toEqual({ certain: { amount: 9_000, currency: 'USD' }, possible: { amount: 10_000, currency: 'USD' } });
    expect(result?.mae).toEqual({ certain: { amount: -3_000, currency: 'USD' }, possible: { amount: -3_000, currency: 'USD' } });
    expect([result?.uncoveredMs, result?.bars]).toEqual([0, 4]);
  });

  it('covers no moment twice, and says whether the bars know the fills', async () => {
    const bars = await sampleBars();
    const trade = held([['30:20', 'buy', '2', '5899'], ['33:30', 'sell', '2', '5905']]);
    const [, second] = bars;
    if (second === undefined) throw new Error('the sample has five bars');
    // A minute is missing, and another one is there one and a half times.
    const result = scan(trade, [...bars.slice(0, 2), { ...second, at: second.at + 30_000 }, ...bars.slice(3)]);
    expect([result?.uncoveredMs, result?.mfe.possible, result?.fits]).toEqual([30_000, null, true]);
    expect(scan(held([['30:20', 'buy', '2', '5899'], ['33:30', 'sell', '2', '5950']]), bars)?.fits).toBe(false);
  });

  it('a trade inside one bar is certain only of its own fills', async () => {
    const result = scan(held([['34:10', 'buy', '1', '5905'], ['34:40', 'sell', '1', '5903']]), await sampleBars());
    expect([result?.mfe.certain.amount, result?.mfe.possible?.amount]).toEqual([0, 3_500]);
    expect([result?.mae.certain.amount, result?.mae.possible?.amount]).toEqual([-1_000, -7_500]);
  });

  it('is of the position as it was held: what a partial exit took stays taken', async () => {
    const result = scan(held([['30:20', 'buy', '2', '5899'], ['31:30', 'sell', '1', '5902'], ['33:30', 'sell', '1', '5905']]), await sampleBars());
    // 13:32 wholly holds one contract: 3 points taken plus 9 open.
    expect(result?.mfe.certain.amount).toBe(6_000);
  });

  it('a short is worst at the high', async () => {
    const result = scan(held([['30:20', 'sell', '1', '5899'], ['33:30', 'buy', '1', '5905']]), await sampleBars());
    expect([result?.mfe.certain.amount, result?.mae.certain.amount, result?.mae.possible?.amount]).toEqual([1_500, -4_500, -5_000]);
  });

  it('missing bars bound nothing, unless they were minutes without a trade', async () => {
    const bars = (await sampleBars()).filter((bar) => bar.at !== minute('32:00'));
    const trade = held([['30:20', 'buy', '1', '5899'], ['33:30', 'sell', '1', '5905']]);
    expect([scan(trade, bars)?.mfe.possible, scan(trade, bars)?.uncoveredMs]).toEqual([null, 60_000]);
    expect(scan(trade, bars, true)?.mfe.possible?.amount).toBe(5_000);
    expect(scan(held([['50:00', 'buy', '1', '1'], ['51:00', 'sell', '1', '1']]), bars)).toBeUndefined();
  });

  it('a long is valued at the bid, a short at the ask', () => {
    const bar = (at: string, bid: number, ask: number): Bar => ({ at: minute(at), open: String(bid), high: String(bid + 1), low: String(bid - 1), close: String(bid), ask: { open: String(ask), high: String(ask + 1), low: String(ask - 1), close: String(ask) } });
    const bars = [bar('30:00', 100, 102), bar('31:00', 100, 102), bar('32:00', 100, 102)];
    expect(scan(held([['30:30', 'buy', '1', '102'], ['32:30', 'sell', '1', '100']]), bars)?.mae.certain.amount).toBe(-1_500);
    expect(scan(held([['30:30', 'sell', '1', '100'], ['32:30', 'buy', '1', '102']]), bars)?.mae.certain.amount).toBe(-1_500);
  });

  it('takes a bar that may begin or end at its time for certain only where it is inside both ways, and bounds nothing where one way has no bar', async () => {
    const bars = await sampleBars();
    const trade = held([['31:20', 'buy', '2', '5899'], ['34:30', 'sell', '2', '5905']]);
    const running = excursionScan([trade], { seconds: 60, begins: false });
    for (const bar of bars) running.bar(bar);
    const result = running.finish()[0];
    // Begun at its time, 13:32 and 13:33 are inside; ended at it, 13:33 and 13:34. Both ways only 13:33 is, which went to 5909. Where
    // times are ends the bar of 13:35 is missing.
    expect([result?.mfe, result?.uncoveredMs]).toEqual([{ certain: { amount: 10_000, currency: 'USD' }, possible: null }, 30_000]);
  });

  it('refuses bars longer than a minute', () => expect(() => excursionScan([], { seconds: 300 })).toThrow(RangeError));

  it('bounds hold for any path: the true excursion lies between certain and possible', () => {
    // A path of one price a second; bars are cut from it, a minute more at either side than the trade, which begins and ends at any
    // second. Stamped with the begin, the end, or known to be the begin: what is not known makes the bounds wider, not wrong.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 420, maxLength: 420 }), fc.nat(290), fc.nat(290), fc.nat(290), fc.boolean(), fc.constantFrom<Stamp>('known', 'begin', 'end'), (steps, a, b, c, long, stamp) => {
        const prices: number[] = [];
        steps.reduce((price, move) => {
          prices.push(price + move);
          return price + move;
        }, 1_000);
        const start = Date.UTC(2026, 0, 5);
        const bars: Bar[] = [];
        for (let at = 0; at < 420; at += 60) {
          const stretch = prices.slice(at, at + 60);
          bars.push({ at: start + (at + (stamp === 'end' ? 60 : 0)) * 1_000, open: String(stretch[0]), high: String(Math.max(...stretch)), low: String(Math.min(...stretch)), close: String(stretch.at(-1)), ask: null });
        }
        const [first = 0, middle = 0, last = 0] = [a + 60, b + 60, c + 60].toSorted((x, y) => x - y);
        if (first === middle || middle === last) return;
        const sign = long ? 1 : -1;
        const sides = long ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
        const at = (second: number): string => String(prices[second]);
        const trade: HeldTrade = {
          id: 't', pointValue: '1', currency: 'USD',
          fills: [
            { time: start + first * 1_000, side: sides[0], quantity: '2', price: at(first) }, { time: start + middle * 1_000, side: sides[1], quantity: '1', price: at(middle) },
            { time: start + last * 1_000, side: sides[1], quantity: '1', price: at(last) },
          ],
        };
        let best = 0;
        let worst = 0;
        for (let second = first; second <= last; second += 1) {
          const price = prices[second] ?? 0;
          const entry = prices[first] ?? 0;
          const value = sign * (second < middle ? 2 * (price - entry) : (prices[middle] ?? 0) - entry + (price - entry));
          best = Math.max(best, value);
          worst = Math.min(worst, value);
        }
        const running = excursionScan([trade], { seconds: 60, begins: stamp === 'known' });
        for (const bar of bars) running.bar(bar);
        const result = running.finish()[0];
        if (result === undefined) throw new Error('the trade met bars');
        expect(result.mfe.certain.amount).toBeLessThanOrEqual(best * 100);
        expect(result.mfe.possible?.amount).toBeGreaterThanOrEqual(best * 100);
        expect(result.mae.certain.amount).toBeGreaterThanOrEqual(worst * 100);
        expect(result.mae.possible?.amount).toBeLessThanOrEqual(worst * 100);
      }),
    );
  });
});
