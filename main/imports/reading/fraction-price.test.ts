import { describe, expect, it } from 'vitest';
import { readText, tradesOf } from '../testing/read-all.ts';
import { fractionPrice } from './fraction-price.ts';

describe('prices in fractions', () => {
  it.each([
    ["110'16", 'ZNZ6', '110.5'], ["110'165", 'ZNZ6', '110.515625'], ["110'162", '/ZN', '110.5078125'], ["110'167", 'ZN 12-26', '110.5234375'], ["110'16.5", 'ZNZ6', '110.515625'],
    ["117'05", '/ZB', '117.15625'], ["103'171", 'ZTZ6', '103.53515625'], ["452'4", 'ZCZ6', '452.5'], ["1032'2", 'ZS 11-26', '1032.25'],
  ])('%s of %s is %s', (text, symbol, price) => expect(fractionPrice(text, symbol)).toBe(price));

  it.each([["110'165", 'ESZ6'], ["110'32", 'ZNZ6'], ["110'164", 'ZNZ6'], ["110'5", 'ZNZ6'], ["452'9", 'ZCZ6'], ["7'200.75", 'ESZ6'], ['110.5', 'ZNZ6'], ["7'200", 'ZCZ6']])('%s of %s is none', (text, symbol) =>
    expect(fractionPrice(text, symbol)).toBeNull());

  it('a file of them', async () => {
    const read = await readText("Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Account\nZN 12-26,Buy,1,110'165,10/20/2026 9:31:00 AM,a,Entry,1 L,Sim\nZN 12-26,Sell,1,110'170,10/20/2026 9:32:00 AM,b,Exit,-,Sim\nES 12-26,Buy,1,7'200.75,10/20/2026 9:33:00 AM,c,Entry,1 L,Sim\n");
    expect(read.fills.map(({ price }) => price)).toEqual(['110.515625', '110.53125', '7200.75']);
    expect(tradesOf(read).trades[0]).toMatchObject({ entryPrice: '110.515625', exitPrice: '110.53125' });
  });
});
