/** Which trades changed, without looking at them: kept by the table's own triggers. */
import { query, type Executor } from './executor.ts';

/** Grows whenever a trade of the account is added, changed or taken away. */
export function tradeChanges(db: Executor, accountId: string): number {
  return db.first(query.selectFrom('trade_changes').select('changes').where('account_id', '=', accountId))?.changes ?? 0;
}

/**
 * The row numbers of the account's trades that were added, changed or taken away since an earlier {@link tradeChanges}: what
 * stands in these rows now, if anything, is all that is different. A row number may have gone from one trade to another.
 * @returns null when there were more changes than are remembered
 */
export function changedTradeRows(db: Executor, accountId: string, since: number): ReadonlySet<number> | null {
  const changes = tradeChanges(db, accountId) - since;
  if (changes === 0) return new Set();
  const recent = db.all(query.selectFrom('recent_trade_changes').select('trade_row').where('account_id', '=', accountId).where('change', '>', since));
  return changes === recent.length ? new Set(recent.map((row) => row.trade_row)) : null;
}
