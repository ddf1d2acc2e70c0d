import { strToU8, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from './containers/source.ts';
import { FORMATS } from './registry.ts';
import { readAll, readSample, readText, sampleFolder, tradesOf } from './testing/read-all.ts';

/** Format, fills, and per trade: side, quantity, net in minor units, costs, the broker's check. */
type Row = readonly [side: string, quantity: string, net: number | null, costs: number | null, check: string];
const EXPECTED: Readonly<Record<string, { readonly format: string; readonly fills: number; readonly rejected?: number; readonly trades: readonly Row[] }>> = {
  'tradovate-performance.csv': { format: 'tradovate-performance', fills: 7, trades: [['long', '2', 5_000, null, 'agrees'], ['short', '2', -2_500, null, 'agrees'], ['long', '5', 620_000, null, 'agrees']] },
  'tradovate-position-history.csv': { format: 'tradovate-position-history', fills: 5, trades: [['long', '2', 5_000, null, 'agrees'], ['long', '3', 6_000, null, 'agrees']] },
  'tradovate-orders.csv': { format: 'tradovate-orders', fills: 4, trades: [['long', '2', 12_000, null, 'unknown'], ['short', '1', -3_250, null, 'unknown']] },
  'tradovate-fills.csv': { format: 'tradovate-fills', fills: 3, trades: [['long', '2', 4_844, 156, 'unknown']] },
  'topstepx-trades.csv': { format: 'topstepx-trades', fills: 6, trades: [['long', '3', 4_400 - 372, 372, 'agrees'], ['long', '1', -1_000 - 124, 124, 'agrees']] },
  'topstepx-orders.csv': { format: 'topstepx-orders', fills: 2, trades: [['long', '2', 5_000, null, 'unknown']] },
  'ninjatrader-executions.csv': { format: 'ninjatrader-executions', fills: 5, trades: [['long', '2', 10_000 - 124 - 103, 227, 'unknown'], ['long', '2', 10_000 - 248, 248, 'unknown'], ['short', '1', 1_125 - 52 - 62, 114, 'unknown']] },
  'ninjatrader-executions-de.csv': { format: 'ninjatrader-executions', fills: 2, trades: [['short', '1', 1_250 - 124, 124, 'unknown']] },
  'ninjatrader-trades-fr.csv': { format: 'ninjatrader-trades-fr', fills: 4, trades: [['long', '2', 3_852, 248, 'agrees'], ['short', '1', -1_274, 124, 'agrees']] },
  'ninjatrader-trades-pt.csv': { format: 'ninjatrader-trades-pt', fills: 4, trades: [['short', '1', -5_700, 0, 'agrees'], ['long', '2', 7_500, 0, 'agrees']] },
  'ninjatrader-trades.csv': { format: 'ninjatrader-trades', fills: 4, trades: [['short', '1', 1_876, 124, 'agrees'], ['long', '2', -4_248, 248, 'agrees']] },
  'metatrader4.htm': { format: 'metatrader4', fills: 4, trades: [['long', '1', 20_000 - 750, 750, 'agrees'], ['short', '0.5', -10_000 - 350, 350, 'agrees']] },
  'metatrader5.html': { format: 'metatrader5', fills: 3, trades: [['long', '1', 14_980 - 640, 640, 'agrees']] },
  'metatrader5.xlsx': { format: 'metatrader5', fills: 3, trades: [['long', '1', 14_980 - 640, 640, 'agrees']] },
  'metatrader5-it.csv': { format: 'metatrader5', fills: 4, trades: [['long', '0.3', 12_000 - 210, 210, 'agrees'], ['short', '0.1', -1_500 - 95, 95, 'agrees']] },
  'metatrader5-position-list.csv': { format: 'metatrader5-position-list', fills: 2, trades: [['long', '0.01', 550, null, 'agrees']] },
  'ibkr-flex.xml': { format: 'interactive-brokers-flex-xml', fills: 3, trades: [['long', '240', 12_000 - 96, 96, 'unknown']] },
  'ibkr-flex.csv': { format: 'interactive-brokers-flex-csv', fills: 2, trades: [['long', '2', 4_000 - 248, 248, 'unknown']] },
  'ibkr-activity.csv': { format: 'interactive-brokers-activity', fills: 3, trades: [['long', '1000', 10_000 - 1_000, 1_000, 'unknown']] },
  'thinkorswim.csv': { format: 'thinkorswim', fills: 3, trades: [['long', '500', 20_500 - 125, 125, 'unknown'], ['short', '300', 9_000 - 75, 75, 'unknown']] },
  'sierra-chart.txt': { format: 'sierra-chart-trades', fills: 4, trades: [['short', '2', 1_852, 148, 'agrees']] },
  'tradingview-list-of-trades.csv': { format: 'tradingview-list-of-trades', fills: 5, trades: [['long', '2', 9_876, 124, 'agrees'], ['short', '1', -2_562, 62, 'agrees']] },
  'tradingview-orders.csv': { format: 'tradingview-orders', fills: 2, trades: [['long', '1', 5_000 - 124, 124, 'unknown']] },
  'tradingview-panel-orders.csv': { format: 'tradingview-panel-orders', fills: 2, trades: [['long', '2', -6_000, null, 'unknown']] },
  'tradingview-orders-de.csv': { format: 'tradingview-orders-de', fills: 2, trades: [['long', '1', 2_500, null, 'unknown']] },
  'das.csv': { format: 'das-trades', fills: 4, trades: [['long', '100', 27_000, null, 'unknown'], ['short', '50', 4_500, null, 'unknown']] },
  'rithmic-orders.csv': { format: 'rithmic-orders', fills: 2, trades: [['long', '1', 2_000, null, 'unknown']] },
  'rithmic-fills.csv': { format: 'rithmic-fills', fills: 2, trades: [['long', '1', 1_250 - 124, 124, 'unknown']] },
  'quantower.csv': { format: 'quantower-trades', fills: 2, trades: [['long', '1', 750 - 220, 220, 'agrees']] },
  'ctrader.csv': { format: 'ctrader-history', fills: 4, trades: [['long', '2', 1_604, null, 'unknown'], ['short', '0.01', -235, null, 'unknown']] },
  'tradestation.csv': { format: 'tradestation-executions', fills: 4, trades: [['long', '100', 5_900 - 208, 208, 'unknown'], ['short', '50', 500 - 208, 208, 'unknown']] },
  'webull.csv': { format: 'webull-orders', fills: 2, trades: [['long', '5', 50, null, 'unknown']] },
  'webull-filled.csv': { format: 'webull-filled-orders', fills: 2, trades: [['long', '100', 50_000 - 7, 7, 'unknown']] },
  'lightspeed.csv': { format: 'lightspeed-trades', fills: 2, trades: [['long', '100', 50_000 - 202, 202, 'unknown']] },
  'tradervue.csv': { format: 'tradervue-generic', fills: 2, trades: [['long', '100', 3_700 - 242, 242, 'unknown']] },
  'firstrade.csv': { format: 'firstrade', fills: 2, rejected: 1, trades: [['long', '100', 50_000 - 2, 2, 'unknown']] },
  'questrade.csv': { format: 'questrade', fills: 2, trades: [['long', '100', 50_000 - 990, 990, 'unknown']] },
  'tastytrade-older.csv': { format: 'tastytrade-older', fills: 4, trades: [['long', '10', 1_000 - 16, 16, 'unknown'], ['long', '1', 2_000 - 128, 128, 'unknown']] },
  'tastytrade.csv': { format: 'tastytrade', fills: 2, trades: [['long', '100', 50_000 - 216, 216, 'unknown']] },
  'zerodha.csv': { format: 'zerodha-tradebook', fills: 2, trades: [['long', '450', 22_500, null, 'unknown']] },
  'trading212.csv': { format: 'trading212', fills: 2, trades: [['long', '0.5', 200, null, 'unknown']] },
  'tiger.csv': { format: 'tiger-brokers', fills: 2, trades: [['long', '1', 57, 2, 'unknown']] },
  'mapped-trips.csv': { format: 'mapped', fills: 4, trades: [['long', '1', 50_000, null, 'agrees'], ['short', '2', 200_000, null, 'agrees']] },
};

describe('own samples, one of each layout', () => {
  it.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
    const read = await readSample(name, { symbol: 'MES' });
    expect(read.refusal).toBeNull();
    expect(read.summary?.detection.meta.format).toBe(expected.format);
    expect(read.summary?.fills).toBe(expected.fills);
    expect(read.rejected).toHaveLength(expected.rejected ?? 0);
    const report = tradesOf(read);
    expect(report.trades.map((trade) => [trade.side, trade.quantity, trade.net?.amount ?? null, trade.costs?.amount ?? null, trade.check])).toEqual(expected.trades);
    expect(report.trades.flatMap((trade) => trade.problems).filter((problem) => !problem.startsWith('Only the result after costs'))).toEqual([]);
  });

  it('cover every format that can be imported', () => {
    const covered = new Set(Object.values(EXPECTED).map((each) => each.format));
    const dateOnly = ['schwab-transactions', 'etrade'];
    expect(FORMATS.map((format) => format.id).filter((id) => !covered.has(id) && !dateOnly.includes(id))).toEqual([]);
    expect(new Set(FORMATS.map((format) => format.id)).size).toBe(FORMATS.length);
  });

  it.each(['schwab-transactions.csv', 'etrade.csv'])('%s has dates without times, and is refused with that reason', async (name) => {
    const read = await readSample(name);
    expect(read.refusal?.code).toBe('nothing-found');
    expect(read.refusal?.message).toContain('a date but no time of day');
  });
});

