import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTrades, type BuiltTrade } from './build-trades.ts';
import type { InstrumentLookup } from './instruments.ts';
import { affectedFrom } from './rebuild.ts';
import type { TradeFill } from './trade-fill.ts';

const lookup: InstrumentLookup = (root) => (root === 'MES' ? { tickSize: '0.25', pointValue: '5', currency: 'USD' } : null);

const BASE = Date.UTC(2026, 9, 5);
let counter = 0;
function fill(side: 'buy' | 'sell', quantity: number | string, price: number | string, over: Partial<TradeFill> = {}): TradeFill {
  counter += 1;
  return {
    key: `f${counter}`, brokerFillId: null, account: 'A', symbol: 'MESZ6', side, quantity: String(quantity), quantityUnit: 'units', price: String(price), time: BASE + counter * 1_000, commission: null, fees: null, costExact: null,
    currency: 'USD', basis: 'fill', effect: null, positionAfter: null, pointValue: null, initialStops: [], excursion: null, brokerResult: null, tripKey: null, rank: 1, orderingId: null, sequence: counter, ...over,
  };
}
const usd = (amount: number) => ({ amount, currency: 'USD' });
const short = (trade: BuiltTrade | undefined) => [trade?.side, trade?.quantity, trade?.entryPrice, trade?.exitPrice, trade?.gross?.amount];

