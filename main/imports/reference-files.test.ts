import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { divideRounded } from '../engine/decimal.ts';
import { buildTrades, type BuiltTrade } from '../trades/build-trades.ts';
import type { TradeFill } from '../trades/trade-fill.ts';
import { hasShared, readFile, sharedFolder, tradesOf, type ReadAll } from './testing/read-all.ts';

const file = (...parts: string[]): string => join(sharedFolder, ...parts);

/** Results of single pairs: the broker's own figure is on the closing part of each. */
function pairResults(read: ReadAll): number[] {
  return read.fills.filter((fill) => fill.brokerResult !== null).map((fill) => fill.brokerResult?.amount.amount ?? 0);
}

function r(trade: BuiltTrade): string {
  const micro = divideRounded(BigInt(trade.net?.amount ?? 0) * 1_000n, BigInt(trade.stopAmount?.amount ?? 0));
  return (Number(micro) / 1000).toFixed(3);
}

describe.skipIf(!hasShared)('real files and their reference numbers (skipped without ../shared/data)', () => {
  it('Tradovate Performance: 221 pairs, 439 fills, 218 trades, −$140.00', async () => {
    const read = await readFile(file('tradovate', 'performance-mes-2025.csv'));
    expect(read.refusal).toBeNull();
    expect(read.rejected).toEqual([]);
    expect(read.summary?.fills).toBe(439);
    const results = pairResults(read);
    expect(results).toHaveLength(221);
    expect(results.filter((result) => result > 0)).toHaveLength(91);
    expect(results.filter((result) => result < 0)).toHaveLength(125);
    expect(results.filter((result) => result === 0)).toHaveLength(5);
    const profit = results.filter((result) => result > 0).reduce((a, b) => a + b, 0);
    const loss = -results.filter((result) => result < 0).reduce((a, b) => a + b, 0);
    expect((profit / loss).toFixed(5)).toBe('0.97058');
    // A short pair is sold first: its closing part is the buy.
    expect(read.fills.filter((fill) => fill.brokerResult !== null && fill.side === 'buy')).toHaveLength(107);

    const report = tradesOf(read);
    expect(report.trades).toHaveLength(218);
    expect(report.open).toEqual([]);
    expect(report.unmatched).toEqual([]);
    expect(report.trades.reduce((sum, trade) => sum + (trade.gross?.amount ?? NaN), 0)).toBe(-14_000);
    expect(report.trades.every((trade) => trade.check === 'agrees')).toBe(true);
    expect(report.trades.every((trade) => trade.costsKnown === 'none' && trade.costs === null)).toBe(true);
  });

  it('Tradovate Performance: maximum drawdown by pair is −$1,400.00', async () => {
    const read = await readFile(file('tradovate', 'performance-mes-2025.csv'));
    const closings = read.fills.filter((fill) => fill.brokerResult !== null).toSorted((a, b) => (a.time.epochMs ?? 0) - (b.time.epochMs ?? 0));
    let total = 0;
    let peak = 0;
    let worst = 0;
    for (const fill of closings) {
      total += fill.brokerResult?.amount.amount ?? 0;
      peak = Math.max(peak, total);
      worst = Math.min(worst, total - peak);
    }
    expect(worst).toBe(-140_000);
  });

  it('Tradovate Orders: R from the stops of the brackets', async () => {
    const read = await readFile(file('small-exports', 'tradovate-orders-history.csv'));
    expect(read.rejected).toEqual([]);
    const trades = tradesOf(read).trades;
    expect(trades.map((trade) => trade.side)).toEqual(Array(6).fill('long'));
    expect(trades[0]?.stopAmount).toBeNull();
    expect(trades.slice(1).map((trade) => [trade.entryPrice, trade.exitPrice, trade.stops[0]?.price, r(trade)])).toEqual([
      ['29262', '29382', '29222', '3.000'],
      ['30790', '30740.75', '30747.5', '-1.159'],
      ['30410', '30530', '30370', '3.000'],
      ['30527.25', '30627.25', '30461.75', '1.527'],
      ['29301', '29240.5', '29241', '-1.008'],
    ]);
  });

  it('Tradovate Position History and the small Performance file agree with the broker', async () => {
    const history = await readFile(file('tradovate', 'position-history.csv'));
    expect(history.summary?.accounts).toEqual(new Set(['APEX0000000000002']));
    expect(tradesOf(history).trades.map((trade) => trade.gross?.amount)).toEqual([-9_000, -5_200, -3_900, -2_450, -1_250]);
    const small = tradesOf(await readFile(file('small-exports', 'tradovate-trades-performance.csv'))).trades;
    expect(small.map((trade) => [trade.gross?.amount, trade.check])).toEqual([[-40_000, 'agrees'], [120_000, 'agrees']]);
  });

  it('NinjaTrader grid: the profit after all costs, though the grid hides some of them', async () => {
    const trades = tradesOf(await readFile(file('small-exports', 'ninjatrader-grid.csv'))).trades;
    expect(trades.map((trade) => trade.net?.amount)).toEqual([4_810, 4_810, -7_590, 4_810, -5_540, 4_810]);
    expect(trades.every((trade) => trade.costs?.amount === 190 && trade.costSource === 'implied')).toBe(true);
  });

  it('TopstepX: costs are taken once; a row that contradicts itself is shown as differing', async () => {
    const trades = tradesOf(await readFile(file('small-exports', 'topstep-trades.csv'))).trades;
    expect(trades.map((trade) => [trade.gross?.amount, trade.costs?.amount, trade.check])).toEqual([[5_100, 134, 'agrees'], [40_000, 268, 'differs']]);
  });

  it('DAS, MetaTrader 5 list and the MT5-like table', async () => {
    const das = tradesOf(await readFile(file('small-exports', 'das-trades.csv'), { date: '2026-06-17' })).trades;
    expect(das.map((trade) => [trade.symbol, trade.side, trade.quantity, trade.gross?.amount])).toEqual([['TSLA', 'long', '100', 27_000], ['SPCX', 'long', '200', 4_400], ['AMD', 'short', '50', 4_500]]);
    const list = tradesOf(await readFile(file('small-exports', 'mt5-position-history.csv'))).trades;
    expect(list.map((trade) => [trade.side, trade.gross?.amount])).toEqual([['long', -775], ['short', 2_000]]);
    const table = tradesOf(await readFile(file('small-exports', 'standard-mt5-like.csv'))).trades;
    expect(table.map((trade) => [trade.symbol, trade.side])).toEqual([['EURUSD', 'long'], ['GBPUSD', 'short']]);
  });

  it('Interactive Brokers: the broker’s realised result to the cent, open positions carried', async () => {
    const activity = tradesOf(await readFile(file('ibkr', 'activity.csv')));
    // −65.032589 and −70.215563 realised by the broker's own account.
    expect(activity.trades.map((trade) => trade.net?.amount)).toEqual([-6_503, -7_022]);
    expect(activity.open.map((position) => [position.symbol, position.position])).toEqual([['SPY', '2']]);
    const flex = tradesOf(await readFile(file('ibkr', 'flex-report.xml')));
    expect(flex.trades).toEqual([]);
    expect(flex.open.map((position) => [position.symbol, position.position, position.entryPrice])).toEqual([['GOLD', '591', '43.1'], ['AAPL', '240', '300']]);
  });
});

