import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What a Chromium window needs on Linux. `probe` is a shared library's soname or, with no ".so" in it, a
 * command; `packages` are Debian names in order of preference (releases since 2024 renamed some to …t64).
 */
const needs = {
  window: [
    { probe: 'Xvfb', packages: ['xvfb'] },
    { probe: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
    { probe: 'libnss3.so', packages: ['libnss3'] },
    { probe: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
    { probe: 'libgbm.so.1', packages: ['libgbm1'] },
    { probe: 'libnotify.so.4', packages: ['libnotify4'] },
    { probe: 'libXss.so.1', packages: ['libxss1'] },
    { probe: 'libXtst.so.6', packages: ['libxtst6'] },
  ],
  browser: [{ probe: 'chromium', packages: ['chromium'] }],
};

/** @param {string} command */
function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, command)));
}

/** @returns {string} the loader's list of known shared libraries */
function knownLibraries() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path)) ?? 'ldconfig';
  return spawnSync(ldconfig, ['-p'], { encoding: 'utf8' }).stdout ?? '';
}

/** @param {string[]} names @returns {string} the first that this release of the distribution has */
function available(names) {
  return names.find((name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0) ?? names[names.length - 1];
}

/**
 * Makes sure that a window can open here: on Debian as root it installs what is missing, elsewhere it prints
 * the line to run. A desktop with its own display needs no Xvfb to start, but the tests keep off the screen.
 * @param {('window' | 'browser')[]} groups
 * @param {{ required: boolean }} options `required`: refuse to go on without them (the tests go on, so that
 *   everything that needs no window still reports)
 * @throws {Error} when something required is missing
 */
export function ensureDisplayLibraries(groups, { required }) {
  if (process.platform !== 'linux') return;
  const libraries = knownLibraries();
  const missing = groups
    .flatMap((group) => needs[group])
    .filter(({ probe }) => !(probe.includes('.so') ? libraries.includes(`${probe} `) : onPath(probe)));
  if (missing.length === 0) return;

  const debian = existsSync('/etc/debian_version') && onPath('apt-get');
  if (debian && process.getuid?.() === 0) {
    console.error(`Installing display libraries (missing: ${missing.map(({ probe }) => probe).join(', ')}).`);
    const apt = (/** @type {string[]} */ args) =>
      spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
    if (apt(['update']) && apt(['install', '-y', '--no-install-recommends', ...missing.map(({ packages }) => available(packages))])) return;
    console.error('apt-get could not install them.');
  }
  const names = missing.map(({ packages }) => (debian ? available(packages) : packages[packages.length - 1]));
  const line = debian
    ? `sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`
    : `install the packages that your distribution has for: ${names.join(' ')}`;
  const onlyVirtualDisplay = missing.every(({ probe }) => probe === 'Xvfb') && process.env.DISPLAY;
  if (required && !onlyVirtualDisplay) throw new Error(`A window cannot open here yet. Run this line first:\n  ${line}`);
  if (!required) console.error(`Tests that open a window will fail until this line has been run:\n  ${line}`);
}
