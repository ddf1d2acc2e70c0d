import { canonicalDecimal, type Decimal } from '../../engine/decimal.ts';

/** How a file writes its numbers: 1,234.50 (`point`) or 1.234,50 (`comma`). */
export type DecimalStyle = 'point' | 'comma';

const PLAIN = /^-?\d{1,15}(?:\.\d{1,10})?$/;
const NOISE = /[\s\u00a0\u202f\u2009'’$€£¥₹]|^@|^[A-Z]{3}(?=[\s\d(+-])|(?<=[\d\s)])[A-Z]{3}$/gu;

/**
 * Reads a number as people and platforms write it: thousands separators, a decimal comma, currency signs before or
 * behind, `(41.25)`, `$(41.25)`, `41.25-` and a leading plus. Returns canonical decimal text, or null when the cell is
 * no number or has more digits than can be kept exactly.
 */
export function parseNumber(text: string, style: DecimalStyle = 'point'): Decimal | null {
  if (PLAIN.test(text) && !(style === 'comma' && isGrouped(text, '.'))) return trimDecimal(text);
  let body = text.trim();
  if (body === '' || body.length > 60) return null;
  if (body.startsWith('="') && body.endsWith('"')) body = body.slice(2, -1);
  body = body.replace(NOISE, '');
  let negative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    negative = true;
    body = body.slice(1, -1);
  }
  const sign = /^([+\-−])/u.exec(body)?.[1];
  if (sign !== undefined) {
    if (sign !== '+') negative = !negative;
    body = body.slice(1);
  } else if (body.endsWith('-')) {
    negative = !negative;
    body = body.slice(0, -1);
  }
  if (body.startsWith('(') && body.endsWith(')')) {
    negative = true;
    body = body.slice(1, -1);
  }
  const plain = withPoint(body, style);
  if (plain === null) return null;
  const decimal = fromExponent(plain);
  if (decimal === null) return null;
  return negative && decimal !== '0' ? `-${decimal}` : decimal;
}

function isGrouped(text: string, separator: '.' | ','): boolean {
  return separator === '.' ? /^-?[1-9]\d{0,2}(?:\.\d{3})+$/.test(text) : /^-?[1-9]\d{0,2}(?:,\d{3})+$/.test(text);
}

/** Turns separators into one decimal point, or null when they make no number. */
function withPoint(body: string, style: DecimalStyle): string | null {
  const hasPoint = body.includes('.');
  const hasComma = body.includes(',');
  if (!hasPoint && !hasComma) return body;
  if (hasPoint && hasComma) {
    // Whichever comes last is the decimal sign; the other must then group by thousands.
    const [group, mark] = body.lastIndexOf(',') > body.lastIndexOf('.') ? (['.', ','] as const) : ([',', '.'] as const);
    const [whole = '', fraction = '', ...more] = body.split(mark);
    if (more.length > 0) return null;
    const digits = whole.split(group);
    if (digits.slice(1).some((part) => !/^\d{2,3}$/.test(part)) || !/^\d{0,3}$/.test(digits[0] ?? '')) return null;
    return `${digits.join('')}.${fraction}`;
  }
  const mark = hasComma ? ',' : '.';
  const parts = body.split(mark);
  if (parts.length > 2) {
    if (!isGrouped(body, mark)) return null;
    return parts.join('');
  }
  const decimalMark = style === 'comma' ? ',' : '.';
  if (mark === decimalMark || !isGrouped(body, mark)) return `${parts[0] ?? ''}.${parts[1] ?? ''}`;
  return parts.join('');
}

function fromExponent(text: string): Decimal | null {
  const match = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text);
  if (match === null) return null;
  let whole = match[1] ?? '';
  let fraction = match[2] ?? '';
  if (whole === '' && fraction === '') return null;
  const exponent = Number(match[3] ?? 0);
  if (exponent > 0) {
    fraction = fraction.padEnd(exponent, '0');
    whole += fraction.slice(0, exponent);
    fraction = fraction.slice(exponent);
  } else if (exponent < 0) {
    whole = whole.padStart(-exponent + 1, '0');
    fraction = whole.slice(exponent) + fraction;
    whole = whole.slice(0, exponent);
  }
  whole = whole.replace(/^0+(?=\d)/, '');
  fraction = fraction.replace(/0+$/, '');
  return canonicalDecimal(fraction === '' ? whole || '0' : `${whole || '0'}.${fraction}`);
}

function trimDecimal(text: string): Decimal {
  let body = text;
  if (body.includes('.')) {
    let end = body.length;
    while (body.charCodeAt(end - 1) === 48) end -= 1;
    if (body.charCodeAt(end - 1) === 46) end -= 1;
    body = body.slice(0, end);
  }
  // Leading zeros are rare; a canonical number has none.
  if (/^-?0\d/.test(body)) body = body.replace(/^(-?)0+(?=\d)/, '$1');
  return body === '-0' ? '0' : body;
}

/**
 * The style a sample of cells shows: a sign not followed by exactly three digits can only be a decimal one. One stray cell among many
 * of the other kind decides nothing, since a point taken for a separator of thousands would make thousands of units.
 */
export function inferDecimalStyle(cells: Iterable<string>): DecimalStyle {
  let commas = 0;
  let points = 0;
  for (const cell of cells) {
    if (cell.length > 24 || !(cell.includes(',') || cell.includes('.'))) continue;
    if (/^[^A-Za-z:/]*\d,(?:\d{1,2}|\d{4,})\D{0,4}$/.test(cell)) commas += 1;
    else if (/^[^\dA-Za-z:/]{0,4}[\d,]+\.(?:\d{1,2}|\d{4,})[^\dA-Za-z:/]{0,4}$/.test(cell)) points += 1;
  }
  return commas > points ? 'comma' : 'point';
}

export function negate(value: Decimal): Decimal {
  if (value === '0') return '0';
  return value.startsWith('-') ? value.slice(1) : `-${value}`;
}

export function magnitude(value: Decimal): Decimal {
  return value.startsWith('-') ? value.slice(1) : value;
}

export function isZero(value: Decimal): boolean {
  return value === '0';
}
