import { describe, expect, it } from 'vitest';
import { readText, tradesOf } from '../testing/read-all.ts';

describe('tastytrade', () => {
  const HEADER = 'Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Total,Currency\n';

  it('options cost what the description says, whatever the average is of; futures too; bought shares may have a negative average', async () => {
    const read = await readText(`${HEADER}2026-10-06T03:25:45+1200,Trade,Buy to Close,BUY_TO_CLOSE,ACME  261016C00012000,Equity Option,Bought 1 ACME 10/16/26 Call 12.00 @ 0.12,-12.00,1,-12.00,0.00,-0.13,100,ACME,ACME,10/16/26,12,CALL,2,-12.13,USD
2026-10-06T03:15:45+1200,Trade,Sell to Open,SELL_TO_OPEN,ACME  261016C00012000,Equity Option,Sold 1 ACME 10/16/26 Call 12.00 @ 0.22,22.00,1,22.00,-1.00,-0.13,100,ACME,ACME,10/16/26,12,CALL,1,20.87,USD
2026-10-06T03:10:45+1200,Trade,Sell to Close,SELL_TO_CLOSE,ACME,Equity,Sold 100 ACME @ 15.43,"1,543.00",100,15.43,--,-0.13,,,,,,,4,1542.87,USD
2026-10-06T03:05:45+1200,Trade,Buy to Open,BUY_TO_OPEN,ACME,Equity,Bought 100 ACME @ 15.33,"-1,533.00",100,-15.33,0.00,-0.13,,,,,,,3,-1533.13,USD
2026-10-06T03:04:45+1200,Trade,Sell,SELL,/MESZ6,Future,Sold 1 /MESZ6 @ 6001.25,0.00,1,0.00,-0.75,-0.62,,,,,,,6,-1.37,USD
2026-10-06T03:03:45+1200,Trade,Buy,BUY,/MESZ6,Future,Bought 1 /MESZ6 @ 6000.25,0.00,1,0.00,-0.75,-0.62,,,,,,,5,-1.37,USD
2026-10-06T00:00:00+1200,Receive Deliver,Expiration,,ACME  261002C00014000,Equity Option,Removal of 1.0 ACME 10/02/26 Call 14.00 due to expiration.,0.00,1,0.00,--,0.00,100,ACME,ACME,10/2/26,14,CALL,,0.00,USD`);
    expect(read.rejected).toEqual([]);
    expect(tradesOf(read).trades.map((trade) => [trade.contract, trade.side, trade.entryPrice, trade.exitPrice, trade.net?.amount])).toEqual([
      ['MESZ26', 'long', '6000.25', '6001.25', 500 - 274], ['ACME', 'long', '15.33', '15.43', 1_000 - 26], ['ACME 2026-10-16 12 C', 'short', '0.22', '0.12', 1_000 - 126],
    ]);
    expect(read.summary?.ignored).toEqual(new Map([['expiration of an option whose trades are not in the file', 1]]));
  });

  it('an option that expired is closed at zero, in the direction of what was held', async () => {
    const row = (date: string, rest: string): string => `${date},${rest},100,ACME,ACME,10/9/26,12,CALL,1,0.00,USD`;
    const read = await readText(`${HEADER}${[
      row('2026-10-09T16:00:00-0400', 'Receive Deliver,Expiration,,ACME  261009C00012000,Equity Option,Removal of 2.0 ACME 10/09/26 Call 12.00 due to expiration.,0.00,2,0.00,--,0.00'),
      row('2026-10-09T16:00:00-0400', 'Receive Deliver,Expiration,,ACME  261009P00010000,Equity Option,Removal of 1.0 ACME 10/09/26 Put 10.00 due to expiration.,0.00,1,0.00,--,0.00'),
      row('2026-10-05T10:31:00-0400', 'Trade,Buy to Open,BUY_TO_OPEN,ACME  261009P00010000,Equity Option,Bought 1 ACME 10/09/26 Put 10.00 @ 0.40,-40.00,1,-40.00,-1.00,-0.13'),
      row('2026-10-05T10:30:00-0400', 'Trade,Sell to Open,SELL_TO_OPEN,ACME  261009C00012000,Equity Option,Sold 2 ACME 10/09/26 Call 12.00 @ 0.22,44.00,2,22.00,-2.00,-0.26'),
    ].join('\n')}`);
    expect(tradesOf(read).trades.map((trade) => [trade.contract, trade.side, trade.exitPrice, trade.net?.amount])).toEqual([
      ['ACME 2026-10-09 12 C', 'short', '0', 4_400 - 226], ['ACME 2026-10-09 10 P', 'long', '0', -4_000 - 113],
    ]);
    expect(tradesOf(read).open).toEqual([]);
  });

  it('without a price in the description it is the value by contracts and multiplier', async () => {
    const read = await readText(`${HEADER}2026-10-05T09:31:00-0400,Trade,Buy to Open,BUY_TO_OPEN,ACME  261016C00012000,Equity Option,Bought 2 ACME,-500.00,2,-250.00,-2.00,-0.28,100,ACME,ACME,10/16/26,12,CALL,1,-502.28,USD`);
    expect(read.fills.map((fill) => [fill.price, fill.pointValue])).toEqual([['2.5', '100']]);
  });
});

