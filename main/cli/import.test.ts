import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasShared, sampleFolder, sharedFolder } from '../imports/testing/read-all.ts';
import { openStore } from '../store/open-store.ts';
import { temporaryFolder } from '../store/testing.ts';
import { allEntries } from '../store/decision-log.ts';
import { listImports } from '../store/imports.ts';
import { accountNamed } from '../journal/accounts.ts';
import { writing } from './journal-file.ts';
import { runDesk } from './run-desk.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function desk(data: string, ...words: string[]): Promise<Run> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runDesk(words, { data: () => data, out: (line) => void out.push(line), error: (line) => void error.push(line) });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

async function json<T>(data: string, ...words: string[]): Promise<T> {
  const run = await desk(data, ...words, '--json');
  expect(run).toMatchObject({ code: 0 });
  return JSON.parse(run.out) as T;
}

interface Imported {
  readonly format: string;
  readonly fills: number;
  readonly newFills: number;
  readonly duplicates: number;
  readonly trades: number;
  readonly openPositions: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
}

interface Listed {
  readonly id: string;
  readonly instrument: string;
  readonly side: string;
  readonly entryTime: string;
  readonly exitTime: string;
  readonly entryPrice: string;
  readonly exitPrice: string;
  readonly grossPnl: { readonly amount: number; readonly currency: string } | null;
  readonly fees: { readonly amount: number } | null;
  readonly netPnl: { readonly amount: number } | null;
  readonly stopAmount: { readonly amount: number } | null;
  readonly r: number | null;
  readonly ticketId: string | null;
  readonly provenance: string;
}

const NEW_YORK = ['--zone', 'America/New_York'] as const;

function take(data: string, file: string, ...words: string[]): Promise<Imported> {
  return json<Imported>(data, 'import', file, '--account', 'A', ...NEW_YORK, ...words);
}

function written(text: string): string {
  const path = join(temporaryFolder(), 'file.csv');
  writeFileSync(path, text);
  return path;
}

const HEADER = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,\n';
const execution = (id: string, account: string, action: 'Buy' | 'Sell', price: string, time: string, commission = '$1.00'): string =>
  `MES 12-26,${action},1,${price},11/20/2026 ${time},${id},Entry,,o${id},n,${commission},1,${account},Sim,\n`;

