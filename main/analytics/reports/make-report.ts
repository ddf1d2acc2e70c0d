/** One report from the journal, by the name of its call. Runs wherever the journal can be read; in the app, in the worker. */
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import type { ReportName } from '../../../preload/contract/report-tables.ts';
import { parseRuleSet } from '../../engine/rule-set.ts';
import { JournalError } from '../../journal/errors.ts';
import type { Executor } from '../../store/executor.ts';
import { disciplineReport, shadowReport } from './discipline.ts';
import { equityReport } from './equity.ts';
import { exitsReport } from './exits.ts';
import { readAtrBands, readDecisions, readHistory, readPastTrades, type Checkpoint, type History } from './history.ts';
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
  readonly now: number;
  readonly checkpoint: Checkpoint;
}

/** Throws JournalError: `not-found` for an unknown account, `refused` for rules that are none; and whatever `checkpoint` throws. */
export function makeReport({ name, input }: Question, reading: Reading): CallOutput<ReportCall> {
  const { checkpoint, now } = reading;
  const { filter } = input;
  const history = historyOf(reading, filter.accountId);
  const ask: Ask = { history, filter, now };
  checkpoint(0, 0);
  switch (name) {
    case 'analytics.summary':
      return summaryReport(ask);
    case 'analytics.calendar':
      return calendarReport(ask);
    case 'analytics.equity':
      return equityReport(ask);
    case 'analytics.distribution':
      return distributionReport(ask);
    case 'analytics.breakdown':
      return breakdownReport(ask, input.dimension, input.dimension === 'atr-band' ? remembered(reading, `bands ${filter.accountId}`, () => reading.open((db) => readAtrBands(db, filter.accountId, checkpoint))) : new Map());
    case 'analytics.streaks':
      return streaksReport(ask);
    case 'analytics.exits':
      return exitsReport(ask);
    case 'analytics.holding':
      return holdingReport(ask);
    case 'analytics.discipline':
      return disciplineReport(ask);
    case 'analytics.shadow':
      return shadowReport(ask);
    case 'analytics.replay': {
      const parsed = parseRuleSet(input.proposed);
      if (!parsed.ok) throw new JournalError('refused', parsed.problems[0]?.message ?? 'These rules cannot be read.', { field: 'proposed' });
      const past = remembered(reading, `past ${filter.accountId}`, () => reading.open((db) => readPastTrades(db, history, checkpoint)));
      return replayReport(ask, parsed.content, past, checkpoint);
    }
    case 'analytics.review':
      return reviewReport(ask, input.week, reading.open((db) => readDecisions(db, filter.accountId, input.week, weekEnd(input.week))));
  }
}

function historyOf(reading: Reading, accountId: string): History {
  return remembered(reading, `history ${accountId}`, () => {
    const history = reading.open((db) => readHistory(db, accountId, reading.checkpoint));
    if (history === null) throw new JournalError('not-found', 'There is no such account.', { field: 'filter.accountId' });
    return history;
  });
}

function remembered<T>({ memory }: Reading, key: string, read: () => T): T {
  if (memory.has(key)) return memory.get(key) as T;
  const value = read();
  memory.set(key, value);
  return value;
}
