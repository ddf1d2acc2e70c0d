import { fillTableFormat } from '../reading/fill-table.ts';

const IDENTITY = { broker: 'Webull', dateOrder: 'mdy', zoneHint: 'Webull writes EST, EDT or an offset behind each time; older files have none and mean US Eastern.' } as const;

/** Webull orders: a row per order, filled quantity in `Filled`, the average price where the file has one. */
export const webullOrders = fillTableFormat(
  { ...IDENTITY, id: 'webull-orders', report: 'Orders' },
  ['symbol', 'side', 'status', 'filled', 'filled time'],
  {
    columns: { symbol: ['symbol'], side: ['side'], quantity: ['filled'], price: ['avg price', 'price'], time: ['filled time'], status: ['status'], commission: ['commission'], fees: ['fee'] },
    basis: 'order', costSign: 'charge-positive', shares: true, quantityIsFilled: true,
  },
);

/** The newer Webull layout, also used for options. */
export const webullFilledOrders = fillTableFormat(
  { ...IDENTITY, id: 'webull-filled-orders', report: 'Filled orders' },
  ['symbol', 'b/s', 'filled avg price', 'filled qty', 'filled time'],
  {
    columns: { symbol: ['symbol'], side: ['b/s'], quantity: ['filled qty'], price: ['filled avg price'], time: ['filled time'], status: ['status'], commission: ['commission'], fees: ['fee'] },
    basis: 'order', costSign: 'charge-positive', shares: true, quantityIsFilled: true,
  },
);
