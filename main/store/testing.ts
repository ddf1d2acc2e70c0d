/** Stores and their rows as only a test makes them, each test in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sqlOf, type Executor } from './executor.ts';
import { openStore, type OpenOptions, type Store } from './open-store.ts';
import type { TradeRow } from './tables.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own; both are gone when the test is over. */
export function temporaryStore(options: Partial<OpenOptions> = {}): Store {
  const store = openStore({ path: join(temporaryFolder(), 'journal.db'), mode: 'write', owner: 'test', ...options });
  onTestFinished(() => store.close());
  return store;
}

export const TRADE_STATUSES = ['open', 'closed', 'cancelled', 'replaced', 'unvalued'] as const satisfies readonly TradeRow['status'][];

export type TradeShape = Pick<TradeRow, 'status' | 'session_date' | 'currency' | 'costs_known'>;

/** A trade without an account's rules, without a session; of the account `a`, which is added with the first one. */
export function insertTradeRow(tx: Executor, id: string, { status, session_date: date, currency, costs_known: costs }: TradeShape): void {
  tx.run(sqlOf("INSERT OR IGNORE INTO accounts (id, name, broker, currency, zone, starting_equity, created_at) VALUES ('a', 'A', '', 'USD', 'UTC', 0, 0)"));
  tx.run(
    sqlOf(
      `INSERT INTO trades (id, account_id, session_date, symbol, side, status, currency, quantity, open_quantity, entry_at, entry_price, targets_json, overridden, gross_pnl, fees, net_pnl, note, lesson, provenance, costs_known)
       VALUES ('${id}', 'a', '${date}', 'MES', 'long', '${status}', '${currency}', '1', '0', 1, '1', '[]', 0, 0, 0, 0, '', '', 'imported', '${costs}')`,
    ),
  );
}
