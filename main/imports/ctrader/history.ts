import { tripTableFormat } from '../reading/trip-table.ts';

/** cTrader history: the offset is in the header (`Opening time (UTC-4)`), days come first, volumes are `2.00 Lots`, `Net` is after costs. */
export const ctraderHistory = tripTableFormat(
  { id: 'ctrader-history', broker: 'cTrader', report: 'History', dateOrder: 'dmy', zoneHint: 'cTrader writes the offset in the header of the time columns.' },
  ['symbol', 'opening direction', 'closing time', 'entry price', 'closing price'],
  {
    columns: {
      symbol: ['symbol'], direction: ['opening direction'], quantity: ['closing quantity', 'closing volume', 'quantity', 'volume'], entryPrice: ['entry price'], exitPrice: ['closing price'],
      entryTime: ['opening time', 'open time'], exitTime: ['closing time'], account: ['account'], id: ['deal id'], commission: ['commissions', 'commission'], fees: ['swap'],
      result: ['net $', 'net usd', 'net €', 'net eur', 'net £', 'net gbp', 'net', 'net p&l'],
    },
    costSign: 'charge-negative', resultCosts: 'after', completeCosts: ['commissions', 'swap'], quantityUnit: 'lots', unitsIn: /volume/i,
  },
);
