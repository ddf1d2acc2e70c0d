/**
 * Folders in which platforms drop their exports: every new file is imported by itself where nothing has to be asked, and
 * otherwise waits for its answers. Which folders, and which files were dealt with, is kept in the journal.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import type { ImportAnswers, ImportNeed, ImportOutcome, ImportPreview, ImportTarget, WatchNotice, WatchState } from '../../../preload/contract/imports.ts';
import type { ErrorCode } from '../../../preload/contract/result.ts';
import type { Clock } from '../../clock.ts';
import { JournalError } from '../../journal/errors.ts';
import { findAccount, listAccounts } from '../../store/accounts.ts';
import type { Executor } from '../../store/executor.ts';
import { readSettings, writeSetting } from '../../store/settings.ts';
import type { ChosenFiles } from './chosen-files.ts';
import { listImports } from '../../store/imports.ts';
import { FolderWatch, stampsOf } from './folder-watch.ts';
import { Queue } from './queue.ts';
import type { FileRef } from './thread.ts';

export interface WatchNews {
  readonly title: string;
  readonly text: string;
}

export interface WatchedFoldersOptions {
  readonly journal: () => { readonly writable: boolean; read<T>(work: (db: Executor) => T): T; write<T>(work: (db: Executor) => T): T };
  readonly clock: Clock;
  readonly askForFolder: () => Promise<string | null>;
  readonly files: ChosenFiles;
  readonly preview: (file: FileRef, accountId: string, answers: ImportAnswers) => Promise<ImportPreview>;
  readonly take: (file: FileRef, target: ImportTarget, answers: ImportAnswers) => Promise<ImportOutcome>;
  readonly changed: (state: WatchState) => void;
  readonly news: (news: WatchNews) => void;
  readonly report: (fault: unknown) => void;
  readonly settleMs?: number;
}

const SETTING = 'import.watched';
const folderShape = z.object({ id: z.string(), folder: z.string(), accountId: z.string(), zone: z.string().nullable(), seen: z.array(z.tuple([z.string(), z.string()])) });
type Folder = z.infer<typeof folderShape>;

/** Files remembered as dealt with in a folder; the oldest are forgotten, and an import of one of them again changes nothing. */
const MOST_SEEN = 5_000;
const MOST_NOTICES = 30;
const MOST_FOLDERS = 10;

const NOTHING_SAID: ImportAnswers = { zone: null, date: null, dateOrder: null, symbol: null, mapping: null, alike: null };

/** What may be over at the next look: a file that another program holds, a disk that is full, an import that was ended. */
const PASSING = new Set<ErrorCode>(['not-found', 'unavailable', 'conflict', 'store-full']);

/** What an arrival comes to; null when the file changes nothing, which is nothing to tell. */
type Told = Pick<WatchNotice, 'kind' | 'text' | 'importId' | 'file'>;

interface Kept {
  readonly notice: WatchNotice;
  readonly folderId: string;
  readonly stamp: string;
}

const ASKED: Readonly<Record<ImportNeed, string>> = { 'zone': 'the time zone of its times', 'date': 'the date of its times', 'date-order': 'whether its dates are day first or month first', 'symbol': 'the instrument', 'mapping': 'what its columns mean', 'alike': 'whether fills that look like ones of another report are the same' };

export class WatchedFolders {
  readonly #options: WatchedFoldersOptions;
  readonly #watches = new Map<string, FolderWatch>();
  readonly #arrivals = new Queue();
  #notices: Kept[] = [];

  constructor(options: WatchedFoldersOptions) {
    this.#options = options;
  }

