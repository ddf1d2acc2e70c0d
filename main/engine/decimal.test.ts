import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDecimal, canonicalText, compareDecimals, distanceBetween, divideFixed, divideRounded, divideRoundedShort, formatFixed, isCanonical, minus, multiplyFixed, ONE, parseFixed, parseUnits, plus, ratioText, times } from './decimal.ts';
import { compareAmounts, floorOf, fraction, reduced } from './fraction.ts';
import { addMoney, formatMoney, formatMoneyPlain, money, moneyFromFixed, pointsToMoney, ratio } from './money.ts';

const units = fc.bigInt({ min: -(10n ** 25n) + 1n, max: 10n ** 25n - 1n });

describe('decimals', () => {
  test.each([['0', 0n], ['1', ONE], ['-1.5', -15_000_000_000n], ['+2', 2n * ONE], ['6012.25', 60_122_500_000_000n], ['0.0000000001', 1n], ['5.', 5n * ONE], ['007', 7n * ONE], ['-0', 0n], ['123456789012345.1234567891', 1_234_567_890_123_451_234_567_891n]])('“%s”', (text, value) => {
    expect(parseFixed(text)).toBe(value);
  });
  test.each(['', '-', '.', '.5', '1e5', '1,5', ' 1', '1 ', '0x10', '1.12345678901', '1234567890123456', '--1', '+-1', '1.2.3', 'NaN', '１'])('“%s” is none', (text) => {
    expect(parseFixed(text)).toBeNull();
  });
  test('writing and reading are each other’s inverse, and the text is canonical', () => {
    fc.assert(fc.property(fc.oneof(units, fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })), (value) => {
      const text = formatFixed(value);
      expect(parseFixed(text)).toBe(value);
      expect(isCanonical(text)).toBe(true);
      expect(canonicalDecimal(text)).toBe(text);
    }));
  });
  test('whatever is read is canonical exactly when it is written the same', () => {
    const text = fc.tuple(fc.constantFrom('', '-', '+'), fc.stringMatching(/^[0-9]{1,6}$/), fc.constantFrom('', '.'), fc.stringMatching(/^[0-9]{0,4}$/)).map(([sign, whole, point, rest]) => sign + whole + point + (point === '' ? '' : rest));
    fc.assert(fc.property(text, (value) => {
      const read = parseFixed(value);
      expect(read).not.toBeNull();
      expect(isCanonical(value)).toBe(formatFixed(read ?? 0n) === value);
    }), { numRuns: 1000 });
  });
  test('division rounds half to even, the short way as the long way', () => {
    expect([5n, 15n, 25n, -5n, -15n, 14n, 16n].map((value) => divideRounded(value, 10n))).toEqual([0n, 2n, 2n, 0n, -2n, 1n, 2n]);
    fc.assert(fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 1, max: 100_000 }), (a, b) => {
      expect(BigInt(divideRoundedShort(a, b))).toBe(divideRounded(BigInt(a), BigInt(b)));
    }));
    expect(() => divideRounded(1n, 0n)).toThrow(RangeError);
    expect(divideFixed(ONE, 0n)).toBeNull();
    expect(multiplyFixed(3n * ONE, ONE / 2n)).toBe((3n * ONE) / 2n);
  });
  test('a ratio as text is the exact one rounded', () => {
    fc.assert(fc.property(units, units.filter((value) => value !== 0n), fc.integer({ min: 0, max: 6 }), (a, b, places) => {
      expect(ratioText(a, b, places)).toBe(formatFixed(divideRounded(a * 10n ** BigInt(places), b) * 10n ** BigInt(10 - places)));
    }));
    fc.assert(fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 1000 }), (a, b) => {
      expect(ratioText(BigInt(a), BigInt(b), 2)).toBe(formatFixed(divideRounded(BigInt(a) * 100n, BigInt(b)) * 10n ** 8n));
    }));
  });
  test('units are numbers as long as they are safe, and count what bigints count', () => {
    const light = (value: bigint) => (value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value);
    const some = fc.oneof(units, fc.maxSafeInteger().map(BigInt), fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }), fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n)));
    fc.assert(fc.property(some, some, (a, b) => {
      const [left, right] = [parseUnits(formatFixed(a)), parseUnits(formatFixed(b))];
      if (left === null || right === null) throw new Error('what was written is read');
      expect([left, right]).toEqual([light(a), light(b)]);
      expect([plus(left, right), minus(left, right), times(left, right), distanceBetween(left, right)]).toEqual([light(a + b), light(a - b), light(a * b), light(a < b ? b - a : a - b)]);
      expect([left < right, left === right]).toEqual([a < b, a === b]);
    }), { numRuns: 2000 });
    expect(Object.is(parseUnits('-0'), 0)).toBe(true);
    expect(parseUnits('x')).toBeNull();
  });
  test('canonical text of whatever can be read', () => {
    expect(['1.50', '+2', '007', '-0', '6012.25', '123456789012345.1234567891', 'x', ''].map(canonicalText)).toEqual(['1.5', '2', '7', '0', '6012.25', '123456789012345.1234567891', null, null]);
  });
  test('comparison', () => {
    expect([compareDecimals('1.50', '1.5'), compareDecimals('-1', '1'), compareDecimals('10', '9'), compareDecimals('x', '1')]).toEqual([0, -1, 1, null]);
  });
});

