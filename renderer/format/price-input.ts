/**
 * Shorthand in price fields. A trader thinks of stops and targets as distances, so these are read from the entry:
 *
 * | typed           | means                                                         |
 * | --------------- | ------------------------------------------------------------- |
 * | `6012.25`       | the price itself                                              |
 * | `+6`, `-6`      | entry plus or minus 6 points                                  |
 * | `6p`            | 6 points away: on the losing side for a stop, the winning side for a target |
 * | `24t`           | 24 ticks away, likewise                                       |
 * | `2r`            | a target at twice the stop distance                           |
 * | `=-5`           | the price −5 itself, where a sign alone would be a distance   |
 */
import { addDecimals, multiplyDecimals, parseUnits, readDecimal, formatUnits } from './decimal.ts';

export interface PriceContext {
  readonly role: 'price' | 'stop' | 'target';
  readonly side: 'long' | 'short' | null;
  /** Canonical decimal text, or null when not stated. */
  readonly entry: string | null;
  readonly stop: string | null;
  readonly tickSize: string;
}

export type PriceReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'price'; readonly value: string; readonly shorthand: boolean }
  | { readonly kind: 'problem'; readonly message: string };

const NOT_A_NUMBER = 'Write a number such as 6012.25';

/** Reads what was typed into a price field. Never throws. */
export function readPrice(typed: string, context: PriceContext): PriceReading {
  const text = typed.trim().toLowerCase();
  if (text === '') return { kind: 'empty' };

  const away = /^([\d.,'\s]+?)\s*(p|pt|pts|points?|t|ticks?|r)$/.exec(text);
  if (away !== null) return readDistance(away[1] ?? '', (away[2] ?? '').charAt(0), context);

  const exact = text.startsWith('=');
  const signed = /^([+\-\u2212])/.test(text);
  const value = readDecimal(exact ? text.slice(1) : text);
  if (value === null) return { kind: 'problem', message: /^\d{1,3},\d{3}$/.test(text) ? 'Write it without the thousands comma' : NOT_A_NUMBER };
  if (!signed || context.role === 'price') return { kind: 'price', value, shorthand: exact };
  if (context.entry === null) return { kind: 'problem', message: 'State the entry first' };
  return fromEntry(context.entry, value);
}

/** A stop or a target as its field has to show it, so that it is read as the same price again. */
export function priceText(price: string): string {
  return price.startsWith('-') ? `=${price}` : price;
}

function readDistance(amount: string, unit: string, context: PriceContext): PriceReading {
  if (context.role === 'price') return { kind: 'problem', message: NOT_A_NUMBER };
  if (context.entry === null) return { kind: 'problem', message: 'State the entry first' };
  if (context.side === null) return { kind: 'problem', message: 'Choose long or short first' };
  const count = readDecimal(amount);
  if (count === null) return { kind: 'problem', message: NOT_A_NUMBER };
  const distance = unit === 'r' ? riskDistance(count, context) : unit === 't' ? multiplyDecimals(count, context.tickSize) : count;
  if (distance === null) return { kind: 'problem', message: context.role === 'target' ? 'State the stop first' : NOT_A_NUMBER };
  const up = (context.side === 'long') === (context.role === 'target');
  return fromEntry(context.entry, up ? distance : `-${distance}`);
}

function riskDistance(multiple: string, context: PriceContext): string | null {
  if (context.role !== 'target' || context.stop === null) return null;
  const entry = parseUnits(context.entry ?? '');
  const stop = parseUnits(context.stop);
  if (entry === null || stop === null) return null;
  return multiplyDecimals(formatUnits(entry > stop ? entry - stop : stop - entry), multiple);
}

function fromEntry(entry: string, offset: string): PriceReading {
  const value = addDecimals(entry, offset);
  return value === null ? { kind: 'problem', message: NOT_A_NUMBER } : { kind: 'price', value, shorthand: true };
}
