/** The account at a partner in the states that it is looked at in. */
import type { Brand, LicenceStanding, LicenceView } from '../../preload/contract/licence.ts';
import { NOW } from './sample-journal.ts';

export interface SampleAccount {
  readonly view: LicenceView;
  readonly brand: Brand | null;
}

const DAY = 86_400_000;

const standings: Readonly<Record<'none' | 'partner' | 'licence-ended', LicenceStanding>> = {
  'none': { status: 'none', tone: 'quiet', title: 'No account on this computer', text: 'Holdfast runs as the single-machine edition: everything works, and nothing leaves this computer.', ticketsAllowed: true, revision: 0, brandRevision: 0 },
  'partner': { status: 'valid', tone: 'quiet', title: 'The licence is in order', text: 'It works without a connection until 4 December 2026 and is renewed by itself.', ticketsAllowed: true, revision: 3, brandRevision: 1 },
  'licence-ended': {
    status: 'ended', tone: 'problem', title: 'The licence has ended', ticketsAllowed: false, revision: 4, brandRevision: 2,
    text: 'Your seat at North Desk was removed. Ask them about it, or sign in with another account. New tickets wait for a renewal. Your journal, its exports and its backups stay usable.',
  },
};

const brand: Brand = {
  name: 'North Desk',
  theme: { light: { accent: '#0f6b5c', onAccent: '#ffffff' }, dark: { accent: '#4cc3a0', onAccent: '#04110d' } },
  logo: null,
  links: [{ label: 'House manual', url: 'https://north.example/manual' }, { label: 'Ask for help', url: 'https://north.example/help' }],
  announcements: [{ id: '99999999-9999-4999-8999-999999999999', title: 'Short week', body: 'The exchange closes early on Friday. Flat by 12:45.', at: NOW - DAY }],
  legal: [
    { kind: 'terms', version: 3, title: 'Terms of the desk', url: 'https://north.example/terms', effectiveAt: NOW - 20 * DAY, acceptedAt: NOW - 19 * DAY },
    { kind: 'privacy', version: 2, title: 'Privacy notice', url: 'https://north.example/privacy', effectiveAt: NOW - 2 * DAY, acceptedAt: null },
  ],
};

export function sampleAccount(name: keyof typeof standings): SampleAccount {
  const isSignedIn = name !== 'none';
  return {
    brand: name === 'partner' ? brand : null,
    view: {
      standing: standings[name],
      signIn: { step: 'idle' },
      account: isSignedIn
        ? {
            email: 'ada@north.example', organisation: 'North Desk', device: 'Ada’s desk', plan: 'partner', validUntil: NOW + 14 * DAY, trialUntil: null, checkedAt: NOW - 34 * 60_000,
            problem: null, checking: false, signInHelps: name === 'licence-ended',
          }
        : null,
      service: { address: isSignedIn ? 'https://account.north.example' : null, editable: !isSignedIn },
      deviceName: 'Ada’s desk',
      accountNeeded: false,
      secrets: null,
    },
  };
}
