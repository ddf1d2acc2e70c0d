/** The thread that copies, checks, locks and exports whole journals, so that neither the windows nor the record wait for it. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { asJournalError, JournalError } from '../journal/errors.ts';
import { Cancelled } from './checkpoint.ts';
import type { Errand, Report } from './thread.ts';
import { doWork } from './work.ts';

/** Progress is for eyes: more often than this would be noise. */
const TELL_EVERY_MS = 80;

if (parentPort === null) throw new Error('the backup worker runs as a thread');
void run(workerData as Errand, parentPort);

async function run({ work, stop: shared }: Errand, port: MessagePort): Promise<void> {
  const stop = new Int32Array(shared);
  const say = (report: Report): void => port.postMessage(report);
  let told = performance.now();
  try {
    const value = await doWork(work, (done, total) => {
      if (Atomics.load(stop, 0) !== 0) throw new Cancelled();
      if (performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      say({ type: 'progress', done, total });
    });
    say({ type: 'done', value });
  } catch (thrown) {
    const error = asJournalError(thrown);
    const known = error instanceof JournalError ? { code: error.code, message: error.message, ...(error.field === undefined ? {} : { field: error.field }), ...(error.retry === undefined ? {} : { retry: error.retry }) } : null;
    const cancelled = error instanceof Cancelled ? { code: 'refused' as const, message: 'Cancelled. Nothing was changed.' } : null;
    say({ type: 'failed', error: known ?? cancelled, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
