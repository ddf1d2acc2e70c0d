/** A file that is written from its beginning to its end, with the hash of what was written. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Characters that are gathered before they are written. */
const PIECE = 1 << 20;

export class HashedFile {
  readonly #file: number;
  readonly #hash = createHash('sha256');
  #waiting: string[] = [];
  #length = 0;
  #bytes = 0;

  /** Throws when there is a file of that name already. */
  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600);
  }

  write(text: string): void {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length >= PIECE) this.#flush();
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** SHA-256 (hex) of everything written so far. */
  hash(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }

  /** Onto the disk. */
  close(): void {
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  /** Lets go of the file, whatever is in it. */
  abandon(): void {
    closeSync(this.#file);
  }

  #flush(): void {
    if (this.#length === 0) return;
    const bytes = Buffer.from(this.#waiting.join(''), 'utf8');
    this.#waiting = [];
    this.#length = 0;
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
  }
}
