import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferDateOrder, parseTime, timeReader } from './dates.ts';

const at = (text: string): number => Date.parse(text);

describe('times as exports write them', () => {
  it.each([
    ['01/22/2025 23:02:03', 'wall', '2025-01-22T23:02:03Z'],
    ['6/21/22 15:23:42', 'wall', '2022-06-21T15:23:42Z'],
    ['05/08/2025 11:22:07 -04:00', 'instant', '2025-05-08T15:22:07Z'],
    ['2017.05.16 12:35:05', 'wall', '2017-05-16T12:35:05Z'],
    ['20260126;115715', 'wall', '2026-01-26T11:57:15Z'],
    ['20260126;11:57:15', 'wall', '2026-01-26T11:57:15Z'],
    ['2024-06-06, 09:32:06', 'wall', '2024-06-06T09:32:06Z'],
    ["'2026-01-05 10:23:00", 'wall', '2026-01-05T10:23:00Z'],
    ['2025-12-29  09:52:48.170', 'wall', '2025-12-29T09:52:48.170Z'],
    ['2026/07/20 08:03:06,GMT-04', 'instant', '2026-07-20T12:03:06Z'],
    ['20.07.2026 09:30:00 UTC+02', 'instant', '2026-07-20T07:30:00Z'],
    ['03/01/2026 09:31:05 EST', 'instant', '2026-03-01T14:31:05Z'],
    ['2026-06-14 23:03:54.732Z', 'instant', '2026-06-14T23:03:54.732Z'],
    ['2026-10-05T09:30:00-0400', 'instant', '2026-10-05T13:30:00Z'],
    ['7/28/2026 9:45:17 AM', 'wall', '2026-07-28T09:45:17Z'],
    ['7/28/2026 12:05:00 PM', 'wall', '2026-07-28T12:05:00Z'],
    ['7/28/2026 12:05:00 am', 'wall', '2026-07-28T00:05:00Z'],
    ['February 23, 202607:11 PM', 'wall', '2026-02-23T19:11:00Z'],
    ['17 JUL 26', 'date', '2026-07-17T00:00:00Z'],
    ['2017-01-03', 'date', '2017-01-03T00:00:00Z'],
  ])('%s is a %s', (text, kind, iso) => expect(parseTime(text, 'mdy')).toEqual({ kind, ms: at(iso) }));

  it('reads times of day', () => {
    expect(parseTime('09:31:05', null)).toEqual({ kind: 'time', ms: ((9 * 60 + 31) * 60 + 5) * 1000 });
  });

  it.each(['', '13/13/2026 10:00', '02/30/2026 10:00:00', '2026-01-01 24:00:00', '10:60', '1/1/1900 10:00', '13:00 PM', 'not-a-date', '2026-1', '99/99/9999 99:99', '2026-01-01 10:00 +99:00'])('%s is no time', (text) => {
    expect(parseTime(text, 'mdy')).toBeNull();
  });

  it('asks only where both readings are dates', () => {
    expect(parseTime('05/03/2026 10:00', null)).toEqual({ kind: 'ambiguous' });
    expect(parseTime('25/03/2026 10:00', null)).toEqual({ kind: 'wall', ms: at('2026-03-25T10:00:00Z') });
    expect(parseTime('03/25/2026 10:00', null)).toEqual({ kind: 'wall', ms: at('2026-03-25T10:00:00Z') });
    expect(parseTime('05/05/2026 10:00', null)).toEqual({ kind: 'wall', ms: at('2026-05-05T10:00:00Z') });
    expect(parseTime('05.03.2026 10:00', null)).toEqual({ kind: 'wall', ms: at('2026-03-05T10:00:00Z') });
  });

  it('infers the order of a file from its days, then from its locale', () => {
    expect(inferDateOrder(['05/03/2026', '25/03/2026'], false)).toEqual({ order: 'dmy', shownBy: 'days' });
    expect(inferDateOrder(['05/03/2026', '03/25/2026'], false)).toEqual({ order: 'mdy', shownBy: 'days' });
    expect(inferDateOrder(['25/03/2026', '03/25/2026'], false)).toBeNull();
    expect(inferDateOrder(['05/03/2026', '$12.00'], false)).toEqual({ order: 'mdy', shownBy: 'locale' });
    expect(inferDateOrder(['01-04-2026 00:27:56'], false)).toEqual({ order: 'dmy', shownBy: 'locale' });
    expect(inferDateOrder(['05/03/2026'], true)).toEqual({ order: 'dmy', shownBy: 'locale' });
    expect(inferDateOrder(['05/03/2026'], false)).toBeNull();
  });

  it('reads every moment of two centuries as it was written', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1970-01-02T00:00:00Z'), max: new Date('2099-12-30T00:00:00Z'), noInvalidDate: true }), (date) => {
        const iso = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
        const [y = '', m = '', d = ''] = iso.slice(0, 10).split('-');
        const clock = iso.slice(11, 19);
        const ms = at(iso);
        expect(parseTime(`${y}-${m}-${d} ${clock}`, null)).toEqual({ kind: 'wall', ms });
        expect(parseTime(`${m}/${d}/${y} ${clock}`, 'mdy')).toEqual({ kind: 'wall', ms });
        expect(parseTime(`${d}/${m}/${y} ${clock}`, 'dmy')).toEqual({ kind: 'wall', ms });
        expect(parseTime(`${y}${m}${d};${clock.replaceAll(':', '')}`, null)).toEqual({ kind: 'wall', ms });
        expect(parseTime(iso, null)).toEqual({ kind: 'instant', ms });
      }),
    );
  });

  it.each([
    ['2026-01-26;115715', 'wall', '2026-01-26T11:57:15Z'], ['20260126;115715 EST', 'instant', '2026-01-26T16:57:15Z'], ['26-Jan-26;11:57:15', 'wall', '2026-01-26T11:57:15Z'], ['Jan 8, 2026 10:12:14 ET', 'wall', '2026-01-08T10:12:14Z'],
    ['Thu Jul 09 2026 16:30:30 GMT+0300', 'instant', '2026-07-09T13:30:30Z'], ['Thu Jul 09 2026 16:30:30 GMT+0300 (Eastern European Summer Time)', 'instant', '2026-07-09T13:30:30Z'], ['2025/01/01 09:30:01 (ET)', 'wall', '2025-01-01T09:30:01Z'],
  ])('reads the rarer %s', (text, kind, iso) => expect(parseTime(text, 'mdy')).toEqual({ kind, ms: Date.parse(iso) }));

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const time = parseTime(text, null);
      expect(time === null || time.kind === 'ambiguous' || Number.isFinite(time.ms)).toBe(true);
    }));
  });
});

