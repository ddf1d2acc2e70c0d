/** What a rule says about one ticket, and the few ways to say it. */
import { FACT_LABELS } from './facts.ts';
import type { FactName, Instant, LineStatus, Severity } from './model.ts';

export interface Judgement {
  readonly status: LineStatus;
  readonly observed: string;
  readonly threshold: string;
  readonly reason: string;
  /** When the rule lets go by itself; null when it does not, or did not bite. */
  readonly until: Instant | null;
  /** Set only where what was broken weighs otherwise than the rule as a whole; null means the rule's own severity. */
  readonly severity: Severity | null;
}

export function pass(observed: string, threshold: string, reason: string): Judgement {
  return { status: 'pass', observed, threshold, reason, until: null, severity: null };
}

export function miss(observed: string, threshold: string, reason: string, until: Instant | null = null, severity: Severity | null = null): Judgement {
  return { status: 'miss', observed, threshold, reason, until, severity };
}

/** The rule cannot be judged: it says which fact is wanting, and never passes. */
export function insufficient(observed: string, threshold: string, reason: string, severity: Severity | null = null): Judgement {
  return { status: 'insufficient', observed, threshold, reason, until: null, severity };
}

/** Insufficient because a fact is missing. */
export function missing(threshold: string, fact: FactName): Judgement {
  return insufficient('not known', threshold, MISSING[fact]);
}

const PLURAL: ReadonlySet<string> = new Set<FactName>(['ticket.targets', 'ticket.confirmations', 'map.atrReadings', 'map.news', 'session.tickets', 'session.closedTrades']);

const MISSING = Object.fromEntries(
  Object.entries(FACT_LABELS).map(([name, label]) => [name, `Cannot be judged: ${label} ${PLURAL.has(name) ? 'are' : 'is'} not known.`]),
) as { readonly [N in FactName]: string };

/** "1 ticket", "6 tickets". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "13:05" for 785; minutes of the evening before (negative) read as the wall clock does. */
export function clockText(minute: number): string {
  const wall = ((minute % 1440) + 1440) % 1440;
  const hours = Math.floor(wall / 60);
  const minutes = wall % 60;
  return `${hours < 10 ? '0' : ''}${hours}:${minutes < 10 ? '0' : ''}${minutes}`;
}

/** "12 minutes" / "45 seconds" of a span in milliseconds, rounded up: what is left is never shown as less than it is. */
export function spanText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return counted(seconds, 'second');
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 120) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? counted(hours, 'hour') : `${counted(hours, 'hour')} ${counted(minutes % 60, 'minute')}`;
}
