import { readFileSync } from 'node:fs';
import { protocol, type Session } from 'electron';
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
 * attachments. `picture` answers null for an id that is none, and may throw. Resolves when the first page has been handed over:
 * its process is starting by then, and asks for nothing until it has.
 */
export async function serveApp(session: Session, folder: string, picture: (attachmentId: string) => ServedPicture | null): Promise<void> {
  const served = new Promise<void>((resolve) => {
    session.webRequest.onCompleted({ urls: [`${APP_SCHEME}://*/*`], types: ['mainFrame'] }, () => {
      session.webRequest.onCompleted(null);
      resolve();
    });
  });
  session.protocol.handle(APP_SCHEME, (request) => {
    const asked = request.method === 'GET' ? pictureOf(request.url) : null;
    if (asked !== null) return servePicture(() => picture(asked));
    const file = request.method === 'GET' ? fileOf(request.url, folder) : null;
    if (file === null) return refused();
    try {
      // In one go: they are small and the system has them in memory, while every turn of an asynchronous read waits behind what else the start does.
      return new Response(readFileSync(file.path), { headers: headers(file.mediaType) });
    } catch {
      return refused();
    }
  });
  await served;
}

function servePicture(find: () => ServedPicture | null): Response {
  try {
    const found = find();
    // Not kept by the browser: a picture that was taken away is gone.
    return found === null ? refused() : new Response(Uint8Array.from(found.content), { headers: { ...headers(found.mediaType), 'cache-control': 'no-store' } });
  } catch {
    return refused();
  }
}

function refused(): Response {
  return new Response('Not found', { status: 404, headers: headers('text/plain; charset=utf-8') });
}

function headers(mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-dns-prefetch-control': 'off',
    'cross-origin-opener-policy': 'same-origin',
  };
}
