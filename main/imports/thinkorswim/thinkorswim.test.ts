import { describe, expect, it } from 'vitest';
import { readText, tradesOf } from '../testing/read-all.ts';
import { protectiveStops, type StopOrder } from './protective-stops.ts';

const TRADES = '\nAccount Trade History\n,Exec Time,Spread,Side,Qty,Pos Effect,Symbol,Exp,Strike,Type,Price,Net Price,Order Type\n';
const ORDERS = '\nAccount Order History\nNotes,,Time Placed,Spread,Side,Qty,Pos Effect,Symbol,Exp,Strike,Type,PRICE,,TIF,Status\n';
const CASH = 'Cash Balance\nDATE,TIME,TYPE,REF #,DESCRIPTION,Misc Fees,Commissions & Fees,AMOUNT,BALANCE\n';
const fill = (time: string, side: 'BUY' | 'SELL', quantity: number, price: string): string => `,10/5/26 ${time},STOCK,${side},${side === 'BUY' ? '+' : '-'}${quantity},AUTO,ACME,,,STOCK,${price},${price},MKT\n`;
const stop = (time: string, side: 'BUY' | 'SELL', quantity: number, price: string, status = 'CANCELED', notes = ''): string =>
  `,,10/5/26 ${time},STOCK,${side},${side === 'BUY' ? '+' : '-'}${quantity},AUTO,ACME,,,STOCK,~,MKT,DAY,${status}\n,,,${notes},,,,,,,,${price},STP,STD,\n`;

describe('costs', () => {
  it('of futures are in the futures statement, where the symbol has its exchange', async () => {
    const read = await readText(`Futures Statements\nTrade Date,Exec Date,Exec Time,Type,Ref #,Description,Misc Fees,Commissions & Fees,Amount,Balance
10/5/26,10/5/26,09:31:00,TRD,="77",BOT +2 /MESZ26:XCME @6000.25,-1.24,-1.70,,"100,000.00"
10/5/26,10/5/26,09:35:00,TRD,="78",SOLD -2 /MESZ26:XCME @6001.25,-1.24,-1.70,10.00,"100,000.00"
${TRADES},10/5/26 09:35:00,FUTURE,SELL,-2,TO CLOSE,/MESZ26,DEC 26,,FUTURE,6001.25,6001.25,LMT\n,10/5/26 09:31:00,FUTURE,BUY,+2,TO OPEN,/MESZ26,DEC 26,,FUTURE,6000.25,6000.25,LMT\n`);
    expect(tradesOf(read).trades.map((trade) => [trade.gross?.amount, trade.costs?.amount, trade.net?.amount])).toEqual([[1_000, 588, 412]]);
  });

  it('are found where a spreadsheet cut the seconds off and where a hot key is noted before the trade, each entry once', async () => {
    const read = await readText(`${CASH}10/5/26,10:04:09,TRD,1,KEY: F2 SOLD -100 ACME @9.65,-0.03,,965,1
10/5/26,10:04:10,TRD,1,KEY: Ctrl Shift S SOLD -200 ACME @9.65,-0.07,,1930,1
10/5/26,10:16:16,TRD,2,BOT +300 ACME @9.6399,,,"-2,891.97",1
${TRADES},10/5/2026 10:16,STOCK,BUY,300,TO CLOSE,ACME,,,STOCK,9.6399,9.6399,LMT\n,10/5/2026 10:04,STOCK,SELL,-200,TO OPEN,ACME,,,STOCK,9.65,9.65,LMT\n,10/5/2026 10:04,STOCK,SELL,-100,TO OPEN,ACME,,,STOCK,9.65,9.65,LMT\n`);
    expect(read.rejected).toEqual([]);
    expect(read.fills.map((each) => [each.quantity, each.fees?.amount, new Date(each.time.epochMs ?? 0).getUTCSeconds()])).toEqual([['300', 0, 16], ['200', 7, 10], ['100', 3, 9]]);
    expect(tradesOf(read).trades.map((trade) => [trade.side, trade.costs?.amount, trade.net?.amount])).toEqual([['short', 10, 293]]);
  });

  it('of a spread are divided among its legs to the cent', async () => {
    const legs = `${TRADES},10/5/26 10:00:00,VERTICAL,SELL,-1,TO OPEN,ACME,16 OCT 26,15,PUT,5.00,.34,LMT\n,,,BUY,+1,TO OPEN,ACME,16 OCT 26,14,PUT,4.66,CREDIT,\n`;
    const read = await readText(`${CASH}10/5/26,10:00:00,TRD,1,SOLD -1 VERTICAL ACME 100 (Weeklys) 16 OCT 26 15/14 PUT @.34,-0.05,-1.30,34.00,1\n${legs}`);
    expect(read.fills.map((each) => [each.symbol, each.commission?.amount, each.fees?.amount])).toEqual([['ACME 16 OCT 26 15 PUT', 65, 2], ['ACME 16 OCT 26 14 PUT', 65, 3]]);
    expect(read.rejected).toEqual([]);
  });
});