describe('the times of a file', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
  const few = fc.integer({ min: 0, max: 40 }).map(String);
  const date = fc.tuple(fc.oneof(few, two, fc.constant('2026'), fc.constant('20260105')), fc.constantFrom('/', '-', '.', '', ' '), fc.oneof(few, two), fc.oneof(two, fc.constantFrom('2026', '1969', '2101', '')))
    .map(([a, mark, b, c]) => [a, b, c].join(mark));
  const clock = fc.tuple(fc.oneof(few, two), fc.constantFrom(':', ':', '.'), two, fc.constantFrom(':', ':', ''), two, fc.constantFrom('', '', ' AM', ' PM', ' pm', 'AM', ' A.M.', '.5', ' Z', ' -04:00', ' ', ' EST', ' AMX'))
    .map((parts) => parts.join(''));

  it('are those that each of its cells has by itself', () => {
    for (const order of ['mdy', 'dmy', null] as const) {
      const read = timeReader(order);
      fc.assert(
        fc.property(date, fc.constantFrom(' ', ' ', ' ', '  ', 'T', ';', ''), clock, fc.constantFrom('', '', '', "'", ' '), (day, between, time, before) => {
          for (const text of [`${before}${day}${between}${time}`, day, time]) expect([text, read(text)]).toEqual([text, parseTime(text, order)]);
        }),
        { numRuns: 3_000 },
      );
    }
    expect(timeReader('mdy')('1/2/2024 2:30:07 PM')).toEqual({ kind: 'wall', ms: at('2024-01-02T14:30:07Z') });
    expect(timeReader(null)('1/2/2024 2:30:07 PM')).toEqual({ kind: 'ambiguous' });
  });
});
