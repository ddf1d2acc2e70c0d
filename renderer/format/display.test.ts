import { describe, expect, it } from 'vitest';
import { formatAge, formatCalendarDay, formatClock, formatCountdown, formatDecimal, formatDuration, formatMeanPrice, formatMinute, formatMoment, formatMoney, formatPrice, formatR, formatSessionClock, formatSessionDate, formatSince, formatStretch, readMinute, roundText } from './display.ts';

describe('numbers', () => {
  it('writes money exactly, with a true minus', () => {
    expect(formatMoney({ amount: -123_456, currency: 'USD' })).toBe('\u2212$1,234.56');
    expect(formatMoney({ amount: 5, currency: 'EUR' }, true)).toBe('+€0.05');
    expect(formatMoney({ amount: 1500, currency: 'JPY' })).toBe('¥1,500');
    expect(formatMoney({ amount: 1234, currency: 'KWD' })).toBe('KWD\u00a01.234');
    expect(formatMoney({ amount: 0, currency: 'USD' }, true)).toBe('$0.00');
  });
  it('rounds R half away from zero and signs it', () => {
    expect(formatR('0.873333')).toBe('+0.87\u00a0R');
    expect(formatR('-2.405')).toBe('\u22122.41\u00a0R');
    expect(formatR('0')).toBe('0.00\u00a0R');
    expect(formatR('-0.001')).toBe('0.00\u00a0R');
    expect(roundText('9.995', 2)).toBe('10.00');
  });
  it('lines decimals up without inventing digits', () => {
    expect(formatDecimal('1234.5', 2)).toBe('1,234.50');
    expect(formatDecimal('2.0833', 2)).toBe('2.08');
    expect(formatPrice('6012.5', 2)).toBe('6012.50');
    expect(formatPrice('1.085405', 5)).toBe('1.085405');
    expect(formatMeanPrice('6012.5', 2)).toBe('6012.50');
    expect(formatMeanPrice('6010.6666666667', 2)).toBe('6010.67');
    expect(formatMeanPrice('38000.3333333333', 0)).toBe('38000.3');
    expect(formatMeanPrice('1.085405', 5)).toBe('1.085405');
    expect(formatMeanPrice('121.43', null)).toBe('121.43');
    expect(formatMeanPrice('0.00001234', null)).toBe('0.00001234');
    expect(formatMeanPrice('9.6666666667', null)).toBe('9.666667');
  });
});

describe('times', () => {
  it('counts down to zero only when the wait is over', () => {
    expect(formatCountdown(1)).toBe('0:01');
    expect(formatCountdown(0)).toBe('0:00');
    expect(formatCountdown(-5)).toBe('0:00');
    expect(formatCountdown(725_000)).toBe('12:05');
    expect(formatCountdown(3_720_000)).toBe('1:02:00');
  });
  it('says a duration in words', () => {
    expect(formatDuration(65_000)).toBe('1 minute 5 seconds');
    expect(formatDuration(0)).toBe('0 seconds');
  });
  it('says an age shortly', () => {
    expect(formatAge(30_000)).toBe('now');
    expect(formatAge(38 * 60_000)).toBe('38 min');
    expect(formatAge(185 * 60_000)).toBe('3 h 05');
    expect(formatAge(50 * 3_600_000)).toBe('2 days');
  });
  it('reads the exchange’s clock across a change of daylight saving', () => {
    expect(formatClock(Date.UTC(2026, 9, 31, 14, 30), 'America/New_York')).toBe('10:30');
    expect(formatClock(Date.UTC(2026, 10, 2, 14, 30), 'America/New_York')).toBe('09:30');
    expect(formatClock(Date.UTC(2026, 0, 1, 5, 0), 'America/New_York')).toBe('00:00');
  });
  it('the clock of a session says the day where it is another one', () => {
    const evening = Date.UTC(2026, 2, 8, 22, 1);
    expect(formatSessionClock(evening, 'America/New_York', '2026-03-09')).toBe('Sun 18:01');
    expect(formatSessionClock(evening, 'America/New_York', '2026-03-08')).toBe('18:01');
    expect(formatSessionClock(Date.UTC(2026, 2, 9, 4, 0), 'America/New_York', '2026-03-09')).toBe('00:00');
  });

  it('writes dates and minutes', () => {
    expect(formatSessionDate('2026-11-20')).toBe('Fri 20 Nov');
    expect(formatMinute(785)).toBe('13:05');
    // A day that holds for everybody is the same in every zone.
    expect(formatCalendarDay(Date.UTC(2026, 11, 1))).toBe('1 December 2026');
  });
  it('writes a moment with the day on which it was, and a stretch with the day of its end where that is another one', () => {
    // The evening before the session of the 20th.
    const at = Date.UTC(2026, 10, 20, 3, 49, 18);
    expect(formatMoment(at, 'America/New_York')).toMatch(/^Thu,? 19 Nov 2026, 22:49$/);
    expect(formatMoment(at, 'America/New_York', 'second')).toMatch(/^Thu,? 19 Nov 2026, 22:49:18$/);
    expect(formatStretch(at, at + 7 * 60_000, 'America/New_York')).toMatch(/^Thu,? 19 Nov 2026, 22:49 to 22:56$/);
    expect(formatStretch(at, at + 90 * 60_000, 'America/New_York')).toMatch(/^Thu,? 19 Nov 2026, 22:49 to Fri,? 20 Nov 2026, 00:19$/);
    expect(formatSince(at, at + 7 * 60_000, 'America/New_York')).toBe('22:49');
    expect(formatSince(at, null, 'America/New_York')).toBe('22:49');
    expect(formatSince(at, at + 90 * 60_000, 'America/New_York')).toBe('Thu 19 Nov 22:49');
  });
  it.each([['13:05', 785], ['1305', 785], ['9:30', 570], ['24:00', null], ['9:60', null], ['930', 570], ['soon', null]] as const)('reads %s as %s', (typed, minute) => expect(readMinute(typed)).toBe(minute));
});
