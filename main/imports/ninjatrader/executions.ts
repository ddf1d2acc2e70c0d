import { fillTableFormat } from '../reading/fill-table.ts';

/**
 * NinjaTrader 8 executions grid; the trader chooses its columns. Copied trades repeat across accounts, so ids count within
 * their account.
 */
export const ninjatraderExecutions = fillTableFormat(
  { id: 'ninjatrader-executions', broker: 'NinjaTrader 8', report: 'Executions', dateOrder: 'infer', zoneHint: 'NinjaTrader writes the time zone set under Tools, Options, General.' },
  ['instrument', 'action', 'quantity', 'price', 'time'],
  {
    columns: {
      symbol: ['instrument'], side: ['action'], quantity: ['quantity'], price: ['price'], time: ['time'], account: ['account display name', 'account'], id: ['id'], orderId: ['order id'],
      commission: ['commission'], fees: ['fee', 'fees'], effect: ['e/x'], position: ['position'],
    },
    basis: 'fill', costSign: 'charge-positive',
  },
  { oneOf: ['e/x', 'position'] },
);
