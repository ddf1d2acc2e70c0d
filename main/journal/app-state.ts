/** The one snapshot that the window lives on. */
import type { AppState } from '../../preload/contract/state.ts';
import { CALENDARS } from '../engine/calendars.ts';
import { ENGINE_VERSION } from '../engine/evaluate.ts';
import { INSTRUMENTS } from '../engine/instruments.ts';
import { listAccounts } from '../store/accounts.ts';
import { listCalendars, listInstruments } from '../store/instruments.ts';
import { draftTicket } from '../store/tickets.ts';
import { readDesk, selectedAccount, type Desk, type Lookup } from './desk.ts';
import { sessionView } from './session-view.ts';
import { currentSettings, DEFAULT_SETTINGS } from './settings.ts';
import { wire } from './wire.ts';

export type HealthStatus = AppState['health']['status'];

/** What the journal cannot know: the app around it. */
export interface Host {
  readonly app: string;
  readonly runtime: string;
  readonly shortcutProblems: AppState['shortcutProblems'];
  readonly update: AppState['update'];
  readonly licence: AppState['licence'];
  readonly backups: AppState['backups'];
}

/** Before anything is known of an account, and where there is none: everything works. */
export const NO_ACCOUNT: AppState['licence'] = { status: 'none', tone: 'quiet', title: 'No account on this computer', text: '', ticketsAllowed: true, revision: 0, brandRevision: 0 };

export interface StateParts {
  /** Null when the file could not be opened at all. */
  readonly lookup: Lookup | null;
  readonly now: number;
  readonly revision: number;
  readonly profile: 'real' | 'demo';
  readonly health: { readonly status: HealthStatus; readonly message: string };
  readonly dataFolder: string;
  readonly clockWarning: AppState['clockWarning'];
  readonly host: Host;
}

export function appState({ lookup, now, revision, profile, health, dataFolder, clockWarning, host }: StateParts): AppState {
  const account = lookup === null ? null : selectedAccount(lookup.db);
  const desk = lookup === null || account === null ? null : readDesk(lookup);
  return wire<AppState>({
    revision,
    now,
    profile: account === null && profile === 'real' ? 'none' : profile,
    health,
    backups: host.backups,
    version: { app: host.app, engine: ENGINE_VERSION, runtime: host.runtime },
    dataFolder,
    account,
    accounts: lookup === null ? [] : listAccounts(lookup.db),
    instruments: lookup === null ? INSTRUMENTS : listInstruments(lookup.db),
    calendars: lookup === null ? CALENDARS : listCalendars(lookup.db),
    watched: desk?.watched ?? [],
    confirmations: desk === null ? [] : confirmationsOf(desk),
    session: lookup === null || desk === null ? null : sessionView(lookup, desk),
    draft: lookup === null || account === null ? null : draftTicket(lookup.db, account.id),
    settings: lookup === null ? DEFAULT_SETTINGS : currentSettings(lookup.db),
    shortcutProblems: host.shortcutProblems,
    clockWarning,
    update: host.update,
    licence: host.licence,
  });
}

/** The questions that the rules in force ask on a ticket. */
function confirmationsOf({ rules }: Desk): AppState['confirmations'] {
  const asked = new Map<string, AppState['confirmations'][number]>();
  for (const { rule, kind } of rules.rules) {
    if (kind?.kind !== 'confirmations') continue;
    const parsed = kind.parse(rule.params);
    if (!parsed.ok) continue;
    const { conditions } = parsed.params as { readonly conditions: AppState['confirmations'] };
    for (const { key, label, critical } of conditions) if (!asked.has(key)) asked.set(key, { key, label, critical });
  }
  return [...asked.values()];
}
