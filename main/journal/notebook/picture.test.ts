import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pngOf } from '../testing/pictures.ts';
import { readPicture } from './picture.ts';

const gif = Buffer.from('47494638396102000300800000ffffff00000021f90401000000002c00000000020003000002028451003b', 'hex');
const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffc0000b080040005001012200', 'hex'), Buffer.from('ffda00080101000000ffd9', 'hex')]);
const webp = (kind: string, body: string): Buffer => {
  const data = Buffer.from(body, 'hex');
  const head = Buffer.alloc(20);
  head.write('RIFF', 0);
  head.writeUInt32LE(data.length + 12, 4);
  head.write(`WEBP${kind}`, 8);
  head.writeUInt32LE(data.length, 16);
  return Buffer.concat([head, data]);
};

describe('a picture', () => {
  it('is known by its content', () => {
    expect(readPicture(pngOf(3, 2))).toEqual({ mediaType: 'image/png', width: 3, height: 2 });
    expect(readPicture(gif)).toEqual({ mediaType: 'image/gif', width: 2, height: 3 });
    expect(readPicture(jpeg)).toEqual({ mediaType: 'image/jpeg', width: 80, height: 64 });
    expect(readPicture(webp('VP8X', '00000000' + 'ff0300' + '570200' + '0000'))).toEqual({ mediaType: 'image/webp', width: 1024, height: 600 });
    expect(readPicture(webp('VP8L', '2f' + '07c00100' + '0000000000000000'))).toEqual({ mediaType: 'image/webp', width: 8, height: 8 });
    expect(readPicture(webp('VP8 ', '000000' + '9d012a' + '8002e001' + '0000'))).toEqual({ mediaType: 'image/webp', width: 640, height: 480 });
  });

  it.each([
    ['nothing', new Uint8Array(), /empty/],
    ['markup that could carry a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /no picture that Holdfast keeps/],
    ['a program', Buffer.from('MZ\u0090\u0000 this is no picture'), /no picture that Holdfast keeps/],
    ['half a file', pngOf(30, 30).subarray(0, 60), /damaged or not complete/],
    ['a header alone', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /damaged/],
    ['half a GIF', gif.subarray(0, 20), /damaged/],
    ['half a WebP', webp('VP8X', '00000000ff03005702000000').subarray(0, 25), /damaged/],
    ['a size that no screen has', Buffer.concat([pngOf(1, 1).subarray(0, 16), Buffer.from('00ffffff00ffffff', 'hex'), pngOf(1, 1).subarray(24)]), /too large to show/],
    ['a side of nothing', Buffer.concat([pngOf(1, 1).subarray(0, 16), Buffer.from('0000000000000001', 'hex'), pngOf(1, 1).subarray(24)]), /no size/],
  ])('is not %s', (_what, bytes, reason) => {
    expect(readPicture(bytes)).toMatch(reason);
  });

  it('is decided for any bytes without an exception', () => {
    const heads = [pngOf(2, 2), gif, jpeg, webp('VP8X', '00000000ff03005702000000'), webp('VP8L', '2f07c001000000000000000000')].map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.nat(200), fc.uint8Array({ maxLength: 60 }), (head, keep, tail) => {
        const read = readPicture(Buffer.concat([head.subarray(0, keep), tail]));
        return typeof read === 'string' || (read.width > 0 && read.height > 0 && read.width * read.height <= 60_000_000);
      }),
      { numRuns: 5_000 },
    );
  });
});
