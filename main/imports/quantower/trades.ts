import { fillTableFormat } from '../reading/fill-table.ts';

/** Quantower trades panel: single fills, newest first, signed quantity and a side, result before costs per fill. */
export const quantowerTrades = fillTableFormat(
  { id: 'quantower-trades', broker: 'Quantower', report: 'Trades', dateOrder: 'infer', zoneHint: 'Quantower writes the time zone set in its general settings.' },
  ['account', 'date/time', 'symbol', 'side', 'quantity', 'price', 'trade id'],
  {
    columns: {
      symbol: ['symbol'], side: ['side'], quantity: ['quantity'], price: ['price'], time: ['date/time'], account: ['account'], id: ['trade id'], orderId: ['order id'], fees: ['fee'], result: ['gross p/l'],
    },
    basis: 'fill', costSign: 'charge-positive', resultCosts: 'before',
  },
);
