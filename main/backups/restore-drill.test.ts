/** The drill: a journal with a month in it is backed up and exported in every form, lost, brought back, and is what it was. */
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFiles } from '../data-folder.ts';
import { TrustedClock } from '../clock.ts';
import { Journal } from '../journal/journal.ts';
import { FRIDAY_MORNING } from '../journal/testing/bench.ts';
import { runDesk } from '../cli/run-desk.ts';
import { listBackups, putInPlace, verifyFile } from '../store/backup.ts';
import { incomingPath } from '../store/open-store.ts';
import { temporaryFolder } from '../store/testing.ts';
import { backUp, type BackUpOrder } from './back-up.ts';
import { Cancelled, unwatched } from './checkpoint.ts';
import { exportJournal } from './export-journal.ts';
import { stageJournal } from './stage-journal.ts';
import { definitions, demoCopies, everything, filled, type DemoCopy } from './testing/demo-journal.ts';

const copyOfDemo = demoCopies();
/** A passphrase is made slow to try; each try takes about a second of a processor that others may want as well. */
const SLOW = 180_000;
const PASSPHRASE = 'päß phrase with spaces';

function order({ folder, path }: DemoCopy, more: Partial<BackUpOrder> = {}): BackUpOrder {
  return { journal: path, scratch: join(folder, 'backups'), folder: { path: join(folder, 'backups'), make: true }, kind: 'manual', at: FRIDAY_MORNING, passphrase: null, ...more };
}

/** What a trader would compare: every number of the account, and the log. */
async function numbers(folder: string): Promise<unknown> {
  const said: unknown[] = [];
  for (const words of [['stats', '--account', 'Demo account'], ['trades', '--account', 'Demo account'], ['verify']]) {
    const code = await runDesk([...words, '--json'], { data: () => folder, out: (line) => said.push(JSON.parse(line)), error: (line) => said.push(line) });
    said.push(code);
  }
  return said;
}

