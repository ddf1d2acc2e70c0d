import type { Decimal } from '../engine/decimal.ts';
import type { Money } from '../engine/money.ts';
import type { BrokerResult, FillBasis, ImportedExcursion, ImportedFill, Side, StopLevel } from '../imports/types.ts';

/** A fill as trades are built from it; `time` is milliseconds UTC. */
export interface TradeFill {
  readonly key: string;
  readonly brokerFillId: string | null;
  readonly account: string | null;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly quantityUnit: 'units' | 'lots';
  readonly price: Decimal;
  readonly time: number;
  readonly commission: Money | null;
  readonly fees: Money | null;
  readonly costExact: Decimal | null;
  readonly currency: string;
  readonly basis: FillBasis;
  readonly effect: 'open' | 'close' | null;
  readonly positionAfter: Decimal | null;
  readonly pointValue: Decimal | null;
  readonly initialStops: readonly StopLevel[];
  readonly excursion: ImportedExcursion | null;
  readonly brokerResult: BrokerResult | null;
  readonly tripKey: string | null;
  readonly rank: number;
  readonly orderingId: string | null;
  readonly sequence: number;
}

/** An imported fill for building trades. Without a resolved zone (a preview) the clock reading stands in for the time. */
export function tradeFillOf(fill: ImportedFill): TradeFill {
  // Only what trades need: the line's text would keep whole pieces of the file in memory.
  return {
    key: fill.key,
    brokerFillId: fill.brokerFillId,
    account: fill.account,
    symbol: fill.symbol,
    side: fill.side,
    quantity: fill.quantity,
    quantityUnit: fill.quantityUnit,
    price: fill.price,
    commission: fill.commission,
    fees: fill.fees,
    costExact: fill.costExact,
    currency: fill.currency,
    basis: fill.basis,
    effect: fill.effect,
    positionAfter: fill.positionAfter,
    pointValue: fill.pointValue,
    initialStops: fill.initialStops,
    excursion: fill.excursion,
    brokerResult: fill.brokerResult,
    tripKey: fill.tripKey,
    rank: fill.rank,
    orderingId: fill.orderingId,
    sequence: fill.sequence,
    time: fill.time.epochMs ?? fill.time.wallMs ?? 0,
  };
}

/** Chronological order; ties by rank, then numeric id, then place in the file, then key, so that it is total. */
export function compareFills(a: TradeFill, b: TradeFill): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.orderingId !== null && b.orderingId !== null && a.orderingId !== b.orderingId && /^\d+$/.test(a.orderingId) && /^\d+$/.test(b.orderingId)) {
    const byLength = a.orderingId.length - b.orderingId.length;
    if (byLength !== 0) return byLength;
    return a.orderingId < b.orderingId ? -1 : 1;
  }
  if (a.sequence !== b.sequence) return a.sequence - b.sequence;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
