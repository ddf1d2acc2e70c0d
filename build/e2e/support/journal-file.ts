/** Looks into a journal's file from outside, while the app has it open. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface Contents {
  /** Entries of the decision log. */
  readonly events: number;
  /** Of every row of every table but the search's, which follow from the others when there is time for it. */
  readonly digest: string;
}

export function journalContents(data: string): Contents {
  return read(data, (db) => {
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%' ORDER BY name").pluck().all() as string[];
    const hash = createHash('sha256');
    for (const table of tables) {
      hash.update(table);
      for (const row of db.prepare(`SELECT * FROM "${table}"`).raw().iterate()) hash.update(JSON.stringify(row));
    }
    return { events: db.prepare('SELECT count(*) FROM decision_log').pluck().get() as number, digest: hash.digest('hex') };
  });
}

/** The payloads of the log's entries of one type, oldest first. */
export function loggedEvents(data: string, type: string): Record<string, unknown>[] {
  return read(data, (db) => (db.prepare('SELECT payload FROM decision_log WHERE type = ? ORDER BY seq').pluck().all(type) as string[]).map((text) => JSON.parse(text) as Record<string, unknown>));
}

function read<T>(data: string, work: (db: Database.Database) => T): T {
  const db = new Database(join(data, 'journal.db'), { readonly: true });
  try {
    return work(db);
  } finally {
    db.close();
  }
}
