/** What the main process and the thread that reads files and writes imports say to each other. */
import type { ImportAnswers, ImportOutcome, ImportPreview, ImportTarget, UndoneImport } from '../../../preload/contract/imports.ts';
import type { CallError } from '../../../preload/contract/result.ts';

/** A file where it lies, and what it is called. */
export interface FileRef {
  readonly path: string;
  readonly name: string;
}

/** The journal that the main process has open, with the writer's lock. */
export interface OpenJournal {
  readonly folder: string;
  readonly profile: 'real' | 'demo';
}

export type Work =
  | { readonly type: 'preview'; readonly file: FileRef; readonly accountId: string | null; readonly each: boolean; readonly answers: ImportAnswers }
  | { readonly type: 'import'; readonly file: FileRef; readonly target: ImportTarget; readonly answers: ImportAnswers }
  | { readonly type: 'undo'; readonly importId: number };

export interface Order {
  readonly work: Work;
  readonly journal: OpenJournal;
  /** The trusted time, in milliseconds. */
  readonly now: number;
  /** One 32-bit number, shared: anything but 0 means that the work is to stop. */
  readonly stop: SharedArrayBuffer;
}

/** The main process's word that nobody else writes now. */
export interface Granted {
  readonly type: 'write';
}

export type WorkResult = ImportPreview | ImportOutcome | UndoneImport;

export type Message =
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly fills: number }
  /** Waits for {@link Granted}. */
  | { readonly type: 'ready-to-write' }
  | { readonly type: 'written' }
  | { readonly type: 'made'; readonly result: WorkResult }
  | { readonly type: 'failed'; readonly error: CallError | null; readonly fault: string };
