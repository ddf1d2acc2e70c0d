import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sqlOf } from '../executor.ts';
import { openStore } from '../open-store.ts';
import { insertTradeRow, temporaryFolder } from '../testing.ts';
import { tradeChanges } from '../trade-changes.ts';
import { tradeCounts } from '../trade-counts.ts';
import { migrations } from './index.ts';

it('counts what was there before, and counts on', () => {
  const path = join(temporaryFolder(), 'journal.db');
  const before = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.filter(({ version }) => version < 6) });
  before.transaction((tx) => {
    for (const id of ['1', '2', '3']) insertTradeRow(tx, id, { status: 'closed', session_date: '2026-11-20', currency: 'USD', costs_known: id === '3' ? 'some' : 'all' });
  });
  before.close();
  const store = openStore({ path, mode: 'write', owner: 'test' });
  const closed = { accountId: 'a', statuses: ['closed'], from: null, to: null } as const;
  expect(tradeCounts(store, closed)).toEqual({ trades: 3, costsUnknown: 1 });
  expect(tradeCounts(store, closed, 'EUR')).toEqual({ trades: 0, costsUnknown: 0 });
  expect(tradeChanges(store, 'a')).toBe(0);
  store.transaction((tx) => insertTradeRow(tx, '4', { status: 'closed', session_date: '2026-11-23', currency: 'USD', costs_known: 'all' }));
  expect(tradeCounts(store, closed)).toEqual({ trades: 4, costsUnknown: 1 });
  expect(tradeCounts(store, { ...closed, from: '2026-11-21' })).toEqual({ trades: 1, costsUnknown: 0 });
  expect(tradeChanges(store, 'a')).toBe(1);
  // Rows are read where they lie: no table of trades is looked through.
  const plan = store.all<{ detail: string }>(sqlOf("EXPLAIN QUERY PLAN SELECT sum(trades) FROM trade_counts WHERE account_id = 'a' AND status IN ('open', 'closed') AND session_date >= '2026-01-01'"));
  expect(plan.map(({ detail }) => detail).join()).toMatch(/SEARCH trade_counts USING PRIMARY KEY/);
  store.close();
});