  start(): void {
    this.close();
    this.#notices = [];
    for (const folder of this.#folders()) this.#watch(folder);
    this.#tell();
  }

  close(): void {
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
  }

  state(): WatchState {
    const names = new Map(this.#options.journal().read((db) => listAccounts(db).map(({ id, name }) => [id, name])));
    return {
      folders: this.#folders().map(({ id, folder, accountId, zone }) => ({ id, folder, zone, accountName: names.get(accountId) ?? accountId, status: (this.#watches.get(id)?.isThere ?? existsSync(folder)) ? 'watching' : 'gone' })),
      notices: this.#notices.map(({ notice }) => notice),
    };
  }

  /** Files that are there already stay where they are: only what comes from now on is imported. */
  async add({ accountId, zone }: CallInput<'import.watch.add'>): Promise<CallOutput<'import.watch.add'>> {
    const { journal, askForFolder } = this.#options;
    if (journal().read((db) => findAccount(db, accountId)) === null) throw new JournalError('not-found', 'There is no such account.', { field: 'accountId' });
    const chosen = await askForFolder();
    if (chosen === null) return null;
    const before = this.#folders();
    if (before.some(({ folder }) => folder === chosen)) throw new JournalError('refused', 'This folder is watched already.');
    if (before.length >= MOST_FOLDERS) throw new JournalError('refused', `${MOST_FOLDERS} folders are watched already. Remove one first.`);
    const added: Folder = { id: randomUUID(), folder: chosen, accountId, zone, seen: [...(stampsOf(chosen) ?? [])] };
    this.#save([...before, added]);
    this.#watch(added);
    return this.#tell();
  }

  remove(id: string): WatchState {
    this.#watches.get(id)?.close();
    this.#watches.delete(id);
    this.#save(this.#folders().filter((each) => each.id !== id));
    return this.#tell();
  }

  /** What is dismissed is not asked about again. */
  dismiss(id: string): WatchState {
    return this.#settle(({ notice }) => notice.id === id);
  }

  /** A file was imported by hand: what it asked is answered. */
  answered(token: string): void {
    this.#settle(({ notice }) => notice.file?.token === token);
  }

  /** An import was taken back: its notice has nothing to offer any more. */
  undone(importId: number): void {
    this.#settle(({ notice }) => notice.importId === importId);
  }

  #settle(which: (kept: Kept) => boolean): WatchState {
    const settled = this.#notices.filter(which);
    if (settled.length === 0) return this.state();
    this.#notices = this.#notices.filter((kept) => !which(kept));
    for (const { notice, folderId, stamp } of settled) if (notice.kind === 'needs-answer') this.#remember(folderId, notice.fileName, stamp);
    return this.#tell();
  }

  /** Deals with a file for good: until it changes, it is not looked at again. */
  #remember(folderId: string, name: string, stamp: string): void {
    this.#save(this.#folders().map((each) => (each.id === folderId ? { ...each, seen: [...each.seen.filter(([other]) => other !== name), [name, stamp] as [string, string]].slice(-MOST_SEEN) } : each)));
  }

  #folders(): Folder[] {
    const parsed = z.array(folderShape).safeParse(this.#options.journal().read((db) => readSettings(db).get(SETTING)));
    return parsed.success ? parsed.data : [];
  }

