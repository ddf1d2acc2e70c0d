/** Money as a person types it. */
import { parseUnits, readDecimal } from './decimal.ts';
import { minorDigits, minorToPlain, type MoneyValue } from './display.ts';

export type MoneyReading = { readonly kind: 'empty' } | { readonly kind: 'money'; readonly value: MoneyValue } | { readonly kind: 'problem'; readonly message: string };

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** "1,250.50", "$60", "−12.5 USD" as minor units of the currency. Never throws, never rounds. */
export function readMoney(typed: string, currency: string): MoneyReading {
  const bare = typed.trim().replace(/[$€£¥]/g, '').replace(new RegExp(`\\s*${currency}\\s*`, 'i'), '');
  if (bare === '') return { kind: 'empty' };
  const text = readDecimal(bare);
  const units = text === null ? null : parseUnits(text);
  if (units === null) return { kind: 'problem', message: /^\d{1,3},\d{3}$/.test(bare) ? 'Write it without the thousands comma' : 'Write an amount such as 60.00' };
  const digits = minorDigits(currency);
  const step = 10n ** BigInt(10 - digits);
  if (units % step !== 0n) return { kind: 'problem', message: digits === 0 ? `${currency} has no decimals` : `${currency} has ${digits} decimals at most` };
  const amount = units / step;
  if (amount > LARGEST || amount < -LARGEST) return { kind: 'problem', message: 'This amount is too large' };
  return { kind: 'money', value: { amount: Number(amount), currency } };
}

/** The text a money field starts with: "1234.50", "-15.00"; empty for unknown. */
export function moneyToTyped(value: MoneyValue | null): string {
  if (value === null) return '';
  return `${value.amount < 0 ? '-' : ''}${minorToPlain(value.amount, value.currency).replaceAll(',', '')}`;
}
