import { expect, test } from 'vitest';
import { byDate } from './by-date.ts';

test('puts rows under their days and names the year only when it is another', () => {
  const rows = [{ sessionDate: '2026-11-20', id: 1 }, { sessionDate: '2026-11-20', id: 2 }, { sessionDate: '2025-12-31', id: 3 }];
  expect(byDate(rows, '2026')).toEqual([
    { heading: 'Fri 20 Nov', date: '2026-11-20' }, { row: rows[0] }, { row: rows[1] },
    { heading: 'Wed 31 Dec 2025', date: '2025-12-31' }, { row: rows[2] },
  ]);
});

test('is empty for no rows', () => {
  expect(byDate([], '2026')).toEqual([]);
});
