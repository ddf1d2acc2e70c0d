import { readFileSync } from 'node:fs';
import { protocol, type ProtocolResponse, type Session } from 'electron';
import { APP_SCHEME, fileOf, pictureOf } from './app-files.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Makes app:// an origin like any other secure one. Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** A picture of the journal, of a kind that was found in its bytes. */
export interface ServedPicture {
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/**
 * Serves the renderer's bundle, and nothing else on the machine, under app://; and the journal's pictures by the ids of their
 * attachments. `picture` answers null for an id that is none, and may throw.
 *
 * Not by `protocol.handle`, which is newer and answers with the runtime's fetch classes: they are read for the first request,
 * and every start would wait a twentieth of a second for them.
 */
export function serveApp(session: Session, folder: string, picture: (attachmentId: string) => ServedPicture | null): void {
  session.protocol.registerBufferProtocol(APP_SCHEME, ({ method, url }, answer) => {
    answer(method === 'GET' ? (servePicture(url, picture) ?? serveFile(url, folder)) : refused());
  });
}

/** Null for an address of another kind. */
function servePicture(url: string, find: (attachmentId: string) => ServedPicture | null): ProtocolResponse | null {
  const asked = pictureOf(url);
  if (asked === null) return null;
  try {
    const found = find(asked);
    // Not kept by the browser: a picture that was taken away is gone.
    return found === null ? refused() : served(found.mediaType, Buffer.from(found.content), { 'cache-control': 'no-store' });
  } catch {
    return refused();
  }
}

function serveFile(url: string, folder: string): ProtocolResponse {
  const file = fileOf(url, folder);
  if (file === null) return refused();
  try {
    // In one go: they are small and the system has them in memory, while every turn of an asynchronous read waits behind what else the start does.
    return served(file.mediaType, readFileSync(file.path));
  } catch {
    return refused();
  }
}

function refused(): ProtocolResponse {
  return { ...served('text/plain; charset=utf-8', Buffer.from('Not found')), statusCode: 404 };
}

/**
 * No cross-origin opener policy: it would have the window's first, empty process thrown away for a second one at every start,
 * and keeps away what cannot come: no page opens another here, and no other page opens these.
 */
function served(mediaType: string, data: Buffer, more: Readonly<Record<string, string>> = {}): ProtocolResponse {
  return {
    data,
    headers: {
      'content-type': mediaType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-dns-prefetch-control': 'off',
      ...more,
    },
  };
}
