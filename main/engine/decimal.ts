/**
 * Exact decimals for prices, quantities and ratios.
 *
 * On the wire and in the store a decimal is canonical text ("6012.25", no exponent, no trailing zeros).
 * In arithmetic it is a whole count of 10^-10, so that sums and products never meet binary floating point: a bigint, or,
 * where a verdict wants it quickly, {@link Units}.
 */

/** Canonical decimal text: optional minus, digits, at most {@link SCALE} fraction digits, no trailing zeros. */
export type Decimal = string;

/** A bigint count of 10^-SCALE. */
export type Fixed = bigint;

/**
 * A count of 10^-SCALE that is a number as long as it is a safe integer, which nearly all are, and a bigint beyond. The
 * language compares the two exactly with < and >; sums and products are made by the functions below.
 */
export type Units = number | bigint;

export const SCALE = 10;
export const ONE: Fixed = 10_000_000_000n;

const PATTERN = /^([+-]?)(\d{1,15})(?:\.(\d{0,10}))?$/;

const POWERS: readonly number[] = Array.from({ length: SCALE + 1 }, (_, places) => 10 ** places);

/** Reads decimal text into fixed-point units; null when it is not a decimal of at most 15.10 digits. */
export function parseFixed(text: string): Fixed | null {
  const units = parseShort(text);
  return units === null ? parseLong(text) : BigInt(units);
}

/** The same as {@link Units}. */
export function parseUnits(text: string): Units | null {
  const units = parseShort(text) ?? parseLong(text);
  return typeof units === 'bigint' ? lightest(units) : units;
}

function lightest(units: bigint): Units {
  const short = Number(units);
  return Number.isSafeInteger(short) ? short : units;
}

/** a + b. */
export function plus(a: Units, b: Units): Units {
  return safeSum(a, b, 1) ?? lightest(BigInt(a) + BigInt(b));
}

/** a − b. */
export function minus(a: Units, b: Units): Units {
  return safeSum(a, b, -1) ?? lightest(BigInt(a) - BigInt(b));
}

/** a so many times. */
export function times(a: Units, count: Units): Units {
  if (typeof a === 'number' && typeof count === 'number') {
    // Adding nothing makes a zero of −0.
    const product = a * count + 0;
    if (Number.isSafeInteger(product)) return product;
  }
  return lightest(BigInt(a) * BigInt(count));
}

/** |a − b|. */
export function distanceBetween(a: Units, b: Units): Units {
  return a < b ? minus(b, a) : minus(a, b);
}

/** a + sign × b where that is safe. */
function safeSum(a: Units, b: Units, sign: 1 | -1): number | null {
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  const sum = a + sign * b;
  return Number.isSafeInteger(sum) ? sum : null;
}

/** Decimal text in canonical form, or null when {@link parseFixed} would not read it. */
export function canonicalText(text: string): Decimal | null {
  if (parseShort(text) !== null && isCanonical(text)) return text;
  const units = parseUnits(text);
  return units === null ? null : formatFixed(units);
}

/**
 * The common case without a regular expression or a bigint: few enough digits that coefficient and units stay exact in a
 * safe integer. Null means "not this case", not "no decimal".
 */
function parseShort(text: string): number | null {
  const length = text.length;
  const start = text.charCodeAt(0) === 45 /* - */ ? 1 : 0;
  if (length === start || length > 15) return null;
  let coefficient = 0;
  let point = -1;
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 46 /* . */ && point === -1 && index > start) point = index;
    else if (code >= 48 && code <= 57) coefficient = coefficient * 10 + (code - 48);
    else return null;
  }
  const places = point === -1 ? 0 : length - point - 1;
  const power = POWERS[SCALE - places];
  if (power === undefined) return null;
  const units = coefficient * power;
  if (units > Number.MAX_SAFE_INTEGER) return null;
  return start === 1 ? 0 - units : units;
}

function parseLong(text: string): Fixed | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const units = BigInt(match[2] + fraction.padEnd(SCALE, '0'));
  return match[1] === '-' ? -units : units;
}

