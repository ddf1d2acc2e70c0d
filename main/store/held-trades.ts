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

/** Trades whose point value is known, with their fills in order. */
export function heldTrades(db: Executor, accountId: string): HeldTradeRow[] {
  const rows = db.all(query.selectFrom('trades').select(['id', 'symbol', 'side', 'point_value', 'currency']).where('account_id', '=', accountId).where('status', '=', 'closed').where('point_value', 'is not', null).orderBy('entry_at'));
  const fills = new Map<string, HeldTradeRow['fills'][number][]>();
  const add = (tradeId: string, fill: HeldTradeRow['fills'][number]): void => {
    const list = fills.get(tradeId);
    if (list === undefined) fills.set(tradeId, [fill]);
    else list.push(fill);
  };
  const legs = db.each({
    compile: () => sql<{ trade_id: string; at: number; side: 'buy' | 'sell'; quantity: string; price: string }>`SELECT t.id AS trade_id, f.at, f.side, leg.value ->> 2 AS quantity, f.price
      FROM trades AS t, json_each(t.legs_json) AS leg JOIN imported_fills AS f ON f.id = leg.value ->> 0
      WHERE t.account_id = ${accountId} AND t.status = 'closed' AND t.legs_json IS NOT NULL AND leg.value ->> 2 <> '0' ORDER BY t.id, leg.key`.compile(query),
  });
  for (const leg of legs) add(leg.trade_id, { time: leg.at, side: leg.side, quantity: leg.quantity, price: leg.price });
  const sides = new Map(rows.map(({ id, side }) => [id, side]));
  const typed = db.each(query.selectFrom('fills').select(['trade_id', 'at', 'action', 'quantity', 'price']).where('account_id', '=', accountId).orderBy('at').orderBy('id'));
  for (const fill of typed) add(fill.trade_id, { time: fill.at, side: (fill.action === 'entry') === (sides.get(fill.trade_id) === 'long') ? 'buy' : 'sell', quantity: fill.quantity, price: fill.price });
  return rows.flatMap(({ id, symbol, point_value: pointValue, currency }) => {
    const own = fills.get(id);
    return own === undefined || pointValue === null ? [] : [{ id, symbol, fills: own, pointValue, currency }];
  });
}
