import { expect, it } from 'vitest';
import { sqlOf } from './executor.ts';
import { insertTradeRow, temporaryStore, type TradeShape } from './testing.ts';
import { changedTradeRows, tradeChanges } from './trade-changes.ts';

const closed: TradeShape = { status: 'closed', session_date: '2026-11-20', currency: 'USD', costs_known: 'all' };

it('the rows that changed since are known, whatever happened to them, until too many did', () => {
  const store = temporaryStore({ durable: false });
  const change = (text: string) => store.transaction((tx) => tx.run(sqlOf(text)));
  store.transaction((tx) => ['1', '2', '3'].forEach((id) => insertTradeRow(tx, id, closed)));
  const start = tradeChanges(store, 'a');
  expect(changedTradeRows(store, 'a', start)).toEqual(new Set());
  expect(changedTradeRows(store, 'a', 0)).toEqual(new Set([1, 2, 3]));
  change("UPDATE trades SET note = 'late' WHERE id = '2'");
  change("UPDATE trades SET net_pnl = 5 WHERE id = '2'");
  change("DELETE FROM trades WHERE id = '3'");
  expect(changedTradeRows(store, 'a', start)).toEqual(new Set([2, 3]));
  // A statement that ignores conflicts ignores none of the trigger's: a place in the list is used again all the same.
  store.transaction((tx) => {
    for (let time = 0; time < 16_384; time += 1) tx.run(sqlOf("UPDATE OR IGNORE trades SET note = 'again' WHERE id = '1'"));
  });
  expect(changedTradeRows(store, 'a', start)).toBeNull();
  expect(changedTradeRows(store, 'a', start + 3)).toEqual(new Set([1]));
  expect(store.first<{ rows: number }>(sqlOf('SELECT count(*) AS rows FROM recent_trade_changes'))?.rows).toBe(16_384);
  // A trade that goes to another account is gone from the one it left.
  change("INSERT INTO accounts (id, name, broker, currency, zone, starting_equity, created_at) VALUES ('b', 'B', '', 'USD', 'UTC', 0, 0)");
  const [a, b] = [tradeChanges(store, 'a'), tradeChanges(store, 'b')];
  change("UPDATE trades SET account_id = 'b' WHERE id = '2'");
  expect([changedTradeRows(store, 'a', a), changedTradeRows(store, 'b', b)]).toEqual([new Set([2]), new Set([2])]);
  store.close();
});
