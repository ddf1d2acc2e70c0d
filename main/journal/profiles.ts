/**
 * Which journal is open: the trader's own, or the demo's in a folder of its own below it. Only one is open at a time, and
 * nothing is ever read from one into the other.
 */
import { join } from 'node:path';
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import type { AppState } from '../../preload/contract/state.ts';
import type { Clock } from '../clock.ts';
import { dataFiles } from '../data-folder.ts';
import { backupPath, restore } from '../store/backup.ts';
import type { Host } from './app-state.ts';
import { buildDemo } from './demo/build-demo.ts';
import { asJournalError, JournalError } from './errors.ts';
import { BACKUP_FOLDER, Journal } from './journal.ts';

export interface ProfilesOptions {
  /** The data folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly owner: string;
  /** Versions and whatever else of the app belongs to the snapshot; asked for at every snapshot. */
  readonly host: () => Host;
}

export const DEMO_FOLDER = 'demo';

export class Profiles {
  readonly #options: ProfilesOptions;
  readonly #listeners = new Set<() => void>();
  #journal: Journal;
  #entering: Promise<void> | null = null;

  constructor(options: ProfilesOptions) {
    this.#options = options;
    this.#journal = this.#open('real', 0);
  }

  /** The journal that is open now. Not to be kept: another one takes its place when the profile changes. */
  get journal(): Journal {
    return this.#journal;
  }

  state(): AppState {
    return this.#journal.state(this.#options.host());
  }

  /** Called after every change, whichever journal is open; the new state is read with {@link state}. @returns unsubscribe */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the demo, built afresh the first time on a day. Meanwhile the journal that is open goes on answering. */
  async enterDemo(): Promise<null> {
    if (this.#journal.profile === 'demo') return null;
    this.#entering ??= buildDemo(join(this.#options.folder, DEMO_FOLDER), this.#options.clock.now()).finally(() => {
      this.#entering = null;
    });
    await this.#entering;
    if (this.#journal.profile === 'real') this.#switch('demo');
    return null;
  }

  leaveDemo(): null {
    if (this.#journal.profile === 'demo') this.#switch('real');
    return null;
  }

  /**
   * Puts a backup in the place of the trader's journal; what was there is kept in the backup folder.
   * @param source a name from the list of backups, or the path of a file
   */
  restore(source: string): null {
    if (this.#journal.profile === 'demo') throw new JournalError('refused', 'Leave the demo first: a backup is restored to your own journal.');
    const { folder, clock, owner } = this.#options;
    const backups = join(folder, BACKUP_FOLDER);
    const { revision } = this.#journal;
    this.#journal.close();
    try {
      restore(join(folder, dataFiles.journal), backupPath(backups, source), backups, clock.now(), owner);
    } catch (error) {
      throw asJournalError(error);
    } finally {
      this.#journal = this.#open('real', revision + 1);
      this.#tell();
    }
    return null;
  }

  /** Looks again at a file that could not be opened: after the other process ended, the disk was cleared, a right was given. */
  reopen(): null {
    const { profile, revision } = this.#journal;
    this.#journal.close();
    this.#journal = this.#open(profile, revision + 1);
    this.#tell();
    return null;
  }

  async backUpNow(): Promise<CallOutput<'backup.now'>> {
    return this.#journal.backUpNow();
  }

  completeSetup(input: CallInput<'setup.complete'>): null {
    this.leaveDemo();
    return this.#journal.completeSetup(input);
  }

  close(): void {
    this.#listeners.clear();
    this.#journal.close();
  }

  #switch(profile: 'real' | 'demo'): void {
    const { revision } = this.#journal;
    this.#journal.close();
    this.#journal = this.#open(profile, revision + 1);
    this.#tell();
  }

  #open(profile: 'real' | 'demo', revision: number): Journal {
    const { folder, clock, owner } = this.#options;
    return new Journal({ folder: profile === 'real' ? folder : join(folder, DEMO_FOLDER), profile, clock, owner, revision, changed: () => this.#tell() });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
