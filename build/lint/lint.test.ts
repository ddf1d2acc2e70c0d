/** Breaks every rule once, in a small tree of its own, and sees the linter say so. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../paths.ts';
import { escapeHatches } from './escape-hatches.ts';

/** What breaks a rule: where, with what, and what the linter has to call it. */
const violations: readonly (readonly [what: string, file: string, code: string, rule: string])[] = [
  [
    'the engine reaches out of itself',
    'main/engine/rules/reach.ts',
    "import { now } from '../../clock.ts';\nexport const a = now;",
    'holdfast(boundaries)',
  ],
  [
    'the engine uses a package',
    'main/engine/package.ts',
    "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
    'holdfast(boundaries)',
  ],
  ['the engine loads lazily', 'main/engine/lazy.ts', "export const a = () => import('electron');", 'holdfast(boundaries)'],
  ['the engine reads the clock', 'main/engine/now.ts', 'export const a = () => Date.now();', 'no-restricted-properties'],
  ['the engine makes a date of now', 'main/engine/today.ts', 'export const a = () => new Date();', 'holdfast(no-clock)'],
  ['the engine throws dice', 'main/engine/dice.ts', 'export const a = () => Math.random();', 'no-restricted-properties'],
  ['the engine looks at its process', 'main/engine/env.ts', "export const a = process.env['A'];", 'no-restricted-globals'],
  [
    'the contract imports a value of the engine',
    'preload/contract/value.ts',
    "import { money } from '../../main/engine/money.ts';\nexport const a = money;",
    'holdfast(boundaries)',
  ],
  [
    'the contract imports another part',
    'preload/contract/part.ts',
    "import type { A } from '../../main/store/a.ts';\nexport type B = A;",
    'holdfast(boundaries)',
  ],
  [
    'the renderer imports the main process',
    'renderer/screens/deep/main.ts',
    "import { money } from '../../../main/engine/money.ts';\nexport const a = money;",
    'holdfast(boundaries)',
  ],
  [
    'the renderer imports a type of the main process',
    'renderer/screens/type.ts',
    "import type { Money } from '../../main/engine/money.ts';\nexport type A = Money;",
    'holdfast(boundaries)',
  ],
  [
    'the renderer imports the bridge itself',
    'renderer/bridge-import.ts',
    "import { bridge } from '../preload/bridge.ts';\nexport const a = bridge;",
    'holdfast(boundaries)',
  ],
  [
    'the renderer imports electron',
    'renderer/electron.ts',
    "import { shell } from 'electron';\nexport const a = shell;",
    'holdfast(boundaries)',
  ],
  ['the renderer imports node', 'renderer/node.ts', "import { join } from 'node:path';\nexport const a = join;", 'holdfast(boundaries)'],
  ['a screen uses the bridge directly', 'renderer/screens/direct.ts', 'export const a = window.holdfast;', 'holdfast(one-bridge)'],
  [
    'a screen uses the bridge by index',
    'renderer/screens/index-access.ts',
    "export const a = globalThis['holdfast'];",
    'holdfast(one-bridge)',
  ],
  ['the renderer asks the network', 'renderer/network.ts', "export const a = () => fetch('/');", 'no-restricted-globals'],
  [
    'the cloud imports the desktop',
    'cloud/http/desktop.ts',
    "import { money } from '../../main/engine/money.ts';\nexport const a = money;",
    'holdfast(boundaries)',
  ],
  [
    'the portal imports the service',
    'cloud/portal/service.ts',
    "import { db } from '../db/database.ts';\nexport const a = db;",
    'holdfast(boundaries)',
  ],
  [
    'the portal imports more of the desktop than its forms',
    'cloud/portal/screen.ts',
    "import { store } from '../../renderer/store/store.ts';\nexport const a = store;",
    'holdfast(boundaries)',
  ],
  [
    'the shared forms reach for the rest of the window',
    'renderer/rule-form/store.ts',
    "import { store } from '../store/store.ts';\nexport const a = store;",
    'holdfast(boundaries)',
  ],
  ['a portal page asks the network itself', 'cloud/portal/page.ts', "export const a = () => fetch('/');", 'no-restricted-globals'],
  [
    'the wire contract imports the service',
    'cloud/contract/service.ts',
    "import { db } from '../db/database.ts';\nexport const a = db;",
    'holdfast(boundaries)',
  ],
  [
    'main imports the service behind the wire contract',
    'main/cloud/service.ts',
    "import { db } from '../../cloud/db/database.ts';\nexport const a = db;",
    'holdfast(boundaries)',
  ],
  [
    'main imports the wire contract outside its client',
    'main/journal/wire.ts',
    "import { wire } from '../../cloud/contract/wire.ts';\nexport const a = wire;",
    'holdfast(boundaries)',
  ],
  [
    'main imports the renderer',
    'main/window/page.ts',
    "import { App } from '../../renderer/app.tsx';\nexport const a = App;",
    'holdfast(boundaries)',
  ],
  ['kysely outside the store', 'main/journal/query.ts', "import { sql } from 'kysely';\nexport const a = sql;", 'holdfast(boundaries)'],
  [
    'a type of kysely outside the store',
    'main/analytics/query.ts',
    "import type { Kysely } from 'kysely';\nexport type A = Kysely<unknown>;",
    'holdfast(boundaries)',
  ],
  [
    'better-sqlite3 outside the store',
    'main/backup.ts',
    "import Database from 'better-sqlite3';\nexport const a = new Database('');",
    'holdfast(boundaries)',
  ],
  [
    'kysely in the service outside its database',
    'cloud/http/query.ts',
    "import { sql } from 'kysely';\nexport const a = sql;",
    'holdfast(boundaries)',
  ],
  [
    'ipcMain outside ipc',
    'main/window/listen.ts',
    "import { app, ipcMain } from 'electron';\nexport const a = [app, ipcMain];",
    'holdfast(boundaries)',
  ],
  [
    'all of electron at once',
    'main/window/all.ts',
    "import * as electron from 'electron';\nexport const a = electron;",
    'holdfast(boundaries)',
  ],
  [
    'ipcRenderer outside the bridge',
    'preload/second.ts',
    "import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;",
    'holdfast(boundaries)',
  ],
  [
    'the updater outside its file',
    'main/updates/other.ts',
    "import { autoUpdater } from 'electron-updater';\nexport const a = autoUpdater;",
    'holdfast(boundaries)',
  ],
  [
    'HTTP outside the client',
    'main/updates/http.ts',
    "import { request } from 'node:https';\nexport const a = request;",
    'holdfast(boundaries)',
  ],
  [
    'fetch outside the client',
    'main/updates/fetch.ts',
    "export const a = () => fetch('https://holdfast.example');",
    'no-restricted-globals',
  ],
  [
    'electron in the command line',
    'main/cli/electron.ts',
    "import { app } from 'electron';\nexport const a = app;",
    'holdfast(boundaries)',
  ],
  ['electron in the journal', 'main/journal/electron.ts', "import { app } from 'electron';\nexport const a = app;", 'holdfast(boundaries)'],
  [
    'a window in the store',
    'main/store/window.ts',
    "import { show } from '../window/main-window.ts';\nexport const a = show;",
    'holdfast(boundaries)',
  ],
  ['re-exporting across a border', 'renderer/again.ts', "export { money } from '../main/engine/money.ts';", 'holdfast(boundaries)'],
  [
    'importing the composition root',
    'main/window/root.ts',
    "import { start } from '../index.ts';\nexport const a = start;",
    'holdfast(boundaries)',
  ],
  ['a default export', 'main/standard.ts', 'const a = 1;\nexport default a;', 'import(no-default-export)'],
  ['a file name that is not kebab-case', 'main/CamelCase.ts', 'export const a = 1;', 'unicorn(filename-case)'],
  ['any', 'main/loose.ts', 'export const a = (b: any): number => b;', 'typescript(no-explicit-any)'],
  [
    'a forgotten promise',
    'main/forgotten.ts',
    "const write = async () => Promise.resolve('x');\nexport function a(): void {\n  write();\n}",
    'typescript(no-floating-promises)',
  ],
  [
    'a union not closed',
    'main/open-union.ts',
    "export function a(side: 'long' | 'short'): number {\n  switch (side) {\n    case 'long':\n      return 1;\n  }\n  return 0;\n}",
    'typescript(switch-exhaustiveness-check)',
  ],
  [
    'a test left alone',
    'main/only.test.ts',
    "import { expect, it } from 'vitest';\nit.only('x', () => expect(1).toBe(1));",
    'vitest(no-focused-tests)',
  ],
];

