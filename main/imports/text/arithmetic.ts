import { formatFixed, parseFixed, type Decimal, type Fixed } from '../../engine/decimal.ts';

/** Fixed-point units of decimal text that is known to be a decimal. */
export function fixed(value: Decimal): Fixed {
  const units = parseFixed(value);
  if (units === null) throw new RangeError(`not a decimal: ${value}`);
  return units;
}

/** Exact sum of two decimals. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  return a === '0' ? b : b === '0' ? a : formatFixed(fixed(a) + fixed(b));
}
