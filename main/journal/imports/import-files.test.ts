import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleFolder } from '../../imports/testing/read-all.ts';
import { sourceFromBytes, sourceFromFile, type ImportSource } from '../../imports/containers/source.ts';
import { temporaryFolder } from '../../store/testing.ts';
import { bench, host, setUp } from '../testing/bench.ts';
import type { FileImported } from './import-files.ts';

const SAMPLE = join(sampleFolder, 'tradovate-performance.csv');

function count(folder: string, table: string): number {
  const db = new Database(join(folder, 'journal.db'), { readonly: true });
  try {
    return (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  } finally {
    db.close();
  }
}

describe('a killed import', () => {
  it.each(['reading', 'taking'])('leaves nothing half-written when it dies while %s', (moment) => {
    const folder = temporaryFolder();
    const died = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'testing', 'import-and-die.ts'), folder, SAMPLE, moment], { encoding: 'utf8' });
    expect(died.signal).toBe('SIGKILL');
    for (const table of ['accounts', 'imports', 'imported_fills', 'trades', 'books', 'decision_log']) expect([table, count(folder, table)]).toEqual([table, 0]);
    const again = spawnSync(process.execPath, [join(import.meta.dirname, '..', '..', 'cli', 'index.ts'), 'import', SAMPLE, '--account', 'A', '--zone', 'America/New_York', '--data', folder, '--json'], { encoding: 'utf8' });
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ newFills: 7, duplicates: 0 });
    expect([count(folder, 'imports'), count(folder, 'accounts')]).toEqual([1, 1]);
  }, 60_000);
});

