/** Values of table cells as numbers for drawing only; unknown stays a gap. */
import { minorDigits } from '../../format/display.ts';

/** Currency units for an axis. */
export function majorUnits(amount: number | null, currency: string): number | null {
  return amount === null ? null : amount / 10 ** minorDigits(currency);
}

export function toNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}

/** An axis label for money: "$1.2k" reads faster than "$1,200.00". */
export function moneyTick(currency: string): (value: number) => string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 });
  return (value) => format.format(value);
}

export const rTick = (value: number): string => `${Number(value.toFixed(2))} R`;
export const shareTick = (value: number): string => `${Number((value * 100).toFixed(1))} %`;
