/**
 * The account in the running app: what it needs of Electron and of this build, loaded once the window stands. Until then, and
 * should loading fail, everything is as without an account.
 */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, clipboard, shell } from 'electron';
import type { LicenceStanding } from '../preload/contract/licence.ts';
import type { Clock } from './clock.ts';
import { dataFiles } from './data-folder.ts';
import type { Handlers } from './ipc/handle.ts';
import { JournalError } from './journal/errors.ts';
import { NO_ACCOUNT } from './journal/app-state.ts';
import type { PartnerRules } from './journal/partner-rules.ts';
import type { LicenceService } from './licence/service.ts';
import { createOpenLink } from './security/external-links.ts';
import { systemEncryption } from './security/safe-storage.ts';
import { createSecrets } from './security/secrets.ts';

export type LicenceCall = Extract<keyof Handlers, `licence.${string}`>;

export interface AccountHost {
  /** Loads what is kept and looks after it. Never rejects. */
  start(): Promise<void>;
  close(): void;
  standing(): LicenceStanding;
  /** Null while nothing is known yet; then nothing is changed. */
  partnerRules(): { readonly rules: PartnerRules | null; readonly revision: number } | null;
  /** Pages that the partner links to. */
  linkOrigins(): readonly string[];
  /** @throws {JournalError} when the licence allows no new ticket */
  requireTickets(): Promise<void>;
  readonly handlers: Pick<Handlers, LicenceCall>;
}

export interface AccountHostOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly changed: () => void;
  readonly report: (fault: unknown) => void;
}

// Put in by the build (see build/electron.vite.config.ts); tests and other runs from source have none.
declare const BUILT_FOR_SERVICE: string;
declare const BUILT_FOR_KEYS: string;
const builtService = typeof BUILT_FOR_SERVICE === 'string' && BUILT_FOR_SERVICE !== '' ? BUILT_FOR_SERVICE : null;
const builtKeys = typeof BUILT_FOR_KEYS === 'string' ? BUILT_FOR_KEYS.split(',').filter((kid) => kid !== '') : [];

export function createAccountHost({ folder, clock, changed, report }: AccountHostOptions): AccountHost {
  let service: LicenceService | null = null;
  let closed = false;
  const linkOrigins = () => service?.linkOrigins() ?? [];
  const openPage = createOpenLink(linkOrigins, (address) => shell.openExternal(address));

  const load = async (): Promise<LicenceService> => {
    const [{ LicenceService }, { serviceOrigin }] = await Promise.all([import('./licence/service.ts'), import('./cloud/address.ts')]);
    const named = builtService ?? process.env['HOLDFAST_SERVICE'] ?? '';
    const configured = serviceOrigin(named);
    if (named !== '' && configured === null) report(new Error('HOLDFAST_SERVICE is not an https origin, and is passed over'));
    const made = new LicenceService({
      file: join(folder, dataFiles.account),
      secrets: createSecrets(join(folder, dataFiles.secrets), systemEncryption),
      clock,
      platform: process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux',
      computer: hostname().slice(0, 80) || 'This computer',
      configured,
      pinned: builtKeys,
      accountNeeded: app.isPackaged && builtService !== null,
      openPage,
      copy: (text) => void clipboard.writeText(text),
      changed,
      report,
    });
    service = made;
    if (closed) made.close();
    else made.start();
    return made;
  };
  let loading: Promise<LicenceService> | null = null;
  const loaded = (): Promise<LicenceService> => {
    loading ??= load().catch((fault: unknown) => {
      loading = null;
      throw fault;
    });
    return loading;
  };
  const ask = <N extends LicenceCall>(name: N): Handlers[N] =>
    (async (input: never) => (await loaded()).handlers()[name](input as never)) as unknown as Handlers[N];

  return {
    async start() {
      try {
        await loaded();
        changed();
      } catch (fault) {
        report(fault);
      }
    },
    close() {
      closed = true;
      service?.close();
    },
    standing: () => service?.standing() ?? NO_ACCOUNT,
    partnerRules: () => (service?.knowsPartner !== true ? null : { rules: service.partnerRules(), revision: service.standing().brandRevision }),
    linkOrigins,
    async requireTickets() {
      const { ticketsAllowed, title, text } = (await loaded()).standing();
      if (!ticketsAllowed) throw new JournalError('refused', `${title}. ${text}`);
    },
    handlers: {
      'licence.view': ask('licence.view'),
      'licence.signIn': ask('licence.signIn'),
      'licence.openPage': ask('licence.openPage'),
      'licence.copyCode': ask('licence.copyCode'),
      'licence.cancelSignIn': ask('licence.cancelSignIn'),
      'licence.check': ask('licence.check'),
      'licence.signOut': ask('licence.signOut'),
      'licence.brand': ask('licence.brand'),
      'licence.dismiss': ask('licence.dismiss'),
      'licence.accept': ask('licence.accept'),
    },
  };
}
