/** A table as CSV (RFC 4180), with the exact values rather than the rounded ones on the screen. */
import type { CellKind, TableSpec } from '../../preload/contract/report-tables.ts';
import { minorDigits } from '../format/display.ts';
import type { Cell, ReportUnits } from './format-cell.ts';

export function toCsv(spec: TableSpec, rows: readonly Readonly<Record<string, Cell>>[], units: ReportUnits): string {
  const columns = Object.entries(spec.columns);
  const head = columns.map(([, column]) => quote(column.kind === 'money' || column.kind === 'pnl' ? `${column.label} (${units.currency})` : column.kind === 'duration' ? `${column.label} (s)` : column.label));
  const body = rows.map((row) => columns.map(([key, column]) => csvCell(column.kind, row[key] ?? null, units)).join(','));
  return `${[head.join(','), ...body].join('\r\n')}\r\n`;
}

/** An unknown value is an empty field: never a zero. */
function csvCell(kind: CellKind, value: Cell, units: ReportUnits): string {
  if (value === null) return '';
  switch (kind) {
    case 'text':
      return quote(harmless(String(value)));
    case 'instant':
      return new Date(Number(value)).toISOString();
    case 'money':
    case 'pnl':
      return plainMoney(Number(value), units.currency);
    case 'duration':
      return String(Number(value) / 1000);
    case 'flag':
      return value === true ? 'yes' : 'no';
    case 'date':
    case 'count':
    case 'r':
    case 'number':
    case 'share':
      return String(value);
  }
}

/** "-12.50", ungrouped: for machines. */
function plainMoney(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const body = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return amount < 0 ? `-${body}` : body;
}

/** A spreadsheet would run a text that begins like a formula. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