describe('desk import', () => {
  it('adds an account in the currency that was stated, or else in the one of the file', async () => {
    const file = written('Date,Time,Symbol,Quantity,Price,Side,Currency\n11/20/2026,10:00:00,FDAX,1,20000,Buy,EUR\n11/20/2026,10:05:00,FDAX,1,20010,Sell,EUR\n');
    const data = temporaryFolder();
    await take(data, file);
    await json(data, 'import', file, '--account', 'B', ...NEW_YORK, '--currency', 'USD');
    const net = async (name: string) => (await json<{ netPnl: unknown }>(data, 'stats', '--account', name)).netPnl;
    expect([await net('A'), await net('B')]).toEqual([{ amount: 25_000, currency: 'EUR' }, { amount: 0, currency: 'USD' }]);
  });

  it('asks for what only the trader knows, by the name of the option, and writes nothing', async () => {
    const data = temporaryFolder();
    const sample = join(sampleFolder, 'tradovate-performance.csv');
    for (const words of [[], ['--dry-run']]) {
      const run = await desk(data, 'import', sample, '--account', 'A', '--json', ...words);
      expect(run).toMatchObject({ code: 1, out: '' });
      expect(JSON.parse(run.error)).toMatchObject({ error: { code: 'needs-answer', message: expect.stringMatching(/--zone ZONE/) as string } });
    }
    expect((await desk(data, 'trades', '--account', 'A')).error).toMatch(/There is no account A/);
    expect((await desk(data, 'import', sample, '--account', 'A', '--zone', 'Nowhere/Else')).error).toMatch(/no time zone/);
    expect(await desk(data, 'import', sample)).toMatchObject({ code: 2 });
    expect(await desk(data, 'import', join(data, 'missing.csv'), '--account', 'A')).toMatchObject({ code: 1 });
  });

  it('keeps the accounts of a file apart, and copied trades are trades of each', async () => {
    const data = temporaryFolder();
    const file = written(HEADER + ['Sim101', 'Sim102'].map((account, index) => execution(`a${index}`, account, 'Buy', '6000', '10:00:00 AM') + execution(`b${index}`, account, 'Sell', '6001', '10:05:00 AM')).join(''));
    expect(await take(data, file)).toMatchObject({ fills: 4, newFills: 4, duplicates: 0, trades: 2, openPositions: 0, rejected: [] });
    const trades = await json<Listed[]>(data, 'trades', '--account', 'A');
    expect(trades.map(({ side, grossPnl, fees, netPnl, provenance, ticketId }) => [side, grossPnl?.amount, fees?.amount, netPnl?.amount, provenance, ticketId])).toEqual([
      ['long', 500, 200, 300, 'imported', null], ['long', 500, 200, 300, 'imported', null],
    ]);
    expect(trades[0]).toMatchObject({ instrument: 'MES', entryTime: '2026-11-20T10:00:00-05:00', exitTime: '2026-11-20T10:05:00-05:00' });
  });

  it('adds what is new of an overlapping file, and builds trades again from there only', async () => {
    const data = temporaryFolder();
    const [first, second, third] = [execution('1', 'S', 'Buy', '6000', '10:00:00 AM'), execution('2', 'S', 'Sell', '6001', '10:05:00 AM'), execution('3', 'S', 'Sell', '6002', '10:10:00 AM')];
    const [fourth, fifth] = [execution('4', 'S', 'Buy', '6000', '10:15:00 AM'), execution('5', 'S', 'Buy', '5999', '10:20:00 AM')];
    expect(await take(data, written(HEADER + first + second + third))).toMatchObject({ fills: 3, newFills: 3, trades: 1, openPositions: 1 });
    const before = await json<Listed[]>(data, 'trades', '--account', 'A');
    const overlap = written(HEADER + third + fourth + fifth);
    expect(await take(data, overlap, '--dry-run')).toMatchObject({ fills: 3, newFills: 2, duplicates: 1 });
    expect(await take(data, overlap)).toMatchObject({ fills: 3, newFills: 2, duplicates: 1, trades: 1, openPositions: 1 });
    const after = await json<Listed[]>(data, 'trades', '--account', 'A');
    expect(after[0]).toEqual(before[0]);
    expect(after.map(({ side, grossPnl }) => [side, grossPnl?.amount])).toEqual([['long', 500], ['short', 1_000]]);
  });

  it('gives the same trades whichever of two files comes first', async () => {
    const parts = [execution('1', 'S', 'Buy', '6000', '10:00:00 AM') + execution('2', 'S', 'Buy', '6004', '10:01:00 AM'), execution('3', 'S', 'Sell', '6001', '10:05:00 AM') + execution('4', 'S', 'Sell', '6002', '10:06:00 AM')].map((part) => written(HEADER + part));
    const lists = await Promise.all([parts, parts.toReversed()].map(async (files) => {
      const data = temporaryFolder();
      for (const file of files) await take(data, file);
      return json<Listed[]>(data, 'trades', '--account', 'A');
    }));
    expect(lists[0]).toHaveLength(1);
    expect(lists[1]).toEqual(lists[0]?.map((trade) => ({ ...trade, id: expect.any(String) as string })));
  });

  it('undoes an import as a whole, leaves shared fills to the other one, and takes it in again with the same trades', async () => {
    const data = temporaryFolder();
    const [one, two, three] = [execution('1', 'S', 'Buy', '6000', '10:00:00 AM'), execution('2', 'S', 'Sell', '6001', '10:05:00 AM'), execution('3', 'S', 'Buy', '6000', '11:00:00 AM') + execution('4', 'S', 'Sell', '6003', '11:01:00 AM')];
    const [first, second] = [written(HEADER + one + two), written(HEADER + two + three)];
    await take(data, first);
    await take(data, second);
    const whole = await json<Listed[]>(data, 'trades', '--account', 'A');
    expect(whole.map(({ grossPnl }) => grossPnl?.amount)).toEqual([500, 1_500]);
    writing(data, (journal) => journal.undoImport(1));
    // The sell of 10:05 stays, since the second file has it too: it opens a short now.
    expect((await json<Listed[]>(data, 'trades', '--account', 'A')).map(({ side }) => side)).toEqual(['short']);
    expect(() => writing(data, (journal) => journal.undoImport(1))).toThrow(/undone already/);
    expect(await take(data, first)).toMatchObject({ newFills: 1, duplicates: 1 });
    expect(await json<Listed[]>(data, 'trades', '--account', 'A')).toEqual(whole);
    writing(data, (journal) => {
      journal.undoImport(2);
      journal.undoImport(3);
    });
    expect(await json<Listed[]>(data, 'trades', '--account', 'A')).toEqual([]);
    const store = openStore({ path: join(data, 'journal.db'), mode: 'read', owner: 'test' });
    try {
      expect([...allEntries(store)].map(({ type }) => type)).toEqual(['import-recorded', 'import-recorded', 'import-undone', 'import-recorded', 'import-undone', 'import-undone']);
      const account = accountNamed(store, 'A');
      expect(listImports(store, account?.id ?? '').map(({ undoneAt }) => undoneAt === null)).toEqual([false, false, false]);
    } finally {
      store.close();
    }
    expect(await desk(data, 'verify')).toMatchObject({ code: 0 });
  });

  it('refuses a file it cannot read and leaves no account behind', async () => {
    const data = temporaryFolder();
    const run = await desk(data, 'import', written('a,b\n1,2\n'), '--account', 'A', '--json');
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(await desk(data, 'stats', '--account', 'A', '--json')).toMatchObject({ code: 1 });
  });

  it('takes what an unknown instrument is worth as an option', async () => {
    const data = temporaryFolder();
    const file = written((HEADER + execution('1', 'S', 'Buy', '10', '10:00:00 AM') + execution('2', 'S', 'Sell', '11.5', '10:05:00 AM')).replaceAll('MES 12-26', 'QQZ 12-26'));
    expect((await desk(data, 'import', file, '--account', 'A', ...NEW_YORK, '--dry-run')).error).toMatch(/point value of QQZ is not known: say it with --instrument/);
    expect((await desk(data, 'import', file, '--account', 'A', ...NEW_YORK, '--dry-run', '--instrument', 'QQZ=0.01:2')).error).not.toMatch(/point value/);
    expect(await desk(data, 'import', file, '--account', 'A', '--instrument', 'QQZ')).toMatchObject({ code: 2 });
    await take(data, file, '--instrument', 'QQZ=0.01:2');
    expect((await json<Listed[]>(data, 'trades', '--account', 'A')).map(({ grossPnl }) => grossPnl?.amount)).toEqual([300]);
  });

  it('remembers assigned columns for the header, and takes others when they are said', async () => {
    const data = temporaryFolder();
    const file = (day: string): string => written(`Ticker;Richtung;Menge;Kurs;Datum;Geb.\nACME;Kauf;100;12,50;${day} 09:30:00;1,00\nACME;Verkauf;100;12,80;${day} 09:45:00;1,00\n`);
    const columns = { symbol: 'Ticker', side: 'Richtung', quantity: 'Menge', price: 'Kurs', time: 'Datum' };
    const mapping = (more: object): string => {
      const path = join(temporaryFolder(), 'mapping.json');
      writeFileSync(path, JSON.stringify({ kind: 'fills', columns: { ...columns, ...more }, costSign: 'charge-positive', quantityUnit: 'units' }));
      return path;
    };
    expect(JSON.parse((await desk(data, 'import', file('05.10.2026'), '--account', 'A', ...NEW_YORK, '--json')).error)).toMatchObject({ error: { code: 'needs-answer' } });
    await take(data, file('05.10.2026'), '--mapping', mapping({}));
    expect(await take(data, file('06.10.2026'), '--dry-run')).toMatchObject({ format: 'mapped', newFills: 2, trades: 1 });
    expect(await take(data, file('06.10.2026'))).toMatchObject({ format: 'mapped', newFills: 2, trades: 1 });
    await take(data, file('07.10.2026'), '--mapping', mapping({ commission: 'Geb.' }));
    await take(data, file('08.10.2026'));
    expect((await json<Listed[]>(data, 'trades', '--account', 'A')).map(({ netPnl }) => netPnl?.amount)).toEqual([3_000, 3_000, 2_800, 2_800]);
  });

  it('says which lines it refused and why', async () => {
    const result = await take(temporaryFolder(), written(HEADER + execution('1', 'S', 'Buy', '6000', '10:00:00 AM') + execution('2', 'S', 'Sell', 'much', '10:05:00 AM')));
    expect(result).toMatchObject({ fills: 1, newFills: 1, trades: 0, openPositions: 1 });
    expect(result.rejected).toEqual([{ line: 3, reason: expect.stringMatching(/\w+ \w+/) as string }]);
  });
});

