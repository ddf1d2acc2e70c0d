import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlOf } from '../executor.ts';
import { openStore } from '../open-store.ts';
import { temporaryFolder, temporaryStore } from '../testing.ts';
import { criteria } from './0008-criteria.ts';
import { migrations } from './index.ts';

const ACCOUNT = "INSERT INTO accounts VALUES ('a', 'Main', 'B', 'USD', 'America/New_York', 100, NULL, NULL, 1)";

describe('migration 8', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(criteria.sql).digest('hex')).toMatchInlineSnapshot(`"34156d0b0357ab751ca233fa508a94f3138a50ac79f01b9f5c376db7f0295c66"`);
  });

  it('has pictures that were there before found by their name', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const before = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.filter(({ version }) => version < criteria.version) });
    before.transaction((tx) => {
      for (const statement of [
        ACCOUNT,
        "INSERT INTO pictures VALUES ('h', 'image/png', 1, 1, 1, x'00')",
        "INSERT INTO attachments VALUES ('p', 'a', 'day', '2026-11-20', 'h', 'open drive.png', '', 1, NULL), ('q', 'a', 'day', '2026-11-21', 'h', 'gone.png', '', 1, 2)",
        'DELETE FROM search_stale',
      ]) tx.run(sqlOf(statement));
    });
    before.close();
    const store = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.filter(({ version }) => version <= criteria.version) });
    expect(store.all(sqlOf('SELECT * FROM search_stale'))).toEqual([{ subject: 'day', account_id: 'a', subject_id: '2026-11-20' }]);
    store.close();
  });

  it('keeps one word for each criterion of a trade, met or not', () => {
    const store = temporaryStore({ durable: false });
    const run = (statement: string): number => store.transaction((tx) => tx.run(sqlOf(statement)));
    run(ACCOUNT);
    run("INSERT INTO criteria_said VALUES ('a', 't', 'Candle closed', 1, 1)");
    expect(() => run("INSERT INTO criteria_said VALUES ('a', 't', 'Candle closed', 0, 2)")).toThrow(/UNIQUE/);
    expect(() => run("INSERT INTO criteria_said VALUES ('a', 't', 'Volume', 2, 1)")).toThrow(/CHECK/);
    const plan = store.all(sqlOf<{ detail: string }>("EXPLAIN QUERY PLAN SELECT criterion, met FROM criteria_said WHERE account_id = 'a' AND trade_id IN ('t')"));
    expect(plan.map(({ detail }) => detail).join()).toContain('USING PRIMARY KEY (account_id=? AND trade_id=?)');
  });
});
