import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { allEntries, appendEntries, latestEntries, logHead, sessionEntries, verifyChain, type NewEntry } from './decision-log.ts';
import { openStore, type Store } from './open-store.ts';
import { temporaryStore } from './testing.ts';

const entries: NewEntry[] = Array.from({ length: 12 }, (_, n) => ({ sessionId: null, at: 1_000 + n, type: n % 2 === 0 ? 'even' : 'odd', payload: JSON.stringify({ n, text: 'ü €' }) }));

function filled(): Store {
  const store = temporaryStore();
  store.transaction((tx) => appendEntries(tx, entries));
  return store;
}

/** Changes the file behind the store's back, as an editor of databases would: triggers dropped first. */
function tamper(store: Store, sql: string): void {
  const db = new Database(store.path);
  db.pragma('foreign_keys = OFF');
  for (const name of ['decision_log_no_update', 'decision_log_no_delete', 'decision_log_in_order', 'decision_log_head']) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  db.close();
}

describe('the decision log', () => {
  it('numbers entries without gaps and reads them back', () => {
    const store = filled();
    expect(store.transaction((tx) => appendEntries(tx, entries.slice(0, 2)))).toEqual([13, 14]);
    expect([...allEntries(store)].map((entry) => entry.seq)).toEqual(Array.from({ length: 14 }, (_, n) => n + 1));
    expect(latestEntries(store, 2, { type: 'odd' }).map((entry) => entry.seq)).toEqual([14, 12]);
    expect(sessionEntries(store, 'nobody')).toEqual([]);
    expect(logHead(store).seq).toBe(14);
  });

  it('is intact when nobody touched it, empty too', () => {
    expect(verifyChain(temporaryStore())).toEqual({ events: 0, brokenAt: null });
    expect(verifyChain(filled())).toEqual({ events: 12, brokenAt: null });
  });

  it.each([
    'UPDATE decision_log SET payload = payload WHERE seq = 3',
    'DELETE FROM decision_log WHERE seq = 12',
    "INSERT INTO decision_log (seq, at, type, payload, prev_hash, hash) VALUES (20, 0, '', '', '', '')",
    "INSERT OR REPLACE INTO decision_log (seq, at, type, payload, prev_hash, hash) VALUES (4, 0, '', '', '', '')",
  ])('refuses %s', (sql) => {
    const store = filled();
    const db = new Database(store.path);
    expect(() => db.exec(sql)).toThrow(/the decision log/);
    db.close();
    expect(verifyChain(store).brokenAt).toBeNull();
  });

  it('shows a change of any byte of any entry, at that entry', () => {
    const store = filled();
    const rows = entries.length;
    const before = new Database(store.path, { readonly: true });
    const original = before.prepare('SELECT * FROM decision_log ORDER BY seq').all() as { seq: number; at: number; type: string; payload: string; prev_hash: string; hash: string }[];
    before.close();
    tamper(store, '');
    const db = new Database(store.path);
    let tried = 0;
    for (const row of original) {
      for (const column of ['type', 'payload', 'prev_hash', 'hash'] as const) {
        const bytes = Buffer.from(row[column]);
        for (let index = 0; index < bytes.length; index += 1) {
          const changed = Buffer.from(bytes);
          // Stays valid text: the lowest bit of a letter, a digit or a mark.
          if ((changed[index] ?? 0x80) >= 0x80) continue;
          changed[index] = (changed[index] ?? 0) ^ 1;
          db.prepare(`UPDATE decision_log SET ${column} = ? WHERE seq = ?`).run(changed.toString(), row.seq);
          const result = verifyChain(store);
          expect({ ...result, column, index }).toEqual({ events: rows, brokenAt: row.seq, column, index });
          db.prepare(`UPDATE decision_log SET ${column} = ? WHERE seq = ?`).run(row[column], row.seq);
          tried += 1;
        }
      }
      db.prepare('UPDATE decision_log SET at = at + 1 WHERE seq = ?').run(row.seq);
      expect(verifyChain(store).brokenAt).toBe(row.seq);
      db.prepare('UPDATE decision_log SET at = at - 1 WHERE seq = ?').run(row.seq);
    }
    db.close();
    expect(tried).toBeGreaterThan(1_000);
    expect(verifyChain(store)).toEqual({ events: rows, brokenAt: null });
  });

  it('shows entries that were taken out, at the place where they were', () => {
    const middle = filled();
    tamper(middle, 'DELETE FROM decision_log WHERE seq = 5');
    expect(verifyChain(middle)).toEqual({ events: 11, brokenAt: 5 });
    const end = filled();
    tamper(end, 'DELETE FROM decision_log WHERE seq > 10');
    expect(verifyChain(end)).toEqual({ events: 10, brokenAt: 11 });
    const start = filled();
    tamper(start, 'DELETE FROM decision_log WHERE seq = 1');
    expect(verifyChain(start)).toEqual({ events: 11, brokenAt: 1 });
    const all = filled();
    tamper(all, 'DELETE FROM decision_log');
    expect(verifyChain(all)).toEqual({ events: 0, brokenAt: 1 });
  });

  it('does not grow on a log whose end was cut off', () => {
    const store = filled();
    tamper(store, 'DELETE FROM decision_log WHERE seq > 10');
    const reopened = openStore({ path: store.path, mode: 'read', owner: 'test' });
    expect(verifyChain(reopened).brokenAt).toBe(11);
    reopened.close();
  });
});
