/** Whether a database file is whole. */
import type Database from 'better-sqlite3';
import { asStoreError, StoreError } from './errors.ts';

/**
 * Up to this size the whole file is checked at every start: some 30 ms at a thousand MB a second. Above it the start checks
 * the schema and both ends of the decision log, and every page is checked when the daily backup is verified.
 */
export const FULL_CHECK_MAX_BYTES = 32 * 1024 * 1024;

/** Reads every page and the structure of every table. Throws `store-damaged` with SQLite's first complaint. */
export function checkEveryPage(db: Database.Database): void {
  complain(() => {
    const [row] = db.pragma('quick_check(1)') as { quick_check: string }[];
    return row?.quick_check === 'ok' ? null : (row?.quick_check ?? 'no answer');
  });
}

/** The schema parses and the log's first and last rows are where they should be. */
export function checkEnds(db: Database.Database): void {
  complain(() => {
    const head = db.prepare('SELECT seq, hash FROM log_head').get() as { seq: number; hash: string } | undefined;
    const last = db.prepare('SELECT seq, hash FROM decision_log ORDER BY seq DESC LIMIT 1').get() as { seq: number; hash: string } | undefined;
    const first = db.prepare('SELECT seq FROM decision_log ORDER BY seq LIMIT 1').get() as { seq: number } | undefined;
    if (head === undefined) return 'the head of the decision log is missing';
    if ((last?.seq ?? 0) !== head.seq || (last?.hash ?? '') !== head.hash) return 'the decision log does not end where it should';
    return first === undefined || first.seq === 1 ? null : 'the decision log does not begin at its beginning';
  });
}

function complain(check: () => string | null): void {
  let complaint: string | null;
  try {
    complaint = check();
  } catch (error) {
    throw asStoreError(error);
  }
  if (complaint !== null) throw new StoreError('store-damaged', `Part of the journal file cannot be read: it is damaged (${complaint}).`);
}
