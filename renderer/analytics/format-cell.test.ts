import { describe, expect, test } from 'vitest';
import type { CellKind } from '../../preload/contract/report-tables.ts';
import { describeRow, formatCell, formatFigure, sayCell, type Cell } from './format-cell.ts';

const units = { currency: 'USD', zone: 'America/New_York' };

describe('a cell', () => {
  test.each<[CellKind, Cell, string]>([
    ['count', 12_345, '12,345'],
    ['money', 6000, '$60.00'],
    ['pnl', 6000, '+$60.00'],
    ['pnl', -6000, '−$60.00'],
    ['pnl', 0, '$0.00'],
    ['r', '-1.158754', '−1.16\u00a0R'],
    ['number', '2.607143', '2.61'],
    ['number', '-0.5', '−0.50'],
    ['share', '0.625', '62.5\u00a0%'],
    ['share', '1', '100.0\u00a0%'],
    ['share', '0', '0.0\u00a0%'],
    ['share', '-0.333333', '−33.3\u00a0%'],
    ['share', '0.00049', '0.0\u00a0%'],
    ['share', '-1.648', '−164.8\u00a0%'],
    ['duration', 45_000, '45 s'],
    ['duration', 725_000, '12 min 5 s'],
    ['duration', 12_000_000, '3 h 20 min'],
    ['duration', 259_200_000, '3 days'],
    ['flag', false, 'No'],
    ['date', '2026-11-20', '20 Nov 2026'],
    ['instant', Date.UTC(2026, 10, 20, 15, 42), '20 Nov 2026, 10:42'],
  ])('of the kind %s: %j reads %s', (kind, value, text) => {
    expect(formatCell(kind, value, units)).toBe(text);
  });

  test('that is unknown is a dash for the eye and a word for the ear', () => {
    expect([formatCell('r', null, units), sayCell('r', null, units)]).toEqual(['–', 'unknown']);
  });
});

test('a row is said column by column', () => {
  const columns = { at: { kind: 'instant', label: 'Exit' }, r: { kind: 'r', label: 'R' }, mfeR: { kind: 'r', label: 'MFE-R' } } as const;
  expect(describeRow(columns, { at: Date.UTC(2026, 10, 20, 15, 42), r: '1.5', mfeR: null }, ['at', 'r', 'mfeR', 'nothing'], units)).toBe('Exit 20 Nov 2026, 10:42 · R +1.50\u00a0R · MFE-R unknown');
});

test('a figure has the words of its kind', () => {
  expect([
    formatFigure({ kind: 'pnl', money: { amount: 45_000, currency: 'USD' } }), formatFigure({ kind: 'money', money: { amount: 1240, currency: 'USD' } }), formatFigure({ kind: 'share', value: '0.5' }),
    formatFigure({ kind: 'count', value: 1000 }), formatFigure({ kind: 'duration', value: 60_000 }), formatFigure({ kind: 'number', value: '1.028' }), formatFigure({ kind: 'r', value: '0.675' }),
  ]).toEqual(['+$450.00', '$12.40', '50.0\u00a0%', '1,000', '1 min', '1.03', '+0.68\u00a0R']);
});
