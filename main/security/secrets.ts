/**
 * Small secrets (a licence token, a device token) at rest. What encrypts them is handed in, so that the rules can be tried
 * without a keychain: a secret is written encrypted or not at all.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The part of Electron's safeStorage that is used; `backend` is null where the system has only one. */
export interface Encryption {
  available(): boolean;
  backend(): string | null;
  encrypt(text: string): Buffer;
  decrypt(bytes: Buffer): string;
}

export type SecretsState = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface Secrets {
  /** Whether secrets survive the end of the app, and if not, why; to be shown to the trader as it is. */
  state(): SecretsState;
  /** Null when there is none, or when it can no longer be read (another machine, another user, a replaced keychain). */
  read(name: string): string | null;
  /** @returns what state() says; without encryption the value is kept until the app ends and never written. */
  write(name: string, value: string): SecretsState;
  remove(name: string): void;
}

/** @param path the file, created with the first secret; readable by its owner only */
export function createSecrets(path: string, encryption: Encryption): Secrets {
  const unwritten = new Map<string, string>();

  const state = (): SecretsState => {
    if (!encryption.available())
      return { ok: false, reason: 'This computer offers no keychain to Holdfast, so you will sign in again after a restart.' };
    // Chromium's fallback on Linux encrypts with a key that is printed in its source code.
    if (encryption.backend() === 'basic_text') {
      return { ok: false, reason: 'No keyring (GNOME Keyring, KWallet) is running, so you will sign in again after a restart.' };
    }
    return { ok: true };
  };

  return {
    state,
    read(name) {
      const kept = unwritten.get(name);
      if (kept !== undefined) return kept;
      const sealed = load(path)[name];
      if (sealed === undefined || !state().ok) return null;
      try {
        return encryption.decrypt(Buffer.from(sealed, 'base64'));
      } catch {
        return null;
      }
    },
    write(name, value) {
      const now = state();
      if (now.ok) {
        save(path, { ...load(path), [name]: encryption.encrypt(value).toString('base64') });
        unwritten.delete(name);
      } else {
        unwritten.set(name, value);
      }
      return now;
    },
    remove(name) {
      unwritten.delete(name);
      const { [name]: removed, ...rest } = load(path);
      if (removed !== undefined) save(path, rest);
    },
  };
}

function load(path: string): Record<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Written beside and moved into place: a crash leaves the old file or the new one. */
function save(path: string, sealed: Readonly<Record<string, string>>): void {
  mkdirSync(dirname(path), { recursive: true });
  if (Object.keys(sealed).length === 0) {
    rmSync(path, { force: true });
    return;
  }
  writeFileSync(`${path}.new`, JSON.stringify(sealed), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
