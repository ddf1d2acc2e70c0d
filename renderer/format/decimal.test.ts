import { describe, expect, it } from 'vitest';
import { addDecimals, compareDecimals, formatUnits, isOnStep, multiplyDecimals, parseUnits, readDecimal, stepDecimal } from './decimal.ts';

describe('reading typed numbers', () => {
  it.each([
    ['6012.25', '6012.25'], [' 6 012.25 ', '6012.25'], ['6,012.25', '6012.25'], ['1,234,567', '1234567'], ['6012,25', '6012.25'], ['6.012,25', '6012.25'], ['-1.234.567,5', '-1234567.5'], ['6.012,250', '6012.25'], ['.5', '0.5'], ['-.5', '-0.5'],
    ['+6', '6'], ['\u22126', '-6'], ['6.', '6'], ['6012.2500', '6012.25'], ['-0', '0'], ["6'012.25", '6012.25'],
  ])('%s is %s', (typed, expected) => expect(readDecimal(typed)).toBe(expected));

  it.each(['', '-', '.', '6,012', '1e3', '6012.25.1', '6.01,25', '6.012.25,1', 'abc', '12345678901234567', '1.12345678901'])('%j is no number, or could be two', (typed) => expect(readDecimal(typed)).toBeNull());
});

describe('exact arithmetic', () => {
  it('adds what binary floats cannot', () => expect(addDecimals('0.1', '0.2')).toBe('0.3'));
  it('multiplies', () => expect(multiplyDecimals('24', '0.25')).toBe('6'));
  it('compares by value, not by text', () => {
    expect(compareDecimals('2.50', '2.5')).toBe(0);
    expect(compareDecimals('-3', '2')).toBe(-1);
    expect(compareDecimals('x', '2')).toBeNull();
  });
  it('keeps text through units', () => {
    for (const text of ['0', '-0.25', '999999999999999.0000000001', '6012.25']) expect(formatUnits(parseUnits(text) ?? 0n)).toBe(text);
  });
});

describe('steps', () => {
  it.each([
    ['6012.25', '0.25', 1, 1, '6012.5'], ['6012.25', '0.25', -1, 1, '6012'], ['6012.3', '0.25', 1, 1, '6012.5'], ['6012.3', '0.25', -1, 1, '6012.25'],
    ['6012.25', '0.25', 1, 10, '6014.75'], ['-0.3', '0.25', -1, 1, '-0.5'], ['0', '1', -1, 1, '-1'],
  ] as const)('%s by %s, direction %i, %i times, is %s', (value, step, direction, times, expected) => expect(stepDecimal(value, step, direction, times)).toBe(expected));
  it('has no next value without a step', () => expect(stepDecimal('1', '0', 1)).toBeNull());
  it('knows the grid', () => {
    expect(isOnStep('6012.25', '0.25')).toBe(true);
    expect(isOnStep('6012.3', '0.25')).toBe(false);
  });
});
