/** Signs as the account service does, with keys of a test's own. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { PublicKey } from '../../cloud/contract.ts';
import { thumbprint } from '../jws.ts';

export interface Signer {
  readonly key: PublicKey;
  readonly privateKey: KeyObject;
}

export function signer(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const parts = { kty: 'OKP' as const, crv: 'Ed25519' as const, x: String(x) };
  return { key: { ...parts, kid: thumbprint(parts) }, privateKey };
}

/** A compact JWS. @param header more than the usual three, or other values of them */
export function signed({ key: { kid }, privateKey }: Signer, typ: string, claims: object, header: object = {}): string {
  const text = [{ alg: 'EdDSA', kid, typ, ...header }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
}

export function keyStatement(by: Signer, rev: number, keys: readonly PublicKey[]): string {
  return signed(by, 'holdfast-keys+jwt', { iss: 'holdfast-cloud', aud: 'holdfast-desktop', iat: 1, rev, keys });
}
