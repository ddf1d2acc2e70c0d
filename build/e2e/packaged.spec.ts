/** The packaged app: what is in it, what is switched off in it, and that it starts and opens its journal. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from '@playwright/test';
import { executableIn } from '../electron-runtime/choose.ts';
import type { Runtime } from '../electron-runtime/index.ts';
import { asarFiles } from '../packaging/asar.ts';
import { packageApp } from '../packaging/package.ts';
import { expect, runtime, test } from './fixtures/app.ts';

test.describe.configure({ mode: 'serial' });
test.skip(process.platform !== 'linux', 'the packaged folder is laid out differently on other platforms');

let output: string;
const unpacked = () => join(output, 'linux-unpacked');
const executable = () => join(unpacked(), 'holdfast');

test.beforeAll(async () => {
  test.setTimeout(180_000);
  output = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
  await packageApp(runtime, { linux: [], dir: true }, output);
});
test.afterAll(() => rmSync(output, { recursive: true, force: true }));

test('holds the bundles and the addon, and nothing of how they came about', () => {
  const files = asarFiles(join(unpacked(), 'resources', 'app.asar'));
  const modules = runtime.kind === 'registry' ? ['better-sqlite3', 'bindings', 'file-uri-to-path'] : ['better-sqlite3'];
  const places = [...modules.map((name) => `node_modules/${name}/`), 'out/main/', 'out/preload/', 'out/renderer/', 'out/resources/'];
  expect(files.filter((file) => file !== 'package.json' && !places.some((place) => file.startsWith(place)))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'out/main/index.cjs',
      'out/preload/bridge.cjs',
      'out/renderer/index.html',
      'node_modules/better-sqlite3/package.json',
    ]),
  );
  expect(files.filter((file) => /\.(map|ts|tsx|test\.js)$/.test(file))).toEqual([]);
  expect(readdirSync(join(unpacked(), 'resources')).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
});

test('has every dangerous fuse blown', async () => {
  const wire = await getCurrentFuseWire(executable());
  const named = (fuse: FuseV1Options) => wire[fuse];
  expect(named(FuseV1Options.RunAsNode)).toBe(FuseState.DISABLE);
  expect(named(FuseV1Options.EnableCookieEncryption)).toBe(FuseState.ENABLE);
  expect(named(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(FuseState.DISABLE);
  expect(named(FuseV1Options.EnableNodeCliInspectArguments)).toBe(FuseState.DISABLE);
  expect(named(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(FuseState.ENABLE);
  expect(named(FuseV1Options.OnlyLoadAppFromAsar)).toBe(FuseState.ENABLE);
  expect(named(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(FuseState.DISABLE);
});

/** Starts the packaged app in a world of its own; what a debugger would attach to is named on its stderr. */
function start(display: string | undefined, data: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(executable(), [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOLDFAST_DATA: data, ...(display === undefined ? {} : { DISPLAY: display }), ...env },
  });
}

test('starts, opens its journal, and speaks with its window', async ({ display }) => {
  const data = join(output, 'data');
  const app = start(display, data, ['--remote-debugging-port=0', '--inspect=0']);
  try {
    let said = '';
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: app.stderr as NodeJS.ReadableStream }).on('line', (line) => {
        said += `${line}\n`;
        const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      app.once('exit', () => reject(new Error(`the packaged app ended at once:\n${said}`)));
    });
    // The window first: a debugger that attaches while it is being made may wait for it for ever.
    const targets = address.replace(/^ws:/, 'http:').replace(/\/devtools\/.*$/, '/json/list');
    await expect
      .poll(async () => ((await (await fetch(targets)).json()) as { url: string }[]).filter(({ url }) => url.startsWith('app://holdfast/')).length, { timeout: 20_000 })
      .toBe(1);
    const browser = await chromium.connectOverCDP(address);
    const page = browser.contexts().flatMap((context) => context.pages())[0];
    if (page === undefined) throw new Error('the window has gone');
    const state = await page.evaluate(async () => {
      const bridge = Reflect.get(window, 'holdfast') as { call: (name: string) => Promise<unknown> };
      return bridge.call('app.state');
    });
    expect(state).toMatchObject({ ok: true, value: { health: { status: 'ok' }, dataFolder: data } });
    await expect(page.locator('#root')).toContainText(/\w/);
    expect(existsSync(join(data, 'journal.db'))).toBe(true);
    // The fuse at work: Node's own debugger was asked for, and did not open.
    expect(said).not.toContain('Debugger listening');
    await browser.close();
  } finally {
    app.kill();
    if (app.exitCode === null && app.signalCode === null) await once(app, 'exit');
  }
});

test('does not run as a plain Node, nor take Node’s options', async ({ display }) => {
  const data = join(output, 'data-node');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(join(output, 'ran'))}, 'x')`;
  const app = start(display, data, ['-e', script], { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${join(output, 'missing.cjs')}` });
  try {
    // It starts as the app it is instead, as if nothing had been asked of it.
    await expect.poll(() => existsSync(join(data, 'journal.db')), { timeout: 20_000 }).toBe(true);
    expect(existsSync(join(output, 'ran'))).toBe(false);
  } finally {
    app.kill();
    if (app.exitCode === null && app.signalCode === null) await once(app, 'exit');
  }
});

test('takes along the addon of its platform when it is made for others', async () => {
  const folder = join(output, 'for-others');
  // Whichever Electron lies here, as if it were the one to publish: only what is packed is looked at.
  await packageApp({ ...runtime, kind: 'override' }, { linux: [], dir: true }, folder);
  const files = asarFiles(join(folder, 'linux-unpacked', 'resources', 'app.asar')).filter((file) => file.endsWith('.node'));
  expect(files).toEqual([
    `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
    `node_modules/better-sqlite3/prebuilds/linuxmusl-${process.arch}.node`,
  ]);
  for (const file of files) expect(existsSync(join(folder, 'linux-unpacked', 'resources', 'app.asar.unpacked', file))).toBe(true);
});

test('is never made for others with an Electron that is for testing only', async () => {
  const testing: Runtime = {
    kind: 'registry',
    folder: '/nowhere',
    executable: executableIn('/nowhere', 'linux'),
    reason: 'it is the only one',
  };
  await expect(packageApp(testing, { linux: [] }, output)).rejects.toThrow('for running and testing only');
});
