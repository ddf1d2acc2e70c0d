/**
 * Logos: a PNG is taken apart and put together again from the chunks an image needs.
 *
 * What a partner uploads is shown on every trader's desktop, so nothing that is not an image survives: no text or
 * profile chunks, no trailing data, no dimensions that do not match the pixels, no decompression bomb.
 */
import { crc32, inflateSync } from 'node:zlib';
import { Problem } from '../problem.ts';

const LOGO_MAX_BYTES = 64 * 1024;
const LOGO_MAX_PIXELS = 512;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PREFIX = 'data:image/png;base64,';
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Channels per colour type of the PNG specification. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const MOST_RAW_BYTES = LOGO_MAX_PIXELS * (LOGO_MAX_PIXELS * 8 + 1);

function refuse(detail: string): never {
  throw new Problem('logo.refused', { detail });
}

/** The same picture with nothing else in it, as a data address. @throws {Problem} `logo.refused` */
export function normaliseLogo(dataUrl: string): string {
  if (!dataUrl.startsWith(PREFIX)) refuse('A logo is a PNG.');
  const bytes = Buffer.from(dataUrl.slice(PREFIX.length), 'base64');
  if (bytes.length > LOGO_MAX_BYTES) refuse('A logo has at most 64 KiB.');
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) refuse('This is not a PNG.');

  const kept: Buffer[] = [SIGNATURE];
  const pixels: Buffer[] = [];
  let header: Buffer | null = null;
  let ended = false;
  for (let at = 8; !ended; ) {
    if (at + 12 > bytes.length) refuse('The PNG is cut off.');
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) refuse('The PNG is cut off.');
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) refuse('The PNG is damaged.');
    if (header === null && type !== 'IHDR') refuse('The PNG has no header.');
    if (type === 'IHDR') {
      if (header !== null || length !== 13) refuse('The PNG header is not valid.');
      header = data;
    }
    if (type === 'IDAT') pixels.push(data);
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    else if (type.charCodeAt(0) < 97) refuse('The PNG has parts this service does not know.');
    ended = type === 'IEND';
    at = end;
  }
  if (header === null) refuse('The PNG has no header.');
  assertPixels(header, Buffer.concat(pixels));
  return PREFIX + Buffer.concat(kept).toString('base64');
}

function assertPixels(header: Buffer, compressed: Buffer): void {
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const depth = header.readUInt8(8);
  const channels = CHANNELS[header.readUInt8(9)];
  if (width < 1 || height < 1 || width > LOGO_MAX_PIXELS || height > LOGO_MAX_PIXELS) refuse('A logo has at most 512 × 512 pixels.');
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth)) refuse('The PNG header is not valid.');
  if (header.readUInt8(12) !== 0) refuse('An interlaced PNG cannot be used.');
  let raw: Buffer;
  try {
    raw = inflateSync(compressed, { maxOutputLength: MOST_RAW_BYTES });
  } catch {
    refuse('The pixels cannot be read.');
  }
  if (raw.length !== height * (Math.ceil((width * depth * channels) / 8) + 1)) refuse('The pixels do not match the size.');
}
