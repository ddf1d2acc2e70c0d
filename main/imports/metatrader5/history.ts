import type { Decimal } from '../../engine/decimal.ts';
import { addDecimals } from '../text/arithmetic.ts';
import { magnitude, negate } from '../text/numbers.ts';
import { ImportRefused, type Row } from '../types.ts';
import { cellAt, columnsOf, findHeader, hasAll, headerName, isBlank, placeOf, type Columns } from '../reading/columns.ts';
import { effectWord } from '../reading/fill-table.ts';
import type { FillDraft, Format, ReaderContext, RowReader } from '../reading/format.ts';
import { emitTrip, type TripEnds } from '../reading/trip-table.ts';
import { directionWord, sideWord } from '../reading/words.ts';

const MAX_POSITIONS = 500_000;
const DEALS = ['time', 'deal', 'symbol', 'type', 'direction', 'volume', 'price', 'commission', 'swap', 'profit'];

/**
 * The Positions header in any language: thirteen columns in a fixed order, of which time and price come twice.
 * (Time, Position, Symbol, Type, Volume, Price, S / L, T / P, Time, Price, Commission, Swap, Profit.)
 */
function isPositionsHeader(row: Row): boolean {
  const names = row.cells.map(headerName);
  return names.length >= 13 && names[0] !== '' && names[0] === names[8] && names[5] !== '' && names[5] === names[9] && names[6] === 's / l' && names[7] === 't / p';
}

interface Position {
  readonly common: Pick<FillDraft, 'row' | 'symbol' | 'quantity' | 'basis' | 'quantityUnit'>;
  readonly ends: TripEnds;
}

/**
 * MetaTrader 5 trade history: Positions, Orders, Deals and Results stacked in one sheet or page. Deals are the fills and
 * are used where the file has them; otherwise positions, whose times and prices are those of whole round trips. S / L
 * is the last stop, not the first one, so it is not taken as the initial risk.
 */
function historyReader(context: ReaderContext): RowReader {
  let section: 'none' | 'positions' | 'deals' | 'other' = 'none';
  let deals: Columns | null = null;
  let account: string | null = null;
  let currency: string | null = null;
  let hedging = false;
  let dealCount = 0;
  const positions: Position[] = [];
  return {
    row(row) {
      if (account === null) {
        for (const cell of row.cells.slice(0, 12)) {
          const match = /^(\d{3,})\s*\(([A-Z]{3})\b/.exec(cell.trim());
          if (match !== null) [, account = null, currency = null] = match;
          if (/\bhedge\b/i.test(cell)) hedging = true;
        }
      }
      if (isPositionsHeader(row)) {
        section = 'positions';
        return;
      }
      const first = (row.cells[0] ?? '').trim();
      if (section !== 'none' && !/^\d{4}[./-]/.test(first)) {
        const found = columnsOf(row);
        if (hasAll(found, DEALS)) {
          section = 'deals';
          deals = found;
        } else if (!isBlank(row) && section === 'positions' && row.cells.filter((cell) => cell.trim() !== '').length >= 8) section = 'other';
        return;
      }
      if (section === 'none') {
        const found = columnsOf(row);
        if (hasAll(found, DEALS)) {
          section = 'deals';
          deals = found;
        }
        return;
      }
      if (section === 'positions') {
        const position = readPosition(row, context);
        if (position === null) return;
        if (positions.length >= MAX_POSITIONS) throw new ImportRefused('too-large', 'This history has more positions than are read at once; export a shorter period.');
        positions.push(position);
      } else if (section === 'deals' && deals !== null && readDeal(row, deals, { account, currency, hedging }, context)) dealCount += 1;
    },
    end() {
      if (dealCount > 0) return;
      for (const { common, ends } of positions) emitTrip(context, { ...common, account, currency }, ends);
    },
  };
}

function charged(context: ReaderContext, text: string): Decimal | null {
  const value = context.number(text);
  return value === null ? null : negate(value);
}

function readPosition(row: Row, context: ReaderContext): Position | null {
  const at = (place: number): string => cellAt(row, place);
  const direction = directionWord(at(3));
  const quantity = context.number(at(4).split('/')[0]?.trim() ?? '');
  const entryPrice = context.number(at(5));
  const exitPrice = context.number(at(9));
  const entryTime = context.time(at(0));
  const exitTime = context.time(at(8));
  if (direction === null || quantity === null || quantity === '0' || entryPrice === null || exitPrice === null || entryTime === null || exitTime === null || at(2) === '') {
    context.reject(row, 'The position has no instrument, direction, volume, prices and times that can all be read.');
    return null;
  }
  if ('ms' in entryTime && 'ms' in exitTime && exitTime.ms < entryTime.ms) {
    context.reject(row, 'The close is earlier than the opening.');
    return null;
  }
  const profit = context.number(at(12));
  return {
    common: { row, symbol: at(2), quantity: magnitude(quantity), quantityUnit: 'lots', basis: 'trip' },
    ends: {
      direction, entryPrice, entryTime, exitPrice, exitTime, id: at(1) || null, commission: charged(context, at(10)), fees: charged(context, at(11)), excursion: null,
      result: profit === null ? null : { amount: profit, costs: 'before' },
    },
  };
}

/** True when the row was a fill (or a refused one), false for balance entries. */
function readDeal(row: Row, columns: Columns, owner: { readonly account: string | null; readonly currency: string | null; readonly hedging: boolean }, context: ReaderContext): boolean {
  const at = (name: string): string => cellAt(row, placeOf(columns, [name]));
  const word = sideWord(at('type'));
  if (word === null) {
    context.ignore('deposit, withdrawal, charge or other entry that is no fill');
    return false;
  }
  const quantity = context.number(at('volume').split('/')[0]?.trim() ?? '');
  const price = context.number(at('price'));
  const time = context.time(at('time'));
  if (quantity === null || quantity === '0' || price === null || time === null || at('symbol') === '') {
    context.reject(row, 'The deal has no instrument, volume, price and time that can all be read.');
    return true;
  }
  const fee = charged(context, at('fee'));
  const swap = charged(context, at('swap'));
  const profit = context.number(at('profit'));
  const effect = effectWord(at('direction'));
  const id = at('deal') || null;
  context.fill({
    row, symbol: at('symbol'), side: word.side, quantity: magnitude(quantity), quantityUnit: 'lots', price, time, basis: 'fill', id, brokerFillId: id, orderingId: id, account: owner.account, currency: owner.currency,
    commission: charged(context, at('commission')), fees: fee === null ? swap : addDecimals(fee, swap ?? '0'), effect: owner.hedging ? null : effect,
    result: profit === null || effect === 'open' ? null : { amount: profit, costs: 'before' },
  });
  return true;
}

export const metatrader5History: Format = {
  id: 'metatrader5', broker: 'MetaTrader 5', report: 'Trade history', dateOrder: 'dmy', zoneHint: "MetaTrader writes the time of the broker's server.",
  recognises: (head) => head.container !== 'xml' && (findHeader(head, DEALS) !== null || head.rows.some(isPositionsHeader)),
  reader: historyReader,
};