describe('fractions', () => {
  test('amounts are compared exactly, small or large', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 9 }), (a, b, numerator, denominator) => {
      const f = reduced(BigInt(numerator), BigInt(denominator));
      const exact = BigInt(a) * BigInt(denominator) - BigInt(b) * BigInt(numerator);
      expect(Math.sign(compareAmounts(a, b, f))).toBe(exact < 0n ? -1 : exact > 0n ? 1 : 0);
    }));
  });
  test('a percentage is a fraction in lowest terms', () => {
    expect(fraction('15', 100n)).toMatchObject({ numerator: 3n, denominator: 20n });
    expect(floorOf(999, fraction('1', 100n))).toBe(9);
    expect(floorOf(-999, fraction('1', 100n))).toBe(-10);
  });
});

describe('money', () => {
  test('points become money, the short way as the long way', () => {
    const price = fc.oneof(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), fc.integer({ min: -40_000_000, max: 40_000_000 }).map((value) => BigInt(value) * 1_000_000n));
    fc.assert(fc.property(price, fc.integer({ min: 0, max: 500 }).map((value) => BigInt(value) * (ONE / 10n)), fc.constantFrom('5', '0.5', '50', '12500000', '0.0001'), fc.constantFrom('USD', 'JPY', 'KWD'), (points, quantity, pointValue, currency) => {
      const value = parseFixed(pointValue) ?? 0n;
      const digits = currency === 'USD' ? 2 : currency === 'JPY' ? 0 : 3;
      const exact = divideRounded(points * quantity * value * 10n ** BigInt(digits), ONE * ONE * ONE);
      fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= -BigInt(Number.MAX_SAFE_INTEGER));
      expect(pointsToMoney(points, quantity, value, currency)).toEqual({ amount: Number(exact), currency });
    }), { numRuns: 1000 });
  });
  test('is written plainly', () => {
    expect(['USD', 'JPY', 'KWD'].map((currency) => formatMoneyPlain({ amount: -123_456, currency }))).toEqual(['-1234.56', '-123456', '-123.456']);
    expect([5, -5, 0].map((amount) => formatMoney({ amount, currency: 'USD' }))).toEqual(['0.05 USD', '-0.05 USD', '0.00 USD']);
  });
  test('has no sum over currencies, no ratio to nothing, and no fractions of a cent', () => {
    expect(() => addMoney(money(1, 'USD'), money(1, 'EUR'))).toThrow(RangeError);
    expect(() => money(1.5, 'USD')).toThrow(RangeError);
    expect(ratio(money(1, 'USD'), money(0, 'USD'))).toBeNull();
    expect(ratio(money(1, 'USD'), money(1, 'EUR'))).toBeNull();
    expect(moneyFromFixed(15_050_000_000n, 'USD')).toEqual(money(150, 'USD'));
  });
});
