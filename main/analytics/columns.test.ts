import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../engine/money.ts';
import { Columns, type ColumnEntry } from './columns.ts';
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
    minute: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 1439 })), held: fc.oneof(fc.integer({ min: 0, max: 10_000_000 }), fc.nat(50).map((minutes) => minutes * 60_000)), at: fc.integer({ min: 0, max: 50 }), side: fc.constantFrom('long' as const, 'short' as const),
    grade: fc.oneof(fc.constant(null), fc.constantFrom('diamond' as const, 'fire' as const, 'skull' as const)), emotion: fc.oneof(fc.constant(null), fc.constantFrom('calm' as const, 'fear' as const)),
    keeping: fc.constantFrom('kept', 'overridden', 'bypass'), band: name, costsKnown: fc.boolean(),
  })
  .map((from) => {
    const entryAt = START + from.at * 60_000;
    const row = tradeRow(from.net, {
      netPnl: money(from.net, 'USD'), grossPnl: money(from.net + from.costs, 'USD'), stopAmount: from.stop === null ? null : money(from.stop, 'USD'), mfe: from.mfe === null ? null : money(from.mfe, 'USD'), setup: from.setup,
      sessionDate: `2025-03-${from.day}`, entryMinute: from.minute, entryAt, exitAt: entryAt + from.held, side: from.side, grade: from.grade, emotion: from.emotion, symbol: from.setup === 'a' ? 'MNQ' : 'MES',
      overridden: from.keeping === 'overridden' ? ['cap'] : [], atrBand: from.keeping === 'bypass' ? null : from.band, ...(from.costsKnown ? {} : { rMicro: null }),
    });
    return from.keeping === 'bypass' ? { ...row, ticketId: null } : row;
  });

function entryOf(row: TradeRow, number: number): ColumnEntry {
  const trade = { ...row, row: number, overridden: row.overridden.length > 0, costsKnown: true, grossPnl: row.grossPnl.amount, netPnl: row.netPnl.amount, stopAmount: row.stopAmount?.amount ?? null, mfe: row.mfe?.amount ?? null };
  return { trade, minute: row.entryMinute };
}

function columnsOf(rows: readonly TradeRow[]): Columns {
  const columns = new Columns(rows.length);
  for (const [number, row] of rows.entries()) {
    const { trade: each, minute } = entryOf(row, number);
    columns.add(each, minute);
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

/** Everything that reports ask of columns. */
function answers(columns: Columns, bands: ReadonlyMap<string, string>): unknown {
  const part = columns.pick({ from: '2025-03-12', to: null, symbol: 'MES', setup: null });
  const dimensions = ['setup', 'instrument', 'weekday', 'time', 'side', 'grade', 'atr-band', 'emotion'] as const;
  return [every, part].map((pick) => ({
    count: columns.count, before: columns.netBefore('2025-03-13'), results: columns.tally(pick).results(), adherence: columns.tally(pick).adherence(), held: columns.tally(pick).meanHeld,
    sessions: columns.bySession(pick).map(({ date, tally }) => ({ date, results: tally.results() })),
    groups: dimensions.map((dimension) => columns.byDimension(pick, dimension, bands).map(({ key, tally }) => ({ key, results: tally.results() }))),
    drawdown: columns.maximumDrawdown(pick, 1_000_000), equity: columns.equity(pick, 1_000_000, 16),
  }));
}

describe('columns brought up to date', () => {
  it('answer as if they were read anew', () => {
    const change = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: trade })), { maxLength: 12 });
    fc.assert(
      fc.property(rowsOf, fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 6 }), (rows, changes) => {
        const model = new Map(rows.entries());
        const columns = new Columns(rows.length + 80);
        for (const [number, row] of model) columns.add(entryOf(row, number).trade, row.entryMinute);
        for (const [changed, asked] of changes) {
          // An order that was already asked for is repaired; another one is made when it is.
          if (asked) expect(columns.byExit).toHaveLength(model.size);
          for (const [number, row] of changed) if (row === null) model.delete(number); else model.set(number, row);
          expect(columns.update(new Map(changed.map(([number, row]) => [number, row === null ? null : entryOf(row, number)])))).toBe(true);
          const now = [...model.values()];
          expect(answers(columns, bandsOf(now))).toEqual(answers(columnsOf(now), bandsOf(now)));
        }
      }),
    );
  });

  it('stay as they are where there is no room', () => {
    const [first, second] = [tradeRow(100), tradeRow(50)];
    const columns = columnsOf([first]);
    expect(columns.update(new Map([[0, entryOf(tradeRow(7), 0)], [1, entryOf(second, 1)]]))).toBe(false);
    expect(columns.tally(every).results().netPnl).toBe(100);
    expect(columns.update(new Map([[0, entryOf(second, 0)]]))).toBe(true);
    expect(columns.tally(every).results().netPnl).toBe(50);
  });
});

describe('columns', () => {
  it('take no more than they have room for', () => {
    const columns = new Columns(0);
    expect(() => columns.add(entryOf(tradeRow(1), 1).trade, null)).toThrow(RangeError);
  });

  it('count a half to the even millionth', () => {
    // 1 ÷ 2,000,000 is half a millionth: down to 0. 3 ÷ 2,000,000 is one and a half: up to 2.
    const rows = [1, 3].map((left) => tradeRow(0, { mfe: money(left, 'USD'), stopAmount: money(2_000_000, 'USD') }));
    expect([...columnsOf(rows).mfeError]).toEqual([0, 2]);
  });
});