describe('every sample', () => {
  it.each(readdirSync(sampleFolder).filter((name) => !name.startsWith('bars')))('%s is imported twice and changes nothing the second time', async (name) => {
    const data = temporaryFolder();
    const words = ['--date', '2026-10-05', '--symbol', 'MES'];
    const first = await desk(data, 'import', join(sampleFolder, name), '--account', 'A', ...NEW_YORK, ...words, '--json');
    if (first.code !== 0) {
      expect(JSON.parse(first.error)).toMatchObject({ error: { message: expect.stringMatching(/.{30}/) as string } });
      return;
    }
    const one = JSON.parse(first.out) as Imported;
    const trades = await json<Listed[]>(data, 'trades', '--account', 'A');
    expect(await take(data, join(sampleFolder, name), ...words)).toEqual({ ...one, newFills: 0, duplicates: one.fills });
    expect(await json<Listed[]>(data, 'trades', '--account', 'A')).toEqual(trades);
    expect(one.trades).toBe(trades.length);
  });
});

const shared = (...parts: string[]): string => join(sharedFolder, ...parts);

describe.skipIf(!hasShared)('real files through the journal (skipped without ../shared/data)', () => {
  it('Tradovate Performance: 439 fills, 218 trades, −$140.00', async () => {
    const data = temporaryFolder();
    const file = shared('tradovate', 'performance-mes-2025.csv');
    const expected = { format: 'tradovate-performance', fills: 439, newFills: 439, duplicates: 0, trades: 218, openPositions: 0, rejected: [] };
    expect(await take(data, file, '--dry-run')).toEqual(expected);
    expect(await take(data, file)).toEqual(expected);
    expect(await take(data, file)).toEqual({ ...expected, newFills: 0, duplicates: 439 });
    expect(await take(data, file, '--dry-run')).toEqual({ ...expected, newFills: 0, duplicates: 439 });
    const trades = await json<Listed[]>(data, 'trades', '--account', 'A');
    expect(trades).toHaveLength(218);
    expect(trades.reduce((sum, { netPnl }) => sum + (netPnl?.amount ?? Number.NaN), 0)).toBe(-14_000);
    expect(await json(data, 'stats', '--account', 'A')).toMatchObject({
      trades: 218, wins: 90, losses: 123, breakEven: 5, netPnl: { amount: -14_000, currency: 'USD' }, grossPnl: { amount: -14_000, currency: 'USD' }, fees: null, maxDrawdown: { amount: -140_000, currency: 'USD' },
      expectancyR: null, rSample: 0, adherence: 0, bypasses: 218,
    });
    const rules = join(data, 'rules.json');
    writeFileSync(rules, readFileSync(join(import.meta.dirname, 'testing', 'one-trade-a-session.json'), 'utf8'));
    const replay = await json<{ trades: number; blocked: number; underRules: { trades: number } }>(data, 'replay', '--account', 'A', '--rules', rules);
    expect(replay.trades).toBe(218);
    expect(replay.blocked).toBeGreaterThan(0);
    expect(replay.underRules.trades).toBe(218 - replay.blocked);
  });

  it('Tradovate Orders: R from the stops of the brackets', async () => {
    const data = temporaryFolder();
    await take(data, shared('small-exports', 'tradovate-orders-history.csv'));
    const trades = await json<Listed[]>(data, 'trades', '--account', 'A');
    expect(trades.slice(1).map(({ side, entryPrice, exitPrice, r }) => [side, entryPrice, exitPrice, r?.toFixed(3)])).toEqual([
      ['long', '29262', '29382', '3.000'], ['long', '30790', '30740.75', '-1.159'], ['long', '30410', '30530', '3.000'], ['long', '30527.25', '30627.25', '1.527'], ['long', '29301', '29240.5', '-1.008'],
    ]);
    expect(await json(data, 'stats', '--account', 'A')).toMatchObject({ rSample: 5 });
  });

  it('the small exports and Interactive Brokers', async () => {
    const results = async (file: string, ...words: string[]): Promise<[number, (number | undefined)[]]> => {
      const data = temporaryFolder();
      const { openPositions } = await take(data, file, ...words);
      return [openPositions, (await json<Listed[]>(data, 'trades', '--account', 'A')).map(({ netPnl }) => netPnl?.amount)];
    };
    expect(await results(shared('small-exports', 'ninjatrader-grid.csv'))).toEqual([0, [4_810, 4_810, -7_590, 4_810, -5_540, 4_810]]);
    expect(await results(shared('small-exports', 'das-trades.csv'), '--date', '2026-06-17')).toEqual([0, [27_000, 4_400, 4_500]]);
    expect((await results(shared('small-exports', 'tradovate-trades-performance.csv')))[1]).toEqual([-40_000, 120_000]);
    expect((await results(shared('small-exports', 'topstep-trades.csv')))[1]).toEqual([5_100 - 134, 40_000 - 268]);
    expect(await results(shared('tradovate', 'position-history.csv'))).toEqual([0, [-9_000, -5_200, -3_900, -2_450, -1_250]]);
    expect(await results(shared('ibkr', 'activity.csv'))).toEqual([1, [-6_503, -7_022]]);
    expect(await results(shared('ibkr', 'flex-report.xml'))).toEqual([2, []]);
  });

  it('ATR-14 of the reference bars', async () => {
    interface Atr { readonly values: (number | null)[]; readonly last: { readonly atr: number } }
    const of = (name: string, ...words: string[]): Promise<Atr> => json<Atr>('', 'atr', '--bars', shared(...name.split('/')), '--length', '14', ...words);
    const es = await of('bars/es_201312_1min_2013-10.csv');
    expect([es.values[13], es.values[14]?.toFixed(6), es.last.atr.toFixed(6)]).toEqual([null, '0.839286', '0.540830']);
    const five = await of('bars/es_201312_1min_2013-10.csv', '--minutes', '5');
    expect([five.values[15]?.toFixed(6), five.last.atr.toFixed(6)]).toEqual(['0.797194', '0.823732']);
    const spx = await of('bars/spx_1min_2019-11.csv');
    expect([spx.values[14]?.toFixed(6), spx.last.atr.toFixed(6)]).toEqual(['0.850000', '0.698108']);
    const daily = await of('atr/default.csv');
    expect([14, 24, 249, 501].map((index) => daily.values[index]?.toFixed(6))).toEqual(['1.336429', '1.303370', '1.338074', '6.149748']);
  });
});

