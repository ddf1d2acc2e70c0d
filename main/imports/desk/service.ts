/**
 * Answers the calls of the import page. Files are read and written by a thread for each order (`worker.ts`). While the thread
 * writes, which takes a moment for a file of usual size, calls wait at the door (see {@link ImportService.quiet}); the main
 * process itself goes on.
 */
import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import type { CallInput, CallName, CallOutput, PushPayload } from '../../../preload/contract/calls.ts';
import type { ImportOutcome, ImportPreview, UndoneImport } from '../../../preload/contract/imports.ts';
import type { Clock } from '../../clock.ts';
import { JournalError } from '../../journal/errors.ts';
import { listAccounts } from '../../store/accounts.ts';
import type { Executor } from '../../store/executor.ts';
import { findImport, listImports, rejectionsOf } from '../../store/imports.ts';
import { ChosenFiles } from './chosen-files.ts';
import { Queue } from './queue.ts';
import type { Message, OpenJournal, Order, Work, WorkResult } from './thread.ts';
import { WatchedFolders, type WatchNews } from './watched-folders.ts';

/** What the service needs of the open journal. */
export interface DeskJournal extends OpenJournal {
  readonly writable: boolean;
  read<T>(work: (db: Executor) => T): T;
  write<T>(work: (db: Executor) => T): T;
  noticeChange(): void;
}

export interface ImportServiceOptions {
  readonly journal: () => DeskJournal;
  readonly clock: Clock;
  readonly startWorker: () => Worker;
  /** Asks for a file, or a folder; null when the trader chose none. */
  readonly askForFile: () => Promise<string | null>;
  readonly askForFolder: () => Promise<string | null>;
  readonly progress: (progress: PushPayload<'import.progress'>) => void;
  readonly watched: (state: PushPayload<'import.watched'>) => void;
  /** A watched folder brought something: tell the trader, who may look elsewhere. */
  readonly news: (news: WatchNews) => void;
  readonly report: (fault: unknown) => void;
  /** Milliseconds for which a file has to stay as it is. */
  readonly settleMs?: number;
}

/** The page is the window's own, which the composition root opens. */
export type ImportCall = Exclude<Extract<CallName, `import.${string}`>, 'import.open'>;
export type ImportHandlers = { readonly [N in ImportCall]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> };

/** Imports shown; the others are in the journal and in its exports. */
const MOST_LISTED = 200;

export class ImportService {
  readonly #options: ImportServiceOptions;
  readonly #files = new ChosenFiles();
  readonly #jobs = new Map<string, { readonly stop: Int32Array; readonly worker: Worker }>();
  /** Imports and undoes come one after the other; previews do not wait for them. */
  readonly #writing = new Queue();
  readonly #folders: WatchedFolders;
  #quiet: { readonly over: Promise<void>; readonly end: () => void } | null = null;

