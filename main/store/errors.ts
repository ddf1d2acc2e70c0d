/** What can go wrong with the journal's file, as codes that a caller can act on. */

export type StoreErrorCode =
  | 'store-damaged' // the file is not a sound database
  | 'store-newer' // a later version of Holdfast wrote it
  | 'store-foreign' // a sound database, but not a journal of Holdfast
  | 'store-read-only' // the file or its folder cannot be written
  | 'store-full' // the disk is full; nothing of the change was kept
  | 'store-locked' // another process writes this journal
  | 'store-missing'; // there is no journal to read

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** SQLite's own result codes, by prefix: extended codes carry a suffix (SQLITE_READONLY_DBMOVED). */
const MEANINGS: readonly (readonly [prefix: string, code: StoreErrorCode, message: string])[] = [
  ['SQLITE_FULL', 'store-full', 'The disk is full. Nothing of this change was saved; free some space and try again.'],
  ['SQLITE_READONLY', 'store-read-only', 'The journal cannot be written: its file or folder is read-only.'],
  ['SQLITE_PERM', 'store-read-only', 'The journal cannot be written: its file or folder is read-only.'],
  ['SQLITE_CANTOPEN', 'store-read-only', 'The journal cannot be opened for writing: check the permissions of its folder.'],
  ['SQLITE_CORRUPT', 'store-damaged', 'Part of the journal file cannot be read: it is damaged.'],
  ['SQLITE_NOTADB', 'store-damaged', 'The journal file is not a database: it is damaged or was replaced.'],
  ['SQLITE_BUSY', 'store-locked', 'Another program is using the journal. Close it, then look again.'],
  ['SQLITE_LOCKED', 'store-locked', 'Another program is using the journal. Close it, then look again.'],
  ['SQLITE_IOERR', 'store-damaged', 'The journal file could not be read or written: the disk reports an error.'],
];

/** SQLite's result code of an error, or null when it is none of SQLite's. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

/** Turns an error of SQLite into a {@link StoreError}; every other error is returned as it is. */
export function asStoreError(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  const meaning = MEANINGS.find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`));
  return meaning === undefined ? error : new StoreError(meaning[1], meaning[2], { cause: error });
}
