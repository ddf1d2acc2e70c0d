/** What the main process and the thread that works on whole journals say to each other: one piece of work a thread. */
import type { CallError } from '../../preload/contract/result.ts';
import type { Done, Work } from './work.ts';

export interface Errand {
  readonly work: Work;
  /** One 32-bit number, shared: anything but 0 means that nobody waits any more. */
  readonly stop: SharedArrayBuffer;
}

export type Report =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly value: Done[Work['type']] }
  | { readonly type: 'failed'; readonly error: CallError | null; readonly fault: string };
