import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';

const entry: z.ZodType<Entry> = z.lazy(() => z.object({ files: z.record(z.string(), entry).optional(), unpacked: z.boolean().optional() }));
interface Entry {
  files?: Record<string, Entry> | undefined;
  unpacked?: boolean | undefined;
}

/**
 * Names of the files in an asar archive. Its header is a JSON text between two lengths: the text's own one stands at byte 12,
 * the text follows at byte 16.
 */
export function asarFiles(path: string): string[] {
  const file = openSync(path, 'r');
  try {
    const lengths = Buffer.alloc(16);
    readSync(file, lengths, 0, 16, 0);
    const header = Buffer.alloc(lengths.readUInt32LE(12));
    readSync(file, header, 0, header.length, 16);
    const names = (name: string, { files }: Entry): string[] =>
      files === undefined
        ? [name]
        : Object.entries(files).flatMap(([child, below]) => names(name === '' ? child : `${name}/${child}`, below));
    return names('', entry.parse(JSON.parse(header.toString('utf8')))).sort();
  } finally {
    closeSync(file);
  }
}
