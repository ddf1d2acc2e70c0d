/** The schemas that rule parameters are made of. Decimals come out canonical, so that equal limits are equal text. */
import { z } from 'zod';
import { canonicalDecimal, compareDecimals, type Decimal } from './decimal.ts';
import type { Money } from './money.ts';

/** A whole number in a range, both ends included. */
export function count(minimum: number, maximum: number): z.ZodType<number> {
  return z.int().min(minimum).max(maximum);
}

/** Decimal text in a range, both ends included; with `above` the lower end is excluded. */
export function decimal(minimum: Decimal, maximum: Decimal, edge: 'from' | 'above' = 'from'): z.ZodType<Decimal> {
  return z.string().transform((text, context) => {
    const value = canonicalDecimal(text);
    if (value === null) {
      context.addIssue({ code: 'custom', message: 'a number such as 1.5' });
      return z.NEVER;
    }
    const low = compareDecimals(value, minimum);
    if (low === -1 || (low === 0 && edge === 'above') || compareDecimals(value, maximum) === 1) {
      context.addIssue({ code: 'custom', message: `a number ${edge} ${minimum} to ${maximum}` });
      return z.NEVER;
    }
    return value;
  });
}

/** A share in per cent, above 0. */
export const percent: z.ZodType<Decimal> = decimal('0', '100', 'above');

/** A positive amount in minor units. */
export const positiveMoney: z.ZodType<Money> = z.strictObject({
  amount: z.int().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as USD'),
});

export const minuteOfDay: z.ZodType<number> = z.int().min(0).max(1439);
export const words: z.ZodType<string> = z.string().trim().min(1).max(120);
export const symbols: z.ZodType<string[]> = z.array(z.string().trim().min(1).max(24)).max(200);

/** The form in which typed names are compared: what a person would call the same. */
export function folded(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Whether a name is among these; the names as they were written are found without folding. */
export function nameSet(names: readonly string[]): { readonly size: number; has(name: string): boolean } {
  const known = new Set([...names, ...names.map(folded)]);
  return { size: known.size, has: (name) => known.has(name) || known.has(folded(name)) };
}
