/**
 * Licence files for the desktop's tests: a good one, and one for each way to be bad.
 *
 * `node cloud/licensing/fixtures.ts FOLDER` writes `<name>.jws`, the trusted key (`trusted-key.json`) and
 * `manifest.json`, which says of each file what a verifier must conclude at which time, for which installation.
 * Keys are made anew on each run and thrown away: the files are worthless outside of tests.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { DESKTOP_AUDIENCE, ENTITLEMENTS, ISSUER, LICENCE_TYPE, publicKeySchema } from '../contract/licence.ts';
import type { LicenceClaims, PublicKey } from '../contract/licence.ts';

/** What a verifier must say about a file. */
export type FixtureVerdict =
  | 'valid'
  | 'bad-signature'
  | 'unknown-key'
  | 'expired'
  | 'not-yet-valid'
  | 'other-installation'
  | 'bad-algorithm'
  | 'wrong-type'
  | 'wrong-audience'
  | 'malformed';

export interface LicenceFixture {
  readonly name: string;
  readonly verdict: FixtureVerdict;
  readonly text: string;
}

export interface LicenceFixtures {
  readonly key: PublicKey;
  /** The time at which the verdicts hold. */
  readonly now: string;
  readonly installationId: string;
  readonly fixtures: readonly LicenceFixture[];
}

const NOW = new Date('2026-06-01T12:00:00Z');
const INSTALLATION = '11111111-1111-4111-8111-111111111111';
const DAY = 86_400;

async function newKey(): Promise<{ key: PublicKey; privateKey: CryptoKey }> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  return { key: publicKeySchema.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) }), privateKey: pair.privateKey };
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Makes the whole set with fresh keys. */
export async function makeLicenceFixtures(): Promise<LicenceFixtures> {
  const trusted = await newKey();
  const stranger = await newKey();
  const issued = NOW.getTime() / 1000;
  const good: LicenceClaims = {
    iss: ISSUER,
    aud: DESKTOP_AUDIENCE,
    sub: '22222222-2222-4222-8222-222222222222',
    jti: '33333333-3333-4333-8333-333333333333',
    tid: '44444444-4444-4444-8444-444444444444',
    did: '55555555-5555-4555-8555-555555555555',
    ins: INSTALLATION,
    iat: issued - DAY,
    nbf: issued - DAY - 300,
    raf: issued - DAY / 2,
    exp: issued + 13 * DAY,
    plan: 'team',
    ent: [...ENTITLEMENTS],
    trl: null,
  };
  const header = { alg: 'EdDSA', kid: trusted.key.kid, typ: LICENCE_TYPE };
  const sign = (claims: object, change: Partial<Record<'kid' | 'typ', string>> = {}, key = trusted.privateKey): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ ...header, ...change }).sign(key);

  const valid = await sign(good);
  const [head = '', , signature = ''] = valid.split('.');
  const hmacKey = Buffer.from(trusted.key.x, 'base64url');
  const downgraded = await new CompactSign(Buffer.from(JSON.stringify(good)))
    .setProtectedHeader({ alg: 'HS256', kid: trusted.key.kid, typ: LICENCE_TYPE })
    .sign(Buffer.concat([hmacKey, hmacKey]));

  const fixtures: LicenceFixture[] = [
    { name: 'valid', verdict: 'valid', text: valid },
    { name: 'tampered-claims', verdict: 'bad-signature', text: `${head}.${base64url({ ...good, exp: good.exp + 3650 * DAY })}.${signature}` },
    { name: 'tampered-signature', verdict: 'bad-signature', text: `${valid.slice(0, -6)}AAAAAA` },
    { name: 'wrong-key-same-id', verdict: 'bad-signature', text: await sign(good, {}, stranger.privateKey) },
    { name: 'unknown-key', verdict: 'unknown-key', text: await sign(good, { kid: stranger.key.kid }, stranger.privateKey) },
    { name: 'expired', verdict: 'expired', text: await sign({ ...good, iat: issued - 20 * DAY, nbf: issued - 20 * DAY, raf: issued - 19 * DAY, exp: issued - 6 * DAY }) },
    { name: 'future', verdict: 'not-yet-valid', text: await sign({ ...good, iat: issued + 2 * DAY, nbf: issued + 2 * DAY, raf: issued + 3 * DAY, exp: issued + 16 * DAY }) },
    { name: 'other-device', verdict: 'other-installation', text: await sign({ ...good, ins: '66666666-6666-4666-8666-666666666666' }) },
    { name: 'algorithm-none', verdict: 'bad-algorithm', text: `${base64url({ ...header, alg: 'none' })}.${base64url(good)}.` },
    { name: 'algorithm-hmac-with-public-key', verdict: 'bad-algorithm', text: downgraded },
    { name: 'bundle-as-licence', verdict: 'wrong-type', text: await sign(good, { typ: 'holdfast-bundle+jwt' }) },
    { name: 'other-audience', verdict: 'wrong-audience', text: await sign({ ...good, aud: 'somebody-else' }) },
    { name: 'missing-claims', verdict: 'malformed', text: await sign({ iss: ISSUER, aud: DESKTOP_AUDIENCE, iat: good.iat, nbf: good.nbf, exp: good.exp }) },
    { name: 'not-a-token', verdict: 'malformed', text: 'this is not a licence' },
    { name: 'empty', verdict: 'malformed', text: '' },
  ];
  return { key: trusted.key, now: NOW.toISOString(), installationId: INSTALLATION, fixtures };
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    process.stderr.write('Usage: node cloud/licensing/fixtures.ts FOLDER\n');
    process.exit(2);
  }
  const made = await makeLicenceFixtures();
  await mkdir(folder, { recursive: true });
  for (const fixture of made.fixtures) await writeFile(join(folder, `${fixture.name}.jws`), fixture.text);
  await writeFile(join(folder, 'trusted-key.json'), `${JSON.stringify(made.key, null, 2)}\n`);
  const manifest = { now: made.now, installationId: made.installationId, files: made.fixtures.map(({ name, verdict }) => ({ file: `${name}.jws`, verdict })) };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
