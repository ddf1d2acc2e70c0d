import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Whether what npm recorded as installed satisfies the lockfile. A package npm left out is fine only where
 * the lockfile calls it optional (binaries for other platforms); anything else missing or of another
 * version means that the folder is older than the lockfile.
 * @param {Lockfile} locked package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json
 * @returns {boolean}
 */
export function satisfies(locked, installed) {
  return Object.entries(locked.packages).every(([path, wanted]) => {
    if (path === '' || wanted.link === true) return true;
    const found = installed.packages[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version;
  });
}

/** The Node binary that the `node` package put here. */
const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The Node that runs the project's programs: the one the project pins, or this one where the package's
 * install script was not allowed to run and this one is new enough to strip types.
 * @returns {string} absolute path
 * @throws {Error} when neither is there
 */
export function projectNode() {
  if (existsSync(pinnedNode)) return pinnedNode;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error('The "node" package did not bring its binary (were install scripts blocked?). Run: npm rebuild node');
}

/** @param {string} path @returns {Lockfile | undefined} */
function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string[]} args */
function npm(args) {
  const cli = process.env.npm_execpath;
  // npm's own output goes to our stderr; its children need no input.
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const result =
    // This very Node may be the pinned one, which `npm ci` has just taken away; npm then finds another by itself.
    cli !== undefined && /\.c?js$/.test(cli) && existsSync(process.execPath)
      ? spawnSync(process.execPath, [cli, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed${result.error ? `: ${result.error.message}` : ''}`);
}

/**
 * Installs the Node packages when they are missing or are not those of the lockfile. Install scripts run
 * only for the packages that package.json's `allowScripts` allows, whichever npm is installed: versions
 * that do not know the field would otherwise try to compile addons that ship ready-made.
 * @throws {Error} when npm fails
 */
export function ensurePackages() {
  const locked = readLockfile(join(root, 'package-lock.json'));
  if (locked === undefined) throw new Error('package-lock.json is missing or damaged');
  const installed = readLockfile(join(root, 'node_modules', '.package-lock.json'));
  const current = installed !== undefined && satisfies(locked, installed);
  // Packages without the pinned Node are an installation that was interrupted before its scripts ran.
  if (current && (existsSync(pinnedNode) || Number(process.versions.node.split('.')[0]) >= 24)) return;

  console.error(`Installing Node packages: ${installed === undefined ? 'none are installed' : current ? 'the last time was interrupted' : 'the lockfile has changed'}.`);
  // npm warns of every package that wants a newer Node than the one it runs on itself: the project runs on its own.
  if (!current) npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  const { allowScripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name] === true && existsSync(join(root, 'node_modules', name)));
  npm(['rebuild', ...allowed]);
}
