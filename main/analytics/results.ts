/** What a list of trades adds up to. All trades must be in one currency: another one has no sum with it. */
import type { Decimal } from '../engine/decimal.ts';
import { mfeErrorR } from '../engine/trade-numbers.ts';
import { meanOf, share, sqnOf, sumOf, type Measure, type Sqn } from './sample.ts';
import { rOf, type TradeRow } from './trade-row.ts';

export interface Results {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly breakEven: number;
  /** wins ÷ (wins + losses); null without either. */
  readonly winRate: Decimal | null;
  /** Minor units. */
  readonly netPnl: number;
  readonly grossProfit: number;
  /** As a magnitude. */
  readonly grossLoss: number;
  /** average win ÷ average loss; null without a win or without a loss. */
  readonly payoff: Decimal | null;
  /** gross profit ÷ gross loss; null without a loss. */
  readonly profitFactor: Decimal | null;
  /** Net P&L a trade in whole minor units would round: as decimal text of minor units. Null without trades. */
  readonly meanPnl: Decimal | null;
  readonly sumR: Measure;
  /** Mean R over the trades that have R. */
  readonly expectancy: Measure;
  readonly sqn: Sqn;
  readonly meanMfeErrorR: Measure;
}

/** Throws a RangeError when the trades are in several currencies. */
export function resultsOf(trades: readonly TradeRow[]): Results {
  requireOneCurrency(trades);
  const amounts = trades.map(({ netPnl }) => netPnl.amount);
  const gains = amounts.filter((amount) => amount > 0);
  const falls = amounts.filter((amount) => amount < 0);
  const grossProfit = add(gains);
  const grossLoss = -add(falls);
  const netPnl = add(amounts);
  const r = trades.map(rOf);
  return {
    trades: trades.length,
    wins: gains.length,
    losses: falls.length,
    breakEven: trades.length - gains.length - falls.length,
    winRate: share(gains.length, gains.length + falls.length),
    netPnl,
    grossProfit,
    grossLoss,
    // (profit ÷ wins) ÷ (loss ÷ losses), divided once.
    payoff: gains.length === 0 ? null : share(grossProfit * falls.length, grossLoss * gains.length),
    profitFactor: share(grossProfit, grossLoss),
    meanPnl: share(netPnl, trades.length),
    sumR: sumOf(r),
    expectancy: meanOf(r),
    sqn: sqnOf(r),
    meanMfeErrorR: meanOf(trades.map((trade) => mfeErrorR(trade.mfe, trade.grossPnl, trade.stopAmount))),
  };
}

/** The currency of the trades; null for none of them. Throws a RangeError when there are several. */
export function requireOneCurrency(trades: readonly TradeRow[]): string | null {
  const currencies = new Set(trades.map(({ netPnl }) => netPnl.currency));
  if (currencies.size > 1) throw new RangeError(`trades in ${[...currencies].join(' and ')} have no common sum`);
  const [currency] = currencies;
  return currency ?? null;
}

function add(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