/** What is allowed, beside what is not: the rules are not simply deaf. */
const allowed: readonly (readonly [file: string, code: string])[] = [
  ['main/engine/money.ts', "import { z } from 'zod';\nexport const money = z.int();\nexport const at = (ms: number) => new Date(ms);"],
  ['main/engine/clock.test.ts', "import { readFileSync } from 'node:fs';\nexport const a = [readFileSync, Date.now()];"],
  ['preload/contract/wire.ts', "import type { Money } from '../../main/engine/money.ts';\nexport type A = Money;"],
  ['renderer/ipc.ts', "import type { A } from '../preload/contract/wire.ts';\nexport const a = window.holdfast as A;"],
  ['main/cloud/client.ts', "import { wire } from '../../cloud/contract/wire.ts';\nexport const a = () => fetch(wire);"],
  ['main/store/open.ts', "import { sql } from 'kysely';\nexport const a = sql;"],
  ['cloud/db/database.ts', "import { sql } from 'kysely';\nexport const db = sql;"],
  [
    'cloud/portal/rules/form.ts',
    "import { money } from '../../../main/engine/money.ts';\nimport { form } from '../../../renderer/rule-form/form.ts';\nexport const a = [money, form];",
  ],
  ['cloud/portal/api.ts', "export const a = () => fetch('/');"],
  ['cloud/tenants/pack-rules.ts', "import { money } from '../../main/engine/money.ts';\nexport const a = money;"],
  ['cloud/tenants/theme.ts', "import { theme } from '../../renderer/theme/tenant.ts';\nexport const a = theme;"],
  ['main/ipc/handle.ts', "import { ipcMain } from 'electron';\nexport const a = ipcMain;"],
  ['main/updates/updater.ts', "import { autoUpdater } from 'electron-updater';\nexport const a = autoUpdater;"],
  [
    'main/window/open.ts',
    "import { BrowserWindow, type IpcMainEvent } from 'electron';\nexport const a = (_event: IpcMainEvent) => BrowserWindow;",
  ],
];

