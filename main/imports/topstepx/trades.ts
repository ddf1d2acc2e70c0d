import { tripTableFormat } from '../reading/trip-table.ts';

/**
 * TopstepX / ProjectX Trades, 11 to 13 columns. `PnL` is before costs. `TradeDay` is the exchange's session and is not
 * used as a date. Older exports carry no offset and need the zone.
 */
export const topstepxTrades = tripTableFormat(
  { id: 'topstepx-trades', broker: 'TopstepX / ProjectX', report: 'Trades', dateOrder: 'mdy', zoneHint: 'TopstepX writes the time zone set in the platform.' },
  ['contractname', 'enteredat', 'exitedat', 'entryprice', 'exitprice', 'size', 'type'],
  {
    columns: {
      symbol: ['contractname'], direction: ['type'], quantity: ['size'], entryPrice: ['entryprice'], exitPrice: ['exitprice'], entryTime: ['enteredat'], exitTime: ['exitedat'],
      account: ['accountname', 'account'], id: ['id'], commission: ['commissions', 'commission'], fees: ['fees'], result: ['pnl'],
    },
    costSign: 'charge-positive', resultCosts: 'before',
  },
);
