/** A file that is written from its beginning to its end, with the hash of what was written. */
import { createHash } from 'node:crypto';
import { NewFile } from '../store/new-file.ts';

/** Characters that are gathered before they are written. */
const PIECE = 1 << 20;

export class HashedFile {
  readonly #file: NewFile;
  readonly #hash = createHash('sha256');
  #waiting: string[] = [];
  #length = 0;
  #bytes = 0;

  /** Throws when there is a file of that name already. */
  constructor(path: string) {
    this.#file = new NewFile(path);
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
    this.#file.close();
  }

  /** Lets go of the file, whatever is in it. */
  abandon(): void {
    this.#file.abandon();
  }

  #flush(): void {
    if (this.#length === 0) return;
    const bytes = Buffer.from(this.#waiting.join(''), 'utf8');
    this.#waiting = [];
    this.#length = 0;
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#file.write(bytes);
  }
}
