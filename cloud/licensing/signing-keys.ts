/**
 * The keys that sign licences, bundles and receipts, and their rotation.
 *
 * Private keys are sealed in the database by the master secret. A rotation adds a key and lets the older ones go on
 * signing key statements for longer than a desktop may be offline, so that every desktop can follow the chain; a
 * compromised key is retired at once, and desktops then sign in again.
 */
import { createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { DESKTOP_AUDIENCE, ISSUER, KEYS_TYPE, LICENCE_ALGORITHM, OFFLINE_DAYS, publicKeySchema } from '../contract/licence.ts';
import type { KeysClaims, PublicKey } from '../contract/licence.ts';
import { touchEveryBundle } from '../db/cross-tenant.ts';
import type { PlatformHandle, PlatformTx } from '../db/handles.ts';
import { sql } from '../db/sql.ts';
import type { Secrets } from '../secrets.ts';

const SEAL_PURPOSE = 'signing-key';
const CACHE_MS = 30_000;
const DAY_MS = 86_400_000;
/** Longer than a desktop may be offline, with time to spare. */
const OVERLAP_DAYS = OFFLINE_DAYS + 16;

interface LoadedKey {
  readonly kid: string;
  readonly publicKey: PublicKey;
  readonly privateKey: KeyObject;
  /** The encoded JWS header of each type, which is the same in every document. */
  readonly headers: Map<string, string>;
  readonly createdAt: Date;
}

interface KeyRing {
  /** Newest first; the first one signs. */
  readonly keys: readonly LoadedKey[];
  readonly revision: number;
  readonly statements: readonly string[];
  readonly loadedAt: number;
}

export interface SigningKeys {
  /** Signs claims with the newest key. `typ` is one of the contract's types. */
  sign(typ: string, claims: JWTPayload): Promise<string>;
  /** The key statement, once per key in use, and its revision. */
  statements(): Promise<{ revision: number; statements: readonly string[] }>;
  publicKeys(): Promise<readonly PublicKey[]>;
  /** Makes the first key when there is none. */
  ensure(): Promise<void>;
  /** Adds a key; with `compromised` the others stop at once. @returns the new key id */
  rotate(compromised: boolean): Promise<string>;
}

const privateJwkSchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

export function createSigningKeys(platform: PlatformHandle, secrets: Secrets, clock: () => Date): SigningKeys {
  let ring: KeyRing | null = null;
  let loading: Promise<KeyRing> | null = null;

  async function insertKey(tx: PlatformTx, now: Date): Promise<string> {
    const pair = await generateKeyPair(LICENCE_ALGORITHM, { crv: 'Ed25519', extractable: true });
    const publicJwk = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    await tx
      .insertInto('platform.signing_key')
      .values({
        kid,
        public_jwk: JSON.stringify({ ...publicJwk, kid }),
        sealed_private_jwk: secrets.seal(SEAL_PURPOSE, JSON.stringify(await exportJWK(pair.privateKey))),
        created_at: now,
        active_from: now,
        retired_at: null,
      })
      .execute();
    return kid;
  }

  async function load(): Promise<KeyRing> {
    const now = clock();
    const rows = await platform.selectFrom('platform.signing_key').selectAll().orderBy('created_at', 'desc').orderBy('kid').execute();
    const living = rows.filter((row) => row.retired_at === null || row.retired_at > now);
    const keys = living.map((row): LoadedKey => {
      const jwk = privateJwkSchema.parse(JSON.parse(secrets.open(SEAL_PURPOSE, row.sealed_private_jwk)));
      const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
      return { kid: row.kid, publicKey: publicKeySchema.parse(row.public_jwk), privateKey, headers: new Map(), createdAt: row.created_at };
    });
    if (keys.length === 0) throw new Error('There is no signing key.');
    const revision = rows.length + (rows.length - living.length);
    const claims: KeysClaims = {
      iss: ISSUER,
      aud: DESKTOP_AUDIENCE,
      iat: Math.floor(now.getTime() / 1000),
      rev: revision,
      keys: keys.map((key) => key.publicKey),
    };
    const statements = keys.map((key) => signWith(key, KEYS_TYPE, { ...claims }));
    return { keys, revision, statements, loadedAt: now.getTime() };
  }

  /** Other services rotate too, so what is remembered is remembered briefly; whoever asks meanwhile waits for the same reading. */
  async function current(): Promise<KeyRing> {
    const now = clock().getTime();
    if (ring !== null && Math.abs(now - ring.loadedAt) <= CACHE_MS) return ring;
    loading ??= load().finally(() => {
      loading = null;
    });
    ring = await loading;
    return ring;
  }

  return {
    async sign(typ, claims) {
      const [newest] = (await current()).keys;
      if (newest === undefined) throw new Error('There is no signing key.');
      return signWith(newest, typ, claims);
    },
    async statements() {
      const { revision, statements } = await current();
      return { revision, statements };
    },
    async publicKeys() {
      return (await current()).keys.map((key) => key.publicKey);
    },
    async ensure() {
      await platform.transaction().execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(4310003)`.execute(tx);
        const found = await tx.selectFrom('platform.signing_key').select('kid').where('retired_at', 'is', null).executeTakeFirst();
        if (found === undefined) await insertKey(tx, clock());
      });
    },
    async rotate(compromised) {
      const now = clock();
      const kid = await platform.transaction().execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(4310003)`.execute(tx);
        const end = compromised ? now : new Date(now.getTime() + OVERLAP_DAYS * DAY_MS);
        await tx
          .updateTable('platform.signing_key')
          .set({ retired_at: end })
          .where((where) => where.or([where('retired_at', 'is', null), where('retired_at', '>', end)]))
          .execute();
        // A bundle that a desktop keeps has to outlive the key that signed it: each is sent once more, under the new one.
        await touchEveryBundle(tx);
        return insertKey(tx, now);
      });
      ring = null;
      return kid;
    },
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Compact JWS (RFC 7515, RFC 8037). Signed here and not on another thread: waking one costs more than the signature. */
function signWith(key: LoadedKey, typ: string, claims: JWTPayload): string {
  const header = key.headers.get(typ) ?? encode({ alg: LICENCE_ALGORITHM, kid: key.kid, typ });
  key.headers.set(typ, header);
  const signed = `${header}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}