/** The canonical text of fixed-point units. */
export function formatFixed(units: Units): Decimal {
  const short = Number(units);
  if (Number.isSafeInteger(short)) return short < 0 ? `-${shiftedText(-short, SCALE)}` : shiftedText(short, SCALE);
  const negative = units < 0;
  const digits = absolute(BigInt(units)).toString();
  const whole = digits.slice(0, -SCALE);
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative ? `-${text}` : text;
}

/** Canonical form of decimal text, or null when it is no decimal. */
export function canonicalDecimal(text: string): Decimal | null {
  return canonicalText(text.trim());
}

/** Integer division rounded half to even: the only rounding used for money and ratios. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  if (denominator < 0n) return divideRounded(-numerator, -denominator);
  const quotient = numerator / denominator;
  const remainder = numerator - quotient * denominator;
  const magnitude = remainder < 0n ? -remainder : remainder;
  const twice = magnitude * 2n;
  const away = twice > denominator || (twice === denominator && quotient % 2n !== 0n);
  if (!away) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** a × b in fixed-point units, rounded half to even at the tenth decimal. */
export function multiplyFixed(a: Fixed, b: Fixed): Fixed {
  return divideRounded(a * b, ONE);
}

/** a ÷ b in fixed-point units rounded to `places` decimals; null when b is zero. */
export function divideFixed(a: Fixed, b: Fixed, places = 6): Fixed | null {
  if (b === 0n) return null;
  const step = 10n ** BigInt(SCALE - places);
  return divideRounded(BigInt(a) * 10n ** BigInt(places), BigInt(b)) * step;
}

/**
 * Sign-preserving whole division of safe integers, rounded half to even: {@link divideRounded} for small numbers. The
 * quotient of two safe integers, cut off, is exact: it lies further from the next integer than binary floating point errs.
 */
export function divideRoundedShort(numerator: number, denominator: number): number {
  const quotient = Math.trunc(numerator / denominator);
  const twice = Math.abs(numerator - quotient * denominator) * 2;
  const away = twice > denominator || (twice === denominator && quotient % 2 !== 0);
  // Adding nothing makes a zero of −0.
  return quotient + (away ? (numerator < 0 ? -1 : 1) : 0);
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** True when the text is already as {@link formatFixed} would write it; the text must be one that {@link parseFixed} reads. */
export function isCanonical(text: Decimal): boolean {
  const first = text.charCodeAt(0) === 45 ? 1 : 0;
  if (text.charCodeAt(first) === 43) return false;
  const leadingZero = text.charCodeAt(first) === 48 && text.length > first + 1 && text.charCodeAt(first + 1) !== 46;
  if (leadingZero) return false;
  if (first === 1 && text.charCodeAt(1) === 48 && /^-[0.]+$/.test(text)) return false;
  const last = text.charCodeAt(text.length - 1);
  return last !== 46 && (last !== 48 || !text.includes('.'));
}

/** Sign of a − b for two decimal texts; null when one of them is no decimal. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 | null {
  const left = parseFixed(a);
  const right = parseFixed(b);
  if (left === null || right === null) return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * a ÷ b rounded half to even to `places` decimals, as text for showing. Exact; `b` must not be zero. Small numbers, which
 * is nearly all of them, take a way without bigints.
 */
export function ratioText(a: Units, b: Units, places: number): Decimal {
  const sign = a < 0 !== b < 0 ? '-' : '';
  const numerator = Math.abs(Number(a)) * 10 ** places;
  const denominator = Math.abs(Number(b));
  if (numerator > Number.MAX_SAFE_INTEGER || denominator > Number.MAX_SAFE_INTEGER) {
    return formatFixed(divideRounded(BigInt(a) * 10n ** BigInt(places), BigInt(b)) * 10n ** BigInt(SCALE - places));
  }
  const rounded = divideRoundedShort(numerator, denominator);
  return rounded === 0 ? '0' : sign + shiftedText(rounded, places);
}

/** A whole number of 10^-places as canonical decimal text; not for negative ones. */
function shiftedText(value: number, places: number): Decimal {
  const power = 10 ** places;
  const whole = Math.trunc(value / power);
  let digits = value - whole * power;
  if (digits === 0) return String(whole);
  let fraction = places;
  while (digits % 10 === 0) {
    digits /= 10;
    fraction -= 1;
  }
  return `${whole}.${String(digits).padStart(fraction, '0')}`;
}
