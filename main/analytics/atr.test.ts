import { describe, expect, it } from 'vitest';
import { averageTrueRange, trueRange } from './atr.ts';

const bars = [[10, 8, 9], [11, 9, 10], [12, 9, 11], [11, 10, 10], [15, 12, 14]].map(([high = 0, low = 0, close = 0]) => ({ high, low, close }));

describe('average true range', () => {
  it('counts a gap from the close before', () => {
    expect(trueRange({ high: 15, low: 12, close: 14 }, 10)).toBe(5);
    expect(trueRange({ high: 9, low: 8, close: 8 }, 12)).toBe(4);
    expect(trueRange({ high: 12, low: 9, close: 10 }, 10)).toBe(3);
  });

  it('begins with the mean of the first ranges and smooths from there', () => {
    // True ranges 2, 3, 1, 5.
    expect(averageTrueRange(bars, 2)).toEqual([null, null, 2.5, 1.75, 3.375]);
    expect(averageTrueRange(bars, 1)).toEqual([null, 2, 3, 1, 5]);
  });

  it('has no value for too few bars, and no meaning for other lengths', () => {
    expect(averageTrueRange(bars, 5)).toEqual([null, null, null, null, null]);
    expect(averageTrueRange([], 14)).toEqual([]);
    for (const length of [0, -1, 1.5, NaN]) expect(() => averageTrueRange(bars, length)).toThrow(RangeError);
  });
});
