import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlOf } from '../executor.ts';
import { brokenReferences, openStore } from '../open-store.ts';
import { temporaryFolder, temporaryStore } from '../testing.ts';
import { findTrade, tradeFills } from '../trades.ts';
import { imports } from './0003-imports.ts';
import { migrations } from './index.ts';

describe('migration 3', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(imports.sql).digest('hex')).toMatchInlineSnapshot(`"e26115ea91c1edfbe3706d7ccf5b2f6bc78721430fa458d4d8a271e0010509e5"`);
  });

  it('keeps every trade and fill of the journal before it', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const before = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.slice(0, 2) });
    before.transaction((tx) => {
      for (const statement of [
        "INSERT INTO session_calendars VALUES ('cme', 'CME', 'America/Chicago', 1020, 960, 1)",
        "INSERT INTO instruments VALUES ('MES', 'Micro', 'future', '0.25', '5', 'USD', '1', 2, 'cme')",
        "INSERT INTO accounts VALUES ('a', 'Main', 'B', 'USD', 'America/New_York', 100, NULL, NULL, 1)",
        `INSERT INTO trades VALUES ('t1', 'a', NULL, '2026-11-20', NULL, 'MES', 'long', 'closed', 'USD', '5', '1', '0', 10, 20, '6000', '6001', '5994', '[]', NULL, NULL, NULL, 0, 3000, 500, 62, 438, 146000, 900, -100, 'typed',
          NULL, NULL, NULL, 'note', 'lesson')`,
        `INSERT INTO trades VALUES ('t2', 'a', NULL, '2026-11-20', NULL, 'MES', 'short', 'open', 'USD', '5', '1', '1', 30, NULL, '6000', NULL, NULL, '[]', NULL, NULL, NULL, 0, NULL, 0, 0, 0, NULL, NULL, NULL, NULL,
          NULL, NULL, NULL, '', '')`,
        "INSERT INTO fills VALUES ('f1', 't1', 'a', 'MES', 10, 'entry', '1', '6000', 0, 'USD', 'typed')",
        "INSERT INTO fills VALUES ('f2', 't1', 'a', 'MES', 20, 'exit', '1', '6001', 62, 'USD', 'typed')",
      ]) tx.run(sqlOf(statement));
    });
    before.close();
    const store = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.slice(0, 3) });
    try {
      expect(findTrade(store, 't1')).toMatchObject({ netPnl: 438, rMicro: 146_000, note: 'note', pointValue: '5', provenance: 'typed', stopProvenance: 'ticket', costsKnown: 'all', bookId: null, replaces: null });
      expect(findTrade(store, 't2')).toMatchObject({ status: 'open', stopAmount: null, stopProvenance: null });
      expect(tradeFills(store, 't1').map(({ id, fees }) => [id, fees])).toEqual([['f1', 0], ['f2', 62]]);
      expect(brokenReferences(store)).toBe(0);
      expect(() => store.transaction((tx) => tx.run(sqlOf("DELETE FROM fills WHERE id = 'f1'")))).toThrow(/typed fill/);
      expect(() => store.transaction((tx) => tx.run(sqlOf("UPDATE fills SET price = '1'")))).toThrow(/cannot be changed/);
    } finally {
      store.close();
    }
  });

  it('answers the hot queries from an index', () => {
    const store = temporaryStore();
    const plan = (text: string): string => store.all<{ detail: string }>(sqlOf(`EXPLAIN QUERY PLAN ${text}`)).map((row) => row.detail).join('; ');
    expect(plan('SELECT * FROM imported_fills WHERE book_id = 1 AND at >= 5 ORDER BY at')).toMatch(/^SEARCH imported_fills USING INDEX imported_fills_by_book \(book_id=\? AND at>\?\)$/);
    expect(plan("SELECT * FROM tickets LEFT JOIN trades ON trades.ticket_id = tickets.id WHERE tickets.id = 'x'")).toMatch(/SEARCH trades USING INDEX trades_by_ticket \(ticket_id=\?\) LEFT-JOIN$/);
    expect(plan('SELECT * FROM trades WHERE book_id = 1 AND exit_at >= 5')).toMatch(/^SEARCH trades USING INDEX trades_by_book \(book_id=\? AND exit_at>\?\)$/);
  });
});
