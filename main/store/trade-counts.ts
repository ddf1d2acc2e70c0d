/** How many trades there are, without looking at them: kept by the tables' own triggers. */
import { query, type Executor } from './executor.ts';
import type { TradeRow } from './tables.ts';

export interface CountFilter {
  readonly accountId: string;
  readonly statuses: readonly TradeRow['status'][];
  /** Session dates, inclusive; null for no limit. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface TradeCounts {
  readonly trades: number;
  /** Those whose costs are not all known. */
  readonly costsUnknown: number;
}

/** @param currency null counts those of every currency */
export function tradeCounts(db: Executor, { accountId, statuses, from, to }: CountFilter, currency: string | null = null): TradeCounts {
  let select = query.selectFrom('trade_counts').where('account_id', '=', accountId).where('status', 'in', statuses);
  if (from !== null) select = select.where('session_date', '>=', from);
  if (to !== null) select = select.where('session_date', '<=', to);
  if (currency !== null) select = select.where('currency', '=', currency);
  const found = db.first(select.select((row) => [row.fn.sum<number | null>('trades').as('trades'), row.fn.sum<number | null>('costs_unknown').as('unknown')]));
  return { trades: found?.trades ?? 0, costsUnknown: found?.unknown ?? 0 };
}
