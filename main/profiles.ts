/**
 * Which journal is open: the trader's own, or the demo's, which lives in a folder of its own and never meets it. Closing one
 * and opening the other, and putting a backup in place, happen here, so that everybody else just asks for the current one.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import { Journal } from './journal/journal.ts';
import { JournalError, asJournalError } from './journal/errors.ts';
import { putInPlace } from './store/backup.ts';

export interface ProfilesOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly owner: string;
  /** Fills the demo's folder with a journal to look at. */
  readonly makeDemo: (folder: string) => Promise<void>;
  /** See {@link openStore}; for the trader's own journal. */
  readonly settleElsewhere?: () => void;
}

const DEMO_FOLDER = 'demo';

export class Profiles {
  readonly #options: ProfilesOptions;
  #journal: Journal;
  #switches = 0;
  /** Revisions of the window's state grow across switches: a push of the journal that was left must come late. */
  #base = 0;
  #changed: () => void = () => undefined;

  constructor(options: ProfilesOptions) {
    this.#options = options;
    this.#journal = this.#open('real');
  }

  get current(): Journal {
    return this.#journal;
  }

  /** How often another journal took the place of the one before: whatever was told to that one is to be told again. */
  get switches(): number {
    return this.#switches;
  }

  get revision(): number {
    return this.#base + this.#journal.revision;
  }

  /** The listener is called after every change of whichever journal is open, and after a switch. There is one: the window. */
  subscribe(listener: () => void): void {
    this.#changed = listener;
  }

  async enterDemo(): Promise<void> {
    if (this.#journal.profile === 'demo') return;
    const folder = join(this.#options.folder, DEMO_FOLDER);
    mkdirSync(folder, { recursive: true });
    await this.#options.makeDemo(folder);
    this.#reopen('demo');
  }

  leaveDemo(): void {
    if (this.#journal.profile === 'demo') this.#reopen('real');
  }

  /** Puts the staged journal in the place of the trader's own; what was there is kept as a file. */
  replace(): void {
    if (this.#journal.profile === 'demo') throw new JournalError('refused', 'The demo has no backups. Leave it to restore your own journal.');
    const { path, backupFolder } = this.#journal;
    const { clock, owner } = this.#options;
    this.#reopen('real', () => putInPlace({ path, folder: backupFolder, at: clock.now(), owner }));
  }

  /** Opens a journal again that could not be opened or written: what stood in the way may be gone. */
  lookAgain(): void {
    if (this.#journal.health.status !== 'ok') this.#reopen(this.#journal.profile);
  }

  close(): void {
    this.#journal.close();
  }

  /** Closes the open journal, does what needs it closed, and opens one again whatever came of that. */
  #reopen(profile: 'real' | 'demo', between: () => unknown = () => undefined): void {
    this.#base = this.revision + 1;
    this.#journal.close();
    try {
      between();
    } catch (error) {
      throw asJournalError(error);
    } finally {
      this.#journal = this.#open(profile);
      this.#switches += 1;
      this.#changed();
    }
  }

  #open(profile: 'real' | 'demo'): Journal {
    const { folder, clock, owner, settleElsewhere } = this.#options;
    return new Journal({
      folder: profile === 'demo' ? join(folder, DEMO_FOLDER) : folder,
      profile,
      clock,
      owner,
      changed: () => this.#changed(),
      durable: profile === 'real',
      settleElsewhere: profile === 'real' ? settleElsewhere : undefined,
    });
  }
}
