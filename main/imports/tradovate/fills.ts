import { fillTableFormat } from '../reading/fill-table.ts';

/** Tradovate's Fills report: single executions with their commission. `_timestamp` is UTC, so no zone has to be asked for. */
export const tradovateFills = fillTableFormat(
  { id: 'tradovate-fills', broker: 'Tradovate', report: 'Fills', dateOrder: 'mdy', zoneHint: 'Tradovate writes the time zone set in your Tradovate profile.' },
  ['fill id', 'b/s', 'quantity', 'price', 'contract', 'timestamp'],
  {
    columns: {
      symbol: ['contract'], side: ['b/s'], quantity: ['quantity'], price: ['price'], time: ['_timestamp', 'timestamp'], account: ['account'], id: ['fill id'], orderId: ['order id'],
      commission: ['commission'], currency: ['currency'],
    },
    basis: 'fill', costSign: 'charge-positive', idSpace: 'tradovate:fill',
    skip: (cell) => (cell(['_active']).toLowerCase() === 'false' ? 'corrected or busted fill' : null),
  },
);
