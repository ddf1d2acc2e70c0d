/** Every figure's definition, once: the hover texts of the window, the exports and the documentation read these. */

export interface Definition {
  readonly id: string;
  readonly term: string;
  /** The formula or the meaning, in a sentence or two. */
  readonly text: string;
}

const entries: readonly (readonly [id: string, term: string, text: string])[] = [
  ['trades', 'Trades', 'Round trips, flat to flat, of one instrument in one account. A flip closes one trade and opens the next.'],
  ['win', 'Win', 'A trade with a net P&L above zero.'],
  ['loss', 'Loss', 'A trade with a net P&L below zero.'],
  ['break-even', 'Break-even', 'A trade with a net P&L of exactly zero: neither a win nor a loss, and shown apart.'],
  ['gross-pnl', 'Gross P&L', 'The sum over a trade’s fills, before costs.'],
  ['net-pnl', 'Net P&L', 'Gross P&L − commissions − fees. Unknown while the fees of an exit are; figures of many trades then count it after the costs that are known, and say so.'],
  ['stop-amount', 'Stop$', '|entry − initial stop| × quantity × point value, sealed with the ticket. Later changes of the stop do not change it. A stop typed after the trade is marked as that, and no figure of R over many trades counts it.'],
  ['r', 'R', 'Net P&L ÷ Stop$. Unknown without a stop, or while you have not stated the fees of an exit. Where a broker’s file leaves costs out, it is after the costs that are known.'],
  ['win-rate', 'Win rate', 'Wins ÷ (wins + losses). Break-even trades are left out.'],
  ['payoff', 'Payoff ratio', 'Average win ÷ average loss, the loss as a magnitude.'],
  ['profit-factor', 'Profit factor', 'Gross profit ÷ gross loss: the sum of all wins ÷ the sum of all losses. Unknown without a loss.'],
  ['expectancy', 'Expectancy', 'Mean R over the trades that have R. Its sample stands beside it.'],
  ['sqn', 'SQN', '√N × mean R ÷ sample standard deviation of R. Not to be leaned on below 30 trades.'],
  ['drawdown', 'Drawdown', 'Peak to trough of the cumulative net P&L by exit time, in money, in R, and as a share of the equity at the peak.'],
  ['mfe', 'MFE$', 'Best open P&L of the position as it was held, before costs; at least the gross P&L and at least zero.'],
  ['mae', 'MAE$', 'Worst open P&L of the position as it was held, before costs; at most the gross P&L and at most zero.'],
  ['mfe-r', 'MFE-R', 'MFE$ ÷ Stop$.'],
  ['mae-r', 'MAE-R', 'MAE$ ÷ Stop$.'],
  ['mfe-error-r', 'MFE-Error-R', '(MFE$ − gross P&L) ÷ Stop$: how many R of the best open profit the exit left behind. Unknown without Stop$ or MFE$.'],
  ['exit-efficiency', 'Exit efficiency', 'Gross P&L ÷ MFE$, signed. Unknown when MFE$ is zero or unknown.'],
  ['provenance', 'Provenance', 'Where a value comes from: typed by you, imported from the broker, or computed from price bars. What bars say is a bound: only what was surely reached. An unknown value stays unknown; none is estimated.'],
  ['criterion', 'Criterion', 'A condition on the playbook’s page of a setup. You say of each trade whether it was met or missing; a trade of which nothing was said is in neither. All are met only where each was said to be.'],
  ['full-r-loss', 'Full-R loss', 'A trade with R at or below −1, with a small tolerance for slippage that the rule sets.'],
  ['holding-time', 'Holding time', 'From the first entry to the last exit.'],
  ['streak', 'Streak', 'Wins in a row, or losses in a row, by exit time. A break-even trade neither adds to a streak nor ends it.'],
  ['grade', 'Grade', 'Diamond: every rule passes. Fire: exactly one miss, and it is not critical. Skull: anything else.'],
  ['insufficient', 'Cannot be judged', 'A fact that the rule needs is missing or too old. That is never a pass: it weighs as a broken rule does.'],
  ['prepared', 'Prepared', 'All five steps of the session’s preparation are done.'],
  ['rehab-time', 'Preparation time', 'Seconds spent on each step of the preparation, as they were recorded.'],
  ['block', 'Block', 'A ticket that a critical or major rule held back: the rule was broken, or could not be judged.'],
  ['override', 'Override', 'Taking a blocked ticket: a note of at least twenty characters and a served cool-down, both logged.'],
  ['walk-away', 'Walk-away', 'Leaving a blocked or cautioned ticket.'],
  ['bypass', 'Bypass', 'A trade that no ticket stated. It counts as a trade, and lowers adherence.'],
  ['adherence', 'Adherence', 'Tickets taken with no overridden rule ÷ all trades.'],
  ['override-rate', 'Override rate', 'Overridden blocks of a rule ÷ its blocks that were decided, overridden or walked away from.'],
  ['override-cost', 'Cost of a rule’s overrides', 'Sum and mean of R over the trades taken against the rule, beside the mean of the trades by the rules. What obeyed blocks would have made is unknown.'],
  ['bootstrap-interval', 'Bootstrap interval', '95 % of the means of 2,000 samples drawn from the same trades lie in it. The draw is seeded: the same trades give the same interval.'],
  ['shadow', 'Shadow rule', 'A rule that is evaluated and logged, and does not bite. Its record shows what it would have bitten and how those trades went.'],
  ['retirement', 'Proposed for retirement', 'A rule with at least 20 blocks, at least half of them overridden, whose overridden trades (at least 10 with R) went no worse on average than the trades by the rules.'],
  ['after-loss', 'After a loss', 'Trades entered within an hour of the exit of a losing trade of the same session.'],
  ['fixed-target', 'Fixed target', 'A trade whose MFE-R reached the target counts as the target less its own costs, any other as it was. A fill at the target’s price is assumed.'],
  ['replay', 'Replay', 'History judged trade by trade under other rules, on what was known before each trade. A blocked trade does not happen, so caps and cool-downs after it change too. What would have been traded instead is unknown.'],
  ['atr', 'ATR', 'Wilder’s average true range: first the mean of the first n true ranges, then (previous × (n − 1) + true range) ÷ n.'],
  ['rule-version', 'Rule version', 'An unchangeable state of the rule set, known by the hash of its content.'],
];

export const DEFINITIONS: readonly Definition[] = entries.map(([id, term, text]) => ({ id, term, text }));
