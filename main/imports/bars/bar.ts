import type { Decimal } from '../../engine/decimal.ts';

export interface Prices {
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
}

/** One bar. Where a file has both sides, the prices are the bid's and `ask` has the other side. */
export interface Bar extends Prices {
  /** Milliseconds UTC at which the bar begins, where its file says that. */
  readonly at: number;
  readonly ask: Prices | null;
}

/**
 * Bars of `minutes` from bars of `seconds`, as they are where they have that length. Null where a number of these does not
 * make one of those: bars of three minutes would be counted now to one bar of five, now to the next.
 */
export function barsOfMinutes(bars: readonly Bar[], seconds: number, minutes: number): readonly Bar[] | null {
  if (seconds === minutes * 60) return bars;
  return (minutes * 60) % seconds === 0 ? aggregateBars(bars, minutes) : null;
}

/** Longer bars from shorter ones, in buckets of whole minutes UTC; a bucket exists where it has a bar. */
export function aggregateBars(bars: readonly Bar[], minutes: number): Bar[] {
  const size = minutes * 60_000;
  const result: Bar[] = [];
  let bucket: { at: number; bars: Bar[] } | null = null;
  const close = (): void => {
    if (bucket !== null) result.push(joined(bucket.at, bucket.bars));
  };
  for (const bar of bars) {
    const at = Math.floor(bar.at / size) * size;
    if (bucket !== null && bucket.at === at) bucket.bars.push(bar);
    else {
      close();
      bucket = { at, bars: [bar] };
    }
  }
  close();
  return result;
}

function joined(at: number, bars: readonly Bar[]): Bar {
  const asks = bars.map((bar) => bar.ask).filter((ask) => ask !== null);
  return { at, ...joinPrices(bars), ask: asks.length === bars.length ? joinPrices(asks) : null };
}

function joinPrices(prices: readonly Prices[]): Prices {
  const first = prices[0];
  const last = prices[prices.length - 1];
  if (first === undefined || last === undefined) throw new RangeError('a bar is made of at least one bar');
  let { high, low } = first;
  for (const price of prices) {
    if (Number(price.high) > Number(high)) high = price.high;
    if (Number(price.low) < Number(low)) low = price.low;
  }
  return { open: first.open, high, low, close: last.close };
}
