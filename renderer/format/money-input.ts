/** Money as typed, in whole minor units. */
import { readDecimal } from './decimal.ts';
import { minorDigits, type MoneyValue } from './display.ts';

/** "25,000.50" as money of a currency; null when it is no amount, or finer than the currency's minor unit, or too large to be exact. */
export function readMoney(typed: string, currency: string): MoneyValue | null {
  const bare = typed.trim().replace(/^[$€£¥]/, '');
  const text = readDecimal(/^[+-]?\d{1,3}(,\d{3})+$/.test(bare) ? bare.replaceAll(',', '') : bare);
  if (text === null) return null;
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = minorDigits(currency);
  if (fraction.length > digits) return null;
  const amount = Number(`${whole}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(amount) ? { amount: amount === 0 ? 0 : amount, currency } : null;
}
