/** Trades by what they have in common, each group with its results. */
import { bandOf, HOLDING_BANDS } from './holding.ts';
import { adherenceOf, type Adherence } from './discipline.ts';
import { resultsOf, type Results } from './results.ts';
import { weekday } from '../engine/zone-clock.ts';
import { sessionsOf, type TradeRow } from './trade-row.ts';

export type Dimension = 'setup' | 'instrument' | 'weekday' | 'time' | 'side' | 'grade' | 'atr-band' | 'emotion' | 'holding';

export interface Group {
  /** Null where the trade does not say. */
  readonly key: string | null;
  readonly results: Results;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const GRADES = ['diamond', 'fire', 'skull'];

/** Groups in their natural order where they have one (days, hours, grades, holding time), by name otherwise; unknown last. */
export function groupBy(trades: readonly TradeRow[], dimension: Dimension): readonly Group[] {
  const rows = Map.groupBy(trades, (trade) => keyOf(trade, dimension));
  return [...rows].toSorted(([a], [b]) => compareKeys(dimension, a, b)).map(([key, list]) => ({ key, results: resultsOf(list) }));
}

/** The order of two different keys of a dimension. */
export function compareKeys(dimension: Dimension, a: string | null, b: string | null): number {
  const rank = orderOf(dimension);
  return a === null ? 1 : b === null ? -1 : rank(a) - rank(b) || (a < b ? -1 : 1);
}

function keyOf(trade: TradeRow, dimension: Dimension): string | null {
  switch (dimension) {
    case 'setup':
      return trade.setup;
    case 'instrument':
      return trade.symbol;
    case 'weekday':
      return WEEKDAYS[weekday(trade.sessionDate) - 1] ?? null;
    case 'time':
      return trade.entryMinute === null ? null : halfHour(trade.entryMinute);
    case 'side':
      return trade.side;
    case 'grade':
      return trade.grade;
    case 'atr-band':
      return trade.atrBand;
    case 'emotion':
      return trade.emotion;
    case 'holding':
      return bandOf(trade);
  }
}

function orderOf(dimension: Dimension): (key: string) => number {
  const order = dimension === 'weekday' ? WEEKDAYS : dimension === 'grade' ? GRADES : dimension === 'holding' ? HOLDING_BANDS.map(({ label }) => label) : [];
  return (key) => order.indexOf(key);
}

/** "09:30–10:00" */
export function halfHour(minute: number): string {
  const from = Math.floor(minute / 30) * 30;
  return `${clock(from)}–${clock((from + 30) % 1440)}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export interface SessionResult {
  readonly date: string;
  readonly results: Results;
  readonly adherence: Adherence;
}

/** One entry a session that had trades, in order of date. */
export function bySession(trades: readonly TradeRow[]): readonly SessionResult[] {
  return [...sessionsOf(trades)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, rows]) => ({ date, results: resultsOf(rows), adherence: adherenceOf(rows) }));
}
