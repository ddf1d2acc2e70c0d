import { fillTableFormat } from '../reading/fill-table.ts';

/**
 * Schwab's transaction history. It has dates and no times, so its rows are refused one by one, with that reason: the
 * same trades with their times are in thinkorswim's account statement.
 */
export const schwabTransactions = fillTableFormat(
  { id: 'schwab-transactions', broker: 'Schwab', report: 'Transactions', dateOrder: 'mdy', zoneHint: 'Schwab writes US Eastern time.' },
  ['date', 'action', 'symbol', 'description', 'quantity', 'price', 'fees & comm'],
  {
    columns: { symbol: ['symbol'], side: ['action'], quantity: ['quantity'], price: ['price'], time: ['date'], fees: ['fees & comm'] },
    basis: 'fill', costSign: 'charge-positive',
    skip: (cell) => (/^(?:buy|sell)/i.test(cell(['action'])) ? null : 'entry that is no trade'),
  },
);
