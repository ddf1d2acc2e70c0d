/** Numbers, money and times as the window writes them. Values arrive exact; nothing here rounds money. */
import type { z } from 'zod';
import type { money } from '../../preload/contract/values.ts';
import { CLOCK, onClockOf } from './zone-format.ts';

export type MoneyValue = z.infer<typeof money>;

/** A true minus, as wide as a digit in tabular figures. */
export const MINUS = '\u2212';
/** Stands where a value is unknown. */
export const UNKNOWN = '\u2013';
/** What stands for a result while the trader hides results. */
export const COVERED = '•••';

const minorDigitsOf = new Map<string, number>();

/** Fraction digits of a currency's minor unit, from the platform's ISO 4217 table. */
export function minorDigits(currency: string): number {
  const known = minorDigitsOf.get(currency);
  if (known !== undefined) return known;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  minorDigitsOf.set(currency, digits);
  return digits;
}

/** "60.00" for 6000 USD, without sign and currency. */
export function minorToPlain(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = group(digits === 0 ? text : text.slice(0, -digits));
  return digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
}

function group(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' };

/** "$60.00", "−$12.50", "+$12.50" when `signed`; currencies without a mark of their own read "CHF 60.00". */
export function formatMoney(value: MoneyValue, signed = false): string {
  const sign = value.amount < 0 ? MINUS : signed && value.amount > 0 ? '+' : '';
  const mark = symbols[value.currency] ?? `${value.currency}\u00a0`;
  return `${sign}${mark}${minorToPlain(value.amount, value.currency)}`;
}

/** Decimal text with at least and at most these fraction digits; cuts, never rounds up. */
export function formatDecimal(text: string, places?: number): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const shown = places === undefined ? fraction : fraction.slice(0, places).padEnd(places, '0');
  const body = shown === '' ? group(whole) : `${group(whole)}.${shown}`;
  return negative && /[1-9]/.test(body) ? `${MINUS}${body}` : body;
}

/** How many of something there are. */
export function formatCount(count: number): string {
  return formatDecimal(String(count));
}

/** "1 fill", "1,200 fills". */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : more}`;
}

/** A price with the decimals of its instrument, ungrouped, as platforms write it. More decimals than that are kept. */
export function formatPrice(text: string, priceDecimals: number): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const shown = fraction.padEnd(priceDecimals, '0');
  return (shown === '' ? whole : `${whole}.${shown}`).replace('-', MINUS);
}

/** Means without an end have as many, and are cut to the other. */
const MEAN_DIGITS = 10;
const MEAN_DIGITS_SHOWN = 6;

/**
 * What a trade was entered or left at, as the mean of its fills: digits that no fill has are rounded away. Null are the decimals of
 * an instrument that nobody has described: every digit may be one of the price.
 */
export function formatMeanPrice(text: string, priceDecimals: number | null): string {
  const digits = text.split('.')[1]?.length ?? 0;
  if (priceDecimals === null) return formatPrice(digits < MEAN_DIGITS ? text : roundText(text, MEAN_DIGITS_SHOWN), 0);
  return formatPrice(digits > priceDecimals + 1 ? roundText(text, Math.max(1, priceDecimals)) : text, priceDecimals);
}

/** "+1.50 R", "−0.75 R". Two places, rounded half away from zero on the decimal text. */
export function formatR(text: string): string {
  const rounded = roundText(text, 2);
  const sign = rounded.startsWith('-') ? MINUS : /[1-9]/.test(rounded) ? '+' : '';
  return `${sign}${rounded.replace('-', '')}\u00a0R`;
}

/** Decimal text rounded to `places` (one or more) fraction digits, half away from zero. */
export function roundText(text: string, places: number): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0')) + (fraction.charAt(places) >= '5' ? 1n : 0n);
  const digits = kept.toString().padStart(places + 1, '0');
  const body = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return negative && kept !== 0n ? `-${body}` : body;
}

/** "0:42", "12:05", "1:02:00" for milliseconds left; rounds up, so that zero means over. */
export function formatCountdown(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** A duration for screen readers and sentences: "1 minute 5 seconds". */
export function formatDuration(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const parts = [
    [Math.floor(total / 3600), 'hour'],
    [Math.floor(total / 60) % 60, 'minute'],
    [total % 60, 'second'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return words.length === 0 ? '0 seconds' : words.join(' ');
}

/** "now", "12 min", "3 h 05" for an age in milliseconds. */
export function formatAge(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, '0')}` : `${Math.floor(hours / 24)} days`;
}

/** "just now", "12 min old": how old something is, in words that stand alone. */
export function ageText(ms: number): string {
  return ms < 60_000 ? 'just now' : `${formatAge(ms)} old`;
}

/** "09:42" on the clock of an IANA zone. */
export const formatClock = onClockOf(CLOCK);

const dayIn = onClockOf({ weekday: 'short', day: 'numeric', month: 'short' });

/** "18:05" in a session, and "Sun 18:05" while it is not yet, or no more, the day that the session is named for. */
export function formatSessionClock(at: number, zone: string, sessionDate: string): string {
  const day = dayIn(at, zone);
  return day === formatSessionDate(sessionDate) ? formatClock(at, zone) : `${day.slice(0, 3)} ${formatClock(at, zone)}`;
}

const MOMENT = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...CLOCK } as const;
const minuteIn = onClockOf(MOMENT);
const secondIn = onClockOf({ ...MOMENT, second: '2-digit' });

/** "Thu 20 Nov 2025, 22:49:05" on the clock of an IANA zone. The session's date is another one in the evening before it. */
export function formatMoment(at: number, zone: string, precision: 'minute' | 'second' = 'minute'): string {
  return precision === 'second' ? secondIn(at, zone) : minuteIn(at, zone);
}

/** The same for a stretch of time; the day of its end is said where it is another one. */
export function formatStretch(from: number, to: number, zone: string): string {
  return `${formatMoment(from, zone)} to ${isSameDay(from, to, zone) ? formatClock(to, zone) : formatMoment(to, zone)}`;
}

/** "09:42", or "Thu 20 Nov 09:42" where what it begins ends on another day. */
export function formatSince(from: number, to: number | null, zone: string): string {
  return to === null || isSameDay(from, to, zone) ? formatClock(from, zone) : formatDayClock(from, zone);
}

/** "Thu 20 Nov 09:42" */
export function formatDayClock(at: number, zone: string): string {
  const moment = formatMoment(at, zone);
  return `${moment.slice(0, -12).replace(',', '')} ${moment.slice(-5)}`;
}

export function isSameDay(a: number, b: number, zone: string): boolean {
  return formatMoment(a, zone).slice(0, -5) === formatMoment(b, zone).slice(0, -5);
}

/** "Thu 20 Nov" for a session date. */
export function formatSessionDate(date: string): string {
  return dateFormat.format(new Date(`${date}T00:00:00Z`));
}

/** "20 November 2026" for an instant, on this computer's own calendar. */
export function formatDay(at: number): string {
  return dayFormat.format(at);
}

/** A day that holds for everybody alike, wherever they read it: "1 December 2026" for its begin in UTC. */
export function formatCalendarDay(at: number): string {
  return calendarDayFormat.format(at);
}

/** Minutes since midnight as "13:05". */
export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** "13:05" or "1305" as minutes since midnight; null when it is no time of day. */
export function readMinute(typed: string): number | null {
  const match = /^(\d{1,2})[:.h]?(\d{2})$/.exec(typed.trim());
  if (match === null) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2]);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const calendarDayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
