import { fillTableFormat } from '../reading/fill-table.ts';

/** Lightspeed trades: single fills with their SEC and other fees; times are cut to the minute, `Long Buy` and `Short Sell` open. */
export const lightspeedTrades = fillTableFormat(
  { id: 'lightspeed-trades', broker: 'Lightspeed', report: 'Trades', dateOrder: 'mdy', zoneHint: 'Lightspeed writes US Eastern time.' },
  ['trade number', 'trade date', 'execution time', 'symbol', 'side', 'qty', 'price'],
  {
    columns: {
      symbol: ['symbol'], side: ['side'], quantity: ['qty'], price: ['price'], time: ['trade date'], clock: ['execution time'], account: ['account number', 'account'], id: ['trade number'], currency: ['currency code'], effect: ['buy/sell'],
      commission: ['commission amount'], fees: ['feesec', 'feemf', 'fee1', 'fee2', 'fee3', 'feestamp', 'feetaf', 'fee4'],
    },
    basis: 'fill', costSign: 'charge-positive', shares: true,
  },
);
