import { fillTableFormat } from '../reading/fill-table.ts';

/**
 * Rithmic R | Trader Pro order history, completed orders: one row per order at its average fill price. Its commission
 * column is a rate, not an amount, so costs are unknown.
 */
export const rithmicOrders = fillTableFormat(
  { id: 'rithmic-orders', broker: 'Rithmic R | Trader', report: 'Order history', dateOrder: 'infer', zoneHint: 'R | Trader writes its own display time zone; the header may name it, as (RDT) or (CST).' },
  ['account', 'buy/sell', 'symbol', 'qty filled', 'avg fill price'],
  {
    columns: {
      symbol: ['symbol'], side: ['buy/sell'], quantity: ['qty filled'], price: ['avg fill price'],
      time: ['fill time', 'update time', 'last fill time', 'create time'], account: ['account'], orderId: ['order number'], status: ['status'],
    },
    basis: 'order', costSign: 'charge-positive', orderIsFill: true, quantityIsFilled: true,
  },
);

/** Rithmic trade history, single executions. */
export const rithmicFills = fillTableFormat(
  { id: 'rithmic-fills', broker: 'Rithmic R | Trader', report: 'Trade history', dateOrder: 'infer', zoneHint: 'R | Trader writes its own display time zone.' },
  ['date', 'time', 'symbol', 'side', 'quantity', 'price', 'net p/l'],
  {
    columns: {
      symbol: ['symbol'], side: ['side'], quantity: ['quantity'], price: ['price'], time: ['date'], clock: ['time'], account: ['account'], id: ['execution id'], orderId: ['order id'], commission: ['commission'],
    },
    basis: 'fill', costSign: 'charge-positive',
  },
);
