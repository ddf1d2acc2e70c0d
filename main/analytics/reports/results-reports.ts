/** The reports that show results by something: sessions, spread, groups, streaks, holding time. */
import { ROWS_MAX, type Dimension, type Remark, type Report } from '../../../preload/contract/analytics.ts';
import { distributionOfR } from '../distribution.ts';
import { groupBy } from '../groups.ts';
import { holdingSummary } from '../holding.ts';
import { resultsOf } from '../results.ts';
import { deviationOf } from '../sample.ts';
import { afterLossStreaks, streaksOf } from '../streaks.ts';
import { rOf } from '../trade-row.ts';
import { REHAB_STEPS, type Ledger } from './history.ts';
import { asCount, asDuration, asNumber, choose, envelope, figure, medianOf, named, NO_R, resultCells, rFigure, type Ask } from './parts.ts';

export function calendarReport(ask: Ask<Ledger>): Report<'calendar'> {
  const { columns } = ask.history;
  const prepared = new Map(ask.history.sessions.map(({ date, steps }) => [date, steps.length === REHAB_STEPS.length]));
  return envelope('calendar', ask, [], {
    sessions: columns.bySession(columns.pick(ask.filter)).slice(-ROWS_MAX).map(({ date, tally }) => {
      const results = tally.results();
      const adherence = tally.adherence();
      return {
        date, trades: results.trades, wins: results.wins, losses: results.losses, netPnl: results.netPnl, sumR: results.sumR.value, rSample: results.sumR.sample,
        overrides: adherence.overridden, bypasses: adherence.bypasses, adherence: adherence.share, prepared: prepared.get(date) ?? null,
      };
    }),
  });
}

export function distributionReport(ask: Ask): Report<'distribution'> {
  const { trades } = choose(ask.history, ask.filter);
  const r = trades.map(rOf);
  const { bins } = distributionOfR(trades);
  const { expectancy } = resultsOf(trades);
  const deviation = deviationOf(r);
  return envelope('distribution', ask, [
    rFigure(named('expectancy', 'Expectancy', 'expectancy'), expectancy, NO_R),
    rFigure(named('median-r', 'Median R', 'r'), medianOf(r), NO_R),
    figure(named('deviation-r', 'Standard deviation of R', 'sqn'), asNumber(deviation.value), deviation, 'It needs two trades with R.'),
  ], { distribution: expectancy.sample === 0 ? [] : bins.map(({ from, to, trades: count, share }) => ({ range: rangeText(from, to), trades: count, share })) });
}

/** "−1 to −0.5"; the first and the last range are open. */
function rangeText(from: string | null, to: string | null): string {
  const text = from === null ? `below ${to}` : to === null ? `${from} and above` : `${from} to ${to}`;
  return text.replaceAll('-', '\u2212');
}

const SMALL_GROUPS: Remark = { tone: 'info', title: 'Small groups', text: 'A group of a few trades says little: its difference to the others may be chance. The sample stands beside every mean.' };

const UNSTATED: Readonly<Record<Dimension, string>> = {
  'setup': 'not stated', 'instrument': 'not known', 'weekday': 'not known', 'time': 'not known', 'side': 'not known', 'grade': 'no ticket', 'atr-band': 'not known', 'emotion': 'not stated',
};

/** `bands` are the ATR bands by ticket; only the dimension `atr-band` reads them. */
export function breakdownReport(ask: Ask<Ledger>, dimension: Dimension, bands: ReadonlyMap<string, string>): Report<'breakdown'> {
  const { columns } = ask.history;
  return envelope('breakdown', ask, [], {
    groups: columns.byDimension(columns.pick(ask.filter), dimension, bands).slice(0, ROWS_MAX).map(({ key, tally }) => {
      const results = tally.results();
      return { group: key ?? UNSTATED[dimension], ...resultCells(results), breakEven: results.breakEven, sumR: results.sumR.value, meanMfeErrorR: results.meanMfeErrorR.value, mfeSample: results.meanMfeErrorR.sample };
    }),
  }, [SMALL_GROUPS]);
}

export function streaksReport(ask: Ask): Report<'streaks'> {
  const { trades } = choose(ask.history, ask.filter);
  const { longestWin, longestLoss, current, lengths } = streaksOf(trades);
  const all = { sample: trades.length };
  const running = current === null ? 'none' : current.kind === 'win' ? 'wins' : 'losses';
  return envelope('streaks', ask, [
    figure(named('longest-wins', 'Longest run of wins', 'streak'), asCount(longestWin), all),
    figure(named('longest-losses', 'Longest run of losses', 'streak'), asCount(longestLoss), all),
    figure(named('current', current === null ? 'Run now' : `Run of ${running} now`, 'streak'), current === null ? null : asCount(current.length), all, 'No win and no loss here yet.'),
  ], {
    lengths: lengths.map(({ kind, length, times }) => ({ kind: kind === 'win' ? 'wins' : 'losses', length, times })),
    after: (trades.length === 0 ? [] : afterLossStreaks(trades)).map(({ losses, results }, index, list) => {
      const { trades: count, winRate, meanR, rSample, netPnl } = resultCells(results);
      return { after: afterText(losses, index === list.length - 1), trades: count, winRate, meanR, rSample, netPnl };
    }),
  });
}

function afterText(losses: number, isLast: boolean): string {
  if (losses === 0) return 'no loss before';
  return `${losses} ${losses === 1 ? 'loss' : 'losses'}${isLast ? ' or more' : ''}`;
}

export function holdingReport(ask: Ask): Report<'holding'> {
  const { trades } = choose(ask.history, ask.filter);
  const wins = trades.filter(({ netPnl }) => netPnl.amount > 0);
  const losses = trades.filter(({ netPnl }) => netPnl.amount < 0);
  return envelope('holding', ask, [
    figure(named('held-wins', 'Median of wins', 'holding-time'), asDuration(holdingSummary(wins).median), { sample: wins.length }, 'No win here yet.'),
    figure(named('held-losses', 'Median of losses', 'holding-time'), asDuration(holdingSummary(losses).median), { sample: losses.length }, 'No loss here yet.'),
  ], { bands: groupBy(trades, 'holding').map(({ key, results }) => ({ band: key, ...resultCells(results) })) });
}
