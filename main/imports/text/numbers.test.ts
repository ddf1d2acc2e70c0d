import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferDecimalStyle, parseNumber } from './numbers.ts';

describe('numbers as exports write them', () => {
  it.each([
    ['6117.75', '6117.75'], ['0', '0'], ['-0.00', '0'], ['007.50', '7.5'], ['.52', '0.52'], ['5.', '5'], ['+500', '500'], ['1,200.00', '1200'], ['$(41.25)', '-41.25'], ['($75.90)', '-75.9'],
    ['$1,200.00', '1200'], ['-$18.98', '-18.98'], ['$48.10 ', '48.1'], ['90.00 $', '90'], ['4 577.86', '4577.86'], ["1'234.5", '1234.5'], ['1\u00a0234.5', '1234.5'], ['35.5-', '-35.5'],
    ['12.5 USD', '12.5'], ['USD 12.5', '12.5'], ['1e3', '1000'], ['1.2E-5', '0.000012'], ['−5', '-5'], ['1,234,567.89', '1234567.89'], ['="5337"', '5337'], ['1.234.567,89', '1234567.89'],
    ['153.3900000000', '153.39'], ['0.00000000010', '0.0000000001'],
  ])('%s is %s', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each([
    ['7200,75', '7200.75'], ['0,62 $', '0.62'], ['1.234,50', '1234.5'], ['4 577,86', '4577.86'], ['0.33', '0.33'], ['-1 130,91', '-1130.91'], ['1.234', '1234'],
  ])('with decimal commas %s is %s', (text, value) => expect(parseNumber(text, 'comma')).toBe(value));

  it.each(['', '-', 'abc', '1.2.3', '1,2,3', '--5', '12:30', '0.00000000001', '12345678901234567', '1e99', 'NaN', 'Infinity', '5%'])('%s is no number', (text) => expect(parseNumber(text)).toBeNull());

  it('reads what it writes, whatever the grouping', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const negative = whole < 0;
        const grouped = Math.abs(whole).toLocaleString('en-US');
        const expected = parseNumber(`${negative ? '-' : ''}${Math.abs(whole)}.${String(cents).padStart(2, '0')}`);
        const fraction = String(cents).padStart(2, '0');
        expect(parseNumber(`${negative ? '-' : ''}${grouped}.${fraction}`)).toBe(expected);
        expect(parseNumber(negative ? `(${grouped}.${fraction})` : `$${grouped}.${fraction}`)).toBe(expected);
        expect(parseNumber(`${negative ? '-' : ''}${grouped.replaceAll(',', '.')},${fraction}`, 'comma')).toBe(expected);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('point' as const, 'comma' as const), (text, style) => {
      const value = parseNumber(text, style);
      expect(value === null || /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(value)).toBe(true);
    }));
  });

  it('tells a decimal comma by what follows it', () => {
    expect(inferDecimalStyle(['1,200.00', '5', 'a,b'])).toBe('point');
    expect(inferDecimalStyle(['7200,75'])).toBe('comma');
    expect(inferDecimalStyle(['1,200'])).toBe('point');
    expect(inferDecimalStyle(['0,62 $'])).toBe('comma');
    // A stray cell must not turn 43.105 into forty-three thousand, nor a volume of 0.33 a decimal comma into a point.
    expect(inferDecimalStyle(['43.105', '43.10', '1,5', '$7.25'])).toBe('point');
    expect(inferDecimalStyle(['0.33', '4 577,86', '595,65', '27.04.2026'])).toBe('comma');
  });
});
