import type { Format } from '../reading/format.ts';
import { fillTableFormat } from '../reading/fill-table.ts';
import { optionName } from '../reading/option-name.ts';

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
    symbolOf: (symbol, cell) => {
      const [, right = '', root = '', expiry = '', strike = ''] = /^(PUT|CALL) (\S+) (\d{2}\/\d{2}\/\d{2,4}) ([\d.]+)\b/.exec(cell(['description'])) ?? [];
      return symbol === '' ? (optionName(root, expiry, strike, right) ?? '') : symbol;
    },
  },
);

const questrade = fillTableFormat(
  { id: 'questrade', broker: 'Questrade', report: 'Executions', dateOrder: 'mdy', zoneHint: 'Questrade writes US Eastern time unless the cell has an offset.' },
  ['symbol', 'action', 'fill qty', 'fill price', 'exec time'],
  { columns: { symbol: ['symbol'], side: ['action'], quantity: ['fill qty'], price: ['fill price'], time: ['exec time'], commission: ['commission'], account: ['account', 'account #'], currency: ['currency'] }, basis: 'fill', costSign: 'charge-positive', shares: true },
);

const etrade = fillTableFormat(
  { id: 'etrade', broker: 'E*TRADE', report: 'Transactions', dateOrder: 'mdy', zoneHint: 'E*TRADE writes US Eastern time.' },
  ['transaction date', 'transaction type', 'symbol', 'quantity', 'price', 'commission'],
  { columns: { symbol: ['symbol'], side: ['transaction type'], quantity: ['quantity'], price: ['price'], time: ['transaction date'], commission: ['commission'], fees: ['fees'] }, basis: 'fill', costSign: 'charge-positive', shares: true },
);

const zerodha = fillTableFormat(
  { id: 'zerodha-tradebook', broker: 'Zerodha', report: 'Tradebook', dateOrder: 'mdy', zoneHint: 'Zerodha writes Indian time (Asia/Kolkata).' },
  ['symbol', 'trade_date', 'trade_type', 'quantity', 'price', 'trade_id', 'order_execution_time'],
  { columns: { symbol: ['symbol'], side: ['trade_type'], quantity: ['quantity'], price: ['price'], time: ['order_execution_time'], id: ['trade_id'], orderId: ['order_id'] }, basis: 'fill', costSign: 'charge-positive', currency: 'INR', pointValue: '1' },
);

const tiger = fillTableFormat(
  { id: 'tiger-brokers', broker: 'Tiger Brokers', report: 'Trade history', dateOrder: 'mdy', zoneHint: 'Tiger Brokers writes an offset behind each time.' },
  ['symbol', 'trade date', 'time', 'buy/sell', 'quantity', 'trade price', 'comm/fee/tax'],
  {
    columns: { symbol: ['symbol'], side: ['buy/sell'], quantity: ['quantity'], price: ['trade price'], time: ['trade date'], clock: ['time'], currency: ['currency'], commission: ['comm/fee/tax'], fees: ['gst'] },
    basis: 'fill', costSign: 'charge-negative', shares: true,
  },
);

export const PLAIN_FILL_TABLES: readonly Format[] = [firstrade, questrade, etrade, zerodha, tiger];
