/** Running totals by exit time, and how far they fell from their peaks. */
import { formatFixed, parseFixed, type Decimal } from '../engine/decimal.ts';
import { requireOneCurrency } from './results.ts';
import { share } from './sample.ts';
import { byExit, rOf, type TradeRow } from './trade-row.ts';

export interface EquityPoint {
  readonly tradeId: string;
  readonly at: number;
  readonly sessionDate: string;
  /** Cumulative net P&L, minor units. */
  readonly netPnl: number;
  /** How far below its peak the total is, minor units, ≥ 0. */
  readonly drawdown: number;
  /** The same as a share of the equity at the peak; null without starting equity, or when that equity was nothing. */
  readonly drawdownShare: Decimal | null;
  /** Cumulative R of the trades that have R. */
  readonly sumR: Decimal;
  readonly drawdownR: Decimal;
}

/** One point a trade. The peak starts at zero: a loss at the very beginning is a drawdown from the start. */
export function equityCurve(trades: readonly TradeRow[], startingEquity: number | null): readonly EquityPoint[] {
  requireOneCurrency(trades);
  let sum = 0;
  let peak = 0;
  let r = 0n;
  let peakR = 0n;
  return byExit(trades).map((trade) => {
    sum += trade.netPnl.amount;
    peak = Math.max(peak, sum);
    const own = rOf(trade);
    r += own === null ? 0n : (parseFixed(own) ?? 0n);
    if (r > peakR) peakR = r;
    const equityAtPeak = startingEquity === null ? 0 : startingEquity + peak;
    return {
      tradeId: trade.id, at: trade.exitAt, sessionDate: trade.sessionDate,
      netPnl: sum,
      drawdown: peak - sum,
      drawdownShare: equityAtPeak > 0 ? share(peak - sum, equityAtPeak) : null,
      sumR: formatFixed(r),
      drawdownR: formatFixed(peakR - r),
    };
  });
}

export interface Drawdown {
  /** Largest fall from a peak, minor units. */
  readonly amount: number;
  readonly r: Decimal;
  /** Largest fall as a share of the equity at its peak; null without starting equity. */
  readonly share: Decimal | null;
  /** Where the largest fall in money ended; null without one. */
  readonly at: number | null;
}

/** The largest fall in money, in R and as a share of equity: each found by itself, they may lie at different places. */
export function maximumDrawdown(trades: readonly TradeRow[], startingEquity: number | null): Drawdown {
  let amount = 0;
  let at: number | null = null;
  let r = 0n;
  let part: bigint | null = startingEquity === null ? null : 0n;
  for (const point of equityCurve(trades, startingEquity)) {
    if (point.drawdown > amount) {
      amount = point.drawdown;
      at = point.at;
    }
    const inR = parseFixed(point.drawdownR) ?? 0n;
    if (inR > r) r = inR;
    const ofEquity = point.drawdownShare === null ? null : parseFixed(point.drawdownShare);
    if (part !== null && ofEquity !== null && ofEquity > part) part = ofEquity;
  }
  return { amount, r: formatFixed(r), share: part === null ? null : formatFixed(part), at };
}
