import type { Remark, Report } from '../../../preload/contract/analytics.ts';
import type { Ledger } from './history.ts';
import { asPnl, asR, envelope, figure, named, negated, negative, NO_R, NO_TRADES, type Ask } from './parts.ts';

/** More points than a chart has pixels say nothing more. */
const POINTS_MAX = 2_000;

/** The account's equity before the first chosen trade; null for a part of the account, which has none of its own, and while nobody has stated what it began with. */
export function startingEquity({ history: { account, columns }, filter }: Ask<Ledger>): number | null {
  if (filter.symbol !== null || filter.setup !== null || account.startingEquity.amount <= 0) return null;
  return account.startingEquity.amount + (filter.from === null ? 0 : columns.netBefore(filter.from));
}

export function equityReport(ask: Ask<Ledger>): Report<'equity'> {
  const { account, columns } = ask.history;
  const pick = columns.pick(ask.filter);
  const start = startingEquity(ask);
  const { expectancy, netPnl } = columns.tally(pick).results();
  const drawdown = columns.maximumDrawdown(pick, start);
  const { points, total } = columns.equity(pick, start, POINTS_MAX);
  const all = { sample: total };
  const noR = expectancy.sample === 0;
  const remarks: Remark[] =
    points.length < total
      ? [{ tone: 'info', title: 'Not every trade is drawn', text: `${points.length.toLocaleString('en')} of ${total.toLocaleString('en')} points are shown: from each stretch its first, its last, its highest and its lowest. The figures rest on all of them.` }]
      : [];
  return envelope('equity', ask, [
    figure(named('net-pnl', 'Net P&L', 'net-pnl'), total === 0 ? null : asPnl(netPnl, account.currency), all, NO_TRADES),
    figure(named('max-drawdown', 'Maximum drawdown', 'drawdown'), total === 0 ? null : asPnl(negative(drawdown.amount), account.currency), all, NO_TRADES),
    figure(named('max-drawdown-r', 'Drawdown in R', 'drawdown'), noR ? null : asR(negated(drawdown.r)), expectancy, NO_R),
  ], {
    equity: points.map((point) => ({
      trade: point.trade, at: point.at, date: point.sessionDate, netPnl: point.netPnl, drawdown: negative(point.drawdown), drawdownShare: point.drawdownShare === null ? null : negated(point.drawdownShare),
      sumR: noR ? null : point.sumR, drawdownR: noR ? null : negated(point.drawdownR),
    })),
  }, remarks);
}
