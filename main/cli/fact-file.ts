/**
 * Facts as a file, for asking the engine about a ticket that is in no journal.
 *
 * `{ "now": time, "facts": { name: fact, … } }`. A time is ISO 8601 with an offset, or milliseconds. A fact is a plain
 * value, true now and from where its kind comes from, or `{ "value", "source", "asOf" }`. Numbers may stand for decimals,
 * and a symbol of the starter catalogue for an instrument. A fact that is left out is missing.
 */
import { z } from 'zod';
import { canonicalDecimal } from '../engine/decimal.ts';
import { FACT_NAMES } from '../engine/facts.ts';
import { findInstrument } from '../engine/instruments.ts';
import type { Fact, FactName, Facts, FactSource } from '../engine/model.ts';

export type FactFile = { readonly ok: true; readonly facts: Facts } | { readonly ok: false; readonly problems: readonly string[] };

/** The last moment that a date can hold. */
const LATEST = 8.64e15;
const TIME = 'not a time: ISO 8601 with an offset, such as 2026-11-20T09:45:00-05:00, or milliseconds since 1970';
const time = z.union([z.int(TIME).min(-LATEST, TIME).max(LATEST, TIME), z.iso.datetime({ offset: true, error: TIME })], TIME);
const shape = z.strictObject({ now: time, facts: z.record(z.string(), z.unknown(), 'an object of facts by name is needed') }, {
  error: ({ code }) => (code === 'invalid_type' ? 'an object with “now” and “facts” is needed' : undefined),
});
const full = z.strictObject({
  value: z.unknown(),
  source: z.enum(['typed', 'map', 'journal', 'clock', 'import'] satisfies FactSource[]).optional(),
  asOf: time.nullable().optional(),
});

/** Facts whose value is decimal text. */
const DECIMALS: ReadonlySet<string> = new Set<FactName>(['ticket.quantity', 'ticket.entry', 'ticket.plannedEntry', 'ticket.stop', 'ticket.targets', 'plan.size', 'map.atr']);

/** Reads a fact file. Never throws; every problem with its place. */
export function readFactFile(text: string): FactFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [`This is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`) };
  const now = instant(parsed.data.now);
  const problems: string[] = [];
  const values: Record<string, Fact<unknown>> = {};
  for (const [name, stated] of Object.entries(parsed.data.facts)) {
    if (!isFactName(name)) {
      problems.push(`${name}: no fact has this name; the names are ${FACT_NAMES.join(', ')}`);
      continue;
    }
    const fact = isFullFact(stated) ? full.safeParse(stated) : { success: true as const, data: { value: stated, source: undefined, asOf: undefined } };
    if (!fact.success) {
      problems.push(...fact.error.issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`));
      continue;
    }
    const { value: plain, source, asOf } = fact.data;
    const exact = exactValue(name, plain);
    if (exact === undefined) problems.push(`${name}: ${name === 'instrument' ? `“${String(plain)}” is not in the starter catalogue; give the whole instrument` : 'not a decimal'}`);
    else values[name] = { value: exact, source: source ?? usualSource(name), asOf: asOf === undefined ? (name === 'instrument' ? null : now) : asOf === null ? null : instant(asOf) };
  }
  return problems.length === 0 ? { ok: true, facts: { now, values: values as Facts['values'] } } : { ok: false, problems };
}

function instant(stated: string | number): number {
  return typeof stated === 'number' ? stated : Date.parse(stated);
}

function isFactName(name: string): name is FactName {
  return (FACT_NAMES as readonly string[]).includes(name);
}

/** An object with a `value`: no fact's own value has that property. */
function isFullFact(stated: unknown): boolean {
  return typeof stated === 'object' && stated !== null && Object.hasOwn(stated, 'value');
}

/** Undefined when the value cannot be what the fact needs. */
function exactValue(name: FactName, value: unknown): unknown {
  if (value === undefined) return null;
  if (name === 'instrument' && typeof value === 'string') return findInstrument(value) ?? undefined;
  if (!DECIMALS.has(name)) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => (typeof item === 'number' ? decimal(item) : item));
    return items.includes(undefined) ? undefined : items;
  }
  return typeof value === 'number' ? decimal(value) : value;
}

function decimal(value: number): string | undefined {
  return canonicalDecimal(String(value)) ?? undefined;
}

function usualSource(name: FactName): FactSource {
  const [group] = name.split('.', 1);
  if (group === 'clock' || group === 'map') return group;
  return group === 'session' || group === 'account' ? 'journal' : 'typed';
}

/** A file to begin with: a clear ticket by the founder's rules. */
export const FACT_EXAMPLE = {
  now: '2026-11-20T09:45:00-05:00',
  facts: {
    'clock.minute': 585,
    'instrument': 'MES',
    'ticket.side': 'long',
    'ticket.quantity': 2,
    'ticket.entry': 6000.25,
    'ticket.plannedEntry': '6000.25',
    'ticket.stop': '5994.25',
    'ticket.targets': ['6012.25', '6018.25'],
    'ticket.setup': 'Pullback',
    'ticket.idea': 'first pullback',
    'ticket.confirmations': { 'candle-closed': true, 'volume': true },
    'ticket.emotion': 'calm',
    'account.equity': { amount: 5_000_000, currency: 'USD' },
    'plan.size': '4',
    'map.trend': 'up',
    'map.channel': { value: 'buying', source: 'map', asOf: '2026-11-20T09:20:00-05:00' },
    'map.atr': { value: '4.5', source: 'map', asOf: '2026-11-20T09:30:00-05:00' },
    'map.atrReadings': [{ at: Date.UTC(2026, 10, 20, 14, 30), atr: '4.5' }],
    'map.news': [],
    'session.prepared': true,
    'session.tickets': [],
    'session.closedTrades': [],
    'session.openRisk': { amount: 0, currency: 'USD' },
  },
} as const;
