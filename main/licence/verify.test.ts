import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publicKeySchema } from '../cloud/contract.ts';
import { keyStatement, signed, signer, type Signer } from './testing/signer.ts';
import { firstKeys, followKeys, judgeLicence, readBundle, readLicence } from './verify.ts';

// The files come from the service's own generator, run as anybody runs it: what is tested is the wire, not a copy of it.
const folder = mkdtempSync(join(tmpdir(), 'holdfast-licences-'));
execFileSync(process.execPath, [join(import.meta.dirname, '..', '..', 'cloud', 'licensing', 'fixtures.ts'), folder]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const manifest = z.object({ now: z.iso.datetime(), installationId: z.uuid(), files: z.array(z.object({ file: z.string(), verdict: z.string() })) }).parse(JSON.parse(read('manifest.json')));
const key = publicKeySchema.parse(JSON.parse(read('trusted-key.json')));
const now = Date.parse(manifest.now);
const frame = { keys: [key], installationId: manifest.installationId };

describe('licence files', () => {
  it.each(manifest.files)('$file is $verdict', ({ file, verdict }) => {
    expect(judgeLicence(read(file), frame, now)).toBe(verdict);
  });
  it('are all of the generator’s, each way to be bad among them', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.jws'))).toHaveLength(manifest.files.length);
    expect(manifest.files.length).toBeGreaterThanOrEqual(15);
    expect(new Set(manifest.files.map(({ verdict }) => verdict))).toEqual(
      new Set(['valid', 'bad-signature', 'unknown-key', 'expired', 'not-yet-valid', 'other-installation', 'bad-algorithm', 'wrong-type', 'wrong-audience', 'malformed']),
    );
  });
  it('are refused when older than one that was accepted before', () => {
    const valid = read('valid.jws');
    const { claims } = readLicence(valid, frame) as { claims: { iat: number } };
    expect(judgeLicence(valid, { ...frame, newestIssued: claims.iat }, now)).toBe('valid');
    expect(judgeLicence(valid, { ...frame, newestIssued: claims.iat + 1 }, now)).toBe('replayed');
  });
  it('do not survive the change of any single character', () => {
    const valid = read('valid.jws');
    const step = Math.max(1, Math.floor(valid.length / 150));
    // The last character of a part carries bits that are thrown away: those are left out, since they change nothing.
    const ends = new Set([...valid].flatMap((letter, at) => (letter === '.' ? [at - 1] : [])).concat(valid.length - 1));
    for (let at = 0; at < valid.length; at += step) {
      if (valid[at] === '.' || ends.has(at)) continue;
      const changed = `${valid.slice(0, at)}${valid[at] === 'A' ? 'B' : 'A'}${valid.slice(at + 1)}`;
      expect(judgeLicence(changed, frame, now), `character ${at}`).not.toBe('valid');
    }
  });
});

describe('a rotation of keys', () => {
  const [old, next, stranger] = [signer(), signer(), signer()];
  const trusted = { keys: [old.key], revision: 1 };

  it('is followed when the old key vouches for the new one', () => {
    expect(followKeys(trusted, [keyStatement(next, 2, [next.key, old.key]), keyStatement(old, 2, [next.key, old.key])])).toEqual({ keys: [next.key, old.key], revision: 2 });
  });
  it('is not followed on the word of the new key alone', () => {
    expect(followKeys(trusted, [keyStatement(stranger, 9, [stranger.key])])).toBe(trusted);
  });
  it('does not go back to an older statement', () => {
    const rotated = { keys: [next.key, old.key], revision: 2 };
    expect(followKeys(rotated, [keyStatement(old, 1, [old.key])])).toBe(rotated);
  });
  it('does not take a key under the name of another one', () => {
    expect(followKeys(trusted, [keyStatement(old, 2, [{ ...stranger.key, kid: old.key.kid }])])).toBe(trusted);
  });
  it('begins with a statement that vouches for itself', () => {
    expect(firstKeys([keyStatement(old, 1, [old.key])])).toEqual(trusted);
    expect(firstKeys([keyStatement(stranger, 1, [old.key])])).toBeNull();
    expect(firstKeys(['', 'a.b.c', keyStatement(old, 0, [old.key])])).toBeNull();
  });
  it('begins with a pinned key where the build names some', () => {
    expect(firstKeys([keyStatement(stranger, 3, [stranger.key]), keyStatement(old, 1, [old.key])], [old.key.kid])).toEqual(trusted);
    expect(firstKeys([keyStatement(stranger, 3, [stranger.key])], [old.key.kid])).toBeNull();
  });
});

describe('a signed header', () => {
  const own = signer();
  const claims = { iss: 'holdfast-cloud', aud: 'holdfast-desktop' };
  it.each([
    ['names an embedded key', { jwk: own.key }],
    ['names a place to fetch a key from', { jku: 'https://evil.example/keys' }],
    ['asks for an extension', { crit: ['exp'], exp: 1 }],
  ])('that %s is refused', (_what, header) => {
    expect(readLicence(signed(own, 'holdfast-licence+jwt', claims, header), { keys: [own.key], installationId: manifest.installationId })).toEqual({ ok: false, fault: 'malformed' });
  });
});

describe('a bundle', () => {
  const [own, stranger] = [signer(), signer()];
  const tid = '44444444-4444-4444-8444-444444444444';
  const scheme = { accent: '#1f5fd0', onAccent: '#ffffff' };
  const claims = {
    iss: 'holdfast-cloud', aud: 'holdfast-desktop', tid, rev: 4, iat: 1,
    branding: { displayName: 'A desk', theme: { light: scheme, dark: scheme }, logo: null, links: [] }, rulePacks: [], announcements: [], legal: [],
  };
  const bundle = (by: Signer, changed: object = {}) => signed(by, 'holdfast-bundle+jwt', { ...claims, ...changed });

  it('is read when the service signed it for this tenant', () => {
    expect(readBundle(bundle(own), [own.key], tid)).toMatchObject({ ok: true, claims: { rev: 4, branding: { displayName: 'A desk' } } });
  });
  it.each([
    ['a stranger signed', bundle(stranger), 'unknown-key'],
    ['a stranger signed under the key’s name', bundle({ ...stranger, key: own.key }), 'bad-signature'],
    ['is another tenant’s', bundle(own, { tid: '55555555-5555-4555-8555-555555555555' }), 'wrong-audience'],
    ['is older than the one known', bundle(own, { rev: 3 }), 'replayed'],
    ['is signed as a licence', signed(own, 'holdfast-licence+jwt', claims), 'wrong-type'],
    ['links to another scheme', bundle(own, { branding: { ...claims.branding, links: [{ label: 'x', url: 'javascript:alert(1)' }] } }), 'malformed'],
    ['brings more style than colours', bundle(own, { branding: { ...claims.branding, theme: { light: { ...scheme, accent: 'url(https://evil.example)' }, dark: scheme } } }), 'malformed'],
  ])('that %s is refused', (_what, text, fault) => {
    expect(readBundle(text, [own.key], tid, 4)).toEqual({ ok: false, fault });
  });
});
