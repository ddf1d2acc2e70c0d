/**
 * Answers the calls of the analytics window. Reports are made by a thread (`reports/worker.ts`); what the trader keeps is
 * written to the journal's file by the journal itself.
 */
import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import type { CallInput, CallName, CallOutput, PushPayload } from '../../preload/contract/calls.ts';
import type { Clock } from '../clock.ts';
import { reportTables, type ReportName, type ReportRows, type TableSpec } from '../../preload/contract/report-tables.ts';
import { JournalError } from '../journal/errors.ts';
import type { Executor } from '../store/executor.ts';
import { tradedChoices } from '../store/report-rows.ts';
import { deleteReport, findReport, listReports, saveReport, type SavedReport, type SavedReportKind } from '../store/saved-reports.ts';
import { DEFINITIONS } from './definitions.ts';
import type { Question, ReportCall } from './reports/make-report.ts';
import type { JournalVersion, Message, Order } from './reports/thread.ts';

/** What the service needs of the journal. */
export interface ReportJournal {
  /** The file and its count of changes. */
  version(): JournalVersion;
  /** One reading of the open journal. Throws JournalError when it cannot be read. */
  read<T>(work: (db: Executor) => T): T;
  /** One change in a transaction of its own. Throws JournalError when it cannot be written. */
  write<T>(work: (db: Executor) => T): T;
}

export interface AnalyticsOptions {
  readonly journal: () => ReportJournal;
  readonly clock: Clock;
  /** Starts the thread of `reports/worker.ts`. */
  readonly startWorker: () => Worker;
  readonly progress: (progress: PushPayload<'analytics.progress'>) => void;
  /** A fault that is nobody's input: for the log. */
  readonly report: (fault: unknown) => void;
}

/** The window's own doings, which the composition root answers. */
type WindowCall = 'analytics.open' | 'analytics.pdf';
export type AnalyticsCall = Exclude<Extract<CallName, `analytics.${string}`>, WindowCall>;
export type AnalyticsHandlers = { readonly [N in AnalyticsCall]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> };

interface Waiting {
  readonly stop: Int32Array;
  readonly made: (report: CallOutput<ReportCall>) => void;
  readonly failed: (error: unknown) => void;
}

export class AnalyticsService {
  readonly #options: AnalyticsOptions;
  readonly #waiting = new Map<string, Waiting>();
  #worker: Worker | null = null;

  constructor(options: AnalyticsOptions) {
    this.#options = options;
  }

  /** One handler a call. */
  handlers(): AnalyticsHandlers {
    const make = <N extends ReportCall>(name: N) => (input: CallInput<N>): Promise<CallOutput<N>> => this.make(name, input);
    return {
      'analytics.definitions': () => [...DEFINITIONS],
      'analytics.choices': ({ accountId }) => this.#read((db) => tradedChoices(db, accountId)),
      'analytics.summary': make('analytics.summary'),
      'analytics.calendar': make('analytics.calendar'),
      'analytics.equity': make('analytics.equity'),
      'analytics.distribution': make('analytics.distribution'),
      'analytics.breakdown': make('analytics.breakdown'),
      'analytics.criteria': make('analytics.criteria'),
      'analytics.streaks': make('analytics.streaks'),
      'analytics.exits': make('analytics.exits'),
      'analytics.holding': make('analytics.holding'),
      'analytics.discipline': make('analytics.discipline'),
      'analytics.shadow': make('analytics.shadow'),
      'analytics.replay': make('analytics.replay'),
      'analytics.review': make('analytics.review'),
      'analytics.cancel': ({ job }) => (this.cancel(job), null),
      'analytics.replay.save': (input) => this.#saveReplay(input),
      'analytics.replay.list': ({ accountId }) => this.#read((db) => listReports(db, accountId, 'replay')),
      'analytics.replay.get': ({ id }) => this.#replay(id),
      'analytics.replay.delete': ({ id }) => this.#deleteReplay(id),
      'analytics.review.answers': (input) => this.#answers(input),
      'analytics.review.save': (input) => this.#saveAnswers(input),
    };
  }

