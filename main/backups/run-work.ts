/** Runs a piece of work on a thread of its own. */
import type { Worker } from 'node:worker_threads';
import { JournalError } from '../journal/errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Errand, Report } from './thread.ts';
import type { Done, Work } from './work.ts';

export interface Running<T> {
  /** Rejects with JournalError; `refused` when it was cancelled. */
  readonly done: Promise<T>;
  cancel(): void;
  /** Ends it at once, wherever it is. */
  abandon(): void;
}

/**
 * @param start makes the thread of `worker.ts` with the given data
 * @param report a fault that is nobody's input: for the log
 */
export function runWork<W extends Work>(start: (errand: Errand) => Worker, work: W, progress: Checkpoint, report: (fault: unknown) => void): Running<Done[W['type']]> {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const worker = start({ work, stop });
  const done = new Promise<Done[W['type']]>((resolve, reject) => {
    worker.on('message', (message: Report) => {
      switch (message.type) {
        case 'progress':
          progress(message.done, message.total);
          return;
        case 'done':
          resolve(message.value as Done[W['type']]);
          return;
        case 'failed': {
          if (message.error === null) report(new Error(`work on the journal failed: ${message.fault}`));
          const { code, message: text, field, retry } = message.error ?? { code: 'internal' as const, message: 'This could not be done. The fault is in the log.', field: undefined, retry: undefined };
          reject(new JournalError(code, text, { field, ...(retry === undefined ? {} : { retry }) }));
        }
      }
    });
    worker.on('error', (fault) => {
      report(fault);
      reject(new JournalError('internal', 'This could not be done: its thread ended. The fault is in the log.', { retry: true }));
    });
    worker.on('exit', () => reject(new JournalError('unavailable', 'Holdfast is closing.')));
  });
  return { done, cancel: () => void Atomics.store(new Int32Array(stop), 0, 1), abandon: () => void worker.terminate() };
}
