/** What the whole window looks at. */
import type { ReportFilter } from '../../preload/contract/analytics.ts';

export type Span = 'all' | '30' | '90' | '365' | 'own';

export const spans: readonly { value: Span; label: string }[] = [
  { value: 'all', label: 'All time' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: '365', label: 'Last year' },
  { value: 'own', label: 'Own dates' },
];

/** First session date of a span that ends on `today`; null for no limit. */
export function spanStart(span: Span, today: string): string | null {
  if (span === 'all' || span === 'own') return null;
  return addDays(today, 1 - Number(span));
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Monday of a date's week. */
export function mondayOf(date: string): string {
  return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** A question about everything of one account. */
export function wholeAccount(accountId: string): ReportFilter {
  return { accountId, from: null, to: null, symbol: null, setup: null };
}

/** Whether nothing is filtered out. */
export function isWhole({ from, to, symbol, setup }: ReportFilter): boolean {
  return from === null && to === null && symbol === null && setup === null;
}

/** Whether its last date lies before its first, which no session can; a year that is still being typed is no date yet. */
export function isBackwards({ from, to }: ReportFilter): boolean {
  return from !== null && to !== null && to < from && to >= '1000';
}

/** A date input's value as the filter takes it. */
export function dateOrNull(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
}