  #save(folders: readonly Folder[]): void {
    this.#options.journal().write((db) => writeSetting(db, SETTING, folders));
  }

  #watch({ id, folder, seen }: Folder): void {
    const { settleMs, report } = this.#options;
    const watch = new FolderWatch({
      folder, seen: new Map(seen),
      settled: (path, name, stamp) => void this.#arrivals.add(() => this.#arrived(id, { path, name }, stamp)).catch(report),
      present: () => setImmediate(() => this.#watches.has(id) && this.#tell()),
      ...(settleMs === undefined ? {} : { settleMs }),
    });
    this.#watches.set(id, watch);
  }

  async #arrived(id: string, file: FileRef, stamp: string): Promise<void> {
    const folder = this.#folders().find((each) => each.id === id);
    if (folder === undefined || !this.#options.journal().writable) return;
    let passing = false;
    const told = await this.#import(folder, file).catch((error: unknown): Told | null => {
      if (!(error instanceof JournalError)) throw error;
      passing = PASSING.has(error.code);
      if (!passing) return { kind: 'refused', text: error.message, importId: null, file: null };
      // A platform may have moved it on meanwhile.
      return existsSync(file.path) ? { kind: 'refused', text: `${error.code === 'not-found' ? 'It cannot be read, perhaps because another program has it open.' : error.message} Holdfast tries again by itself.`, importId: null, file: null } : null;
    });
    const watch = this.#watches.get(id);
    // The folder is watched no more, or the app ends, which ends an import, too: what became of the file is not known.
    if (watch === undefined) return;
    if (passing) watch.again(file.name);
    // A question stays one after a restart.
    else if (told?.kind !== 'needs-answer') this.#remember(id, file.name, stamp);
    const before = this.#notices.filter(({ notice, folderId }) => folderId === id && notice.fileName === file.name && notice.kind !== 'imported');
    // The same again, of a file that is tried again or was written again, is no news.
    const same = before.find(({ notice }) => notice.kind === told?.kind && notice.text === told.text);
    if (told === null && before.length === 0) return;
    const kept = told === null ? [] : [{ notice: { ...told, id: same?.notice.id ?? randomUUID(), at: same?.notice.at ?? this.#options.clock.now(), fileName: file.name }, folderId: id, stamp }];
    this.#notices = [...kept, ...this.#notices.filter((each) => !before.includes(each))].slice(0, MOST_NOTICES);
    this.#tell();
    if (told !== null && same === undefined) this.#options.news({ title: TITLES[told.kind], text: `${file.name}: ${told.text}` });
  }

  async #import({ accountId, zone }: Folder, file: FileRef): Promise<Told | null> {
    const { preview, take, files } = this.#options;
    const answers = { ...NOTHING_SAID, zone };
    const found = await preview(file, accountId, answers);
    const question = questionOf(found);
    if (question !== null) return { kind: 'needs-answer', text: question, importId: null, file: files.add(file.path) };
    // A platform may begin the day with a file that is still without fills.
    if (found.refusal?.code === 'nothing-found' && found.rejected.length === 0) return null;
    if (found.refusal !== null) return { kind: 'refused', text: found.refusal.message, importId: null, file: null };
    if (found.counts?.newFills === 0 && found.counts.added === 0) return null;
    // A platform that writes the same file again must not bring back what was taken out.
    if (this.#wasTakenBack(accountId, file.name)) return { kind: 'needs-answer', text: 'The last import of it was undone, so it is not imported by itself.', importId: null, file: files.add(file.path) };
    const { refusal, imported, rejected } = await take(file, { kind: 'account', accountId }, answers);
    const [made] = imported;
    if (refusal !== null || made === undefined) return { kind: 'refused', text: refusal?.message ?? 'The file holds no fills.', importId: null, file: null };
    if (made.importId === null) return null;
    const lines = rejected.length === 0 ? '' : `; ${rejected.length === 1 ? 'one line was' : `${rejected.length} lines were`} refused`;
    if (made.newFills === 0) return { kind: 'imported', text: `${count(made.added, 'fill')} of ${made.accountName} got a stop or costs${lines}.`, importId: made.importId, file: null };
    const fills = made.duplicates === 0 ? `${count(made.newFills, 'new fill')} in ${count(made.trades, 'trade')}` : `${count(made.newFills, 'new fill')} beside ${made.duplicates} that ${made.duplicates === 1 ? 'was' : 'were'} there`;
    const several = found.brokerAccounts.length > 1 ? `, of ${found.brokerAccounts.length} accounts, whose positions are counted apart` : '';
    const missing = made.astray > 0 ? '; fills before them are missing' : '';
    return { kind: 'imported', text: `${fills}, into ${made.accountName}${several}${missing}${lines}.`, importId: made.importId, file: null };
  }

  #wasTakenBack(accountId: string, name: string): boolean {
    const last = this.#options.journal().read((db) => listImports(db, accountId).find(({ fileName }) => fileName === name));
    return last !== undefined && last.undoneAt !== null;
  }

  #tell(): WatchState {
    const state = this.state();
    this.#options.changed(state);
    return state;
  }
}

const TITLES: Readonly<Record<WatchNotice['kind'], string>> = { 'imported': 'Fills were imported', 'needs-answer': 'A file needs your answer', 'refused': 'A file could not be imported' };

/** What only the trader can say; null when nothing has to be asked. */
function questionOf({ needs, unknownSymbols }: ImportPreview): string | null {
  const asked = needs.map((need) => ASKED[need]);
  if (asked.length > 0) return `Holdfast has to know ${asked.join(' and ')}.`;
  if (unknownSymbols.length > 0) return `The point value of ${unknownSymbols.slice(0, 5).join(', ')} is not known.`;
  return null;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
