import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { APP_SCHEME, fileOf } from './app-files.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Makes app:// an origin like any other secure one. Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** Serves the renderer's bundle, and nothing else on the machine, under app://. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileOf(request.url, folder) : null;
    if (file === null) return refused();
    try {
      return new Response(await readFile(file.path), { headers: headers(file.mediaType) });
    } catch {
      return refused();
    }
  });
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
