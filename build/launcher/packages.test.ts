import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../paths.ts';
import { satisfies } from './packages.mjs';

type Locked = {
  version?: string;
  optional?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
};
const lock = (packages: Record<string, Locked>): { packages: Record<string, Locked> } => ({ packages: { '': { version: '0.1.0' }, ...packages } });

describe('satisfies', () => {
  const wanted = lock({ 'node_modules/zod': { version: '4.6.7' }, 'node_modules/fsevents': { version: '2.3.3', optional: true } });

  it('is content with what the lockfile says', () => {
    expect(satisfies(wanted, lock({ 'node_modules/zod': { version: '4.6.7' }, 'node_modules/fsevents': { version: '2.3.3' } }))).toBe(true);
  });
  it('does without what is for other platforms', () => {
    expect(satisfies(wanted, lock({ 'node_modules/zod': { version: '4.6.7' } }))).toBe(true);
  });
  it('wants what is missing or has another version', () => {
    expect(satisfies(wanted, lock({}))).toBe(false);
    expect(satisfies(wanted, lock({ 'node_modules/zod': { version: '4.6.6' } }))).toBe(false);
    expect(satisfies(wanted, lock({ 'node_modules/zod': { version: '4.6.7' }, 'node_modules/fsevents': { version: '2.3.2' } }))).toBe(
      false,
    );
  });
  it('does not mind what else lies there', () => {
    expect(satisfies(wanted, lock({ 'node_modules/zod': { version: '4.6.7' }, 'node_modules/more': { version: '1.0.0' } }))).toBe(true);
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
    allowScripts: Record<string, boolean>;
  };
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as ReturnType<typeof lock>;

  it('says of every package with an install script whether it may run', () => {
    const undecided = Object.entries(locked.packages)
      .filter(([, { hasInstallScript }]: [string, Locked]) => hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
      .filter((name) => manifest.allowScripts[name] === undefined);
    expect(undecided).toEqual([]);
  });

  it('has locked the binaries of every platform, without which npm ci refuses the lockfile', () => {
    /** As Node resolves: beside the package that asks, then in each folder above. */
    const found = (path: string, name: string): boolean =>
      locked.packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`] !== undefined ||
      (path !== '' && found(path.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, ''), name));
    const missing = Object.entries(locked.packages).flatMap(([path, { optionalDependencies = {} }]: [string, Locked]) =>
      Object.keys(optionalDependencies).filter((name) => !found(path, name)),
    );
    expect(missing).toEqual([]);
  });

  it('has ten scripts at most, each through the one door', () => {
    const scripts = Object.entries(manifest.scripts);
    expect(scripts.length).toBeLessThanOrEqual(10);
    for (const [name, command] of scripts) expect(command).toBe(`node build/run.mjs ${name}`);
  });
});
