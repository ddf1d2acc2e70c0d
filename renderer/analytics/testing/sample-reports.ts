/**
 * Answers of the analytics calls for the test double: plausible reports over the sample journal, so that every table,
 * chart and remark can be looked at. Ordinary arithmetic on floats is good enough to look at; the product's exact
 * numbers are made, and tested, in the main process.
 */
import type { ReportName, ReportRows } from '../../../preload/contract/report-tables.ts';
import type { Definition, Dimension, Figure, FigureValue, Remark, Report, ReportFilter, SavedReplay, ReviewAnswers } from '../../../preload/contract/analytics.ts';
import type { CallInput, CallName, CallOutput } from '../../../preload/contract/calls.ts';
import type { TradeView } from '../../../preload/contract/trades.ts';
import { sampleJournal, type Journal } from '../../testing/sample-journal.ts';
import type { RuleSet } from '../../testing/sample-rules.ts';

type AnalyticsCall = Extract<CallName, `analytics.${string}`>;
export type AnalyticsHandlers = { [N in AnalyticsCall]: (input: CallInput<N>) => CallOutput<N> };

const definitions: Record<string, readonly [term: string, text: string]> = {
  'trades': ['Trades', 'Round trips, flat to flat, of one instrument in one account, that are closed.'],
  'win': ['Win', 'A closed trade whose net P&L is above zero.'],
  'loss': ['Loss', 'A closed trade whose net P&L is below zero.'],
  'break-even': ['Break-even', 'A closed trade whose net P&L is exactly zero. Neither a win nor a loss.'],
  'win-rate': ['Win rate', 'Wins ÷ (wins + losses). Break-even trades are shown apart.'],
  'net-pnl': ['Net P&L', 'Gross P&L less commissions and fees.'],
  'gross-pnl': ['Gross P&L', 'Sum over the trade’s fills, before commissions and fees.'],
  'fees': ['Fees', 'Commissions and fees.'],
  'profit-factor': ['Profit factor', 'Gross profit ÷ gross loss over closed trades. Unknown without a loss.'],
  'payoff-ratio': ['Payoff ratio', 'Average win ÷ average loss, both as amounts.'],
  'expectancy': ['Expectancy', 'Mean R over the trades that have R.'],
  'sqn': ['SQN', '√N × mean R ÷ sample standard deviation of R. Not reliable below 30 trades.'],
  'r': ['R', 'Net P&L ÷ Stop$. Unknown without a stop, or while you have not stated the fees of an exit. Where a broker’s file leaves costs out, it is after the costs that are known.'],
  'stop-amount': ['Stop$', 'Initial risk: distance from entry to the initial stop × quantity × point value, sealed with the ticket.'],
  'drawdown': ['Drawdown', 'Peak to trough of cumulative net P&L by time of exit; in R over the trades that have R; in per cent of equity at the peak.'],
  'mfe': ['MFE$', 'Best open P&L of the position as actually held, before costs.'],
  'mfe-r': ['MFE-R', 'MFE$ ÷ Stop$.'],
  'mfe-error-r': ['MFE-Error-R', '(MFE$ − gross P&L) ÷ Stop$: how many R of the best open profit the exit left behind.'],
  'exit-efficiency': ['Exit efficiency', 'Gross P&L ÷ MFE$, signed. Unknown when MFE$ is zero or unknown.'],
  'adherence': ['Adherence', 'Tickets taken with no overridden rule ÷ all trades. A bypass is a trade with no ticket, so it lowers it.'],
  'override': ['Override', 'Taking a soft-blocked ticket, with a note and a served cool-down.'],
  'override-rate': ['Override rate', 'Overridden ÷ blocked tickets of a rule.'],
  'override-cost': ['Cost of overrides', 'Sum and mean of R over trades taken against the rule, beside the mean of compliant trades.'],
  'bootstrap-interval': ['Bootstrap interval', 'The middle 95 % of the means of 2,000 resamples.'],
  'bypass': ['Bypass', 'A trade with no ticket.'],
  'prepared': ['Prepared', 'All five steps of the rehab run done.'],
  'streak': ['Streak', 'Wins or losses in a row by time of exit. A break-even trade neither adds to a streak nor ends it.'],
  'fixed-target': ['Fixed target', 'Every trade whose MFE-R reached the target counts as the target, the others as they were.'],
  'holding-time': ['Holding time', 'First fill to last fill.'],
};

