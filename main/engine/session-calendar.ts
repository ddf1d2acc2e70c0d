/** Which session an instant belongs to. A session's date is the exchange's: the evening before a futures day is part of it. */
import type { Instant, SessionCalendar } from './model.ts';
import { addDays, instantAt, wallClock, weekday } from './zone-clock.ts';

export interface SessionDay {
  readonly date: string;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

/**
 * The session of an instant. Outside trading hours: a day session keeps its date from midnight to midnight, one that opens
 * the evening before keeps it until the next one opens, and a weekend belongs to Monday, where its preparation counts.
 */
export function sessionAt(calendar: SessionCalendar, at: Instant): SessionDay {
  return sessionOn(calendar, sessionDateAt(calendar, at));
}

/** The date of {@link sessionAt}. */
export function sessionDateAt(calendar: SessionCalendar, at: Instant): string {
  const { date, minute } = wallClock(calendar.zone, at);
  const named = calendar.opensDayBefore && minute >= calendar.open ? addDays(date, 1) : date;
  return tradingDate(calendar, named);
}

/** The session of a date. Instants are exact on days when the clock is put forward or back. */
export function sessionOn(calendar: SessionCalendar, date: string): SessionDay {
  const { zone, open, close, opensDayBefore } = calendar;
  return {
    date,
    opensAt: instantAt(zone, opensDayBefore ? addDays(date, -1) : date, open),
    closesAt: instantAt(zone, date, close),
  };
}

/**
 * Wall-clock minutes since midnight of the session's date, −1440 to 1439: what the fact `clock.minute` is. Any time before
 * that midnight, a weekend's too, reads as the evening before.
 */
export function sessionMinute(calendar: SessionCalendar, day: SessionDay, at: Instant): number {
  const { date, minute } = wallClock(calendar.zone, at);
  return date < day.date ? minute - 1440 : minute;
}

/** Whether the calendar trades on a date, holidays aside: one that never closes trades every day, the others Monday to Friday. */
export function isTradingDate(calendar: SessionCalendar, date: string): boolean {
  return neverCloses(calendar) || weekday(date) <= 5;
}

/** The date itself if the calendar trades on it, or else the next one on which it does. */
function tradingDate(calendar: SessionCalendar, date: string): string {
  return isTradingDate(calendar, date) ? date : addDays(date, 8 - weekday(date));
}

function neverCloses({ open, close, opensDayBefore }: SessionCalendar): boolean {
  return !opensDayBefore && open === 0 && close === 1440;
}
