import { describe, expect, it } from 'vitest';
import type { ReportFilter } from '../../../preload/contract/analytics.ts';
import { calls, type CallInput } from '../../../preload/contract/calls.ts';
import { reportTables, type ColumnSpec, type TableSpec } from '../../../preload/contract/report-tables.ts';
import { money } from '../../engine/money.ts';
import type { LimitsRow } from '../../store/limits-log.ts';
import { Columns } from '../columns.ts';
import { DEFINITIONS } from '../definitions.ts';
import type { PastTrade } from '../replay.ts';
import { ticketRow, tradeRow } from '../testing/rows.ts';
import type { TradeRow } from '../trade-row.ts';
import type { Criteria } from './criteria.ts';
import { reading } from './discipline.ts';
import type { History, HistoryTicket, HistoryTrade, Ledger } from './history.ts';
import { makeReport, spanKey, type Question, type ReportCall } from './make-report.ts';
import { reviewReport, weekEnd } from './review.ts';

const everything: ReportFilter = { accountId: 'a1', from: null, to: null, symbol: null, setup: null };
const usd = (amount: number) => money(amount, 'USD');

/** A trade of so many dollars net; Stop$ is 100 dollars. */
function trade(dollars: number, more: Partial<HistoryTrade> = {}): HistoryTrade {
  return { provenance: null, note: '', lesson: '', ...more, ...tradeRow(dollars * 100, more) };
}

function ticket(id: string, more: Partial<HistoryTicket> = {}): HistoryTicket {
  return { ...ticketRow(id), symbol: 'MES', setup: null, ...more };
}

function given(trades: readonly HistoryTrade[], more: Partial<History> = {}): History {
  return {
    account: { id: 'a1', name: 'Main', broker: 'B', currency: 'USD', zone: 'America/New_York', startingEquity: usd(100_000) },
    foreign: 0, unvalued: 0, costsUnknown: 0, laterStops: [], trades, tickets: [], sessions: [], ruleTitles: new Map(), rules: { rules: [], override: { coolDownSeconds: { critical: 60, major: 30 }, noteMinLength: 20 } }, ...more,
  };
}

/** What the thread would have read. */
function memoryOf(history: History, { name, input }: Question, past: readonly PastTrade[] = [], criteria: Criteria = { setups: [], trades: [] }): Map<string, unknown> {
  const span = name === 'analytics.review' ? { from: input.week, to: weekEnd(input.week) } : input.filter;
  const columns = new Columns(history.trades.length);
  for (const [number, row] of history.trades.entries()) {
    columns.add({ ...row, row: number, overridden: row.overridden.length > 0, costsKnown: number >= history.costsUnknown, grossPnl: row.grossPnl.amount, netPnl: row.netPnl.amount, stopAmount: row.stopAmount?.amount ?? null, mfe: row.mfe?.amount ?? null }, row.entryMinute);
  }
  const { account, foreign, unvalued, costsUnknown, laterStops, sessions } = history;
  const ledger: Ledger = { account, foreign, unvalued, costsUnknown, laterStops, columns, sessions };
  return new Map<string, unknown>([['ledger a1', ledger], [`rows ${spanKey('a1', span)}`, history], [`past ${spanKey('a1', span)}`, past], ['criteria a1', criteria]]);
}

/** Makes the report as the thread does, from a history that is already read, and holds it to the contract. */
function when<N extends ReportCall>(name: N, history: History, more: Partial<CallInput<N>> = {}) {
  const input = { job: 'j', filter: everything, ...more } as CallInput<N>;
  const question = { name, input } as Question;
  const report = makeReport(question, { open: () => [] as never, memory: memoryOf(history, question), ledgers: new Map(), now: 1_000, checkpoint: () => undefined });
  expect(calls[name].output.parse(report)).toEqual(report);
  return report as Extract<ReturnType<typeof makeReport>, { readonly report: N extends `analytics.${infer R}` ? R : never }>;
}

function figures(report: { readonly figures: readonly { readonly key: string; readonly value: unknown; readonly sample: number; readonly leftOut: number; readonly reason: string | null }[] }) {
  return Object.fromEntries(report.figures.map(({ key, value, sample, leftOut, reason: why }) => [key, { value, sample, leftOut, reason: why }]));
}