const USD = 'USD';
const text = (value: number, places = 6): string => {
  const shown = value.toFixed(places).replace(/\.?0+$/, '');
  return shown === '-0' ? '0' : shown;
};
const orNull = (value: number | null): string | null => (value === null || !Number.isFinite(value) ? null : text(value));
const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const rsOf = (trades: readonly TradeView[]): number[] => trades.flatMap((trade) => (trade.r === null ? [] : [Number(trade.r)]));
const netOf = (trades: readonly TradeView[]): number => sum(trades.map((trade) => (trade.netPnl?.amount ?? 0)));

function groups<K>(trades: readonly TradeView[], key: (trade: TradeView) => K): Map<K, TradeView[]> {
  const found = new Map<K, TradeView[]>();
  for (const trade of trades) found.set(key(trade), [...(found.get(key(trade)) ?? []), trade]);
  return found;
}

function results(trades: readonly TradeView[]) {
  const wins = trades.filter((trade) => (trade.netPnl?.amount ?? 0) > 0);
  const losses = trades.filter((trade) => (trade.netPnl?.amount ?? 0) < 0);
  const rs = rsOf(trades);
  return {
    trades: trades.length, wins: wins.length, losses: losses.length, winRate: wins.length + losses.length === 0 ? null : text(wins.length / (wins.length + losses.length)), netPnl: netOf(trades),
    profitFactor: losses.length === 0 ? null : orNull(netOf(wins) / -netOf(losses)), meanR: orNull(mean(rs)), rSample: rs.length,
  };
}

