/** A partner's picture, made harmless: a PNG of sensible size with what a picture needs and nothing else. Pure; never throws. */
import { crc32 } from 'node:zlib';

const PREFIX = 'data:image/png;base64,';
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_BYTES = 64 * 1024;
const MOST_PIXELS = 512;
/** Pixels and what is needed to read them; texts, profiles and whatever else a file may carry stay behind. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** @returns the picture as a `data:` address, or null when it is not one that Holdfast shows */
export function cleanLogo(address: string | null): string | null {
  if (address === null || !address.startsWith(PREFIX)) return null;
  const text = address.slice(PREFIX.length);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const clean = cleanPng(Buffer.from(text, 'base64'));
  return clean === null ? null : `${PREFIX}${clean.toString('base64')}`;
}

function cleanPng(file: Buffer): Buffer | null {
  if (file.length > MOST_BYTES || !file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null;
  const kept: Buffer[] = [SIGNATURE];
  let at = SIGNATURE.length;
  for (let count = 0; at + 12 <= file.length; count++) {
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > file.length) return null;
    const type = file.toString('latin1', at + 4, at + 8);
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return null;
    if ((count === 0) !== (type === 'IHDR')) return null;
    if (type === 'IHDR' && (length !== 13 || !isSensible(file.readUInt32BE(at + 8), file.readUInt32BE(at + 12)))) return null;
    if (KEPT.has(type)) kept.push(file.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

function isSensible(width: number, height: number): boolean {
  return width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS;
}