  constructor(options: ImportServiceOptions) {
    this.#options = options;
    this.#folders = new WatchedFolders({
      journal: options.journal, clock: options.clock, askForFolder: options.askForFolder,
      changed: options.watched, news: options.news, report: options.report, files: this.#files,
      preview: (file, accountId, answers) => this.#run(randomUUID(), { type: 'preview', file, accountId, each: false, answers }) as Promise<ImportPreview>,
      take: (file, target, answers) => this.#write(randomUUID(), { type: 'import', file, target, answers }) as Promise<ImportOutcome>,
      ...(options.settleMs === undefined ? {} : { settleMs: options.settleMs }),
    });
  }

  handlers(): ImportHandlers {
    const { askForFile } = this.#options;
    return {
      'import.choose': async () => {
        const path = await askForFile();
        return path === null ? null : this.#files.add(path);
      },
      'import.drop': (input) => this.#files.receive(input),
      'import.preview': ({ job, token, accountId, each = false, answers }) => this.#run(job, { type: 'preview', file: this.#files.file(token), accountId, each, answers }) as Promise<ImportPreview>,
      'import.run': (input) => this.#take(input),
      'import.cancel': ({ job }) => (this.cancel(job), null),
      'import.list': () => this.#list(),
      'import.undo': async ({ importId }) => {
        const undone = (await this.#write(randomUUID(), { type: 'undo', importId })) as UndoneImport;
        this.#folders.undone(importId);
        return undone;
      },
      'import.rejections': ({ importId }) => this.#rejections(importId),
      'import.watch': () => this.#folders.state(),
      'import.watch.add': (input) => this.#folders.add(input),
      'import.watch.remove': ({ id }) => this.#folders.remove(id),
      'import.watch.dismiss': ({ id }) => this.#folders.dismiss(id),
    };
  }

  /** Starts to watch the folders of the open journal; again after another journal was opened. */
  watch(): void {
    this.#folders.start();
  }

  /** Null while anybody may write; otherwise resolves when the import on its way has written. */
  quiet(): Promise<void> | null {
    return this.#quiet?.over ?? null;
  }

  /** The journal must not be closed or replaced while this is true. */
  get isBusy(): boolean {
    return this.#jobs.size > 0;
  }

  cancel(job: string): void {
    const running = this.#jobs.get(job);
    if (running !== undefined) Atomics.store(running.stop, 0, 1);
  }

  /** Ends the threads; what they had not finished is not in the journal. */
  async close(): Promise<void> {
    this.#folders.close();
    const workers = [...this.#jobs.values()].map(({ worker }) => worker);
    await Promise.all(workers.map((worker) => worker.terminate()));
    this.#files.close();
  }

  // ── Orders ─────────────────────────────────────────────────────────────────────────────────────────────────────

  async #take({ job, token, target, answers }: CallInput<'import.run'>): Promise<ImportOutcome> {
    const outcome = (await this.#write(job, { type: 'import', file: this.#files.file(token), target, answers })) as ImportOutcome;
    if (outcome.refusal === null) this.#folders.answered(token);
    return outcome;
  }

  #write(job: string, work: Work): Promise<WorkResult> {
    if (!this.#options.journal().writable) throw new JournalError('store-read-only', 'The journal is open for reading only: nothing can be imported into it.');
    return this.#writing.add(() => this.#run(job, work));
  }

  /** @returns what the thread made. Rejects with JournalError: `refused` when it was cancelled. */
  #run(job: string, work: Work): Promise<WorkResult> {
    if (this.#jobs.has(job)) return Promise.reject(new JournalError('conflict', 'A job of this name is on its way already.', { field: 'job' }));
    const { folder, profile } = this.#options.journal();
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const worker = this.#options.startWorker();
    this.#jobs.set(job, { stop: new Int32Array(stop), worker });
    let told = { done: 0, total: 0, fills: 0 };
    const tell = (writing: boolean): void => {
      if (work.type !== 'undo') this.#options.progress({ job, ...told, writing });
    };
    const done = new Promise<WorkResult>((resolve, reject) => {
      worker.on('message', (message: Message) => {
        switch (message.type) {
          case 'progress':
            told = { done: message.done, total: message.total, fills: message.fills };
            tell(false);
            return;
          case 'ready-to-write':
            this.#beginQuiet();
            tell(true);
            worker.postMessage({ type: 'write' });
            return;
          case 'written':
            this.#endQuiet();
            return;
          case 'made':
            resolve(message.result);
            return;
          case 'failed':
            if (message.error === null) this.#options.report(new Error(`an import failed: ${message.fault}`));
            reject(new JournalError(message.error?.code ?? 'internal', message.error?.message ?? 'The file could not be imported. Nothing was written; the fault is in the log.', { field: message.error?.field }));
        }
      });
      worker.on('error', (fault) => {
        this.#options.report(fault);
        const memory = 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(new JournalError('refused', memory ? 'This file takes more memory than Holdfast allows itself. Nothing was written. Split the file, or export a shorter period.' : 'The file could not be read: the thread that reads it ended. Nothing was written.'));
      });
      worker.on('exit', () => reject(new JournalError('unavailable', 'The import was ended. Nothing was written.')));
    });
    const order: Order = { work, journal: { folder, profile }, now: this.#options.clock.now(), stop };
    worker.postMessage(order);
    return done.finally(() => {
      this.#jobs.delete(job);
      this.#endQuiet();
      void worker.terminate();
    });
  }

  #beginQuiet(): void {
    if (this.#quiet !== null) return;
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#quiet = { over, end };
  }

  #endQuiet(): void {
    const quiet = this.#quiet;
    if (quiet === null) return;
    this.#quiet = null;
    this.#options.journal().noticeChange();
    quiet.end();
  }

  // ── History ────────────────────────────────────────────────────────────────────────────────────────────────────

  async #list(): Promise<CallOutput<'import.list'>> {
    // The formats are the thread's: here they are read when the history is looked at, not at every start.
    const { FORMATS } = await import('../registry.ts');
    const formats = new Map(FORMATS.map(({ id, broker, report }) => [id, `${broker} · ${report}`]));
    return this.#options.journal().read((db) => {
      const names = new Map(listAccounts(db).map(({ id, name }) => [id, name]));
      return listImports(db, null, MOST_LISTED).map(({ fileHash: _hash, ...record }) => ({ ...record, format: formats.get(record.format) ?? 'Columns assigned', accountName: names.get(record.accountId) ?? record.accountId }));
    });
  }

  #rejections(importId: number): CallOutput<'import.rejections'> {
    return this.#options.journal().read((db) => {
      if (findImport(db, importId) === null) throw new JournalError('not-found', 'There is no such import.', { field: 'importId' });
      return rejectionsOf(db, importId).map(({ line, reason, raw }) => ({ line, reason, text: raw }));
    });
  }
}