// P&L 100, 200, 50, −150, 300, −100, 80, −30: expectancy 56.25, profit factor 2.6071 (730 ÷ 280).
const eight = [100, 200, 50, -150, 300, -100, 80, -30].map((dollars) => trade(dollars));

describe('every definition that a report names', () => {
  it('exists', () => {
    const named = new Set<string>();
    for (const tables of Object.values(reportTables)) {
      for (const table of Object.values(tables) as TableSpec[]) for (const column of Object.values(table.columns) as ColumnSpec[]) if (column.definition !== undefined) named.add(column.definition);
    }
    const reports = [...allReports(given(eight))];
    for (const { figures: list } of reports) for (const { definition } of list) named.add(definition);
    for (const { id } of DEFINITIONS) named.delete(id);
    expect([...named]).toEqual([]);
    expect(reports).toHaveLength(13);
  });
});

function* allReports(history: History) {
  for (const name of ['summary', 'calendar', 'equity', 'distribution', 'streaks', 'exits', 'holding', 'discipline', 'shadow', 'criteria'] as const) yield when(`analytics.${name}`, history);
  yield when('analytics.breakdown', history, { dimension: 'setup' });
  yield when('analytics.replay', history, { proposed: { rules: [...history.rules.rules], override: history.rules.override } });
  yield when('analytics.review', history, { week: '2025-03-10' });
}

describe('the summary', () => {
  it('gives the worked example its numbers', () => {
    const all = figures(when('analytics.summary', given(eight)));
    expect(all['net-pnl']).toEqual({ value: { kind: 'pnl', money: usd(45_000) }, sample: 8, leftOut: 0, reason: null });
    expect(all['expectancy']).toEqual({ value: { kind: 'r', value: '0.5625' }, sample: 8, leftOut: 0, reason: null });
    expect(all['profit-factor']).toEqual({ value: { kind: 'number', value: '2.607143' }, sample: 8, leftOut: 0, reason: null });
    expect(all['win-rate']?.value).toEqual({ kind: 'share', value: '0.625' });
    expect(all['adherence']?.value).toEqual({ kind: 'share', value: '1' });
    expect(all['sqn']?.reason).toBe('Not reliable below 30 trades.');
    expect(all['mfe-error-r']).toEqual({ value: null, sample: 0, leftOut: 8, reason: 'No trade here has both Stop$ and MFE$.' });
  });

  it('says why when nothing is known', () => {
    const all = figures(when('analytics.summary', given([])));
    expect(all['net-pnl']).toEqual({ value: null, sample: 0, leftOut: 0, reason: 'No closed trade here yet.' });
    expect(all['expectancy']).toEqual({ value: null, sample: 0, leftOut: 0, reason: 'No trade here has R: R needs a stop.' });
    expect(all['trades']?.value).toEqual({ kind: 'count', value: 0 });
  });

  it('leaves trades without a stop out of R and says how many', () => {
    const all = figures(when('analytics.summary', given([trade(100), trade(-50, { stopAmount: null })])));
    expect(all['expectancy']).toEqual({ value: { kind: 'r', value: '1' }, sample: 1, leftOut: 1, reason: null });
    expect(all['net-pnl']?.sample).toBe(2);
  });

  it('has no profit factor without a loss', () => {
    expect(figures(when('analytics.summary', given([trade(100)])))['profit-factor']).toEqual({ value: null, sample: 1, leftOut: 0, reason: 'Without a loss there is nothing to divide by.' });
  });

  it('counts a bypass against adherence', () => {
    const all = figures(when('analytics.summary', given([trade(100), trade(100, { overridden: ['cap'] }), trade(100, { ticketId: null }), trade(-20)])));
    expect(all['adherence']?.value).toEqual({ kind: 'share', value: '0.5' });
    expect(all['bypasses']?.value).toEqual({ kind: 'count', value: 1 });
  });

  it('knows no drawdown of equity for a part of the account', () => {
    const rows = [trade(100), trade(-200)];
    expect(figures(when('analytics.summary', given(rows)))['max-drawdown-share']?.value).toEqual({ kind: 'share', value: '-0.181818' });
    expect(figures(when('analytics.summary', given(rows), { filter: { ...everything, symbol: 'MES' } }))['max-drawdown-share']).toMatchObject({ value: null, reason: 'A part of the account has no equity of its own.' });
  });

  it('knows no drawdown of an equity that nobody has stated', () => {
    const history = given([trade(100), trade(-200)]);
    const unstated = { ...history, account: { ...history.account, startingEquity: usd(0) } };
    expect(figures(when('analytics.summary', unstated))['max-drawdown-share']).toMatchObject({ value: null, reason: 'Nobody has said what the account began with. Settings, Trading.' });
    expect(when('analytics.equity', unstated).tables.equity.map(({ drawdownShare }) => drawdownShare)).toEqual([null, null]);
  });

  it('draws nothing after a loss where there is no trade', () => {
    expect(when('analytics.discipline', given([])).tables.afterLoss).toEqual([]);
    expect(when('analytics.streaks', given([])).tables.after).toEqual([]);
  });

  it('does not show costs that nobody stated as nothing', () => {
    expect(figures(when('analytics.summary', given([trade(100), trade(-50)], { costsUnknown: 2 })))['fees']).toEqual({ value: null, sample: 0, leftOut: 2, reason: 'No file here states them.' });
    const some = [trade(100), trade(-50, { grossPnl: usd(-4_800) })];
    expect(figures(when('analytics.summary', given(some, { costsUnknown: 1 })))['fees']).toEqual({ value: { kind: 'money', money: usd(200) }, sample: 1, leftOut: 1, reason: 'What is known: not all trades state all of them.' });
    expect(figures(when('analytics.summary', given(some)))['fees']).toEqual({ value: { kind: 'money', money: usd(200) }, sample: 2, leftOut: 0, reason: null });
  });

  it('tells of trades in other currencies', () => {
    expect(when('analytics.summary', given(eight, { unvalued: 2 })).remarks).toMatchObject([{ tone: 'caution', title: 'Trades without a result are left out', text: expect.stringContaining('2 finished trades have no net result and are left out') as string }]);
    expect(when('analytics.summary', given(eight, { foreign: 2 })).remarks).toEqual([{ tone: 'info', title: 'Other currencies are left out', text: '2 closed trades are not in USD. Amounts of different currencies have no sum.' }]);
  });
});

