import { tripTableFormat } from '../reading/trip-table.ts';

const ZONE = 'NinjaTrader writes the time zone set under Tools, Options, General.';
const COSTS = ['clearing fee', 'exchange fee', 'ip fee', 'nfa fee'];

/**
 * NinjaTrader 8 trades grid. `Profit` is after all costs; where the grid shows only `Commission` and hides the fee
 * columns, the rest of the costs is what the profit lacks. MAE is written positive. A grid that displays points shows no
 * currency sign.
 */
export const ninjatraderTrades = tripTableFormat(
  { id: 'ninjatrader-trades', broker: 'NinjaTrader 8', report: 'Trades', dateOrder: 'infer', zoneHint: ZONE },
  ['instrument', 'market pos.', 'entry price', 'exit price', 'entry time', 'exit time'],
  {
    columns: {
      symbol: ['instrument'], direction: ['market pos.'], quantity: ['qty', 'quantity'], entryPrice: ['entry price'], exitPrice: ['exit price'], entryTime: ['entry time'], exitTime: ['exit time'],
      account: ['account display name', 'account'], commission: ['commission'], fees: COSTS, result: ['profit'], mfe: ['mfe'], mae: ['mae'],
    },
    costSign: 'charge-positive', resultCosts: 'after', completeCosts: ['commission', ...COSTS], maeSign: 'positive', mayBePoints: true,
  },
);

/** The same grid of a NinjaTrader in Portuguese. */
export const ninjatraderTradesPortuguese = tripTableFormat(
  { id: 'ninjatrader-trades-pt', broker: 'NinjaTrader 8', report: 'Trades (Portuguese)', dateOrder: 'dmy', zoneHint: ZONE },
  ['ativo', 'pos mercado.', 'preço entrada', 'preço saída', 'hora entrada', 'hora saída'],
  {
    columns: {
      symbol: ['ativo'], direction: ['pos mercado.'], quantity: ['qtd'], entryPrice: ['preço entrada'], exitPrice: ['preço saída'], entryTime: ['hora entrada'], exitTime: ['hora saída'],
      account: ['conta'], commission: ['corretagem'], fees: COSTS, result: ['profit'], mfe: ['mfe'], mae: ['mae'],
    },
    costSign: 'charge-positive', resultCosts: 'after', completeCosts: ['corretagem', ...COSTS], maeSign: 'positive', mayBePoints: true,
  },
);
