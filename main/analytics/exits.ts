/** What exits left behind, and what a fixed target would have made of the same trades. */
import { formatFixed, parseFixed, type Decimal, type Fixed } from '../engine/decimal.ts';
import { excursionR, exitEfficiency, mfeErrorR } from '../engine/trade-numbers.ts';
import { subtractMoney } from '../engine/money.ts';
import { meanText, total } from './sample.ts';
import { byExit, rOf, type TradeRow } from './trade-row.ts';

export interface ExitPoint {
  readonly tradeId: string;
  readonly at: number;
  readonly symbol: string;
  readonly mfeR: Decimal;
  readonly maeR: Decimal | null;
  readonly r: Decimal;
  readonly mfeErrorR: Decimal;
  readonly exitEfficiency: Decimal | null;
}

/** One point for each trade with Stop$ and MFE$. */
export function exitPoints(trades: readonly TradeRow[]): readonly ExitPoint[] {
  return byExit(trades).flatMap((trade) => {
    const mfeR = excursionR(trade.mfe, trade.stopAmount);
    const r = rOf(trade);
    const left = mfeErrorR(trade.mfe, trade.grossPnl, trade.stopAmount);
    if (mfeR === null || r === null || left === null) return [];
    return [{ tradeId: trade.id, at: trade.exitAt, symbol: trade.symbol, mfeR, maeR: excursionR(trade.mae, trade.stopAmount), r, mfeErrorR: left, exitEfficiency: exitEfficiency(trade.grossPnl, trade.mfe) }];
  });
}

export interface FixedTarget {
  readonly target: Decimal;
  readonly trades: number;
  readonly reached: number;
  readonly sumR: Decimal | null;
  readonly meanR: Decimal | null;
  /** Sum of R with the target less the sum as it was. */
  readonly change: Decimal | null;
}

/**
 * With a fixed target in R: a trade whose best open profit reached it is worth the target less its own costs, any other is
 * worth what it was. Only trades with Stop$ and MFE$; a fill at the target's price is assumed, and nothing after it.
 */
export function fixedTargets(trades: readonly TradeRow[], targets: readonly Decimal[] = ['0.5', '1', '1.5', '2', '2.5', '3', '4', '5']): readonly FixedTarget[] {
  const rows = trades.flatMap((trade) => {
    const mfeR = excursionR(trade.mfe, trade.stopAmount);
    const r = rOf(trade);
    const costs = excursionR(subtractMoney(trade.grossPnl, trade.netPnl), trade.stopAmount);
    const [best, own, paid] = [mfeR, r, costs].map((value) => (value === null ? null : parseFixed(value)));
    return best == null || own == null || paid == null ? [] : [{ best, own, paid }];
  });
  const asItWas = total(rows.map(({ own }) => own));
  return targets.map((target) => {
    const level = parseFixed(target) ?? 0n;
    const results = rows.map(({ best, own, paid }): Fixed => (best >= level ? level - paid : own));
    const sum = total(results);
    const none = rows.length === 0;
    return {
      target, trades: rows.length, reached: rows.filter(({ best }) => best >= level).length,
      sumR: none ? null : formatFixed(sum), meanR: meanText(results), change: none ? null : formatFixed(sum - asItWas),
    };
  });
}
