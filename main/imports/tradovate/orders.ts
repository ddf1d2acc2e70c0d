import type { Decimal } from '../../engine/decimal.ts';
import { addDecimals, fixed } from '../text/arithmetic.ts';
import type { ParsedTime } from '../text/dates.ts';
import { ImportRefused, type Row, type Side, type StopLevel } from '../types.ts';
import { cellAt, columnsOf, findHeader, hasAll, isBlank, placeOf, type Columns } from '../reading/columns.ts';
import { cleanId, currencyCode } from '../reading/fill-table.ts';
import type { Format, ReaderContext, RowReader } from '../reading/format.ts';
import { sideWord, statusWord } from '../reading/words.ts';

const REQUIRED = ['orderid', 'b/s', 'contract', 'fill time'];
const FILLED = ['filledqty', 'filled qty'];
const PRICE = ['avgprice', 'avg fill price', 'decimalfillavg'];
const MAX_ORDERS = 500_000;
/** A bracket's legs become working in the moment its entry fills. */
const BRACKET_TOLERANCE_MS = 1_000;

interface Order {
  readonly row: Row;
  readonly id: string;
  readonly account: string;
  readonly contract: string;
  readonly side: Side;
  readonly filled: Decimal;
  readonly price: Decimal;
  readonly time: ParsedTime;
  readonly currency: string | null;
}

interface StopOrder {
  readonly id: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly ms: number;
}

/**
 * Tradovate's Orders report: one row per order, filled or not. A filled row is a fill at its average price. The stop of
 * a bracket is the stop order on the other side that became working in the second its entry filled; one that was moved
 * since carries a later time and the moved price, so it no longer tells the initial risk and is not taken for it.
 */
function ordersReader(context: ReaderContext): RowReader {
  let columns: Columns | null = null;
  const orders: Order[] = [];
  const stops = new Map<string, StopOrder[]>();
  const readRow = (row: Row, names: Columns): void => {
    const at = (...candidates: string[]): string => cellAt(row, placeOf(names, candidates));
    const word = sideWord(at('b/s'));
    if (word === null) return context.reject(row, `The side “${at('b/s')}” is neither a buy nor a sell.`);
    const contract = at('contract');
    if (contract === '') return context.reject(row, 'The row names no contract.');
    const account = at('account');
    const id = cleanId(at('orderid', 'order id')) ?? '';
    const type = at('type').toLowerCase();
    if (type === 'stop' || type === 'stoplimit' || type === 'stop limit') noteStop(row, names, contract, `${account}|${contract}|${word.side}`, id);
    const filledText = cellAt(row, placeOf(names, FILLED));
    const filled = context.number(filledText);
    const status = at('status') === '' ? 'filled' : statusWord(at('status'));
    if (filled === null || filled === '0') {
      if (status === 'filled') return context.reject(row, 'The order is marked as filled, but has no filled quantity.');
      return context.ignore(status === 'working' ? 'order still working' : 'cancelled, rejected or expired order');
    }
    if (status === 'working') return context.ignore('order still working');
    if (filled.startsWith('-')) return context.reject(row, `The filled quantity ${filled} is negative; the side is in its own column.`);
    const price = context.price(cellAt(row, placeOf(names, PRICE)), contract);
    if (price === null) return context.reject(row, `The average fill price “${cellAt(row, placeOf(names, PRICE))}” is no number.`);
    const filledAt = context.time(at('fill time'));
    const time = filledAt?.kind === 'time' && at('date') !== '' ? context.time(at('date'), at('fill time')) : filledAt;
    if (time === null) return context.reject(row, `The fill time “${at('fill time')}” cannot be read.`);
    if (orders.length >= MAX_ORDERS) throw new ImportRefused('too-large', `An orders report of more than ${MAX_ORDERS} fills is not read at once; export a shorter period.`);
    orders.push({ row, id, account, contract, side: word.side, filled, price, time, currency: currencyCode(at('currency')) });
  };
  const noteStop = (row: Row, names: Columns, contract: string, place: string, id: string): void => {
    const price = context.price(cellAt(row, placeOf(names, ['decimalstop', 'stop price'])), contract);
    const quantity = context.number(cellAt(row, placeOf(names, ['quantity'])));
    const time = context.time(cellAt(row, placeOf(names, ['timestamp'])));
    if (price === null || quantity === null || time === null || !('ms' in time)) return;
    const list = stops.get(place);
    const stop = { id, price, quantity, ms: time.ms };
    if (list === undefined) stops.set(place, [stop]);
    else if (list.length < MAX_ORDERS) list.push(stop);
  };
  return {
    row(row) {
      if (columns === null) {
        const found = columnsOf(row);
        if (isOrdersHeader(found)) columns = found;
        return;
      }
      if (!isBlank(row)) readRow(row, columns);
    },
    end() {
      for (const list of stops.values()) list.sort((a, b) => a.ms - b.ms);
      for (const order of orders) {
        const found = stops.get(`${order.account}|${order.contract}|${order.side === 'buy' ? 'sell' : 'buy'}`) ?? [];
        context.fill({
          row: order.row, symbol: order.contract, side: order.side, quantity: order.filled, price: order.price, time: order.time, basis: 'order',
          id: order.id || null, idSpace: 'tradovate:order', brokerFillId: order.id || null, orderingId: order.id || null,
          account: order.account || null, currency: order.currency, initialStops: bracketStops(order, found, context),
        });
      }
    },
  };
}