describe('a filter', () => {
  const rows = [trade(100, { sessionDate: '2025-03-10', setup: 'pullback' }), trade(-50, { sessionDate: '2025-03-11', symbol: 'MNQ' }), trade(30, { sessionDate: '2025-03-12' })];
  const net = (filter: Partial<ReportFilter>) => figures(when('analytics.summary', given(rows), { filter: { ...everything, ...filter } }))['net-pnl']?.value;

  it.each([
    [{ from: '2025-03-11' }, -2_000],
    [{ to: '2025-03-11' }, 5_000],
    [{ from: '2025-03-11', to: '2025-03-11' }, -5_000],
    [{ symbol: 'MNQ' }, -5_000],
    [{ setup: 'pullback' }, 10_000],
  ])('%o', (filter, cents) => {
    expect(net(filter)).toEqual({ kind: 'pnl', money: usd(cents) });
  });
});

describe('the equity', () => {
  it('falls 40 of 120: a third of the equity at the peak', () => {
    // Balances 100, 120, 80, 110.
    const history = { ...given([trade(20), trade(-40), trade(30)]), account: { ...given([]).account, startingEquity: usd(10_000) } };
    const report = when('analytics.equity', history);
    expect(report.tables.equity.map(({ trade: number, netPnl, drawdown, drawdownShare }) => [number, netPnl, drawdown, drawdownShare])).toEqual([[1, 2_000, 0, '0'], [2, -2_000, -4_000, '-0.333333'], [3, 1_000, -1_000, '-0.083333']]);
    expect(figures(report)['max-drawdown']?.value).toEqual({ kind: 'pnl', money: usd(-4_000) });
  });

  it('begins a chosen span with what was there before it', () => {
    const rows = [trade(1_000, { sessionDate: '2025-03-10' }), trade(-200, { sessionDate: '2025-03-11' })];
    const [point] = when('analytics.equity', given(rows), { filter: { ...everything, from: '2025-03-11' } }).tables.equity;
    // 200 of 1,000 + 1,000.
    expect(point).toMatchObject({ drawdown: -20_000, drawdownShare: '-0.1' });
  });

  it('thins thousands of points and loses neither peak nor trough', () => {
    const rows = Array.from({ length: 9_000 }, (_, index) => trade(index === 4_321 ? -5_000 : index === 6_789 ? 9_000 : index % 2 === 0 ? 10 : -9));
    const report = when('analytics.equity', given(rows));
    const totals = report.tables.equity.map(({ netPnl }) => netPnl ?? 0);
    let sum = 0;
    const all = rows.map(({ netPnl }) => (sum += netPnl.amount));
    expect(totals.length).toBeLessThanOrEqual(2_000);
    expect([Math.min(...totals), Math.max(...totals), totals.at(-1)]).toEqual([Math.min(...all), Math.max(...all), all.at(-1)]);
    expect(report.remarks).toEqual([expect.objectContaining({ title: 'Not every trade is drawn', text: expect.stringContaining(`of ${rows.length.toLocaleString('en')} points`) as string })]);
  });
});

