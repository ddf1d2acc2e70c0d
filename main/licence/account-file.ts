/**
 * What is kept of the account between two starts. The file holds nothing secret: signed documents and what the trader chose.
 * The device's token, and what documents are trusted by, go to the keychain, so that a file that was changed or copied to
 * another machine is worth nothing there. A computer without a keychain keeps the second part in the file and not the first.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { publicKeySchema } from '../cloud/contract.ts';
import type { Refusal } from './standing.ts';

/** Where secrets are kept, as `main/security/secrets.ts` does it. */
export interface SecretBox {
  /** Whether secrets outlast the app here, and if not, why. */
  state(): { readonly ok: true } | { readonly ok: false; readonly reason: string };
  read(name: string): string | null;
  write(name: string, value: string): { readonly ok: boolean };
  remove(name: string): void;
}

const refusals = ['licence.seat-removed', 'licence.tenant-suspended', 'licence.trial-ended', 'device.refused'] as const satisfies readonly Refusal[];

const trustShape = z.strictObject({
  keys: z.array(publicKeySchema).min(1).max(50).readonly(),
  keysRevision: z.int().min(1),
  /** Of the newest licence ever accepted, in seconds. */
  newestIssued: z.int().min(0),
  /** Of the newest bundle ever accepted. */
  bundleRevision: z.int().min(0),
  /** The latest moment known here, in milliseconds; versions up to 0.1.0 wrote fractions at times. */
  latestSeen: z.number().min(0).transform(Math.round),
  refused: z.enum(refusals).nullable(),
});
export type Trust = Readonly<z.infer<typeof trustShape>>;

const accountShape = z.strictObject({
  service: z.string().max(500),
  tenantId: z.uuid(),
  email: z.string().max(254),
  deviceName: z.string().max(80),
  licence: z.string().max(100_000),
  bundle: z.string().max(4_000_000).nullable(),
  checkedAt: z.int().min(0).nullable(),
});
export type KeptAccount = Readonly<z.infer<typeof accountShape>>;

const fileShape = z.strictObject({
  format: z.literal(1),
  installationId: z.uuid(),
  /** The address that the trader named; null for the one of this build. */
  service: z.string().max(500).nullable(),
  account: accountShape.nullable(),
  /** Only on a computer without a keychain. */
  trust: trustShape.nullable(),
  dismissed: z.array(z.uuid()).max(500),
  /** Of the documents; those that were not `sent` wait for a connection. */
  accepted: z.array(z.strictObject({ kind: z.string().max(60), version: z.int(), at: z.int(), sent: z.boolean().default(false) })).max(500),
});
type FileContent = z.infer<typeof fileShape>;
export type KeptContent = Readonly<Omit<FileContent, 'format' | 'trust'>>;

const TOKEN = 'device-token';
const TRUST = 'licence-trust';

export class AccountFile {
  readonly #path: string;
  readonly #secrets: SecretBox;
  #content: KeptContent;
  #trust: Trust | null;

  /** Reads the file; one that is missing or damaged is an installation without an account. */
  constructor(path: string, secrets: SecretBox) {
    this.#path = path;
    this.#secrets = secrets;
    const { trust, ...content } = load(path);
    this.#content = content;
    // Where there is a keychain, only it is asked: a file must not vouch for itself.
    this.#trust = content.account === null ? null : secrets.state().ok ? sealedTrust(secrets) : trust;
  }

  get content(): KeptContent {
    return this.#content;
  }

  /** Null without an account, and when the account is not this installation's. */
  get trust(): Trust | null {
    return this.#trust;
  }

  /** Null when nobody is signed in, or signing in did not outlast a restart. */
  get token(): string | null {
    return this.#secrets.read(TOKEN);
  }

  /** Why a sign-in does not outlast the app here; null when it does. */
  get forgetful(): string | null {
    const state = this.#secrets.state();
    return state.ok ? null : state.reason;
  }

  change(change: Partial<Omit<KeptContent, 'account'>>): void {
    this.#save({ ...this.#content, ...change });
  }

  /** @param token null keeps the one that is there */
  keep(account: KeptAccount, trust: Trust, token: string | null = null): void {
    // Of a new sign-in, what is trusted comes first: without it, the account would be another computer's. Of a renewal it
    // comes last: the licence before would be older than one this computer had, if the app ended in between.
    if (token !== null) {
      this.#secrets.write(TOKEN, token);
      this.#secrets.write(TRUST, JSON.stringify(trust));
    }
    this.#save({ ...this.#content, account }, trust);
    if (token === null) this.#secrets.write(TRUST, JSON.stringify(trust));
  }

  /** Counts from now on, also where it cannot be written. */
  trustIn(trust: Trust): void {
    this.#trust = trust;
    if (!this.#secrets.write(TRUST, JSON.stringify(trust)).ok) this.#save(this.#content);
  }

  /** Signed out in the file first: what cannot be written leaves everybody signed in as they were. */
  forget(): void {
    this.#save({ ...this.#content, account: null, dismissed: [], accepted: [] }, null);
    this.#secrets.remove(TOKEN);
    this.#secrets.remove(TRUST);
  }

  /** Written beside and moved into place: a crash leaves the old file or the new one, and so does a full disk. */
  #save(content: KeptContent, trust = this.#trust): void {
    const file: FileContent = { format: 1, ...content, trust: this.#secrets.state().ok ? null : trust, dismissed: [...content.dismissed], accepted: [...content.accepted] };
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
    this.#content = content;
    this.#trust = trust;
  }
}

function load(path: string): FileContent {
  const parsed = fileShape.safeParse(json(() => readFileSync(path, 'utf8')));
  return parsed.success ? parsed.data : { format: 1, installationId: randomUUID(), service: null, account: null, trust: null, dismissed: [], accepted: [] };
}

function sealedTrust(secrets: SecretBox): Trust | null {
  const parsed = trustShape.safeParse(json(() => secrets.read(TRUST) ?? ''));
  return parsed.success ? parsed.data : null;
}

function json(read: () => string): unknown {
  try {
    return JSON.parse(read());
  } catch {
    return undefined;
  }
}
