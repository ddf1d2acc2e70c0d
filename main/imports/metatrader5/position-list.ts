import { fillTableFormat } from '../reading/fill-table.ts';

/** The position history list some MetaTrader 5 brokers offer as CSV: one row per deal, `Trade Buy In`, `Trade Sell Out`. */
export const metatrader5PositionList = fillTableFormat(
  { id: 'metatrader5-position-list', broker: 'MetaTrader 5', report: 'Position history list', dateOrder: 'infer', zoneHint: "MetaTrader writes the time of the broker's server." },
  ['symbol', 'position', 'date time', 'transaction type', 'trade volume lots', 'open price', 'profit'],
  {
    columns: {
      symbol: ['symbol'], side: ['transaction type'], quantity: ['trade volume lots'], price: ['open price'], time: ['date time'], account: ['account number'], orderId: ['position'], result: ['profit'],
    },
    basis: 'fill', costSign: 'charge-negative', quantityUnit: 'lots', hedging: true, resultCosts: 'before',
  },
);
