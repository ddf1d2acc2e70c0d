/** Whether bytes are a picture that the journal keeps. Decided by the content, whatever the file is called. Pure. */

export interface PictureFacts {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A picture that takes more memory than this to show is refused: a few bytes can claim any size. */
const PIXELS_MAX = 60_000_000;
const SIDE_MAX = 20_000;

/** @returns a sentence that says why it is refused, or what it is */
export function readPicture(bytes: Uint8Array): PictureFacts | string {
  if (bytes.byteLength === 0) return 'The file is empty.';
  const facts = png(bytes) ?? jpeg(bytes) ?? webp(bytes) ?? gif(bytes);
  if (facts === null) return 'This is no picture that Holdfast keeps: take a PNG, JPEG, WebP or GIF.';
  if (facts === 'broken') return 'This picture is damaged or not complete: take the screenshot again, or save it anew.';
  const { width, height } = facts;
  if (width < 1 || height < 1) return 'This picture is damaged: it has no size.';
  if (width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX) return `This picture is too large to show: ${width} × ${height} pixels. Make it smaller, up to ${PIXELS_MAX / 1_000_000} million pixels.`;
  return facts;
}

type Found = PictureFacts | 'broken' | null;

function png(bytes: Uint8Array): Found {
  if (!starts(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return null;
  const view = viewOf(bytes);
  if (bytes.length < 45 || ascii(bytes, 12, 4) !== 'IHDR' || ascii(bytes, bytes.length - 8, 4) !== 'IEND') return 'broken';
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

function gif(bytes: Uint8Array): Found {
  if (ascii(bytes, 0, 6) !== 'GIF87a' && ascii(bytes, 0, 6) !== 'GIF89a') return null;
  if (bytes.length < 14 || bytes.at(-1) !== 0x3b) return 'broken';
  const view = viewOf(bytes);
  return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function webp(bytes: Uint8Array): Found {
  if (ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP') return null;
  const view = viewOf(bytes);
  if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) return 'broken';
  const kind = ascii(bytes, 12, 4);
  if (kind === 'VP8 ' && starts(bytes, 23, [0x9d, 0x01, 0x2a])) return { mediaType: 'image/webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind === 'VP8L' && bytes[20] === 0x2f) {
    const packed = view.getUint32(21, true);
    return { mediaType: 'image/webp', width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (kind === 'VP8X') return { mediaType: 'image/webp', width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  return 'broken';
}

/** Start-of-frame markers; C4, C8 and CC between them are something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

function jpeg(bytes: Uint8Array): Found {
  if (!starts(bytes, 0, [0xff, 0xd8, 0xff])) return null;
  const view = viewOf(bytes);
  // The end may be followed by what a camera adds; a cut-off file does not have it at all.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(Buffer.from([0xff, 0xd9])) < 4) return 'broken';
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return 'broken';
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (hasNoLength(marker)) at += 2;
    else if (isFrame(marker)) return { mediaType: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else {
      const length = view.getUint16(at + 2);
      if (length < 2 || marker === 0xda) return 'broken';
      at += 2 + length;
    }
  }
  return 'broken';
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

function starts(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