const snippets = hasShared ? readdirSync(file('mixed-brokers', 'snippets')).filter((name) => name.endsWith('.csv')).sort() : [];

describe.skipIf(!hasShared)('103 snippets of about twenty brokers (skipped without ../shared/data)', () => {
  it('are all there', () => expect(snippets).toHaveLength(103));

  it.each(snippets)('%s is imported, or refused with a reason', async (name) => {
    const read = await readFile(file('mixed-brokers', 'snippets', name), { date: '2026-06-17', symbol: 'MES' });
    if (read.summary === null) {
      expect(read.refusal?.message.length).toBeGreaterThan(30);
      expect(read.refusal?.code).toMatch(/^(?:nothing-found|needs-answer|unread-layout)$/);
      return;
    }
    expect(read.summary.fills).toBeGreaterThan(0);
    const report = tradesOf(read);
    expect(report.trades.length + report.open.length + report.unmatched.length).toBeGreaterThan(0);
  });

  const snippet = (number: string): string => file('mixed-brokers', 'snippets', snippets.find((name) => name.startsWith(number)) ?? '');

  it('76 are imported, 27 refused', async () => {
    const outcomes = await Promise.all(snippets.map((name) => readFile(file('mixed-brokers', 'snippets', name), { date: '2026-06-17' })));
    expect(outcomes.filter((read) => read.summary !== null).length).toBe(76);
  });

  it('keeps identical partial fills', async () => {
    expect((await readFile(snippet('030'))).fills).toHaveLength(7);
    expect((await readFile(snippet('031'))).fills).toHaveLength(6);
    expect(new Set((await readFile(snippet('031'))).fills.map((fill) => fill.key)).size).toBe(6);
  });

  it('takes the order id to break ties in time', async () => {
    const trades = tradesOf(await readFile(snippet('029'))).trades;
    expect(trades.map((trade) => [trade.side, trade.entryPrice, trade.exitPrice])).toEqual([['long', '150', '155'], ['short', '156', '154']]);
  });

  it('does not take a moved stop for the initial risk', async () => {
    const report = tradesOf(await readFile(snippet('092')));
    expect(report.trades.map((trade) => [trade.quantity, trade.gross?.amount, trade.stopAmount])).toEqual([['4', 0, null]]);
  });

  it('reads MetaTrader 5 in Italian to the cent', async () => {
    const report = tradesOf(await readFile(snippet('103')));
    expect(report.trades.map((trade) => [trade.gross?.amount, trade.check])).toEqual([[59_565, 'agrees'], [-113_091, 'agrees']]);
  });

  it('reads quoted records, cTrader offsets and the NinjaTrader excursions', async () => {
    expect((await readFile(snippet('099'))).summary?.fills).toBe(2);
    expect((await readFile(snippet('071'))).fills[0]?.time.epochMs).toBe(Date.parse('2026-04-15T19:09:58.271Z'));
    const trade = tradesOf(await readFile(snippet('005'))).trades[0];
    expect([trade?.mfe?.amount, trade?.mae?.amount, trade?.gross?.amount]).toEqual([2_125, -875, 2_000]);
  });

  it('a sell that opens is a short, a close without an opening is no trade', async () => {
    expect(tradesOf(await readFile(snippet('095'))).open.map((position) => position.position)).toEqual(['-5']);
    expect(tradesOf(await readFile(snippet('032'))).unmatched).toHaveLength(2);
  });
});

