/**
 * The thread that reads the journal and makes the reports, one after the other, so that neither the windows nor the record
 * ever wait for them. It opens the journal for reading only, for as long as it reads; what it read stays in its memory until
 * the journal changes, and the columns of an account until one of its trades does.
 */
import { parentPort } from 'node:worker_threads';
import { asJournalError, JournalError } from '../../journal/errors.ts';
import { openStore } from '../../store/open-store.ts';
import type { HeldLedger } from './history.ts';
import { makeReport } from './make-report.ts';
import type { JournalVersion, Message, Order } from './thread.ts';

/** Thrown by a checkpoint when nobody waits for the report any more. */
class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Progress is for eyes: more often than this would be noise. */
const TELL_EVERY_MS = 80;

const port = parentPort;
if (port === null) throw new Error('the report worker runs as a thread');

let held: JournalVersion | null = null;
let memory = new Map<string, unknown>();
let ledgers = new Map<string, HeldLedger>();

const say = (message: Message): void => port.postMessage(message);

port.on('message', (order: Order) => {
  const { job, question, journal, now } = order;
  if (held?.path !== journal.path || held.opening !== journal.opening) {
    memory = new Map();
    ledgers = new Map();
  } else if (held.revision !== journal.revision) {
    memory = new Map();
  }
  held = journal;
  const stop = new Int32Array(order.stop);
  let told = performance.now();
  const checkpoint = (done: number, total: number): void => {
    if (Atomics.load(stop, 0) !== 0) throw new Cancelled();
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    say({ type: 'progress', job, done, total });
  };
  try {
    const report = makeReport(question, {
      open(read) {
        const store = openStore({ path: journal.path, mode: 'read', owner: 'reports' });
        try {
          return store.snapshot(read);
        } finally {
          store.close();
        }
      },
      memory, ledgers, now, checkpoint,
    });
    say({ type: 'made', job, report });
  } catch (thrown) {
    const error = asJournalError(thrown);
    const known = error instanceof JournalError ? { code: error.code, message: error.message, ...(error.field === undefined ? {} : { field: error.field }) } : null;
    const cancelled = error instanceof Cancelled ? { code: 'refused' as const, message: CANCELLED } : null;
    say({ type: 'failed', job, error: known ?? cancelled, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

const CANCELLED = 'The report was cancelled.';
