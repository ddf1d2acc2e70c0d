/** Lists under the headings of their days. */
import { formatSessionDate } from './display.ts';

export type Grouped<T> = { readonly heading: string; readonly date: string } | { readonly row: T };

/** Rows under their session dates, in the order given. `year` is the one that goes without saying. */
export function byDate<T extends { readonly sessionDate: string }>(rows: readonly T[], year: string): Grouped<T>[] {
  const grouped: Grouped<T>[] = [];
  let date = '';
  for (const row of rows) {
    if (row.sessionDate !== date) {
      date = row.sessionDate;
      grouped.push({ heading: date.startsWith(year) ? formatSessionDate(date) : `${formatSessionDate(date)} ${date.slice(0, 4)}`, date });
    }
    grouped.push({ row });
  }
  return grouped;
}
