import { describe, expect, it } from 'vitest';
import { readText, tradesOf } from '../testing/read-all.ts';
import { impliedMultiplier } from './records.ts';

const xml = (...statements: readonly (readonly [account: string, trades: string])[]): string =>
  `<FlexQueryResponse queryName="x" type="AF"><FlexStatements count="${statements.length}">\n` +
  statements.map(([account, trades]) => `<FlexStatement accountId="${account}" fromDate="20261005" toDate="20261005">\n<Trades>\n${trades}</Trades>\n</FlexStatement>\n`).join('') +
  '</FlexStatements></FlexQueryResponse>';

interface Given {
  readonly id: string;
  readonly side: string;
  readonly quantity: string;
  readonly price?: string;
  readonly time?: string;
  readonly more?: string;
}

const trade = ({ id, side, quantity, price = '10', time = '20261005;093000', more = '' }: Given): string =>
  `<Trade currency="USD" assetCategory="STK" symbol="ACME" tradeID="${id}" multiplier="1" dateTime="${time}" quantity="${quantity}" tradePrice="${price}" ibCommission="-1" ibCommissionCurrency="USD" buySell="${side}" levelOfDetail="EXECUTION" ${more}/>\n`;

const CSV = 'ClientAccountID,CurrencyPrimary,AssetClass,Symbol,Conid,DateTime,Quantity,TradePrice,IBCommission,Buy/Sell,LevelOfDetail,TradeID\n';
const csv = (entry: string, exit: string): string => `${CSV}U1,USD,STK,ACME,1,"${entry}",100,10,-1,BUY,EXECUTION,11\nU1,USD,STK,ACME,1,"${exit}",-100,11,-1,SELL,EXECUTION,12\n`;