describe('imports of an open journal', () => {
  const into = (made: ReturnType<typeof bench>, source: ImportSource, signal?: AbortSignal): Promise<FileImported> =>
    made.journal.importFile({ source, account: 'Evaluation', answers: { accountCurrency: null, zone: 'America/New_York' }, newAccountZone: 'America/New_York' }, signal === undefined ? {} : { signal });

  it('go to the account of that name, and are told to the subscribers once', async () => {
    const made = bench();
    setUp(made);
    const before = made.journal.revision;
    expect(await into(made, await sourceFromFile(SAMPLE))).toMatchObject({ ok: true, value: { importId: 1 } });
    expect(made.journal.revision).toBe(before + 1);
    expect(await into(made, await sourceFromFile(SAMPLE))).toMatchObject({ ok: true, value: { importId: null, newFills: 0 } });
    expect(made.journal.revision).toBe(before + 1);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('say what they leave open, until a later file closes it, and again when that is undone', async () => {
    const made = bench();
    setUp(made);
    const head = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,';
    const file = (name: string, ...rows: string[]): ImportSource => sourceFromBytes(Buffer.from([head, ...rows, ''].join('\n')), name);
    await into(made, file('monday.csv', 'MES DEC26,Sell,1,6030.00,10/5/2026 3:40:00 PM,p1,Entry,1 S,o1,Entry,$0.62,1,Sim,Sim,', 'MES DEC26,Sell,1,6031.00,10/5/2026 3:41:00 PM,p2,Entry,2 S,o2,Entry,$0.62,1,Sim,Sim,'));
    const account = made.journal.state(host).accounts.find(({ name }) => name === 'Evaluation');
    made.journal.selectAccount({ accountId: account?.id ?? '' });
    const open = [{ symbol: 'MES', side: 'short', quantity: '2', entryAt: Date.parse('2026-10-05T15:40:00-04:00'), entryPrice: '6030.5', brokerAccount: 'Sim', stated: null }];
    expect(made.journal.openPositions()).toEqual(open);
    const closing = await into(made, file('tuesday.csv', 'MES DEC26,Buy,2,6025.00,10/6/2026 9:40:00 AM,p3,Exit,-,o3,Exit,$1.24,1,Sim,Sim,'));
    expect(made.journal.openPositions()).toEqual([]);
    // It counts for the session in which it was closed.
    expect(made.journal.listTrades({ status: 'all', from: null, to: null, cursor: null, limit: 2 }).trades).toMatchObject([{ sessionDate: '2026-10-06', netPnl: { amount: 5_252 } }]);
    made.journal.undoImport(closing.ok ? (closing.value.importId ?? 0) : 0);
    expect(made.journal.openPositions()).toEqual(open);
  });

  it('of a file that grows take out what only they brought when they are undone, and say what stays', async () => {
    const made = bench();
    setUp(made);
    const head = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,';
    const row = (id: number): string => `MES DEC26,${id % 2 === 1 ? 'Buy' : 'Sell'},1,60${id}0.00,10/5/2026 3:4${id}:00 PM,p${id},Entry,${id % 2 === 1 ? '1 L' : '-'},o${id},Entry,$0.62,1,Sim,Sim,`;
    const file = (...ids: number[]): ImportSource => sourceFromBytes(Buffer.from([head, ...ids.map(row), ''].join('\n')), 'today.csv');
    for (const ids of [[1, 2], [1, 2, 3, 4]]) await into(made, file(...ids));
    const account = made.journal.state(host).accounts.find(({ name }) => name === 'Evaluation');
    made.journal.selectAccount({ accountId: account?.id ?? '' });
    const trades = (): number => made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 1 }).total;
    expect(made.journal.undoImport(1)).toEqual({ stay: 'all' });
    expect(trades()).toBe(2);
    await into(made, file(3, 4, 5, 6));
    expect(made.journal.undoImport(2)).toEqual({ stay: 'some' });
    expect(trades()).toBe(2);
    expect(made.journal.undoImport(3)).toEqual({ stay: 'none' });
    expect(trades()).toBe(0);
  });

  it('that miss fills in between say so, until those come', async () => {
    const made = bench();
    setUp(made);
    const head = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,';
    const file = (name: string, ...rows: string[]): ImportSource => sourceFromBytes(Buffer.from([head, ...rows, ''].join('\n')), name);
    const rows = ['MES DEC26,Buy,1,6010.00,10/7/2026 9:40:00 AM,m3,Entry,1 L,o3,Entry,$0.62,1,Sim,Sim,', 'MES DEC26,Sell,1,6012.00,10/7/2026 9:45:00 AM,m4,Exit,-,o4,Exit,$0.62,1,Sim,Sim,'];
    expect(await into(made, file('monday.csv', 'MES DEC26,Buy,2,6000.00,10/5/2026 3:58:00 PM,m1,Entry,2 L,o1,Entry,$1.24,1,Sim,Sim,'))).toMatchObject({ value: { openPositions: 1, astray: 0 } });
    const account = made.journal.state(host).accounts.find(({ name }) => name === 'Evaluation');
    made.journal.selectAccount({ accountId: account?.id ?? '' });
    expect(made.journal.openPositions()).toMatchObject([{ quantity: '2', stated: null }]);
    // The position was closed on Tuesday, of which there is no file yet.
    const answers = { accountCurrency: null, zone: 'America/New_York' };
    const preview = await made.journal.previewFile({ source: file('wednesday.csv', ...rows), account: 'Evaluation', answers });
    expect(preview).toMatchObject({ value: { summary: { notes: expect.arrayContaining([expect.stringMatching(/^The journal has MES long 2 open since 2026-10-05\. /)]) as unknown } } });
    expect(await into(made, file('wednesday.csv', ...rows))).toMatchObject({ value: { trades: 0, openPositions: 1, astray: 1 } });
    expect(made.journal.openPositions()).toMatchObject([{ quantity: '2', stated: '0' }]);
    expect(await into(made, file('tuesday.csv', 'MES DEC26,Sell,2,6004.00,10/6/2026 9:40:00 AM,m2,Exit,-,o2,Exit,$1.24,1,Sim,Sim,'))).toMatchObject({ value: { openPositions: 0, astray: 0 } });
    expect(made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 5 }).trades.map(({ netPnl }) => netPnl?.amount)).toEqual([876, 3752]);
  });

  it('show of a fill that reverses a position, in each of its two trades, the fees that fall to that trade', async () => {
    const made = bench();
    setUp(made);
    const rows = [
      'MES DEC26,Buy,2,6000.00,10/5/2026 9:31:00 AM,f1,Entry,2 L,o1,Entry,$1.25,1,Sim,Sim,',
      'MES DEC26,Sell,5,6004.25,10/5/2026 9:40:00 AM,f2,Exit,3 S,o2,Exit,$3.11,1,Sim,Sim,',
      'MES DEC26,Buy,3,6002.00,10/5/2026 9:50:00 AM,f3,Exit,-,o3,Exit,$1.86,1,Sim,Sim,',
    ];
    const head = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,';
    await into(made, sourceFromBytes(Buffer.from([head, ...rows, ''].join('\n')), 'grid.csv'));
    const account = made.journal.state(host).accounts.find(({ name }) => name === 'Evaluation');
    made.journal.selectAccount({ accountId: account?.id ?? '' });
    const { trades } = made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 2 });
    expect(trades.map(({ side, fees, fills }) => [side, fees?.amount, fills.map((fill) => [fill.quantity, fill.fees?.amount])])).toEqual([
      ['short', 373, [['3', 187], ['3', 186]]],
      ['long', 249, [['2', 125], ['2', 124]]],
    ]);
  });

  it('without costs have R after the costs that are known, and every fill says its line', async () => {
    const made = bench();
    setUp(made);
    const head = 'orderId,Account,Order ID,B/S,Contract,avgPrice,filledQty,Fill Time,Status,Timestamp,Quantity,Type,Limit Price,Stop Price,Text';
    const rows = ['1,D,1, Buy,MESZ6,5900.00,2,10/05/2026 09:31:10, Filled,10/05/2026 09:31:10,2, Market,,,Chart', '2,D,2, Sell,MESZ6,5912.00,2,10/05/2026 09:52:00, Filled,10/05/2026 09:31:10,2, Limit,5912.00,,multibracket', '3,D,3, Sell,MESZ6,,,, Canceled,10/05/2026 09:31:10,2, Stop,,5896.00,multibracket'];
    const source = sourceFromBytes(Buffer.from([head, ...rows, ''].join('\n')), 'orders.csv');
    expect(await made.journal.importFile({ source, account: 'Added', answers: { accountCurrency: null, zone: 'America/New_York' }, newAccountZone: 'America/New_York' })).toMatchObject({ ok: true });
    const account = made.journal.state(host).accounts.find(({ name }) => name === 'Added');
    made.journal.selectAccount({ accountId: account?.id ?? '' });
    const { trades: [trade] } = made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 1 });
    expect(trade).toMatchObject({ grossPnl: { amount: 12_000 }, fees: null, netPnl: null, stopAmount: { amount: 4_000 }, r: '3' });
    const { trades: [line] } = made.journal.notebook.trades({ filter: { accountId: account?.id ?? '', from: null, to: null, symbol: null, setup: null, labelId: null }, cursor: null, limit: 1 });
    expect(line).toMatchObject({ grossPnl: { amount: 12_000 }, netPnl: null, r: '3' });
    expect(trade?.fills.map(({ source }) => source)).toEqual([{ fileName: 'orders.csv', line: 2 }, { fileName: 'orders.csv', line: 3 }]);
    // Nobody has stated what that account began with: a share of its equity limits nothing yet, and no rule can be judged by it.
    const plan = () => made.journal.state(host).session?.plan;
    expect(plan()).toMatchObject({ equity: null, riskPerTrade: null });
    // Stated in the middle of a session it holds in that session.
    made.journal.saveMap({ symbol: 'MES', trend: 'up', channel: null, levels: [], atr: null, news: [] });
    expect(plan()).toMatchObject({ equity: null });
    made.journal.saveAccount({ id: account?.id ?? '', account: { name: 'Added', broker: 'Tradovate', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 1_000_000, currency: 'USD' } } });
    expect(plan()).toMatchObject({ equity: { amount: 1_012_000 }, riskPerTrade: { amount: 10_120 } });
  });

  it('are refused as a whole when they are cancelled or ask something', async () => {
    const made = bench();
    setUp(made);
    const stop = new AbortController();
    stop.abort();
    expect(await into(made, await sourceFromFile(SAMPLE), stop.signal)).toMatchObject({ ok: false, refusal: { code: 'cancelled' } });
    expect(await into(made, sourceFromBytes(new Uint8Array(), 'empty.csv'))).toMatchObject({ ok: false, refusal: { code: 'empty' } });
    expect(count(made.folder, 'imports')).toBe(0);
  });

  it('of a file into several accounts are one change, or none when one of them is refused', async () => {
    const made = bench();
    setUp(made);
    const source = await sourceFromFile(SAMPLE);
    const into = (account: string, zone: string | null) => ({ source, account, answers: { accountCurrency: 'USD', zone }, newAccountZone: 'UTC' });
    expect(await made.journal.importFiles([into('Evaluation', 'America/New_York'), into('Second', 'UTC'), into('Third', null)])).toMatchObject([{ ok: false, refusal: { code: 'needs-answer' } }]);
    for (const table of ['imports', 'imported_fills', 'books']) expect([table, count(made.folder, table)]).toEqual([table, 0]);
    expect(count(made.folder, 'accounts')).toBe(1);

    const before = made.journal.revision;
    const all = [into('Evaluation', 'America/New_York'), into('Second', 'America/New_York'), into('Third', 'America/New_York')];
    const value = (importId: number | null) => ({ ok: true, value: { importId, fills: 7, newFills: importId === null ? 0 : 7, trades: 3 } });
    expect(await made.journal.importFiles(all.slice(0, 2))).toMatchObject([value(1), value(2)]);
    expect(made.journal.revision).toBe(before + 1);
    expect(await made.journal.importFiles(all)).toMatchObject([value(null), value(null), value(3)]);
    expect(made.journal.revision).toBe(before + 2);
    expect(await made.journal.importFiles(all)).toMatchObject([value(null), value(null), value(null)]);
    expect(made.journal.revision).toBe(before + 2);
    // One of the seven closes a position and opens another: it has two parts.
    expect(count(made.folder, 'imported_fills')).toBe(24);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('come one after the other', async () => {
    const made = bench();
    setUp(made);
    const first = into(made, await sourceFromFile(SAMPLE));
    await expect(into(made, await sourceFromFile(SAMPLE))).rejects.toMatchObject({ code: 'conflict' });
    expect(await first).toMatchObject({ ok: true });
  });
});
