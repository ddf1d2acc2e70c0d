/** What the limits log is asked for. */
import type { CallInput } from '../../../preload/contract/calls.ts';

export type LogKind = CallInput<'log.query'>['kinds'][number];

export interface LogFilter {
  readonly kinds: readonly LogKind[];
  readonly ruleKind: string | null;
  readonly text: string;
  /** Session dates, both included; empty for no limit. */
  readonly from: string;
  readonly to: string;
}

/** The log opens on what it is for: blocks and what was done about them. */
export const limitsOnly: LogFilter = { kinds: ['block', 'override', 'walk-away'], ruleKind: null, text: '', from: '', to: '' };

export const kindLabels: Readonly<Record<LogKind, string>> = { 'block': 'Blocks', 'override': 'Overrides', 'walk-away': 'Walk-aways', 'caution': 'Cautions', 'clear': 'Clear', 'cancel': 'Cancelled' };
export const kindWords: Readonly<Record<LogKind, string>> = { 'block': 'Soft block', 'override': 'Override', 'walk-away': 'Walked away', 'caution': 'Caution', 'clear': 'Clear', 'cancel': 'Cancelled' };

/** Turns a kind on or off; always in the order of the labels, so that equal choices are the same question. */
export function toggleKind(kinds: readonly LogKind[], kind: LogKind): LogKind[] {
  const chosen = new Set(kinds);
  if (!chosen.delete(kind)) chosen.add(kind);
  return (Object.keys(kindLabels) as LogKind[]).filter((entry) => chosen.has(entry));
}

/** Always in view; the other kinds are folded away with the filters. */
export const limitKinds = ['block', 'override', 'walk-away'] as const satisfies readonly LogKind[];
export const otherKinds = ['caution', 'clear', 'cancel'] as const satisfies readonly LogKind[];

/** How many of the folded-away filters are set. */
export function activeFilters(filter: LogFilter): number {
  return Number(otherKinds.some((kind) => filter.kinds.includes(kind))) + Number(filter.ruleKind !== null) + Number(filter.from !== '' || filter.to !== '');
}

export function isDefault(filter: LogFilter): boolean {
  return JSON.stringify(filter) === JSON.stringify(limitsOnly);
}

/** The query for a page; the cursor is the sequence number to go on from. */
export function queryOf(filter: LogFilter, cursor: number | null, limit: number): CallInput<'log.query'> {
  return { kinds: [...filter.kinds], ruleKind: filter.ruleKind, text: filter.text.trim(), from: filter.from === '' ? null : filter.from, to: filter.to === '' ? null : filter.to, cursor, limit };
}
