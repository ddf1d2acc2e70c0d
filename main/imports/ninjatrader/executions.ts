import { fillTableFormat } from '../reading/fill-table.ts';

/** NinjaTrader 8 executions grid. Copied trades repeat across accounts, so ids count within their account. */
export const ninjatraderExecutions = fillTableFormat(
  { id: 'ninjatrader-executions', broker: 'NinjaTrader 8', report: 'Executions', dateOrder: 'infer', zoneHint: 'NinjaTrader writes the time zone set under Tools, Options, General.' },
  ['instrument', 'action', 'quantity', 'price', 'time', 'e/x', 'position'],
  {
    columns: {
      symbol: ['instrument'], side: ['action'], quantity: ['quantity'], price: ['price'], time: ['time'], account: ['account display name', 'account'], id: ['id'], orderId: ['order id'],
      commission: ['commission'], fees: ['fee', 'fees'], effect: ['e/x'], position: ['position'],
    },
    basis: 'fill', costSign: 'charge-positive',
  },
);
