import type { DateOrder } from '../types.ts';
import { remembering } from './remember.ts';

/**
 * What a cell says about time. `instant` carries its own offset, `wall` is a clock reading (as if UTC), `date` has no
 * time of day, `time` has no date (milliseconds since midnight), `ambiguous` needs to know whether day or month is first.
 */
export type ParsedTime =
  | { readonly kind: 'instant'; readonly ms: number }
  | { readonly kind: 'wall'; readonly ms: number }
  | { readonly kind: 'date'; readonly ms: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'ambiguous' };

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?(?:\s*([AaPp])\.?[Mm]\.?)?`;
const ZONE = String.raw`(?:[\s,]*(Z|[A-Z]{3,4}|(?:GMT|UTC)?\s*[+\-−]\d{1,2}(?::?\d{2})?))?`;
const NUMERIC = new RegExp(String.raw`^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:(?:T|[\s,;]+)${TIME}${ZONE})?$`, 'u');
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:[\s,;T]+(\d{2}):?(\d{2}):?(\d{2})${ZONE})?$`, 'u');
const NAMED = new RegExp(String.raw`^(?:([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})|(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2}))(?:[\s,;]*${TIME}${ZONE})?$`, 'u');
/** `2026-01-26;115715`, `Thu Jul 09 2026 16:30:30 GMT+0300 (local time)`, `Jan 8, 2026 10:12:14 ET` (which names no offset): rarer spellings, tried last. */
const COMPACT_CLOCK = /(?<=^\S{8,11})[\s,;T]+(\d{2})(\d{2})(\d{2})(?=$|[\s,])/;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;
const ONLY_TIME = new RegExp(`^${TIME}$`, 'u');

const MONTHS: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Abbreviations that exports really print. An abbreviation is an offset, so these rows need no zone. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  Z: 0, UTC: 0, GMT: 0, EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420, CET: 60, CEST: 120,
};

/** Reads a date, a time or both; null when the cell is neither. */
export function parseTime(text: string, order: DateOrder | null): ParsedTime | null {
  let body = text.trim();
  if (body.length < 4 || body.length > 80) return null;
  if (body.startsWith("'")) body = body.slice(1);
  const numeric = NUMERIC.exec(body);
  if (numeric !== null) {
    const [, first = '', , second = '', third = '', hour, minute, secondOfMinute, fraction, half, zone] = numeric;
    const clock = hour === undefined ? null : clockOf(hour, minute, secondOfMinute, fraction, half);
    if (hour !== undefined && clock === null) return null;
    const parts = orderParts(first, second, third, numeric[2] ?? '', order);
    if (parts === null) return null;
    // Without a time of day the row cannot be used whatever the order is, so there is nothing to ask.
    if (parts === 'ambiguous') return clock === null ? assemble(fullYear(third), Number(first), Number(second), null, undefined) : { kind: 'ambiguous' };
    return assemble(parts[0], parts[1], parts[2], clock, zone);
  }
  const compact = COMPACT.exec(body);
  if (compact !== null) {
    const [, year = '', month = '', day = '', hour, minute, second, zone] = compact;
    const clock = hour === undefined ? null : clockOf(hour, minute, second, undefined, undefined);
    if (hour !== undefined && clock === null) return null;
    return assemble(Number(year), Number(month), Number(day), clock, zone);
  }
  const only = ONLY_TIME.exec(body);
  if (only !== null) {
    const clock = clockOf(only[1], only[2], only[3], only[4], only[5]);
    return clock === null ? null : { kind: 'time', ms: clock };
  }
  const named = NAMED.exec(body);
  if (named !== null) {
    const name = (named[1] ?? named[5] ?? '').slice(0, 3).toLowerCase();
    const month = MONTHS.indexOf(name) + 1;
    if (month === 0) return null;
    const clock = named[7] === undefined ? null : clockOf(named[7], named[8], named[9], named[10], named[11]);
    if (named[7] !== undefined && clock === null) return null;
    return assemble(fullYear(named[3] ?? named[6] ?? ''), month, Number(named[2] ?? named[4]), clock, named[12]);
  }
  const plainer = body.replace(COMPACT_CLOCK, ' $1:$2:$3').replace(WEEKDAY, '').replace(/ (?:\([^)]*\)|ET)$/, '');
  return plainer === body ? null : parseTime(plainer, order);
}

/**
 * {@link parseTime} for the cells of a file. Nearly all of them are a date, a space and a plain time of day, and the same date
 * comes in row after row: it is read once.
 */
export function timeReader(order: DateOrder | null): (text: string) => ParsedTime | null {
  const midnight = remembering((date) => (/^\d{1,4}[-/.]/.test(date) ? parseTime(`${date} 00:00:00`, order) : null));
  return (text) => {
    const space = text.indexOf(' ');
    const clock = space === -1 ? null : plainClock(text, space + 1);
    const day = clock === null ? null : midnight(text.slice(0, space));
    if (clock === null || day === null || (day.kind !== 'wall' && day.kind !== 'ambiguous')) return parseTime(text, order);
    return day.kind === 'wall' ? { kind: 'wall', ms: day.ms + clock } : day;
  };
}

