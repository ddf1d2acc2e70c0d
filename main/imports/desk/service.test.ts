import { mkdirSync, renameSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { calls, type CallInput, type CallOutput } from '../../../preload/contract/calls.ts';
import type { ColumnMapping, ImportAnswers, WatchState } from '../../../preload/contract/imports.ts';
import { bench, goodTicket, setUp } from '../../journal/testing/bench.ts';
import { temporaryFolder } from '../../store/testing.ts';
import { sampleFolder } from '../testing/read-all.ts';
import { ImportService, type ImportCall } from './service.ts';
import type { WatchNews } from './watched-folders.ts';

const NOTHING: ImportAnswers = { zone: null, date: null, dateOrder: null, symbol: null, mapping: null, alike: null };
const NEW_YORK: ImportAnswers = { ...NOTHING, zone: 'America/New_York' };

/** A service over a journal with one account, as the desktop has it. Answers are parsed as they are on their way to the window. */
function desk() {
  const made = bench();
  const accountId = setUp(made);
  const faults: unknown[] = [];
  const told: CallOutput<'import.watch'>[] = [];
  const progress: { job: string; writing: boolean; done: number }[] = [];
  const news: WatchNews[] = [];
  const wishes = { file: null as string | null, folder: null as string | null, during: null as (() => void) | null };
  const service = new ImportService({
    journal: () => made.journal,
    clock: made.clock,
    startWorker: () => new Worker(new URL('worker.ts', import.meta.url)),
    askForFile: () => Promise.resolve(wishes.file),
    askForFolder: () => Promise.resolve(wishes.folder),
    progress: (each) => {
      progress.push(each);
      wishes.during?.();
    },
    watched: (state) => told.push(state),
    news: (each) => news.push(each),
    report: (fault) => faults.push(fault),
    settleMs: 40,
  });
  onTestFinished(async () => {
    await service.close();
    expect(faults).toEqual([]);
  });
  const handlers = service.handlers();
  const ask = async <N extends ImportCall>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => calls[name].output.parse(await handlers[name](input)) as CallOutput<N>;
  const choose = async (path: string): Promise<string> => {
    wishes.file = path;
    return (await ask('import.choose', undefined))?.token ?? '';
  };
  return { ...made, made, accountId, service, ask, choose, wishes, told, progress, news };
}

const sample = (name: string): string => join(sampleFolder, name);

/** So many executions of round trips, an hour of work for nobody. */
function manyRows(rows: number): string {
  let text = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,\n';
  for (let row = 0; row < rows; row += 1) {
    const at = new Date(Date.UTC(2026, 0, 5, 14) + row * 60_000).toISOString();
    text += `MES 12-26,${row % 2 === 0 ? 'Buy' : 'Sell'},1,6000,${at.slice(0, 19).replace('T', ' ')},id${row},x,${row % 2 === 0 ? '1 L' : '-'},o${row},n,$0.62,1,Sim101,Sim,\n`;
  }
  return text;
}

describe('an import from the window', () => {
  it('is shown before it is written, asks for what only the trader knows, and changes nothing the second time', async () => {
    const { ask, choose, accountId, made } = desk();
    const token = await choose(sample('tradovate-performance.csv'));
    const asked = await ask('import.preview', { job: 'p1', token, accountId, answers: NOTHING });
    expect(asked).toMatchObject({ found: { format: 'tradovate-performance' }, needs: ['zone'], counts: { fills: 7, rejected: 0 }, from: null });
    // The clock that is asked about is shown as the file has it.
    expect(asked.sample.map(({ at, clock }) => [at, new Date(clock ?? 0).toISOString()])).toContainEqual([null, '2026-10-05T09:31:10.000Z']);
    expect(await ask('import.list', undefined)).toEqual([]);
    const shown = await ask('import.preview', { job: 'p2', token, accountId, answers: NEW_YORK });
    expect(shown).toMatchObject({ needs: [], counts: { fills: 7, newFills: 7, duplicates: 0 } });
    const revision = made.journal.revision;
    const outcome = await ask('import.run', { job: 'i1', token, target: { kind: 'account', accountId }, answers: NEW_YORK });
    expect(outcome).toMatchObject({ refusal: null, imported: [{ importId: 1, newFills: 7, accountName: 'Evaluation', trades: shown.counts?.trades }] });
    expect(made.journal.revision).toBeGreaterThan(revision);
    expect(made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 50 }).total).toBe(shown.counts?.trades);
    // The zone is remembered for files of the kind.
    const again = await ask('import.preview', { job: 'p3', token, accountId, answers: NOTHING });
    expect(again).toMatchObject({ needs: [], remembered: ['zone'], answers: { zone: 'America/New_York' }, counts: { newFills: 0, duplicates: 7 } });
    expect(await ask('import.run', { job: 'i2', token, target: { kind: 'account', accountId }, answers: NOTHING })).toMatchObject({ imported: [{ importId: null, newFills: 0, duplicates: 7 }] });
    expect(await ask('import.list', undefined)).toMatchObject([{ id: 1, accountName: 'Evaluation', undoneAt: null }]);
    await ask('import.undo', { importId: 1 });
    expect(made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 50 }).total).toBe(0);
    await expect(ask('import.undo', { importId: 1 })).rejects.toThrow(/undone already/);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('names the trade that comes out otherwise than the broker states', async () => {
    const { ask, choose, accountId } = desk();
    const path = join(temporaryFolder(), 'contradicting.csv');
    const row = (id: number, stated: string): string => `${id},MNQ,02/0${id}/2026 09:31:00,02/0${id}/2026 09:48:00,20000.00,19980.00,1.00,${stated},1,Short\n`;
    writeFileSync(path, `Id,ContractName,EnteredAt,ExitedAt,EntryPrice,ExitPrice,Fees,PnL,Size,Type\n${row(1, '40.00')}${row(2, '-40.00')}`);
    const token = await choose(path);
    const differing = { symbol: 'MNQ', ours: { amount: 4_000, currency: 'USD' }, stated: { amount: -4_000, currency: 'USD' } };
    expect(await ask('import.preview', { job: 'p1', token, accountId, answers: NOTHING })).toMatchObject({ needs: ['zone'], counts: { differing: 1 }, differing: [{ ...differing, at: null }] });
    expect(await ask('import.preview', { job: 'p2', token, accountId, answers: NEW_YORK })).toMatchObject({ differing: [{ ...differing, at: Date.parse('2026-02-02T09:31:00-05:00') }] });
  });

  it('goes to a new account, or to one for each that the file names', async () => {
    const { ask, choose, accountId, made } = desk();
    const path = join(temporaryFolder(), 'two.csv');
    writeFileSync(path, manyRows(8).replaceAll(/(id[4-7]),(.*)Sim101/g, '$1,$2Sim102'));
    const token = await choose(path);
    expect(await ask('import.preview', { job: 'p', token, accountId, answers: NEW_YORK })).toMatchObject({ brokerAccounts: ['Sim101', 'Sim102'] });
    const outcome = await ask('import.run', { job: 'i', token, target: { kind: 'each', currency: 'USD', zone: 'America/New_York' }, answers: NEW_YORK });
    expect(outcome.imported).toMatchObject([{ importId: 1, accountName: 'Sim101', fills: 4, trades: 2 }, { importId: 2, accountName: 'Sim102', fills: 4, trades: 2 }]);
    // One that was given another name since has its fills all the same, and a file that is looked at again says so.
    const first = made.state().accounts.find(({ name }) => name === 'Sim101');
    if (first === undefined) throw new Error('the account was not added');
    const { id, ...stated } = first;
    made.journal.saveAccount({ id, account: { ...stated, name: 'Evaluation two', startingEquity: { amount: 5_000_000, currency: 'USD' } } });
    const each = (job: string) => ask('import.preview', { job, token, accountId: null, each: true, answers: NEW_YORK });
    expect(await each('q')).toMatchObject({
      into: [{ brokerAccount: 'Sim101', accountName: 'Evaluation two' }, { brokerAccount: 'Sim102', accountName: 'Sim102' }], counts: { fills: 8, newFills: 0, duplicates: 8 },
    });
    expect(await ask('import.run', { job: 'k', token, target: { kind: 'each', currency: 'USD', zone: 'America/New_York' }, answers: NEW_YORK })).toMatchObject({ imported: [{ importId: null, accountName: 'Evaluation two' }, { importId: null, accountName: 'Sim102' }] });
    await ask('import.undo', { importId: 1 });
    expect(await each('r')).toMatchObject({ into: [{ accountName: null }, { accountName: 'Sim102' }], counts: { newFills: 4, duplicates: 4 } });
    expect(made.state().accounts.map(({ name }) => name).toSorted()).toEqual(['Evaluation', 'Evaluation two', 'Sim102']);
    expect(await ask('import.run', { job: 'j', token, target: { kind: 'new', name: 'Together', currency: 'USD', zone: 'UTC' }, answers: NEW_YORK })).toMatchObject({ imported: [{ accountName: 'Together', fills: 8 }] });
  });

  it('is not divided among accounts when some of its fills name none', async () => {
    const { ask, choose } = desk();
    const path = join(temporaryFolder(), 'some.csv');
    writeFileSync(path, manyRows(8).replaceAll(/(id[4-7]),(.*)Sim101/g, '$1,$2'));
    await expect(ask('import.run', { job: 'i', token: await choose(path), target: { kind: 'each', currency: 'USD', zone: 'UTC' }, answers: NEW_YORK })).rejects.toThrow('4 fills of this file name no account');
    expect(await ask('import.list', undefined)).toEqual([]);
  });

  it('is cancelled while it reads, and nothing is written', async () => {
    const { ask, choose, accountId, wishes, service } = desk();
    const path = join(temporaryFolder(), 'many.csv');
    writeFileSync(path, manyRows(60_000));
    const token = await choose(path);
    wishes.during = () => service.cancel('i');
    expect(await ask('import.run', { job: 'i', token, target: { kind: 'account', accountId }, answers: NEW_YORK })).toMatchObject({ refusal: { code: 'cancelled' }, imported: [] });
    expect(await ask('import.list', undefined)).toEqual([]);
    expect(service.isBusy).toBe(false);
  });

  it('is cancelled while it reads for the second of several accounts, and nothing is written for the first either', async () => {
    const { ask, choose, made, wishes, service, progress } = desk();
    const path = join(temporaryFolder(), 'two.csv');
    writeFileSync(path, manyRows(60_000).replaceAll(/(id[1-9]\d*[02468]),(.*)Sim101/g, '$1,$2Sim102'));
    const token = await choose(path);
    const known = made.state().accounts.length;
    // The preview that names the accounts, the first account, and then the second: each begins at the file's beginning.
    wishes.during = () => {
      const begun = progress.filter(({ done }, index) => index === 0 || done < (progress[index - 1]?.done ?? 0)).length;
      if (begun >= 3) service.cancel('i');
    };
    expect(await ask('import.run', { job: 'i', token, target: { kind: 'each', currency: 'USD', zone: 'UTC' }, answers: NEW_YORK })).toMatchObject({ refusal: { code: 'cancelled' }, imported: [] });
    expect(await ask('import.list', undefined)).toEqual([]);
    expect(made.state().accounts).toHaveLength(known);
  });

  it('lets others write until it writes itself, and then they wait for a moment', async () => {
    const { ask, choose, accountId, made, service, wishes } = desk();
    const path = join(temporaryFolder(), 'many.csv');
    writeFileSync(path, manyRows(20_000));
    const token = await choose(path);
    let tickets = 0;
    let waits = 0;
    wishes.during = () => {
      if (service.quiet() !== null) waits += 1;
      else if (tickets < 3) {
        made.journal.sealTicket(goodTicket(accountId, { note: `while reading ${tickets}` }));
        tickets += 1;
      }
    };
    expect(await ask('import.run', { job: 'i', token, target: { kind: 'account', accountId }, answers: NEW_YORK })).toMatchObject({ imported: [{ newFills: 20_000 }] });
    expect(tickets).toBeGreaterThan(0);
    expect(waits).toBeGreaterThan(0);
    expect(service.quiet()).toBeNull();
    made.journal.sealTicket(goodTicket(accountId, { note: 'afterwards' }));
    expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
  }, 60_000);

  it('takes a dropped file piece by piece, and no path', async () => {
    const { ask, accountId } = desk();
    const bytes = Buffer.from(manyRows(4));
    const base64 = (from: number, to: number): string => bytes.subarray(from, to).toString('base64');
    const { token } = await ask('import.drop', { token: null, name: '/etc/passwd', size: bytes.length, base64: base64(0, 100) });
    await expect(ask('import.preview', { job: 'p', token, accountId, answers: NEW_YORK })).rejects.toMatchObject({ code: 'conflict' });
    expect(await ask('import.drop', { token, name: 'x', size: bytes.length, base64: base64(100, bytes.length) })).toEqual({ token, received: bytes.length });
    expect(await ask('import.preview', { job: 'p', token, accountId, answers: NEW_YORK })).toMatchObject({ counts: { fills: 4, trades: 2 } });
    await expect(ask('import.drop', { token, name: 'x', size: 3, base64: base64(0, 3) })).rejects.toMatchObject({ code: 'refused' });
    await expect(ask('import.preview', { job: 'p', token, accountId, answers: NEW_YORK })).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask('import.preview', { job: 'p', token: '/etc/passwd', accountId, answers: NEW_YORK })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('remembers the columns of a table that is nobody’s report', async () => {
    const { ask, choose, accountId } = desk();
    const token = await choose(sample('mapped-fills.csv'));
    const unknown = await ask('import.preview', { job: 'p', token, accountId, answers: NOTHING });
    expect(unknown).toMatchObject({ needs: ['mapping'], refusal: { code: 'needs-answer' }, table: { header: ['Ticker', 'Datum', 'Richtung', 'Menge', 'Kurs', 'Geb.'], columns: ['ticker', 'datum', 'richtung', 'menge', 'kurs', 'geb.'], suggestion: null } });
    const mapping: ColumnMapping = {
      kind: 'fills', columns: { symbol: 'ticker', time: 'datum', side: 'richtung', quantity: 'menge', price: 'kurs', commission: 'geb.' }, direction: null, costSign: 'charge-positive', quantityUnit: 'units', resultCosts: null,
    };
    expect(await ask('import.run', { job: 'i', token, target: { kind: 'account', accountId }, answers: { ...NEW_YORK, mapping } })).toMatchObject({ refusal: null, imported: [{ newFills: 2, trades: 1 }] });
    expect(await ask('import.preview', { job: 'p', token, accountId, answers: NOTHING })).toMatchObject({ needs: [], remembered: ['zone', 'mapping'], counts: { duplicates: 2 } });
  });

  it('forgets the order of day and month for a file whose days show another', async () => {
    const { ask, choose, accountId } = desk();
    const written = (...days: string[]): Promise<string> => {
      const path = join(temporaryFolder(), 'grid.csv');
      const rows = days.map((day, row) => `MES 12-26;${row % 2 === 0 ? 'Buy' : 'Sell'};1;6000,25;${day} 15:0${row}:00;${day}-${row};${row % 2 === 0 ? 'Entry' : 'Exit'};Sim101`);
      writeFileSync(path, ['Instrument;Action;Quantity;Price;Time;ID;E/X;Account', ...rows, ''].join('\n'));
      return choose(path);
    };
    const said = { ...NEW_YORK, dateOrder: 'mdy' as const };
    await ask('import.run', { job: 'i', token: await written('05/10/2026', '05/10/2026'), target: { kind: 'account', accountId }, answers: said });
    expect(await ask('import.preview', { job: 'p', token: await written('06/10/2026', '06/10/2026'), accountId, answers: NOTHING })).toMatchObject({ remembered: ['zone', 'date-order'], answers: { dateOrder: 'mdy' } });
    const shown = await ask('import.preview', { job: 'p', token: await written('06/10/2026', '06/10/2026', '27/10/2026', '27/10/2026'), accountId, answers: NOTHING });
    expect(shown).toMatchObject({ remembered: ['zone'], answers: { dateOrder: null }, counts: { fills: 4, rejected: 0 }, from: Date.parse('2026-10-06T15:00:00-04:00') });
    // What is said of this very file stands.
    expect(await ask('import.preview', { job: 'p', token: await written('06/10/2026', '27/10/2026'), accountId, answers: said })).toMatchObject({ counts: { fills: 1, rejected: 1 } });
  });

  it('says what a known broker’s unread layout holds, and what is wrong with a file that is none', async () => {
    const { ask, choose, accountId } = desk();
    const written = (text: string): Promise<string> => {
      const path = join(temporaryFolder(), 'file.csv');
      writeFileSync(path, text);
      return choose(path);
    };
    const refusal = async (text: string) => (await ask('import.preview', { job: 'p', token: await written(text), accountId, answers: NEW_YORK })).refusal;
    expect(await refusal('')).toMatchObject({ code: 'empty' });
    expect(await refusal('symbol,_priceFormat,_priceFormatType,_tickSize,something,else\nMES,-2,0,0.25,1,2\n')).toMatchObject({ code: expect.stringMatching(/unread-layout|needs-answer/) as string });
    const token = await choose(sample('tradovate-performance.csv'));
    await expect(ask('import.preview', { job: 'p', token, accountId: 'nobody', answers: NOTHING })).rejects.toMatchObject({ code: 'not-found' });
    await expect(choose('/nowhere/at/all.csv')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a watched folder', () => {
  const until = (told: readonly WatchState[], test: (state: WatchState) => boolean): Promise<void> => vi.waitFor(() => expect(told.some(test)).toBe(true), { timeout: 20_000, interval: 20 });

  it('imports what is dropped there where nothing has to be asked, once, and can take it back', async () => {
    const { ask, accountId, wishes, told, news, service, made } = desk();
    const folder = temporaryFolder();
    copyFileSync(sample('ninjatrader-executions.csv'), join(folder, 'there-before.csv'));
    wishes.folder = folder;
    expect(await ask('import.watch.add', { accountId, zone: 'America/New_York' })).toMatchObject({ folders: [{ folder, accountName: 'Evaluation', zone: 'America/New_York' }], notices: [] });
    await expect(ask('import.watch.add', { accountId, zone: null })).rejects.toMatchObject({ code: 'refused' });
    // A platform writes in pieces: half a file is no file.
    const text = manyRows(6);
    writeFileSync(join(folder, 'today.csv'), text.slice(0, 200));
    writeFileSync(join(folder, 'today.csv'), text);
    await until(told, ({ notices }) => notices.some(({ kind, fileName }) => kind === 'imported' && fileName === 'today.csv'));
    const { notices } = await ask('import.watch', undefined);
    expect(notices).toMatchObject([{ kind: 'imported', fileName: 'today.csv', importId: 1, text: expect.stringMatching(/^6 new fills in 3 trades, into Evaluation\.$/) as string }]);
    expect(news).toMatchObject([{ title: 'Fills were imported' }]);
    // What was there before is left alone; the same content under another name changes nothing and is nothing to tell.
    copyFileSync(join(folder, 'today.csv'), join(folder, 'copy.csv'));
    writeFileSync(join(folder, 'strange.csv'), 'a,b\n1,2\n');
    await until(told, (state) => state.notices.some(({ fileName }) => fileName === 'strange.csv'));
    expect((await ask('import.list', undefined)).map(({ fileName }) => fileName)).toEqual(['today.csv']);
    await ask('import.undo', { importId: 1 });
    expect(made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 50 }).total).toBe(0);
    expect((await ask('import.watch', undefined)).notices.map(({ fileName }) => fileName)).toEqual(['strange.csv']);
    // What was taken back does not come again by itself when the platform writes the file anew.
    writeFileSync(join(folder, 'today.csv'), manyRows(8));
    await until(told, (state) => state.notices.some(({ fileName, kind }) => fileName === 'today.csv' && kind === 'needs-answer'));
    const [asked] = (await ask('import.watch', undefined)).notices;
    expect(asked).toMatchObject({ text: 'The last import of it was undone, so it is not imported by itself.', importId: null });
    expect((await ask('import.list', undefined)).map(({ undoneAt }) => undoneAt === null)).toEqual([false]);
    await ask('import.watch.dismiss', { id: asked?.id ?? '' });
    writeFileSync(join(folder, 'two.csv'), manyRows(4).replaceAll(/(id[23]),(.*)Sim101/g, '$1,$2Sim102').replaceAll('2026-01-05', '2026-01-06'));
    await until(told, (state) => state.notices.some(({ text }) => text === '4 new fills in 2 trades, into Evaluation, of 2 accounts, whose positions are counted apart.'));
    const two = (await ask('import.watch', undefined)).notices.find(({ fileName }) => fileName === 'two.csv');
    await ask('import.undo', { importId: two?.importId ?? 0 });

    // After a restart nothing is imported again, and what came meanwhile is.
    service.watch();
    writeFileSync(join(folder, 'tomorrow.csv'), manyRows(10).split('\n').filter((_, line) => line === 0 || line > 6).join('\n'));
    await until(told, (state) => state.notices.some(({ fileName }) => fileName === 'tomorrow.csv'));
    expect((await ask('import.list', undefined)).map(({ fileName, undoneAt }) => [fileName, undoneAt === null])).toEqual([['tomorrow.csv', true], ['two.csv', false], ['today.csv', false]]);
    expect((await ask('import.watch', undefined)).notices).toHaveLength(1);
  }, 60_000);

  it('asks by a notice that leads to the preview, and says when the folder is gone', async () => {
    const { ask, accountId, wishes, told, news, service } = desk();
    const folder = join(temporaryFolder(), 'exports');
    mkdirSync(folder);
    wishes.folder = folder;
    const added = await ask('import.watch.add', { accountId, zone: null });
    writeFileSync(join(folder, 'today.csv'), manyRows(6));
    await until(told, ({ notices }) => notices.some(({ kind }) => kind === 'needs-answer'));
    const [notice] = (await ask('import.watch', undefined)).notices;
    expect(notice).toMatchObject({ text: expect.stringMatching(/time zone/) as string, importId: null });
    expect(await ask('import.preview', { job: 'p', token: notice?.file?.token ?? '', accountId, answers: NEW_YORK })).toMatchObject({ counts: { newFills: 6 } });

    // Written again, it asks the same and is told once; a question outlives a restart, and ends when it is answered or dismissed.
    told.length = 0;
    writeFileSync(join(folder, 'today.csv'), manyRows(8));
    await until(told, ({ notices }) => notices.some(({ file }) => file !== null && file.token !== notice?.file?.token));
    expect((await ask('import.watch', undefined)).notices).toMatchObject([{ id: notice?.id, kind: 'needs-answer' }]);
    expect(news).toHaveLength(1);
    told.length = 0;
    service.watch();
    await until(told, ({ notices }) => notices.some(({ kind }) => kind === 'needs-answer'));
    const [asked] = (await ask('import.watch', undefined)).notices;
    await ask('import.run', { job: 'i', token: asked?.file?.token ?? '', target: { kind: 'account', accountId }, answers: NEW_YORK });
    expect((await ask('import.watch', undefined)).notices).toEqual([]);
    writeFileSync(join(folder, 'unknown.csv'), 'Ticker;Datum;Richtung;Menge;Kurs\nACME;05.10.2026 15:31:00;Kauf;100;12,50\n');
    await until(told, ({ notices }) => notices.some(({ fileName }) => fileName === 'unknown.csv'));
    const [other] = (await ask('import.watch', undefined)).notices;
    expect((await ask('import.watch.dismiss', { id: other?.id ?? '' })).notices).toEqual([]);
    expect((await ask('import.list', undefined)).map(({ fileName }) => fileName)).toEqual(['today.csv']);

    renameSync(folder, `${folder}-away`);
    service.watch();
    await until(told, ({ folders }) => folders[0]?.status === 'gone');
    expect(await ask('import.watch.remove', { id: added?.folders[0]?.id ?? '' })).toEqual({ folders: [], notices: [] });
    rmSync(`${folder}-away`, { recursive: true });
  }, 60_000);
});
