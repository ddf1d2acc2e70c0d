import { describe, expect, test } from 'vitest';
import { nextRow, placeRows, visibleRange } from './row-window.ts';

describe('placeRows', () => {
  test('stacks rows of different heights', () => {
    expect(placeRows([28, 52, 52, 28])).toEqual({ tops: [0, 28, 80, 132], total: 160 });
  });
});

describe('visibleRange', () => {
  const placed = placeRows(Array.from({ length: 1000 }, () => 50));

  test('draws what is in view and a few rows beyond', () => {
    expect(visibleRange(placed, 5000, 500)).toEqual([94, 116]);
  });

  test('stays within the list at both ends', () => {
    expect(visibleRange(placed, 0, 500)).toEqual([0, 16]);
    expect(visibleRange(placed, 49_500, 500)).toEqual([984, 999]);
  });

  test('draws nothing of an empty list', () => {
    expect(visibleRange(placeRows([]), 0, 500)).toEqual([0, -1]);
  });
});

describe('nextRow', () => {
  const isRow = (index: number) => index % 3 !== 0;

  test('steps over headings in both directions', () => {
    expect(nextRow(9, 2, 1, isRow)).toBe(4);
    expect(nextRow(9, 4, -1, isRow)).toBe(2);
  });

  test('says when there is nothing further', () => {
    expect(nextRow(9, 8, 1, isRow)).toBe(-1);
    expect(nextRow(9, 1, -1, isRow)).toBe(-1);
    expect(nextRow(0, -1, 1, isRow)).toBe(-1);
  });
});