describe('stops of the order history', () => {
  it('the first one after the entry is the initial risk; what replaced it, and what was rejected, is not', async () => {
    const read = await readText(
      `Statement\n${ORDERS}${stop('09:40:00', 'SELL', 500, '99.90', 'FILLED', 'RE #2140000001')}${stop('09:31:20', 'SELL', 500, '99.50')}${stop('09:31:10', 'SELL', 500, '98.00', '"REJECTED: no buying power"')}` +
        TRADES + fill('09:40:00', 'SELL', 500, '99.90') + fill('09:31:05', 'BUY', 500, '100.00'),
    );
    expect(tradesOf(read).trades.map((trade) => [trade.net?.amount, trade.stopAmount?.amount])).toEqual([[-5_000, 25_000]]);
  });

  it('covers what a reversal opened, and not what it closed', async () => {
    const read = await readText(`Statement\n${ORDERS}${stop('09:40:06', 'BUY', 300, '101.00')}${TRADES}${fill('09:50:00', 'BUY', 300, '100.40')}${fill('09:40:00', 'SELL', 800, '100.50')}${fill('09:31:00', 'BUY', 500, '100.00')}`);
    expect(tradesOf(read).trades.map((trade) => [trade.side, trade.quantity, trade.stopAmount?.amount ?? null])).toEqual([['long', '500', null], ['short', '300', 15_000]]);
  });

  it('is unknown for a position that it covers in part only, and for a stop set later', async () => {
    const part = await readText(`Statement\n${ORDERS}${stop('09:31:20', 'SELL', 300, '99.50')}${TRADES}${fill('09:40:00', 'SELL', 500, '101')}${fill('09:31:05', 'BUY', 500, '100')}`);
    const late = await readText(`Statement\n${ORDERS}${stop('09:33:20', 'SELL', 500, '99.50')}${TRADES}${fill('09:40:00', 'SELL', 500, '101')}${fill('09:31:05', 'BUY', 500, '100')}`);
    for (const read of [part, late]) expect(tradesOf(read).trades[0]?.stopAmount).toBeNull();
  });

  it('sent with a limit order waits for its fill; a distance is no price', async () => {
    const entry = ',,10/5/26 09:31:00,STOCK,BUY,+100,TO OPEN,ACME,,,STOCK,100.00,LMT,DAY,FILLED\n';
    const bracket = ',,10/5/26 09:31:00,STOCK,SELL,-100,TO CLOSE,ACME,,,STOCK,~,MKT,GTC,CANCELED\n,,,TRG BY #1006,,,,,,,,BASE-0.50,STP,STD,\n,,,,,,,,,,,99.50,STP,,\n';
    const trades = TRADES + fill('10:00:00', 'SELL', 100, '101') + fill('09:38:12', 'BUY', 100, '100');
    expect(tradesOf(await readText(`Statement\n${ORDERS}${bracket}${entry}${trades}`)).trades[0]?.stopAmount?.amount).toBe(5_000);
    expect(tradesOf(await readText(`Statement\n${ORDERS}${bracket}${trades}`)).trades[0]?.stopAmount).toBeNull();
  });

  it('each contract of a stop covers one contract, the latest entries first', () => {
    const entries = [{ ms: 0, quantity: '200' }, { ms: 14_000, quantity: '200' }, { ms: 18_000, quantity: '100' }].map((each) => ({ symbol: 'ACME', side: 'sell' as const, ...each }));
    const order = (ms: number, quantity: string, price: string): StopOrder => ({ symbol: 'ACME', side: 'buy', quantity, price, ms, triggered: false });
    const covered = protectiveStops(entries, [order(40_000, '50', '7'), order(33_000, '300', '5')]);
    expect(entries.map((entry) => covered.get(entry))).toEqual([[{ price: '7', quantity: '50' }], [{ price: '5', quantity: '200' }], [{ price: '5', quantity: '100' }]]);
  });
});
