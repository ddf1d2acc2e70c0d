/**
 * The starter catalogue: contract sizes as their exchanges publish them. A trader may change any of it, and a contract that
 * is not here is typed in once.
 */
import { parseFixed, type Decimal } from './decimal.ts';
import type { Instrument } from './model.ts';

function places(tickSize: Decimal): number {
  const point = tickSize.indexOf('.');
  return point === -1 ? 0 : tickSize.length - point - 1;
}

function instrument(kind: Instrument['kind'], symbol: string, name: string, tickSize: Decimal, pointValue: Decimal, currency: string, quantityStep: Decimal, calendarId: string): Instrument {
  return { symbol, name, kind, tickSize, pointValue, currency, quantityStep, priceDecimals: places(tickSize), calendarId };
}

const future = (symbol: string, name: string, tickSize: Decimal, pointValue: Decimal): Instrument => instrument('future', symbol, name, tickSize, pointValue, 'USD', '1', 'cme-globex');
const eurex = (symbol: string, name: string, tickSize: Decimal, pointValue: Decimal): Instrument => instrument('future', symbol, name, tickSize, pointValue, 'EUR', '1', 'eurex');
/** One unit of the base currency; P&L is in the quote currency. */
const fx = (symbol: string, name: string, tickSize: Decimal, currency: string): Instrument => instrument('fx', symbol, name, tickSize, '1', currency, '1000', 'fx');
const crypto = (symbol: string, name: string, tickSize: Decimal, quantityStep: Decimal): Instrument => instrument('crypto', symbol, name, tickSize, '1', 'USD', quantityStep, 'crypto-utc');
const share = (symbol: string, name: string): Instrument => instrument('share', symbol, name, '0.01', '1', 'USD', '1', 'us-equities');

export const INSTRUMENTS: readonly Instrument[] = [
  // Equity index futures
  future('MES', 'Micro E-mini S&P 500', '0.25', '5'),
  future('ES', 'E-mini S&P 500', '0.25', '50'),
  future('MNQ', 'Micro E-mini Nasdaq-100', '0.25', '2'),
  future('NQ', 'E-mini Nasdaq-100', '0.25', '20'),
  future('M2K', 'Micro E-mini Russell 2000', '0.1', '5'),
  future('RTY', 'E-mini Russell 2000', '0.1', '50'),
  future('MYM', 'Micro E-mini Dow', '1', '0.5'),
  future('YM', 'E-mini Dow', '1', '5'),
  eurex('FDAX', 'DAX future', '1', '25'),
  eurex('FDXM', 'Mini-DAX future', '1', '5'),
  eurex('FDXS', 'Micro-DAX future', '1', '1'),
  eurex('FESX', 'Euro Stoxx 50 future', '1', '10'),
  // Energy and metals
  future('CL', 'Crude oil', '0.01', '1000'),
  future('MCL', 'Micro crude oil', '0.01', '100'),
  future('NG', 'Natural gas', '0.001', '10000'),
  future('GC', 'Gold', '0.1', '100'),
  future('MGC', 'Micro gold', '0.1', '10'),
  future('SI', 'Silver', '0.005', '5000'),
  future('SIL', 'Micro silver', '0.005', '1000'),
  future('HG', 'Copper', '0.0005', '25000'),
  // Rates
  future('ZB', 'US Treasury bond, 30 years', '0.03125', '1000'),
  future('ZN', 'US Treasury note, 10 years', '0.015625', '1000'),
  future('ZF', 'US Treasury note, 5 years', '0.0078125', '1000'),
  eurex('FGBL', 'Euro-Bund future', '0.01', '1000'),
  // Currency futures
  future('6E', 'Euro FX', '0.00005', '125000'),
  future('M6E', 'Micro EUR/USD', '0.0001', '12500'),
  future('6B', 'British pound', '0.0001', '62500'),
  future('6J', 'Japanese yen', '0.0000005', '12500000'),
  future('6A', 'Australian dollar', '0.00005', '100000'),
  future('6C', 'Canadian dollar', '0.00005', '100000'),
  // Crypto futures
  future('MBT', 'Micro bitcoin', '5', '0.1'),
  future('MET', 'Micro ether', '0.5', '0.1'),
  // Currencies
  fx('EURUSD', 'Euro / US dollar', '0.00001', 'USD'),
  fx('GBPUSD', 'Pound / US dollar', '0.00001', 'USD'),
  fx('USDJPY', 'US dollar / yen', '0.001', 'JPY'),
  fx('USDCHF', 'US dollar / Swiss franc', '0.00001', 'CHF'),
  fx('USDCAD', 'US dollar / Canadian dollar', '0.00001', 'CAD'),
  fx('AUDUSD', 'Australian dollar / US dollar', '0.00001', 'USD'),
  fx('NZDUSD', 'New Zealand dollar / US dollar', '0.00001', 'USD'),
  fx('EURGBP', 'Euro / pound', '0.00001', 'GBP'),
  fx('EURJPY', 'Euro / yen', '0.001', 'JPY'),
  // Crypto
  crypto('BTCUSD', 'Bitcoin / US dollar', '0.01', '0.0001'),
  crypto('ETHUSD', 'Ether / US dollar', '0.01', '0.001'),
  crypto('SOLUSD', 'Solana / US dollar', '0.01', '0.01'),
  // Shares and funds
  share('AAPL', 'Apple'),
  share('MSFT', 'Microsoft'),
  share('NVDA', 'Nvidia'),
  share('AMZN', 'Amazon'),
  share('TSLA', 'Tesla'),
  share('SPY', 'SPDR S&P 500 ETF'),
  share('QQQ', 'Invesco QQQ'),
];

export function findInstrument(symbol: string): Instrument | null {
  return INSTRUMENTS.find((candidate) => candidate.symbol === symbol) ?? null;
}

/** Currency units of one tick for one unit of quantity, times 10^20: for showing, divide with `formatFixed` after scaling. */
export function tickValue({ tickSize, pointValue }: Instrument): bigint {
  return (parseFixed(tickSize) ?? 0n) * (parseFixed(pointValue) ?? 0n);
}