  /** Makes a report on the thread. Rejects with JournalError: `refused` when it was cancelled, `conflict` when a report of that job is on its way. */
  make<N extends ReportCall>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const { job } = input;
    if (this.#waiting.has(job)) return Promise.reject(new JournalError('conflict', 'A report of this name is on its way already.', { field: 'job' }));
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    return new Promise((resolve, reject) => {
      this.#waiting.set(job, { stop: new Int32Array(stop), made: (report) => resolve(report as CallOutput<N>), failed: reject });
      try {
        const order: Order = { job, question: { name, input } as Question, journal: this.#options.journal().version(), now: this.#options.clock.now(), stop };
        this.#thread().postMessage(order);
      } catch (error) {
        this.#waiting.delete(job);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Stops a report that is waiting or on its way. */
  cancel(job: string): void {
    const waiting = this.#waiting.get(job);
    if (waiting !== undefined) Atomics.store(waiting.stop, 0, 1);
  }

  /** Ends the thread; reports on their way fail. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#abandon(new JournalError('unavailable', 'Holdfast is closing.'));
    await worker?.terminate();
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#options.startWorker();
    worker.on('message', (message: Message) => this.#hear(message));
    worker.on('error', (fault) => this.#lost(worker, fault));
    worker.on('exit', () => this.#lost(worker, null));
    // Reports must not keep a process alive that has nothing else to do.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #hear(message: Message): void {
    if (message.type === 'progress') {
      const { job, done, total } = message;
      this.#options.progress({ job, done, total });
      return;
    }
    const waiting = this.#waiting.get(message.job);
    this.#waiting.delete(message.job);
    if (message.type === 'made') {
      waiting?.made(message.report);
      return;
    }
    if (message.error === null) this.#options.report(new Error(`a report failed: ${message.fault}`));
    const { code, message: text, field } = message.error ?? { code: 'internal' as const, message: 'The report could not be made. The fault is in the log.', field: undefined };
    waiting?.failed(new JournalError(code, text, { field }));
  }

  /** The thread is gone; the next report starts another one. */
  #lost(worker: Worker, fault: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    if (fault !== null) this.#options.report(fault);
    this.#abandon(new JournalError('internal', 'The report could not be made: its thread ended. Try again.', { retry: true }));
  }

  #abandon(error: JournalError): void {
    const left = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of left) failed(error);
  }

  #read<T>(work: (db: Executor) => T): T {
    return this.#options.journal().read(work);
  }

  // ── What the trader keeps ──────────────────────────────────────────────────────────────────────────────────────

  #saveReplay({ name, content, result }: CallInput<'analytics.replay.save'>): CallOutput<'analytics.replay.save'> {
    const report: SavedReport = { id: randomUUID(), accountId: result.filter.accountId, kind: 'replay', name, content: JSON.stringify({ content, result }), savedAt: this.#options.clock.now() };
    this.#options.journal().write((db) => saveReport(db, report));
    return { id: report.id, name, savedAt: report.savedAt };
  }

  #replay(id: string): CallOutput<'analytics.replay.get'> {
    const { name, savedAt, content } = this.#kept(id, 'replay');
    const kept = JSON.parse(content) as Pick<CallOutput<'analytics.replay.get'>, 'content' | 'result'>;
    return { id, name, savedAt, content: kept.content, result: { ...kept.result, tables: withEveryColumn('replay', kept.result.tables) } };
  }

  #deleteReplay(id: string): null {
    this.#kept(id, 'replay');
    this.#options.journal().write((db) => deleteReport(db, id));
    return null;
  }

  #kept(id: string, kind: SavedReportKind): SavedReport {
    const report = this.#read((db) => findReport(db, id));
    if (report?.kind !== kind) throw new JournalError('not-found', 'There is no such report.', { field: 'id' });
    return report;
  }

  #answers({ accountId, week }: CallInput<'analytics.review.answers'>): CallOutput<'analytics.review.answers'> {
    const report = this.#read((db) => findReport(db, reviewId(accountId, week)));
    return report === null ? null : (JSON.parse(report.content) as CallOutput<'analytics.review.answers'>);
  }

  #saveAnswers({ accountId, week, answers }: CallInput<'analytics.review.save'>): null {
    const report: SavedReport = { id: reviewId(accountId, week), accountId, kind: 'review', name: week, content: JSON.stringify(answers), savedAt: this.#options.clock.now() };
    this.#options.journal().write((db) => saveReport(db, report));
    return null;
  }
}

/** Tables as they were kept, with the columns that were added since as unknown. */
function withEveryColumn<N extends ReportName>(report: N, tables: ReportRows<N>): ReportRows<N> {
  const entries = Object.entries(reportTables[report]).map(([name, { columns }]: [string, TableSpec]) => {
    const missing = Object.fromEntries(Object.keys(columns).map((key) => [key, null]));
    return [name, (tables as Record<string, object[]>)[name]?.map((row) => ({ ...missing, ...row })) ?? []];
  });
  return Object.fromEntries(entries) as ReportRows<N>;
}

/** One review a week and account. */
function reviewId(accountId: string, week: string): string {
  return `review:${accountId}:${week}`;
}
