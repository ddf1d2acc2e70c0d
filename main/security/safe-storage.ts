import { safeStorage } from 'electron';
import type { Encryption } from './secrets.ts';

/** The operating system's keychain. To be used once the app is ready: before that nothing can be said about it. */
export const systemEncryption: Encryption = {
  available: () => safeStorage.isEncryptionAvailable(),
  backend: () => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(bytes),
};
