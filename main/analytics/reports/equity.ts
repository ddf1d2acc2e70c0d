import type { Remark, Report } from '../../../preload/contract/analytics.ts';
import { equityCurve, maximumDrawdown, type EquityPoint } from '../equity.ts';
import { asPnl, asR, choose, envelope, figure, named, negated, negative, NO_R, NO_TRADES, type Ask } from './parts.ts';
import { rOf } from '../trade-row.ts';

/** More points than a chart has pixels say nothing more. */
const POINTS_MAX = 2_000;

/** The account's equity before the first chosen trade; null for a part of the account, which has none of its own. */
export function startingEquity({ history, filter }: Ask): number | null {
  if (filter.symbol !== null || filter.setup !== null) return null;
  const { from } = filter;
  const before = from === null ? 0 : history.trades.reduce((sum, { sessionDate, netPnl }) => (sessionDate < from ? sum + netPnl.amount : sum), 0);
  return history.account.startingEquity.amount + before;
}

export function equityReport(ask: Ask): Report<'equity'> {
  const { trades } = choose(ask.history, ask.filter);
  const { currency } = ask.history.account;
  const start = startingEquity(ask);
  const points = equityCurve(trades, start);
  const drawdown = maximumDrawdown(trades, start);
  const withR = trades.filter((trade) => rOf(trade) !== null).length;
  const shown = thinned(points);
  const remarks: Remark[] =
    shown.length < points.length
      ? [{ tone: 'info', title: 'Not every trade is drawn', text: `${shown.length} of ${points.length} points are shown: from each stretch its first, its last, its highest and its lowest. The figures rest on all of them.` }]
      : [];
  return envelope('equity', ask, [
    figure(named('net-pnl', 'Net P&L', 'net-pnl'), points.length === 0 ? null : asPnl(points.at(-1)?.netPnl ?? 0, currency), { sample: points.length }, NO_TRADES),
    figure(named('max-drawdown', 'Maximum drawdown', 'drawdown'), points.length === 0 ? null : asPnl(negative(drawdown.amount), currency), { sample: points.length }, NO_TRADES),
    figure(named('max-drawdown-r', 'Maximum drawdown in R', 'drawdown'), withR === 0 ? null : asR(negated(drawdown.r)), { sample: withR, leftOut: points.length - withR }, NO_R),
  ], {
    equity: shown.map(({ point, trade }) => ({
      trade, at: point.at, date: point.sessionDate, netPnl: point.netPnl, drawdown: negative(point.drawdown), drawdownShare: point.drawdownShare === null ? null : negated(point.drawdownShare),
      sumR: withR === 0 ? null : point.sumR, drawdownR: withR === 0 ? null : negated(point.drawdownR),
    })),
  }, remarks);
}

interface Placed {
  readonly point: EquityPoint;
  /** Which trade it is, from one. */
  readonly trade: number;
}

/** All points, or of each stretch its first, last, highest and lowest, so that no peak and no trough is lost. */
function thinned(points: readonly EquityPoint[]): readonly Placed[] {
  const placed = points.map((point, index): Placed => ({ point, trade: index + 1 }));
  if (placed.length <= POINTS_MAX) return placed;
  const stretch = Math.ceil(placed.length / (POINTS_MAX / 4));
  const kept: Placed[] = [];
  for (let from = 0; from < placed.length; from += stretch) {
    const part = placed.slice(from, from + stretch);
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) continue;
    const highest = part.reduce((best, other) => (other.point.netPnl > best.point.netPnl ? other : best));
    const lowest = part.reduce((best, other) => (other.point.netPnl < best.point.netPnl ? other : best));
    kept.push(...[...new Set([first, highest, lowest, last])].toSorted((a, b) => a.trade - b.trade));
  }
  return kept;
}
