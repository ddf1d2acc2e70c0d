/**
 * One master secret, and the keys derived from it.
 *
 * Each purpose gets its own key by HKDF, so that a leaked cookie key says nothing about the key that seals the
 * licence signing keys. Sealing is AES-256-GCM with the purpose as additional data: a value sealed for one
 * purpose does not open as another.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What the service may do with its master secret. */
export interface Secrets {
  /** A hexadecimal key of 32 bytes for one named purpose. */
  derive(purpose: string): string;
  /** Seals text for one purpose; base64url. */
  seal(purpose: string, text: string): string;
  /** Opens sealed text. @throws when it was altered, or sealed for another purpose or by another secret. */
  open(purpose: string, sealed: string): string;
}

function keyFor(master: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'holdfast-cloud', purpose, 32));
}

/** Builds the derivations of one master secret. */
export function createSecrets(master: string): Secrets {
  return {
    derive: (purpose) => keyFor(master, purpose).toString('hex'),
    seal(purpose, text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(master, `seal:${purpose}`), iv);
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(purpose, sealed) {
      const raw = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(master, `seal:${purpose}`), raw.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(raw.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(raw.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
  };
}

/** Reads the development secret of a data folder, creating it (mode 0600) the first time. */
export async function developmentSecret(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'secret');
  await mkdir(dataFolder, { recursive: true });
  const fresh = randomBytes(32).toString('base64url');
  try {
    await writeFile(path, fresh, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  await chmod(path, 0o600);
  return (await readFile(path, 'utf8')).trim();
}

/** A random URL-safe token of `bytes` random bytes. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** The form in which tokens are stored: a thief of the database cannot use them. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
