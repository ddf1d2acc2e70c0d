/**
 * The thread that reads files and writes imports, so that neither the windows nor the desk ever wait for a file. One order a
 * thread: its memory goes with it. It has a connection of its own to the journal that the main process holds; before it writes
 * it asks, and nobody else writes until it says that it is done.
 */
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { asJournalError, JournalError } from '../../journal/errors.ts';
import { Journal } from '../../journal/journal.ts';
import type { Message, Order } from './thread.ts';
import { carryOut } from './work.ts';

/** Progress is for eyes: more often than this would be noise. */
const TELL_EVERY_MS = 80;

const port = parentPort;
if (port === null) throw new Error('the import worker runs as a thread');
const say = (message: Message): void => port.postMessage(message);

port.once('message', (order: Order) => {
  void answer(order).finally(() => port.close());
});

async function answer({ work, journal: { folder, profile }, now, stop }: Order): Promise<void> {
  const stopped = new Int32Array(stop);
  const controller = new AbortController();
  let told = 0;
  const journal = new Journal({ folder, profile, clock: { now: () => now, monotonic: () => performance.now() }, owner: 'import', durable: profile === 'real', lockHeld: true });
  try {
    const result = await carryOut(work, journal, {
      signal: controller.signal,
      onProgress(done, total, fills) {
        if (Atomics.load(stopped, 0) !== 0) controller.abort();
        if (performance.now() - told < TELL_EVERY_MS) return;
        told = performance.now();
        say({ type: 'progress', done, total, fills });
      },
      async beforeWriting() {
        if (Atomics.load(stopped, 0) !== 0) throw new JournalError('refused', 'The import was cancelled. Nothing was written.');
        const granted = once(port as NonNullable<typeof port>, 'message');
        say({ type: 'ready-to-write' });
        await granted;
      },
    }, () => say({ type: 'written' }));
    say({ type: 'made', result });
  } catch (thrown) {
    const error = asJournalError(thrown);
    const known = error instanceof JournalError ? { code: error.code, message: error.message, ...(error.field === undefined ? {} : { field: error.field }) } : null;
    say({ type: 'failed', error: known, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    journal.close();
  }
}
