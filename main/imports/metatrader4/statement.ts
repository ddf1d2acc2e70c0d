import type { Decimal } from '../../engine/decimal.ts';
import { addDecimals } from '../text/arithmetic.ts';
import { magnitude, negate } from '../text/numbers.ts';
import type { Row } from '../types.ts';
import { cellAt, columnsOf, headColumns, isBlank, placeOf, type Columns } from '../reading/columns.ts';
import type { Format, ReaderContext, RowReader } from '../reading/format.ts';
import { emitTrip } from '../reading/trip-table.ts';
import { directionWord } from '../reading/words.ts';

/** The names of a column, newest first: statements of the first years number their rows and shorten some names. */
const NAMES = {
  ticket: ['ticket'], openTime: ['open time'], type: ['type'], size: ['size', 'lots'], item: ['item', 'symbol'], price: ['price'], stop: ['s / l', 's/l'], target: ['t / p', 't/p'], closeTime: ['close time'], closePrice: ['price#2'],
  profit: ['profit', 'trade p/l'], commission: ['commission', 'commis'], taxes: ['taxes'], swap: ['swap'],
} as const;
const OPTIONAL = new Set(['commission', 'taxes', 'swap']);
const REQUIRED = Object.entries(NAMES).flatMap(([role, names]) => (OPTIONAL.has(role) ? [] : [names]));

function isHeader(columns: Columns): boolean {
  return REQUIRED.every((names) => placeOf(columns, names) >= 0);
}

/**
 * MetaTrader 4 account statement. Deposits and cancelled orders are mixed into the closed trades; open trades follow
 * under a header of their own. Result = Profit, costs = Commission + Taxes + Swap (negative when charged). S / L is the
 * last stop and is not taken as the initial risk.
 */
function statementReader(context: ReaderContext): RowReader {
  let columns: Columns | null = null;
  let account: string | null = null;
  let currency: string | null = null;
  let section: 'closed' | 'open' | 'working' = 'closed';
  return {
    row(row) {
      for (const cell of row.cells.slice(0, 8)) {
        account ??= /^account:\s*(\S+)/i.exec(cell.trim())?.[1] ?? null;
        currency ??= /^currency:\s*([A-Z]{3})\b/i.exec(cell.trim())?.[1]?.toUpperCase() ?? null;
      }
      const title = (row.cells.find((cell) => cell.trim() !== '') ?? '').trim();
      if (/^closed transactions:?$/i.test(title)) section = 'closed';
      else if (/^open trades:?$/i.test(title)) section = 'open';
      else if (/^working orders:?$/i.test(title)) section = 'working';
      if (row.cells.slice(0, 2).some((cell) => /^ticket$/i.test(cell.trim()))) {
        const found = columnsOf(row);
        if (isHeader(found)) columns = found;
        return;
      }
      if (columns === null || isBlank(row) || !/^#?\d+$/.test(cellAt(row, placeOf(columns, NAMES.ticket)))) return;
      readTrade(row, columns, { account, currency, section }, context);
    },
    end() {},
  };
}

interface Around {
  readonly account: string | null;
  readonly currency: string | null;
  readonly section: 'closed' | 'open' | 'working';
}

function readTrade(row: Row, columns: Columns, around: Around, context: ReaderContext): void {
  const at = (role: keyof typeof NAMES): string => cellAt(row, placeOf(columns, NAMES[role]));
  const type = at('type').toLowerCase();
  if (type === 'balance' || type === 'credit') return context.ignore('deposit, withdrawal or credit');
  if (around.section === 'working' || /^(?:buy|sell) (?:limit|stop)/.test(type)) return context.ignore('order that was never filled');
  const direction = directionWord(type);
  if (direction === null) return context.reject(row, `The type “${at('type')}” is neither a buy nor a sell.`);
  const quantity = context.number(at('size'));
  const entryPrice = context.number(at('price'));
  const entryTime = context.time(at('openTime'));
  if (quantity === null || quantity === '0' || entryPrice === null || entryTime === null || at('item') === '') {
    return context.reject(row, 'The row has no instrument, size, open price and open time that can all be read.');
  }
  const common = {
    row, symbol: at('item'), quantity: magnitude(quantity), quantityUnit: 'lots' as const, basis: 'trip' as const, account: around.account, currency: around.currency,
  };
  const id = at('ticket').replace('#', '');
  if (around.section === 'open') {
    context.fill({ ...common, side: direction === 'long' ? 'buy' : 'sell', price: entryPrice, time: entryTime, effect: 'open', id: `${id}/entry`, rank: 2 });
    return;
  }
  const exitPrice = context.number(at('closePrice'));
  const exitTime = context.time(at('closeTime'));
  if (exitPrice === null || exitTime === null) return context.reject(row, 'The row has no close price and close time that can be read.');
  if ('ms' in entryTime && 'ms' in exitTime && exitTime.ms < entryTime.ms) return context.reject(row, 'The close is earlier than the opening.');
  const charged = (role: 'commission' | 'taxes' | 'swap'): Decimal | null => {
    const value = context.number(at(role));
    return value === null ? null : negate(value);
  };
  const taxes = charged('taxes');
  const swap = charged('swap');
  const profit = context.number(at('profit'));
  emitTrip(context, common, {
    direction, entryPrice, entryTime, exitPrice, exitTime, id, commission: charged('commission'),
    fees: taxes === null ? swap : addDecimals(taxes, swap ?? '0'), excursion: null, result: profit === null ? null : { amount: profit, costs: 'before' },
  });
}

export const metatrader4Statement: Format = {
  id: 'metatrader4', broker: 'MetaTrader 4', report: 'Account statement', dateOrder: 'dmy', zoneHint: "MetaTrader writes the time of the broker's server.",
  recognises: (head) => head.container !== 'xml' && headColumns(head).some(isHeader),
  reader: statementReader,
};
