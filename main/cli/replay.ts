import { replayAll, type ReplayDecision } from '../analytics/replay.ts';
import { readPastTrades } from '../analytics/reports/history.ts';
import { unvaluedText } from '../analytics/reports/parts.ts';
import { sumOf } from '../analytics/sample.ts';
import { rOf } from '../analytics/trade-row.ts';
import { counted } from '../engine/judgement.ts';
import { formatMoney, type Money } from '../engine/money.ts';
import { compileRuleSet } from '../engine/rule-set.ts';
import { hashRuleSet } from '../journal/rule-shelf.ts';
import { noOperands, type Command } from './command.ts';
import { reading } from './journal-file.ts';
import { ACCOUNT, accountOption, amount, isoIn, number, SPAN, spanOption } from './printed.ts';
import { RULES, rulesOption } from './rules-option.ts';
import { historyOf, statsOf } from './stats.ts';

const CANNOT_KNOW = 'A blocked trade is taken out of the history; what would have been traded instead is unknown, and equity stays as it was recorded. A trade that cannot be judged for want of facts counts as having happened.';

export const replay: Command = {
  name: 'replay',
  summary: 'Run rules over the whole history of an account, in order',
  operands: '',
  options: { account: ACCOUNT, rules: RULES, ...SPAN },
  details:
    'With --json: {"ruleSetHash","trades","blocked","unknown","asItWas","underRules","rules":[{"ruleId","blocked","insufficient","blockedR","blockedNetPnl"}],"blockedTrades":[{"id","instrument","side","entryTime","netPnl","r","rules"}],"cannotKnow"}. ' +
    'asItWas and underRules have the fields of `desk stats`. Caps, streaks and cool-downs are those of the history that the rules would have left.',
  run(context) {
    noOperands(context);
    const name = accountOption(context);
    const content = rulesOption(context);
    const span = spanOption(context);
    const hash = hashRuleSet(content);
    const { foreign, unvalued, ...result } = reading(context.data, (db) => {
      const history = historyOf(db, name, span);
      const { account } = history;
      const decisions = replayAll(compileRuleSet(content, hash), readPastTrades(db, history, span, () => undefined));
      const blocked = decisions.filter(({ status }) => status === 'blocked');
      const left = decisions.filter(({ status }) => status !== 'blocked').map(({ trade }) => trade);
      return {
        foreign: history.foreign, unvalued: unvaluedText(history.unvalued), ruleSetHash: hash, trades: decisions.length, blocked: blocked.length, unknown: decisions.filter(({ status }) => status === 'unknown').length,
        asItWas: statsOf(history.trades, history), underRules: statsOf(left, history),
        rules: perRule(decisions, account.currency),
        blockedTrades: blocked.map(({ trade, missed }) => ({
          id: trade.id, instrument: trade.symbol, side: trade.side, entryTime: isoIn(account.zone, trade.entryAt), netPnl: trade.netPnl, r: number(rOf(trade)), rules: missed,
        })),
        cannotKnow: CANNOT_KNOW,
      };
    });
    if (foreign > 0) context.warn(`${counted(foreign, 'trade')} in other currencies left out: no cap or cool-down counts them here.`);
    if (unvalued !== null) context.warn(unvalued);
    if (context.json) {
      context.print(JSON.stringify(result));
      return 0;
    }
    context.print(`${result.trades} trades: ${result.blocked} would have been blocked, ${result.unknown} cannot be judged`);
    for (const { ruleId, blocked, insufficient, blockedR } of result.rules) context.print(`  ${ruleId.padEnd(26)} blocked ${String(blocked).padStart(5)}, R ${blockedR ?? 'unknown'}, cannot judge ${insufficient}`);
    context.print(`net ${formatMoney(result.asItWas.netPnl)} → ${formatMoney(result.underRules.netPnl)}`);
    context.print(CANNOT_KNOW);
    return 0;
  },
};

interface RuleTally {
  readonly ruleId: string;
  readonly blocked: number;
  readonly insufficient: number;
  /** Sum of R of the blocked trades that have R; null when none has. */
  readonly blockedR: number | null;
  readonly blockedNetPnl: Money | null;
}

function perRule(decisions: readonly ReplayDecision[], currency: string): readonly RuleTally[] {
  const ids = [...new Set(decisions.flatMap(({ missed, insufficient }) => [...missed, ...insufficient]))].toSorted();
  return ids.map((ruleId) => {
    const by = decisions.filter(({ missed }) => missed.includes(ruleId)).map(({ trade }) => trade);
    return {
      ruleId, blocked: by.length, insufficient: decisions.filter(({ insufficient }) => insufficient.includes(ruleId)).length,
      blockedR: number(sumOf(by.map(rOf)).value), blockedNetPnl: amount(by.reduce((sum, { netPnl }) => sum + netPnl.amount, 0), currency),
    };
  });
}
