/**
 * The few exact sums the test double needs to answer like the journal does: decimal text in, decimal text or minor units
 * out, through integers of 10^-10. The product's own arithmetic lives in the engine, which the window may not import.
 */
import type { TradeView } from '../../preload/contract/trades.ts';

const ONE = 10_000_000_000n;

export function toUnits(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(10, '0').slice(0, 10));
  return text.startsWith('-') ? -units : units;
}

export function fromUnits(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(11, '0');
  const fraction = digits.slice(-10).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -10)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Half to even, as the engine rounds. */
function divide(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return divide(-numerator, -denominator);
  const quotient = numerator / denominator;
  const rest = numerator - quotient * denominator;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** points × quantity × point value in cents. */
export function cents(points: bigint, quantity: bigint, pointValue: bigint): number {
  return Number(divide(points * quantity * pointValue * 100n, ONE * ONE * ONE));
}

/** A ratio of two amounts to six places; null without a denominator. */
export function ratio(amount: number | null, by: number | null): string | null {
  if (amount === null || by === null || by === 0) return null;
  return fromUnits(divide(BigInt(amount) * 1_000_000n, BigInt(by)) * 10_000n);
}

/** Everything that follows from a trade's fills, its stop and its stated excursions. */
export function withOutcome(trade: TradeView, pointValue: string): TradeView {
  const currency = trade.grossPnl.currency;
  const sign = trade.side === 'long' ? 1n : -1n;
  const value = toUnits(pointValue);
  const entries = trade.fills.filter((fill) => fill.action === 'entry');
  const exits = trade.fills.filter((fill) => fill.action === 'exit');
  const sum = (fills: typeof entries) => fills.reduce((total, fill) => total + toUnits(fill.quantity), 0n);
  const mean = (fills: typeof entries) => (fills.length === 0 ? null : divide(fills.reduce((total, fill) => total + toUnits(fill.price) * toUnits(fill.quantity), 0n), sum(fills)));
  const entry = mean(entries) ?? 0n;
  const exit = mean(exits);
  const gross = exits.reduce((total, fill) => total + cents((toUnits(fill.price) - entry) * sign, toUnits(fill.quantity), value), 0);
  const fees = trade.fills.reduce<number | null>((total, fill) => (total === null || fill.fees === null ? null : total + fill.fees.amount), 0);
  const open = sum(entries) - sum(exits);
  const closed = open === 0n;
  const stop = trade.initialStop === null ? null : Math.abs(cents(entry - toUnits(trade.initialStop), sum(entries), value));
  const mfe = trade.mfe?.amount ?? null;
  const mae = trade.mae?.amount ?? null;
  const net = fees === null ? null : gross - fees;
  return {
    ...trade,
    status: closed ? 'closed' : 'open',
    quantity: fromUnits(sum(entries)),
    openQuantity: fromUnits(open),
    entryPrice: fromUnits(entry),
    exitPrice: exit === null ? null : fromUnits(exit),
    exitAt: closed ? (exits.at(-1)?.at ?? null) : null,
    stopAmount: stop === null ? null : { amount: stop, currency },
    grossPnl: { amount: gross, currency },
    fees: fees === null ? null : { amount: fees, currency },
    netPnl: net === null ? null : { amount: net, currency },
    r: closed ? ratio(net, stop) : null,
    mfeR: ratio(mfe, stop),
    maeR: ratio(mae, stop),
    mfeErrorR: closed && mfe !== null ? ratio(mfe - gross, stop) : null,
    exitEfficiency: closed ? ratio(gross, mfe) : null,
  };
}
