import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ImportPreview, WatchState } from '../../../preload/contract/imports.ts';
import { JournalError } from '../../journal/errors.ts';
import { bench, setUp } from '../../journal/testing/bench.ts';
import { temporaryFolder } from '../../store/testing.ts';
import { ChosenFiles } from './chosen-files.ts';
import { WatchedFolders, type WatchedFoldersOptions, type WatchNews } from './watched-folders.ts';

/** A folder watched for an account; `preview` is what reading a file comes to. */
async function watching(preview: WatchedFoldersOptions['preview']) {
  const made = bench();
  const accountId = setUp(made);
  const folder = temporaryFolder();
  const states: WatchState[] = [];
  const news: WatchNews[] = [];
  const start = (): WatchedFolders => {
    const folders = new WatchedFolders({
      journal: () => made.journal, clock: made.clock, askForFolder: () => Promise.resolve(folder), files: new ChosenFiles(), preview, take: () => Promise.reject(new Error('nothing is to be imported')),
      changed: (state) => states.push(state), news: (each) => news.push(each), report: (fault) => expect.unreachable(String(fault)), settleMs: 20,
    });
    onTestFinished(() => folders.close());
    return folders;
  };
  const folders = start();
  await folders.add({ accountId, zone: null });
  return { folder, folders, news, start, until: (test: (state: WatchState) => boolean) => vi.waitFor(() => expect(states.some(test)).toBe(true), { timeout: 20_000, interval: 10 }) };
}

const nothingNew = { needs: [], unknownSymbols: [], refusal: null, counts: { newFills: 0, added: 0 } } as unknown as ImportPreview;

describe('a file of a watched folder', () => {
  it('that another program has open is told once, tried again, and forgotten when there is nothing new in it', async () => {
    let locked = true;
    let tries = 0;
    const { folder, news, until, folders } = await watching((file) => {
      if (file.name === 'today.csv') tries += 1;
      return locked ? Promise.reject(new JournalError('not-found', 'today.csv cannot be read any more.')) : Promise.resolve(nothingNew);
    });
    writeFileSync(join(folder, 'today.csv'), 'half');
    await until(({ notices }) => notices.some(({ kind, text }) => kind === 'refused' && text.endsWith('Holdfast tries again by itself.')));
    const touch = () => writeFileSync(join(folder, 'other.txt'), String(tries));
    await vi.waitFor(() => {
      touch();
      expect(tries).toBeGreaterThan(3);
    }, { timeout: 20_000 });
    expect(news.filter(({ text }) => text.startsWith('today.csv'))).toHaveLength(1);
    locked = false;
    await vi.waitFor(() => {
      touch();
      expect(folders.state().notices).toEqual([]);
    }, { timeout: 20_000 });
  });

  it('that holds no fills yet is nothing to tell', async () => {
    const { folder, news, until } = await watching(({ name }) => Promise.resolve({ needs: [], unknownSymbols: [], rejected: [], refusal: name === 'header.csv' ? { code: 'nothing-found', message: 'The file holds no fills.' } : { code: 'unread-layout', message: 'Not read.' } } as unknown as ImportPreview));
    writeFileSync(join(folder, 'header.csv'), 'a');
    writeFileSync(join(folder, 'other.csv'), 'b');
    await until(({ notices }) => notices.some(({ fileName }) => fileName === 'other.csv'));
    expect(news.map(({ text }) => text)).toEqual(['other.csv: Not read.']);
  });

  it('whose import the end of the app cut off is looked at after the next start', async () => {
    const looked: string[] = [];
    let end = (): void => undefined;
    const { folder, folders, start, news } = await watching((file) => {
      looked.push(file.name);
      return looked.length > 1 ? Promise.resolve(nothingNew) : new Promise((_, reject) => { end = () => reject(new JournalError('unavailable', 'The import was ended. Nothing was written.')); });
    });
    writeFileSync(join(folder, 'today.csv'), 'whole');
    await vi.waitFor(() => expect(looked).toHaveLength(1), { timeout: 20_000 });
    folders.close();
    end();
    await Promise.resolve();
    start().start();
    await vi.waitFor(() => expect(looked).toEqual(['today.csv', 'today.csv']), { timeout: 20_000 });
    expect(news).toEqual([]);
  });
});
