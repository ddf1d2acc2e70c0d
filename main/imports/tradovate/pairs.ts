import { magnitude } from '../text/numbers.ts';
import type { Row } from '../types.ts';
import { cellAt, columnsOf, findHeader, hasAll, isBlank, placeOf, type Columns } from '../reading/columns.ts';
import type { FillDraft, Format, Head, ReaderContext, RowReader } from '../reading/format.ts';
import { cleanId, currencyCode } from '../reading/fill-table.ts';

interface PairColumns {
  readonly symbol: readonly string[];
  readonly quantity: readonly string[];
  readonly buyId: readonly string[];
  readonly sellId: readonly string[];
  readonly buyPrice: readonly string[];
  readonly sellPrice: readonly string[];
  readonly bought: readonly string[];
  readonly sold: readonly string[];
  readonly result: readonly string[];
}

const PERFORMANCE: PairColumns = {
  symbol: ['symbol'], quantity: ['qty'], buyId: ['buyfillid'], sellId: ['sellfillid'], buyPrice: ['buyprice'], sellPrice: ['sellprice'],
  bought: ['boughttimestamp'], sold: ['soldtimestamp'], result: ['pnl'],
};

const POSITION_HISTORY: PairColumns = {
  symbol: ['contract'], quantity: ['paired qty'], buyId: ['buy fill id'], sellId: ['sell fill id'], buyPrice: ['buy price'], sellPrice: ['sell price'],
  bought: ['bought timestamp'], sold: ['sold timestamp'], result: ['p/l'],
};

/**
 * Tradovate's Performance and Position History reports: one row pairs part of a buy with part of a sell, first in first
 * out. The same fill id recurs, so a row gives two parts of fills; parts of one fill are put together again when trades
 * are built. A part is identified by both fill ids, whichever of the two reports it came from: reports that overlap add
 * only what is new, even when a fill was only half closed at the time of the first export.
 */
function pairReader(names: PairColumns, required: readonly string[], context: ReaderContext): RowReader {
  let columns: Columns | null = null;
  return {
    row(row) {
      if (columns === null) {
        const found = columnsOf(row);
        if (hasAll(found, required)) columns = found;
        return;
      }
      if (isBlank(row)) return;
      readPair(names, columns, row, context);
    },
    end() {},
  };
}

function readPair(names: PairColumns, columns: Columns, row: Row, context: ReaderContext): void {
  const at = (role: keyof PairColumns): string => cellAt(row, placeOf(columns, names[role]));
  const status = cellAt(row, placeOf(columns, ['status'])).toLowerCase();
  if (status !== '' && status !== 'closed') return context.ignore('pair that is not closed');
  const symbol = at('symbol');
  if (symbol === '') return context.reject(row, 'The row names no instrument.');
  const quantity = context.number(at('quantity'));
  if (quantity === null || quantity === '0') return context.reject(row, `The quantity “${at('quantity')}” is no number of contracts.`);
  const buyPrice = context.price(at('buyPrice'), symbol);
  const sellPrice = context.price(at('sellPrice'), symbol);
  if (buyPrice === null || sellPrice === null) return context.reject(row, `The prices “${at('buyPrice')}” and “${at('sellPrice')}” are not both numbers.`);
  const bought = context.time(at('bought'));
  const sold = context.time(at('sold'));
  if (bought === null || sold === null) return context.reject(row, `The times “${at('bought')}” and “${at('sold')}” cannot both be read.`);
  const buyId = cleanId(at('buyId')) ?? '';
  const sellId = cleanId(at('sellId')) ?? '';
  const pair = buyId === '' || sellId === '' ? null : `${buyId}/${sellId}`;
  const result = context.number(at('result'));
  // The later of the two closes; where the times are equal, fill ids are given in order.
  const shortFirst = 'ms' in bought && 'ms' in sold && (sold.ms < bought.ms || (sold.ms === bought.ms && isBefore(sellId, buyId)));
  const closing = result === null ? null : { amount: result, costs: 'before' as const };
  const common = {
    row, symbol, quantity: magnitude(quantity), basis: 'pair' as const, idSpace: 'tradovate:pair',
    account: cellAt(row, placeOf(columns, ['account'])) || null, currency: currencyCode(cellAt(row, placeOf(columns, ['currency']))),
  };
  const buy: FillDraft = {
    ...common, side: 'buy', price: buyPrice, time: bought, id: pair === null ? null : `${pair}/buy`, brokerFillId: buyId || null, orderingId: buyId || null,
    result: shortFirst ? closing : null, rank: 1, distinction: `pair ${sellPrice}`,
  };
  const sell: FillDraft = {
    ...common, side: 'sell', price: sellPrice, time: sold, id: pair === null ? null : `${pair}/sell`, brokerFillId: sellId || null, orderingId: sellId || null,
    result: shortFirst ? null : closing, rank: 1, distinction: `pair ${buyPrice}`,
  };
  if (shortFirst) context.trip(sell, buy);
  else context.trip(buy, sell);
}

function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

function pairFormat(id: string, report: string, names: PairColumns, required: readonly string[]): Format {
  return {
    id, broker: 'Tradovate', report, dateOrder: 'mdy', zoneHint: 'Tradovate writes the time zone set in your Tradovate profile.',
    recognises: (head: Head) => head.container !== 'xml' && findHeader(head, required) !== null,
    reader: (context) => pairReader(names, required, context),
  };
}

export const tradovatePerformance = pairFormat('tradovate-performance', 'Performance', PERFORMANCE, ['symbol', 'qty', 'buyprice', 'sellprice', 'boughttimestamp', 'soldtimestamp']);
export const tradovatePositionHistory = pairFormat('tradovate-position-history', 'Position History', POSITION_HISTORY, ['contract', 'paired qty', 'buy price', 'sell price', 'bought timestamp', 'sold timestamp', 'buy fill id', 'sell fill id']);
