/** A limit on what a session has made or lost, in R, in money or as a share of equity: common to the loss limit and the profit lock. */
import { z } from 'zod';
import { limitParams, limitText, type AmountLimits } from './amount-limits.ts';
import type { Decimal } from './decimal.ts';
import type { FactView } from './facts.ts';
import { compareAmounts, floorOf, fraction } from './fraction.ts';
import { counted, insufficient, miss, missing, pass, type Judgement } from './judgement.ts';
import type { ClosedTrade } from './model.ts';
import { formatMoney, type Money } from './money.ts';
import { decimal, percent, positiveMoney } from './param-schemas.ts';
import type { Judge, Param } from './rule-kind.ts';
import { runningR, runningTotal, type Direction } from './session-result.ts';
import { lowerDecimal, optional } from './tightening.ts';

export interface ResultLimits extends AmountLimits {
  /** In R; null for no such limit. */
  readonly r: Decimal | null;
}

export const resultLimitsSchema = z
  .strictObject({ r: decimal('0', '1000', 'above').nullable(), percent: percent.nullable(), amount: positiveMoney.nullable() })
  .refine((params) => params.r !== null || params.percent !== null || params.amount !== null, 'set at least one limit');

export const resultLimitParams: { readonly [K in keyof ResultLimits]: Param<ResultLimits[K]> } = {
  r: { field: { label: 'In R', help: 'The sum of R over the session’s closed trades. Empty: no such limit.', type: 'decimal', unit: 'R', minimum: '0', maximum: '1000', optional: true }, asymmetry: optional(lowerDecimal) },
  ...limitParams,
};

interface Words {
  readonly reached: string;
  readonly clear: string;
}

/**
 * Once reached, a limit stays reached for the session: an override that wins some of it back does not open the day again.
 * Several limits: any one of them bites; one that cannot be judged is never a pass.
 */
export function judgeResult(limits: ResultLimits, direction: Direction, words: Words): Judge {
  const general = [limits.r === null ? '' : `${limits.r} R`, limitText(limits)].filter((part) => part !== '').join(' or ');
  const byR = limits.r === null ? null : fraction(limits.r);
  const share = limits.percent === null ? null : fraction(limits.percent, 100n);
  return ({ closedTrades, equity }: FactView): Judgement => {
    if (closedTrades === null) return missing(general, 'session.closedTrades');
    const unclear: string[] = [];
    const seen: string[] = [];
    if (byR !== null) {
      const { reached, text, unknown } = runningR(closedTrades, direction, byR);
      seen.push(`${text} R`);
      if (reached === 'yes') return miss(`${text} R`, `${limits.r} R`, `${words.reached} ${limits.r} R.`);
      if (reached === 'unknown') unclear.push(`the R of ${unknown} closed ${unknown === 1 ? 'trade is' : 'trades are'} not known`);
    }
    if (limits.amount !== null || share !== null) {
      // What came before a result that is not known is certain; a limit that was reached then stays reached.
      const certain = withKnownResults(closedTrades);
      if (certain.length < closedTrades.length) unclear.push(`the net P&L of ${counted(closedTrades.filter(({ netPnl }) => netPnl === null).length, 'closed trade')} is not known`);
      const total = runningTotal(certain, direction);
      if (total === null) unclear.push('the closed trades are in different currencies');
      else {
        const currency = total.currency ?? equity?.currency ?? limits.amount?.currency ?? '';
        const shown = formatMoney({ amount: total.current, currency });
        if (certain.length === closedTrades.length) seen.push(shown);
        const bitten = reachedAmount(limits, share === null ? null : { fraction: share, equity }, total.furthest, currency, unclear);
        if (bitten !== null) return miss(shown, bitten, `${words.reached} ${bitten}.`);
      }
    }
    const observed = seen.join(', ');
    if (unclear.length > 0) return insufficient(observed === '' ? 'not known' : observed, general, `Cannot be judged: ${unclear.join('; ')}.`);
    return pass(observed, general, `${words.clear} ${general}.`);
  };
}

/** The trades up to the first whose net P&L is not known. */
function withKnownResults(trades: readonly ClosedTrade[]): readonly ClosedTrade[] {
  const unknown = trades.findIndex(({ netPnl }) => netPnl === null);
  return unknown === -1 ? trades : trades.slice(0, unknown);
}

/** The threshold that was reached; null when none was. What cannot be compared is added to `unclear`. */
function reachedAmount(
  { amount, percent: perCent }: AmountLimits,
  share: { readonly fraction: ReturnType<typeof fraction>; readonly equity: Money | null } | null,
  furthest: number,
  currency: string,
  unclear: string[],
): string | null {
  if (amount !== null) {
    if (amount.currency !== currency) unclear.push(`the limit is in ${amount.currency}, the trades in ${currency}`);
    else if (furthest >= amount.amount) return formatMoney(amount);
  }
  if (share !== null) {
    const { equity } = share;
    if (equity === null) unclear.push('the account’s equity is not known');
    else if (equity.currency !== currency) unclear.push(`equity is in ${equity.currency}, the trades in ${currency}`);
    else if (compareAmounts(furthest, equity.amount, share.fraction) >= 0) return `${formatMoney({ amount: floorOf(equity.amount, share.fraction), currency })} (${perCent} % of equity)`;
  }
  return null;
}