function bracketStops(order: Order, stops: readonly StopOrder[], context: ReaderContext): readonly StopLevel[] {
  if (!('ms' in order.time)) return [];
  const at = order.time.ms;
  const legs: StopOrder[] = [];
  for (let i = firstAtOrAfter(stops, at - BRACKET_TOLERANCE_MS); i < stops.length; i += 1) {
    const stop = stops[i];
    if (stop === undefined || stop.ms > at + BRACKET_TOLERANCE_MS) break;
    // Two exports put together hold the same order twice; its stop is one.
    if (stop.id !== '' && legs.some(({ id }) => id === stop.id)) continue;
    // A leg is created with or after its entry, so its id is higher.
    if (order.id === '' || stop.id.length > order.id.length || (stop.id.length === order.id.length && stop.id > order.id)) legs.push(stop);
  }
  if (legs.length === 0) return [];
  const wrong = legs.find((leg) => (order.side === 'buy' ? fixed(leg.price) >= fixed(order.price) : fixed(leg.price) <= fixed(order.price)));
  if (wrong !== undefined) {
    context.note(`Line ${order.row.line}: the stop ${wrong.price} is on the wrong side of the ${order.side} at ${order.price}; it is not taken as initial risk.`);
    return [];
  }
  const only = legs[0];
  if (legs.length === 1 && only !== undefined && fixed(only.quantity) >= fixed(order.filled)) return [{ price: only.price, quantity: order.filled }];
  const total = legs.reduce<Decimal>((sum, leg) => addDecimals(sum, leg.quantity), '0');
  if (total === order.filled) return legs.map((leg) => ({ price: leg.price, quantity: leg.quantity }));
  context.note(`Line ${order.row.line}: the stops found cover ${total} of ${order.filled} contracts; the initial risk is left unknown.`);
  return [];
}

function firstAtOrAfter(stops: readonly StopOrder[], ms: number): number {
  let low = 0;
  let high = stops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stops[middle]?.ms ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isOrdersHeader(columns: Columns): boolean {
  return hasAll(columns, REQUIRED) && placeOf(columns, FILLED) >= 0 && placeOf(columns, PRICE) >= 0;
}

export const tradovateOrders: Format = {
  id: 'tradovate-orders', broker: 'Tradovate', report: 'Orders', dateOrder: 'mdy', zoneHint: 'Tradovate writes the time zone set in your Tradovate profile.',
  recognises(head) {
    const header = head.container === 'xml' ? null : findHeader(head, REQUIRED);
    return header !== null && isOrdersHeader(columnsOf(header));
  },
  reader: ordersReader,
};