const snippets = hasShared ? readdirSync(shared('mixed-brokers', 'snippets')).filter((name) => name.endsWith('.csv')).sort() : [];

describe.skipIf(!hasShared)('103 snippets through the journal (skipped without ../shared/data)', () => {
  it.each(snippets)('%s', async (name) => {
    const data = temporaryFolder();
    const words = ['--date', '2026-06-17', '--symbol', 'MES'];
    const run = await desk(data, 'import', shared('mixed-brokers', 'snippets', name), '--account', 'A', ...NEW_YORK, ...words, '--json');
    if (run.code !== 0) {
      expect(run.out).toBe('');
      const { error } = JSON.parse(run.error) as { error: { code: string; message: string } };
      expect(error.code).toMatch(/^(?:nothing-found|needs-answer|unread-layout)$/);
      expect(error.message.length).toBeGreaterThan(30);
      return;
    }
    const result = JSON.parse(run.out) as Imported;
    expect(result.newFills).toBe(result.fills);
    expect(await json<Listed[]>(data, 'trades', '--account', 'A')).toHaveLength(result.trades);
  });
});

describe('desk excursions', () => {
  it('bounds what bars leave in doubt, and asks for the instrument', async () => {
    const data = temporaryFolder();
    await take(data, written(HEADER + execution('1', 'S', 'Buy', '6000', '10:00:00 AM') + execution('2', 'S', 'Sell', '6001', '10:03:00 AM')));
    const bars = written('time_utc,open,high,low,close\n2026-11-20T15:00:00Z,6000,6002,5999,6001\n2026-11-20T15:01:00Z,6001,6004,5998,6003\n2026-11-20T15:02:00Z,6003,6005,6001,6001\n2026-11-20T15:03:00Z,6001,6009,6001,6001\n');
    const [found] = await json<{ instrument: string; mfe: { certain: { amount: number }; possible: { amount: number } }; mae: { certain: { amount: number } }; exact: boolean; uncoveredSeconds: number }[]>(data, 'excursions', '--account', 'A', '--bars', bars);
    expect(found).toMatchObject({ instrument: 'MES', mfe: { certain: { amount: 2_500 }, possible: { amount: 4_500 } }, mae: { certain: { amount: -1_000 } }, exact: false, uncoveredSeconds: 0 });
    expect(await desk(data, 'excursions', '--account', 'A', '--bars', bars, '--symbol', 'ES')).toMatchObject({ code: 1 });
    expect(await desk(data, 'excursions', '--account', 'A')).toMatchObject({ code: 2 });
  });
});
