/** A file that is written from its beginning to its end, and goes onto the disk while it is written. */
import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs';

/**
 * Bytes of a large file that may wait in memory for the disk. When the record of a ticket goes onto the disk, the system may write
 * what waits of other files first: with a whole journal's copy waiting, the ticket waited for it too, a quarter of a second.
 */
export const MAX_WAITING_BYTES = 8 << 20;

export class NewFile {
  readonly #file: number;
  #waiting = 0;

  /** Readable by its owner alone. Throws when there is a file of that name already. */
  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600);
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#waiting += bytes.length;
    if (this.#waiting < MAX_WAITING_BYTES) return;
    fdatasyncSync(this.#file);
    this.#waiting = 0;
  }

  /** Everything is on the disk then. */
  close(): void {
    try {
      fsyncSync(this.#file);
    } finally {
      closeSync(this.#file);
    }
  }

  /** Lets go of the file, whatever is in it. */
  abandon(): void {
    closeSync(this.#file);
  }
}
