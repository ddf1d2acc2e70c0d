import { divideRounded, formatFixed, multiplyFixed } from '../../engine/decimal.ts';
import { fillTableFormat } from '../reading/fill-table.ts';
import { withOptionColumns } from '../reading/option-name.ts';
import { shareSymbol } from '../symbols.ts';
import { fixed } from '../text/arithmetic.ts';
import { magnitude, parseNumber } from '../text/numbers.ts';

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

/** tastytrade transactions: trades among deposits, dividends and expirations; dates with an offset, padded option symbols. */
export const tastytradeTransactions = fillTableFormat(
  { ...IDENTITY, id: 'tastytrade', report: 'Transactions' },
  ['date', 'type', 'action', 'symbol', 'instrument type', 'quantity', 'average price'],
  {
    columns: {
      symbol: ['symbol'], side: ['action'], quantity: ['quantity'], price: ['average price'], time: ['date'], commission: ['commissions'], fees: ['fees'], currency: ['currency'], orderId: ['order #'], pointValue: ['multiplier'],
    },
    basis: 'fill', costSign: 'charge-negative', priceOf, symbolOf: (symbol, cell) => (/^equity$/i.test(cell(['instrument type'])) ? shareSymbol(symbol) : symbol),
    skip: (cell) => {
      const type = cell(['type']).toLowerCase();
      if (type === 'trade') return null;
      return type === 'receive deliver' ? 'expiration, exercise, assignment or transfer' : 'entry that is no trade';
    },
  },
);

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
