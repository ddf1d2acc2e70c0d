import { adherenceOf } from '../analytics/discipline.ts';
import { maximumDrawdown } from '../analytics/equity.ts';
import { readHistory, type History } from '../analytics/reports/history.ts';
import { laterStopsText, unvaluedText } from '../analytics/reports/parts.ts';
import { resultsOf } from '../analytics/results.ts';
import type { TradeRow } from '../analytics/trade-row.ts';
import { counted } from '../engine/judgement.ts';
import { formatMoney, money, type Money } from '../engine/money.ts';
import { requireAccountNamed } from '../journal/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { noOperands, ProblemError, type Command } from './command.ts';
import { reading } from './journal-file.ts';
import { ACCOUNT, accountOption, number, SPAN, spanOption, type DateSpan } from './printed.ts';

/** The figures of a list of trades in one currency. */
export interface Stats {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly breakEven: number;
  readonly grossPnl: Money;
  /** Null when the costs of a trade are not all known. */
  readonly fees: Money | null;
  readonly netPnl: Money;
  readonly grossProfit: Money;
  readonly grossLoss: Money;
  readonly profitFactor: number | null;
  readonly payoffRatio: number | null;
  readonly winRate: number | null;
  readonly expectancyR: number | null;
  readonly rSample: number;
  readonly sqn: number | null;
  readonly maxDrawdown: Money;
  readonly adherence: number | null;
  readonly bypasses: number;
  readonly meanMfeErrorR: number | null;
  readonly mfeSample: number;
}

/** The trades of the account of that name. */
export function historyOf(db: Executor, name: string, span: DateSpan): History {
  const history = readHistory(db, requireAccountNamed(db, name).id, span, () => undefined);
  if (history === null) throw new ProblemError('not-found', `There is no account ${name}.`);
  return history;
}

/** Figures of trades of a history: all of them, or those that are left. */
export function statsOf(trades: readonly TradeRow[], { account: { currency }, costsUnknown }: History): Stats {
  const results = resultsOf(trades);
  const adherence = adherenceOf(trades);
  const gross = trades.reduce((sum, { grossPnl }) => sum + grossPnl.amount, 0);
  const drawdown = maximumDrawdown(trades, null).amount;
  return {
    trades: results.trades, wins: results.wins, losses: results.losses, breakEven: results.breakEven,
    grossPnl: money(gross, currency), fees: costsUnknown > 0 ? null : money(gross - results.netPnl, currency), netPnl: money(results.netPnl, currency),
    grossProfit: money(results.grossProfit, currency), grossLoss: money(results.grossLoss, currency), profitFactor: number(results.profitFactor), payoffRatio: number(results.payoff), winRate: number(results.winRate),
    expectancyR: number(results.expectancy.value), rSample: results.expectancy.sample, sqn: number(results.sqn.value), maxDrawdown: money(drawdown === 0 ? 0 : -drawdown, currency),
    adherence: number(adherence.share), bypasses: adherence.bypasses, meanMfeErrorR: number(results.meanMfeErrorR.value), mfeSample: results.meanMfeErrorR.sample,
  };
}

export const stats: Command = {
  name: 'stats',
  summary: 'What the trades of an account add up to',
  operands: '',
  options: { account: ACCOUNT, ...SPAN },
  details:
    'With --json: {"trades","wins","losses","breakEven","grossPnl","fees","netPnl","grossProfit","grossLoss","profitFactor","payoffRatio","winRate","expectancyR","rSample","sqn","maxDrawdown","adherence","bypasses","meanMfeErrorR","mfeSample"}. ' +
    'grossLoss is a magnitude, maxDrawdown is below zero or zero; netPnl is gross less the costs that are known, and fees are null unless all are; ratios are numbers, what is unknown is null. Trades in another currency than the account’s are left out, and said.',
  run(context) {
    noOperands(context);
    const name = accountOption(context);
    const span = spanOption(context);
    const { figures, foreign, unvalued, later } = reading(context.data, (db) => {
      const history = historyOf(db, name, span);
      return { figures: statsOf(history.trades, history), foreign: history.foreign, unvalued: unvaluedText(history.unvalued), later: laterStopsText(history, { ...span, symbol: null, setup: null }) };
    });
    if (later !== null) context.warn(later);
    if (foreign > 0) context.warn(`${counted(foreign, 'trade')} in other currencies left out.`);
    if (unvalued !== null) context.warn(unvalued);
    if (context.json) context.print(JSON.stringify(figures));
    else for (const [label, value] of Object.entries(figures) as [string, Stats[keyof Stats]][]) context.print(`${label.padEnd(14)} ${value === null ? 'unknown' : typeof value === 'object' ? formatMoney(value) : value}`);
    return 0;
  },
};
