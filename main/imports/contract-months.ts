import { headerName } from './reading/columns.ts';
import { resolveSymbol } from './symbols.ts';
import type { DateOrder, Row } from './types.ts';

const SYMBOL_COLUMNS = new Set(['instrument', 'symbol', 'contract', 'contractname']);
const NUMERIC_DATE = /^\s*'?(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;

/**
 * Whether day or month comes first, as futures contracts show it: nobody trades one after the month of its delivery, so of a
 * September contract 10/08 is August and not October. Null where no row tells, or rows contradict each other.
 */
export function dateOrderOfContracts(rows: readonly Row[]): DateOrder | null {
  const headerAt = rows.findIndex(({ cells }) => cells.some((cell) => SYMBOL_COLUMNS.has(headerName(cell))));
  const place = rows[headerAt]?.cells.findIndex((cell) => SYMBOL_COLUMNS.has(headerName(cell))) ?? -1;
  if (place < 0) return null;
  let monthFirst = true;
  let dayFirst = true;
  for (const { cells } of rows.slice(headerAt + 1)) {
    const symbol = (cells[place] ?? '').trim();
    for (const cell of symbol === '' ? [] : cells) {
      const date = NUMERIC_DATE.exec(cell);
      if (date === null) continue;
      const year = Number((date[4] ?? '').padStart(4, '20'));
      const expiry = resolveSymbol(symbol, { at: Date.UTC(year, 0, 1) })?.expiry ?? null;
      if (expiry?.year == null) continue;
      const isPast = (month: string | undefined): boolean => year * 12 + Number(month) > (expiry.year ?? 0) * 12 + expiry.month;
      if (isPast(date[1])) monthFirst = false;
      if (isPast(date[3])) dayFirst = false;
    }
  }
  if (monthFirst === dayFirst) return null;
  return monthFirst ? 'mdy' : 'dmy';
}
