import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../engine/money.ts';
import { Columns } from './columns.ts';
import { adherenceOf } from './discipline.ts';
import { equityCurve, maximumDrawdown } from './equity.ts';
import { bySession, groupBy } from './groups.ts';
import { holdingSummary } from './holding.ts';
import { resultsOf } from './results.ts';
import { START, tradeRow } from './testing/rows.ts';
import type { TradeRow } from './trade-row.ts';

const amount = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: -2, max: 2 }));
const stop = fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 1, max: 300_000 }), fc.constantFrom(3, 7, 8, 10_000));
const name = fc.oneof(fc.constant(null), fc.constantFrom('b', 'a', 'c'));

const trade: fc.Arbitrary<TradeRow> = fc
  .record({
    net: amount, costs: fc.integer({ min: -500, max: 2_000 }), stop, mfe: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 2_000_000 })), setup: name, day: fc.integer({ min: 10, max: 16 }),
    minute: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 1439 })), held: fc.integer({ min: 0, max: 10_000_000 }), at: fc.integer({ min: 0, max: 50 }), side: fc.constantFrom('long' as const, 'short' as const),
    grade: fc.oneof(fc.constant(null), fc.constantFrom('diamond' as const, 'fire' as const, 'skull' as const)), emotion: fc.oneof(fc.constant(null), fc.constantFrom('calm' as const, 'fear' as const)),
    keeping: fc.constantFrom('kept', 'overridden', 'bypass'), band: name,
  })
  .map((from) => {
    const entryAt = START + from.at * 60_000;
    const row = tradeRow(from.net, {
      netPnl: money(from.net, 'USD'), grossPnl: money(from.net + from.costs, 'USD'), stopAmount: from.stop === null ? null : money(from.stop, 'USD'), mfe: from.mfe === null ? null : money(from.mfe, 'USD'), setup: from.setup,
      sessionDate: `2025-03-${from.day}`, entryMinute: from.minute, entryAt, exitAt: entryAt + from.held, side: from.side, grade: from.grade, emotion: from.emotion, symbol: from.setup === 'a' ? 'MNQ' : 'MES',
      overridden: from.keeping === 'overridden' ? ['cap'] : [], atrBand: from.keeping === 'bypass' ? null : from.band,
    });
    return from.keeping === 'bypass' ? { ...row, ticketId: null } : row;
  });

function columnsOf(rows: readonly TradeRow[]): Columns {
  const columns = new Columns(rows.length);
  for (const row of rows) {
    columns.add({ ...row, overridden: row.overridden.length > 0, grossPnl: row.grossPnl.amount, netPnl: row.netPnl.amount, stopAmount: row.stopAmount?.amount ?? null, mfe: row.mfe?.amount ?? null }, row.entryMinute);
  }
  return columns;
}

const every = () => true;
const bandsOf = (rows: readonly TradeRow[]) => new Map(rows.flatMap(({ ticketId, atrBand }) => (ticketId === null || atrBand === null ? [] : [[ticketId, atrBand] as const])));
const rowsOf = fc.array(trade, { maxLength: 60 });

describe('columns give the digits that the folds over rows give', () => {
  it('results, adherence and holding time', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const tally = columnsOf(rows).tally(every);
        expect({ ...tally.results() }).toEqual(resultsOf(rows));
        expect(tally.adherence()).toEqual(adherenceOf(rows));
        expect(tally.meanHeld).toBe(holdingSummary(rows).mean);
        expect(tally.grossPnl).toBe(rows.reduce((sum, { grossPnl }) => sum + grossPnl.amount, 0));
      }),
    );
  });

  it('groups, in their order', () => {
    fc.assert(
      fc.property(rowsOf, fc.constantFrom('setup' as const, 'instrument' as const, 'weekday' as const, 'time' as const, 'side' as const, 'grade' as const, 'atr-band' as const, 'emotion' as const), (rows, dimension) => {
        const groups = columnsOf(rows).byDimension(every, dimension, bandsOf(rows));
        expect(groups.map(({ key, tally }) => ({ key, results: tally.results() }))).toEqual(groupBy(rows, dimension));
      }),
    );
  });

  it('sessions', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        expect(columnsOf(rows).bySession(every).map(({ date, tally }) => ({ date, results: tally.results(), adherence: tally.adherence() }))).toEqual(bySession(rows));
      }),
    );
  });

  it('the equity and its drawdown', () => {
    fc.assert(
      fc.property(rowsOf, fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 10_000_000 })), (rows, start) => {
        const columns = columnsOf(rows);
        expect(columns.maximumDrawdown(every, start)).toEqual(maximumDrawdown(rows, start));
        const { points, total } = columns.equity(every, start, 1_000);
        expect(total).toBe(rows.length);
        expect(points).toEqual(equityCurve(rows, start).map(({ tradeId: _, ...point }, index) => ({ ...point, trade: index + 1 })));
      }),
    );
  });

  it('the trades of a filter', () => {
    const filter = fc.record({ from: fc.constantFrom(null, '2025-03-12'), to: fc.constantFrom(null, '2025-03-14'), symbol: fc.constantFrom(null, 'MNQ', 'none'), setup: fc.constantFrom(null, 'a', 'none') });
    fc.assert(
      fc.property(rowsOf, filter, (rows, wanted) => {
        const columns = columnsOf(rows);
        const inside = rows.filter((row) => (wanted.from === null || row.sessionDate >= wanted.from) && (wanted.to === null || row.sessionDate <= wanted.to) && (wanted.symbol === null || row.symbol === wanted.symbol) && (wanted.setup === null || row.setup === wanted.setup));
        expect({ ...columns.tally(columns.pick(wanted)).results() }).toEqual(resultsOf(inside));
      }),
    );
  });
});

describe('columns', () => {
  it('take no more than they have room for', () => {
    const columns = new Columns(0);
    expect(() => columns.add({ ...tradeRow(1), overridden: false, grossPnl: 1, netPnl: 1, stopAmount: null, mfe: null }, null)).toThrow(RangeError);
  });

  it('count a half to the even millionth', () => {
    // 1 ÷ 2,000,000 is half a millionth: down to 0. 3 ÷ 2,000,000 is one and a half: up to 2.
    const rows = [tradeRow(1, { stopAmount: money(2_000_000, 'USD') }), tradeRow(3, { stopAmount: money(2_000_000, 'USD') }), tradeRow(-3, { stopAmount: money(2_000_000, 'USD') })];
    expect([...columnsOf(rows).r]).toEqual([0, 2, -2]);
  });
});
