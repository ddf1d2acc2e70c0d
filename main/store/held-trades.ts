/** Closed trades as they were held, fill by fill: what excursions are computed from. */
import { sql } from 'kysely';
import { query, type Executor } from './executor.ts';

export interface HeldTradeRow {
  readonly id: string;
  readonly symbol: string;
  readonly fills: readonly { readonly time: number; readonly side: 'buy' | 'sell'; readonly quantity: string; readonly price: string }[];
  readonly pointValue: string;
  readonly currency: string;
}

/** Trades whose point value is known, with their fills in order. A corrected price is that of every fill it is made of, as in the trade's result. */
export function heldTrades(db: Executor, accountId: string): HeldTradeRow[] {
  const rows = db.all(query.selectFrom('trades').select(['id', 'symbol', 'side', 'point_value', 'currency', 'corrected_entry', 'corrected_exit']).where('account_id', '=', accountId).where('status', '=', 'closed').where('point_value', 'is not', null).orderBy('entry_at'));
  const trades = new Map(rows.map((row) => [row.id, row]));
  const fills = new Map<string, HeldTradeRow['fills'][number][]>();
  const add = (tradeId: string, { time, entry, quantity, price }: { readonly time: number; readonly entry: boolean; readonly quantity: string; readonly price: string }): void => {
    const trade = trades.get(tradeId);
    if (trade === undefined) return;
    const fill = { time, side: entry === (trade.side === 'long') ? ('buy' as const) : ('sell' as const), quantity, price: (entry ? trade.corrected_entry : trade.corrected_exit) ?? price };
    const list = fills.get(tradeId);
    if (list === undefined) fills.set(tradeId, [fill]);
    else list.push(fill);
  };
  const legs = db.each({
    compile: () => sql<{ trade_id: string; at: number; is_exit: number; quantity: string; price: string }>`SELECT t.id AS trade_id, f.at, leg.value ->> 1 AS is_exit, leg.value ->> 2 AS quantity, f.price
      FROM trades AS t, json_each(t.legs_json) AS leg JOIN imported_fills AS f ON f.id = leg.value ->> 0
      WHERE t.account_id = ${accountId} AND t.status = 'closed' AND t.legs_json IS NOT NULL AND leg.value ->> 2 <> '0' ORDER BY t.id, leg.key`.compile(query),
  });
  for (const leg of legs) add(leg.trade_id, { time: leg.at, entry: leg.is_exit === 0, quantity: leg.quantity, price: leg.price });
  const typed = db.each(query.selectFrom('fills').select(['trade_id', 'at', 'action', 'quantity', 'price']).where('account_id', '=', accountId).orderBy('at').orderBy('id'));
  for (const fill of typed) add(fill.trade_id, { time: fill.at, entry: fill.action === 'entry', quantity: fill.quantity, price: fill.price });
  return rows.flatMap(({ id, symbol, point_value: pointValue, currency }) => {
    const own = fills.get(id);
    return own === undefined || pointValue === null ? [] : [{ id, symbol, fills: own, pointValue, currency }];
  });
}
