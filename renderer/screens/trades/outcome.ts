/**
 * The numbers of a trade while its exit is being typed: what the journal will answer, shown before it is asked.
 * Exact integers of 10^-10 and minor units, rounded half to even as the journal does; the recorded answer replaces it.
 */
import type { TradeView } from '../../../preload/contract/trades.ts';
import { formatUnits, parseUnits } from '../../format/decimal.ts';
import { minorDigits, type MoneyValue } from '../../format/display.ts';

const ONE = 10_000_000_000n;

/** Integer division rounded half to even; the divisor is above zero. */
export function divideHalfEven(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / divisor;
  const rest = numerator - quotient * divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < divisor || (twice === divisor && quotient % 2n === 0n)) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** One amount as a multiple of another, to six places; null without both, or when the divisor is zero. */
export function ratioOf(amount: number | null, by: number | null): string | null {
  if (amount === null || by === null || by === 0) return null;
  const sign = by < 0 ? -1n : 1n;
  return formatUnits(divideHalfEven(BigInt(amount) * sign * 1_000_000n, BigInt(Math.abs(by))) * 10_000n);
}

/** The gross P&L of leaving with `quantity` at `price`, in minor units; null when a number cannot be read. */
export function exitGross(trade: TradeView, price: string, quantity: string, pointValue: string): number | null {
  const [exit, entry, size, value] = [parseUnits(price), parseUnits(trade.entryPrice), parseUnits(quantity), parseUnits(pointValue)];
  if (exit === null || entry === null || size === null || value === null) return null;
  const points = trade.side === 'long' ? exit - entry : entry - exit;
  return Number(divideHalfEven(points * size * value * 10n ** BigInt(minorDigits(trade.grossPnl.currency)), ONE * ONE * ONE));
}

export interface TypedExit {
  /** Canonical decimal text. */
  readonly price: string;
  readonly quantity: string;
  /** Null: unknown, and so are net P&L and R. */
  readonly fees: MoneyValue | null;
}

export interface Outcome {
  /** Nothing is left open. */
  readonly closed: boolean;
  readonly gross: MoneyValue | null;
  readonly fees: MoneyValue | null;
  readonly net: MoneyValue | null;
  readonly r: string | null;
  readonly mfeR: string | null;
  readonly maeR: string | null;
  readonly mfeErrorR: string | null;
  readonly exitEfficiency: string | null;
}

/** The trade with a further exit (null for none) and the excursions as typed. */
export function outcomeOf(trade: TradeView, exit: TypedExit | null, mfe: MoneyValue | null, mae: MoneyValue | null, pointValue: string): Outcome {
  const { currency } = trade.grossPnl;
  const added = exit === null ? 0 : exitGross(trade, exit.price, exit.quantity, pointValue);
  const closed = trade.status === 'closed' || (exit !== null && parseUnits(exit.quantity) === parseUnits(trade.openQuantity));
  const gross = added === null ? null : trade.grossPnl.amount + added;
  const before = trade.fees?.amount ?? null;
  const fees = exit === null || before === null ? before : exit.fees === null ? null : before + exit.fees.amount;
  const net = gross === null || fees === null ? null : gross - fees;
  const stop = trade.stopAmount?.amount ?? null;
  const best = mfe?.amount ?? null;
  const money = (amount: number | null): MoneyValue | null => (amount === null ? null : { amount, currency });
  return {
    closed,
    gross: money(gross),
    fees: money(fees),
    net: money(net),
    // Of a trade as it is recorded the journal has it, also where a file left costs out.
    r: exit === null ? trade.r : closed ? ratioOf(net, stop) : null,
    mfeR: ratioOf(best, stop),
    maeR: ratioOf(mae?.amount ?? null, stop),
    mfeErrorR: closed && best !== null && gross !== null ? ratioOf(best - gross, stop) : null,
    exitEfficiency: closed ? ratioOf(gross, best) : null,
  };
}

/** Why an MFE$ cannot be; null when it can. `gross` is the P&L that was realised, in minor units. */
export function mfeProblem(mfe: number, gross: number, show: (amount: number) => string): string | null {
  if (mfe < 0) return 'MFE$ is the best open profit: zero or more.';
  if (mfe < gross) return `MFE$ cannot be below the gross P&L: ${show(gross)} was realised, so the trade was at least that far ahead.`;
  return null;
}

/** Why an MAE$ cannot be; null when it can. */
export function maeProblem(mae: number, gross: number, show: (amount: number) => string): string | null {
  if (mae > 0) return `MAE$ is the worst open loss: zero or less. Write ${show(-mae)} if that is what you mean.`;
  if (mae > gross) return `MAE$ cannot be above the gross P&L: ${show(gross)} was realised, so the trade was at least that far behind.`;
  return null;
}
