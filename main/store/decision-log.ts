/**
 * The decision log: append-only, each entry sealed to the one before it.
 *
 * hash = SHA-256 over the JSON array [previous hash, seq, session id, at, type, payload text]. The payload enters as the
 * text that is stored, so that a change of any byte shows, not only a change of meaning.
 */
import { createHash } from 'node:crypto';
import { query, type Executor } from './executor.ts';
import type { DecisionLogRow } from './tables.ts';

export interface NewEntry {
  readonly sessionId: string | null;
  readonly at: number;
  readonly type: string;
  /** Canonical JSON. */
  readonly payload: string;
}

export interface LogEntry extends NewEntry {
  readonly seq: number;
}

export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

export function logHead(db: Executor): LogHead {
  return db.first(query.selectFrom('log_head').select(['seq', 'hash'])) ?? { seq: 0, hash: '' };
}

/** Appends entries in order. @returns the sequence number of each. */
export function appendEntries(db: Executor, entries: readonly NewEntry[]): number[] {
  let { seq, hash } = logHead(db);
  const numbers: number[] = [];
  for (const entry of entries) {
    seq += 1;
    const previous = hash;
    hash = entryHash(previous, { ...entry, seq });
    db.run(
      query.insertInto('decision_log').values({ seq, session_id: entry.sessionId, at: entry.at, type: entry.type, payload: entry.payload, prev_hash: previous, hash }),
    );
    numbers.push(seq);
  }
  return numbers;
}

/** Entries of one session from `afterSeq` on, in order. */
export function sessionEntries(db: Executor, sessionId: string, afterSeq = 0): LogEntry[] {
  return db.all(query.selectFrom('decision_log').selectAll().where('session_id', '=', sessionId).where('seq', '>', afterSeq).orderBy('seq')).map(toEntry);
}

/** All entries in order, one at a time. */
export function* allEntries(db: Executor): IterableIterator<LogEntry> {
  for (const row of db.each(query.selectFrom('decision_log').selectAll().orderBy('seq'))) yield toEntry(row);
}

/** The last entries, newest first. */
export function latestEntries(db: Executor, limit: number, filter: { readonly type?: string; readonly sessionId?: string } = {}): LogEntry[] {
  let select = query.selectFrom('decision_log').selectAll().orderBy('seq', 'desc').limit(limit);
  if (filter.type !== undefined) select = select.where('type', '=', filter.type);
  if (filter.sessionId !== undefined) select = select.where('session_id', '=', filter.sessionId);
  return db.all(select).map(toEntry);
}

export interface ChainResult {
  readonly events: number;
  /** Sequence number of the first entry that is not what was written, or null. One past the end when the end is missing. */
  readonly brokenAt: number | null;
}

/** Recomputes every hash. `visit` sees each entry of the unbroken part. */
export function verifyChain(db: Executor, visit: (entry: LogEntry) => void = () => undefined): ChainResult {
  let events = 0;
  let hash = '';
  let brokenAt: number | null = null;
  for (const row of db.each(query.selectFrom('decision_log').selectAll().orderBy('seq'))) {
    events += 1;
    if (brokenAt !== null) continue;
    const entry = toEntry(row);
    if (row.seq !== events || row.prev_hash !== hash || row.hash !== entryHash(hash, entry)) {
      brokenAt = events;
      continue;
    }
    hash = row.hash;
    visit(entry);
  }
  const head = logHead(db);
  if (brokenAt === null && (head.seq !== events || head.hash !== hash)) brokenAt = events + 1;
  return { events, brokenAt };
}

function entryHash(previous: string, entry: LogEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([previous, entry.seq, entry.sessionId, entry.at, entry.type, entry.payload]))
    .digest('hex');
}

function toEntry(row: DecisionLogRow): LogEntry {
  return { seq: row.seq, sessionId: row.session_id, at: row.at, type: row.type, payload: row.payload };
}
