/** Reads a Tradovate Performance export the plain way: each row a pair of fills, long when it was bought first. */
import { readFileSync } from 'node:fs';

export interface RealTrade {
  side: 'long' | 'short';
  quantity: number;
  entry: number;
  exit: number;
  entryAt: number;
  exitAt: number;
}

/** @param zoneOffset how the file's own times stand to UTC, such as "+08:00": the file does not say */
export function readPerformance(path: string, zoneOffset: string): RealTrade[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const at = (cells: string[], name: string) => cells[names.indexOf(name)] ?? '';
  return lines
    .map((line) => {
      const cells = line.match(/("[^"]*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '').replaceAll('"', '')) ?? [];
      const bought = instant(at(cells, 'boughtTimestamp'), zoneOffset);
      const sold = instant(at(cells, 'soldTimestamp'), zoneOffset);
      const buy = Number(at(cells, 'buyPrice'));
      const sell = Number(at(cells, 'sellPrice'));
      const long = bought <= sold;
      return { side: long ? ('long' as const) : ('short' as const), quantity: Number(at(cells, 'qty')), entry: long ? buy : sell, exit: long ? sell : buy, entryAt: Math.min(bought, sold), exitAt: Math.max(bought, sold) };
    })
    .toSorted((a, b) => a.entryAt - b.entryAt);
}

/** "01/22/2025 23:02:03" */
function instant(text: string, offset: string): number {
  const [date = '', time = ''] = text.split(' ');
  const [month, day, year] = date.split('/');
  return Date.parse(`${year}-${month}-${day}T${time}${offset}`);
}
