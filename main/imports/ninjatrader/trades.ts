import { tripTableFormat } from '../reading/trip-table.ts';

/**
 * NinjaTrader 8 trades grid. `Profit` is after all costs; where the grid shows only `Commission` and hides the fee
 * columns, the rest of the costs is what the profit lacks. MAE is written positive. A grid that displays points shows no
 * currency sign.
 */
export const ninjatraderTrades = tripTableFormat(
  { id: 'ninjatrader-trades', broker: 'NinjaTrader 8', report: 'Trades', dateOrder: 'infer', zoneHint: 'NinjaTrader writes the time zone set under Tools, Options, General.' },
  ['instrument', 'market pos.', 'entry price', 'exit price', 'entry time', 'exit time'],
  {
    columns: {
      symbol: ['instrument'], direction: ['market pos.'], quantity: ['qty', 'quantity'], entryPrice: ['entry price'], exitPrice: ['exit price'], entryTime: ['entry time'], exitTime: ['exit time'],
      account: ['account display name', 'account'], commission: ['commission'], fees: ['clearing fee', 'exchange fee', 'ip fee', 'nfa fee'], result: ['profit'], mfe: ['mfe'], mae: ['mae'],
    },
    costSign: 'charge-positive', resultCosts: 'after', completeCosts: ['commission', 'clearing fee', 'exchange fee', 'ip fee', 'nfa fee'], maeSign: 'positive', mayBePoints: true,
  },
);
