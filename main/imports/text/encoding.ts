import { ImportRefused } from '../types.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * The encoding of a text file from its first bytes: a byte-order mark decides; without one, zero bytes at every other
 * place mean UTF-16, valid UTF-8 means UTF-8, and what is left is Windows-1252 (the default of Windows spreadsheets).
 */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  const length = Math.min(head.length, 4096);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < length; i += 1) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  }
  if (length >= 4 && oddZeros > length / 4 && evenZeros < length / 50) return 'utf-16le';
  if (length >= 4 && evenZeros > length / 4 && oddZeros < length / 50) return 'utf-16be';
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

function isUtf8(head: Uint8Array): boolean {
  // The sample may end inside a character: leave out an unfinished last one.
  let end = head.length;
  for (let back = 1; back <= 3 && end - back >= 0; back += 1) {
    const byte = head[end - back] ?? 0;
    if (byte >= 0xc0) {
      end -= back;
      break;
    }
    if (byte < 0x80) break;
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, end));
    return true;
  } catch {
    return false;
  }
}

export interface StreamDecoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

/**
 * Decodes a stream. A file that looked like UTF-8 at its start but is not further on becomes Windows-1252 from there:
 * one stray byte in a comment must not cost the whole file. Zero bytes are dropped (they are damage, never content).
 */
export function streamDecoder(encoding: Encoding): StreamDecoder {
  let decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8', ignoreBOM: false });
  let fallback = false;
  const clean = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text);
  return {
    decode(bytes) {
      if (encoding === 'utf-8' && !fallback) {
        try {
          return clean(decoder.decode(bytes, { stream: true }));
        } catch {
          fallback = true;
          decoder = new TextDecoder('windows-1252');
        }
      }
      return clean(decoder.decode(bytes, { stream: true }));
    },
    end() {
      try {
        return clean(decoder.decode());
      } catch {
        return '';
      }
    },
  };
}

/** Refuses bytes that are plainly no text (pictures, programs): many control characters after decoding. */
export function refuseBinary(text: string): void {
  const length = Math.min(text.length, 4096);
  if (length === 0) return;
  let control = 0;
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || code === 0xfffd) control += 1;
  }
  if (control > length / 20) throw new ImportRefused('not-a-text-table', 'This is not a table of text: it looks like a picture, a program or a damaged file.');
}
