/** What was corrected, in words. The log keeps money as minor units, prices as decimal text, and a stop as what was typed of it. */
import { formatMoney, formatPrice } from '../../format/display.ts';

const FIELDS: Readonly<Record<string, string>> = { entryPrice: 'Entry price', exitPrice: 'Exit price', fees: 'Fees', mfe: 'MFE$', mae: 'MAE$', stop: 'Stop', note: 'Note', lesson: 'Lesson' };
const MONEY: ReadonlySet<string> = new Set(['fees', 'mfe', 'mae']);

export function amendedField(field: string): string {
  return FIELDS[field] ?? field;
}

export function amendedValue(field: string, value: string, currency: string, decimals: number): string {
  if (value === '' || value === 'null') return 'unknown';
  if (MONEY.has(field)) return /^-?\d+$/.test(value) ? formatMoney({ amount: Number(value), currency }) : value;
  if (field === 'stop') return stopText(value, currency, decimals);
  return price(value, decimals);
}

/** A stop is typed as a price or as Stop$. */
function stopText(value: string, currency: string, decimals: number): string {
  const [, at] = /^\{"price":"([^"]+)"\}$/.exec(value) ?? [];
  if (at !== undefined) return price(at, decimals);
  const [, amount] = /^\{"amount":(\d+)\}$/.exec(value) ?? [];
  return amount === undefined ? price(value, decimals) : `Stop$ ${formatMoney({ amount: Number(amount), currency })}`;
}

function price(value: string, decimals: number): string {
  return /^-?\d+(\.\d+)?$/.test(value) ? formatPrice(value, decimals) : value;
}