describe('the calendar', () => {
  it('is by session, with what was kept and what is not known', () => {
    const rows = [trade(100, { sessionDate: '2025-03-11' }), trade(-50, { sessionDate: '2025-03-10', overridden: ['cap'] }), trade(20, { sessionDate: '2025-03-10', stopAmount: null, ticketId: null })];
    const steps = (['visualization', 'market-mapping', 'breath', 'expectation-neutraliser', 'risk-check'] as const).map((step) => ({ step, seconds: 60, goal: null }));
    const { sessions } = when('analytics.calendar', given(rows, { sessions: [{ date: '2025-03-10', steps: steps.slice(0, 3) }] })).tables;
    expect(sessions).toEqual([
      { date: '2025-03-10', trades: 2, wins: 1, losses: 1, netPnl: -3_000, sumR: '-0.5', rSample: 1, overrides: 1, bypasses: 1, adherence: '0', prepared: false },
      { date: '2025-03-11', trades: 1, wins: 1, losses: 0, netPnl: 10_000, sumR: '1', rSample: 1, overrides: 0, bypasses: 0, adherence: '1', prepared: null },
    ]);
  });
});

describe('the distribution of R', () => {
  it('is half-open, with both ends open', () => {
    const { distribution } = when('analytics.distribution', given([trade(-400), trade(-50), trade(0), trade(50), trade(600), trade(10, { stopAmount: null })])).tables;
    expect(distribution.filter(({ trades }) => trades !== 0)).toEqual([
      { range: 'below −3', trades: 1, share: '0.2' },
      { range: '−0.5 to 0', trades: 1, share: '0.2' },
      { range: '0 to 0.5', trades: 1, share: '0.2' },
      { range: '0.5 to 1', trades: 1, share: '0.2' },
      { range: '5 and above', trades: 1, share: '0.2' },
    ]);
  });
});

describe('breakdowns', () => {
  it('name what is not stated', () => {
    const { groups } = when('analytics.breakdown', given([trade(100, { emotion: 'calm' }), trade(-50), trade(50, { emotion: 'calm' })]), { dimension: 'emotion' }).tables;
    expect(groups.map(({ group, trades, netPnl, meanR, rSample, profitFactor }) => ({ group, trades, netPnl, meanR, rSample, profitFactor }))).toEqual([
      { group: 'calm', trades: 2, netPnl: 15_000, meanR: '0.75', rSample: 2, profitFactor: null },
      { group: 'not stated', trades: 1, netPnl: -5_000, meanR: '-0.5', rSample: 1, profitFactor: '0' },
    ]);
  });
});

