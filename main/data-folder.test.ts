import { describe, expect, it } from 'vitest';
import { dataFolder } from './data-folder.ts';

const linux = { platform: 'linux', home: '/home/ada', cwd: '/srv/desk', env: {} } as const;

describe('dataFolder', () => {
  it.each([
    ['Linux', linux, '/home/ada/.config/Holdfast'],
    ['Linux with XDG_CONFIG_HOME', { ...linux, env: { XDG_CONFIG_HOME: '/etc/ada' } }, '/etc/ada/Holdfast'],
    ['Linux with a relative XDG_CONFIG_HOME', { ...linux, env: { XDG_CONFIG_HOME: 'ada' } }, '/home/ada/.config/Holdfast'],
    ['macOS', { ...linux, platform: 'darwin', home: '/Users/ada' }, '/Users/ada/Library/Application Support/Holdfast'],
    ['Windows', { platform: 'win32', home: 'C:\\Users\\ada', cwd: 'C:\\', env: { APPDATA: 'D:\\Roaming' } }, 'D:\\Roaming\\Holdfast'],
    [
      'Windows without APPDATA',
      { platform: 'win32', home: 'C:\\Users\\ada', cwd: 'C:\\', env: {} },
      'C:\\Users\\ada\\AppData\\Roaming\\Holdfast',
    ],
    ['HOLDFAST_DATA', { ...linux, env: { HOLDFAST_DATA: '/tmp/x', XDG_CONFIG_HOME: '/etc/ada' } }, '/tmp/x'],
    ['a relative HOLDFAST_DATA', { ...linux, env: { HOLDFAST_DATA: 'x' } }, '/srv/desk/x'],
    ['an empty HOLDFAST_DATA', { ...linux, env: { HOLDFAST_DATA: '' } }, '/home/ada/.config/Holdfast'],
  ] as const)('%s', (_what, surroundings, folder) => {
    expect(dataFolder(surroundings)).toBe(folder);
  });
});
