import { expect, it } from 'vitest';
import { sqlOf } from './executor.ts';
import { tradedChoices } from './report-rows.ts';
import { insertTradeRow, temporaryStore, type TradeShape } from './testing.ts';

const closed: TradeShape = { status: 'closed', session_date: '2026-11-20', currency: 'USD', costs_known: 'all' };

it('a filter can be set to what closed trades have', () => {
  const store = temporaryStore({ durable: false });
  expect(tradedChoices(store, 'a')).toEqual({ symbols: [], setups: [], firstSession: null, lastSession: null });
  store.transaction((tx) => {
    insertTradeRow(tx, '1', { ...closed, session_date: '2026-11-19' });
    insertTradeRow(tx, '2', closed);
    insertTradeRow(tx, '3', closed);
    insertTradeRow(tx, '4', { ...closed, status: 'open', session_date: '2026-11-23' });
    insertTradeRow(tx, '5', { ...closed, session_date: '2026-11-01' });
    tx.run(sqlOf("UPDATE trades SET setup = 'Pullback' WHERE id IN ('1', '3')"));
    tx.run(sqlOf("UPDATE trades SET setup = 'Breakout' WHERE id = '2'"));
    tx.run(sqlOf("UPDATE trades SET setup = 'Alone' WHERE id = '4'"));
    tx.run(sqlOf("DELETE FROM trades WHERE id = '5'"));
  });
  expect(tradedChoices(store, 'a')).toEqual({ symbols: ['MES'], setups: ['Breakout', 'Pullback'], firstSession: '2026-11-19', lastSession: '2026-11-20' });
  // Each value is found in the index: the main process answers while a million trades lie there.
  for (const [column, index] of [['symbol', 'trades_by_symbol'], ['setup', 'trades_by_setup']]) {
    const plan = store.all<{ detail: string }>(sqlOf(`EXPLAIN QUERY PLAN SELECT ${column} FROM trades WHERE account_id = 'a' AND status = 'closed' AND ${column} > '' ORDER BY ${column} LIMIT 1`));
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining(`SEARCH trades USING INDEX ${index} (account_id=? AND ${column}>?)`)]);
  }
  store.close();
});
