import { formatFixed, parseFixed, type Decimal, type Fixed } from '../../engine/decimal.ts';

/** Prices and quantities of one file repeat a lot, and reading a decimal costs more than finding it again. */
const recent = new Map<Decimal, Fixed>();
const MAX_RECENT = 8_192;

/** Fixed-point units of decimal text that is known to be a decimal. */
export function fixed(value: Decimal): Fixed {
  const known = recent.get(value);
  if (known !== undefined) return known;
  const units = parseFixed(value);
  if (units === null) throw new RangeError(`not a decimal: ${value}`);
  if (recent.size >= MAX_RECENT) recent.clear();
  recent.set(value, units);
  return units;
}

/** Exact sum of two decimals. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  return a === '0' ? b : b === '0' ? a : formatFixed(fixed(a) + fixed(b));
}
