import type { Row } from '../types.ts';
import type { ParsedTime } from '../text/dates.ts';
import type { Head, ReaderContext } from './format.ts';

/** Header cells are compared without case, quotes, byte-order mark and repeated spaces, and with one kind of apostrophe. */
export function headerName(cell: string): string {
  // Nearly every cell is plain: without quotes, and spaces between its words only.
  if (/^(?:[!#-~]+(?: [!#-~]+)*)?$/.test(cell)) return cell.toLowerCase();
  return cell.replace(/[\ufeff"]/gu, '').replace(/’/gu, "'").replace(/[\s\u00a0]+/gu, ' ').trim().toLowerCase();
}

/** `Opening time (UTC-4)`, `Date(UTC)`, `Update Time (EST)`: the zone belongs to the cells, not to the name. */
export function columnName(cell: string): string {
  return headerName(cell).replace(/ ?\((?:utc|gmt)[^)]*\)$/, '').replace(/(\b(?:time|date)\b.*?) ?\([a-z]{1,3}t\)$/, '$1');
}

/** What a header such as `Opening time (UTC-4)` or `EntryDateUTC` adds to its cells; empty when it says nothing of a zone. Names such as EST are of several zones. */
export function headerZone(cell: string): string {
  const offset = /\((?:UTC|GMT)\s*([+-]\d{1,2}(?::\d{2})?)?\)/i.exec(cell);
  if (offset !== null) return ` UTC${offset[1] ?? '+0'}`;
  return cell.trim().endsWith('UTC') ? ' UTC' : '';
}

/** Reads a time; the zone of its header counts where the cell has none of its own. */
export function timeUnder(context: ReaderContext, zone: string, text: string, clock = ''): ParsedTime | null {
  const time = context.time(text, clock);
  if (zone === '' || time?.kind !== 'wall') return time;
  return clock === '' ? context.time(text + zone) : context.time(text, clock + zone);
}

export type Columns = ReadonlyMap<string, number>;

/** Names of a header row and their places; a repeated name is found again as `name#2`. */
export function columnsOf(row: Row): Columns {
  const places = new Map<string, number>();
  row.cells.forEach((cell, index) => {
    const name = columnName(cell);
    if (name === '') return;
    if (!places.has(name)) {
      places.set(name, index);
      return;
    }
    for (let n = 2; n < 10; n += 1) {
      if (places.has(`${name}#${n}`)) continue;
      places.set(`${name}#${n}`, index);
      return;
    }
  });
  return places;
}

export function hasAll(columns: Columns, names: readonly string[]): boolean {
  return names.every((name) => columns.has(name));
}

/** The first of several names for one thing; -1 when none is there. */
export function placeOf(columns: Columns, names: readonly string[]): number {
  for (const name of names) {
    const place = columns.get(name);
    if (place !== undefined) return place;
  }
  return -1;
}

/** What the first rows of a file would name as header rows: every format asks. */
const namedBy = new WeakMap<Head, Columns[]>();

export function headColumns(head: Head): readonly Columns[] {
  let columns = namedBy.get(head);
  if (columns === undefined) namedBy.set(head, (columns = head.rows.map(columnsOf)));
  return columns;
}

/** The header row among a file's first rows: the first one with all the required names. */
export function findHeader(head: Head, required: readonly string[]): Row | null {
  return head.rows[headColumns(head).findIndex((columns) => hasAll(columns, required))] ?? null;
}

export function cellAt(row: Row, place: number): string {
  return place < 0 ? '' : (row.cells[place] ?? '').trim();
}

export function isBlank(row: Row): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}
