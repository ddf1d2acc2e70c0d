import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanLogo } from './logo.ts';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};
const header = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk('IHDR', data);
};
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const pixels = chunk('IDAT', deflateSync(Buffer.alloc(2 * 7)));
const end = chunk('IEND', Buffer.alloc(0));
const address = (...parts: Buffer[]) => `data:image/png;base64,${Buffer.concat(parts).toString('base64')}`;
const plain = address(SIGNATURE, header(2, 2), pixels, end);

describe('a logo', () => {
  it('is taken as it is when there is nothing in it but pixels', () => expect(cleanLogo(plain)).toBe(plain));
  it('loses whatever else it carries, after its end too', () => {
    const text = chunk('tEXt', Buffer.from('Comment\0<script>'));
    expect(cleanLogo(address(SIGNATURE, header(2, 2), text, pixels, chunk('eXIf', Buffer.alloc(9)), end, Buffer.from('<script>')))).toBe(plain);
  });
  it.each<[string, string | null]>([
    ['none', null],
    ['an SVG', `data:image/svg+xml;base64,${Buffer.from('<svg onload="alert(1)"/>').toString('base64')}`],
    ['an SVG that says it is a PNG', `data:image/png;base64,${Buffer.from('<svg/>').toString('base64')}`],
    ['an address', 'https://evil.example/logo.png'],
    ['something behind the picture', `${plain}" onload="alert(1)`],
    ['too wide', address(SIGNATURE, header(513, 2), pixels, end)],
    ['of no size', address(SIGNATURE, header(0, 2), pixels, end)],
    ['too large', address(SIGNATURE, header(2, 2), chunk('IDAT', Buffer.alloc(70_000)), end)],
    ['cut off', address(SIGNATURE, header(2, 2), pixels)],
    ['a chunk longer than the file', address(SIGNATURE, header(2, 2), Buffer.from([0xff, 0xff, 0xff, 0xff]), pixels)],
    ['damaged', address(SIGNATURE, header(2, 2), Buffer.concat([pixels.subarray(0, -1), Buffer.from([pixels.at(-1) ?? 0 ^ 1, 0])]), end)],
    ['without a head', address(SIGNATURE, pixels, end)],
    ['with two heads', address(SIGNATURE, header(2, 2), header(2, 2), pixels, end)],
  ])('that is %s is not shown', (_what, text) => expect(cleanLogo(text)).toBeNull());
});
