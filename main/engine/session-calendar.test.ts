import { describe, expect, test } from 'vitest';
import { CALENDARS, findCalendar } from './calendars.ts';
import type { SessionCalendar } from './model.ts';
import { isTradingDate, sessionAt, sessionMinute, sessionOn } from './session-calendar.ts';
import { instantAt, wallClock, zoneOffset } from './zone-clock.ts';

const HOUR = 3_600_000;
const utc = (text: string): number => Date.parse(`${text}Z`);

function calendar(id: string): SessionCalendar {
  const found = findCalendar(id);
  if (found === null) throw new Error(`no calendar ${id}`);
  return found;
}

const cme = calendar('cme-globex');
const equities = calendar('us-equities');
const crypto = calendar('crypto-utc');
const xetra = calendar('xetra');

describe('the session of an instant', () => {
  test.each([
    ['CME, Monday morning', cme, '2025-03-17T13:00:00', '2025-03-17', 9 * 60],
    ['CME, Monday a minute before 18:00 New York', cme, '2025-03-17T21:59:00', '2025-03-17', 17 * 60 + 59],
    ['CME, Monday 18:00: Tuesday’s session', cme, '2025-03-17T22:00:00', '2025-03-18', -360],
    ['CME, after midnight', cme, '2025-03-18T04:00:00', '2025-03-18', 0],
    ['CME, Friday evening belongs to Monday', cme, '2025-03-14T23:00:00', '2025-03-17', -300],
    ['CME, Sunday noon: preparing Monday', cme, '2025-03-16T16:00:00', '2025-03-17', -720],
    ['CME, Sunday 18:00', cme, '2025-03-16T22:00:00', '2025-03-17', -360],
    ['shares, before the open', equities, '2025-03-17T10:00:00', '2025-03-17', 360],
    ['shares, in the evening still today', equities, '2025-03-18T03:59:00', '2025-03-17', 23 * 60 + 59],
    ['shares, Saturday', equities, '2025-03-15T16:00:00', '2025-03-17', -720],
    ['crypto, Saturday is a day', crypto, '2025-03-15T16:00:00', '2025-03-15', 960],
    ['crypto, a millisecond before midnight', crypto, '2025-03-15T23:59:59.999', '2025-03-15', 1439],
  ] as const)('%s', (_name, which, at, date, minute) => {
    const day = sessionAt(which, utc(at));
    expect(day.date).toBe(date);
    expect(sessionMinute(which, day, utc(at))).toBe(minute);
  });

  test('a calendar that never closes trades every day, the others Monday to Friday', () => {
    expect([crypto, cme].map((which) => isTradingDate(which, '2025-03-15'))).toEqual([true, false]);
  });
});

