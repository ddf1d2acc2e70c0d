import { tripTableFormat } from '../reading/trip-table.ts';
import type { Format } from '../reading/format.ts';

/** How NinjaTrader names the columns of the grid in one language. MAE, MFE and the fees besides the commission are named in English everywhere. */
interface GridWords {
  readonly symbol: string;
  readonly direction: string;
  readonly quantity: readonly string[];
  readonly entryPrice: string;
  readonly exitPrice: string;
  readonly entryTime: string;
  readonly exitTime: string;
  readonly account: readonly string[];
  readonly commission: string;
}

const COSTS = ['clearing fee', 'exchange fee', 'ip fee', 'nfa fee'];

/**
 * NinjaTrader 8 trades grid. `Profit` is after all costs; where the grid shows only the commission and hides the fee
 * columns, the rest of the costs is what the profit lacks. MAE is written positive. A grid that displays points shows no
 * currency sign.
 */
function tradesGrid(id: string, report: string, dateOrder: 'infer' | 'dmy', words: GridWords): Format {
  const { symbol, direction, quantity, entryPrice, exitPrice, entryTime, exitTime, account, commission } = words;
  return tripTableFormat(
    { id, broker: 'NinjaTrader 8', report, dateOrder, zoneHint: 'NinjaTrader writes the time zone set under Tools, Options, General.' },
    [symbol, direction, entryPrice, exitPrice, entryTime, exitTime],
    {
      columns: {
        symbol: [symbol], direction: [direction], quantity, entryPrice: [entryPrice], exitPrice: [exitPrice], entryTime: [entryTime], exitTime: [exitTime],
        account, commission: [commission], fees: COSTS, result: ['profit'], mfe: ['mfe'], mae: ['mae'],
      },
      costSign: 'charge-positive', resultCosts: 'after', completeCosts: [commission, ...COSTS], maeSign: 'positive', mayBePoints: true,
    },
  );
}

export const ninjatraderTrades: readonly Format[] = [
  tradesGrid('ninjatrader-trades', 'Trades', 'infer', {
    symbol: 'instrument', direction: 'market pos.', quantity: ['qty', 'quantity'], entryPrice: 'entry price', exitPrice: 'exit price', entryTime: 'entry time', exitTime: 'exit time',
    account: ['account display name', 'account'], commission: 'commission',
  }),
  tradesGrid('ninjatrader-trades-fr', 'Trades (French)', 'dmy', {
    symbol: 'instrument', direction: 'pos. marché.', quantity: ['qté'], entryPrice: "prix d'entrée", exitPrice: 'prix de sortie', entryTime: "heure d'entrée", exitTime: 'heure de sortie',
    account: ['compte'], commission: 'commission',
  }),
  tradesGrid('ninjatrader-trades-pt', 'Trades (Portuguese)', 'dmy', {
    symbol: 'ativo', direction: 'pos mercado.', quantity: ['qtd'], entryPrice: 'preço entrada', exitPrice: 'preço saída', entryTime: 'hora entrada', exitTime: 'hora saída',
    account: ['conta'], commission: 'corretagem',
  }),
];
