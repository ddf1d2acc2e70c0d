import { describe, expect, test } from 'vitest';
import { reportTables, type TableSpec } from '../../preload/contract/report-tables.ts';
import { toCsv } from './csv.ts';

const units = { currency: 'USD', zone: 'America/New_York' };
const spec = {
  title: 'Everything',
  columns: {
    text: { kind: 'text', label: 'Text' }, date: { kind: 'date', label: 'Session' }, at: { kind: 'instant', label: 'At' }, count: { kind: 'count', label: 'Trades' }, money: { kind: 'money', label: 'Stop$' },
    pnl: { kind: 'pnl', label: 'Net P&L' }, r: { kind: 'r', label: 'R' }, share: { kind: 'share', label: 'Win rate' }, held: { kind: 'duration', label: 'Held' }, flag: { kind: 'flag', label: 'Prepared' },
  },
} satisfies TableSpec;
const unknown = { text: null, date: null, at: null, count: null, money: null, pnl: null, r: null, share: null, held: null, flag: null };

describe('a table as CSV', () => {
  test('carries exact values, the currency in the heading', () => {
    const row = { text: 'pullback', date: '2026-11-20', at: Date.UTC(2026, 10, 20, 15, 42, 10), count: 1200, money: 6000, pnl: -1205, r: '-1.158754', share: '0.625', held: 90_500, flag: true };
    expect(toCsv(spec, [row], units)).toBe(
      'Text,Session,At,Trades,Stop$ (USD),Net P&L (USD),R,Win rate,Held (s),Prepared\r\npullback,2026-11-20,2026-11-20T15:42:10.000Z,1200,60.00,-12.05,-1.158754,0.625,90.5,yes\r\n',
    );
  });

  test('leaves what is unknown empty', () => {
    expect(toCsv(spec, [unknown], units).split('\r\n')[1]).toBe(',,,,,,,,,');
  });

  test.each([
    ['a, "b"', '"a, ""b"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['-2', "'-2"],
    ['@sum', "'@sum"],
  ])('writes the text %j so that no spreadsheet runs or splits it', (text, written) => {
    expect(toCsv(spec, [{ ...unknown, text }], units).slice(toCsv(spec, [], units).length)).toBe(`${written},,,,,,,,,\r\n`);
  });

  // Programs know a column by its name: of two with the same one they read only one.
  test.each(Object.entries(reportTables).flatMap(([report, tables]) => Object.entries<TableSpec>(tables).map(([name, table]) => [`${report}.${name}`, table] as const)))('gives every column of %s a name of its own', (_name, table) => {
    const names = Object.values(table.columns).map(({ label }) => label);
    expect(new Set(names).size).toBe(names.length);
  });

  test('knows currencies without minor units', () => {
    expect(toCsv(spec, [{ ...unknown, pnl: -1205 }], { ...units, currency: 'JPY' }).split('\r\n')[1]).toBe(',,,,,-1205,,,,');
  });
});
