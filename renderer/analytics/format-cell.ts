/** Cells and figures as words. The same words stand in tables, tooltips and what a screen reader hears. */
import type { FigureValue } from '../../preload/contract/analytics.ts';
import type { CellKind, ColumnSpec } from '../../preload/contract/report-tables.ts';
import { formatCount, formatMoney, formatR, MINUS, roundText, UNKNOWN } from '../format/display.ts';
import { CLOCK, onClockOf } from '../format/zone-format.ts';

/** What the cells of a report share. */
export interface ReportUnits {
  readonly currency: string;
  readonly zone: string;
}

export type Cell = string | number | boolean | null;

/** Kinds that stand at the right, so that decimals line up. */
export const numericKinds: ReadonlySet<CellKind> = new Set(['count', 'money', 'pnl', 'r', 'number', 'share', 'duration']);

/** A cell for the eye; an unknown one is a dash. */
export function formatCell(kind: CellKind, value: Cell, units: ReportUnits): string {
  if (value === null) return UNKNOWN;
  switch (kind) {
    case 'text':
      return String(value);
    case 'date':
      return formatDate(String(value));
    case 'instant':
      return formatInstant(Number(value), units.zone);
    case 'count':
      return formatCount(Number(value));
    case 'money':
      return formatMoney({ amount: Number(value), currency: units.currency });
    case 'pnl':
      return formatMoney({ amount: Number(value), currency: units.currency }, true);
    case 'r':
      return formatR(String(value));
    case 'number':
      return roundText(String(value), 2).replace('-', MINUS);
    case 'share':
      return formatShare(String(value));
    case 'duration':
      return formatSpan(Number(value));
    case 'flag':
      return value === true ? 'Yes' : 'No';
  }
}

/** A cell in a sentence: unknown is said, not dashed. */
export function sayCell(kind: CellKind, value: Cell, units: ReportUnits): string {
  return value === null ? 'unknown' : formatCell(kind, value, units);
}

/** "Exit 20 Nov 2026, 10:42 · Cumulative net P&L +$120.00 · …" for one row. */
export function describeRow(columns: Readonly<Record<string, ColumnSpec>>, row: Readonly<Record<string, Cell>>, keys: readonly string[], units: ReportUnits): string {
  return keys.flatMap((key) => (columns[key] === undefined ? [] : [`${columns[key].label} ${sayCell(columns[key].kind, row[key] ?? null, units)}`])).join(' · ');
}

export function formatFigure(value: FigureValue): string {
  switch (value.kind) {
    case 'money':
      return formatMoney(value.money);
    case 'pnl':
      return formatMoney(value.money, true);
    case 'r':
      return formatR(value.value);
    case 'number':
      return roundText(value.value, 2).replace('-', MINUS);
    case 'share':
      return formatShare(value.value);
    case 'count':
      return formatCount(value.value);
    case 'duration':
      return formatSpan(value.value);
  }
}

/** "62.5 %" for 0.625. */
function formatShare(text: string): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const padded = fraction.padEnd(2, '0');
  const percent = roundText(`${whole}${padded.slice(0, 2)}.${padded.slice(2)}`, 1).replace(/^0+(?=\d)/, '');
  return `${negative && /[1-9]/.test(percent) ? MINUS : ''}${percent}\u00a0%`;
}

/** "45 s", "12 min 5 s", "13 min", "3 h 20 min", for a length of time in milliseconds. */
function formatSpan(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return both(`${minutes} min`, seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? both(`${hours} h`, minutes % 60, 'min') : `${Math.floor(hours / 24)} days`;
}

function both(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`;
}

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "20 Nov 2026" for a session date. */
export function formatDate(date: string): string {
  return dates.format(new Date(`${date}T00:00:00Z`));
}

/** "20 Nov 2026, 10:42" on the clock of a zone. */
export const formatInstant = onClockOf({ day: 'numeric', month: 'short', year: 'numeric', ...CLOCK });
