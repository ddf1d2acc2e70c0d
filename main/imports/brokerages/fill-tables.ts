import type { Format } from '../reading/format.ts';
import { fillTableFormat } from '../reading/fill-table.ts';

/** Brokers whose export is one plain table of fills: nothing but their columns tells them apart. */

const firstrade = fillTableFormat(
  { id: 'firstrade', broker: 'Firstrade', report: 'Account history', dateOrder: 'mdy', zoneHint: 'Firstrade writes US Eastern time.' },
  ['symbol', 'quantity', 'price', 'action', 'description', 'tradedate', 'settleddate', 'recordtype'],
  {
    // The time, where there is one, is at the end of the description.
    columns: { symbol: ['symbol'], side: ['action'], quantity: ['quantity'], price: ['price'], time: ['tradedate'], commission: ['commission'], fees: ['fee'], clock: ['description'] },
    basis: 'fill', costSign: 'charge-positive', shares: true,
    clockPattern: /EXEC TIME: (?:\d{4}-\d{2}-\d{2} )?(\d{1,2}:\d{2}:\d{2})/,
    skip: (cell) => (cell(['recordtype']).toLowerCase() === 'trade' ? null : 'entry that is no trade'),
  },
);

const questrade = fillTableFormat(
  { id: 'questrade', broker: 'Questrade', report: 'Executions', dateOrder: 'mdy', zoneHint: 'Questrade writes US Eastern time unless the cell has an offset.' },
  ['symbol', 'action', 'fill qty', 'fill price', 'exec time'],
  { columns: { symbol: ['symbol'], side: ['action'], quantity: ['fill qty'], price: ['fill price'], time: ['exec time'], commission: ['commission'], account: ['account', 'account #'] }, basis: 'fill', costSign: 'charge-positive', shares: true },
);

const tastytrade = fillTableFormat(
  { id: 'tastytrade', broker: 'tastytrade', report: 'Transactions', dateOrder: 'mdy', zoneHint: 'tastytrade writes an offset in newer files; older files have dates only.' },
  ['date', 'type', 'action', 'symbol', 'instrument type', 'quantity', 'average price'],
  {
    columns: { symbol: ['symbol'], side: ['action'], quantity: ['quantity'], price: ['average price'], time: ['date'], commission: ['commissions'], fees: ['fees'], currency: ['currency'], orderId: ['order #'] },
    basis: 'fill', costSign: 'charge-negative', shares: true,
    skip: (cell) => {
      if (cell(['type']).toLowerCase() !== 'trade') return 'entry that is no trade';
      // Its average price is per share for shares and per contract for options and futures.
      return /^equity$/i.test(cell(['instrument type'])) ? null : 'option or future (this report gives their value per contract, not their price)';
    },
  },
);

const etrade = fillTableFormat(
  { id: 'etrade', broker: 'E*TRADE', report: 'Transactions', dateOrder: 'mdy', zoneHint: 'E*TRADE writes US Eastern time.' },
  ['transaction date', 'transaction type', 'symbol', 'quantity', 'price', 'commission'],
  { columns: { symbol: ['symbol'], side: ['transaction type'], quantity: ['quantity'], price: ['price'], time: ['transaction date'], commission: ['commission'], fees: ['fees'] }, basis: 'fill', costSign: 'charge-positive', shares: true },
);

const zerodha = fillTableFormat(
  { id: 'zerodha-tradebook', broker: 'Zerodha', report: 'Tradebook', dateOrder: 'mdy', zoneHint: 'Zerodha writes Indian time (Asia/Kolkata).' },
  ['symbol', 'trade_date', 'trade_type', 'quantity', 'price', 'trade_id', 'order_execution_time'],
  { columns: { symbol: ['symbol'], side: ['trade_type'], quantity: ['quantity'], price: ['price'], time: ['order_execution_time'], id: ['trade_id'], orderId: ['order_id'] }, basis: 'fill', costSign: 'charge-positive', currency: 'INR' },
);

const trading212 = fillTableFormat(
  { id: 'trading212', broker: 'Trading 212', report: 'History', dateOrder: 'mdy', zoneHint: 'Trading 212 writes UTC.' },
  ['action', 'time', 'ticker', 'no. of shares', 'price / share', 'currency (price / share)'],
  {
    columns: { symbol: ['ticker'], side: ['action'], quantity: ['no. of shares'], price: ['price / share'], time: ['time'], id: ['id'], currency: ['currency (price / share)'] },
    basis: 'fill', costSign: 'charge-positive', shares: true,
    skip: (cell) => (/\b(?:buy|sell)$/i.test(cell(['action'])) ? null : 'entry that is no trade'),
  },
);

const tiger = fillTableFormat(
  { id: 'tiger-brokers', broker: 'Tiger Brokers', report: 'Trade history', dateOrder: 'mdy', zoneHint: 'Tiger Brokers writes an offset behind each time.' },
  ['symbol', 'trade date', 'time', 'buy/sell', 'quantity', 'trade price', 'comm/fee/tax'],
  {
    columns: { symbol: ['symbol'], side: ['buy/sell'], quantity: ['quantity'], price: ['trade price'], time: ['trade date'], clock: ['time'], currency: ['currency'], commission: ['comm/fee/tax'], fees: ['gst'] },
    basis: 'fill', costSign: 'charge-negative', shares: true,
  },
);

export const PLAIN_FILL_TABLES: readonly Format[] = [firstrade, questrade, tastytrade, etrade, zerodha, trading212, tiger];
