import { describe, expect, test } from 'vitest';
import { addDays, dateOrNull, isBackwards, mondayOf, spanStart, wholeAccount } from './filter.ts';

describe('dates of a filter', () => {
  test.each([['2026-11-16', '2026-11-16'], ['2026-11-20', '2026-11-16'], ['2026-11-22', '2026-11-16'], ['2026-03-01', '2026-02-23']])('the week of %s begins on %s', (date, monday) => {
    expect(mondayOf(date)).toBe(monday);
  });

  test('a span holds its last day and as many as it says', () => {
    expect([spanStart('30', '2026-11-20'), spanStart('all', '2026-11-20'), spanStart('own', '2026-11-20')]).toEqual(['2026-10-22', null, null]);
    expect(addDays(spanStart('365', '2026-11-20') ?? '', 364)).toBe('2026-11-20');
  });

  test('an empty or half-typed date is no limit', () => {
    expect([dateOrNull(''), dateOrNull('2026-11'), dateOrNull('2026-11-20')]).toEqual([null, null, '2026-11-20']);
  });

  test.each([['2026-11-20', '2026-11-19', true], ['2026-11-20', '2026-11-20', false], ['2026-11-20', '0202-11-19', false], [null, '2026-11-19', false]])('from %s to %s is backwards: %s', (from, to, backwards) => {
    expect(isBackwards({ ...wholeAccount('one'), from, to })).toBe(backwards);
  });
});
