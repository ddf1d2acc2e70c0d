import { fillTableFormat } from '../reading/fill-table.ts';

const ZONE = 'TradingView writes the time zone of the chart.';

/** TradingView order history: one row per order, filled or not; the closing time is the time of the fill. */
export const tradingviewOrders = fillTableFormat(
  { id: 'tradingview-orders', broker: 'TradingView', report: 'Order history', dateOrder: 'infer', zoneHint: ZONE },
  ['symbol', 'side', 'fill price', 'placing time', 'closing time'],
  {
    columns: {
      symbol: ['symbol'], side: ['side'], quantity: ['filled qty', 'qty', 'quantity'], price: ['avg fill price', 'fill price'], time: ['closing time'], orderId: ['order id'],
      commission: ['commission'], status: ['status'], account: ['account'],
    },
    basis: 'order', costSign: 'charge-positive', orderIsFill: true,
  },
);

/**
 * The order history of TradingView's trading panel, for brokers connected to it: one row per order, its last change is its fill.
 * Its stops are the last ones, which need not be the first, and are not taken.
 */
export const tradingviewPanelOrders = fillTableFormat(
  { id: 'tradingview-panel-orders', broker: 'TradingView', report: 'Order history (trading panel)', dateOrder: 'infer', zoneHint: ZONE },
  ['symbol', 'side', 'type', 'filled qty', 'avg fill price', 'status', 'update time'],
  {
    columns: {
      symbol: ['symbol'], side: ['side'], quantity: ['filled qty'], price: ['avg fill price'], time: ['update time'], orderId: ['order id'], commission: ['commission', 'execution fee'], status: ['status'],
      account: ['account'],
    },
    basis: 'order', costSign: 'unsigned', orderIsFill: true, quantityIsFilled: true,
  },
);

/** The German order history, as TradingView and the brokers inside it (AvaTrade) write it. */
export const tradingviewOrdersGerman = fillTableFormat(
  { id: 'tradingview-orders-de', broker: 'TradingView', report: 'Order history (German)', dateOrder: 'infer', zoneHint: ZONE },
  ['symbol', 'seite', 'erfüllungsmenge', 'durchschnittlicher erfüllungspreis', 'status zeit'],
  {
    columns: {
      symbol: ['symbol'], side: ['seite'], quantity: ['erfüllungsmenge'], price: ['durchschnittlicher erfüllungspreis'], time: ['status zeit'], orderId: ['order-nummer'],
      commission: ['kommission'], status: ['status'],
    },
    basis: 'order', costSign: 'charge-positive', orderIsFill: true, quantityIsFilled: true,
  },
);
