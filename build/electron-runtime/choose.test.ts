import { describe, expect, it } from 'vitest';
import { chooseRuntime, executableIn, type Machine } from './choose.ts';
import { placeInRuntime } from './registry.ts';

/** A machine with nothing on it that reaches nothing, but for what a test gives it; notes what was asked of it. */
function machine(given: Partial<Machine> & { present?: string[] } = {}): { machine: Machine; asked: string[] } {
  const asked: string[] = [];
  const present = new Set((given.present ?? []).map((folder) => executableIn(folder, 'linux')));
  return {
    asked,
    machine: {
      platform: 'linux',
      override: undefined,
      ownFolder: '/own',
      registryFolder: '/cache',
      exists: (path) => present.has(path),
      downloadOwn: async () => {
        asked.push('download');
        return { ok: false, why: 'getaddrinfo ENOTFOUND' };
      },
      fetchRegistry: async () => {
        asked.push('registry');
        throw new Error('E404');
      },
      ...given,
    },
  };
}

describe('chooseRuntime', () => {
  it('takes what ELECTRON_OVERRIDE_DIST_PATH names before everything else', async () => {
    const { machine: here, asked } = machine({ override: '/mine', present: ['/mine', '/own', '/cache'] });
    expect(await chooseRuntime(here)).toMatchObject({ kind: 'override', folder: '/mine', executable: '/mine/electron' });
    expect(asked).toEqual([]);
  });

  it('does not quietly take another when that folder has none', async () => {
    await expect(chooseRuntime(machine({ override: '/mine', present: ['/own'] }).machine)).rejects.toThrow('/mine');
  });

  it('takes no notice of an empty override', async () => {
    expect(await chooseRuntime(machine({ override: '', present: ['/own'] }).machine)).toMatchObject({ kind: 'own' });
  });

  it('takes the electron package’s own binary before the one in the cache', async () => {
    const { machine: here, asked } = machine({ present: ['/own', '/cache'] });
    expect(await chooseRuntime(here)).toMatchObject({ kind: 'own', executable: '/own/electron' });
    expect(asked).toEqual([]);
  });

  it('takes the one in the cache without trying a download again', async () => {
    const { machine: here, asked } = machine({ present: ['/cache'] });
    expect(await chooseRuntime(here)).toMatchObject({ kind: 'registry', executable: '/cache/electron' });
    expect(asked).toEqual([]);
  });

  it('downloads its own where it can', async () => {
    const { machine: here, asked } = machine({ downloadOwn: async () => ({ ok: true }) });
    expect(await chooseRuntime(here)).toMatchObject({ kind: 'own', reason: expect.stringContaining('downloaded') });
    expect(asked).toEqual([]);
  });

  it('fetches the registry’s where it cannot, and says why', async () => {
    const { machine: here, asked } = machine({ fetchRegistry: async () => undefined });
    expect(await chooseRuntime(here)).toMatchObject({ kind: 'registry', reason: expect.stringContaining('ENOTFOUND') });
    expect(asked).toEqual(['download']);
  });

  it('names every way that failed when there is none', async () => {
    const { machine: here, asked } = machine();
    await expect(chooseRuntime(here)).rejects.toThrow(/ENOTFOUND.*E404/);
    expect(asked).toEqual(['download', 'registry']);
  });

  it.each([
    ['linux', '/d/electron'],
    ['darwin', '/d/Electron.app/Contents/MacOS/Electron'],
    ['win32', '/d\\electron.exe'],
  ] as const)('knows where the executable is on %s', (platform, path) => {
    expect(executableIn('/d', platform)).toBe(path);
  });
});

describe('placeInRuntime', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/libffmpeg.so', 'libffmpeg.so'],
    ['Cypress/locales/de.pak', 'locales/de.pak'],
    ['Cypress/resources/app/node_modules/better-sqlite3/lib/index.js', 'resources/app/node_modules/better-sqlite3/lib/index.js'],
    ['Cypress/resources/app/node_modules/bindings/bindings.js', 'resources/app/node_modules/bindings/bindings.js'],
    ['Cypress/browser_v8_context_snapshot.bin', null],
    ['Cypress/resources/app/index.js', null],
    ['Cypress/resources/app/node_modules/other/index.js', null],
    ['Cypress/resources/app/node_modules/better-sqlite3/src/better_sqlite3.cpp', null],
    ['Cypress/resources/app/node_modules/better-sqlite3/node_modules/rc/index.js', null],
    ['Elsewhere/electron', null],
  ])('%s goes to %s', (entry, place) => {
    expect(placeInRuntime(entry)).toBe(place);
  });
});
