import { expect, it } from 'vitest';
import { readText, tradesOf } from '../testing/read-all.ts';

const page = (rows: readonly (readonly string[])[]): string => `<html><body><table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</table></body></html>`;

it('MetaTrader 4: a statement of the first years, with numbered rows and shorter names', async () => {
  const read = await readText(page([
    ['A/C No: 1', 'Name: Sample', '2006.08.01 05:04 (local time)'], ['Closed Transactions:'],
    ['N', 'Ticket', 'Open Time', 'Type', 'Lots', 'Symbol', 'Price', 'S/L', 'T/P', 'Close Time', 'Price', 'Commis', 'Swap', 'Trade P/L', 'Comment'],
    ['1', '200', '2006.07.27 13:27', 'sell', '2.50', 'eurusd', '1.2764', '0.0000', '0.0000', '2006.07.27 13:34', '1.2768', '-5.00', '0.00', '-100.00', 'to #201'],
  ]));
  expect(read.summary?.detection.meta.format).toBe('metatrader4');
  expect(tradesOf(read).trades.map((trade) => [trade.side, trade.quantity, trade.net?.amount, trade.check])).toEqual([['short', '2.5', -10_500, 'agrees']]);
});

it('MetaTrader 4: what the statement sums up as closed is what its trades make, in the currency of the account', async () => {
  const names = ['Ticket', 'Open Time', 'Type', 'Size', 'Item', 'Price', 'S / L', 'T / P', 'Close Time', 'Price', 'Commission', 'Taxes', 'Swap', 'Profit'];
  const read = await readText(page([
    ['Account: 1000001', 'Currency: EUR'], ['Closed Transactions:'], names,
    ['5001', '2017.05.15 10:00:00', 'balance', 'Deposit', '10 000.00'],
    ['5002', '2017.05.16 12:35:05', 'buy', '1.00', 'eurusd', '1.10210', '1.10000', '0.00000', '2017.05.16 13:00:00', '1.10310', '-7.00', '0.00', '-1.50', '90.70'],
    ['5003', '2017.05.16 12:36:05', 'sell', '0.10', '[DAX30]', '12 700.5', '0.00000', '0.00000', '2017.05.16 13:00:00', '12 650.5', '0.00', '0.00', '0.00', '1 125.00'],
    ['5004', '2017.05.16 14:35:05', 'buy limit', '1.00', 'eurusd', '1.10210', '1.10000', '0.00000', '2017.05.16 15:00:00', '1.10310', 'cancelled'],
    ['', '-7.00', '0.00', '-1.50', '1 215.70'], ['Closed P/L:', '1 207.20'],
    ['Open Trades:'], [...names.slice(0, 8), '', ...names.slice(9)],
    ['5010', '2017.05.18 12:35:05', 'buy', '0.50', 'gbpusd', '1.29210', '0.00000', '0.00000', '', '1.29310', '-3.50', '0.00', '0.00', '50.00'],
  ]), { accountCurrency: 'EUR' });
  expect(read.rejected).toEqual([]);
  expect(read.fills).toHaveLength(5);
  const report = tradesOf(read);
  expect(report.trades.reduce((sum, trade) => sum + (trade.net?.amount ?? NaN), 0)).toBe(120_720);
  expect(report.open.map((position) => position.position)).toEqual(['0.5']);
});

it('a table of round trips that no report knows is not read as one of fills', async () => {
  const read = await readText('No,Ticket,Opened,Closed,Type,Lots,Symbol,Price,Price\n1,200,2026-10-05 13:27:00,2026-10-05 13:34:00,sell,2.50,EURUSD,1.2764,1.2768\n');
  expect(read.refusal).toMatchObject({ code: 'needs-answer', needs: ['mapping'] });
});

it('MetaTrader 4: a row in which half a page ends is refused, since its costs are missing', async () => {
  const whole = page([
    ['Ticket', 'Open Time', 'Type', 'Size', 'Item', 'Price', 'S / L', 'T / P', 'Close Time', 'Price', 'Commission', 'Taxes', 'Swap', 'Profit'],
    ['5002', '2017.05.16 12:35:05', 'buy', '1.00', 'eurusd', '1.10210', '1.10000', '0.00000', '2017.05.16 13:00:00', '1.10310', '-7.00', '0.00', '-1.50', '90.70'],
    ['5003', '2017.05.16 14:35:05', 'buy', '1.00', 'eurusd', '1.10210', '1.10000', '0.00000', '2017.05.16 15:00:00', '1.10310', '-7.00', '0.00', '-1.50', '90.70'],
  ]);
  const half = await readText(whole.slice(0, whole.lastIndexOf('-7.00')));
  expect(half.fills).toHaveLength(2);
  expect(half.rejected.map((line) => line.reason)).toEqual([expect.stringContaining('ends inside this line') as string]);
});
