/** One report from the journal, by the name of its call. Runs wherever the journal can be read; in the app, in the worker. */
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import type { ReportName } from '../../../preload/contract/report-tables.ts';
import { parseRuleSet } from '../../engine/rule-set.ts';
import { JournalError } from '../../journal/errors.ts';
import type { Executor } from '../../store/executor.ts';
import type { Span } from '../../store/report-rows.ts';
import { criteriaReport, readCriteria } from './criteria.ts';
import { disciplineReport, shadowReport } from './discipline.ts';
import { equityReport, startingEquity } from './equity.ts';
import { exitsReport } from './exits.ts';
import { readAtrBands, readDecisions, readHistory, readLedger, readPastTrades, type Checkpoint, type HeldLedger, type History, type Ledger } from './history.ts';
import type { Ask } from './parts.ts';
import { replayReport } from './replay.ts';
import { breakdownReport, calendarReport, distributionReport, holdingReport, streaksReport } from './results-reports.ts';
import { reviewReport, weekEnd } from './review.ts';
import { summaryReport } from './summary.ts';

export type ReportCall = `analytics.${ReportName}`;

/** A report asked for, as its call has it. */
export type Question = { readonly [N in ReportCall]: { readonly name: N; readonly input: CallInput<N> } }[ReportCall];

/** Where a report reads, and what it remembers between two reports of one state of the journal. */
export interface Reading {
  /** Opens the journal for one piece of reading. */
  readonly open: <T>(read: (db: Executor) => T) => T;
  /** What was read before; forgotten when the journal has changed. */
  readonly memory: Map<string, unknown>;
  /** Columns by account; they know themselves whether they still hold. */
  readonly ledgers: Map<string, HeldLedger>;
  readonly now: number;
  readonly checkpoint: Checkpoint;
}

/**
 * Throws JournalError: `not-found` for an unknown account, `refused` for rules that are none or more trades than can be
 * looked at one by one; and whatever `checkpoint` throws.
 */
export function makeReport({ name, input }: Question, reading: Reading): CallOutput<ReportCall> {
  const { checkpoint, now } = reading;
  const { filter } = input;
  const { accountId } = filter;
  checkpoint(0, 0);
  const ledger = (): Ask<Ledger> => ({ history: ledgerOf(reading, accountId), filter, now });
  const rows = (span: Span = filter): Ask => ({ history: historyOf(reading, accountId, span), filter, now });
  switch (name) {
    case 'analytics.summary':
      return summaryReport(ledger());
    case 'analytics.calendar':
      return calendarReport(ledger());
    case 'analytics.equity':
      return equityReport(ledger());
    case 'analytics.breakdown':
      return breakdownReport(ledger(), input.dimension, input.dimension === 'atr-band' ? remembered(reading, `bands ${accountId}`, () => reading.open((db) => readAtrBands(db, accountId, checkpoint))) : new Map());
    case 'analytics.criteria':
      return criteriaReport(ledger(), remembered(reading, `criteria ${accountId}`, () => reading.open((db) => readCriteria(db, accountId))));
    case 'analytics.distribution':
      return distributionReport(rows());
    case 'analytics.streaks':
      return streaksReport(rows());
    case 'analytics.exits':
      return exitsReport(rows());
    case 'analytics.holding':
      return holdingReport(rows());
    case 'analytics.discipline':
      return disciplineReport(rows());
    case 'analytics.shadow':
      return shadowReport(rows());
    case 'analytics.replay': {
      const parsed = parseRuleSet(input.proposed);
      if (!parsed.ok) throw new JournalError('refused', parsed.problems[0]?.message ?? 'These rules cannot be read.', { field: 'proposed' });
      const ask = rows();
      const past = remembered(reading, `past ${spanKey(accountId, filter)}`, () => reading.open((db) => readPastTrades(db, ask.history, filter, checkpoint)));
      return replayReport(ask, startingEquity(ledger()), parsed.content, past, checkpoint);
    }
    case 'analytics.review': {
      const week: Span = { from: input.week, to: weekEnd(input.week) };
      return reviewReport(rows(week), input.week, reading.open((db) => readDecisions(db, accountId, input.week, weekEnd(input.week))));
    }
  }
}

function ledgerOf(reading: Reading, accountId: string): Ledger {
  return remembered(reading, `ledger ${accountId}`, () => known(reading.open((db) => readLedger(db, accountId, reading.ledgers, reading.checkpoint))));
}

/** Rows are large: those of one span at a time are remembered. */
function historyOf(reading: Reading, accountId: string, span: Span): History {
  const key = `rows ${spanKey(accountId, span)}`;
  for (const held of reading.memory.keys()) {
    if (/^(rows|past) /.test(held) && !held.endsWith(spanKey(accountId, span))) reading.memory.delete(held);
  }
  return remembered(reading, key, () => known(reading.open((db) => readHistory(db, accountId, span, reading.checkpoint))));
}

export function spanKey(accountId: string, { from, to }: Span): string {
  return `${accountId} ${from ?? ''} ${to ?? ''}`;
}

function known<T>(found: T | null): T {
  if (found === null) throw new JournalError('not-found', 'There is no such account.', { field: 'filter.accountId' });
  return found;
}

function remembered<T>({ memory }: Reading, key: string, read: () => T): T {
  if (memory.has(key)) return memory.get(key) as T;
  const value = read();
  memory.set(key, value);
  return value;
}
