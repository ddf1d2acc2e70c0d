/**
 * What is done with the whole journal of the running app: a backup a day by itself, others on the trader's wish, the way back from
 * them, exports, and moving what waits beside the file into it. All the work is done by threads; here is what is set, what was
 * found, and what is due.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { CallInput, CallName, CallOutput, PushPayload } from '../../preload/contract/calls.ts';
import type { BackupsState } from '../../preload/contract/backups.ts';
import type { Clock } from '../clock.ts';
import { dataFiles } from '../data-folder.ts';
import { JournalError } from '../journal/errors.ts';
import { BACKUP_FOLDER } from '../journal/journal.ts';
import { goodBackups, isBackupName, type Backup } from '../store/backup.ts';
import { incomingPath } from '../store/open-store.ts';
import type { BackupFolder, MadeBackup } from './back-up.ts';
import { readBackupSettings, writeBackupSettings, type BackupSettings } from './backup-settings.ts';
import type { Errand } from './thread.ts';
import { runWork, type Running } from './run-work.ts';
import type { Done, Work } from './work.ts';

/** What the service needs of whichever journal is open. */
export interface BackupJournal {
  readonly profile: 'real' | 'demo';
  readonly path: string;
}

/** What only a person can answer; null when the person thought better of it. */
export interface Asking {
  folder(title: string): Promise<string | null>;
  file(title: string): Promise<string | null>;
  target(suggestedName: string): Promise<string | null>;
}

/** Keeps the passphrase: encrypted by the system where that is possible, until the app ends where it is not. */
export interface Keeper {
  /** Whether what is kept survives the end of the app. */
  state(): { readonly ok: boolean };
  read(name: string): string | null;
  write(name: string, value: string): unknown;
  remove(name: string): void;
}

export interface BackupsOptions {
  /** The data folder. */
  readonly data: string;
  readonly clock: Clock;
  readonly secrets: Keeper;
  readonly journal: () => BackupJournal;
  /** Puts the staged file in the journal's place. */
  readonly replace: () => void;
  readonly ask: Asking;
  /** Starts the thread of `worker.ts`. */
  readonly startWorker: (errand: Errand) => Worker;
  /** What {@link Backups.state} says has changed. */
  readonly changed: () => void;
  readonly progress: (progress: PushPayload<'backup.progress'>) => void;
  /** The daily backup could not be written, and this was not said before. */
  readonly failed: (message: string) => void;
  /** A fault that is nobody's input: for the log. */
  readonly report: (fault: unknown) => void;
}

export type BackupCall = Extract<CallName, `backup.${string}` | 'journal.export'>;
export type BackupHandlers = { readonly [N in BackupCall]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> };

/** How often it is looked whether a backup is due. */
const LOOK_EVERY_MS = 60_000;
/** The first look waits until the window stands. */
const FIRST_LOOK_MS = 2_000;
/** After a failure the folder may come back: a disk is plugged in, a network returns. */
const RETRY_MS = 10 * 60_000;

const SECRET = 'backup-passphrase';

interface Looked {
  readonly source: string;
  /** Null until the staged file is there. */
  readonly id: string | null;
}

export class Backups {
  readonly #options: BackupsOptions;
  #settings: BackupSettings;
  #found: readonly Backup[];
  #problem: BackupsState['problem'] = null;
  #backingUp: Running<MadeBackup | null> | null = null;
  /** The look or the export that is on its way. */
  #working: Running<unknown> | null = null;
  #settling: Running<null> | null = null;
  #looked: Looked | null = null;
  #timer: NodeJS.Timeout | undefined;
  #toldProblem: string | null = null;
  #secret: string | null = null;

  constructor(options: BackupsOptions) {
    this.#options = options;
    this.#settings = readBackupSettings(join(options.data, dataFiles.backups));
    this.#found = goodBackups(this.#beside);
  }

