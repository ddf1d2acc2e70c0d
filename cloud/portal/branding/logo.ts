/** A picture a person chose, as the PNG the service takes: at most 512 pixels a side and 64 KiB. */
const SIDES = [512, 384, 256, 192, 128, 96, 64];
/** The service's limit on the decoded picture. */
const MOST_BYTES = 64 * 1024;
const PREFIX = 'data:image/png;base64,';

/** Draws the picture anew, so that nothing but its pixels is sent. @returns null when the file is no picture */
export async function logoOf(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const canvas = document.createElement('canvas');
  const longest = Math.max(picture.width, picture.height);
  for (const side of SIDES) {
    const scale = Math.min(1, side / longest);
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext('2d');
    if (context === null) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const url = canvas.toDataURL('image/png');
    if ((url.length - PREFIX.length) * 0.75 <= MOST_BYTES) return url;
  }
  return null;
}
