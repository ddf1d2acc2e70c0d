import { cellAt, columnsOf, findHeader, hasAll, isBlank, placeOf, type Columns } from '../reading/columns.ts';
import { positive } from '../reading/fill-table.ts';
import type { Format, ReaderContext, RowReader } from '../reading/format.ts';
import { adverse, emitTrip } from '../reading/trip-table.ts';
import { directionWord } from '../reading/words.ts';
import { magnitude } from '../text/numbers.ts';
import type { Row } from '../types.ts';

const REQUIRED = ['symbol', 'trade type', 'entry datetime', 'exit datetime', 'entry price', 'exit price', 'trade quantity'];

/**
 * Sierra Chart trades list (tab-separated). Times carry markers (`BP`, `EP`), amounts in money carry ` F` on the row that
 * makes the position flat, and only there the flat-to-flat excursions are those of the whole trade, if all its rows are in the file.
 */
function tradesReader(context: ReaderContext): RowReader {
  let columns: Columns | null = null;
  return {
    row(row) {
      if (columns === null) {
        const found = columnsOf(row);
        if (hasAll(found, REQUIRED)) columns = found;
        return;
      }
      if (!isBlank(row)) readTrade(row, columns, context);
    },
    end() {},
  };
}

function readTrade(row: Row, columns: Columns, context: ReaderContext): void {
  const at = (...names: string[]): string => cellAt(row, placeOf(columns, names));
  // The total stands below its column, with or without its name in the first one.
  const isTotal = at('symbol') === '' ? row.cells.some((cell) => /^\s*total\b/i.test(cell)) : /^total\b/i.test(at('symbol'));
  if (isTotal || /^total\b/i.test((row.cells[0] ?? '').trim())) return context.ignore('row of totals');
  const named = /^(.*?)\s*\(([^)]*)\)$/.exec(at('symbol'));
  const symbol = named?.[1] ?? at('symbol');
  if (symbol === '') return context.reject(row, 'The row names no instrument.');
  const direction = directionWord(at('trade type'));
  if (direction === null) return context.reject(row, `The trade type “${at('trade type')}” is neither long nor short.`);
  const quantity = context.number(at('trade quantity'));
  if (quantity === null || quantity === '0') return context.reject(row, `The quantity “${at('trade quantity')}” is no number of contracts.`);
  const entryPrice = context.price(at('entry price'), symbol);
  const exitPrice = context.price(at('exit price'), symbol);
  const entryTime = context.time(withoutMarker(at('entry datetime')));
  if (entryPrice === null || entryTime === null) return context.reject(row, 'The entry has no readable time and price.');
  const account = at('account') || (named?.[2] ?? '') || null;
  const common = { row, symbol, quantity: magnitude(quantity), basis: 'trip' as const, account };
  if (at('exit datetime') === '') {
    context.fill({ ...common, side: direction === 'long' ? 'buy' : 'sell', price: entryPrice, time: entryTime, effect: 'open', rank: 2 });
    return;
  }
  const exitTime = context.time(withoutMarker(at('exit datetime')));
  if (exitPrice === null || exitTime === null) return context.reject(row, 'The exit has no readable time and price.');
  const money = (text: string) => context.number(text.replace(/\s*F$/, ''));
  // What the position closed from flat to flat: a row that is all of it has the excursions of the trade as its own.
  const whole = positive(context.number(at('max closed quantity')));
  const flat = /\sF$/.test(at('flattoflat profit/loss (c)')) && whole !== magnitude(quantity);
  const mfe = money(flat ? at('flattoflat max open profit (c)') : at('max open profit (c)'));
  const mae = money(flat ? at('flattoflat max open loss (c)') : at('max open loss (c)'));
  const result = money(at('profit/loss (c)'));
  emitTrip(context, common, {
    direction, entryPrice, entryTime, exitPrice, exitTime, id: null, commission: money(at('commission (c)')), fees: null,
    excursion: mfe === null && mae === null ? null : { mfe: mfe === null ? null : magnitude(mfe), mae: mae === null ? null : adverse(mae, 'negative'), scope: flat ? 'flat-to-flat' : 'row', ...(flat && whole !== null ? { quantity: whole } : {}) },
    result: result === null ? null : { amount: result, costs: 'after' },
  });
}

function withoutMarker(text: string): string {
  return text.replace(/\s+[BE]P$/, '');
}

export const sierraChartTrades: Format = {
  id: 'sierra-chart-trades', broker: 'Sierra Chart', report: 'Trades list', dateOrder: 'infer', zoneHint: 'Sierra Chart writes the time zone of the chart (Global Settings, Time Zone).',
  recognises: (head) => head.container === 'csv' && findHeader(head, REQUIRED) !== null,
  reader: tradesReader,
};