describe('Flex query', () => {
  it('keeps two accounts apart whose trades do not name them', async () => {
    const pair = (first: number, minute: string): string => trade({ id: String(first), side: 'BUY', quantity: '10', time: `20261005;09${minute}00` }) + trade({ id: String(first + 1), side: 'SELL', quantity: '-10', price: '11', time: `20261005;10${minute}00` });
    const read = await readText(xml(['U1', pair(1, '30')], ['U2', pair(3, '31')]));
    expect(read.summary?.accounts).toEqual(new Set(['U1', 'U2']));
    expect(tradesOf(read).trades.map((each) => [each.account, each.quantity, each.net?.amount])).toEqual([['U1', '10', 800], ['U2', '10', 800]]);
  });

  it.each([
    ['2026-10-05;093000', '2026-10-05;100000'], ['10/15/2026;093000', '10/15/2026;100000'], ['15/10/2026;09:30:00', '15/10/2026;10:00:00'], ['05-Oct-26;09:30:00', '05-Oct-26;10:00:00'], ['20261005;093000 EDT', '20261005;100000 EDT'],
  ])('reads every way a query can write %s', async (entry, exit) => {
    const read = await readText(csv(entry, exit));
    expect(read.rejected).toEqual([]);
    expect(tradesOf(read).trades.map((each) => [new Date(each.entryTime).toISOString().slice(10), each.net?.amount])).toEqual([['T13:30:00.000Z', 9_800]]);
  });

  it.each(['tradeDate="20261005" tradeTime="093406"', 'dateTime="20261005" tradeTime="09:34:06"', 'dateTime="20261005;093406" tradeTime="11:11:11"'])('reads a time that stands apart: %s', async (written) => {
    const read = await readText(xml(['U1', trade({ id: '1', side: 'BUY', quantity: '1' }).replace(/dateTime="[^"]*"/, written)]));
    expect(read.fills[0]?.time.wallMs).toBe(Date.UTC(2026, 9, 5, 9, 34, 6));
  });

  it('asks for the order of day and month where its dates can be read two ways, in XML as in CSV', async () => {
    expect((await readText(csv('05/10/2026;093000', '05/10/2026;100000'))).refusal?.needs).toEqual(['date-order']);
    const ambiguous = xml(['U1', trade({ id: '1', side: 'BUY', quantity: '1', time: '05/10/2026;093000' })]);
    expect((await readText(ambiguous)).refusal?.needs).toEqual(['date-order']);
    expect((await readText(ambiguous.replace('quantity', 'settleDateTarget="17/10/2026" quantity'))).fills[0]?.time.wallMs).toBe(Date.UTC(2026, 9, 5, 9, 30));
  });

  it('leaves a cancelled trade out together with what cancels it', async () => {
    const read = await readText(xml(['U1', [
      trade({ id: '1', side: 'BUY', quantity: '10' }), trade({ id: '2', side: 'BUY (Ca.)', quantity: '-10', more: 'origTradeID="1" ' }),
      trade({ id: '3', side: 'BUY', quantity: '10', price: '10.5', time: '20261005;093100' }), trade({ id: '4', side: 'SELL', quantity: '-10', price: '11', time: '20261005;094000' }),
    ].join('')]));
    expect(read.summary?.ignored).toEqual(new Map([['cancelled trade', 1], ['record that cancels a trade', 1]]));
    expect(tradesOf(read).trades.map((each) => [each.entryPrice, each.net?.amount])).toEqual([['10.5', 300]]);
  });

  it('takes back a trade of an earlier statement', async () => {
    const read = await readText(xml(['U1', trade({ id: '2', side: 'BUY (Ca.)', quantity: '-10', more: 'origTradeID="1" ' })]));
    expect(read.fills.map((fill) => [fill.side, fill.quantity])).toEqual([['sell', '10']]);
  });

  it('values bonds in percent of their face value', async () => {
    const bond = (id: string, side: string, quantity: string, price: string): string => trade({ id, side, quantity, price, time: `20261005;0${id}3000` }).replace('STK', 'BOND').replace('ACME', 'T 4 1/4 12/31/26');
    const read = await readText(xml(['U1', bond('1', 'BUY', '10000', '100.161') + bond('2', 'SELL', '-10000', '100.506')]));
    expect(tradesOf(read).trades.map((each) => [each.gross?.amount, each.net?.amount])).toEqual([[3_450, 3_250]]);
  });

  it('reads the trades of a CSV with several sections, with and without frames, and nothing else', async () => {
    const [header = '', ...rows] = csv('20261005;093000', '20261005;100000').trim().split('\n');
    const positions = ['ClientAccountID,CurrencyPrimary,AssetClass,Symbol,Conid,Multiplier,ReportDate,Quantity,MarkPrice,PositionValue,Side,LevelOfDetail', 'U1,USD,STK,WIDGET,2,1,20261005,40,170.2,6808,Long,SUMMARY'];
    const commissions = ['ClientAccountID,CurrencyPrimary,AssetClass,Symbol,Conid,DateTime,Quantity,Price,Buy/Sell,TotalCommission', 'U1,USD,STK,ACME,1,20261005;093000,100,10,BUY,-1'];
    const framed = (name: string, section: readonly string[]): string[] => [`BOS,${name},Section`, ...section.map((line, index) => `${index === 0 ? 'HEADER' : 'DATA'},${name},${line}`), `EOS,${name},1`];
    const plain = await readText([header, ...rows, ...positions, ...commissions].join('\n'));
    const frames = await readText(['BOF,U1,Query,1', 'BOA,U1', ...framed('TRNT', [header, ...rows]), ...framed('POST', positions), ...framed('UNBC', commissions), 'EOA,U1', 'EOF,1'].join('\n'));
    for (const read of [plain, frames]) {
      expect(read.rejected).toEqual([]);
      expect(read.fills.map((fill) => [fill.account, fill.symbol, fill.side])).toEqual([['U1', 'ACME', 'buy'], ['U1', 'ACME', 'sell']]);
    }
  });
});

describe('Activity statement', () => {
  const HEAD = 'Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,C. Price,Proceeds,Comm/Fee,Basis,Realized P/L,MTM P/L,Code';
  const START = 'Statement,Header,Field Name,Field Value\nAccount Information,Header,Field Name,Field Value\nAccount Information,Data,Account,U1\n';

  it('reads each order under its own header, values it by the money it moved, and agrees with the broker', async () => {
    const read = await readText(`${START}${HEAD}
Trades,Data,Order,Stocks,EUR,8ACM,"2026-10-05, 10:01:14",100,36.42,36.18,-3642,-3.64,3645.64,0,-24,O
Trades,Data,Order,Stocks,EUR,8ACM,"2026-10-05, 11:01:14",-100,36.52,36.18,3652,-3.65,-3645.64,2.71,-24,C
${HEAD}
Trades,Data,Order,Equity and Index Options,USD,SPY 16OCT26 380.0 P,"2026-10-05, 10:01:14",2,1.5,1.6,-300,-1.4,301.4,0,20,O
Trades,Data,Order,Equity and Index Options,USD,SPY 16OCT26 380.0 P,"2026-10-05, 11:01:14",-2,1.9,1.6,380,-1.4,-301.4,77.2,20,C
${HEAD.replace('Proceeds', 'Notional Value')}
Trades,Data,Order,Futures,USD,XYZZ6,"2026-10-05, 10:01:14",2,100.5,4000,5025,-1.24,5026.24,0,20,O
Trades,Data,Order,Futures,USD,XYZZ6,"2026-10-05, 10:05:14",-2,101,4000,-5050,-1.24,-5026.24,22.52,20,C
Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,,Proceeds,Comm in USD,,,MTM in USD,Code
Trades,Data,Order,Forex,USD,EUR.USD,"2026-10-05, 10:01:14","20,000",1.08,,-21600,-2,,,20,
Trades,Data,Order,Forex,USD,EUR.USD,"2026-10-05, 10:05:14","-20,000",1.09,,21800,-2,,,20,
Trades,SubTotal,,Forex,USD,EUR.USD,,0,,,,,,,,`);
    expect(read.rejected).toEqual([]);
    const trades = new Map(tradesOf(read).trades.map((each) => [each.contract, [each.currency, each.gross?.amount, each.net?.amount, each.check]]));
    expect(trades).toEqual(new Map([
      ['XYZZ26', ['USD', 2_500, 2_252, 'agrees']], ['EURUSD', ['USD', 20_000, 19_600, 'unknown']], ['SPY 2026-10-16 380 P', ['USD', 8_000, 7_720, 'agrees']], ['8ACM', ['EUR', 1_000, 271, 'agrees']],
    ]));
  });

  it('takes the executions of an instrument that has them, and the orders of one that has none', async () => {
    const read = await readText(`${START}${HEAD}
Trades,Data,Order,Stocks,USD,ACME,"2026-10-05, 10:01:14",200,10,10,-2000,-2,2002,0,0,O;P
Trades,Data,Trade,Stocks,USD,ACME,"2026-10-05, 10:01:14",100,10,10,-1000,-1,1001,0,0,O;P
Trades,Data,Trade,Stocks,USD,ACME,"2026-10-05, 10:01:14",100,10,10,-1000,-1,1001,0,0,O;P
Trades,Data,Order,Stocks,USD,ACME,"2026-10-05, 11:01:14",-200,11,10,2200,-2,-2002,196,0,C
Trades,Data,Trade,Stocks,USD,ACME,"2026-10-05, 11:01:14",-200,11,10,2200,-2,-2002,196,0,C
Trades,Data,ClosedLot,Stocks,USD,ACME,"2026-10-05, 10:01:14",200,10.01,,,,2002,196,,LT
Trades,Data,Total,Stocks,USD,ACME,,0,,,,-4,,196,,
Trades,Data,Order,Stocks,USD,WIDGET,"2026-10-05, 10:01:14",10,10,10,-100,-1,101,0,0,O
Trades,Data,Order,Stocks,USD,WIDGET,"2026-10-05, 10:11:14",-10,12,10,120,-1,-101,18,0,C`);
    expect(read.rejected).toEqual([]);
    expect(tradesOf(read).trades.map((each) => [each.symbol, each.quantity, each.legs.length, each.net?.amount, each.check])).toEqual([['WIDGET', '10', 2, 1_800, 'agrees'], ['ACME', '200', 3, 19_600, 'agrees']]);
  });

  it('keeps the accounts of a consolidated statement apart', async () => {
    const read = await readText(`${START}${HEAD.replace('Currency,', 'Currency,Account,')}
Trades,Data,Order,Stocks,USD,U111,ACME,"2026-10-05, 10:01:14",100,10,10,-1000,-1,1001,0,0,O
Trades,Data,Order,Stocks,USD,U222,ACME,"2026-10-05, 10:01:15",100,10,10,-1000,-1,1001,0,0,O
Trades,Data,Order,Stocks,USD,U111,ACME,"2026-10-05, 10:11:14",-100,11,10,1100,-1,-1001,98,0,C
Trades,Data,Order,Stocks,USD,U222,ACME,"2026-10-05, 10:11:15",-100,12,10,1200,-1,-1001,198,0,C`);
    expect(tradesOf(read).trades.map((each) => [each.account, each.net?.amount, each.check])).toEqual([['U111', 9_800, 'agrees'], ['U222', 19_800, 'agrees']]);
  });
});

it.each([
  ['324', '9.07', '-2938.68', '1'], ['2', '1.5', '-300', '100'], ['2', '4001.25', '40012.5', '5'], ['25.707', '180.689691524', '-4644.9949', '1'], ['10000', '100.161', '10016.1', '0.01'], ['20000', '140.5', '2810000', '1'],
  ['1', '0', '0', null], ['3', '10', '44.5', null], ['1', '10', null, null],
] as const)('the multiplier of %s at %s that moved %s is %s', (quantity, price, money, expected) => expect(impliedMultiplier(quantity, price, money)).toBe(expected));
