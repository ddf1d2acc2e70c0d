import { describe, expect, it } from 'vitest';
import { moneyTick, rTick, shareTick, withSample } from './scales.ts';

describe('labels of axes', () => {
  it('are short, exact and have the sign of the tables', () => {
    expect([0, 500, 1250, 2000, -200, 1_500_000].map(moneyTick('USD'))).toEqual(['$0', '$500', '$1.25K', '$2K', '−$200', '$1.5M']);
    expect([-0.5, 0, 1.25].map(rTick)).toEqual(['−0.5 R', '0 R', '1.25 R']);
    expect([0, 0.125, -1].map(shareTick)).toEqual(['0 %', '12.5 %', '−100 %']);
  });

  it('name what a value rests on, however long the name is', () => {
    expect(withSample('5–15 minutes', 1_200, 'under')).toBe('5–15 minutes\nn = 1,200');
    expect(withSample('Breakout', null, 'beside')).toBe('Breakout  n = 0');
    expect(withSample('A setup with a name that goes on and on', 3, 'beside')).toBe('A setup with a name that goes o…  n = 3');
  });
});