it('Trading 212: costs in the currency of the account count at the rate the row states', async () => {
  const read = await readText(`Action,Time,ISIN,Ticker,ID,No. of shares,Price / share,Currency (Price / share),Exchange rate,Finra fee,Currency (Finra fee),Currency conversion fee,Currency (Currency conversion fee)
Market buy,2026-10-05 14:30:05.123,X,ACME,A1,10.0000000000,150.00,USD,1.25,,,1.80,GBP
Limit sell,2026-10-05 15:45:10.456,X,ACME,A2,10.0000000000,160.00,USD,1.28,0.05,USD,1.87,GBP
Deposit,2026-10-05 00:10:00,,,A3,,,,,,,,`);
  // 1.80 × 1.25 = 2.25 and 0.05 + 1.87 × 1.28 = 2.4436.
  expect(tradesOf(read).trades.map((trade) => [trade.gross?.amount, trade.costs?.amount])).toEqual([[10_000, 469]]);
});

it('Lightspeed: a sale listed before its purchase of the same minute is no short', async () => {
  const read = await readText(`Account Number,Side,Symbol,Currency Code,Buy/Sell,Trade Date,Price,Qty,Trade Number,Commission Amount,Execution Time,FeeSEC,FeeTAF
"L1","S","ACME","USD","Long Sell","10/05/2026","2.0000","-181","Nb2",".2500","07:36",".0400000000",".0200000000"
"L1","B","ACME","USD","Long Buy","10/05/2026","1.0000","181","Nb1",".2500","07:36","",""`);
  expect(tradesOf(read).trades.map((trade) => [trade.side, trade.gross?.amount, trade.costs?.amount])).toEqual([['long', 18_100, 56]]);
});

it('Webull: prices behind an at sign, and what was filled of an order before it was cancelled', async () => {
  const read = await readText(`Name,Symbol,Side,Status,Filled,Total Qty,Price,Time-in-Force,Placed Time,Filled Time
Acme,ACME,Buy,Cancelled,40,100,@5.1000000000,DAY,10/05/2026 09:31:00 EDT,10/05/2026 09:31:40 EDT
Acme,ACME,Buy,Cancelled,0,100,@5.0000000000,DAY,10/05/2026 09:32:00 EDT,
Acme,ACME,Sell,Filled,40,40,@5.2000000000,DAY,10/05/2026 09:41:00 EDT,10/05/2026 09:41:01 EDT`);
  expect(read.rejected).toEqual([]);
  expect(tradesOf(read).trades.map((trade) => [trade.quantity, trade.gross?.amount])).toEqual([['40', 400]]);
});

