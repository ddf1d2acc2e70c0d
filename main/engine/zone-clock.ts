/** Wall clocks of time zones, by the runtime's time zone data: exact on the days when a clock is put forward or back. */
import type { Instant } from './model.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** Clocks are put forward or back on a quarter of an hour. */
const QUARTER = 15 * MINUTE;
/** Moments kept of a zone: the days of many years of trading. */
const MOMENTS_MAX = 8_192;

/** Each zone's offset at the beginnings of days and, where it changes within one, of quarters of an hour, as far as they were asked for. */
const offsets = new Map<string, Map<Instant, number>>();

/**
 * Milliseconds that the zone's wall clock is ahead of UTC at an instant. Throws a RangeError for an unknown zone. Reading it off
 * the runtime's clock is slow, and it is the same from the beginning of almost every day to its end.
 */
export function zoneOffset(zone: string, at: Instant): number {
  let known = offsets.get(zone);
  if (known === undefined || known.size >= MOMENTS_MAX) {
    known = new Map();
    offsets.set(zone, known);
  }
  for (const span of [DAY, QUARTER]) {
    const start = Math.floor(at / span) * span;
    const offset = known.get(start) ?? keptOffset(known, zone, start);
    if (offset === (known.get(start + span) ?? keptOffset(known, zone, start + span))) return offset;
  }
  return readOffset(zone, at);
}

function keptOffset(known: Map<Instant, number>, zone: string, at: Instant): number {
  const offset = readOffset(zone, at);
  known.set(at, offset);
  return offset;
}

function readOffset(zone: string, at: Instant): number {
  let [year, month, day, hour, minute, second, before] = [0, 1, 1, 0, 0, 0, false];
  for (const { type, value } of formatOf(zone).formatToParts(at)) {
    if (type === 'year') year = Number(value);
    else if (type === 'month') month = Number(value);
    else if (type === 'day') day = Number(value);
    else if (type === 'hour') hour = Number(value);
    else if (type === 'minute') minute = Number(value);
    else if (type === 'second') second = Number(value);
    else if (type === 'era') before = value.startsWith('B');
  }
  const wall = Date.UTC(before ? 1 - year : year, month - 1, day, hour, minute, second);
  return wall - (at - (((at % 1000) + 1000) % 1000));
}

export interface WallClock {
  /** "2026-11-20" */
  readonly date: string;
  /** Minutes since midnight on the wall clock, 0–1439. */
  readonly minute: number;
}

export function wallClock(zone: string, at: Instant): WallClock {
  const wall = at + zoneOffset(zone, at);
  return { date: dateOf(wall), minute: Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE) };
}

/**
 * The instant at which a wall clock shows a time. A time that the clock skips (put forward) is the same distance after the
 * skip; one that it shows twice (put back) is the first of the two. `minute` may be 1440 for the end of the day.
 */
export function instantAt(zone: string, date: string, minute: number): Instant {
  const wall = parseDate(date) + minute * MINUTE;
  const before = zoneOffset(zone, wall - DAY);
  const after = zoneOffset(zone, wall + DAY);
  const early = wall - before;
  if (before === after || zoneOffset(zone, early) === before) return early;
  const late = wall - after;
  return zoneOffset(zone, late) === after ? late : early;
}

function parseDate(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new RangeError(`not a date: ${date}`);
  return at;
}

function dateOf(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10);
}

/** The date so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  return dateOf(parseDate(date) + days * DAY);
}

/** 1 Monday … 7 Sunday. */
export function weekday(date: string): number {
  const day = new Date(parseDate(date)).getUTCDay();
  return day === 0 ? 7 : day;
}