describe('days on which the clock is set', () => {
  test('New York, put forward on 9 March 2025: the open stays at 09:30 on the wall, an hour earlier in UTC', () => {
    expect(sessionOn(equities, '2025-03-07').opensAt).toBe(utc('2025-03-07T14:30:00'));
    expect(sessionOn(equities, '2025-03-10').opensAt).toBe(utc('2025-03-10T13:30:00'));
  });
  test('CME over that weekend: Monday’s session opens Sunday 18:00 summer time', () => {
    const day = sessionOn(cme, '2025-03-10');
    expect(day).toEqual({ date: '2025-03-10', opensAt: utc('2025-03-09T22:00:00'), closesAt: utc('2025-03-10T21:00:00') });
  });
  test('New York, put back on 2 November 2025', () => {
    expect(sessionOn(equities, '2025-10-31').opensAt).toBe(utc('2025-10-31T13:30:00'));
    expect(sessionOn(equities, '2025-11-03').opensAt).toBe(utc('2025-11-03T14:30:00'));
  });
  test('Frankfurt, put forward on 30 March 2025 and back on 26 October 2025', () => {
    expect(sessionOn(xetra, '2025-03-28').opensAt).toBe(utc('2025-03-28T08:00:00'));
    expect(sessionOn(xetra, '2025-03-31').opensAt).toBe(utc('2025-03-31T07:00:00'));
    expect(sessionOn(xetra, '2025-10-24').opensAt).toBe(utc('2025-10-24T07:00:00'));
    expect(sessionOn(xetra, '2025-10-27').opensAt).toBe(utc('2025-10-27T08:00:00'));
  });
  test('Europe and America change on different Sundays: New York’s open is at 14:30 in Frankfurt in between', () => {
    expect(wallClock('Europe/Berlin', sessionOn(equities, '2025-03-17').opensAt).minute).toBe(14 * 60 + 30);
    expect(wallClock('Europe/Berlin', sessionOn(equities, '2025-03-03').opensAt).minute).toBe(15 * 60 + 30);
  });

  const allDay: SessionCalendar = { id: 'ny-day', name: 'New York, all day', zone: 'America/New_York', open: 0, close: 1440, opensDayBefore: false };
  test('a day that is put forward has 23 hours, one that is put back 25', () => {
    const length = (date: string) => (sessionOn(allDay, date).closesAt - sessionOn(allDay, date).opensAt) / HOUR;
    expect([length('2025-03-08'), length('2025-03-09'), length('2025-11-02')]).toEqual([24, 23, 25]);
  });
  test('a time the clock skips is as far after the skip; one it shows twice is the first', () => {
    expect(instantAt('America/New_York', '2025-03-09', 150)).toBe(utc('2025-03-09T07:30:00'));
    expect(instantAt('America/New_York', '2025-11-02', 90)).toBe(utc('2025-11-02T05:30:00'));
    expect(instantAt('Europe/Berlin', '2025-03-30', 150)).toBe(utc('2025-03-30T01:30:00'));
    expect(instantAt('Europe/Berlin', '2025-10-26', 150)).toBe(utc('2025-10-26T00:30:00'));
  });
  test('the minute of the session follows the wall clock through the change', () => {
    const minuteAt = (text: string) => sessionMinute(allDay, sessionAt(allDay, utc(text)), utc(text));
    expect([minuteAt('2025-03-09T06:59:00'), minuteAt('2025-03-09T07:00:00')]).toEqual([119, 180]);
    expect([minuteAt('2025-11-02T05:59:00'), minuteAt('2025-11-02T06:00:00')]).toEqual([119, 60]);
  });
});

describe('every starter calendar', () => {
  test.each(CALENDARS.map((entry) => [entry.id, entry] as const))('%s: an instant inside a session is in that session, for two years of days', (_id, entry) => {
    let date = '2025-01-01';
    for (let index = 0; index < 730; index += 1) {
      if (isTradingDate(entry, date)) {
        const day = sessionOn(entry, date);
        expect(day.closesAt).toBeGreaterThan(day.opensAt);
        for (const at of [day.opensAt, Math.floor((day.opensAt + day.closesAt) / 2), day.closesAt - 1]) expect(sessionAt(entry, at).date).toBe(date);
      }
      date = new Date(Date.parse(date) + 24 * HOUR).toISOString().slice(0, 10);
    }
  });
});

test('the wall clock and the instant are each other’s inverse outside of changes', () => {
  for (const zone of ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']) {
    for (let at = utc('2024-01-01T00:30:00'); at < utc('2026-01-01T00:00:00'); at += 61 * HOUR) {
      const { date, minute } = wallClock(zone, at);
      const back = instantAt(zone, date, minute);
      expect(wallClock(zone, back)).toEqual({ date, minute });
      expect(Math.abs(back - at)).toBeLessThanOrEqual(HOUR);
      expect(Math.abs(zoneOffset(zone, at) % 900_000)).toBe(0);
    }
  }
});

test('an unknown zone is an error', () => {
  expect(() => wallClock('Mars/Olympus', 0)).toThrow(RangeError);
});
