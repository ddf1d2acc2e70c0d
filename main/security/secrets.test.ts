import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecrets, type Encryption } from './secrets.ts';

/** Stands for the keychain: XOR with a key, so that the plain text is not in the file. */
function keychain(key: number, backend: string | null = null, available = true): Encryption {
  const turn = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ key));
  return {
    available: () => available,
    backend: () => backend,
    encrypt: (text) => Buffer.concat([Buffer.from([key]), turn(Buffer.from(text))]),
    decrypt: (bytes) => {
      if (bytes[0] !== key) throw new Error('not this keychain');
      return turn(bytes.subarray(1)).toString();
    },
  };
}

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  path = join(folder, 'data', 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets', () => {
  it('come back after a restart and are not in the file as they are', () => {
    expect(createSecrets(path, keychain(7)).write('licence', 'token-1')).toEqual({ ok: true });
    expect(createSecrets(path, keychain(7)).read('licence')).toBe('token-1');
    expect(readFileSync(path, 'utf8')).not.toContain('token-1');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('are removed one by one, and the file with the last', () => {
    const secrets = createSecrets(path, keychain(7));
    secrets.write('licence', 'a');
    secrets.write('device', 'b');
    secrets.remove('licence');
    expect(secrets.read('licence')).toBeNull();
    expect(secrets.read('device')).toBe('b');
    secrets.remove('device');
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['there is no keychain', keychain(7, null, false)],
    ['the key is one everybody knows', keychain(7, 'basic_text')],
  ])('are kept in memory only, and say so, when %s', (_what, encryption) => {
    const secrets = createSecrets(path, encryption);
    expect(secrets.write('licence', 'token-1')).toMatchObject({ ok: false, reason: expect.stringContaining('sign in again') });
    expect(secrets.read('licence')).toBe('token-1');
    expect(existsSync(path)).toBe(false);
    expect(createSecrets(path, encryption).read('licence')).toBeNull();
  });

  it('are none where another keychain wrote them, or the file is damaged', () => {
    createSecrets(path, keychain(7)).write('licence', 'token-1');
    expect(createSecrets(path, keychain(8)).read('licence')).toBeNull();
    writeFileSync(path, '{"licence":');
    expect(createSecrets(path, keychain(7)).read('licence')).toBeNull();
    expect(createSecrets(path, keychain(7)).write('licence', 'token-2')).toEqual({ ok: true });
    expect(createSecrets(path, keychain(7)).read('licence')).toBe('token-2');
  });
});
