import { fillTableFormat } from '../reading/fill-table.ts';

/** DAS Trader trade log: times without a date, in any order; `SS` is a short sale. */
export const dasTrades = fillTableFormat(
  { id: 'das-trades', broker: 'DAS Trader', report: 'Trades', dateOrder: 'mdy', zoneHint: 'DAS writes the time of the exchange, US Eastern.' },
  ['time', 'side', 'price', 'qty', 'route'],
  {
    columns: {
      symbol: ['symbol', 'symb'], side: ['side'], quantity: ['qty'], price: ['price'], time: ['date', 'time'], clock: ['time'], account: ['account'], orderId: ['cloid', 'orderid'],
      commission: ['comm', 'commission'], fees: ['ecnfee', 'fee'],
    },
    basis: 'fill', costSign: 'charge-positive', shares: true,
  },
);
