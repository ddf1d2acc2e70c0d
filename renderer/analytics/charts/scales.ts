/** Values of table cells as numbers for drawing only; unknown stays a gap. */
import { formatCount, minorDigits, MINUS } from '../../format/display.ts';

/** Currency units for an axis. */
export function majorUnits(amount: number | null, currency: string): number | null {
  return amount === null ? null : amount / 10 ** minorDigits(currency);
}

export function toNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}

/** An axis label for money: "$1.2K" reads faster than "$1,200.00". */
export function moneyTick(currency: string): (value: number) => string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 2 });
  return (value) => signed(format.format(value));
}

export const rTick = (value: number): string => signed(`${Number(value.toFixed(2))} R`);
export const shareTick = (value: number): string => signed(`${Number((value * 100).toFixed(1))} %`);

function signed(text: string): string {
  return text.replace('-', MINUS);
}

/** What a point rests on, under or beside its name: no mean stands without its sample. */
export function withSample(name: string, sample: number | null, place: 'under' | 'beside'): string {
  const shown = place === 'beside' && name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1).trimEnd()}…` : name;
  return `${shown}${place === 'under' ? '\n' : '  '}n = ${formatCount(sample ?? 0)}`;
}

/** Letters of a name beside a bar. */
const NAME_MAX = 32;
/** Pixels for a name and its sample beside a bar. */
export const NAME_WIDTH = 250;