describe('flat to flat', () => {
  it('a round trip', () => {
    expect(buildTrades([fill('buy', 1, 5900), fill('sell', 1, 5904)], lookup).trades.map(short)).toEqual([['long', '1', '5900', '5904', 2_000]]);
  });

  it('scaling in and out is one trade with exact averages', () => {
    const report = buildTrades([fill('buy', 1, 5900), fill('buy', 2, 5901), fill('sell', 1, 5903), fill('buy', 1, 5902), fill('sell', 3, 5904)], lookup);
    expect(report.trades).toHaveLength(1);
    expect(report.trades[0]).toMatchObject({ quantity: '4', maxPosition: '3', entryPrice: '5901', exitPrice: '5903.75', gross: usd(5_500) });
    expect(report.trades[0]?.legs.map((leg) => [leg.role, leg.quantity])).toEqual([['entry', '1'], ['entry', '2'], ['exit', '1'], ['entry', '1'], ['exit', '3']]);
  });

  it('a fill that reverses closes one trade and opens the next; its costs are split by quantity, nothing lost', () => {
    const report = buildTrades([fill('buy', 2, 5900, { commission: usd(124) }), fill('sell', 3, 5910, { commission: usd(155), fees: usd(1) }), fill('buy', 1, 5905, { commission: usd(62) })], lookup);
    expect(report.trades.map(short)).toEqual([['long', '2', '5900', '5910', 10_000], ['short', '1', '5910', '5905', 2_500]]);
    expect(report.trades.map((trade) => trade.costs?.amount)).toEqual([124 + 103 + 1, 52 + 0 + 62]);
    expect(report.trades[1]?.id).toBe(`${report.trades[0]?.legs[1]?.fillKey}|reversed`);
  });

  it('accounts and contracts are kept apart, and spellings of one contract together', () => {
    const report = buildTrades([
      fill('buy', 1, 10, { account: 'A' }), fill('buy', 1, 10, { account: 'B' }), fill('sell', 1, 11, { account: 'A', symbol: 'CON.F.US.MES.Z26' }), fill('sell', 1, 12, { account: 'B', symbol: 'MESH7' }),
    ], lookup);
    expect(report.trades.map((trade) => [trade.account, trade.contract])).toEqual([['A', 'MESZ26']]);
    expect(report.open.map((position) => [position.account, position.contract, position.position])).toEqual([['B', 'MESZ26', '1'], ['B', 'MESH27', '-1']]);
  });

  it('agrees with a broker that rounds halves otherwise, and each row by itself; a cent more is another result', () => {
    const notes: InstrumentLookup = (root) => (root === 'ZN' ? { tickSize: '0.015625', pointValue: '1000', currency: 'USD' } : lookup(root));
    const zn = (stated: number, over: Partial<TradeFill> = {}) => [fill('buy', 1, '110.5', { symbol: 'ZNZ6' }), fill('sell', 1, '110.515625', { symbol: 'ZNZ6', brokerResult: { amount: usd(stated), costs: 'before', impliesCosts: false }, ...over })];
    const checks = (fills: TradeFill[]) => buildTrades(fills, notes).trades.map(({ check }) => check);
    for (const [stated, check] of [[1_562, 'agrees'], [1_563, 'agrees'], [1_561, 'differs'], [1_564, 'differs']] as const) expect(checks(zn(stated))).toEqual([check]);
    // After costs of a dollar.
    expect(checks(zn(1_463, { commission: usd(100), brokerResult: { amount: usd(1_463), costs: 'after', impliesCosts: false } }))).toEqual(['agrees']);
    const two = [fill('buy', 2, '110.5', { symbol: 'ZNZ6' }), ...[1, 2].map(() => fill('sell', 1, '110.515625', { symbol: 'ZNZ6', brokerResult: { amount: usd(1_563), costs: 'before', impliesCosts: false } }))];
    expect(buildTrades(two, notes).trades).toMatchObject([{ gross: usd(3_125), check: 'agrees' }]);
    // Whole cents leave nothing to round.
    expect(checks([fill('buy', 1, 5900), fill('sell', 1, 5904, { brokerResult: { amount: usd(2_001), costs: 'before', impliesCosts: false } })])).toEqual(['differs']);
  });

  it('open positions are carried over', () => {
    const report = buildTrades([fill('sell', 2, 5900), fill('buy', 1, 5890)], lookup);
    expect(report.trades).toEqual([]);
    expect(report.open).toMatchObject([{ position: '-1', entryPrice: '5900' }]);
  });

  it('an exit without an entry makes no trade', () => {
    const report = buildTrades([fill('sell', 1, 5900, { effect: 'close' }), fill('buy', 1, 5901, { effect: 'open' }), fill('sell', 1, 5903, { effect: 'close' })], lookup);
    expect(report.unmatched.map((each) => each.price)).toEqual(['5900']);
    expect(report.trades.map(short)).toEqual([['long', '1', '5901', '5903', 1_000]]);
  });

  it('a first fill that leaves a position it cannot have made belongs to an earlier trade', () => {
    const report = buildTrades([fill('sell', 1, 5900, { positionAfter: '0' }), fill('buy', 2, 5900, { positionAfter: '2' }), fill('sell', 2, 5902, { positionAfter: '0' })], lookup);
    expect(report.unmatched).toHaveLength(1);
    expect(report.trades.map(short)).toEqual([['long', '2', '5900', '5902', 2_000]]);
    const wrong = buildTrades([fill('buy', 1, 1, { positionAfter: '1' }), fill('sell', 1, 2, { positionAfter: '3' })], lookup);
    expect(wrong.trades[0]?.problems[0]).toContain('position of 3');
  });

  it('an unknown instrument has no result, unless the broker states one, and is asked for', () => {
    const unknown = buildTrades([fill('buy', 1, 10, { symbol: 'WallStreet30' }), fill('sell', 1, 12, { symbol: 'WallStreet30' })], lookup);
    expect([unknown.trades[0]?.gross, unknown.trades[0]?.net, unknown.unknownSymbols]).toEqual([null, null, ['WallStreet30']]);
    const stated = buildTrades([fill('buy', 1, 10, { symbol: 'WallStreet30' }), fill('sell', 1, 12, { symbol: 'WallStreet30', commission: usd(50), brokerResult: { amount: usd(200), costs: 'before', impliesCosts: false } })], lookup);
    expect(stated.trades[0]).toMatchObject({ gross: usd(200), net: usd(150), grossSource: 'broker', check: 'unknown', costsKnown: 'some', costs: null });
  });

  it('a share is one unit of its currency a point, an option a hundred, a lot is asked for', () => {
    const result = (symbol: string, over: Partial<TradeFill> = {}) => buildTrades([fill('buy', 10, '1.50', { symbol, ...over }), fill('sell', 10, '1.75', { symbol, ...over })], () => null).trades[0]?.gross?.amount ?? null;
    expect([result('ACME'), result('ACME260117C00150000'), result('ACME', { quantityUnit: 'lots' }), result('X1', { pointValue: '20' })]).toEqual([250, 25_000, null, 5_000]);
  });

  it('a lot of a currency pair is 100,000 units; of anything else it has to be said', () => {
    const result = (symbol: string, lotSize: string | null) =>
      buildTrades([fill('buy', '0.5', '1.08500', { symbol, quantityUnit: 'lots' }), fill('sell', '0.5', '1.08700', { symbol, quantityUnit: 'lots' })], () => ({ tickSize: '0.00001', pointValue: '1', currency: 'USD', lotSize })).trades[0]?.gross?.amount ?? null;
    expect([result('EURUSD', null), result('EURUSD', '1000'), result('XAUUSD', null), result('XAUUSD', '100')]).toEqual([10_000, 100, null, 10]);
  });

  it('initial stops give the risk of every entry, and a stop on the wrong side is said', () => {
    const stop = (price: string, quantity: string) => ({ initialStops: [{ price, quantity }] });
    const amount = (fills: TradeFill[]) => buildTrades(fills, lookup).trades[0]?.stopAmount?.amount ?? null;
    expect(amount([fill('buy', 2, 5900, stop('5894', '2')), fill('sell', 2, 5901)])).toBe(6_000);
    expect(amount([fill('buy', 2, 5900, { initialStops: [{ price: '5894', quantity: '1' }, { price: '5892', quantity: '1' }] }), fill('sell', 2, 5901)])).toBe(7_000);
    expect(amount([fill('buy', 1, 5900, stop('5894', '1')), fill('buy', 1, 5898), fill('sell', 2, 5901)])).toBeNull();
    const wrong = buildTrades([fill('sell', 1, 5900, stop('5894', '1')), fill('buy', 1, 5901)], lookup).trades[0];
    expect([wrong?.stopAmount, wrong?.problems[0]?.includes('wrong side')]).toEqual([null, true]);
  });

  it('imported excursions are kept for the one row they belong to, and refused when they cannot be', () => {
    const excursion = (mfe: number, mae: number) => ({ excursion: { mfe: usd(mfe), mae: usd(mae), scope: 'row' as const } });
    const one = (mfe: number, mae: number) => buildTrades([fill('buy', 1, 5900, { basis: 'trip', tripKey: 't' }), fill('sell', 1, 5904, { basis: 'trip', tripKey: 't', ...excursion(mfe, mae) })], lookup).trades[0];
    expect([one(2_500, -500)?.mfe?.amount, one(2_500, -500)?.mae?.amount]).toEqual([2_500, -500]);
    expect([one(1_500, -500)?.mfe, one(1_500, -500)?.problems.length]).toEqual([null, 1]);
    const two = buildTrades([
      fill('buy', 1, 5900, { basis: 'trip', tripKey: 't' }), fill('buy', 1, 5900, { basis: 'trip', tripKey: 'u' }), fill('sell', 1, 5904, { basis: 'trip', tripKey: 't', ...excursion(2_500, -500) }), fill('sell', 1, 5904, { basis: 'trip', tripKey: 'u', ...excursion(2_500, -500) }),
    ], lookup).trades[0];
    expect([two?.mfe, two?.problems]).toEqual([null, []]);
  });

  it('a result beyond counting is no exception and no number', () => {
    const trade = buildTrades([fill('buy', '999999999999999', '1'), fill('sell', '999999999999999', '999999999')], lookup).trades[0];
    expect([trade?.gross, trade?.net, trade?.quantity]).toEqual([null, null, '999999999999999']);
    expect(trade?.problems.at(-1)).toContain('too large');
  });

  it('costs finer than a cent are rounded once a trade', () => {
    const finer = (cost: string, cents: number) => ({ commission: usd(cents), costExact: cost });
    expect(buildTrades([fill('buy', 1, 5900, finer('0.334', 33)), fill('buy', 1, 5900, finer('0.334', 33)), fill('sell', 2, 5900, finer('0.334', 33))], lookup).trades[0]?.costs?.amount).toBe(100);
  });
});