describe('exits', () => {
  it('tell what was left behind and what a target would have made, with its warning', () => {
    const rows = [trade(100, { mfe: usd(25_000), provenance: 'typed' }), trade(-100, { mfe: usd(15_000), provenance: 'bars' }), trade(50)];
    const report = when('analytics.exits', given(rows));
    expect(figures(report)['mfe-error-r']).toEqual({ value: { kind: 'r', value: '2' }, sample: 2, leftOut: 1, reason: null });
    // The efficiency of an exit needs no stop.
    const unstopped = when('analytics.exits', given([...rows, trade(100, { mfe: usd(20_000), stopAmount: null, provenance: 'typed' })]));
    expect(figures(unstopped)['exit-efficiency']).toEqual({ value: { kind: 'number', value: '0.4' }, sample: 3, leftOut: 1, reason: null });
    expect(report.tables.scatter.map(({ mfeR, r, mfeErrorR, exitEfficiency, provenance }) => [mfeR, r, mfeErrorR, exitEfficiency, provenance])).toEqual([['2.5', '1', '1.5', '0.4', 'typed'], ['1.5', '-1', '2.5', '-0.666667', 'bars']]);
    // 2 R: the first would have made 2, the second −1 as it was; together 1 against 0.
    expect(report.tables.targets.find(({ target }) => target === '2')).toEqual({ target: '2', trades: 2, reached: 1, sumR: '1', meanR: '0.5', change: '1' });
    expect(report.remarks.map(({ title }) => title)).toEqual(['Chosen after the fact', 'Some are bounds']);
  });
});

describe('discipline', () => {
  const titles = new Map([['cap', 'Ticket cap']]);

  it('weighs the trades against a rule beside those by the rules', () => {
    const rows = [...[50, 100].map((dollars) => trade(dollars)), ...[-100, -100, -90, -110, -100].map((dollars) => trade(dollars, { overridden: ['cap'] }))];
    const { costs } = when('analytics.discipline', given(rows, { ruleTitles: titles })).tables;
    expect(costs).toEqual([expect.objectContaining({ rule: 'Ticket cap', trades: 5, rSample: 5, sumR: '-5', meanR: '-1', compliantMeanR: '0.75', compliantSample: 2, reading: 'Cost: worse than by the rules' })]);
    expect(Number(costs[0]?.low)).toBeLessThanOrEqual(-1);
    expect(Number(costs[0]?.high)).toBeGreaterThanOrEqual(-1);
  });

  const interval = (low: string, high: string) => ({ low, high, level: '0.95' });
  const measure = (value: string | null, sample: number) => ({ value, sample, leftOut: 0 });
  it.each([
    ['too few', 4, interval('-2', '-1'), '0.5', 'Too few trades to say'],
    ['no interval', 9, null, '0.5', 'Too few trades to say'],
    ['nothing to compare with', 9, interval('-2', '-1'), null, 'No trade by the rules to compare with'],
    ['below', 9, interval('-2', '-1'), '0.5', 'Cost: worse than by the rules'],
    ['above', 9, interval('1', '2'), '0.5', 'Gain: better than by the rules'],
    ['around', 9, interval('-1', '1'), '0.5', 'No difference shown'],
  ])('reads an interval: %s', (_, sample, of, compliant, words) => {
    const cost = { ruleId: 'cap', trades: sample, sumR: measure('0', sample), meanR: measure('0', sample), interval: of, compliantMeanR: measure(compliant, 20), compliantInterval: null };
    expect(reading(cost)).toBe(words);
  });

  it('adds up weeks from Monday', () => {
    const rows = [trade(100, { sessionDate: '2025-03-14' }), trade(-50, { sessionDate: '2025-03-17', ticketId: null }), trade(20, { sessionDate: '2025-03-21', overridden: ['cap'] })];
    expect(when('analytics.discipline', given(rows)).tables.weeks).toEqual([
      { week: '2025-03-10', trades: 1, kept: 1, overrides: 0, bypasses: 0, adherence: '1', sumR: '1' },
      { week: '2025-03-17', trades: 2, kept: 0, overrides: 1, bypasses: 1, adherence: '0', sumR: '-0.3' },
    ]);
  });

  it('looks at the hour after a loss within its session', () => {
    const at = Date.UTC(2025, 2, 12, 14);
    const minutes = (from: number, more: Partial<TradeRow> = {}) => ({ entryAt: at + from * 60_000, exitAt: at + (from + 5) * 60_000, ...more });
    const rows = [trade(-100, minutes(0)), trade(-50, minutes(30)), trade(80, minutes(120)), trade(60, minutes(65, { sessionDate: '2025-03-13' }))];
    const [soon, other] = when('analytics.discipline', given(rows)).tables.afterLoss;
    expect(soon).toMatchObject({ when: 'Within an hour of a loss', trades: 1, meanR: '-0.5', meanRisk: 10_000 });
    expect(other).toMatchObject({ trades: 3, meanR: '0.133333' });
  });

  it('shows the preparation of a session without one as unknown, not as zero', () => {
    const sessions = [{ date: '2025-03-12', steps: [] }, { date: '2025-03-13', steps: [{ step: 'breath' as const, seconds: 90, goal: null }] }];
    expect(when('analytics.discipline', given([trade(100)], { sessions })).tables.rehab).toEqual([
      expect.objectContaining({ date: '2025-03-12', steps: 0, time: null, breath: null, trades: 1, sumR: '1' }),
      expect.objectContaining({ date: '2025-03-13', steps: 1, time: 90_000, breath: 90_000, visualization: null, trades: 0, sumR: null, netPnl: null }),
    ]);
  });

  it('counts what became of each rule’s blocks', () => {
    const line = { ruleId: 'cap', bitten: true, shadow: false, blocks: true };
    const tickets = [
      ticket('1', { outcome: 'soft-block', overridden: true, lines: [line] }),
      ticket('2', { outcome: 'soft-block', status: 'walked-away', lines: [line] }),
      ticket('3', { outcome: 'soft-block', status: 'blocked', lines: [line] }),
      ticket('4', { lines: [{ ...line, bitten: false }] }),
    ];
    expect(when('analytics.discipline', given([], { tickets, ruleTitles: titles })).tables.rates).toEqual([{ rule: 'Ticket cap', judged: 4, bitten: 3, overridden: 1, obeyed: 1, rate: '0.5' }]);
  });
});

