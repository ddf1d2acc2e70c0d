/** How the commands print values as JSON: money in minor units, times with their offset, ratios as numbers, unknown as null. */
import type { Decimal } from '../engine/decimal.ts';
import { money, type Money } from '../engine/money.ts';
import { zoneOffset } from '../engine/zone-clock.ts';
import { textOption, UsageError, type CommandContext } from './command.ts';

export function amount(minor: number | null, currency: string): Money | null {
  return minor === null ? null : money(minor, currency);
}

/** A ratio of six places is exact as a number of JSON. */
export function number(value: Decimal | null): number | null {
  return value === null ? null : Number(value);
}

/** "2025-03-12T09:31:05-04:00": the instant as the zone's clock showed it. */
export function isoIn(zone: string, at: number): string {
  const offset = zoneOffset(zone, at);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const wall = new Date(at + offset).toISOString().slice(0, -1).replace(/\.000$/, '');
  return `${wall}${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The account that a command is about. */
export function accountOption(context: CommandContext): string {
  const name = textOption(context, 'account')?.trim();
  if (name === undefined || name === '') throw new UsageError('--account NAME is missing.');
  return name;
}

export const ACCOUNT = { type: 'string', value: 'NAME', help: 'The account' } as const;

export interface DateSpan {
  readonly from: string | null;
  readonly to: string | null;
}

export const SPAN = {
  from: { type: 'string', value: 'DATE', help: 'The first session, such as 2026-01-05' },
  to: { type: 'string', value: 'DATE', help: 'The last session' },
} as const;

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Session dates, inclusive. */
export function spanOption(context: CommandContext): DateSpan {
  const date = (name: string): string | null => {
    const text = textOption(context, name) ?? null;
    if (text !== null && !isDate(text)) throw new UsageError(`--${name} takes a date such as 2026-01-05, not “${text}”.`);
    return text;
  };
  return { from: date('from'), to: date('to') };
}
