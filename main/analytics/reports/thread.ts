/** What the main process and the thread that makes reports say to each other. */
import type { CallOutput } from '../../../preload/contract/calls.ts';
import type { CallError } from '../../../preload/contract/result.ts';
import type { Question, ReportCall } from './make-report.ts';

/** The journal a report is made from: another revision means that what was read before may no longer be true. */
export interface JournalVersion {
  readonly path: string;
  /** Of this opening of the file: after a restore the same path is another journal, in which nothing stays true. */
  readonly opening: string;
  readonly revision: number;
}

export interface Order {
  readonly job: string;
  readonly question: Question;
  readonly journal: JournalVersion;
  /** The trusted time, in milliseconds. */
  readonly now: number;
  /** One 32-bit number, shared: anything but 0 means that nobody waits any more. */
  readonly stop: SharedArrayBuffer;
}

export type Message =
  | { readonly type: 'progress'; readonly job: string; readonly done: number; readonly total: number }
  | { readonly type: 'made'; readonly job: string; readonly report: CallOutput<ReportCall> }
  | { readonly type: 'failed'; readonly job: string; readonly error: CallError | null; readonly fault: string };
