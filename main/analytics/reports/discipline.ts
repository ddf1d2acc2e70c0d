import type { Remark, Report } from '../../../preload/contract/analytics.ts';
import type { ReportRow } from '../../../preload/contract/report-tables.ts';
import { compareDecimals } from '../../engine/decimal.ts';
import type { RehabStep } from '../../engine/model.ts';
import { addDays, weekday } from '../../engine/zone-clock.ts';
import { adherenceOf, overrideCosts, overrideRates, retirementProposals, shadowRecords, type OverrideCost } from '../discipline.ts';
import { resultsOf } from '../results.ts';
import { meanOf } from '../sample.ts';
import { afterLoss } from '../streaks.ts';
import { isBypass, isCompliant, rOf } from '../trade-row.ts';
import type { HistoryTrade } from './history.ts';
import { asCount, asShare, choose, envelope, figure, grouped, meanAmount, named, NO_TRADES, resultCells, rFigure, type Ask } from './parts.ts';

const OBEYED: Remark = {
  tone: 'caution',
  title: 'What obeyed blocks would have made is unknown',
  text: 'A trade that was not taken has no result. The cost of overrides compares trades that were taken against a rule with trades that kept every rule, and those may differ in more than the rule.',
};

/** Below so many trades an interval is not read at all. */
const READ_FROM = 5;

export function disciplineReport(ask: Ask): Report<'discipline'> {
  const { trades, tickets } = choose(ask.history, ask.filter);
  const titleOf = (id: string): string => ask.history.ruleTitles.get(id) ?? id;
  const adherence = adherenceOf(trades);
  const all = { sample: trades.length };
  const bypasses = trades.filter(isBypass);
  const overridden = trades.filter((trade) => !isBypass(trade) && !isCompliant(trade));
  return envelope('discipline', ask, [
    figure(named('adherence', 'Adherence', 'adherence'), asShare(adherence.share), all, NO_TRADES),
    figure(named('overrides', 'Overridden trades', 'override'), asCount(adherence.overridden), all),
    figure(named('bypasses', 'Bypasses', 'bypass'), asCount(adherence.bypasses), all),
    rFigure(named('compliant-r', 'Mean R by the rules', 'expectancy'), meanOf(trades.filter(isCompliant).map(rOf)), 'No trade by the rules has R.'),
    rFigure(named('override-r', 'Mean R of overrides', 'expectancy'), meanOf(overridden.map(rOf)), 'No overridden trade has R.'),
    rFigure(named('bypass-r', 'Mean R of bypasses', 'expectancy'), meanOf(bypasses.map(rOf)), 'No bypass has R: without a ticket there is no Stop$, unless a bracket order or you named it.'),
  ], {
    weeks: weeks(trades),
    costs: overrideCosts(trades).map((cost) => ({
      rule: titleOf(cost.ruleId), trades: cost.trades, rSample: cost.meanR.sample, sumR: cost.sumR.value, meanR: cost.meanR.value, low: cost.interval?.low ?? null, high: cost.interval?.high ?? null,
      compliantMeanR: cost.compliantMeanR.value, compliantSample: cost.compliantMeanR.sample, reading: reading(cost),
    })),
    rates: overrideRates(tickets).map(({ ruleId, judged, bitten, overridden: taken, obeyed, rate }) => ({ rule: titleOf(ruleId), judged, bitten, overridden: taken, obeyed, rate })),
    rehab: rehab(ask, trades),
    afterLoss: hoursAfterLoss(trades),
  }, [OBEYED]);
}

/** What an interval says in words, so that nobody reads a mean of three trades as a finding. */
export function reading({ meanR, interval, compliantMeanR }: OverrideCost): string {
  if (meanR.sample < READ_FROM || interval === null) return 'Too few trades to say';
  const compliant = compliantMeanR.value;
  if (compliant === null) return 'No trade by the rules to compare with';
  if (compareDecimals(interval.high, compliant) === -1) return 'Cost: worse than by the rules';
  if (compareDecimals(interval.low, compliant) === 1) return 'Gain: better than by the rules';
  return 'No difference shown';
}

