import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOf } from './app-files.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { createOpenLink, isAllowedLink } from './external-links.ts';
import { mayRequest } from './requests.ts';
import { webPreferences } from './web-preferences.ts';

describe('fileOf', () => {
  const folder = join('/opt', 'holdfast', 'renderer');

  it.each([
    ['app://holdfast/', 'index.html', 'text/html; charset=utf-8'],
    ['app://holdfast/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://holdfast/index.html?x=1#y', 'index.html', 'text/html; charset=utf-8'],
    ['app://holdfast/assets/app-1.js', join('assets', 'app-1.js'), 'text/javascript; charset=utf-8'],
    ['app://holdfast/assets/a%20b.css', join('assets', 'a b.css'), 'text/css; charset=utf-8'],
    ['app://holdfast/a/../index.html', 'index.html', 'text/html; charset=utf-8'],
  ])('%s is a file of the bundle', (address, path, mediaType) => {
    expect(fileOf(address, folder)).toEqual({ path: join(folder, path), mediaType });
  });

  it.each([
    'app://holdfast/..%2f..%2fsecret.json',
    'app://holdfast/%2e%2e%2f%2e%2e%2fsecret.json',
    'app://holdfast/assets/..%2f..%2f..%2fsecret.json',
    'app://holdfast/..%5c..%5csecret.json',
    'app://holdfast/..\\..\\secret.json',
    'app://holdfast/%00index.html',
    'app://holdfast/..%2frenderer-evil/index.html',
    'app://holdfast/%',
    'app://holdfast/etc/passwd',
    'app://holdfast/index.html.exe',
    'app://evil/index.html',
    'app://holdfast.evil/index.html',
    'app://holdfast:8080/index.html',
    'app://user@holdfast/index.html',
    'file:///opt/holdfast/renderer/index.html',
    'https://holdfast/index.html',
    'not an address',
    '',
  ])('%s is nothing', (address) => {
    expect(fileOf(address, folder)).toBeNull();
  });

  it('cannot be led out of the folder by dot segments, whatever the parser makes of them', () => {
    const file = fileOf('app://holdfast/../../../secret.json', folder);
    expect(file === null || file.path.startsWith(folder)).toBe(true);
  });
});

describe('mayRequest', () => {
  it.each(['app://holdfast/index.html', 'app://holdfast/assets/x.js'])('%s, always', (address) => {
    expect(mayRequest(address, true)).toBe(true);
  });
  it.each([
    'http://127.0.0.1/',
    'https://example.com/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'ftp://x/',
    'app://other/',
    'blob:app://holdfast/1',
    'data:text/html,x',
    'chrome://gpu',
    '',
  ])('%s, never', (address) => {
    expect(mayRequest(address, false)).toBe(false);
  });
  it('the developer tools only in an unpackaged app', () => {
    expect(mayRequest('devtools://devtools/bundled/devtools_app.html', false)).toBe(true);
    expect(mayRequest('devtools://devtools/bundled/devtools_app.html', true)).toBe(false);
  });
});

describe('external links', () => {
  const origins = ['https://holdfast.example', 'https://billing.example:8443'];

  it.each(['https://holdfast.example/help?x=1', 'https://HOLDFAST.example/', 'https://billing.example:8443/portal'])(
    '%s is opened',
    (address) => {
      expect(isAllowedLink(address, origins)).toBe(true);
    },
  );
  it.each([
    'http://holdfast.example/',
    'https://holdfast.example.evil/',
    'https://holdfast.example@evil/',
    'https://user:password@holdfast.example/',
    'https://holdfast.example:444/',
    'https://billing.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://holdfast.example/share',
    'holdfast.example',
    '',
  ])('%s is not', (address) => {
    expect(isAllowedLink(address, origins)).toBe(false);
  });

  it('may be plain on this machine, if it is listed', () => {
    expect(isAllowedLink('http://127.0.0.1:4310/device', ['http://127.0.0.1:4310'])).toBe(true);
    expect(isAllowedLink('http://127.0.0.1:4311/device', ['http://127.0.0.1:4310'])).toBe(false);
    expect(isAllowedLink('http://127.0.0.1.evil.example/', ['http://127.0.0.1.evil.example'])).toBe(false);
  });

  it('gives the system the parsed address, and says what it did', async () => {
    const opened: string[] = [];
    const open = createOpenLink(() => origins, async (address) => void opened.push(address));
    expect(await open('https:\\\\holdfast.example\\a b')).toBe(true);
    expect(await open('https://evil.example/')).toBe(false);
    expect(opened).toEqual(['https://holdfast.example/a%20b']);
  });
});

describe('the page', () => {
  it('gets no inline code, no eval, no connection and no frame', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|blob:/);
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('runs sandboxed and isolated, with developer tools only unpackaged', () => {
    expect(webPreferences('/p.cjs', true)).toMatchObject({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    });
    expect(webPreferences('/p.cjs', false).devTools).toBe(true);
  });
});