/** The time of day where a text goes on with `9:31:05`, `09:31:05` or `9:31:05 AM` and nothing else; null where it is anything else. */
function plainClock(text: string, from: number): number | null {
  const colon = text.charCodeAt(from + 1) === COLON ? from + 1 : from + 2;
  const end = colon + 6;
  if (text.charCodeAt(colon) !== COLON || text.charCodeAt(colon + 3) !== COLON) return null;
  let hour = colon === from + 1 ? digit(text, from) : twoDigits(text, from);
  if (text.length !== end) {
    const half = text.slice(end);
    if ((half !== ' AM' && half !== ' PM') || hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === ' PM' ? 12 : 0);
  }
  const minute = twoDigits(text, colon + 1);
  const second = twoDigits(text, colon + 4);
  return hour <= 23 && minute <= 59 && second <= 59 ? ((hour * 60 + minute) * 60 + second) * 1000 : null;
}

const COLON = 58;

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

/** NaN where there is none, which is in no range. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

/** [year, month, day], or `ambiguous` when both readings are dates and nothing says which is meant. */
function orderParts(first: string, second: string, third: string, separator: string, order: DateOrder | null): readonly [number, number, number] | 'ambiguous' | null {
  if (first.length === 4) return [Number(first), Number(second), Number(third)];
  if (first.length > 2 || (third.length !== 2 && third.length !== 4)) return null;
  const a = Number(first);
  const b = Number(second);
  const year = fullYear(third);
  // Only day-first cultures write numeric dates with full stops.
  const known = separator === '.' ? 'dmy' : order;
  if (known === 'mdy') return [year, a, b];
  if (known === 'dmy') return [year, b, a];
  if (a > 12 && b <= 12) return [year, b, a];
  if (b > 12 && a <= 12) return [year, a, b];
  if (a === b) return [year, a, b];
  return a > 12 ? null : 'ambiguous';
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function clockOf(hour: string | undefined, minute: string | undefined, second: string | undefined, fraction: string | undefined, half: string | undefined): number | null {
  let h = Number(hour);
  const m = Number(minute);
  const s = Number(second ?? 0);
  if (half !== undefined) {
    if (h < 1 || h > 12) return null;
    h = (h % 12) + (half === 'p' || half === 'P' ? 12 : 0);
  }
  if (h > 23 || m > 59 || s > 59) return null;
  return ((h * 60 + m) * 60 + s) * 1000 + Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
}

function assemble(year: number, month: number, day: number, clock: number | null, zone: string | undefined): ParsedTime | null {
  if (year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const midnight = Date.UTC(year, month - 1, day);
  if (clock === null) return { kind: 'date', ms: midnight };
  if (zone === undefined) return { kind: 'wall', ms: midnight + clock };
  const offset = offsetMinutes(zone);
  return offset === null ? null : { kind: 'instant', ms: midnight + clock - offset * 60_000 };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Minutes east of UTC of `-04:00`, `GMT-04`, `UTC+5:30`, `EST`; null when it is no offset. */
function offsetMinutes(text: string): number | null {
  const named = ABBREVIATIONS[text];
  if (named !== undefined) return named;
  const match = /^(?:GMT|UTC)?\s*([+\-−])(\d{1,2}):?(\d{2})?$/u.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return null;
  return match[1] === '+' ? minutes : -minutes;
}

export interface InferredOrder {
  readonly order: DateOrder;
  /** `days`: a number above 12 shows it. `locale`: only other habits of the same locale show it, which should be said. */
  readonly shownBy: 'days' | 'locale';
}

/**
 * Whether a sample of cells writes the day or the month first. A first number above 12 can only be a day, a second above
 * 12 only follows a month. Where no cell tells, the rest of the locale does: a decimal comma or hyphens go with day
 * first, slashes together with a 12-hour clock or a dollar sign in front of amounts with month first. Null when nothing
 * tells, or when cells contradict each other.
 */
export function inferDateOrder(cells: Iterable<string>, decimalComma: boolean): InferredOrder | null {
  let dayFirst = false;
  let monthFirst = false;
  let hyphens = false;
  let slashes = false;
  let american = false;
  for (const cell of cells) {
    if (cell.length > 48) continue;
    if (/^\s*[-(]?\$\s?\(?\d/.test(cell) || /\d\s?[AP]M\b/.test(cell)) american = true;
    const match = /^\s*'?(\d{1,2})([-/])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/.exec(cell);
    if (match === null) continue;
    if (match[2] === '-') hyphens = true;
    else slashes = true;
    if (Number(match[1]) > 12) dayFirst = true;
    else if (Number(match[3]) > 12) monthFirst = true;
  }
  if (dayFirst && monthFirst) return null;
  if (dayFirst || monthFirst) return { order: dayFirst ? 'dmy' : 'mdy', shownBy: 'days' };
  if (hyphens !== slashes && (hyphens || decimalComma)) return { order: 'dmy', shownBy: 'locale' };
  return slashes && !hyphens && american ? { order: 'mdy', shownBy: 'locale' } : null;
}