  /** Begins to look after the daily backup. */
  start(): void {
    if (!this.#folder.make) void this.#lookForFiles();
    this.#timer = setTimeout(() => {
      void this.backUpIfDue();
      this.#timer = setInterval(() => void this.backUpIfDue(), LOOK_EVERY_MS);
    }, FIRST_LOOK_MS);
  }

  /** Ends whatever is on its way. */
  stop(): void {
    clearTimeout(this.#timer);
    for (const running of [this.#backingUp, this.#working, this.#settling]) running?.abandon();
  }

  state(): BackupsState {
    const { automatic, encrypted } = this.#settings;
    const demo = this.#options.journal().profile === 'demo';
    return {
      folder: this.#folder.path, standard: this.#settings.folder === null, automatic,
      encryption: !encrypted ? 'off' : this.#passphrase === null ? 'locked' : 'on',
      forgets: !encrypted || this.#options.secrets.state().ok ? null : FORGETS,
      problem: this.#problem, running: this.#backingUp !== null,
      files: demo ? [] : this.#found.flatMap(({ name, at, bytes, kind, encrypted: locked }) => (kind === 'replaced' ? [] : [{ name, at, bytes, kind, encrypted: locked }])),
    };
  }

  /** One handler a call. */
  handlers(): BackupHandlers {
    return {
      'backup.now': async () => {
        const made = await this.#backUp('manual');
        if (made === null) throw new JournalError('internal', 'No backup was written.');
        return { path: made.path, bytes: made.bytes, events: made.events };
      },
      'backup.automatic': ({ automatic }) => this.#set({ automatic }),
      'backup.folder': ({ standard }) => this.#chooseFolder(standard),
      'backup.encrypt': ({ passphrase }) => this.#encrypt(passphrase),
      'backup.look': (input) => this.#look(input),
      'backup.restore': ({ id }) => this.#restore(id),
      'backup.cancel': () => (this.#working?.cancel(), null),
      'journal.export': ({ form }) => this.#export(form),
    };
  }

  /** Makes the automatic backup of the day, unless there is one, it is switched off, or the last failure was a moment ago. */
  async backUpIfDue(): Promise<void> {
    const now = this.#options.clock.now();
    const { profile, path } = this.#options.journal();
    if (!this.#settings.automatic || profile === 'demo' || this.#backingUp !== null || !existsSync(path)) return;
    if (this.#problem?.retryAt != null && now < this.#problem.retryAt) return;
    if (this.#madeFor === dayOf(now)) return;
    const folder = this.#folder.path;
    try {
      const made = await this.#backUp('daily');
      // Another folder was chosen meanwhile: it has no copy of the day yet.
      if (this.#folder.path !== folder) return await this.backUpIfDue();
      // None was needed when there is one already; before anything is recorded there is nothing to copy yet.
      if (made !== null || this.#found.some(({ kind, at }) => kind === 'daily' && dayOf(at) === dayOf(now))) this.#madeFor = dayOf(now);
    } catch (error) {
      if (!(error instanceof JournalError)) this.#options.report(error);
    }
  }

  /** The day that the automatic backup was made or found for. */
  #madeFor = '';

  /** Moves what waits in the journal's write-ahead log into the file. To be called whenever there is much: it is done once at a time. */
  settle(): void {
    const { path, profile } = this.#options.journal();
    if (this.#settling !== null || profile === 'demo') return;
    this.#settling = this.#run({ type: 'settle', journal: path });
    // What stood in the way is in the log, or the app is closing; the pages wait on, and the next commit asks again.
    void this.#settling.done.catch(() => undefined).finally(() => (this.#settling = null));
  }

  get #beside(): string {
    return join(this.#options.data, BACKUP_FOLDER);
  }

  get #folder(): BackupFolder {
    const { folder } = this.#settings;
    return folder === null ? { path: this.#beside, make: true } : { path: folder, make: false };
  }

  /** Null when backups are plain, or when it was forgotten. Asked of the keychain once: the state is told often. */
  get #passphrase(): string | null {
    if (!this.#settings.encrypted) return null;
    this.#secret ??= this.#options.secrets.read(SECRET);
    return this.#secret;
  }

  #run<W extends Work>(work: W, visible = false): Running<Done[W['type']]> {
    const { startWorker, progress, report } = this.#options;
    return runWork(startWorker, work, (done, total) => visible && progress({ done, total }), report);
  }

  // ── Making ─────────────────────────────────────────────────────────────────────────────────────────────────────

  async #backUp(kind: 'manual' | 'daily'): Promise<MadeBackup | null> {
    const { clock, journal } = this.#options;
    const { path, profile } = journal();
    if (profile === 'demo') throw new JournalError('refused', 'The demo is made anew whenever you open it. Leave it to back up your own journal.');
    // One at a time: whoever asks while one is on its way gets the next, which holds what was recorded meanwhile.
    while (this.#backingUp !== null) await this.#backingUp.done.catch(() => undefined);
    try {
      if (this.#settings.encrypted && this.#passphrase === null) throw new JournalError('refused', 'Backups are to be encrypted, and Holdfast does not know the passphrase any more. Type it in Settings, Data.', { field: 'passphrase' });
      this.#backingUp = this.#run({ type: 'back-up', order: { journal: path, scratch: this.#beside, folder: this.#folder, kind, at: clock.now(), passphrase: this.#passphrase } });
      this.#options.changed();
      const made = await this.#backingUp.done;
      this.#problem = null;
      this.#toldProblem = null;
      return made;
    } catch (error) {
      if (error instanceof JournalError) this.#fail(error, kind);
      throw error;
    } finally {
      this.#backingUp = null;
      await this.#lookForFiles();
    }
  }

  #fail({ message }: JournalError, kind: 'manual' | 'daily'): void {
    this.#problem = { message, retryAt: this.#settings.automatic ? this.#options.clock.now() + RETRY_MS : null };
    // Whoever asked for a backup is told by the answer.
    if (kind === 'daily' && this.#toldProblem !== message) this.#options.failed(message);
    this.#toldProblem = message;
  }

  /** Reads which backups there are: in the folder of choice, and beside the journal. */
  async #lookForFiles(): Promise<void> {
    const beside = goodBackups(this.#beside);
    let chosen: readonly Backup[] = [];
    if (!this.#folder.make) {
      try {
        chosen = await this.#run({ type: 'list', folder: this.#folder }).done;
      } catch (error) {
        if (error instanceof JournalError && this.#problem === null) this.#problem = { message: error.message, retryAt: null };
      }
    }
    this.#found = [...chosen, ...beside].toSorted((a, b) => b.at - a.at);
    this.#options.changed();
  }

  // ── What is set ────────────────────────────────────────────────────────────────────────────────────────────────

  #set(change: Partial<BackupSettings>): null {
    this.#settings = { ...this.#settings, ...change };
    writeBackupSettings(join(this.#options.data, dataFiles.backups), this.#settings);
    this.#problem = null;
    this.#toldProblem = null;
    this.#madeFor = '';
    this.#options.changed();
    return null;
  }

  async #chooseFolder(standard: boolean): Promise<CallOutput<'backup.folder'>> {
    const folder = standard ? null : await this.#options.ask.folder('Choose the folder for backups');
    if (!standard && folder === null) return { changed: false };
    if (folder !== null) await this.#run({ type: 'list', folder: { path: folder, make: false } }).done;
    this.#set({ folder: folder === this.#beside ? null : folder });
    await this.#lookForFiles();
    void this.backUpIfDue();
    return { changed: true };
  }

  async #encrypt(passphrase: string | null): Promise<null> {
    const { secrets } = this.#options;
    if (passphrase === null) {
      secrets.remove(SECRET);
      this.#secret = null;
      return this.#set({ encrypted: false });
    }
    const last = this.#settings.encrypted ? this.#found.find(({ encrypted }) => encrypted) : undefined;
    if (last !== undefined && this.#passphrase === null) await this.#run({ type: 'try-passphrase', path: this.#pathOf(last.name), passphrase }).done;
    secrets.write(SECRET, passphrase);
    this.#secret = passphrase;
    this.#set({ encrypted: true });
    void this.backUpIfDue();
    return null;
  }

  // ── Restoring and exporting ────────────────────────────────────────────────────────────────────────────────────

  /** Of a backup that is listed: the window names a backup, it does not name files of this machine. */
  #pathOf(name: string): string {
    if (!isBackupName(name) || !this.#found.some((backup) => backup.name === name)) throw new JournalError('not-found', 'There is no such backup any more.');
    const chosen = join(this.#folder.path, name);
    return existsSync(chosen) ? chosen : join(this.#beside, name);
  }

  async #look({ from, passphrase }: CallInput<'backup.look'>): Promise<CallOutput<'backup.look'>> {
    const { path, profile } = this.#options.journal();
    if (profile === 'demo') throw new JournalError('refused', 'The demo has no backups. Leave it to restore your own journal.');
    const source = await this.#sourceOf(from);
    if (source === null) return null;
    this.#looked = { source, id: null };
    // The passphrase that is set opens the backups that were made with it, and need not be typed.
    const staged = await this.#alone({ type: 'stage', source, incoming: incomingPath(path), passphrase: passphrase ?? this.#passphrase, present: path });
    const id = randomUUID();
    this.#looked = { source, id };
    return { id, name: basename(source), ...staged, accounts: [...staged.accounts], present: staged.present === null ? null : { ...staged.present, accounts: [...staged.present.accounts] } };
  }

  async #sourceOf(from: CallInput<'backup.look'>['from']): Promise<string | null> {
    switch (from.type) {
      case 'backup':
        return this.#pathOf(from.name);
      case 'file':
        return this.#options.ask.file('Choose a backup or an export');
      case 'folder':
        return this.#options.ask.folder('Choose the folder of a CSV export');
      case 'again':
        return this.#looked?.source ?? null;
    }
  }

  async #restore(id: string): Promise<null> {
    if (this.#looked?.id !== id || !existsSync(incomingPath(this.#options.journal().path))) throw new JournalError('conflict', 'Look at the backup again before it is restored.');
    this.#looked = null;
    // The copy that is on its way would be of a journal that is gone.
    this.#backingUp?.cancel();
    await this.#backingUp?.done.catch(() => undefined);
    // A file that a thread has open cannot be replaced everywhere.
    this.#settling?.cancel();
    await this.#settling?.done.catch(() => undefined);
    this.#options.replace();
    this.#madeFor = '';
    await this.#lookForFiles();
    return null;
  }

  async #export(form: 'json' | 'csv'): Promise<CallOutput<'journal.export'>> {
    const { clock, journal, ask } = this.#options;
    const at = clock.now();
    const target = await ask.target(`holdfast-journal-${dayOf(at)}${form === 'json' ? '.json' : ''}`);
    return target === null ? null : this.#alone({ type: 'export', order: { journal: journal().path, target, form, at } });
  }

  /** One at a time, so that what is shown as on its way is what is cancelled. */
  async #alone<W extends Work>(work: W): Promise<Done[W['type']]> {
    if (this.#working !== null) throw new JournalError('conflict', 'Something of this kind is on its way already. Wait for it, or cancel it.', { retry: true });
    const running = this.#run(work, true);
    this.#working = running;
    try {
      return await running.done;
    } finally {
      this.#working = null;
    }
  }
}

const FORGETS = 'This computer offers Holdfast no keychain, so the passphrase is forgotten when Holdfast ends and has to be typed again.';

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
