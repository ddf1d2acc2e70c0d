import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTrades } from './build-trades.ts';
import { chainOrder, effectOrder } from './position-chain.ts';
import type { TradeFill } from './trade-fill.ts';

let counter = 0;
function fill(side: 'buy' | 'sell', quantity: number, positionAfter: number | null, over: Partial<TradeFill> = {}): TradeFill {
  counter += 1;
  return {
    key: `f${counter}`, brokerFillId: null, account: 'A', symbol: 'MESZ6', side, quantity: String(quantity), quantityUnit: 'units', price: '5900', time: Date.UTC(2026, 9, 5), commission: null, fees: null, costExact: null,
    currency: 'USD', basis: 'fill', effect: null, positionAfter: positionAfter === null ? null : String(positionAfter), pointValue: '5', initialStops: [], excursion: null, brokerResult: null, tripKey: null, rank: 1, orderingId: null,
    sequence: counter, ...over,
  };
}

describe('fills of one instant that say what they open and close', () => {
  const does = (side: 'buy' | 'sell', effect: 'open' | 'close', quantity = 1): TradeFill => fill(side, quantity, null, { effect });

  it('a sale is never before its purchase', () => {
    expect(effectOrder([does('sell', 'close'), does('buy', 'open')], 0n)).toEqual([1, 0]);
    expect(buildTrades([does('sell', 'close'), does('buy', 'open')], () => null)).toMatchObject({ trades: [{ side: 'long' }], unmatched: [], open: [] });
  });

  it('what was held is closed before the other side is opened, and a close waits for all that it closes', () => {
    expect(effectOrder([does('sell', 'open'), does('sell', 'close')], 10_000_000_000n)).toEqual([1, 0]);
    expect(effectOrder([does('sell', 'close', 3), does('buy', 'open', 1), does('buy', 'open', 2)], 0n)).toEqual([1, 2, 0]);
  });

  it('keeps the order given where it can be, and where nothing fits', () => {
    expect(effectOrder([does('buy', 'open'), does('sell', 'close'), does('buy', 'open'), does('sell', 'close')], 0n)).toEqual([0, 1, 2, 3]);
    expect(effectOrder([does('sell', 'close'), does('sell', 'close')], 0n)).toEqual([0, 1]);
    expect(effectOrder([does('sell', 'close'), fill('buy', 1, null)], 0n)).toBeNull();
  });
});

describe('fills of one instant in the order of the positions they left', () => {
  it('an exit listed before its entry', () => expect(chainOrder([fill('sell', 1, 0), fill('buy', 1, 1)], 0n)).toEqual([1, 0]));

  it('partial entries, a reversal and an exit in any order', () => {
    expect(chainOrder([fill('buy', 1, 0), fill('sell', 3, -1), fill('buy', 1, 2), fill('buy', 1, 1)], 0n)).toEqual([3, 2, 1, 0]);
  });

  it('keeps the order given where several are possible, and begins at what was held', () => {
    expect(chainOrder([fill('buy', 1, 1), fill('sell', 1, 0), fill('sell', 1, -1), fill('buy', 1, 0)], 0n)).toEqual([0, 1, 2, 3]);
    expect(chainOrder([fill('buy', 1, 2), fill('sell', 1, 1)], 10_000_000_000n)).toEqual([0, 1]);
    expect(chainOrder([fill('buy', 1, 2), fill('sell', 1, 1)], 20_000_000_000n)).toEqual([1, 0]);
  });

  it('says nothing where the positions make no walk', () => {
    expect(chainOrder([fill('buy', 1, 1), fill('buy', 1, 5)], 0n)).toBeNull();
    expect(chainOrder([fill('buy', 1, 1), fill('sell', 1, null)], 0n)).toBeNull();
  });

  it('any order of the rows of a second leaves the positions that the platform states', () => {
    const steps = fc.array(fc.record({ buy: fc.boolean(), quantity: fc.integer({ min: 1, max: 3 }), price: fc.integer({ min: 1, max: 9 }), account: fc.constantFrom('A', 'B') }), { minLength: 1, maxLength: 9 });
    fc.assert(fc.property(steps, fc.infiniteStream(fc.nat()), (made, luck) => {
      const held = new Map<string, number>();
      const truth = made.map(({ buy, quantity, price, account }) => {
        const position = (held.get(account) ?? 0) + (buy ? quantity : -quantity);
        held.set(account, position);
        return fill(buy ? 'buy' : 'sell', quantity, position, { account, price: String(5_900 + price) });
      });
      const shuffled = truth.map((each) => ({ each, at: luck.next().value ?? 0 })).toSorted((a, b) => a.at - b.at).map(({ each }, sequence) => ({ ...each, sequence }));
      const [report, expected] = [buildTrades(shuffled, () => null), buildTrades(truth, () => null)];
      const positions = ({ open }: typeof report) => new Map(open.map(({ account, position }) => [account, position]));
      expect(positions(report)).toEqual(positions(expected));
      expect([report.unmatched, report.trades.flatMap(({ problems }) => problems)]).toEqual([[], []]);
    }));
  });
});
