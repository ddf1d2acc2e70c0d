import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlOf } from '../executor.ts';
import { openStore } from '../open-store.ts';
import { temporaryFolder, temporaryStore } from '../testing.ts';
import { notebook } from './0005-notebook.ts';
import { migrations } from './index.ts';

const ACCOUNT = [
  "INSERT INTO session_calendars VALUES ('cme', 'CME', 'America/Chicago', 1020, 960, 1)",
  "INSERT INTO instruments VALUES ('MES', 'Micro', 'future', '0.25', '5', 'USD', '1', 2, 'cme')",
  "INSERT INTO accounts VALUES ('a', 'Main', 'B', 'USD', 'America/New_York', 100, NULL, NULL, 1)",
];

function tradeWith(id: string, note: string): string {
  return `INSERT INTO trades (id, account_id, session_date, symbol, side, status, currency, point_value, quantity, open_quantity, entry_at, entry_price, targets_json, overridden, gross_pnl, fees, net_pnl, note, lesson, provenance, costs_known)
    VALUES ('${id}', 'a', '2026-11-20', 'MES', 'long', 'closed', 'USD', '5', '1', '0', 10, '6000', '[]', 0, 0, 0, 0, '${note}', '', 'typed', 'all')`;
}

describe('migration of the notebook', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(notebook.sql).digest('hex')).toMatchInlineSnapshot(`"fe1d0b92da5619244e4736a0ae8c23eb557e448a4e1233340a7a7314f8ff57c9"`);
  });

  it('has what was written before found as well', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const before = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.filter(({ version }) => version < notebook.version) });
    before.transaction((tx) => [...ACCOUNT, tradeWith('t1', 'at the level'), tradeWith('t2', '')].forEach((statement) => tx.run(sqlOf(statement))));
    before.close();
    const store = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.filter(({ version }) => version <= notebook.version) });
    expect(store.all(sqlOf('SELECT * FROM search_stale'))).toEqual([{ subject: 'trade', account_id: 'a', subject_id: 't1' }]);
    store.close();
  });

  it('notes what has to be indexed again, and nothing else', () => {
    const store = temporaryStore({ durable: false });
    const stale = (...statements: string[]): unknown[] =>
      store.transaction((tx) => {
        tx.run(sqlOf('DELETE FROM search_stale'));
        for (const statement of statements) tx.run(sqlOf(statement));
        return tx.all<{ subject: string; subject_id: string }>(sqlOf('SELECT subject, subject_id FROM search_stale')).map(({ subject, subject_id: id }) => `${subject} ${id}`);
      });
    stale(...ACCOUNT);
    expect(stale(tradeWith('t1', ''))).toEqual([]);
    expect(stale(tradeWith('t2', 'words'))).toEqual(['trade t2']);
    expect(stale("UPDATE trades SET net_pnl = 5, note = note, status = 'open' WHERE id = 't1'")).toEqual([]);
    expect(stale("UPDATE trades SET lesson = 'wait' WHERE id = 't1'")).toEqual(['trade t1']);
    expect(stale("UPDATE trades SET setup = 'Pullback' WHERE id = 't1'")).toEqual(['trade t1']);
    expect(stale("UPDATE trades SET replaces = 't2' WHERE id = 't1'", "UPDATE trades SET status = 'replaced' WHERE id = 't2'")).toEqual(['trade t1', 'trade t2']);
    expect(stale("INSERT INTO labels VALUES ('l', 'tag', 'A+', 'a+', 1)")).toEqual([]);
    expect(stale("INSERT INTO label_uses VALUES ('l', 'a', 'trade', 't2', 1)")).toEqual(['trade t1', 'trade t2']);
    expect(stale("UPDATE labels SET name = 'A' WHERE id = 'l'")).toEqual(['trade t2']);
    expect(stale("DELETE FROM label_uses")).toEqual(['trade t1', 'trade t2']);
    expect(stale("INSERT INTO setups VALUES ('s', 'Pullback', '', '[]', '', 0, 1, 1)")).toEqual(['setup s']);
    expect(stale("INSERT INTO pictures VALUES ('h', 'image/png', 1, 1, 1, x'00')", "INSERT INTO attachments VALUES ('p', 'a', 'day', '2026-11-20', 'h', 'n', '', 1, NULL)")).toEqual(['day 2026-11-20']);
    expect(stale("UPDATE attachments SET caption = 'c'")).toEqual(['day 2026-11-20']);
  });

  it('keeps every version of a daily note', () => {
    const store = temporaryStore({ durable: false });
    store.transaction((tx) => {
      for (const statement of ACCOUNT) tx.run(sqlOf(statement));
      tx.run(sqlOf("INSERT INTO decision_log VALUES (1, NULL, 1, 'daily-note-kept', '{}', '', 'x')"));
      tx.run(sqlOf("INSERT INTO daily_notes VALUES (1, 'a', '2026-11-20', 'calm', 1)"));
    });
    expect(() => store.transaction((tx) => tx.run(sqlOf("UPDATE daily_notes SET text = 'other'")))).toThrow(/cannot be changed/);
    expect(() => store.transaction((tx) => tx.run(sqlOf('DELETE FROM daily_notes')))).toThrow(/cannot be deleted/);
  });

  it('answers the hot queries from an index', () => {
    const store = temporaryStore();
    const plan = (text: string): string => store.all<{ detail: string }>(sqlOf(`EXPLAIN QUERY PLAN ${text}`)).map((row) => row.detail).join('; ');
    expect(plan("SELECT * FROM label_uses WHERE account_id = 'a' AND subject = 'trade' AND subject_id IN (SELECT value FROM json_each('[]'))")).toMatch(/USING (COVERING )?INDEX label_uses_by_subject/);
    expect(plan("SELECT * FROM attachments WHERE account_id = 'a' AND subject = 'day' AND subject_id = 'x' AND removed_at IS NULL")).toMatch(/USING INDEX attachments_by_subject/);
    expect(plan("SELECT text FROM daily_notes WHERE account_id = 'a' AND session_date = 'x' ORDER BY seq DESC LIMIT 1")).toMatch(/^SEARCH daily_notes USING INDEX daily_notes_by_date \(account_id=\? AND session_date=\?\)$/);
    expect(plan("SELECT max(session_date) FROM trades WHERE account_id = 'a' AND session_date < 'x'")).toMatch(/^SEARCH trades USING COVERING INDEX trades_by_date/);
    expect(plan("SELECT id FROM trades WHERE id IN (SELECT value FROM json_each('[]')) AND +account_id = 'a' AND status IN ('open', 'closed')")).toMatch(/^SEARCH trades USING INDEX sqlite_autoindex_trades_1 \(id=\?\)/);
    // "=" is a document looked up by its number, "M" the words that are looked for in it.
    expect(plan("SELECT 1 FROM json_each('[]') AS chosen CROSS JOIN search ON search.rowid = chosen.value WHERE search MATCH 'x'")).toMatch(/SCAN search VIRTUAL TABLE INDEX 0:=/);
    expect(plan("SELECT rowid FROM trades WHERE account_id = 'a' AND symbol = 'MES' LIMIT 10")).toMatch(/^SEARCH trades USING COVERING INDEX trades_by_symbol/);
  });
});