/** A ledger in plain integers: prices in quarter points, quantities whole, so that floats are exact. */
interface Simple { readonly side: 'buy' | 'sell'; readonly quantity: number; readonly quarter: number; readonly cost: number; readonly account: string }
const simple: fc.Arbitrary<Simple> = fc.record({ side: fc.constantFrom('buy' as const, 'sell' as const), quantity: fc.integer({ min: 1, max: 6 }), quarter: fc.integer({ min: 23_000, max: 24_000 }), cost: fc.integer({ min: -50, max: 400 }), account: fc.constantFrom('A', 'B') });
const fillsOf = (ledger: readonly Simple[]): TradeFill[] =>
  ledger.map((each, index) => fill(each.side, each.quantity, each.quarter / 4, { key: `k${index}`, time: BASE + Math.floor(index / 2) * 1_000, sequence: index, account: each.account, commission: usd(each.cost) }));

describe('laws', () => {
  it('nothing is lost: cash, costs and quantities of trades and open positions add up to the fills', () => {
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 40 }), (ledger) => {
        const report = buildTrades(fillsOf(ledger), lookup);
        for (const account of ['A', 'B']) {
          const mine = ledger.filter((each) => each.account === account);
          const position = mine.reduce((sum, each) => sum + (each.side === 'buy' ? each.quantity : -each.quantity), 0);
          const open = report.open.find((each) => each.account === account);
          expect(Number(open?.position ?? 0)).toBe(position);
          if (position !== 0) continue;
          const trades = report.trades.filter((trade) => trade.account === account);
          // A quarter point of MES is $1.25.
          const cash = mine.reduce((sum, each) => sum + (each.side === 'sell' ? 1 : -1) * each.quantity * each.quarter * 125, 0);
          expect(trades.reduce((sum, trade) => sum + (trade.gross?.amount ?? NaN), 0)).toBe(cash);
          expect(trades.reduce((sum, trade) => sum + (trade.commission?.amount ?? 0), 0)).toBe(mine.reduce((sum, each) => sum + each.cost, 0));
          expect(trades.reduce((sum, trade) => sum + (trade.net?.amount ?? NaN), 0)).toBe(cash - mine.reduce((sum, each) => sum + each.cost, 0));
        }
        expect(new Set(report.trades.map((trade) => trade.id)).size).toBe(report.trades.length);
      }),
    );
  });

  it('every trade enters what it exits, and holds one direction from its first fill to its last', () => {
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 40 }), (ledger) => {
        for (const trade of buildTrades(fillsOf(ledger), lookup).trades) {
          let held = 0;
          for (const [index, leg] of trade.legs.entries()) {
            held += leg.role === 'entry' ? Number(leg.quantity) : -Number(leg.quantity);
            expect(held > 0 || index === trade.legs.length - 1).toBe(true);
          }
          expect(held).toBe(0);
          expect(Number(trade.maxPosition)).toBeLessThanOrEqual(Number(trade.quantity));
        }
      }),
    );
  });

  it('the order in which fills arrive does not matter', () => {
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 20 }), fc.infiniteStream(fc.nat()), (ledger, random) => {
        const fills = fillsOf(ledger);
        const shuffled = fills.map((each) => [random.next().value ?? 0, each] as const).toSorted((a, b) => a[0] - b[0]).map(([, each]) => each);
        expect(buildTrades(shuffled, lookup)).toEqual(buildTrades(fills, lookup));
      }),
    );
  });

  it('a fill in parts gives the same trades as the fill whole', () => {
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 20 }), (ledger) => {
        const whole = fillsOf(ledger).map((each, index) => ({ ...each, basis: 'pair' as const, brokerFillId: `b${index}`, orderingId: String(1_000 + index), commission: null, time: BASE + 1_000 * index }));
        const parts = whole.flatMap((each) =>
          Array.from({ length: Number(each.quantity) }, (_, part) => ({ ...each, key: `${each.key}/${part}`, quantity: '1' })),
        );
        const plain = (trades: readonly BuiltTrade[]) => trades.map((trade) => [trade.side, trade.quantity, trade.maxPosition, trade.entryPrice, trade.exitPrice, trade.gross, trade.entryTime, trade.exitTime]);
        expect(plain(buildTrades(parts, lookup).trades)).toEqual(plain(buildTrades(whole, lookup).trades));
      }),
    );
  });

  it('building again only from the point affected gives what building everything gives', () => {
    fc.assert(
      fc.property(fc.array(simple.map((each) => ({ ...each, account: 'A' })), { minLength: 1, maxLength: 30 }), fc.nat(), (ledger, choice) => {
        const all = fillsOf(ledger);
        const late = all[choice % all.length];
        if (late === undefined) return;
        const before = all.filter((each) => each !== late);
        const known = buildTrades(before, lookup);
        const from = affectedFrom([...known.trades, ...known.open.map((position) => ({ entryTime: position.entryTime, exitTime: Infinity }))], late.time);
        const kept = known.trades.filter((trade) => trade.entryTime < from);
        const rebuilt = buildTrades(all.filter((each) => each.time >= from), lookup);
        expect(kept.every((trade) => trade.exitTime < from)).toBe(true);
        expect([...kept, ...rebuilt.trades].map((trade) => trade.id)).toEqual(buildTrades(all, lookup).trades.map((trade) => trade.id));
        expect(rebuilt.open).toEqual(buildTrades(all, lookup).open);
      }),
      { numRuns: 300 },
    );
  });
});
