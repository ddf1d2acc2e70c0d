/** A computer's keychain as the account knows it: what it holds outlasts the app, and another computer's knows nothing of it. */
import type { SecretBox } from '../account-file.ts';

export interface Keychain {
  /** What a start of the app gets. */
  open(): SecretBox;
}

export function keychain(): Keychain {
  const held = new Map<string, string>();
  return { open: () => box(held, { ok: true }) };
}

/** Secrets are forgotten with the end of the app. */
export const noKeychain: Keychain = { open: () => box(new Map(), { ok: false, reason: 'There is no keychain, so you will sign in again after a restart.' }) };

function box(held: Map<string, string>, state: ReturnType<SecretBox['state']>): SecretBox {
  return {
    state: () => state,
    read: (name) => held.get(name) ?? null,
    write: (name, value) => (held.set(name, value), state),
    remove: (name) => void held.delete(name),
  };
}
