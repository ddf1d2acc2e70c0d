/**
 * Files in the age format (age-encryption.org/v1), locked by a passphrase: what Holdfast writes, `age --decrypt` opens, and the
 * other way round. Files are streamed; a journal need not fit in memory.
 */
import { Decrypter, Encrypter } from 'age-encryption';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { JournalError } from '../journal/errors.ts';
import { NewFile } from '../store/new-file.ts';

const MAGIC = Buffer.from('age-encryption.org/v1\n');

/** Called after every piece with the bytes done; stops the work by throwing. */
export type Pulse = (bytes: number) => void;

/** Whether a file begins as an age file does. */
export function isAgeFile(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(MAGIC.length);
    return readSync(file, head, 0, head.length, 0) === head.length && head.equals(MAGIC);
  } finally {
    closeSync(file);
  }
}

/** Copies a file to a new one, locked when there is a passphrase, and onto the disk. @returns SHA-256 of what was read, hex */
export async function copyLocked(from: string, to: string, passphrase: string | null, pulse: Pulse): Promise<string> {
  const hash = createHash('sha256');
  const plain = hashed(bytesOf(from), hash, pulse);
  if (passphrase === null) {
    await writeAll(plain, to);
  } else {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    await writeAll(await encrypter.encrypt(toWeb(plain)), to);
  }
  return hash.digest('hex');
}

/**
 * Copies a file to a new one, unlocked when it is an age file. Throws JournalError `refused` with the field `passphrase` when one
 * is needed or does not fit, and `store-damaged` when the file was changed or cut since it was locked.
 */
export async function copyUnlocked(from: string, to: string, passphrase: string | null, pulse: Pulse): Promise<void> {
  await unlocked(from, passphrase, (bytes) => writeAll(bytes, to), pulse);
}

/** SHA-256 (hex) of what a file holds once it is unlocked. Throws as {@link copyUnlocked}. */
export async function hashUnlocked(from: string, passphrase: string | null, pulse: Pulse): Promise<string> {
  const hash = createHash('sha256');
  await unlocked(from, passphrase, async (bytes) => {
    for await (const piece of bytes) hash.update(piece);
  }, pulse);
  return hash.digest('hex');
}

/** Throws as {@link copyUnlocked} when the passphrase does not open the file; reads no more of it than that takes. */
export async function tryPassphrase(path: string, passphrase: string): Promise<void> {
  await unlocked(path, passphrase, async (bytes) => {
    for await (const piece of bytes) if (piece.length > 0) return;
  }, () => undefined);
}

async function unlocked(from: string, passphrase: string | null, take: (bytes: AsyncIterable<Uint8Array>) => Promise<void>, pulse: Pulse): Promise<void> {
  const bytes = hashed(bytesOf(from), null, pulse);
  if (!isAgeFile(from)) return take(bytes);
  if (passphrase === null) throw new JournalError('refused', 'This file is encrypted. Type its passphrase.', { field: 'passphrase' });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let plain: ReadableStream<Uint8Array>;
  try {
    plain = await decrypter.decrypt(toWeb(bytes));
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched')) {
      throw new JournalError('refused', 'This passphrase does not open the file. Check capital letters and the keyboard’s language, and try again.', { field: 'passphrase', cause: error });
    }
    throw asDamage(error);
  }
  try {
    await take(plain);
  } catch (error) {
    throw asDamage(error);
  }
}

/** What the format itself complains about; errors of the disk and a cancelled job stay what they are. */
function asDamage(error: unknown): unknown {
  const own = error instanceof Error && error.constructor === Error && !('code' in error);
  return own ? new JournalError('store-damaged', 'This encrypted file is damaged: it was cut or changed after it was written.', { cause: error }) : error;
}

function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 20 });
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash> | null, pulse: Pulse): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const piece of bytes) {
    hash?.update(piece);
    yield piece;
    done += piece.length;
    pulse(done);
  }
}

/** Node's type of a web stream and the platform's are two names of one thing. */
function toWeb(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>;
}

/** To a file that must not be there yet, and onto the disk before it returns. */
async function writeAll(bytes: AsyncIterable<Uint8Array>, to: string): Promise<void> {
  const file = new NewFile(to);
  try {
    for await (const piece of bytes) file.write(piece);
  } catch (error) {
    file.abandon();
    throw error;
  }
  file.close();
}
