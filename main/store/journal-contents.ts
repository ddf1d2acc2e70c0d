/** What a journal holds, in a few figures: for a person who decides whether this is the one. */
import { query, type Executor } from './executor.ts';
import { openStore } from './open-store.ts';

export interface JournalContents {
  readonly accounts: readonly string[];
  readonly sessions: number;
  readonly tickets: number;
  /** Trades that count: not the typed ones that an imported one stands for. */
  readonly trades: number;
  readonly events: number;
  /** Session dates of the first and the last session or trade; null of an empty journal. */
  readonly firstSession: string | null;
  readonly lastSession: string | null;
  /** When the last entry of the log was made. */
  readonly lastEntryAt: number | null;
}

export function journalContents(db: Executor): JournalContents {
  const count = (table: 'sessions' | 'tickets' | 'decision_log'): number => db.first(query.selectFrom(table).select((row) => row.fn.countAll<number>().as('n')))?.n ?? 0;
  const traded = db.first(query.selectFrom('trades').where('status', '!=', 'replaced').select((row) => [row.fn.countAll<number>().as('n'), row.fn.min('session_date').as('first'), row.fn.max('session_date').as('last')]));
  const prepared = db.first(query.selectFrom('sessions').select((row) => [row.fn.min('date').as('first'), row.fn.max('date').as('last')]));
  const dates = [traded?.first, traded?.last, prepared?.first, prepared?.last].filter((date) => typeof date === 'string').toSorted();
  return {
    accounts: db.all(query.selectFrom('accounts').select('name').orderBy('created_at').orderBy('id')).map(({ name }) => name),
    sessions: count('sessions'), tickets: count('tickets'), trades: traded?.n ?? 0, events: count('decision_log'),
    firstSession: dates[0] ?? null, lastSession: dates.at(-1) ?? null,
    lastEntryAt: db.first(query.selectFrom('decision_log').select('at').orderBy('seq', 'desc').limit(1))?.at ?? null,
  };
}

/** Of a file that nobody else is writing. */
export function contentsOfFile(path: string): JournalContents {
  const store = openStore({ path, mode: 'read', owner: 'preview' });
  try {
    return store.snapshot(journalContents);
  } finally {
    store.close();
  }
}
