/** Which file of the bundle an app:// address means. Pure: nothing is opened here. */
import { extname, join, normalize, sep } from 'node:path';
import { APP_ORIGIN } from '../ipc/sender.ts';

export const APP_SCHEME = 'app';

/** Where the window starts. */
export const APP_START = `${APP_ORIGIN}/index.html`;

/** The kinds of file a bundle has. A file of any other kind is not served. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

export interface AppFile {
  readonly path: string;
  readonly mediaType: string;
}

/**
 * @param folder absolute path of the bundle
 * @returns null for another origin, for a path that leaves the folder however it is written, and for unknown kinds of file
 */
export function fileOf(address: string, folder: string): AppFile | null {
  let url: URL;
  let pathname: string;
  try {
    url = new URL(address);
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (`${url.protocol}//${url.host}` !== APP_ORIGIN || url.username !== '' || url.password !== '') return null;
  // A backslash is a separator on one platform only, and a NUL ends a path for the system but not for us.
  if (pathname.includes('\\') || pathname.includes('\0')) return null;
  const base = normalize(folder).replace(/[/\\]$/, '');
  const path = join(base, pathname === '/' ? 'index.html' : pathname);
  if (!path.startsWith(base + sep)) return null;
  const mediaType = mediaTypes[extname(path).toLowerCase()];
  return mediaType === undefined ? null : { path, mediaType };
}

/** The attachment whose picture an app:// address asks for; null for every other address. */
export function pictureOf(address: string): string | null {
  const match = /^app:\/\/holdfast\/picture\/([A-Za-z0-9_.:-]{1,64})$/.exec(address);
  return match?.[1] ?? null;
}
