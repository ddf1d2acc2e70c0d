/**
 * Tells of files that appear or change in a folder, once each of them has settled: platforms write an export in pieces.
 * The system's own notices wake it up; since they are not to be relied on (network drives, folders that come and go), it looks
 * every half a minute all the same.
 */
import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { extname, join } from 'node:path';

/** What an export may be called. What a file is, its content says. */
const ENDINGS = new Set(['.csv', '.txt', '.tsv', '.xlsx', '.xml', '.htm', '.html']);

export interface FolderWatchOptions {
  readonly folder: string;
  /** Files that were dealt with, each as {@link stampOf} had it. */
  readonly seen: ReadonlyMap<string, string>;
  /** Called for every new or changed file that has settled. */
  readonly settled: (path: string, name: string, stamp: string) => void;
  /** Called when the folder goes or comes back. */
  readonly present: (isThere: boolean) => void;
  readonly settleMs?: number;
  readonly lookEveryMs?: number;
}

export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #seen: Map<string, string>;
  /** Stamps of files that were still changing at the last look. */
  readonly #unsettled = new Map<string, string>();
  readonly #settleMs: number;
  readonly #slow: NodeJS.Timeout;
  #watcher: FSWatcher | null = null;
  #soon: NodeJS.Timeout | null = null;
  #isThere: boolean | null = null;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
    this.#seen = new Map(options.seen);
    this.#settleMs = options.settleMs ?? 1_000;
    this.#slow = setInterval(() => this.look(), options.lookEveryMs ?? 30_000);
    this.#slow.unref();
    this.look();
  }

  get isThere(): boolean {
    return this.#isThere === true;
  }

  /** Looks now. */
  look(): void {
    const files = stampsOf(this.#options.folder);
    if (files === null) {
      this.#unwatch();
      this.#tell(false);
      return;
    }
    this.#tell(true);
    this.#watch();
    for (const [name, stamp] of files) {
      if (this.#seen.get(name) === stamp) continue;
      if (this.#unsettled.get(name) === stamp) {
        this.#unsettled.delete(name);
        this.#seen.set(name, stamp);
        this.#options.settled(join(this.#options.folder, name), name, stamp);
      } else this.#unsettled.set(name, stamp);
    }
    for (const name of this.#unsettled.keys()) if (!files.has(name)) this.#unsettled.delete(name);
    if (this.#unsettled.size > 0) this.#lookSoon(this.#settleMs);
  }

  /** A file could not be dealt with now: it settles once more, at one of the next looks. */
  again(name: string): void {
    this.#seen.delete(name);
  }

  close(): void {
    clearInterval(this.#slow);
    if (this.#soon !== null) clearTimeout(this.#soon);
    this.#unwatch();
  }

  #tell(isThere: boolean): void {
    if (this.#isThere === isThere) return;
    this.#isThere = isThere;
    this.#options.present(isThere);
  }

  #watch(): void {
    if (this.#watcher !== null) return;
    try {
      this.#watcher = watch(this.#options.folder, { persistent: false }, () => this.#lookSoon(this.#settleMs / 4));
      this.#watcher.on('error', () => this.#unwatch());
    } catch {
      // Some file systems tell nothing: looking now and then has to do.
      this.#watcher = null;
    }
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = null;
  }

  #lookSoon(ms: number): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      this.look();
    }, ms).unref();
  }
}

/** Every file of a folder that may be an export, each with a stamp that changes with its content; null when the folder cannot be read. */
export function stampsOf(folder: string): Map<string, string> | null {
  let names: string[];
  try {
    names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && ENDINGS.has(extname(entry.name).toLowerCase()) && !entry.name.startsWith('.')).map(({ name }) => name);
  } catch {
    return null;
  }
  return new Map(names.toSorted().flatMap((name) => {
    try {
      const { size, mtimeMs } = statSync(join(folder, name));
      return size === 0 ? [] : [[name, `${size}:${Math.round(mtimeMs)}`] as const];
    } catch {
      return []; // gone between the two looks
    }
  }));
}
