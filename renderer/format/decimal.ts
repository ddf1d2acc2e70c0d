/**
 * Exact decimal text for the fields of the window: prices and quantities are counted in units of 10^-10 and never meet
 * binary floating point. Canonical text has no exponent, no plus and no trailing zeros ("6012.25").
 */

const SCALE = 10;
const PATTERN = /^([+-]?)(\d{1,15})(?:\.(\d{0,10}))?$/;

/** Decimal text as a bigint count of 10^-10; null when it is not a decimal of at most 15.10 digits. */
export function parseUnits(text: string): bigint | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const units = BigInt(`${match[2] ?? ''}${(match[3] ?? '').padEnd(SCALE, '0')}`);
  return match[1] === '-' ? -units : units;
}

/** Canonical text of a count of 10^-10. */
export function formatUnits(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(SCALE + 1, '0');
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  const text = fraction === '' ? digits.slice(0, -SCALE) : `${digits.slice(0, -SCALE)}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}

/**
 * What a person typed as canonical decimal text: spaces and apostrophes are dropped, `6,012.25` is read with its
 * thousands mark, `6012,25` and `6.012,25` with their decimal comma. Null when it is no number or could be read two ways (`6,012`).
 */
export function readDecimal(typed: string): string | null {
  const bare = typed.trim().replace(/[\s'’_\u00a0\u202f]/g, '').replace(/^\u2212/, '-');
  const plain = bare.includes(',') ? withoutComma(bare) : bare;
  if (plain === null || !/\d/.test(plain)) return null;
  const units = parseUnits(plain.startsWith('.') ? `0${plain}` : plain.replace(/^([+-])\./, '$10.'));
  return units === null ? null : formatUnits(units);
}

function withoutComma(text: string): string | null {
  if (/^[+-]?\d{1,3}(,\d{3})+\.\d*$/.test(text) || /^[+-]?\d{1,3}(,\d{3}){2,}$/.test(text)) return text.replaceAll(',', '');
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d*$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  const decimalComma = /^([+-]?\d*),(\d*)$/.exec(text);
  if (decimalComma === null || (decimalComma[2] ?? '').length === 3) return null;
  return `${decimalComma[1] ?? ''}.${decimalComma[2] ?? ''}`;
}

/** a + b; null when either is not decimal text. */
export function addDecimals(a: string, b: string): string | null {
  const first = parseUnits(a);
  const second = parseUnits(b);
  return first === null || second === null ? null : formatUnits(first + second);
}

/** a × n for a whole n or decimal text, cut towards zero at the tenth decimal; null when either is not decimal text. */
export function multiplyDecimals(a: string, b: string): string | null {
  const first = parseUnits(a);
  const second = parseUnits(b);
  return first === null || second === null ? null : formatUnits((first * second) / 10n ** BigInt(SCALE));
}

/** −1, 0 or 1; null when either is not decimal text. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 | null {
  const first = parseUnits(a);
  const second = parseUnits(b);
  if (first === null || second === null) return null;
  return first < second ? -1 : first > second ? 1 : 0;
}

/** True when the value is a whole number of steps; also true when either cannot be read, because then there is nothing to say. */
export function isOnStep(value: string, step: string): boolean {
  const units = parseUnits(value);
  const size = parseUnits(step);
  return units === null || size === null || size === 0n || units % size === 0n;
}

/** The next multiple of `step` above or below the value: off-step values move onto the grid first. Null when unreadable. */
export function stepDecimal(value: string, step: string, direction: 1 | -1, times = 1): string | null {
  const units = parseUnits(value);
  const size = parseUnits(step);
  if (units === null || size === null || size <= 0n) return null;
  const remainder = ((units % size) + size) % size;
  const floor = units - remainder;
  const first = direction === 1 ? floor + size : remainder === 0n ? floor - size : floor;
  return formatUnits(first + BigInt(direction) * size * BigInt(times - 1));
}
