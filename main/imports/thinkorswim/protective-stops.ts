import { formatFixed, type Decimal, type Fixed } from '../../engine/decimal.ts';
import { fixed } from '../text/arithmetic.ts';
import type { Side, StopLevel } from '../types.ts';

/** A stop set later than this after its entry is no longer the risk that the entry was taken with. */
const FIRST_STOP_MS = 60_000;
/** Order and fill may be written a second apart. */
const SLACK_MS = 1_000;

export interface StopOrder {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly ms: number;
  /** Sent with its entry (`TRG BY`), and waiting for it to fill. */
  readonly triggered: boolean;
}

export interface StoppableFill {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly ms: number;
}

/**
 * The first stop of each fill, where the order history has it: a stop order on the other side that was sent with the
 * entry or placed within a minute of it, before anything was closed. Each contract of a stop covers one contract, the
 * latest entries first; what was moved later (`RE #`) is not among the orders given.
 */
export function protectiveStops<F extends StoppableFill>(fills: readonly F[], stops: readonly StopOrder[]): ReadonlyMap<F, readonly StopLevel[]> {
  const found = new Map<F, StopLevel[]>();
  const bySymbol = Map.groupBy(fills, ({ symbol }) => symbol);
  for (const list of bySymbol.values()) list.sort((a, b) => a.ms - b.ms);
  const uncovered = new Map<F, Fixed>();
  for (const stop of stops.toSorted((a, b) => a.ms - b.ms)) {
    const list = bySymbol.get(stop.symbol) ?? [];
    let left = fixed(stop.quantity);
    for (const fill of candidates(list, stop)) {
      if (fill.side === stop.side || left === 0n) break;
      const open = uncovered.get(fill) ?? fixed(fill.quantity);
      const covered = open < left ? open : left;
      if (covered === 0n) continue;
      uncovered.set(fill, open - covered);
      left -= covered;
      found.set(fill, [...(found.get(fill) ?? []), { price: stop.price, quantity: formatFixed(covered) }]);
    }
  }
  return found;
}

/** The fills a stop may belong to, the nearest first. */
function* candidates<F extends StoppableFill>(sorted: readonly F[], { ms, triggered }: StopOrder): Generator<F> {
  const after = firstAtOrAfter(sorted, triggered ? ms - SLACK_MS : ms + SLACK_MS + 1);
  if (triggered) {
    for (let i = after; i < sorted.length; i += 1) {
      const fill = sorted[i];
      if (fill !== undefined) yield fill;
    }
    return;
  }
  for (let i = after - 1; i >= 0; i -= 1) {
    const fill = sorted[i];
    if (fill === undefined || fill.ms < ms - FIRST_STOP_MS) return;
    yield fill;
  }
}

function firstAtOrAfter(sorted: readonly StoppableFill[], ms: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.ms ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
