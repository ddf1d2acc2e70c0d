/**
 * Files that the trader chose. The window knows a token for each and never where it lies, so that no page can make the main
 * process read a file of its choice. A dropped file arrives as bytes and is kept in a temporary folder meanwhile.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import type { ChosenFile } from '../../../preload/contract/imports.ts';
import { JournalError } from '../../journal/errors.ts';
import type { FileRef } from './thread.ts';

/** Files remembered at a time; the oldest is forgotten first. */
const MOST = 40;

interface Held extends FileRef {
  readonly size: number;
  /** The temporary folder of a dropped file. */
  readonly folder: string | null;
  /** Bytes that have arrived; `size` when complete. */
  received: number;
}

export class ChosenFiles {
  readonly #held = new Map<string, Held>();

  /** @throws JournalError when there is no such file */
  add(path: string): ChosenFile {
    try {
      return this.#hold({ path, name: basename(path).slice(0, 200), size: statSync(path).size, folder: null, received: statSync(path).size });
    } catch (error) {
      throw new JournalError('not-found', `${basename(path)} cannot be read: it was moved, deleted or is in use.`, { cause: error });
    }
  }

  /** Takes a piece of a dropped file. */
  receive({ token, name, size, base64 }: CallInput<'import.drop'>): CallOutput<'import.drop'> {
    const bytes = Buffer.from(base64, 'base64');
    const key = token ?? this.#begin(name, size);
    const held = this.#held.get(key);
    if (held?.folder == null) throw new JournalError('not-found', 'This file is not being dropped. Drop it again.', { field: 'token' });
    if (held.received + bytes.length > held.size) {
      this.forget(key);
      throw new JournalError('refused', 'More of the file arrived than it said it has. Drop it again.', { field: 'base64' });
    }
    try {
      appendFileSync(held.path, bytes);
    } catch (error) {
      this.forget(key);
      throw new JournalError('store-full', 'The dropped file could not be kept: the disk is full. Choose it from its folder instead.', { cause: error, retry: true });
    }
    held.received += bytes.length;
    return { token: key, received: held.received };
  }

  /** @throws JournalError when the token stands for nothing, or for a file that has not arrived yet */
  file(token: string): FileRef {
    const held = this.#held.get(token);
    if (held === undefined) throw new JournalError('not-found', 'Choose the file again: Holdfast does not have it any more.', { field: 'token' });
    if (held.received < held.size) throw new JournalError('conflict', 'The file has not arrived as a whole. Drop it again.', { field: 'token' });
    return { path: held.path, name: held.name };
  }

  forget(token: string): void {
    const folder = this.#held.get(token)?.folder ?? null;
    this.#held.delete(token);
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }

  close(): void {
    for (const token of this.#held.keys()) this.forget(token);
  }

  #begin(name: string, size: number): string {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-drop-'));
    const path = join(folder, 'dropped');
    appendFileSync(path, '');
    return this.#hold({ path, name: basename(name), size, folder, received: 0 }).token;
  }

  #hold(held: Held): ChosenFile {
    const token = randomUUID();
    this.#held.set(token, held);
    const oldest = this.#held.size > MOST ? this.#held.keys().next().value : undefined;
    if (oldest !== undefined) this.forget(oldest);
    return { token, name: held.name, size: held.size };
  }
}
