import { formatFixed, multiplyFixed, type Decimal } from '../../engine/decimal.ts';
import { fillTableFormat } from '../reading/fill-table.ts';
import { addDecimals, fixed } from '../text/arithmetic.ts';
import { parseNumber } from '../text/numbers.ts';

const COSTS = ['transaction fee', 'finra fee', 'stamp duty', 'stamp duty reserve tax', 'french transaction tax', 'ptm levy', 'currency conversion fee'];

type Cell = (names: readonly string[]) => string;

/** All costs a row states, in the currency of its price; those in the account's currency by the rate the row itself states. */
function costsOf(cell: Cell): Decimal | null {
  const priced = cell(['currency (price / share)']);
  const rate = parseNumber(cell(['exchange rate']));
  let total: Decimal | null = null;
  for (const name of COSTS) {
    const amount = parseNumber(cell([name]));
    if (amount === null) continue;
    const currency = cell([`currency (${name})`]);
    const same = currency === '' || currency === priced;
    // The rate is what one unit of the account's currency is worth in the currency of the price.
    if (!same && rate === null) return null;
    total = addDecimals(total ?? '0', same || rate === null ? amount : formatFixed(multiplyFixed(fixed(amount), fixed(rate))));
  }
  return total;
}

/** Trading 212 history: orders at one price among deposits and dividends; every kind of cost in a column of its own. */
export const trading212History = fillTableFormat(
  { id: 'trading212', broker: 'Trading 212', report: 'History', dateOrder: 'mdy', zoneHint: 'Trading 212 writes UTC.' },
  ['action', 'time', 'ticker', 'no. of shares', 'price / share', 'currency (price / share)'],
  {
    columns: { symbol: ['ticker'], side: ['action'], quantity: ['no. of shares'], price: ['price / share'], time: ['time'], id: ['id'], currency: ['currency (price / share)'] },
    basis: 'fill', costSign: 'charge-positive', shares: true, pointValue: '1', feesOf: costsOf,
    skip: (cell) => (/\b(?:buy|sell)$/i.test(cell(['action'])) ? null : 'entry that is no trade'),
  },
);
