/** Finished trades as a list prints them, typed and imported alike, one at a time. */
import { query, type Executor } from './executor.ts';
import type { TradeRow } from './tables.ts';

/** Amounts are minor units of `currency`; null where they are unknown. */
export interface FinishedTrade extends Pick<TradeRow, 'id' | 'symbol' | 'side' | 'currency' | 'quantity' | 'provenance'> {
  readonly entryAt: number;
  readonly exitAt: number;
  readonly entryPrice: string;
  readonly exitPrice: string | null;
  readonly grossPnl: number | null;
  /** Null when not all costs are known. */
  readonly fees: number | null;
  readonly netPnl: number | null;
  readonly stopAmount: number | null;
  /** R × 1,000,000. */
  readonly rMicro: number | null;
  readonly mfe: number | null;
  readonly mae: number | null;
  readonly ticketId: string | null;
}

/** In order of entry. Nothing else may run on the executor until it is finished. */
export function* eachFinishedTrade(db: Executor, accountId: string): IterableIterator<FinishedTrade> {
  const rows = db.each(
    query
      .selectFrom('trades')
      .select(['id', 'symbol', 'side', 'currency', 'quantity', 'provenance', 'entry_at', 'exit_at', 'entry_price', 'exit_price', 'fees', 'costs_known', 'stop_amount', 'r_micro', 'mfe', 'mae', 'ticket_id'])
      .select(['status', (row) => row.ref('gross_pnl').$castTo<number | null>().as('gross'), (row) => row.ref('net_pnl').$castTo<number | null>().as('net')])
      .where('account_id', '=', accountId)
      .where('status', 'in', ['closed', 'unvalued'])
      .orderBy('entry_at')
      .orderBy('exit_at')
      .orderBy('id'),
  );
  for (const row of rows) {
    yield {
      id: row.id, symbol: row.symbol, side: row.side, currency: row.currency, quantity: row.quantity, provenance: row.provenance, entryAt: row.entry_at, exitAt: row.exit_at ?? row.entry_at,
      entryPrice: row.entry_price, exitPrice: row.exit_price, grossPnl: row.gross, fees: row.costs_known === 'all' && row.status === 'closed' ? row.fees : null, netPnl: row.net, stopAmount: row.stop_amount,
      rMicro: row.r_micro, mfe: row.mfe, mae: row.mae, ticketId: row.ticket_id,
    };
  }
}
