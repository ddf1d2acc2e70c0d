import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** Bytes to import: a file on disk or a buffer. Can be read from the start more than once. */
export interface ImportSource {
  readonly name: string;
  readonly size: number;
  /** Yields chunks of at most a few hundred kilobytes. */
  chunks(): AsyncIterable<Uint8Array>;
  /** At most `length` bytes from the start. */
  head(length: number): Promise<Uint8Array>;
}

const CHUNK = 256 * 1024;

export function sourceFromBytes(bytes: Uint8Array, name: string): ImportSource {
  return {
    name,
    size: bytes.length,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
    },
    head: (length) => Promise.resolve(bytes.subarray(0, length)),
  };
}

/** Opens a file lazily; errors of the file system (missing, denied) reject from the calls. */
export async function sourceFromFile(path: string): Promise<ImportSource> {
  const { size } = await stat(path);
  return {
    name: basename(path),
    size,
    async *chunks() {
      const file = await open(path, 'r');
      try {
        for (;;) {
          const buffer = new Uint8Array(CHUNK);
          const { bytesRead } = await file.read(buffer, 0, CHUNK);
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await file.close();
      }
    },
    async head(length) {
      const file = await open(path, 'r');
      try {
        const buffer = new Uint8Array(Math.min(length, size));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}