describe('shadow rules', () => {
  it('show the trades against them, and noise is proposed for retirement with its figures', () => {
    const shadow = (id: string, bitten: boolean) => ticket(id, { lines: [{ ruleId: 'fear', bitten, shadow: true, blocks: true }] });
    const noisy = Array.from({ length: 20 }, (_, index) => ticket(`n${index}`, { outcome: 'soft-block', overridden: true, lines: [{ ruleId: 'cap', bitten: true, shadow: false, blocks: true }] }));
    const trades = [trade(-50, { ticketId: 's1' }), trade(100, { ticketId: 's2' }), ...noisy.map(({ id }) => trade(100, { ticketId: id, overridden: ['cap'] }))];
    const report = when('analytics.shadow', given(trades, { tickets: [shadow('s1', true), shadow('s2', false), ...noisy], ruleTitles: new Map([['cap', 'Ticket cap'], ['fear', 'Emotion filter']]) }));
    expect(report.tables.shadow).toEqual([{ rule: 'Emotion filter', judged: 2, bitten: 1, taken: 1, rSample: 1, meanR: '-0.5', low: null, high: null, otherMeanR: '1', otherSample: 1 }]);
    expect(report.tables.retirement).toEqual([expect.objectContaining({ rule: 'Ticket cap', bitten: 20, overridden: 20, rate: '1', meanR: '1', rSample: 20, compliantMeanR: '0.25' })]);
  });
});

