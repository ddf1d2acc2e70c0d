import { canonicalDecimal, type Decimal } from '../../engine/decimal.ts';
import { resolveSymbol } from '../symbols.ts';

const THIRTY_SECONDS = new Set(['ZB', 'UB', 'ZN', 'TN', 'ZF', 'ZT']);
const EIGHTHS = new Set(['ZC', 'ZS', 'ZW', 'KE', 'ZO', 'XC', 'XK', 'XW', 'MZC', 'MZS', 'MZW']);
/** The last digit of `110'165` is a part of a thirty-second, cut to one digit: 2 is a quarter, 7 three quarters. */
const PARTS: Readonly<Record<string, number>> = { '0': 0, '1': 1, '2': 2, '3': 3, '5': 4, '6': 5, '7': 6, '8': 7 };

/**
 * Prices as the pits quoted them: `110'165` is 110 and 16½ thirty-seconds of a Treasury note, `452'4` is 452 and four eighths
 * of a cent. Elsewhere an apostrophe only groups thousands. Null for what is no such price.
 */
export function fractionPrice(text: string, symbol: string): Decimal | null {
  const match = /^(-?\d{1,4})['’](\d{1,3})(?:\.(\d{1,2}))?$/u.exec(text.trim());
  if (match === null) return null;
  const [, whole = '', fraction = '', decimals] = match;
  const root = resolveSymbol(symbol)?.root ?? '';
  let parts: number | undefined;
  if (EIGHTHS.has(root) && /^[0-7]$/.test(fraction) && decimals === undefined) parts = Number(fraction) * 32;
  else if (THIRTY_SECONDS.has(root) && fraction.length >= 2 && Number(fraction.slice(0, 2)) < 32) {
    const finer = decimals === undefined ? PARTS[fraction.slice(2) || '0'] : fraction.length === 2 ? Number(`0.${decimals}`) * 8 : undefined;
    parts = finer === undefined || !Number.isInteger(finer) ? undefined : Number(fraction.slice(0, 2)) * 8 + finer;
  }
  if (parts === undefined) return null;
  const value = Math.abs(Number(whole)) + parts / 256;
  return canonicalDecimal(`${whole.startsWith('-') ? '-' : ''}${value.toFixed(8).replace(/0+$/, '').replace(/\.$/, '')}`);
}
