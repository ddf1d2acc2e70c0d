/** Rows of trades as only a test makes them: without an account's rules, without a session. */
import type { Executor } from '../executor.ts';
import type { TradeRow } from '../tables.ts';
import { raw } from '../testing.ts';

export const TRADE_STATUSES = ['open', 'closed', 'cancelled', 'replaced', 'unvalued'] as const satisfies readonly TradeRow['status'][];

export type TradeShape = Pick<TradeRow, 'status' | 'session_date' | 'currency' | 'costs_known'>;

/** Of the account `a`, which is added with the first one. */
export function insertTradeRow(tx: Executor, id: string, { status, session_date: date, currency, costs_known: costs }: TradeShape): void {
  tx.run(raw("INSERT OR IGNORE INTO accounts (id, name, broker, currency, zone, starting_equity, created_at) VALUES ('a', 'A', '', 'USD', 'UTC', 0, 0)"));
  tx.run(
    raw(
      `INSERT INTO trades (id, account_id, session_date, symbol, side, status, currency, quantity, open_quantity, entry_at, entry_price, targets_json, overridden, gross_pnl, fees, net_pnl, note, lesson, provenance, costs_known)
       VALUES ('${id}', 'a', '${date}', 'MES', 'long', '${status}', '${currency}', '1', '0', 1, '1', '[]', 0, 0, 0, 0, '', '', 'imported', '${costs}')`,
    ),
  );
}