describe('a replay', () => {
  const cap = (maximum: number) => ({ rules: [{ id: 'cap', kind: 'ticket-cap', words: '', severity: 'critical' as const, enabled: true, shadow: false, priority: 1, params: { maximum } }], override: { coolDownSeconds: { critical: 60, major: 30 }, noteMinLength: 20 } });
  const rows = [trade(100), trade(-100), trade(-50), trade(30)];
  const past = rows.map((row, index) => ({ trade: row, minute: 600 + index, idea: `idea ${index}`, statedAt: row.entryAt, facts: { now: row.entryAt, values: {} } }));

  function replay(today: number, proposed: number, filter: Partial<ReportFilter> = {}) {
    const history = given(rows, { rules: cap(today) });
    const question: Question = { name: 'analytics.replay', input: { job: 'j', filter: { ...everything, ...filter }, proposed: cap(proposed) } };
    const report = makeReport(question, { open: () => [] as never, memory: memoryOf(history, question, past), ledgers: new Map(), now: 1, checkpoint: () => undefined });
    return calls['analytics.replay'].output.parse(report);
  }

  it('compares what happened with today’s rules and the proposal', () => {
    const { tables, remarks } = replay(4, 2);
    expect(tables.sides.map(({ side, trades, blocked, netPnl, sumR, maxDrawdown }) => [side, trades, blocked, netPnl, sumR, maxDrawdown])).toEqual([
      ['What happened', 4, 0, -2_000, '-0.2', -15_000],
      ['Today’s rules', 4, 0, -2_000, '-0.2', -15_000],
      ['The proposal', 2, 2, 0, '0', -10_000],
    ]);
    expect(tables.rules).toEqual([{ rule: 'Ticket cap', today: 0, todayR: null, todaySample: 0, todayPnl: null, proposed: 2, proposedR: '-0.2', proposedSample: 2, proposedPnl: -2_000, insufficient: 0 }]);
    expect(tables.blocked.map(({ blockedBy, rules, r }) => [blockedBy, rules, r])).toEqual([['the proposal', 'Ticket cap', '-0.5'], ['the proposal', 'Ticket cap', '0.3']]);
    expect(remarks[0]?.title).toBe('What a replay cannot know');
  });

  it('shows the trades that only today’s rules block', () => {
    expect(replay(3, 4).tables.blocked.map(({ blockedBy, r }) => [blockedBy, r])).toEqual([['today’s rules', '0.3']]);
  });

  it('refuses rules that are none, with the place', () => {
    expect(() => replay(3, -1)).toThrow(expect.objectContaining({ code: 'refused', field: 'proposed' }));
  });

  it('stops when nobody waits', () => {
    const question: Question = { name: 'analytics.replay', input: { job: 'j', filter: everything, proposed: cap(2) } };
    let checks = 0;
    const stop = () => {
      checks += 1;
      if (checks > 1) throw new Error('stopped');
    };
    expect(() => makeReport(question, { open: () => [] as never, memory: memoryOf(given(rows), question, past), ledgers: new Map(), now: 1, checkpoint: stop })).toThrow('stopped');
  });
});

describe('the weekly review', () => {
  it('holds the sessions of its week and no others', () => {
    const rows = [trade(100, { sessionDate: '2025-03-09' }), trade(-50, { sessionDate: '2025-03-10', note: 'late', lesson: '' }), trade(30, { sessionDate: '2025-03-16' }), trade(70, { sessionDate: '2025-03-17' })];
    const sessions = [{ date: '2025-03-11', steps: [{ step: 'visualization' as const, seconds: 60, goal: 'Wait.' }] }];
    const report = when('analytics.review', given(rows, { sessions }), { week: '2025-03-10' });
    expect(report.filter).toMatchObject({ from: '2025-03-10', to: '2025-03-16' });
    expect(report.tables.sessions.map(({ date, goal, prepared, trades, netPnl }) => [date, goal, prepared, trades, netPnl])).toEqual([
      ['2025-03-10', null, null, 1, -5_000],
      ['2025-03-11', 'Wait.', false, 0, null],
      ['2025-03-16', null, null, 1, 3_000],
    ]);
    expect(report.tables.trades.map(({ r, note, lesson, kept }) => [r, note, lesson, kept])).toEqual([['-0.5', 'late', null, 'kept'], ['0.3', null, null, 'kept']]);
    expect(figures(report)['sum-r']).toEqual({ value: { kind: 'r', value: '-0.2' }, sample: 2, leftOut: 0, reason: null });
  });

  it('counts a blocked ticket and what became of it as one decision', () => {
    const line = (seq: number, kind: LimitsRow['kind'], ticketId: string): LimitsRow => ({ seq, accountId: 'a1', at: 1_000 + seq, kind, ticketId, sessionDate: '2025-03-10', grade: 'skull', status: 'blocked', symbol: 'MES', side: 'long', outcome: 'soft-block', rules: ['Counter-trend'], note: '' });
    const asked = { history: given([]), filter: everything, now: 1_000, checkpoint: () => undefined };
    const report = reviewReport(asked, '2025-03-10', [line(1, 'block', 't1'), line(2, 'override', 't1'), line(3, 'block', 't2'), line(4, 'walk-away', 't2'), line(5, 'block', 't3')]);
    expect(figures(report)).toMatchObject({ 'overrides': { value: { kind: 'count', value: 1 }, sample: 3 }, 'walk-aways': { value: { kind: 'count', value: 1 }, sample: 3 } });
    expect(report.tables.decisions).toHaveLength(5);
  });

  it('says that a week is empty', () => {
    expect(figures(when('analytics.review', given(eight), { week: '2024-01-01' }))['net-pnl']).toEqual({ value: null, sample: 0, leftOut: 0, reason: 'No closed trade in this week.' });
  });
});

