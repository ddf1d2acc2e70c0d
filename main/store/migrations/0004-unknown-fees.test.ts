import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlOf } from '../executor.ts';
import { brokenReferences, openStore } from '../open-store.ts';
import { temporaryFolder } from '../testing.ts';
import { insertFill, tradeFills } from '../trades.ts';
import { unknownFees } from './0004-unknown-fees.ts';
import { migrations } from './index.ts';

describe('migration 4', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(unknownFees.sql).digest('hex')).toMatchInlineSnapshot(`"1956c3277bbf1b5ad75579c06730625c93db44d6d8b5b35614e8498a065ff77f"`);
  });

  it('keeps every fill in its order, and takes fills without known fees', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const before = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.slice(0, 3) });
    before.transaction((tx) => {
      for (const statement of [
        "INSERT INTO session_calendars VALUES ('cme', 'CME', 'America/Chicago', 1020, 960, 1)",
        "INSERT INTO instruments VALUES ('MES', 'Micro', 'future', '0.25', '5', 'USD', '1', 2, 'cme')",
        "INSERT INTO accounts VALUES ('a', 'Main', 'B', 'USD', 'America/New_York', 100, NULL, NULL, 1)",
        `INSERT INTO trades VALUES ('t1', 'a', NULL, '2026-11-20', NULL, 'MES', 'long', 'open', 'USD', '5', '2', '1', 10, NULL, '6000', '6001', NULL, '[]', NULL, NULL, NULL, 0, NULL, 500, 62, 438, NULL, NULL, NULL, NULL,
          NULL, NULL, NULL, '', '', 'typed', NULL, 'all', NULL, NULL, NULL)`,
        "INSERT INTO fills VALUES ('z', 't1', 'a', 'MES', 10, 'entry', '2', '6000', 0, 'USD', 'typed')",
        "INSERT INTO fills VALUES ('y', 't1', 'a', 'MES', 10, 'exit', '1', '6001', 62, 'USD', 'typed')",
      ]) tx.run(sqlOf(statement));
    });
    before.close();
    const store = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.slice(0, 4) });
    try {
      store.transaction((tx) => insertFill(tx, { id: 'x', tradeId: 't1', accountId: 'a', symbol: 'MES', at: 10, action: 'exit', quantity: '1', price: '6002', fees: null, currency: 'USD', provenance: 'typed' }));
      expect(tradeFills(store, 't1').map(({ id, fees }) => [id, fees])).toEqual([['z', 0], ['y', 62], ['x', null]]);
      expect(brokenReferences(store)).toBe(0);
      expect(() => store.transaction((tx) => tx.run(sqlOf("DELETE FROM fills WHERE id = 'x'")))).toThrow(/typed fill/);
      expect(() => store.transaction((tx) => tx.run(sqlOf("UPDATE fills SET fees = 1")))).toThrow(/cannot be changed/);
    } finally {
      store.close();
    }
  });
});