function weeks(trades: readonly HistoryTrade[]): ReportRow<'discipline', 'weeks'>[] {
  return [...grouped(trades, ({ sessionDate }) => addDays(sessionDate, 1 - weekday(sessionDate)))].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([week, rows]) => {
    const { kept, overridden, bypasses, share } = adherenceOf(rows);
    return { week, trades: rows.length, kept, overrides: overridden, bypasses, adherence: share, sumR: resultsOf(rows).sumR.value };
  });
}

/** Sessions that were opened or traded. One without a preparation on record shows no time, not zero. */
function rehab({ history, filter }: Ask, trades: readonly HistoryTrade[]): ReportRow<'discipline', 'rehab'>[] {
  const byDate = grouped(trades, ({ sessionDate }) => sessionDate);
  return history.sessions
    .filter(({ date }) => (filter.from === null || date >= filter.from) && (filter.to === null || date <= filter.to))
    .map(({ date, steps }) => {
      const results = resultsOf(byDate.get(date) ?? []);
      const time = (step: RehabStep): number | null => {
        const done = steps.find((entry) => entry.step === step);
        return done === undefined ? null : done.seconds * 1000;
      };
      return {
        date, steps: steps.length, time: steps.length === 0 ? null : steps.reduce((sum, { seconds }) => sum + seconds * 1000, 0),
        visualization: time('visualization'), marketMapping: time('market-mapping'), breath: time('breath'), expectation: time('expectation-neutraliser'), riskCheck: time('risk-check'),
        trades: results.trades, sumR: results.sumR.value, netPnl: results.trades === 0 ? null : results.netPnl,
      };
    });
}

function hoursAfterLoss(trades: readonly HistoryTrade[]): ReportRow<'discipline', 'afterLoss'>[] {
  if (trades.length === 0) return [];
  // A loss matters within its own session only: sessions are looked at one by one.
  const parts = [...grouped(trades, ({ sessionDate }) => sessionDate).values()].map((rows) => afterLoss(rows));
  const row = (when: string, ids: ReadonlySet<string>): ReportRow<'discipline', 'afterLoss'> => {
    const rows = trades.filter(({ id }) => ids.has(id));
    const { trades: count, winRate, meanR, rSample, netPnl } = resultCells(resultsOf(rows));
    const { overridden, bypasses } = adherenceOf(rows);
    return { when, trades: count, winRate, meanR, rSample, netPnl, overrides: overridden, bypasses, meanRisk: meanAmount(rows.flatMap(({ stopAmount }) => (stopAmount === null ? [] : [stopAmount.amount]))) };
  };
  return [
    row('Within an hour of a loss', new Set(parts.flatMap(({ within }) => within.map(({ id }) => id)))),
    row('At other times', new Set(parts.flatMap(({ others }) => others.map(({ id }) => id)))),
  ];
}

/** What shadow rules would have said, and the rules that only make noise. */
export function shadowReport(ask: Ask): Report<'shadow'> {
  const { trades, tickets } = choose(ask.history, ask.filter);
  const titleOf = (id: string): string => ask.history.ruleTitles.get(id) ?? id;
  return envelope('shadow', ask, [], {
    shadow: shadowRecords(tickets, trades).map(({ ruleId, judged, bitten, traded, meanR, interval, otherMeanR }) => ({
      rule: titleOf(ruleId), judged, bitten, taken: traded, rSample: meanR.sample, meanR: meanR.value, low: interval?.low ?? null, high: interval?.high ?? null, otherMeanR: otherMeanR.value, otherSample: otherMeanR.sample,
    })),
    retirement: retirementProposals(overrideRates(tickets), overrideCosts(trades)).map(({ rate, cost }) => ({
      rule: titleOf(rate.ruleId), bitten: rate.bitten, overridden: rate.overridden, rate: rate.rate, meanR: cost.meanR.value, rSample: cost.meanR.sample, compliantMeanR: cost.compliantMeanR.value,
      why: `Overridden ${rate.overridden} of ${rate.overridden + rate.obeyed} times it was decided, and the trades taken against it did no worse on average than those by the rules.`,
    })),
  });
}