interface Execution {
  readonly action?: string;
  readonly quantity: number;
  readonly price: number;
  readonly commission: number;
  readonly fees: number;
  readonly datetime: string;
}

interface ContractCase {
  readonly id: string;
  readonly input: { readonly instrumentType?: string; readonly contractSize?: number; readonly pointValue?: number; readonly executions?: readonly Execution[] };
  readonly expected: { readonly aggregate?: { readonly pnl?: number; readonly entry_price?: number; readonly exit_price?: number; readonly is_fully_closed?: boolean } };
}

describe.skipIf(!hasShared)('another journal’s calculation contracts (skipped without ../shared/data)', () => {
  const all = hasShared ? (JSON.parse(readFileSync(file('mixed-brokers', 'trading-calculation-contracts.json'), 'utf8')) as { pnl_engine_cases: ContractCase[] }).pnl_engine_cases : [];
  const closed = all.filter((each) => each.expected.aggregate?.is_fully_closed === true && (each.input.executions ?? []).every((execution) => execution.action !== undefined && Number.isFinite(execution.commission) && Number.isFinite(execution.fees)));

  it('has closed trades with single executions', () => expect(closed.length).toBeGreaterThanOrEqual(3));

  it.each(closed.map((each) => [each.id, each] as const))('%s', (_, each) => {
    const fills = (each.input.executions ?? []).map((execution, index): TradeFill => ({
      key: String(index), brokerFillId: null, account: null, symbol: 'ACME', side: execution.action === 'buy' ? 'buy' : 'sell', quantity: String(execution.quantity), quantityUnit: 'units',
      price: String(execution.price), time: Date.parse(execution.datetime), commission: { amount: Math.round(execution.commission * 100), currency: 'USD' }, fees: { amount: Math.round(execution.fees * 100), currency: 'USD' },
      costExact: null, currency: 'USD', basis: 'fill', effect: null, positionAfter: null, pointValue: String(each.input.contractSize ?? each.input.pointValue ?? 1), initialStops: [], excursion: null, brokerResult: null, tripKey: null,
      rank: 1, orderingId: null, sequence: index,
    }));
    const trade = buildTrades(fills, () => null).trades[0];
    expect(trade?.net?.amount).toBe(Math.round((each.expected.aggregate?.pnl ?? NaN) * 100));
    expect(Number(trade?.entryPrice)).toBe(each.expected.aggregate?.entry_price);
    expect(Number(trade?.exitPrice)).toBe(each.expected.aggregate?.exit_price);
  });
});