describe('the restore drill', () => {
  const forms: readonly [form: string, make: (journal: DemoCopy) => Promise<{ source: string; passphrase: string | null }>][] = [
    ['a backup', async (journal) => ({ source: (await backUp(order(journal), unwatched))?.path ?? '', passphrase: null })],
    ['an encrypted backup', async (journal) => ({ source: (await backUp(order(journal, { passphrase: PASSPHRASE }), unwatched))?.path ?? '', passphrase: PASSPHRASE })],
    ['a JSON export', async ({ path, folder }) => ({ source: (await exportJournal({ journal: path, target: join(folder, 'export.json'), form: 'json', at: FRIDAY_MORNING }, unwatched)).path, passphrase: null })],
    ['a CSV export', async ({ path, folder }) => ({ source: (await exportJournal({ journal: path, target: join(folder, 'export'), form: 'csv', at: FRIDAY_MORNING }, unwatched)).path, passphrase: null })],
  ];

  it.each(['json', 'csv'] as const)('no table is forgotten by an export as %s, whatever later versions add', async (form) => {
    const journal = copyOfDemo();
    filled(journal.path);
    const held = everything(journal.path);
    const target = join(journal.folder, `export-${form}`);
    const { tables, rows } = await exportJournal({ journal: journal.path, target, form, at: FRIDAY_MORNING }, unwatched);
    expect(tables).toBe(Object.keys(held).length);
    expect(rows).toBe(Object.values(held).reduce((sum, each) => sum + each.length, 0));
    const again = join(journal.folder, 'again.db');
    await stageJournal(target, again, null, unwatched);
    expect(everything(again)).toEqual(held);
    expect(definitions(again)).toEqual(definitions(journal.path));
  });

  it('an export that was cut, edited, mixed up or is of a later version is refused, and says why', async () => {
    const journal = copyOfDemo();
    const [json, csv] = [join(journal.folder, 'a.json'), join(journal.folder, 'a')];
    await exportJournal({ journal: journal.path, target: json, form: 'json', at: FRIDAY_MORNING }, unwatched);
    await exportJournal({ journal: journal.path, target: csv, form: 'csv', at: FRIDAY_MORNING }, unwatched);
    const text = readFileSync(json, 'utf8');
    const to = join(journal.folder, 'staged.db');
    const attempt = async (name: string, content: string): Promise<unknown> => {
      writeFileSync(join(journal.folder, name), content);
      const said: unknown = await stageJournal(join(journal.folder, name), to, null, unwatched).catch((error: unknown) => error);
      expect(existsSync(to)).toBe(false);
      return said;
    };
    const refused = (why: RegExp): unknown => expect.objectContaining({ code: 'store-damaged', message: expect.stringMatching(why) as string });
    expect(await attempt('cut.json', text.slice(0, text.length >> 1))).toEqual(refused(/ends in the middle|no JSON/));
    expect(await attempt('edited.json', text.replace('"net_pnl"', '"net_pml"'))).toEqual(refused(/other columns/));
    expect(await attempt('nudged.json', text.replace('Pullback', 'Pushback'))).toEqual(refused(/changed after it was written|broken/));
    expect(await attempt('pretty.json', `{"format":"holdfast-journal",\n${text.slice(29)}`)).toEqual(refused(/no JSON/));
    expect(await attempt('tail.json', `${text}more`)).toEqual(refused(/follows its end/));
    expect(await attempt('form.json', text.replace('"version":1', '"version":2'))).toMatchObject({ code: 'store-newer' });
    expect(await attempt('layout.json', text.replace(/"layout":\d+/, '"layout":9999'))).toMatchObject({ code: 'store-newer' });

    const trades = join(csv, 'trades.csv');
    const before = readFileSync(trades, 'utf8');
    const attemptCsv = async (change: () => void): Promise<unknown> => {
      change();
      const said: unknown = await stageJournal(csv, to, null, unwatched).catch((error: unknown) => error);
      writeFileSync(trades, before);
      expect(existsSync(to)).toBe(false);
      return said;
    };
    expect(await attemptCsv(() => writeFileSync(trades, before.replace('Pullback', 'Pushback')))).toEqual(refused(/trades\.csv was changed/));
    expect(await attemptCsv(() => writeFileSync(trades, before.slice(0, before.lastIndexOf('\r\n', before.length - 3) + 2)))).toEqual(refused(/rows and not/));
    expect(await attemptCsv(() => writeFileSync(trades, before.slice(0, before.length - 30)))).toEqual(refused(/trades\.csv/));
    expect(await attemptCsv(() => rmSync(trades))).toEqual(refused(/trades\.csv is missing/));
    expect((await stageJournal(csv, to, null, unwatched)).kind).toBe('csv-export');
    const manifest = readFileSync(join(csv, 'manifest.json'), 'utf8');
    writeFileSync(join(csv, 'manifest.json'), manifest.replaceAll('"accounts.csv"', '"../accounts.csv"'));
    await expect(stageJournal(csv, to, null, unwatched)).rejects.toMatchObject({ code: 'store-damaged' });
  });

  it('an export that is cancelled leaves nothing', async () => {
    const journal = copyOfDemo();
    filled(journal.path, 5_000);
    for (const form of ['json', 'csv'] as const) {
      const stop = (): void => {
        throw new Cancelled();
      };
      await expect(exportJournal({ journal: journal.path, target: join(journal.folder, 'stopped'), form, at: FRIDAY_MORNING }, stop)).rejects.toBeInstanceOf(Cancelled);
    }
    expect(readdirSync(journal.folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  it.each(forms)('%s brings the same journal into a fresh folder', { timeout: SLOW }, async (_, make) => {
    const lost = copyOfDemo();
    const before = { rows: everything(lost.path), numbers: await numbers(lost.folder) };
    expect(JSON.stringify(before.numbers)).toMatch(/"chain":"intact"/);
    const { source, passphrase } = await make(lost);
    rmSync(lost.path);
    const folder = temporaryFolder();
    const path = join(folder, dataFiles.journal);
    const staged = await stageJournal(source, incomingPath(path), passphrase, unwatched);
    expect(putInPlace({ path, folder: join(folder, 'backups'), at: FRIDAY_MORNING, owner: 'test' })).toBeNull();
    expect(everything(path)).toEqual(before.rows);
    expect(await numbers(folder)).toEqual(before.numbers);
    expect(staged).toMatchObject({ accounts: ['Demo account'], events: verifyFile(path).events, layout: verifyFile(path).version, trades: before.rows['trades']?.length, tickets: before.rows['tickets']?.length });
    expect(staged.firstSession).toMatch(/^2026-/);
    // The app opens it, and writes on where the log ended.
    const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock({ wall: () => FRIDAY_MORNING + 60_000, monotonic: () => 0 }), owner: 'test' });
    expect(journal.health.status).toBe('ok');
    journal.saveSettings({ theme: 'dark' });
    expect(journal.verify()).toMatchObject({ chain: 'intact' });
    journal.close();
  });

  it('keeps what was there, and changes nothing when what is to be restored is not sound', async () => {
    const present = copyOfDemo();
    const before = readFileSync(present.path);
    const made = await backUp(order(present), unwatched);
    const source = made?.path ?? '';
    const bytes = readFileSync(source);
    const broken = join(present.folder, 'broken.db');
    writeFileSync(broken, bytes.subarray(0, bytes.length / 2));
    await expect(stageJournal(broken, incomingPath(present.path), null, unwatched)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(existsSync(incomingPath(present.path))).toBe(false);
    expect(readFileSync(present.path)).toEqual(before);
    await stageJournal(source, incomingPath(present.path), null, unwatched);
    const aside = putInPlace({ path: present.path, folder: join(present.folder, 'backups'), at: FRIDAY_MORNING + 1, owner: 'test' });
    expect(everything(aside ?? '')).toEqual(everything(present.path));
  });
});

describe('a backup', () => {
  it('goes to the folder of choice, leaves nothing else there, and is one a day', async () => {
    const journal = copyOfDemo();
    const folder = { path: join(temporaryFolder(), 'chosen'), make: false };
    mkdirSync(folder.path);
    const daily = (at: number) => backUp(order(journal, { folder, kind: 'daily', at, passphrase: null }), unwatched);
    writeFileSync(join(folder.path, 'journal-2026-11-01T00-00-00-000Z-daily-00000000.db.partial'), 'of another journal');
    const first = await daily(FRIDAY_MORNING);
    expect(first?.events).toBeGreaterThan(100);
    expect(await daily(FRIDAY_MORNING + 60_000)).toBeNull();
    expect((await daily(FRIDAY_MORNING + 86_400_000))?.name).toMatch(/-daily-[0-9a-f]{8}\.db$/);
    expect(listBackups(folder.path)).toHaveLength(2);
    expect(readdirSync(folder.path)).toHaveLength(3);
    expect(readdirSync(join(journal.folder, 'backups'))).toEqual([]);
    expect(verifyFile(first?.path ?? '').events).toBe(first?.events);
  });

  it('of the day is none before the journal has an account', async () => {
    const folder = temporaryFolder();
    const path = join(folder, dataFiles.journal);
    new Journal({ folder, profile: 'real', clock: new TrustedClock({ wall: () => FRIDAY_MORNING, monotonic: () => 0 }), owner: 'test' }).close();
    expect(await backUp(order({ folder, path }, { kind: 'daily' }), unwatched)).toBeNull();
    expect(listBackups(join(folder, 'backups'))).toEqual([]);
    expect((await backUp(order({ folder, path }), unwatched))?.events).toBe(0);
  });

  it('says what is wrong with the folder, and makes none where a disk is missing', async () => {
    const journal = copyOfDemo();
    const gone = join(journal.folder, 'unplugged');
    await expect(backUp(order(journal, { folder: { path: gone, make: false } }), unwatched)).rejects.toMatchObject({ code: 'unavailable', field: 'folder', retry: true, message: expect.stringMatching(/is not there/) as string });
    expect(existsSync(gone)).toBe(false);
    writeFileSync(gone, 'a file');
    await expect(backUp(order(journal, { folder: { path: gone, make: false } }), unwatched)).rejects.toMatchObject({ code: 'unavailable', field: 'folder' });
  });

  it('is none when it is cancelled', async () => {
    const journal = copyOfDemo();
    const stop = (): void => {
      throw new Cancelled();
    };
    await expect(backUp(order(journal), stop)).rejects.toBeInstanceOf(Cancelled);
    expect(readdirSync(join(journal.folder, 'backups'))).toEqual([]);
  });

  it('that is encrypted is an age file: the passphrase opens it, another one does not, and a changed byte shows', { timeout: SLOW }, async () => {
    const journal = copyOfDemo();
    const made = await backUp(order(journal, { passphrase: PASSPHRASE }), unwatched);
    const path = made?.path ?? '';
    expect(path).toMatch(/\.db\.age$/);
    const bytes = readFileSync(path);
    expect(bytes.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n');
    expect(bytes.includes('SQLite format')).toBe(false);
    const to = join(journal.folder, 'opened.db');
    await expect(stageJournal(path, to, null, unwatched)).rejects.toMatchObject({ code: 'refused', field: 'passphrase' });
    await expect(stageJournal(path, to, 'another passphrase', unwatched)).rejects.toMatchObject({ code: 'refused', field: 'passphrase', message: expect.stringMatching(/does not open/) as string });
    for (const [at, name] of [[bytes.length - 9, 'end'], [bytes.length >> 1, 'middle'], [300, 'head']] as const) {
      const changed = join(journal.folder, `${name}.age`);
      copyFileSync(path, changed);
      const file = openSync(changed, 'r+');
      writeSync(file, Buffer.from([(bytes[at] ?? 0) ^ 1]), 0, 1, at);
      closeSync(file);
      await expect(stageJournal(changed, to, PASSPHRASE, unwatched)).rejects.toMatchObject({ code: 'store-damaged' });
    }
    const cut = join(journal.folder, 'cut.age');
    writeFileSync(cut, bytes.subarray(0, statSync(path).size - 40_000));
    await expect(stageJournal(cut, to, PASSPHRASE, unwatched)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(existsSync(to)).toBe(false);
  });
});
