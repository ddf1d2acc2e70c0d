import { divideRounded, formatFixed, multiplyFixed, type Fixed } from '../../engine/decimal.ts';
import { cellAt, columnsOf, hasAll, placeOf, type Columns } from '../reading/columns.ts';
import { currencyCode, fillTableFormat, positive } from '../reading/fill-table.ts';
import type { Format } from '../reading/format.ts';
import { withOptionColumns } from '../reading/option-name.ts';
import { shareSymbol } from '../symbols.ts';
import { fixed } from '../text/arithmetic.ts';
import type { ParsedTime } from '../text/dates.ts';
import { magnitude, parseNumber } from '../text/numbers.ts';
import type { Row } from '../types.ts';

const IDENTITY = { broker: 'tastytrade', dateOrder: 'mdy', zoneHint: 'tastytrade writes an offset in newer files; older files have none and mean US Eastern.' } as const;

type Cell = (names: readonly string[]) => string;

/**
 * The price of one share or of one unit of a contract. `Average Price` is per share for shares, per contract for options
 * (sometimes with the sign of the cash) and zero for futures; the description ends with the price itself.
 */
function priceOf(price: string, cell: Cell): string {
  const described = /@\s*\$?(-?[\d,]*\.?\d+)\s*$/.exec(cell(['description']))?.[1];
  if (described !== undefined) return described;
  if (/future/i.test(cell(['instrument type']))) return '';
  if (/^equity$/i.test(cell(['instrument type']))) return price.replace(/^-/, '');
  const value = parseNumber(cell(['value']));
  const quantity = parseNumber(cell(['quantity']));
  const multiplier = parseNumber(cell(['multiplier'])) ?? (/option/i.test(cell(['instrument type'])) ? '100' : '1');
  if (value === null || quantity === null || quantity === '0' || multiplier === '0') return price;
  const units = multiplyFixed(fixed(magnitude(quantity)), fixed(multiplier));
  return formatFixed(divideRounded(fixed(magnitude(value)) * 10n ** 10n, units));
}

const REQUIRED = ['date', 'type', 'action', 'symbol', 'instrument type', 'quantity', 'average price'];

const table = fillTableFormat(
  { ...IDENTITY, id: 'tastytrade', report: 'Transactions' },
  REQUIRED,
  {
    columns: {
      symbol: ['symbol'], side: ['action'], quantity: ['quantity'], price: ['average price'], time: ['date'], commission: ['commissions'], fees: ['fees'], currency: ['currency'], orderId: ['order #'], pointValue: ['multiplier'],
    },
    basis: 'fill', costSign: 'charge-negative', priceOf, symbolOf: (symbol, cell) => (/^equity$/i.test(cell(['instrument type'])) ? shareSymbol(symbol) : symbol),
    skip: (cell) => {
      const type = cell(['type']).toLowerCase();
      if (type === 'trade') return null;
      return type === 'receive deliver' ? 'exercise, assignment or transfer' : 'entry that is no trade';
    },
  },
);

/**
 * tastytrade transactions: trades among deposits and dividends; dates with an offset, padded option symbols. An option that
 * expires worthless is closed at zero; in which direction the row does not say, but the trades before it do.
 */
export const tastytradeTransactions: Format = {
  ...table,
  reader(context) {
    const positions = new Map<string, { readonly ms: number; readonly quantity: Fixed }[]>();
    const trades = table.reader({
      ...context,
      fill(draft) {
        note(draft.symbol, draft.time, draft.side === 'buy' ? fixed(draft.quantity) : -fixed(draft.quantity));
        context.fill(draft);
      },
    });
    const expired: { readonly row: Row; readonly at: (name: string) => string; readonly time: ParsedTime }[] = [];
    let columns: Columns | null = null;
    const note = (symbol: string, time: ParsedTime, quantity: Fixed): void => {
      if (!('ms' in time)) return;
      const list = positions.get(symbol);
      if (list === undefined) positions.set(symbol, [{ ms: time.ms, quantity }]);
      else list.push({ ms: time.ms, quantity });
    };
    return {
      row(row) {
        const found: Columns = columns ?? columnsOf(row);
        if (columns === null && hasAll(found, REQUIRED)) columns = found;
        const at = (name: string): string => cellAt(row, placeOf(found, [name]));
        const time = /^receive deliver$/i.test(at('type')) && /due to expiration/i.test(at('description')) ? context.time(at('date')) : null;
        if (time === null) trades.row(row);
        else expired.push({ row, at, time });
      },
      end() {
        trades.end();
        for (const { row, at, time } of expired) {
          const symbol = at('symbol');
          const until = 'ms' in time ? time.ms : 0;
          const held = (positions.get(symbol) ?? []).reduce((sum, { ms, quantity }) => (ms <= until ? sum + quantity : sum), 0n);
          const stated = context.number(at('quantity'));
          if (held === 0n || stated === null) {
            context.ignore('expiration of an option whose trades are not in the file');
            continue;
          }
          const most = held < 0n ? -held : held;
          const quantity = fixed(magnitude(stated)) < most ? fixed(magnitude(stated)) : most;
          note(symbol, time, held > 0n ? -quantity : quantity);
          context.fill({
            row, symbol, side: held > 0n ? 'sell' : 'buy', quantity: formatFixed(quantity), price: '0', time, basis: 'fill', effect: 'close', commission: '0', fees: '0', currency: currencyCode(at('currency')),
            pointValue: positive(context.number(at('multiplier'))), distinction: 'expired',
          });
        }
      },
    };
  },
};

/** The layout of its first years: buy or sell, open or close, expiry and strike in columns of their own. */
export const tastytradeOlder = fillTableFormat(
  { ...IDENTITY, id: 'tastytrade-older', report: 'Transactions (older layout)' },
  ['date/time', 'transaction code', 'transaction subcode', 'symbol', 'buy/sell', 'open/close', 'quantity', 'price', 'fees'],
  {
    columns: {
      symbol: ['symbol'], side: ['buy/sell'], quantity: ['quantity'], price: ['price'], time: ['date/time'], fees: ['fees'], effect: ['open/close'], account: ['account reference'],
    },
    basis: 'fill', costSign: 'charge-positive', shares: true, symbolOf: withOptionColumns,
    skip: (cell) => (cell(['transaction code']).toLowerCase() === 'trade' ? null : 'entry that is no trade'),
  },
);