it('says in every report that costs are unknown, as long as they are', () => {
  const some = { ...given(eight), costsUnknown: 3 };
  const titles = (from: typeof some | ReturnType<typeof given>, name: 'analytics.summary' | 'analytics.distribution') => when(name, from).remarks.map(({ title }) => title);
  for (const name of ['analytics.summary', 'analytics.distribution'] as const) {
    expect(titles(some, name)).toContain('Not all costs are known');
    expect(titles(given(eight), name)).not.toContain('Not all costs are known');
  }
});

describe('the criteria of setups', () => {
  const said = (r: string | null, criteria: Readonly<Record<string, boolean>>, more: Partial<Criteria['trades'][number]> = {}): Criteria['trades'][number] => ({
    setupId: 's1', stated: 'Pullback', sessionDate: '2025-03-12', symbol: 'MES', currency: 'USD', r, said: new Map(Object.entries(criteria)), ...more,
  });
  const setups = [{ id: 's1', name: 'First pullback', criteria: ['Trend', 'Volume'] }, { id: 's2', name: 'Breakout', criteria: ['Level'] }];

  function criteria(trades: Criteria['trades'], filter: Partial<ReportFilter> = {}) {
    const question: Question = { name: 'analytics.criteria', input: { job: 'j', filter: { ...everything, ...filter } } };
    const report = makeReport(question, { open: () => [] as never, memory: memoryOf(given([]), question, [], { setups, trades }), ledgers: new Map(), now: 1, checkpoint: () => undefined });
    return calls['analytics.criteria'].output.parse(report);
  }

  it('stand under the playbook’s name, also for trades that were stated under a former one', () => {
    const { tables, remarks } = criteria([said('2', { Trend: true, Volume: true }), said('-1', { Trend: false }, { stated: 'First pullback' })]);
    expect(tables.criteria.map((row) => Object.values(row))).toEqual([
      ['First pullback', 'All of them', 1, '2', 1, 1, '-1', 1],
      ['First pullback', 'Trend', 1, '2', 1, 1, '-1', 1],
      ['First pullback', 'Volume', 1, '2', 1, 0, null, 0],
    ]);
    expect(remarks.map(({ title }) => title)).toEqual(['Said when the result is known']);
  });

  it('are those of the filter, in the account’s currency', () => {
    const trades = [said('2', { Trend: true }), said('1', { Trend: true }, { sessionDate: '2025-03-13' }), said('1', { Trend: true }, { currency: 'EUR' }), said('1', { Trend: true }, { symbol: 'MNQ' })];
    expect(criteria(trades, { to: '2025-03-12', symbol: 'MES' }).tables.criteria[1]).toMatchObject({ criterion: 'Trend', met: 1, metR: '2' });
    expect(criteria(trades, { setup: 'Breakout' }).tables.criteria).toEqual([]);
  });
});
