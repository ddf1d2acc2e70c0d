import type { Report } from '../../../preload/contract/analytics.ts';
import type { Ledger } from './history.ts';
import { startingEquity } from './equity.ts';
import { asCount, asDuration, asMoney, asNumber, asPnl, asR, asShare, envelope, figure, named, negated, negative, NO_LOSS, NO_MFE, NO_R, NO_TRADES, rFigure, type Ask } from './parts.ts';

/** Where the account stands. */
export function summaryReport(ask: Ask<Ledger>): Report<'summary'> {
  const { account, columns } = ask.history;
  const { currency } = account;
  const pick = columns.pick(ask.filter);
  const tally = columns.tally(pick);
  const results = tally.results();
  const adherence = tally.adherence();
  const drawdown = columns.maximumDrawdown(pick, startingEquity(ask));
  const all = { sample: results.trades };
  const decided = { sample: results.wins + results.losses };
  const none = results.trades === 0;
  const gross = tally.grossPnl;
  const costs = gross - results.netPnl;
  const costed = { sample: results.trades - tally.costsUnknown, leftOut: tally.costsUnknown };
  return envelope('summary', ask, [
    figure(named('net-pnl', 'Net P&L', 'net-pnl'), none ? null : asPnl(results.netPnl, currency), all, NO_TRADES),
    rFigure(named('expectancy', 'Expectancy', 'expectancy'), results.expectancy, NO_R),
    figure(named('adherence', 'Adherence', 'adherence'), asShare(adherence.share), all, NO_TRADES),
    figure(named('win-rate', 'Win rate', 'win-rate'), asShare(results.winRate), decided, 'No win and no loss here yet.'),
    figure(named('profit-factor', 'Profit factor', 'profit-factor'), asNumber(results.profitFactor), decided, NO_LOSS),
    figure(named('payoff', 'Payoff ratio', 'payoff'), asNumber(results.payoff), decided, 'It needs a win and a loss.'),
    results.sqn.value === null
      ? figure(named('sqn', 'SQN', 'sqn'), null, results.sqn, 'It needs two different R.')
      : figure(named('sqn', 'SQN', 'sqn'), asNumber(results.sqn.value), results.sqn, results.sqn.reliable ? null : 'Not reliable below 30 trades.', true),
    figure(named('max-drawdown', 'Maximum drawdown', 'drawdown'), none ? null : asPnl(negative(drawdown.amount), currency), all, NO_TRADES),
    figure(named('max-drawdown-r', 'Drawdown in R', 'drawdown'), results.expectancy.sample === 0 ? null : asR(negated(drawdown.r)), results.expectancy, NO_R),
    figure(named('max-drawdown-share', 'Drawdown of equity', 'drawdown'), none ? null : asShare(drawdown.share === null ? null : negated(drawdown.share)), all, none ? NO_TRADES : account.startingEquity.amount <= 0 ? 'Nobody has said what the account began with. Settings, Trading.' : 'A part of the account has no equity of its own.'),
    rFigure(named('mfe-error-r', 'Mean MFE-Error-R', 'mfe-error-r'), results.meanMfeErrorR, NO_MFE),
    figure(named('holding', 'Mean holding time', 'holding-time'), asDuration(tally.meanHeld), all, NO_TRADES),
    figure(named('trades', 'Trades', 'trades'), asCount(results.trades), all),
    figure(named('wins', 'Wins', 'win'), asCount(results.wins), all),
    figure(named('losses', 'Losses', 'loss'), asCount(results.losses), all),
    figure(named('break-even', 'Break-even', 'break-even'), asCount(results.breakEven), all),
    figure(named('bypasses', 'Bypasses', 'bypass'), asCount(adherence.bypasses), all),
    figure(named('gross-pnl', 'Gross P&L', 'gross-pnl'), none ? null : asPnl(gross, currency), all, NO_TRADES),
    costed.sample === 0 && costs === 0
      ? figure(named('fees', 'Commissions and fees', 'net-pnl'), null, costed, none ? NO_TRADES : 'No file here states them.')
      : figure(named('fees', 'Commissions and fees', 'net-pnl'), asMoney(costs, currency), costed, costed.leftOut === 0 ? null : 'What is known: not all trades state all of them.', true),
  ], {});
}
