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
  future('EMD', 'E-mini S&P MidCap 400', '0.1', '100'),
  future('NKD', 'Nikkei 225, in dollars', '5', '5'),
  eurex('FDAX', 'DAX future', '1', '25'),
  eurex('FDXM', 'Mini-DAX future', '1', '5'),
  eurex('FDXS', 'Micro-DAX future', '1', '1'),
  eurex('FESX', 'Euro Stoxx 50 future', '1', '10'),
  eurex('FSXE', 'Micro Euro Stoxx 50 future', '0.5', '1'),
  future('VX', 'VIX future', '0.05', '1000'),
  future('VXM', 'Mini VIX future', '0.01', '100'),
  // Energy and metals
  future('CL', 'Crude oil', '0.01', '1000'),
  future('MCL', 'Micro crude oil', '0.01', '100'),
  future('QM', 'E-mini crude oil', '0.025', '500'),
  future('BZ', 'Brent crude oil', '0.01', '1000'),
  future('NG', 'Natural gas', '0.001', '10000'),
  future('QG', 'E-mini natural gas', '0.005', '2500'),
  future('MNG', 'Micro natural gas', '0.001', '1000'),
  future('RB', 'Gasoline', '0.0001', '42000'),
  future('HO', 'Heating oil', '0.0001', '42000'),
  future('GC', 'Gold', '0.1', '100'),
  future('MGC', 'Micro gold', '0.1', '10'),
  future('QO', 'E-mini gold', '0.25', '50'),
  future('1OZ', 'One-ounce gold', '0.25', '1'),
  future('SI', 'Silver', '0.005', '5000'),
  future('SIL', 'Micro silver', '0.005', '1000'),
  future('QI', 'E-mini silver', '0.0125', '2500'),
  future('HG', 'Copper', '0.0005', '25000'),
  future('MHG', 'Micro copper', '0.0005', '2500'),
  future('QC', 'E-mini copper', '0.002', '12500'),
  future('PL', 'Platinum', '0.1', '50'),
  future('PA', 'Palladium', '0.5', '100'),
  // Rates; their fractions of a point are written as decimals
  future('UB', 'US Treasury bond, ultra', '0.03125', '1000'),
  future('ZB', 'US Treasury bond, 30 years', '0.03125', '1000'),
  future('ZN', 'US Treasury note, 10 years', '0.015625', '1000'),
  future('TN', 'US Treasury note, ultra 10 years', '0.015625', '1000'),
  future('ZF', 'US Treasury note, 5 years', '0.0078125', '1000'),
  future('ZT', 'US Treasury note, 2 years', '0.00390625', '2000'),
  future('ZQ', 'Federal funds, 30 days', '0.005', '4167'),
  future('SR3', 'SOFR, three months', '0.005', '2500'),
  future('SR1', 'SOFR, one month', '0.005', '4167'),
  future('2YY', 'Micro US Treasury yield, 2 years', '0.001', '1000'),
  future('5YY', 'Micro US Treasury yield, 5 years', '0.001', '1000'),
  future('10Y', 'Micro US Treasury yield, 10 years', '0.001', '1000'),
  future('30Y', 'Micro US Treasury yield, 30 years', '0.001', '1000'),
  eurex('FGBL', 'Euro-Bund future', '0.01', '1000'),
  eurex('FGBM', 'Euro-Bobl future', '0.01', '1000'),
  eurex('FGBS', 'Euro-Schatz future', '0.005', '1000'),
  eurex('FGBX', 'Euro-Buxl future', '0.02', '1000'),
  // Currency futures
  future('6E', 'Euro FX', '0.00005', '125000'),
  future('M6E', 'Micro EUR/USD', '0.0001', '12500'),
  future('6B', 'British pound', '0.0001', '62500'),
  future('6J', 'Japanese yen', '0.0000005', '12500000'),
  future('6A', 'Australian dollar', '0.00005', '100000'),
  future('6C', 'Canadian dollar', '0.00005', '100000'),
  future('6S', 'Swiss franc', '0.00005', '125000'),
  future('6N', 'New Zealand dollar', '0.00005', '100000'),
  future('6M', 'Mexican peso', '0.00001', '500000'),
  future('M6B', 'Micro GBP/USD', '0.0001', '6250'),
  future('M6A', 'Micro AUD/USD', '0.0001', '10000'),
  future('MCD', 'Micro CAD/USD', '0.0001', '10000'),
  future('MSF', 'Micro CHF/USD', '0.0001', '12500'),
  future('MJY', 'Micro JPY/USD', '0.000001', '1250000'),
  future('E7', 'E-mini euro FX', '0.0001', '62500'),
  future('J7', 'E-mini Japanese yen', '0.000001', '6250000'),
  future('DX', 'US dollar index', '0.005', '1000'),
  // Grains in cents a bushel, soybean oil and livestock in cents a pound, soybean meal in dollars a ton
  future('ZC', 'Corn', '0.25', '50'),
  future('ZS', 'Soybeans', '0.25', '50'),
  future('ZW', 'Chicago wheat', '0.25', '50'),
  future('KE', 'Kansas City wheat', '0.25', '50'),
  future('ZO', 'Oats', '0.25', '50'),
  future('ZL', 'Soybean oil', '0.01', '600'),
  future('ZM', 'Soybean meal', '0.1', '100'),
  future('XC', 'Mini corn', '0.125', '10'),
  future('XK', 'Mini soybeans', '0.125', '10'),
  future('XW', 'Mini wheat', '0.125', '10'),
  future('MZC', 'Micro corn', '0.5', '5'),
  future('MZS', 'Micro soybeans', '0.5', '5'),
  future('MZW', 'Micro wheat', '0.5', '5'),
  future('MZL', 'Micro soybean oil', '0.02', '60'),
  future('MZM', 'Micro soybean meal', '0.2', '10'),
  future('HE', 'Lean hogs', '0.025', '400'),
  future('LE', 'Live cattle', '0.025', '400'),
  future('GF', 'Feeder cattle', '0.025', '500'),
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
