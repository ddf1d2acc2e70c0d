/** What the closed trades of a session add up to, exactly, and what is not known about it. */
import { ONE, parseFixed, ratioText, type Decimal } from './decimal.ts';
import { compareAmounts, reduced, type Fraction } from './fraction.ts';
import type { ClosedTrade } from './model.ts';

/** −(1 − tolerance): a net P&L at or below this multiple of Stop$ is a full-R loss. */
export function fullLossLimit(tolerancePercent: Decimal): Fraction {
  const tolerance = parseFixed(tolerancePercent) ?? 0n;
  return reduced(tolerance - 100n * ONE, 100n * ONE);
}

/** Full-R losses of a session; a loss without a known Stop$, and a trade whose costs are not known, may or may not be one. */
export function fullLosses(trades: readonly ClosedTrade[], limit: Fraction): { readonly certain: number; readonly unknown: number } {
  let certain = 0;
  let unknown = 0;
  for (const trade of trades) {
    const full = isFullLoss(trade, limit);
    if (full === null) unknown += 1;
    else if (full) certain += 1;
  }
  return { certain, unknown };
}

/** Whether a trade lost a full R; null when its net P&L or its Stop$ is not known. */
function isFullLoss({ netPnl, stopAmount }: ClosedTrade, limit: Fraction): boolean | null {
  if (netPnl === null) return null;
  if (netPnl.amount >= 0) return false;
  if (stopAmount === null || stopAmount.amount <= 0 || stopAmount.currency !== netPnl.currency) return null;
  return compareAmounts(netPnl.amount, stopAmount.amount, limit) <= 0;
}

/**
 * Straight losses at the end of the list. A break-even trade neither adds to a streak nor ends it. `unknown` counts what may
 * belong to the streak besides: a trade whose net P&L is not known, and the losses before it. `last` is the latest of all of them.
 */
export function lossStreak(trades: readonly ClosedTrade[]): { readonly length: number; readonly last: ClosedTrade | null; readonly unknown: number } {
  let length = 0;
  let unknown = 0;
  let last: ClosedTrade | null = null;
  for (let index = trades.length - 1; index >= 0; index -= 1) {
    const trade = trades[index];
    if (trade === undefined) break;
    const amount = trade.netPnl === null ? null : trade.netPnl.amount;
    if (amount !== null && amount > 0) break;
    if (amount === 0) continue;
    last ??= trade;
    if (amount === null || unknown > 0) unknown += 1;
    else length += 1;
  }
  return { length, last, unknown };
}

export type Direction = 'loss' | 'profit';

/** The running total of a session in money: where it stands and its furthest point in one direction. */
export interface RunningTotal {
  readonly current: number;
  /** The furthest the total went in the asked direction, as a magnitude of minor units; at least 0. */
  readonly furthest: number;
  readonly currency: string | null;
}

/** Null when the trades are of different currencies, one has no known net P&L, or their sum is beyond any money. */
export function runningTotal(trades: readonly ClosedTrade[], direction: Direction): RunningTotal | null {
  const sign = direction === 'loss' ? -1 : 1;
  let current = 0;
  let furthest = 0;
  let currency: string | null = null;
  for (const { netPnl } of trades) {
    if (netPnl === null) return null;
    if (currency !== null && currency !== netPnl.currency) return null;
    currency = netPnl.currency;
    current += netPnl.amount;
    if (!Number.isSafeInteger(current)) return null;
    furthest = Math.max(furthest, sign * current);
  }
  return { current, furthest, currency };
}

/** The running total of a session in R against a limit. */
export interface RunningR {
  /** Whether the total reached the limit at any time; unknown when trades without R leave it open. */
  readonly reached: 'yes' | 'no' | 'unknown';
  /** The total of the trades that have R, to two decimals. */
  readonly text: Decimal;
  readonly unknown: number;
}

/** `limit` is a positive count of R. Exact: R are added as fractions and never divided before they are compared. */
export function runningR(trades: readonly ClosedTrade[], direction: Direction, limit: Fraction): RunningR {
  const sign = direction === 'loss' ? -1n : 1n;
  let numerator = 0n;
  let denominator = 1n;
  let unknown = 0;
  let towards = false;
  let away = false;
  let reached: RunningR['reached'] = 'no';
  for (const { netPnl, stopAmount } of trades) {
    if (netPnl === null) {
      unknown += 1;
      towards = true;
      away = true;
    } else if (netPnl.amount !== 0 && (stopAmount === null || stopAmount.amount <= 0 || stopAmount.currency !== netPnl.currency)) {
      unknown += 1;
      if (netPnl.amount < 0 === (direction === 'loss')) towards = true;
      else away = true;
    } else if (netPnl.amount !== 0 && stopAmount !== null) {
      const stop = BigInt(stopAmount.amount);
      if (stop === denominator) numerator += sign * BigInt(netPnl.amount);
      else {
        numerator = numerator * stop + sign * BigInt(netPnl.amount) * denominator;
        denominator *= stop;
      }
    }
    const there = compareAmounts(numerator, denominator, limit) >= 0;
    if (there && !away) reached = 'yes';
    else if (reached === 'no' && (there || towards)) reached = 'unknown';
  }
  return { reached, text: ratioText(sign * numerator, denominator, 2), unknown };
}