describe('traps of single formats', () => {
  it('every fill keeps its source line and text', async () => {
    const read = await readSample('tradovate-performance.csv');
    expect(read.fills.map((fill) => fill.sourceLine)).toEqual([2, 2, 3, 3, 4, 4, 5, 5]);
    expect(read.fills[0]?.raw.startsWith('MESZ6,-2,0,0.25,9000001001')).toBe(true);
  });

  it('Tradovate brackets give the initial stop; a stop on the wrong side is said and not used', async () => {
    const read = await readSample('tradovate-orders.csv');
    expect(tradesOf(read).trades.map((trade) => trade.stopAmount?.amount)).toEqual([6_000, 3_000]);
    const text = 'orderId,Account,B/S,Contract,avgPrice,filledQty,Fill Time,Status,Timestamp,Quantity,Type,Stop Price\n1,A, Buy,MESZ6,5900,1,10/05/2026 09:31:10, Filled,10/05/2026 09:31:00,1, Market,\n2,A, Sell,MESZ6,,,, Canceled,10/05/2026 09:31:10,1, Stop,5901\n3,A, Sell,MESZ6,5902,1,10/05/2026 09:41:10, Filled,10/05/2026 09:41:10,1, Market,\n';
    const wrong = await readText(text);
    expect(wrong.summary?.notes[0]).toContain('wrong side');
    expect(tradesOf(wrong).trades[0]?.stopAmount).toBeNull();
  });

  it('Tradovate orders: a negative quantity beside a side is damage, not the other side', async () => {
    const header = 'orderId,Account,B/S,Contract,avgPrice,filledQty,Fill Time,Status\n';
    const read = await readText(`${header}1,A, Buy,MESZ6,5900,-2,10/05/2026 09:31:10, Filled\n2,A, Buy,MESZ6,5900,2,10/05/2026 09:31:10, Filled\n`);
    expect([read.fills.length, read.rejected.map((line) => line.line)]).toEqual([1, [2]]);
  });

  it('TopstepX honours the offset of each row', async () => {
    const read = await readSample('topstepx-trades.csv', { zone: null });
    expect(new Date(read.fills[0]?.time.epochMs ?? 0).toISOString()).toBe('2026-10-05T22:31:00.000Z');
    expect(read.fills[0]?.time.wallMs).toBeNull();
  });

  it('NinjaTrader keeps copied trades of two accounts apart and splits the fill that reversed', async () => {
    const read = await readSample('ninjatrader-executions.csv');
    expect(read.summary?.accounts).toEqual(new Set(['SimA', 'SimB']));
    const report = tradesOf(read);
    expect(report.trades.map((trade) => trade.account)).toEqual(['SimA', 'SimB', 'SimA']);
    // $1.55 for three contracts: two close, one opens.
    expect(report.trades[0]?.commission?.amount).toBe(124 + 103);
    expect(report.trades[2]?.commission?.amount).toBe(52 + 62);
    expect(read.summary?.notes[0]).toContain('month first');
  });

  it('NinjaTrader and Sierra Chart excursions have one sign', async () => {
    const ninja = tradesOf(await readSample('ninjatrader-trades.csv')).trades;
    expect(ninja.map((trade) => [trade.mfe?.amount, trade.mae?.amount])).toEqual([[2_125, -875], [1_000, -4_000]]);
    const sierra = tradesOf(await readSample('sierra-chart.txt')).trades[0];
    expect([sierra?.mfe?.amount, sierra?.mae?.amount, sierra?.account, sierra?.contract]).toEqual([6_000, -1_200, 'DEMO9', 'MNQZ26']);
  });

  it('MetaTrader leaves deposits and cancelled orders out, and says how many', async () => {
    expect((await readSample('metatrader4.htm')).summary?.ignored).toEqual(new Map([['deposit, withdrawal or credit', 1], ['order that was never filled', 1]]));
    expect((await readSample('metatrader5.xlsx')).fills.map((fill) => fill.brokerFillId)).toEqual(['66001', '66002', '66003']);
  });

  it('Interactive Brokers takes one level of detail and exact costs', async () => {
    const read = await readSample('ibkr-flex.xml');
    expect(read.fills.map((fill) => fill.costExact)).toEqual(['0.50031', '0.70041', null]);
    expect(read.summary?.ignored).toEqual(new Map([['order whose executions are listed too', 1], ['summary or tax lot', 1]]));
    // 0.50031 + 0.70041 − 0.24 = 0.96072: rounded once, not 0.50 + 0.70 − 0.24.
    expect(tradesOf(read).trades[0]?.costs?.amount).toBe(96);
  });

  it('Interactive Brokers: orders are taken where a file has no executions; a commission in another currency has no sum', async () => {
    const header = 'ClientAccountID,CurrencyPrimary,Symbol,Multiplier,DateTime,Quantity,TradePrice,IBCommission,IBCommissionCurrency,Buy/Sell,LevelOfDetail,IBOrderID\n';
    const rows = 'U1,USD,ACME,1,20261005;093000,10,30,-1.00,EUR,BUY,ORDER,1\nU1,USD,ACME,1,20261005;094000,-10,31,-1.00,EUR,SELL,ORDER,2\n';
    const read = await readText(header + rows);
    expect(read.summary?.fills).toBe(2);
    const trade = tradesOf(read).trades[0];
    expect([trade?.gross?.amount, trade?.net]).toEqual([1_000, null]);
  });

  it('thinkorswim joins fees from the cash balance, reads newest first and splits a stop-and-reverse', async () => {
    const read = await readSample('thinkorswim.csv');
    expect(read.fills.map((fill) => [fill.commission?.amount, fill.fees?.amount])).toEqual([[0, 0], [5, 195], [0, 0]]);
    expect(tradesOf(read).trades.map((trade) => trade.side)).toEqual(['long', 'short']);
  });

  it('TradingView: an open trade has no exit, the currency is in the header, the instrument is asked for', async () => {
    const unnamed = await readSample('tradingview-list-of-trades.csv');
    expect(unnamed.refusal?.needs).toEqual(['symbol']);
    const read = await readSample('tradingview-list-of-trades.csv', { symbol: 'MESZ6', accountCurrency: 'EUR' });
    expect(new Set(read.fills.map((fill) => fill.currency))).toEqual(new Set(['USD']));
    expect(tradesOf(read).open).toHaveLength(1);
  });

  it('TradingView: the names of newer lists, with the commission, and of older ones, with a currency sign', async () => {
    const newer = await readText(
      'Trade number,Type,Date and time,Signal,Price USD,Size (qty),Size (value),Net PnL USD,Return %,Commission USD,Favorable excursion USD,Adverse excursion USD\n' +
        '1,Entry long,2026-10-05 10:00,L,5900,2,59000,98.76,0.2,1.24,120.00,-30.00\n1,Exit long,2026-10-05 10:15,TP,5910,2,59000,98.76,0.2,1.24,120.00,-30.00\n' +
        '2,Exit short,Open,,,1,,,,,,\n2,Entry short,2026-10-05 11:00,S,5920,1,,,,,,\n',
      { symbol: 'MES' },
    );
    const report = tradesOf(newer);
    expect(report.trades).toMatchObject([{ gross: { amount: 10_000 }, net: { amount: 9_876 }, costSource: 'file', check: 'agrees', mfe: { amount: 12_000 }, mae: { amount: -3_000 } }]);
    expect(report.open.map(({ position }) => position)).toEqual(['-1']);
    const older = await readText('Trade #,Type,Signal,Date/Time,Price,Contracts,Profit €,Run-up €,Drawdown €\n1,Entry Short,S,2021-05-19 19:12,4000.5,2,,,\n1,Exit Short,X,2021-05-19 19:42,3990.25,2,101.26,146.13,1.87\n', { symbol: 'MES' });
    expect(older.fills.map(({ currency, brokerResult }) => [currency, brokerResult?.amount.amount ?? null])).toEqual([['EUR', null], ['EUR', 10_126]]);
  });

  it('Tradovate and TopstepX: orders with fewer columns, the day and the time apart', async () => {
    const split = await readText('orderId,Account,Date,Fill Time,B/S,Contract,Product,Filled Qty,Avg Fill Price,Status\n1,A,10/5/26,10:05:09,Buy,MESZ6,MES,1,5900,Filled\n2,A,10/5/26,10:20:44,Sell,MESZ6,MES,1,5902,Filled\n');
    expect(tradesOf(split).trades).toMatchObject([{ gross: { amount: 1_000 }, entryTime: Date.parse('2026-10-05T10:05:09-04:00') }]);
    const few = await readText('Id,AccountName,ContractName,Status,Size,Side,FilledAt,ExecutePrice\n1,X,MESZ6,Filled,1,Bid,10/05/2026 17:59:59 -04:00,5900.000000000\n2,X,MESZ6,Filled,1,Ask,10/05/2026 18:00:00 -04:00,5902.000000000\n', { zone: null });
    expect(tradesOf(few).trades).toMatchObject([{ gross: { amount: 1_000 }, exitTime: Date.parse('2026-10-05T22:00:00Z') }]);
  });

  it('cTrader: a volume is in units, a quantity in lots', async () => {
    const deals = (name: string, size: string) => readText(
      `Deal ID,Position ID,Symbol,Opening Direction,Closing Direction,${name},Entry Price,Closing Price,Open Time,Closing Time,Gross P&L,Net P&L,Commission,Swap\n9,8,EURUSD,Buy,Sell,${size},1.08500,1.08950,2026-01-10 10:15:00,2026-01-10 14:30:00,450.00,442.00,-6.00,-2.00\n`,
    );
    for (const read of [await deals('Volume', '100000'), await deals('Volume', '1.00 Lots'), await deals('Quantity', '1')]) {
      expect(tradesOf(read).trades[0]).toMatchObject({ gross: { amount: 45_000 }, costs: { amount: 800 }, check: 'agrees' });
    }
  });

  it('Sierra Chart: the total below its column is no trade', async () => {
    const text = readFileSync(join(sampleFolder, 'sierra-chart.txt'), 'utf8').split('\n').slice(0, 3).join('\n');
    const read = await readText(`${text}\n${'\t'.repeat(9)}Total: 18.52${'\t'.repeat(16)}\n`);
    expect(read.rejected).toEqual([]);
    expect(read.summary?.ignored).toEqual(new Map([['row of totals', 1]]));
  });

  it('Sierra Chart: flat-to-flat excursions only where all rows of the trade are there', async () => {
    const text = readFileSync(join(sampleFolder, 'sierra-chart.txt'), 'utf8');
    expect(tradesOf(await readText(text)).trades[0]).toMatchObject({ quantity: '2', mfe: { amount: 6_000 }, mae: { amount: -1_200 } });
    const half = text.split('\n').filter((_, index) => index !== 1).join('\n');
    expect(tradesOf(await readText(half)).trades[0]).toMatchObject({ quantity: '1', mfe: null, mae: null });
    const reversed = [text.split('\n')[0], ...text.trim().split('\n').slice(1).toReversed()].join('\n');
    expect(tradesOf(await readText(reversed)).trades[0]).toMatchObject({ quantity: '2', mfe: { amount: 6_000 }, mae: { amount: -1_200 } });
  });

  it('NinjaTrader: points are no money, and a profit before costs is told from one after them', async () => {
    const grid = (profit: string, mae: string) => readText(`Trade number,Instrument,Account,Market pos.,Quantity,Entry price,Exit price,Entry time,Exit time,Profit,Commission,MAE,MFE\n1,MES 12-26,Sim,Long,2,5900,5904,10/20/2026 9:31:00 AM,10/20/2026 9:35:00 AM,${profit},$2.48,${mae},5\n`);
    const inPoints = await grid('4.00', '1.25');
    expect(inPoints.summary?.notes.join()).toContain('points, not money');
    expect(tradesOf(inPoints).trades[0]).toMatchObject({ gross: { amount: 4_000 }, net: { amount: 3_752 }, costSource: 'file', mfe: null, mae: null, check: 'unknown' });
    const before = tradesOf(await grid('$40.00', '$12.50')).trades[0];
    expect(before).toMatchObject({ net: { amount: 3_752 }, costSource: 'file', check: 'agrees', mae: { amount: -1_250 } });
    expect(tradesOf(await grid('$36.20', '$12.50')).trades[0]).toMatchObject({ net: { amount: 3_620 }, costs: { amount: 380 }, costSource: 'implied', check: 'agrees' });
  });

  it('NinjaTrader: the executions grid with the columns a trader left; the contract shows which number is the day', async () => {
    const read = await readText(
      'Instrument,Action,Quantity,Price,Time,Position,Name,Account display name,\r\n' +
        'MNQ 09-26,Buy,1,29783.25,10/08/2026 6:07:25 PM,-,Stop2,Sim,\r\nMNQ 09-26,Buy,1,29783.25,10/08/2026 6:07:25 PM,1 S,Stop1,Sim,\r\nMNQ 09-26,Sell,2,29767,10/08/2026 6:03:07 PM,2 S,Entry,Sim,\r\n',
      { zone: 'UTC' },
    );
    expect(read.summary?.notes).toEqual([]);
    expect(tradesOf(read).trades).toMatchObject([{ side: 'short', quantity: '2', entryTime: Date.parse('2026-08-10T18:03:07Z'), gross: { amount: -6_500 } }]);
  });

  it('a spreadsheet that saved ids as numbers made them all alike: the rows are told apart by what else they say', async () => {
    const header = 'symbol,_tickSize,buyFillId,sellFillId,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp';
    const read = await readText(`${header}\nMESZ6,0.25,7.10004E+11,7.10004E+11,1,5900,5901,$5.00,10/05/2026 9:31,10/05/2026 9:35\nMESZ6,0.25,7.10004E+11,7.10004E+11,1,5902,5901,$(5.00),10/05/2026 9:41,10/05/2026 9:45\n`);
    expect(read.rejected).toEqual([]);
    expect(tradesOf(read).trades.map(({ side, gross, check }) => [side, gross?.amount, check])).toEqual([['long', 500, 'agrees'], ['long', -500, 'agrees']]);
  });

  it('two exports put together hold each order twice: its stop is one', async () => {
    const text = readFileSync(join(sampleFolder, 'tradovate-orders.csv'), 'utf8');
    const once = tradesOf(await readText(text));
    expect(tradesOf(await readText(text + text.slice(text.indexOf('\n') + 1))).trades.map(({ stopAmount }) => stopAmount)).toEqual(once.trades.map(({ stopAmount }) => stopAmount));
  });

  it('costs that no column names are what the proceeds lack', async () => {
    const read = await readText('Account,T/D,S/D,Exec Time,Symbol,Side,Qty,Price,Gross Proceeds,Net Proceeds\n1,10/05/2026,10/07/2026,09:35,ACME,B,100,15,-1500.00,-1501.00\n1,10/05/2026,10/07/2026,10:35,ACME,S,100,16,1600.00,1598.50\n');
    expect(tradesOf(read).trades[0]).toMatchObject({ net: { amount: 9_750 }, costs: { amount: 250 }, costsKnown: 'all' });
  });

  it('a ticker in a report of shares is no future of that name', async () => {
    const report = tradesOf(await readText('Symbol,Action,Fill Qty,Fill Price,Exec Time,Commission\nCL,Buy,100,90,2026-10-05 10:00:00,0\nCL,Sell,100,90.5,2026-10-05 10:05:00,0\n'));
    expect(report.trades.map(({ symbol, gross }) => [symbol, gross?.amount])).toEqual([['CL.US', 5_000]]);
  });

  it('days above 12 are stronger than the order of a report that is month first', async () => {
    const read = await readText('Date,Time,Symbol,Quantity,Price,Side\n05/10/2026,09:31:00,ACME,100,10,Buy\n13/10/2026,09:41:00,ACME,100,11,Sell\n');
    expect(read.summary?.detection.meta.format).toBe('tradervue-generic');
    expect(read.fills.map((fill) => new Date(fill.time.wallMs ?? 0).toISOString().slice(0, 10))).toEqual(['2026-10-05', '2026-10-13']);
    const plain = await readText('Date,Time,Symbol,Quantity,Price,Side\n05/10/2026,09:31:00,ACME,100,10,Buy\n');
    expect(new Date(plain.fills[0]?.time.wallMs ?? 0).toISOString().slice(0, 10)).toBe('2026-05-10');
  });

  it('DAS has times only: the date is asked for', async () => {
    const read = await readSample('das.csv', { date: null });
    expect(read.refusal).toMatchObject({ code: 'needs-answer', needs: ['date'] });
  });

  it('a report is found behind other sheets of its workbook', async () => {
    const row = (...cells: string[]): string => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
    const sheet = (...rows: string[]): Uint8Array => strToU8(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`);
    const figures = sheet(row('', 'All', 'Long', 'Short'), row('Net profit', '10', '10', '0'));
    const list = sheet(row('Trade #', 'Type', 'Date and time', 'Signal', 'Price USD', 'Position size (qty)', 'Net P&amp;L USD'), row('1', 'Exit long', '2026-11-02 10:45', 'Exit', '101', '10', '10'), row('1', 'Entry long', '2026-11-02 09:45', 'Entry', '100', '10', '10'));
    const workbook = (...sheets: Uint8Array[]) => sourceFromBytes(zipSync(Object.fromEntries(sheets.map((each, index) => [`xl/worksheets/sheet${index + 1}.xml`, each]))), 'strategy.xlsx');
    const read = await readAll(workbook(figures, sheet(), list, sheet(row('Name', 'Value'), row('Symbol', 'ACME'))), { symbol: 'ACME' });
    expect(read).toMatchObject({ refusal: null, rejected: [], summary: { detection: { meta: { format: 'tradingview-list-of-trades' } } } });
    expect(read.fills.map(({ price, sourceLine }) => [price, sourceLine])).toEqual([['100', 3], ['101', 3]]);
    expect((await readAll(workbook(sheet(), sheet()))).refusal).toMatchObject({ code: 'empty' });
  });

  it('a mapped table is read as the trader assigned it', async () => {
    const mapping = {
      kind: 'fills', columns: { symbol: 'Ticker', side: 'Richtung', quantity: 'Menge', price: 'Kurs', time: 'Datum', commission: 'Geb.' }, costSign: 'charge-positive', quantityUnit: 'units',
    };
    const unmapped = await readSample('mapped-fills.csv');
    expect(unmapped.refusal).toMatchObject({ code: 'needs-answer', needs: ['mapping'] });
    const read = await readSample('mapped-fills.csv', { mapping, zone: 'Europe/Berlin' });
    expect(tradesOf(read).trades.map((trade) => [trade.entryPrice, trade.net?.amount])).toEqual([['12.5', 2_800]]);
    expect((await readSample('mapped-fills.csv', { mapping: { ...mapping, columns: { ...mapping.columns, price: 'Preis' } } })).refusal?.code).toBe('bad-answer');
    expect((await readSample('mapped-fills.csv', { mapping: { kind: 'nonsense' } })).refusal?.code).toBe('bad-answer');
  });
});
