import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { positionsOf } from '../imported-trades.ts';
import { sqlOf } from '../executor.ts';
import { openStore } from '../open-store.ts';
import { temporaryFolder } from '../testing.ts';
import { statedPositions } from './0009-stated-positions.ts';
import { migrations } from './index.ts';

describe('migration 9', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(statedPositions.sql).digest('hex')).toMatchInlineSnapshot(`"ab640a25559f35f1e8ad22ecfe65422fd6c849992c332a646247592e1116397d"`);
  });

  it('leaves open what the platform states of positions that were there before', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const before = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.filter(({ version }) => version < statedPositions.version) });
    before.transaction((tx) => {
      for (const statement of [
        "INSERT INTO accounts VALUES ('a', 'Main', 'B', 'USD', 'America/New_York', 100, NULL, NULL, 1)",
        "INSERT INTO books (id, account_id, broker_account, contract) VALUES (1, 'a', '', 'MESZ6')",
        "INSERT INTO imported_positions (book_id, symbol, position, entry_at, entry_price) VALUES (1, 'MES', '-2', 5, '6000')",
      ]) tx.run(sqlOf(statement));
    });
    before.close();
    const store = openStore({ path, mode: 'write', owner: 'test', migrations: migrations.filter(({ version }) => version <= statedPositions.version) });
    expect(positionsOf(store, 'a')).toEqual([{ bookId: 1, symbol: 'MES', position: '-2', entryAt: 5, entryPrice: '6000', stated: null, brokerAccount: '' }]);
    store.close();
  });
});