/** Monday of a session date's week. */
function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function createAnalyticsAnswers(rules: RuleSet, count: number, now: () => number): AnalyticsHandlers {
  const journal: Journal = sampleJournal(rules, count);
  const saved = new Map<string, SavedReplay>();
  const answers = new Map<string, ReviewAnswers>();

  const chosen = (filter: ReportFilter): TradeView[] =>
    journal.trades.filter((trade) =>
      trade.accountId === filter.accountId && trade.status === 'closed' && (filter.from === null || trade.sessionDate >= filter.from) && (filter.to === null || trade.sessionDate <= filter.to)
      && (filter.symbol === null || trade.symbol === filter.symbol) && (filter.setup === null || trade.setup === filter.setup));

  const report = <N extends ReportName>(name: N, filter: ReportFilter, figures: Figure[], tables: ReportRows<N>, remarks: Remark[] = []): Report<N> => ({
    report: name, filter, currency: USD, zone: 'America/New_York', at: now(), figures, tables, remarks,
  });
  const figure = (key: string, label: string, definition: string, value: FigureValue | null, sample: number, reason: string | null = null, leftOut = 0): Figure => ({ key, label, definition, value, sample, leftOut, reason });
  const r = (value: number | null): FigureValue | null => (value === null || !Number.isFinite(value) ? null : { kind: 'r', value: text(value) });
  const number = (value: number | null): FigureValue | null => (value === null || !Number.isFinite(value) ? null : { kind: 'number', value: text(value) });
  const share = (value: number | null): FigureValue | null => (value === null || !Number.isFinite(value) ? null : { kind: 'share', value: text(value) });
  const money = (amount: number): FigureValue => ({ kind: 'pnl', money: { amount: Math.round(amount), currency: USD } });
  const fees = (amount: number): FigureValue => ({ kind: 'money', money: { amount, currency: USD } });
  const counted = (value: number): FigureValue => ({ kind: 'count', value });

  const equityRows = (trades: readonly TradeView[]): ReportRows<'equity'>['equity'] => {
    let [net, peak, rNet, rPeak] = [0, 0, 0, 0];
    return trades.map((trade, index) => {
      net += (trade.netPnl?.amount ?? 0);
      peak = Math.max(peak, net);
      rNet += trade.r === null ? 0 : Number(trade.r);
      rPeak = Math.max(rPeak, rNet);
      return { trade: index + 1, at: trade.exitAt, date: trade.sessionDate, netPnl: net, drawdown: net - peak, drawdownShare: text((net - peak) / (2_500_000 + peak)), sumR: text(rNet), drawdownR: text(rNet - rPeak) };
    });
  };

  const keyOf: Record<Dimension, (trade: TradeView) => string> = {
    'setup': (trade) => trade.setup ?? 'not stated',
    'instrument': (trade) => trade.symbol,
    'weekday': (trade) => weekdays[new Date(`${trade.sessionDate}T00:00:00Z`).getUTCDay()] ?? '',
    'time': (trade) => `${String(new Date(trade.entryAt).getUTCHours() - 5).padStart(2, '0')}:00`,
    'side': (trade) => trade.side,
    'grade': (trade) => trade.grade ?? 'no ticket',
    'atr-band': (trade) => ['drift', 'baseline', 'high volatility', 'not known'][trade.entryAt % 4] ?? 'not known',
    'emotion': (trade) => trade.emotion ?? 'not stated',
  };

  const titleOf = new Map(journal.tickets.flatMap((ticket) => ticket.verdict.lines.map((line) => [line.kind, line.title] as const)));
  const tradeByTicket = new Map(journal.trades.flatMap((trade) => (trade.ticketId === null ? [] : [[trade.ticketId, trade] as const])));

  const perRule = (filter: ReportFilter, shadow: boolean) => {
    const wanted = new Set(chosen(filter).map((trade) => trade.id));
    return [...titleOf].map(([kind, title]) => {
      const lines = journal.tickets.flatMap((ticket) => ticket.verdict.lines.filter((line) => line.kind === kind && line.shadow === shadow).map((line) => ({ ticket, line })));
      const bitten = lines.filter(({ line }) => line.status !== 'pass').map(({ ticket }) => ticket);
      const against = bitten.flatMap((ticket) => tradeByTicket.get(ticket.id) ?? []).filter((trade) => wanted.has(trade.id));
      return { kind, title, judged: lines.length, bitten, against, overridden: bitten.filter((ticket) => ticket.override !== null).length, obeyed: bitten.filter((ticket) => ticket.status === 'walked-away').length };
    });
  };

  const replay = (filter: ReportFilter): Report<'replay'> => {
    const trades = chosen(filter);
    const blocked = trades.filter((_, index) => index % 7 === 3);
    const blockedToday = trades.filter((_, index) => index % 19 === 5);
    const side = (name: string, left: readonly TradeView[], gone: number): ReportRows<'replay'>['sides'][number] => {
      const points = equityRows(left);
      return {
        side: name, trades: left.length, blocked: gone, unknown: 4, winRate: results(left).winRate, netPnl: netOf(left), sumR: text(sum(rsOf(left))), rSample: rsOf(left).length,
        maxDrawdown: Math.min(0, ...points.map((point) => point.drawdown ?? 0)), maxDrawdownR: text(Math.min(0, ...points.map((point) => Number(point.drawdownR)))),
      };
    };
    return report('replay', filter, [], {
      sides: [side('What happened', trades, 0), side('Today’s rules', trades.filter((trade) => !blockedToday.includes(trade)), blockedToday.length), side('The proposal', trades.filter((trade) => !blocked.includes(trade)), blocked.length)],
      rules: [...titleOf].map(([, title], index) => ({ rule: title, today: index % 4, todayR: text(-0.4 * (index % 4)), todaySample: index % 4, todayPnl: -2_400 * (index % 4), proposed: (index * 3) % 7, proposedR: text(0.7 - 0.5 * ((index * 3) % 7)), proposedSample: (index * 3) % 7, proposedPnl: 4_200 - 3_000 * ((index * 3) % 7), insufficient: index % 5 === 0 ? 12 : 0 })),
      blocked: blocked.map((trade) => ({ at: trade.entryAt, symbol: trade.symbol, side: trade.side, blockedBy: 'the proposal', rules: 'Ticket cap', r: trade.r, netPnl: (trade.netPnl?.amount ?? 0) })),
    }, [{ tone: 'caution', title: 'What a replay cannot know', text: 'Trades you did not take because you were blocked, and those you would have taken instead, are not in the history. The proposal was written after the history: it fits the past better than it will fit the future.' }]);
  };

  return {
    'analytics.open': () => null,
    'analytics.definitions': () => Object.entries(definitions).map(([id, [term, words]]): Definition => ({ id, term, text: words })),
    'analytics.choices': () => ({
      symbols: [...new Set(journal.trades.map((trade) => trade.symbol))].toSorted(), setups: [...new Set(journal.trades.flatMap((trade) => trade.setup ?? []))].toSorted(),
      firstSession: journal.trades[0]?.sessionDate ?? null, lastSession: journal.trades.at(-1)?.sessionDate ?? null,
    }),
    'analytics.summary': ({ filter }) => {
      const trades = chosen(filter);
      const all = results(trades);
      const rs = rsOf(trades);
      const wins = trades.filter((trade) => (trade.netPnl?.amount ?? 0) > 0);
      const losses = trades.filter((trade) => (trade.netPnl?.amount ?? 0) < 0);
      const average = mean(rs) ?? 0;
      const deviation = rs.length < 2 ? null : Math.sqrt(sum(rs.map((value) => (value - average) ** 2)) / (rs.length - 1));
      const points = equityRows(trades);
      const bypasses = trades.filter((trade) => trade.ticketId === null).length;
      const kept = trades.filter((trade) => trade.ticketId !== null && !trade.overridden).length;
      const errors = trades.flatMap((trade) => (trade.mfeErrorR === null ? [] : [Number(trade.mfeErrorR)]));
      const efficiency = trades.flatMap((trade) => (trade.exitEfficiency === null ? [] : [Number(trade.exitEfficiency)]));
      const none = trades.length === 0 ? 'No closed trade here yet.' : null;
      return report('summary', filter, [
        figure('net-pnl', 'Net P&L', 'net-pnl', none === null ? money(all.netPnl) : null, trades.length, none),
        figure('expectancy', 'Expectancy', 'expectancy', r(mean(rs)), rs.length, rs.length === 0 ? 'No trade has R: R needs a stop.' : null, trades.length - rs.length),
        figure('adherence', 'Adherence', 'adherence', share(trades.length === 0 ? null : kept / trades.length), trades.length, none),
        figure('win-rate', 'Win rate', 'win-rate', share(trades.length === 0 ? null : Number(all.winRate)), all.wins + all.losses, none),
        figure('profit-factor', 'Profit factor', 'profit-factor', number(all.profitFactor === null ? null : Number(all.profitFactor)), all.wins + all.losses, all.profitFactor === null ? 'Without a loss there is nothing to divide by.' : null),
        figure('sqn', 'SQN', 'sqn', number(deviation === null || deviation === 0 ? null : (Math.sqrt(rs.length) * average) / deviation), rs.length, rs.length < 30 ? 'Below 30 trades this number is mostly chance.' : null),
        figure('max-drawdown', 'Maximum drawdown', 'drawdown', none === null ? money(Math.min(0, ...points.map((point) => point.drawdown ?? 0))) : null, trades.length, none),
        figure('max-drawdown-r', 'in R', 'drawdown', none === null ? r(Math.min(0, ...points.map((point) => Number(point.drawdownR)))) : null, rs.length, none),
        figure('payoff-ratio', 'Payoff ratio', 'payoff-ratio', number(wins.length === 0 || losses.length === 0 ? null : netOf(wins) / wins.length / (-netOf(losses) / losses.length)), trades.length, none),
        figure('trades', 'Trades', 'trades', counted(trades.length), trades.length),
        figure('wins', 'Wins', 'win', counted(all.wins), trades.length),
        figure('losses', 'Losses', 'loss', counted(all.losses), trades.length),
        figure('break-even', 'Break-even', 'break-even', counted(trades.length - all.wins - all.losses), trades.length),
        figure('gross-pnl', 'Gross P&L', 'gross-pnl', none === null ? money(sum(trades.map((trade) => trade.grossPnl.amount))) : null, trades.length, none),
        figure('fees', 'Fees', 'fees', none === null ? fees(sum(trades.map((trade) => (trade.fees?.amount ?? 0)))) : null, trades.length, none),
        figure('bypasses', 'Bypasses', 'bypass', counted(bypasses), trades.length),
        figure('mfe-error-r', 'Mean MFE-Error-R', 'mfe-error-r', r(mean(errors)), errors.length, errors.length === 0 ? 'No trade has both Stop$ and MFE$.' : null, trades.length - errors.length),
        figure('exit-efficiency', 'Exit efficiency', 'exit-efficiency', number(mean(efficiency)), efficiency.length, efficiency.length === 0 ? 'No trade has MFE$.' : null, trades.length - efficiency.length),
        figure('holding', 'Mean holding time', 'holding-time', trades.length === 0 ? null : { kind: 'duration', value: Math.round(mean(trades.map((trade) => (trade.exitAt ?? trade.entryAt) - trade.entryAt)) ?? 0) }, trades.length, none),
      ], {});
    },
    'analytics.calendar': ({ filter }) =>
      report('calendar', filter, [], {
        sessions: [...groups(chosen(filter), (trade) => trade.sessionDate)].map(([date, trades]) => {
          const { wins, losses, netPnl, rSample } = results(trades);
          const bypasses = trades.filter((trade) => trade.ticketId === null).length;
          const overrides = trades.filter((trade) => trade.overridden).length;
          return { date, trades: trades.length, wins, losses, netPnl, sumR: rSample === 0 ? null : text(sum(rsOf(trades))), rSample, overrides, bypasses, adherence: text((trades.length - bypasses - overrides) / trades.length), prepared: date.charCodeAt(9) % 5 !== 0 };
        }),
      }),
    'analytics.equity': ({ filter }) => {
      const points = equityRows(chosen(filter));
      const last = points.at(-1);
      return report('equity', filter, [
        figure('net-pnl', 'Net P&L', 'net-pnl', last === undefined ? null : money(last.netPnl ?? 0), points.length, last === undefined ? 'No closed trade here yet.' : null),
        figure('max-drawdown', 'Maximum drawdown', 'drawdown', last === undefined ? null : money(Math.min(0, ...points.map((point) => point.drawdown ?? 0))), points.length, last === undefined ? 'No closed trade here yet.' : null),
      ], { equity: points });
    },
    'analytics.distribution': ({ filter }) => {
      const rs = rsOf(chosen(filter));
      const floor = rs.length === 0 ? 0 : Math.floor(Math.min(...rs) * 2) / 2;
      const steps = rs.length === 0 ? 0 : Math.floor((Math.max(...rs) - floor) * 2) + 1;
      const ordered = rs.toSorted((a, b) => a - b);
      return report('distribution', filter, [
        figure('expectancy', 'Expectancy', 'expectancy', r(mean(rs)), rs.length, rs.length === 0 ? 'No trade has R: R needs a stop.' : null, chosen(filter).length - rs.length),
        figure('median', 'Median R', 'r', r(ordered[Math.floor(ordered.length / 2)] ?? null), rs.length, rs.length === 0 ? 'No trade has R: R needs a stop.' : null),
      ], {
        distribution: Array.from({ length: steps }, (_, index) => {
          const from = floor + index / 2;
          const trades = rs.filter((value) => value >= from && value < from + 0.5).length;
          return { range: `${text(from)} to ${text(from + 0.5)}`.replaceAll('-', '\u2212'), trades, share: text(trades / rs.length) };
        }),
      });
    },
    'analytics.breakdown': ({ filter, dimension }) =>
      report('breakdown', filter, [], {
        groups: [...groups(chosen(filter), keyOf[dimension])].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([group, trades]) => {
          const all = results(trades);
          const errors = trades.flatMap((trade) => (trade.mfeErrorR === null ? [] : [Number(trade.mfeErrorR)]));
          return { group, ...all, breakEven: all.trades - all.wins - all.losses, sumR: all.rSample === 0 ? null : text(sum(rsOf(trades))), meanMfeErrorR: orNull(mean(errors)), mfeSample: errors.length };
        }),
      }, [{ tone: 'info', title: 'Small groups', text: 'A group of fewer than 30 trades says little: the difference to the others may be chance.' }]),
    'analytics.criteria': ({ filter }) =>
      report('criteria', filter, [], {
        criteria: [
          { setup: 'Pullback', criterion: 'All of them', met: 9, metR: '0.61', metSample: 9, missing: 4, missingR: '-0.38', missingSample: 4 },
          { setup: 'Pullback', criterion: 'First or second touch, not the fifth', met: 11, metR: '0.54', metSample: 11, missing: 3, missingR: '-0.52', missingSample: 3 },
          { setup: 'Pullback', criterion: 'A closed candle in the direction of the trend', met: 13, metR: '0.31', metSample: 12, missing: 1, missingR: '-1.04', missingSample: 1 },
        ],
      }, [{ tone: 'info', title: 'Said when the result is known', text: 'What is said then is easily coloured by how it ended.' }]),
    'analytics.streaks': ({ filter }) => {
      const trades = chosen(filter);
      const runs: { kind: string; length: number }[] = [];
      for (const trade of trades) {
        const kind = (trade.netPnl?.amount ?? 0) > 0 ? 'wins' : 'losses';
        const last = runs.at(-1);
        if (last?.kind === kind) last.length += 1;
        else runs.push({ kind, length: 1 });
      }
      const longest = (kind: string): number => Math.max(0, ...runs.filter((run) => run.kind === kind).map((run) => run.length));
      return report('streaks', filter, [
        figure('longest-wins', 'Longest run of wins', 'streak', counted(longest('wins')), trades.length),
        figure('longest-losses', 'Longest run of losses', 'streak', counted(longest('losses')), trades.length),
      ], {
        lengths: ['wins', 'losses'].flatMap((kind) => Array.from({ length: longest(kind) }, (_, index) => ({ kind, length: index + 1, times: runs.filter((run) => run.kind === kind && run.length === index + 1).length }))),
        after: ['a win or nothing', '1 loss', '2 losses', '3 losses or more'].map((after, index) => {
          const { trades: n, winRate, meanR, rSample, netPnl } = results(trades.filter((_, place) => place % 4 === index));
          return { after, trades: n, winRate, meanR, rSample, netPnl };
        }),
      });
    },
    'analytics.exits': ({ filter }) => {
      const trades = chosen(filter);
      const known = trades.filter((trade) => trade.mfeR !== null && trade.r !== null);
      const errors = known.map((trade) => Number(trade.mfeErrorR));
      const was = sum(known.map((trade) => Number(trade.r)));
      return report('exits', filter, [
        figure('mfe-error-r', 'Mean MFE-Error-R', 'mfe-error-r', r(mean(errors)), errors.length, errors.length === 0 ? 'No trade has both Stop$ and MFE$.' : null, trades.length - errors.length),
        figure('exit-efficiency', 'Exit efficiency', 'exit-efficiency', number(mean(known.flatMap((trade) => (trade.exitEfficiency === null ? [] : [Number(trade.exitEfficiency)])))), known.length, known.length === 0 ? 'No trade has MFE$.' : null),
      ], {
        scatter: known.map((trade) => ({ at: trade.exitAt, symbol: trade.symbol, mfeR: trade.mfeR, r: trade.r, mfeErrorR: trade.mfeErrorR, exitEfficiency: trade.exitEfficiency, provenance: trade.excursionProvenance })),
        targets: [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4].map((target) => {
          const would = known.map((trade) => (Number(trade.mfeR) >= target ? target : Number(trade.r)));
          return { target: text(target), trades: known.length, reached: known.filter((trade) => Number(trade.mfeR) >= target).length, sumR: text(sum(would)), meanR: orNull(mean(would)), change: text(sum(would) - was) };
        }),
      }, [{ tone: 'caution', title: 'Chosen after the fact', text: 'The best of these targets is the best for the trades it was found on. On the next trades it will most likely do less well.' }]);
    },
    'analytics.holding': ({ filter }) => {
      const bands = [[0, '5 min or less'], [5, '5 to 15 min'], [15, '15 to 30 min'], [30, '30 to 60 min']] as const;
      const trades = chosen(filter);
      const bandOf = (trade: TradeView): string => bands.findLast(([from]) => ((trade.exitAt ?? trade.entryAt) - trade.entryAt) / 60_000 >= from)?.[1] ?? bands[0][1];
      const held = (subset: readonly TradeView[]): FigureValue | null => (subset.length === 0 ? null : { kind: 'duration', value: Math.round(mean(subset.map((trade) => (trade.exitAt ?? trade.entryAt) - trade.entryAt)) ?? 0) });
      const wins = trades.filter((trade) => (trade.netPnl?.amount ?? 0) > 0);
      const losses = trades.filter((trade) => (trade.netPnl?.amount ?? 0) < 0);
      return report('holding', filter, [
        figure('held-wins', 'Mean of wins', 'holding-time', held(wins), wins.length, wins.length === 0 ? 'No win here.' : null),
        figure('held-losses', 'Mean of losses', 'holding-time', held(losses), losses.length, losses.length === 0 ? 'No loss here.' : null),
      ], { bands: bands.map(([, band]) => ({ band, ...results(trades.filter((trade) => bandOf(trade) === band)) })) });
    },
    'analytics.discipline': ({ filter }) => {
      const trades = chosen(filter);
      const compliant = trades.filter((trade) => trade.ticketId !== null && !trade.overridden);
      const bypasses = trades.filter((trade) => trade.ticketId === null);
      const overrides = trades.filter((trade) => trade.overridden);
      const stats = perRule(filter, false);
      return report('discipline', filter, [
        figure('adherence', 'Adherence', 'adherence', share(trades.length === 0 ? null : compliant.length / trades.length), trades.length, trades.length === 0 ? 'No closed trade here yet.' : null),
        figure('overrides', 'Overrides', 'override', counted(overrides.length), trades.length),
        figure('bypasses', 'Bypasses', 'bypass', counted(bypasses.length), trades.length),
        figure('compliant-r', 'Mean R by the rules', 'expectancy', r(mean(rsOf(compliant))), rsOf(compliant).length, rsOf(compliant).length === 0 ? 'No trade has R: R needs a stop.' : null),
        figure('override-r', 'Mean R of overrides', 'override-cost', r(mean(rsOf(overrides))), rsOf(overrides).length, rsOf(overrides).length === 0 ? 'No overridden trade has R.' : null),
        figure('bypass-r', 'Mean R of bypasses', 'expectancy', null, 0, 'No bypass has R: a trade without a ticket has no stop on record.', bypasses.length),
      ], {
        weeks: [...groups(trades, (trade) => mondayOf(trade.sessionDate))].map(([week, inWeek]) => {
          const lost = { overrides: inWeek.filter((trade) => trade.overridden).length, bypasses: inWeek.filter((trade) => trade.ticketId === null).length };
          const kept = inWeek.length - lost.overrides - lost.bypasses;
          return { week, trades: inWeek.length, kept, ...lost, adherence: text(kept / inWeek.length), sumR: text(sum(rsOf(inWeek))) };
        }),
        costs: stats.flatMap(({ title, against }) => {
          const rs = rsOf(against.filter((trade) => trade.overridden));
          const middle = mean(rs);
          if (against.length === 0) return [];
          return [{
            rule: title, trades: against.length, rSample: rs.length, sumR: rs.length === 0 ? null : text(sum(rs)), meanR: orNull(middle), low: rs.length < 2 || middle === null ? null : text(middle - 1.1 / Math.sqrt(rs.length)),
            high: rs.length < 2 || middle === null ? null : text(middle + 1.2 / Math.sqrt(rs.length)), compliantMeanR: orNull(mean(rsOf(compliant))), compliantSample: rsOf(compliant).length,
            reading: rs.length < 5 ? 'Too few to say' : 'The intervals overlap: no difference shown',
          }];
        }),
        rates: stats.flatMap(({ title, judged, bitten, overridden, obeyed }) => (judged === 0 ? [] : [{ rule: title, judged, bitten: bitten.length, overridden, obeyed, rate: bitten.length === 0 ? null : text(overridden / bitten.length) }])),
        rehab: [...groups(trades, (trade) => trade.sessionDate)].map(([date, inSession], index) => {
          const times = index % 6 === 4 ? [74, 130] : [60 + ((index * 37) % 90), 140 + ((index * 53) % 220), 120, 40 + ((index * 29) % 100), 22 + ((index * 17) % 40)];
          const ms = times.map((seconds) => seconds * 1000);
          return {
            date, steps: ms.length, time: sum(ms), visualization: ms[0] ?? null, marketMapping: ms[1] ?? null, breath: ms[2] ?? null, expectation: ms[3] ?? null, riskCheck: ms[4] ?? null, trades: inSession.length,
            sumR: rsOf(inSession).length === 0 ? null : text(sum(rsOf(inSession))), netPnl: netOf(inSession),
          };
        }),
        afterLoss: ['Within an hour of a loss', 'At other times'].map((when, index) => {
          const part = trades.filter((_, place) => (place % 3 === 0) === (index === 0));
          const { trades: n, winRate, meanR, rSample, netPnl } = results(part);
          return { when, trades: n, winRate, meanR, rSample, netPnl, overrides: part.filter((trade) => trade.overridden).length, bypasses: part.filter((trade) => trade.ticketId === null).length, meanRisk: Math.round(mean(part.flatMap((trade) => trade.stopAmount?.amount ?? [])) ?? 0) };
        }),
      }, [{ tone: 'caution', title: 'What obeyed blocks would have made is unknown', text: 'A trade that was not taken has no result. The cost of overrides compares trades that were taken against a rule with trades that kept all of them, and those may differ in more than the rule.' }]);
    },
    'analytics.shadow': ({ filter }) => {
      const others = chosen(filter);
      return report('shadow', filter, [], {
        shadow: perRule(filter, true).flatMap(({ title, judged, bitten, against }) => (judged === 0 ? [] : [{
          rule: title, judged, bitten: bitten.length, taken: against.length, rSample: rsOf(against).length, meanR: orNull(mean(rsOf(against))), low: null, high: null, otherMeanR: orNull(mean(rsOf(others))), otherSample: rsOf(others).length,
        }])),
        retirement: [{ rule: 'Minimum reward-to-risk', bitten: 31, overridden: 27, rate: '0.870968', meanR: '0.412', rSample: 26, compliantMeanR: '0.388', why: 'Overridden 27 of 31 times, and the trades taken against it did no worse than those that kept it.' }],
      });
    },
    'analytics.replay': ({ filter }) => replay(filter),
    'analytics.review': ({ filter, week }) => {
      const end = new Date(`${week}T00:00:00Z`);
      end.setUTCDate(end.getUTCDate() + 6);
      const trades = chosen({ ...filter, from: week, to: end.toISOString().slice(0, 10) });
      const all = results(trades);
      const bypasses = trades.filter((trade) => trade.ticketId === null).length;
      const overrides = trades.filter((trade) => trade.overridden).length;
      const empty = trades.length === 0 ? 'No closed trade in this week.' : null;
      return report('review', filter, [
        figure('trades', 'Trades', 'trades', counted(trades.length), trades.length),
        figure('net-pnl', 'Net P&L', 'net-pnl', empty === null ? money(all.netPnl) : null, trades.length, empty),
        figure('sum-r', 'Sum of R', 'r', empty === null ? r(sum(rsOf(trades))) : null, rsOf(trades).length, empty, trades.length - rsOf(trades).length),
        figure('adherence', 'Adherence', 'adherence', share(trades.length === 0 ? null : (trades.length - bypasses - overrides) / trades.length), trades.length, empty),
      ], {
        sessions: [...groups(trades, (trade) => trade.sessionDate)].map(([date, inSession]) => ({
          date, goal: 'Wait for the candle to close, every time.', prepared: true, trades: inSession.length, netPnl: netOf(inSession), sumR: rsOf(inSession).length === 0 ? null : text(sum(rsOf(inSession))),
          overrides: inSession.filter((trade) => trade.overridden).length, bypasses: inSession.filter((trade) => trade.ticketId === null).length,
        })),
        decisions: journal.log.filter((row) => row.sessionDate >= week && row.sessionDate <= end.toISOString().slice(0, 10) && (row.kind === 'block' || row.kind === 'override' || row.kind === 'walk-away'))
          .map((row) => ({ at: row.at, what: row.kind, symbol: row.symbol, side: row.side, rules: row.rules.join(', '), note: row.note, r: row.kind === 'override' ? (tradeByTicket.get(row.ticketId)?.r ?? null) : null })),
        trades: trades.map((trade) => ({
          at: trade.entryAt, symbol: trade.symbol, side: trade.side, setup: trade.setup, grade: trade.grade, kept: trade.ticketId === null ? 'bypass' : trade.overridden ? 'override' : 'kept', r: trade.r, mfeErrorR: trade.mfeErrorR,
          netPnl: (trade.netPnl?.amount ?? 0), note: trade.note, lesson: trade.lesson,
        })),
      });
    },
    'analytics.cancel': () => null,
    'analytics.replay.save': ({ name, content, result }) => {
      const head = { id: `replay-${saved.size + 1}`, name, savedAt: now() };
      saved.set(head.id, { ...head, content, result });
      return head;
    },
    'analytics.replay.list': () => [...saved.values()].map(({ id, name, savedAt }) => ({ id, name, savedAt })),
    'analytics.replay.get': ({ id }) => {
      const found = saved.get(id);
      if (found === undefined) throw new Error(`no saved replay ${id}`);
      return found;
    },
    'analytics.replay.delete': ({ id }) => (saved.delete(id), null),
    'analytics.review.answers': ({ week }) => answers.get(week) ?? null,
    'analytics.review.save': ({ week, answers: written }) => (answers.set(week, written), null),
    'analytics.pdf': () => ({ saved: true }),
  };
}