let folder: string;
let said: Map<string, string[]>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [, file, code] of violations) write(file, code);
  for (const [file, code] of allowed) write(file, code);
  write('main/circle-a.ts', "import { b } from './circle-b.ts';\nexport const a = (): unknown => b;");
  write('main/circle-b.ts', "import { a } from './circle-a.ts';\nexport const b = (): unknown => a;");
  write('main/hatch.ts', '// oxlint-disable\nexport const a = 1;');
  write('tsconfig.json', readFileSync(join(root, 'tsconfig.base.json'), 'utf8').replace('"types": []', '"types": ["node"]'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  write(
    '.oxlintrc.json',
    readFileSync(join(root, '.oxlintrc.json'), 'utf8').replace(
      './build/lint/plugin.ts',
      join(root, 'build', 'lint', 'plugin.ts').replaceAll('\\', '/'),
    ),
  );

  const oxlint = spawnSync(process.execPath, [join(root, 'node_modules', 'oxlint', 'bin', 'oxlint'), '--type-aware', '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const { diagnostics } = JSON.parse(oxlint.stdout) as { diagnostics: { code: string; filename: string; severity: string }[] };
  said = new Map();
  for (const { code, filename, severity } of diagnostics) {
    const file = filename.replaceAll('\\', '/');
    if (severity === 'error') said.set(file, [...(said.get(file) ?? []), code]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the linter', () => {
  it.each(violations)('sees when %s (%s)', (_what, file, _code, rule) => {
    expect(said.get(file) ?? []).toContainEqual(expect.stringContaining(rule));
  });

  it('sees files that import each other in a circle', () => {
    expect([...(said.get('main/circle-a.ts') ?? []), ...(said.get('main/circle-b.ts') ?? [])]).toContain('import(no-cycle)');
  });

  it.each(allowed.map(([file]) => [file]))('lets %s be', (file) => {
    expect(said.get(file) ?? []).toEqual([]);
  });

  it('is not to be switched off', () => {
    expect(escapeHatches(folder)).toEqual(['main/hatch.ts:1: // oxlint-disable']);
  });
});
