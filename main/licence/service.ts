/**
 * The account on this computer: signed in or not, its licence, and what the partner puts on the desktop. Everything is known
 * without a connection; the service is asked in the background, and no screen ever waits for it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import type { Brand, licenceCalls, LicenceStanding, LicenceView, SignInStep } from '../../preload/contract/licence.ts';
import type { Clock } from '../clock.ts';
import { serviceOrigin } from '../cloud/address.ts';
import { CloudFault, createCloudClient, type CloudClient, type LicenceAnswer } from '../cloud/client.ts';
import type { BundleClaims, LicenceClaims } from '../cloud/contract.ts';
import { JournalError } from '../journal/errors.ts';
import type { PartnerRules } from '../journal/partner-rules.ts';
import { AccountFile, type KeptAccount, type SecretBox, type Trust } from './account-file.ts';
import { brandOf, partnerRulesOf, type Answers } from './brand.ts';
import { signIn, SignInFailure } from './sign-in.ts';
import { standingOf, type Refusal } from './standing.ts';
import { firstKeys, followKeys, readBundle, readLicence, type Read } from './verify.ts';

export interface LicenceServiceOptions {
  /** Path of the account file. */
  readonly file: string;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly platform: 'windows' | 'macos' | 'linux';
  /** How this computer is called, as a first wish for the device's name. */
  readonly computer: string;
  /** The service of this build or of its environment; null lets the trader name one. */
  readonly configured: string | null;
  /** Thumbprints of keys that this build trusts; empty believes the first ones that come over TLS. */
  readonly pinned: readonly string[];
  /** Whether this build asks for an account before new tickets. */
  readonly accountNeeded: boolean;
  /** Opens a page in the trader's own browser; false when it is not allowed to. */
  readonly openPage: (address: string) => Promise<boolean>;
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => void;
  /** Called after every change. */
  readonly changed: () => void;
  readonly report: (fault: unknown) => void;
  readonly connect?: (origin: string) => CloudClient;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 ≤ x < 1: desktops that were started together do not ask together. */
  readonly random?: () => number;
}

