/** The starter session calendars. Holidays and half days are not in them: a session with no trading is simply not opened. */
import type { SessionCalendar } from './model.ts';

function calendar(id: string, name: string, zone: string, open: number, close: number, opensDayBefore = false): SessionCalendar {
  return { id, name, zone, open, close, opensDayBefore };
}

const hour = 60;

export const CALENDARS: readonly SessionCalendar[] = [
  calendar('cme-globex', 'CME Globex: 18:00–17:00 New York', 'America/New_York', 18 * hour, 17 * hour, true),
  calendar('us-equities', 'US shares: 09:30–16:00 New York', 'America/New_York', 9 * hour + 30, 16 * hour),
  calendar('us-extended', 'US shares with extended hours: 04:00–20:00 New York', 'America/New_York', 4 * hour, 20 * hour),
  calendar('fx', 'Currencies: 17:00–17:00 New York', 'America/New_York', 17 * hour, 17 * hour, true),
  calendar('crypto-utc', 'Crypto: the whole day, UTC', 'UTC', 0, 24 * hour),
  calendar('eurex', 'Eurex futures: 01:10–22:00 Frankfurt', 'Europe/Berlin', hour + 10, 22 * hour),
  calendar('xetra', 'Xetra: 09:00–17:30 Frankfurt', 'Europe/Berlin', 9 * hour, 17 * hour + 30),
  calendar('lse', 'London shares: 08:00–16:30', 'Europe/London', 8 * hour, 16 * hour + 30),
  calendar('jpx', 'Tokyo shares: 09:00–15:30', 'Asia/Tokyo', 9 * hour, 15 * hour + 30),
];

export function findCalendar(id: string): SessionCalendar | null {
  return CALENDARS.find((calendar) => calendar.id === id) ?? null;
}