it('an option that only its own columns tell is not taken for its share', async () => {
  const read = await readText('Symbol,Side,Qty,Price,Date/Time,Expiry,Strike,Put/Call\nACME,Buy,1,1.50,2026-10-05 09:31:00,10/16/2026,130,C\nACME,Buy,100,120.00,2026-10-05 09:31:00,,,\n');
  expect(read.fills.map((fill) => fill.symbol)).toEqual(['ACME 16 OCT 26 130 CALL', 'ACME']);
  const firstrade = await readText('Symbol,Quantity,Price,Action,Description,TradeDate,SettledDate,Interest,Amount,Commission,Fee,CUSIP,RecordType\n,-1,0.11,SELL,PUT ACME 10/16/26 6 ACME CORP OPEN CONTRACT EXEC TIME: 2026-10-05 10:00:00,2026-10-05,2026-10-06,0.00,11.00,0.00,0.05,,Trade\n');
  expect(firstrade.fills.map((fill) => fill.symbol)).toEqual(['ACME 16 OCT 26 6 PUT']);
});

it.each([
  ['Run Date,Account,Action,Symbol,Description,Type,Price ($),Quantity\n10-05-2026,Z1,YOU BOUGHT,ACME,ACME INC,Cash,1.96,2', /Fidelity, whose reports give dates without a time of day.*Found columns: Run Date/],
  ['Activity/Trade Date,Transaction Date,Activity Type,Symbol,Quantity #,Price $\n10/05/26,10/05/26,Bought,ACME,5,2.18', /E\*TRADE, whose reports/],
  ['Symbol & Name,Trade Date,Settlement Date,Buy/Sell,Quantity,Traded Price\nACME,05/10/2026,07/10/2026,BUY,1,250.00', /Webull, but in a layout that is not read.*orders/],
])('a known broker whose report cannot be read is called by its name: %s', async (text, message) => {
  const { refusal } = await readText(text);
  expect(refusal?.code).toBe('unread-layout');
  expect(refusal?.message).toMatch(message);
});

it('a table of orders with signed quantities, dates as a browser writes them and a feed’s symbols needs no mapping', async () => {
  const read = await readText(`order_id,order_date,qty_sent,qty_done,price_done,last_time,symbol,account
o1,Mon Oct 05 2026 16:30:30 GMT+0300,10,10,6000.25,Mon Oct 05 2026 16:30:30 GMT+0300 (Eastern European Summer Time),CM.MESZ6,ACC
o2,Mon Oct 05 2026 16:35:30 GMT+0300,-10,-10,6001.25,Mon Oct 05 2026 16:35:30 GMT+0300 (Eastern European Summer Time),CM.MESZ6,ACC`);
  expect(tradesOf(read).trades.map((trade) => [trade.contract, trade.quantity, trade.gross?.amount, new Date(trade.entryTime).toISOString()])).toEqual([['MESZ26', '10', 5_000, '2026-10-05T13:30:30.000Z']]);
});

it('a result counts where nothing else tells what an instrument is worth, if the table says of what it is the result', async () => {
  const rows = 'Index30,Buy,1,52323.3,52258.3,27/07/2026 15:24:08,27/07/2026 16:14:18';
  const header = 'Symbol,Side,Quantity,Open Price,Close Price,Open Date,Close Date';
  const results = async (text: string): Promise<unknown> => tradesOf(await readText(text)).trades.map((trade) => [trade.gross?.amount ?? null, trade.net?.amount ?? null]);
  expect(await results(`${header},PnL\n${rows},-65`)).toEqual([[-6_500, -6_500]]);
  expect(await results(`${header},Commission,Net PnL\n${rows},2,-67`)).toEqual([[-6_500, -6_700]]);
  // Before or after the commission: the name does not say.
  expect(await results(`${header},Commission,PnL\n${rows},2,-65`)).toEqual([[null, null]]);
});
