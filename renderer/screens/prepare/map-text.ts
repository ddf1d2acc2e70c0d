/** Levels and news times as the trader types them. */
import { readDecimal } from '../../format/decimal.ts';
import { formatMinute, readMinute } from '../../format/display.ts';

export interface NewsTime {
  readonly minute: number;
  readonly label: string;
}

/** "5987.5 6004.25" (spaces, semicolons or new lines between) as decimals, and what could not be read. */
export function readLevels(typed: string): { levels: string[]; unread: string[] } {
  const words = typed.split(/[\s;]+/).map((word) => word.replace(/,$/, '')).filter(Boolean);
  const read = words.map((word) => ({ word, value: readDecimal(word) }));
  return { levels: read.flatMap(({ value }) => (value === null ? [] : [value])), unread: read.filter(({ value }) => value === null).map(({ word }) => word) };
}

export function writeLevels(levels: readonly string[]): string {
  return levels.join(' ');
}

/** One news time a line: "10:00 CPI". */
export function readNews(typed: string): { news: NewsTime[]; unread: string[] } {
  const news: NewsTime[] = [];
  const unread: string[] = [];
  for (const line of typed.split('\n').map((text) => text.trim()).filter(Boolean)) {
    const [time = '', ...label] = line.split(/\s+/);
    const minute = readMinute(time);
    if (minute === null) unread.push(line);
    else news.push({ minute, label: label.join(' ').slice(0, 200) });
  }
  return { news: news.sort((a, b) => a.minute - b.minute), unread };
}

export function writeNews(news: readonly NewsTime[]): string {
  return news.map(({ minute, label }) => `${formatMinute(minute)} ${label}`.trim()).join('\n');
}
