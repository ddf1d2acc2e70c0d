import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../containers/source.ts';
import { inspectTable } from '../read-import.ts';
import { readText as read } from '../testing/read-all.ts';

const NOON = Date.parse('2026-11-02T12:00:00Z');

describe('a table of no known broker', () => {
  it.each(['Time (UTC)', 'Time(UTC)', 'Time (UTC+0)'])('has the zone that the header %s names, assigned by hand or not, whatever zone is said', async (time) => {
    const text = `${time},Symbol,Side,Quantity,Price\n2026-11-02 12:00:00,ACME,Buy,10,100.5\n2026-11-02 12:10:00,ACME,Sell,10,101.5\n`;
    const mapping = { kind: 'fills', columns: { symbol: 'Symbol', side: 'Side', quantity: 'Quantity', price: 'Price', time }, costSign: 'charge-positive', quantityUnit: 'units' };
    for (const answers of [{ zone: null }, { mapping, zone: null }, { mapping, zone: 'America/New_York' }]) {
      const { fills, refusal } = await read(text, answers);
      expect(refusal).toBeNull();
      expect(fills[0]?.time.epochMs).toBe(NOON);
    }
  });

  it('is read under a cell’s own zone where both say one', async () => {
    const { fills } = await read('Time (UTC),Symbol,Side,Quantity,Price\n2026-11-02 07:00:00 -05:00,ACME,Buy,10,100.5\n');
    expect(fills[0]?.time.epochMs).toBe(NOON);
  });

  it('may write a side as a sign, once a column is said to be one', async () => {
    const text = 'When,Ticker,Way,Quantity,Price\n2026-11-02 12:00:00Z,ACME,-1,10,100.5\n2026-11-02 12:10:00Z,ACME,1,10,99.5\n2026-11-02 12:20:00Z,ACME,0,10,99.5\n';
    const columns = { symbol: 'Ticker', side: 'Way', quantity: 'Quantity', price: 'Price', time: 'When' };
    const { fills, rejected } = await read(text, { mapping: { kind: 'fills', columns, costSign: 'charge-positive', quantityUnit: 'units' } });
    expect(fills.map(({ side }) => side)).toEqual(['sell', 'buy']);
    expect(rejected).toMatchObject([{ line: 4, reason: 'The side “0” is neither a buy nor a sell.' }]);
    expect(await read(text)).toMatchObject({ refusal: { code: 'needs-answer' } });
  });

  it('may be a ledger, whose funding and deposits are no fills', async () => {
    const { fills, rejected } = await read('Contract,Type,Direction,Quantity,Filled Price,Funding,Time(UTC)\nBTCUSDT,TRADE,BUY,1,95000,0,2026-11-02 12:00:00\nBTCUSDT,SETTLEMENT,BUY,1,95010,-0.5,2026-11-02 16:00:00\nBTCUSDT,TRADE,SELL,1,95100,0,2026-11-02 17:00:00\n');
    expect(fills.map(({ side, price }) => [side, price])).toEqual([['buy', '95000'], ['sell', '95100']]);
    expect(rejected).toEqual([]);
  });
});

describe('a header', () => {
  const fingerprint = async (header: string) => (await inspectTable(sourceFromBytes(new TextEncoder().encode(`${header}\nACME,1,2,3\n`), 'table.csv')))?.fingerprint;

  it('is the same in another order and another case, unless names come twice', async () => {
    expect(await fingerprint('Kurs,MARKT,Anzahl,Netto')).toBe(await fingerprint('Markt,Anzahl,Kurs,Netto,'));
    expect(await fingerprint('Markt,Anzahl,Kurs,Brutto')).not.toBe(await fingerprint('Markt,Anzahl,Kurs,Netto'));
    expect(await fingerprint('Markt,Kurs,Zeit,Kurs,Ort')).not.toBe(await fingerprint('Zeit,Kurs,Markt,Kurs,Ort'));
  });
});

describe('columns that are called otherwise', () => {
  it('by DAS and R | Trader are the same columns', async () => {
    expect(await read('Time,Symb,Side,Price,Qty,Route,Broker,Account,Type,Cloid\n09:31:05,ACME,B,72.50,100,SMRT,DAS,SIM9,Market,C1\n', { date: '2026-11-02', zone: 'America/New_York' })).toMatchObject({ summary: { detection: { meta: { format: 'das-trades' } } }, fills: [{ symbol: 'ACME' }] });
    const orders = '"Completed Orders"\n"Account","Status","Buy/Sell","Qty To Fill","Symbol","Order Type","Update Time (CST)","Qty Filled","Avg Fill Price","Order Number"\n"SIM-1","Filled","B","1","MESZ6","Market","2026-11-02 06:00:00","1","6000.25","7"\n';
    expect(await read(orders, { zone: null })).toMatchObject({ refusal: { needs: ['zone'] } });
    expect(await read(orders, { zone: 'America/Chicago' })).toMatchObject({ summary: { detection: { meta: { format: 'rithmic-orders' } } }, fills: [{ time: { epochMs: NOON } }] });
  });
});
