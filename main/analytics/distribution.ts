/** How R is spread. */
import { formatFixed, ONE, parseFixed, type Decimal } from '../engine/decimal.ts';
import { share } from './sample.ts';
import { rOf, type TradeRow } from './trade-row.ts';

export interface Bin {
  /** Null for the first bin, which has no lower end. */
  readonly from: Decimal | null;
  /** Not included; null for the last bin. */
  readonly to: Decimal | null;
  readonly trades: number;
  readonly share: Decimal | null;
}

export interface Distribution {
  readonly bins: readonly Bin[];
  readonly sample: number;
  /** Trades without R. */
  readonly leftOut: number;
}

/** Bins of half an R from −3 to +5, half-open, with everything beyond in the first and the last. */
export function distributionOfR(trades: readonly TradeRow[], width: Decimal = '0.5', from: Decimal = '-3', to: Decimal = '5'): Distribution {
  const step = parseFixed(width) ?? ONE;
  const low = parseFixed(from) ?? 0n;
  const high = parseFixed(to) ?? 0n;
  const edges: bigint[] = [];
  for (let edge = low; edge <= high; edge += step) edges.push(edge);
  const r = trades.flatMap((trade) => {
    const value = rOf(trade);
    const units = value === null ? null : parseFixed(value);
    return units === null ? [] : [units];
  });
  const bins = [null, ...edges].map((start, index): Bin => {
    const end = edges[index] ?? null;
    const inside = r.filter((value) => (start === null || value >= start) && (end === null || value < end)).length;
    return { from: start === null ? null : formatFixed(start), to: end === null ? null : formatFixed(end), trades: inside, share: share(inside, r.length) };
  });
  return { bins, sample: r.length, leftOut: trades.length - r.length };
}
