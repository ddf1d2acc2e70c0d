/**
 * Where a trader's data lives: one folder, the same for the app and for the command line, which has no Electron to ask.
 *
 * `HOLDFAST_DATA` names another one. Otherwise it is the platform's own place for an app of that name:
 * `~/Library/Application Support/Holdfast`, `%APPDATA%\Holdfast`, or `$XDG_CONFIG_HOME/Holdfast` (`~/.config/Holdfast`).
 */
import { posix, win32 } from 'node:path';

const APP_NAME = 'Holdfast';

/** What the answer depends on. `home` is the user's home folder, `cwd` what a relative `HOLDFAST_DATA` starts from. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @returns an absolute path; the folder may not exist yet */
export function dataFolder({ platform, home, cwd, env }: Surroundings): string {
  const { isAbsolute, join, resolve } = platform === 'win32' ? win32 : posix;
  const wanted = env['HOLDFAST_DATA'];
  if (wanted !== undefined && wanted !== '') return resolve(cwd, wanted);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', APP_NAME);
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), APP_NAME);
  const config = env['XDG_CONFIG_HOME'];
  // The specification says that a relative path there is to be ignored.
  return join(config !== undefined && isAbsolute(config) ? config : join(home, '.config'), APP_NAME);
}

/** Names inside the data folder. */
export const dataFiles = {
  journal: 'journal.db',
  /** The account at the partner: signed documents and choices, nothing secret. */
  account: 'account.json',
  /** Encrypted by the system's keychain. */
  secrets: 'secrets.json',
  /** Where the backups go. */
  backups: 'backups.json',
  /** Where the window stood, per arrangement of displays. */
  window: 'window.json',
  log: 'holdfast.log',
  /** What Chromium keeps for itself: caches, nothing of the trader's. */
  browser: 'browser',
} as const;
