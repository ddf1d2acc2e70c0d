import type { Decimal } from '../../engine/decimal.ts';
import { cellAt, columnsOf, findHeader, isBlank, type Columns } from '../reading/columns.ts';
import type { Format, ReaderContext, RowReader } from '../reading/format.ts';
import { adverse, emitTrip } from '../reading/trip-table.ts';
import { magnitude } from '../text/numbers.ts';
import type { ParsedTime } from '../text/dates.ts';
import { ImportRefused, type Row } from '../types.ts';

const MAX_OPEN = 100_000;
/** What a currency's sign in a column's name stands for. */
const SIGNS: Readonly<Record<string, string>> = { '$': 'USD', '€': 'EUR', '£': 'GBP' };

interface Layout {
  readonly number: number;
  readonly type: number;
  readonly time: number;
  readonly price: number;
  readonly quantity: number;
  readonly signal: number;
  readonly result: number;
  readonly commission: number;
  readonly runUp: number;
  readonly drawdown: number;
  readonly symbol: number;
  readonly currency: string | null;
}

interface Leg {
  readonly row: Row;
  readonly direction: 'long' | 'short';
  readonly price: Decimal;
  readonly time: ParsedTime;
  readonly quantity: Decimal;
  readonly open: boolean;
}

/** Names in this report carry the currency (`Price USD`, earlier `Profit $`), which is also the only place that says it. */
function layoutOf(columns: Columns): Layout | null {
  const find = (pattern: RegExp): [number, string] => {
    for (const [name, place] of columns) if (pattern.test(name)) return [place, name];
    return [-1, ''];
  };
  const money = (names: string): readonly [number, string] => find(new RegExp(String.raw`^(?:${names})(?: (?:[a-z]{3,5}|[$€£¥₹]))?$`, 'u'));
  const [price, priceName] = money('price');
  const [quantity] = find(/^(?:contracts|quantity|qty|position size \(qty\)|size \(qty\)|position size)$/);
  const [number] = find(/^trade ?#$|^trade number$/);
  const [type] = find(/^type$/);
  const [time] = find(/^date\/time$|^date and time$/);
  if (number < 0 || type < 0 || time < 0 || price < 0 || quantity < 0) return null;
  const [signal] = find(/^signal$/);
  const [result, resultName] = money('net p&l|net pnl|net profit|profit|p&l|pnl');
  const [commission] = money('commission|commissions');
  const [runUp] = money('run-up|favorable excursion|mfe');
  const [drawdown] = money('drawdown|adverse excursion|mae');
  const [symbol] = find(/^symbol$/);
  const currency = /^price ([a-z]{3})$/.exec(priceName)?.[1]?.toUpperCase() ?? SIGNS[/ ([$€£])$/.exec(resultName)?.[1] ?? ''] ?? null;
  return { number, type, time, price, quantity, signal, result, commission, runUp, drawdown, symbol, currency };
}

/**
 * TradingView list of trades: two rows a trade, the exit usually before its entry, profit and excursions repeated on
 * both; newer files have the trade's commission. A trade still open has an exit row whose signal, or time, is `Open`: it has no
 * exit. The instrument is not in the file.
 */
function listReader(context: ReaderContext): RowReader {
  let layout: Layout | null = null;
  const waiting = new Map<string, Leg & { readonly entry: boolean }>();
  const readRow = (row: Row, places: Layout): void => {
    const type = /^(entry|exit)\s+(long|short)$/i.exec(cellAt(row, places.type));
    if (type === null) return context.reject(row, `The type “${cellAt(row, places.type)}” is no entry or exit, long or short.`);
    const number = cellAt(row, places.number);
    const price = context.number(cellAt(row, places.price));
    const quantity = context.number(cellAt(row, places.quantity));
    const time = context.time(cellAt(row, places.time));
    const entry = (type[1] ?? '').toLowerCase() === 'entry';
    const open = !entry && [places.signal, places.time].some((place) => cellAt(row, place).toLowerCase() === 'open');
    if (number === '' || quantity === null || quantity === '0' || (!open && (price === null || time === null))) {
      return context.reject(row, 'The row has no trade number, time, price and quantity that can all be read.');
    }
    const leg: Leg & { entry: boolean } = {
      row, direction: (type[2] ?? '').toLowerCase() === 'long' ? 'long' : 'short', price: price ?? '0', time: time ?? { kind: 'ambiguous' }, quantity: magnitude(quantity), open, entry,
    };
    const other = waiting.get(number);
    if (other === undefined) {
      if (waiting.size >= MAX_OPEN) throw new ImportRefused('damaged', 'Entries and exits of this list do not belong together.');
      waiting.set(number, leg);
      return;
    }
    waiting.delete(number);
    if (other.entry === leg.entry || other.direction !== leg.direction || other.quantity !== leg.quantity) {
      context.reject(row, `Trade ${number} has two rows that are not an entry and its exit.`);
      return;
    }
    pair(entry ? leg : other, entry ? other : leg, row, places);
  };
  const symbolOf = (row: Row, places: Layout): string => cellAt(row, places.symbol);
  const pair = (entry: Leg, exit: Leg, row: Row, places: Layout): void => {
    const symbol = symbolOf(row, places);
    const common = { row: entry.row, symbol, quantity: entry.quantity, basis: 'trip' as const, currency: places.currency };
    if (exit.open) {
      context.fill({ ...common, side: entry.direction === 'long' ? 'buy' : 'sell', price: entry.price, time: entry.time, effect: 'open', rank: 2 });
      return;
    }
    if ('ms' in entry.time && 'ms' in exit.time && exit.time.ms < entry.time.ms) return context.reject(row, 'The exit is earlier than the entry.');
    const value = (place: number): Decimal | null => (place < 0 ? null : context.number(cellAt(exit.row, place)));
    const mfe = value(places.runUp);
    const mae = value(places.drawdown);
    const result = value(places.result);
    const commission = value(places.commission);
    emitTrip(context, common, {
      direction: entry.direction, entryPrice: entry.price, entryTime: entry.time, exitPrice: exit.price, exitTime: exit.time, id: null, commission, fees: null,
      excursion: mfe === null && mae === null ? null : { mfe: mfe === null ? null : magnitude(mfe), mae: mae === null ? null : adverse(mae, 'negative'), scope: 'row' },
      result: result === null ? null : { amount: result, costs: 'after', impliesCosts: commission === null },
    });
  };
  return {
    row(row) {
      if (layout === null) {
        layout = layoutOf(columnsOf(row));
        return;
      }
      if (!isBlank(row)) readRow(row, layout);
    },
    end() {
      if (layout === null) return;
      for (const leg of waiting.values()) {
        if (leg.entry) {
          context.fill({
            row: leg.row, symbol: symbolOf(leg.row, layout), side: leg.direction === 'long' ? 'buy' : 'sell', quantity: leg.quantity, price: leg.price, time: leg.time,
            basis: 'trip', effect: 'open', rank: 2, currency: layout.currency,
          });
        } else context.reject(leg.row, 'The exit has no entry in this file.');
      }
    },
  };
}

export const tradingviewListOfTrades: Format = {
  id: 'tradingview-list-of-trades', broker: 'TradingView', report: 'List of trades', dateOrder: 'infer', zoneHint: 'TradingView writes the time zone of the chart.',
  recognises(head) {
    const header = findHeader(head, ['type']);
    return head.container !== 'xml' && header !== null && layoutOf(columnsOf(header)) !== null;
  },
  reader: listReader,
};