type LicenceCall = keyof typeof licenceCalls;
type LicenceHandlers = { readonly [N in LicenceCall]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FIRST_CHECK_MS = 10_000;
const LONGEST_MS = 12 * HOUR_MS;
const LOOK_EVERY_MS = 15_000;
/** How often the latest moment is written down while nothing else is. */
const SEEN_EVERY_MS = HOUR_MS;

export class LicenceService {
  readonly #options: LicenceServiceOptions;
  readonly #file: AccountFile;
  readonly #connect: (origin: string) => CloudClient;
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly #random: () => number;
  #licence: Read<LicenceClaims> | null = null;
  #bundle: BundleClaims | null = null;
  #step: SignInStep = { step: 'idle' };
  #signingIn: AbortController | null = null;
  #checking: Promise<void> | null = null;
  /** What the last attempt failed with. */
  #problem: string | null = null;
  #unreachable = false;
  /** The service answered with a licence that cannot be trusted here: its keys may have changed for good. */
  #untrusted = false;
  #failures = 0;
  /** Milliseconds until the next check. */
  #dueIn = Number.POSITIVE_INFINITY;
  /** What the two clocks said at the last look. */
  #looked: { readonly now: number; readonly monotonic: number };
  #seen = 0;
  #seenKept = 0;
  #told = '';
  #said = '';
  #revision = 0;
  #brandRevision = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LicenceServiceOptions) {
    this.#options = options;
    this.#connect = options.connect ?? createCloudClient;
    this.#wait = options.wait ?? ((ms, signal) => pause(ms, undefined, { signal }));
    this.#random = options.random ?? Math.random;
    this.#file = new AccountFile(options.file, options.secrets);
    this.#looked = this.#clocks();
    this.#readKept();
    // A window asks for the brand when this is another number than it knows, and it begins with none.
    if (this.brand() !== null) this.#brandRevision = 1;
    this.#said = this.#announced();
    this.#told = this.#signature();
    this.#plan(FIRST_CHECK_MS * (1 + this.#random()));
  }

  /** Looks after the account until `close`. */
  start(): void {
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#signingIn?.abort();
    this.#keepSeen();
  }

  // ── What is the case ───────────────────────────────────────────────────────────────────────────────────────────

  standing(): LicenceStanding {
    const { status, tone, title, text, ticketsAllowed } = standingOf({
      now: this.#options.clock.now(),
      latestSeen: this.#seen,
      licence: this.#file.content.account === null ? null : this.#licence,
      refused: this.#file.trust?.refused ?? null,
      unreachable: this.#unreachable,
      accountNeeded: this.#options.accountNeeded,
      organisation: this.#organisation,
      aheadMs: this.#aheadMs,
    });
    return { status, tone, title, text, ticketsAllowed, revision: this.#revision, brandRevision: this.#brandRevision };
  }

  /** What the partner puts on the desktop; null for none, and when the seat is gone. */
  brand(): Brand | null {
    return this.#applied === null ? null : brandOf(this.#applied, this.#file.content, this.#entitles('branding'), this.#options.clock.now());
  }

  /** False while an account is here whose bundle cannot be read (changed, copied, its keys gone): that says nothing about its partner. */
  get knowsPartner(): boolean {
    return this.#file.content.account === null || this.#isGone || this.#bundle !== null;
  }

  /** The partner's rules; null for none. */
  partnerRules(): PartnerRules | null {
    return this.#applied === null || !this.#entitles('rule-packs') ? null : partnerRulesOf(this.#applied);
  }

  /** Origins of the pages that may be opened: those the partner links to, and that of a code that waits. */
  linkOrigins(): readonly string[] {
    const { branding, legal } = this.#applied ?? { branding: { links: [] }, legal: [] };
    const pages = [...branding.links, ...legal].map(({ url }) => url);
    return [...pages, ...(this.#step.step === 'waiting' ? [this.#step.page] : [])].filter((page) => URL.canParse(page)).map((page) => new URL(page).origin);
  }

  view(): LicenceView {
    const { account } = this.#file.content;
    const claims = this.#licence?.ok === true ? this.#licence.claims : null;
    return {
      standing: this.standing(),
      signIn: this.#step,
      account:
        account === null
          ? null
          : {
              email: account.email, organisation: this.#organisation, device: account.deviceName, plan: claims?.plan ?? null,
              validUntil: claims === null ? null : claims.exp * 1000, trialUntil: claims?.trl == null ? null : claims.trl * 1000,
              checkedAt: account.checkedAt, problem: this.#problem, checking: this.#checking !== null,
              signInHelps: this.#untrusted || this.#file.token === null || ['ended', 'other-device', 'tampered'].includes(this.standing().status),
            },
      service: { address: account?.service ?? this.#options.configured ?? this.#file.content.service, editable: this.#options.configured === null && account === null },
      deviceName: account?.deviceName ?? this.#options.computer,
      accountNeeded: this.#options.accountNeeded,
      secrets: this.#file.forgetful,
    };
  }

  handlers(): LicenceHandlers {
    return {
      'licence.view': () => this.view(),
      'licence.signIn': (input) => this.signIn(input),
      'licence.openPage': () => this.openPage(),
      'licence.copyCode': () => this.#copyCode(),
      'licence.cancelSignIn': () => this.#stopSigningIn({ step: 'idle' }),
      'licence.check': async () => (await this.check(), null),
      'licence.signOut': () => this.signOut(),
      'licence.brand': () => this.brand(),
      'licence.dismiss': ({ id }) => this.#answer({ dismissed: [...this.#file.content.dismissed.filter((one) => one !== id), id].slice(-500) }),
      'licence.accept': ({ kind, version }) => this.#accept(kind, version),
    };
  }

  // ── Signing in and out ─────────────────────────────────────────────────────────────────────────────────────────

  /** Answers when there is a code, or a reason why there is none. */
  async signIn({ service, deviceName }: CallInput<'licence.signIn'>): Promise<null> {
    const origin = this.#options.configured ?? serviceOrigin(service ?? this.#file.content.service ?? '');
    if (origin === null) throw new JournalError('refused', 'Type the address of the account service, beginning with https://.', { field: 'service' });
    if (this.#options.configured === null) this.#file.change({ service: origin });
    this.#signingIn?.abort();
    const control = new AbortController();
    this.#signingIn = control;
    await new Promise<void>((told) => {
      void this.#signInWith(origin, deviceName, control, told).finally(told);
    });
    return null;
  }

  async #signInWith(origin: string, deviceName: string, control: AbortController, told: () => void): Promise<void> {
    const { signal } = control;
    const client = this.#connect(origin);
    const tell = (step: SignInStep) => {
      if (signal.aborted) return;
      this.#step = step;
      this.#tell();
      if (step.step !== 'asking') told();
    };
    try {
      const token = await signIn({
        client, origin, deviceName, signal, tell, installationId: this.#file.content.installationId, platform: this.#options.platform, now: () => this.#options.clock.now(), monotonic: () => this.#options.clock.monotonic(), wait: this.#wait, openPage: this.#options.openPage,
      });
      const answer = await client.check(token.access_token, { bundleRevision: 0, keysRevision: 0 });
      signal.throwIfAborted();
      const keys = firstKeys(answer.keys, this.#options.pinned);
      if (keys === null) throw new SignInFailure('The account service does not prove itself with keys that this Holdfast trusts. Check its address.');
      const account: KeptAccount = { service: origin, tenantId: token.tenant_id, email: token.email, deviceName, licence: '', bundle: null, checkedAt: null };
      const trust: Trust = { keys: keys.keys, keysRevision: keys.revision, newestIssued: 0, bundleRevision: 0, latestSeen: 0, refused: null };
      const before = this.#file.content.account;
      this.#take(answer, account, trust, token.access_token);
      // What somebody else dismissed and accepted is not this trader's answer.
      if (before !== null && (before.tenantId !== account.tenantId || before.email !== account.email)) this.#file.change({ dismissed: [], accepted: [] });
      void this.#sendAccepted();
      this.#signingIn = null;
      tell({ step: 'idle' });
    } catch (fault) {
      if (signal.aborted) return;
      this.#signingIn = null;
      if (!(fault instanceof CloudFault) && !(fault instanceof SignInFailure)) this.#options.report(fault);
      tell({ step: 'failed', message: fault instanceof CloudFault || fault instanceof SignInFailure ? fault.message : 'Signing in did not work. The details are in the app’s log file.' });
    }
  }

  /** Shows the page of the code again. */
  async openPage(): Promise<null> {
    if (this.#step.step !== 'waiting' || !(await this.#options.openPage(this.#step.page))) throw new JournalError('refused', 'There is no page to open. Start signing in again.');
    return null;
  }

  #copyCode(): null {
    if (this.#step.step !== 'waiting') throw new JournalError('refused', 'There is no code to copy. Start signing in again.');
    this.#options.copy(this.#step.code);
    return null;
  }

  #stopSigningIn(step: SignInStep): null {
    this.#signingIn?.abort();
    this.#signingIn = null;
    this.#step = step;
    this.#tell();
    return null;
  }

  /** Here at once; the service is told when it can be reached. */
  signOut(): null {
    const { account } = this.#file.content;
    const { token } = this.#file;
    this.#file.forget();
    this.#readKept();
    this.#problem = null;
    this.#unreachable = false;
    this.#untrusted = false;
    this.#brandRevision += 1;
    this.#stopSigningIn({ step: 'idle' });
    if (account !== null && token !== null) {
      // Not reached, the device stays in the account's list until somebody removes it there.
      this.#connect(account.service).signOut(token).catch(() => undefined);
    }
    return null;
  }

  // ── Asking the service ─────────────────────────────────────────────────────────────────────────────────────────

  /** Asks for a new licence now. Never rejects for what the service says or does: `view` tells. */
  check(): Promise<void> {
    this.#checking ??= this.#checkOnce().finally(() => {
      this.#checking = null;
      this.#tell();
    });
    this.#tell();
    return this.#checking;
  }

  async #checkOnce(): Promise<void> {
    const { account } = this.#file.content;
    if (account === null) return;
    const { token, trust } = this.#file;
    if (token === null || trust === null) {
      this.#problem = this.#file.forgetful ?? 'This computer’s keychain has no sign-in any more. Sign in again.';
      this.#plan(HOUR_MS);
      return;
    }
    try {
      const answer = await this.#connect(account.service).check(token, { bundleRevision: this.#bundle?.rev ?? 0, keysRevision: trust.keysRevision });
      // Signed out, or in as somebody else, meanwhile.
      if (this.#file.token !== token) return;
      this.#take(answer, account, trust, null);
      void this.#sendAccepted();
    } catch (fault) {
      if (this.#file.token === token) this.#failed(fault, trust);
    }
  }

  /** Tells the service what was accepted here and it does not know yet. What it cannot take now is sent after a later check. */
  async #sendAccepted(): Promise<void> {
    const { account } = this.#file.content;
    const { token } = this.#file;
    if (account === null || token === null) return;
    const client = this.#connect(account.service);
    for (const { kind, version, at } of this.#file.content.accepted.filter(({ sent }) => !sent)) {
      try {
        await client.accept(token, { kind, version, acceptedAt: new Date(at).toISOString() });
        // Signed out, or in as somebody else, meanwhile.
        if (this.#file.token !== token) return;
        const told = (one: Answers['accepted'][number]) => one.kind === kind && one.version === version;
        this.#file.change({ accepted: this.#file.content.accepted.map((one) => (told(one) ? { ...one, sent: true } : one)) });
      } catch (fault) {
        if (!(fault instanceof CloudFault)) this.#options.report(fault);
        // A document that the service refuses must not hold up the others.
        if (!(fault instanceof CloudFault) || fault.kind !== 'refused') return;
      }
    }
  }

  /** What the service answered is taken as a whole, or not at all. @throws {CloudFault} when it does not prove itself */
  #take(answer: LicenceAnswer, account: KeptAccount, trust: Trust, token: string | null): void {
    const { keys, revision: keysRevision } = followKeys({ keys: trust.keys, revision: trust.keysRevision }, answer.keys);
    const licence = readLicence(answer.licence, { keys, installationId: this.#file.content.installationId, newestIssued: trust.newestIssued });
    this.#untrusted = !licence.ok || licence.claims.tid !== account.tenantId;
    if (!licence.ok || licence.claims.tid !== account.tenantId) {
      throw new CloudFault('not-understood', 'The account service sent a licence that this computer cannot trust. Sign in again if this stays.', { cause: licence });
    }
    const bundle = answer.bundle === null ? null : readBundle(answer.bundle, keys, account.tenantId, trust.bundleRevision);
    if (bundle !== null && !bundle.ok) this.#options.report(new Error(`a bundle was refused: ${bundle.fault}`));
    const now = this.#options.clock.now();
    const taken = bundle?.ok === true ? { text: answer.bundle, claims: bundle.claims } : null;
    // The service's time is the truth: a clock that ran ahead by mistake is forgiven here.
    this.#seen = Date.parse(answer.serverTime);
    this.#seenKept = this.#seen;
    this.#file.keep(
      { ...account, licence: answer.licence, bundle: taken?.text ?? account.bundle, checkedAt: now },
      { keys, keysRevision, newestIssued: licence.claims.iat, bundleRevision: taken?.claims.rev ?? trust.bundleRevision, latestSeen: this.#seen, refused: null },
      token,
    );
    this.#licence = licence;
    // A new sign-in begins without the bundle of the one before.
    this.#bundle = taken?.claims ?? (account.bundle === null ? null : this.#bundle);
    if (taken !== null || trust.refused !== null) this.#brandRevision += 1;
    this.#problem = null;
    this.#unreachable = false;
    this.#failures = 0;
    const until = licence.claims.raf * 1000 - Date.parse(answer.serverTime);
    this.#plan(Math.min(LONGEST_MS, Math.max(10 * MINUTE_MS, until)) * (1 + this.#random() / 10));
  }

  #failed(fault: unknown, trust: Trust): void {
    if (!(fault instanceof CloudFault)) this.#options.report(fault);
    this.#problem = fault instanceof CloudFault ? fault.message : 'The account could not be checked. The details are in the app’s log file.';
    const refusal = fault instanceof CloudFault && fault.kind === 'refused' ? asRefusal(fault.problem) : null;
    if (refusal !== null) {
      this.#problem = null;
      this.#unreachable = false;
      this.#failures = 0;
      this.#trustIn({ ...trust, latestSeen: this.#seen, refused: refusal });
      if (trust.refused !== refusal) this.#brandRevision += 1;
      // A seat may be given back, an organisation resumed; a token that was taken away stays so.
      this.#plan(refusal === 'device.refused' ? Number.POSITIVE_INFINITY : HOUR_MS * (1 + this.#random()));
      return;
    }
    this.#unreachable = true;
    this.#failures += 1;
    const backOff = Math.min(HOUR_MS, MINUTE_MS * 2 ** (this.#failures - 1)) * (0.5 + this.#random());
    const wished = fault instanceof CloudFault && fault.retryAfterSeconds !== null ? Math.min(fault.retryAfterSeconds * 1000, LONGEST_MS) : 0;
    this.#plan(Math.max(backOff, wished));
  }

  // ── As time goes by ────────────────────────────────────────────────────────────────────────────────────────────

  /** Time passed, the machine may have slept: is a check due, and has time alone changed something? */
  look(): void {
    const before = this.#looked;
    const { now, monotonic } = (this.#looked = this.#clocks());
    // The counter knows fractions of a millisecond; what is kept is a moment like all others.
    const ran = Math.round(monotonic - before.monotonic);
    // Set back, the clock has nothing to say: the time that this program ran goes on being counted.
    this.#seen = Math.max(this.#seen + ran, now);
    this.#dueIn -= Math.max(ran, now - before.now);
    if (this.#seen - this.#seenKept > SEEN_EVERY_MS) this.#keepSeen();
    const said = this.#announced();
    if (said !== this.#said) this.#brandRevision += 1;
    this.#said = said;
    if (this.#dueIn <= 0) void this.check();
    else if (this.#signature() !== this.#told) this.#tell();
  }

  #plan(ms: number): void {
    this.#dueIn = this.#file.content.account === null ? Number.POSITIVE_INFINITY : ms;
  }

  #clocks(): { now: number; monotonic: number } {
    const { clock } = this.#options;
    return { now: clock.now(), monotonic: clock.monotonic() };
  }

  #keepSeen(): void {
    const { trust } = this.#file;
    if (trust === null || this.#seen <= this.#seenKept) return;
    this.#seenKept = this.#seen;
    this.#trustIn({ ...trust, latestSeen: this.#seen });
  }

  #trustIn(trust: Trust): void {
    try {
      this.#file.trustIn(trust);
    } catch (fault) {
      // A full disk; it is written with the next licence.
      this.#options.report(fault);
    }
  }

  // ── How it works ───────────────────────────────────────────────────────────────────────────────────────────────

  #readKept(): void {
    const { content, trust } = this.#file;
    this.#licence = null;
    this.#bundle = null;
    this.#seen = trust?.latestSeen ?? 0;
    this.#seenKept = this.#seen;
    this.#dueIn = Number.POSITIVE_INFINITY;
    if (content.account === null) return;
    // Documents without what they are trusted by came from somewhere else.
    if (trust === null) {
      this.#licence = { ok: false, fault: 'other-installation' };
      return;
    }
    const { licence, bundle, tenantId } = content.account;
    this.#licence = readLicence(licence, { keys: trust.keys, installationId: content.installationId, newestIssued: trust.newestIssued });
    const read = bundle === null ? null : readBundle(bundle, trust.keys, tenantId, trust.bundleRevision);
    this.#bundle = read?.ok === true ? read.claims : null;
  }

  /** A partner's brand and rules hold as long as the trader is theirs. */
  get #applied(): BundleClaims | null {
    return this.#isGone ? null : this.#bundle;
  }

  get #isGone(): boolean {
    const refused = this.#file.trust?.refused ?? null;
    return refused === 'licence.seat-removed' || refused === 'device.refused';
  }

  /** What a licence that cannot be read entitles to is left as it was. */
  #entitles(what: LicenceClaims['ent'][number]): boolean {
    return this.#licence?.ok !== true || this.#licence.claims.ent.includes(what);
  }

  /** How far this computer's clock was before the service's when the licence came. */
  get #aheadMs(): number {
    const { account } = this.#file.content;
    return account?.checkedAt != null && this.#licence?.ok === true ? account.checkedAt - this.#licence.claims.iat * 1000 : 0;
  }

  get #organisation(): string {
    return this.#bundle?.branding.displayName ?? 'your organisation';
  }

  #accept(kind: string, version: number): null {
    const known = this.#applied?.legal.some((document) => document.kind === kind && document.version === version) === true;
    if (!known) throw new JournalError('not-found', 'There is no such version of this document.', { field: 'version' });
    const others = this.#file.content.accepted.filter((one) => one.kind !== kind || one.version !== version);
    const done = this.#answer({ accepted: [...others, { kind, version, at: this.#options.clock.now(), sent: false }].slice(-500) });
    void this.#sendAccepted();
    return done;
  }

  #answer(answer: Parameters<AccountFile['change']>[0]): null {
    this.#file.change(answer);
    this.#brandRevision += 1;
    this.#tell();
    return null;
  }

  /** Which announcements are to be seen: they begin and end by themselves. */
  #announced(): string {
    return this.brand()?.announcements.map(({ id }) => id).join(' ') ?? '';
  }

  #signature(): string {
    const { status, text } = this.standing();
    return `${status} ${this.#brandRevision} ${text}`;
  }

  #tell(): void {
    this.#revision += 1;
    this.#said = this.#announced();
    this.#told = this.#signature();
    this.#options.changed();
  }
}

function asRefusal(problem: string | null): Refusal | null {
  switch (problem) {
    case 'licence.seat-removed':
    case 'licence.tenant-suspended':
    case 'licence.trial-ended':
    case 'device.refused':
      return problem;
    default:
      return null;
  }
}
