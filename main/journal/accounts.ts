/** First run, accounts and the instruments they trade. */
import type { CallInput } from '../../preload/contract/calls.ts';
import { CALENDARS } from '../engine/calendars.ts';
import { sameData } from '../engine/canonical-json.ts';
import { INSTRUMENTS } from '../engine/instruments.ts';
import { TEMPLATES } from '../engine/templates.ts';
import { findAccount, insertAccount, listAccounts, replaceWatched, updateAccount, type Account } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { addMissingInstruments, findCalendar, findInstrument, listInstruments, saveInstrument } from '../store/instruments.ts';
import { raiseOpeningEquity } from '../store/sessions.ts';
import { writeSetting } from '../store/settings.ts';
import { hasTrades } from '../store/trades.ts';
import { readDesk, requireAccount, SELECTED_ACCOUNT, startIsStated, type Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import { buildUnvaluedAgain } from './imports/amendments.ts';
import type { Recording } from './recording.ts';
import { firstRules } from './rules.ts';
import { saveSettings } from './settings.ts';

type AccountInput = CallInput<'account.save'>['account'];

/** By name as it is written, or else whatever its case. Null when there is none; `refused` when several differ only in case. */
export function accountNamed(db: Executor, name: string): Account | null {
  const accounts = listAccounts(db);
  const exact = accounts.find((account) => account.name === name);
  if (exact !== undefined) return exact;
  const alike = accounts.filter((account) => account.name.toLowerCase() === name.toLowerCase());
  if (alike.length > 1) throw new JournalError('refused', `Several accounts are called ${name} but for capitals: write the name as it is.`, { field: 'account' });
  return alike[0] ?? null;
}

export function requireAccountNamed(db: Executor, name: string): Account {
  const account = accountNamed(db, name);
  if (account !== null) return account;
  const known = listAccounts(db).map((each) => each.name);
  throw new JournalError('not-found', `There is no account ${name}. ${known.length === 0 ? 'The journal has none yet.' : `Known: ${known.join(', ')}.`}`, { field: 'account' });
}

/** Whether the starter catalogue has something that the journal does not: the first time, and after an update. */
export function lacksCatalogue(db: Executor): boolean {
  const known = new Set(listInstruments(db).map(({ symbol }) => symbol));
  return INSTRUMENTS.some(({ symbol }) => !known.has(symbol));
}

/** The starter catalogue, where it is not there yet. */
export function seedCatalogue(db: Executor): void {
  addMissingInstruments(db, CALENDARS, INSTRUMENTS);
}

/**
 * The whole first run in one transaction. Asked again with the same account (an answer that got lost, a second click), it
 * changes nothing; with another one it is a `conflict`.
 */
export function completeSetup(recording: Recording, { account, symbols, template, texts }: CallInput<'setup.complete'>): void {
  const existing = listAccounts(recording.tx);
  if (existing.length > 0) {
    if (existing.some((known) => sameData(ordered(known), ordered(account)))) return;
    throw new JournalError('conflict', 'Holdfast is set up already. Further accounts are added in the settings.');
  }
  const id = addAccount(recording, account, symbols);
  firstRules(recording, id, TEMPLATES[template].name, TEMPLATES[template].content);
  writeSetting(recording.tx, SELECTED_ACCOUNT, id);
  saveSettings(recording.tx, texts);
}

/** The account without its id. */
function ordered({ name, broker, currency, zone, startingEquity }: AccountInput | Account): Omit<Account, 'id'> {
  return { name, broker, currency, zone, startingEquity: { amount: startingEquity.amount, currency: startingEquity.currency } };
}

/** Changes an account, or adds one with the rules and instruments of the selected one. @returns its id */
export function saveAccount(recording: Recording, lookup: Lookup, { id, account }: CallInput<'account.save'>): string {
  if (id === null) {
    const desk = readDesk(lookup);
    const added = addAccount(recording, account, desk.watched);
    firstRules(recording, added, desk.current.name, { rules: desk.current.rules, override: desk.current.override });
    return added;
  }
  const before = findAccount(recording.tx, id);
  if (before === null) throw new JournalError('not-found', 'There is no such account.', { field: 'id' });
  checkAccount(account);
  if (before.currency !== account.currency && hasTrades(recording.tx, id)) {
    throw new JournalError('refused', `This account has trades in ${before.currency}: its currency stays.`, { field: 'account.currency' });
  }
  updateAccount(recording.tx, { id, ...ordered(account) });
  // Else today's session would be judged by an equity without it until tomorrow.
  if (!startIsStated(before)) raiseOpeningEquity(recording.tx, id, account.startingEquity.amount);
  return id;
}

function addAccount(recording: Recording, account: AccountInput, symbols: readonly string[]): string {
  checkAccount(account);
  const id = recording.newId();
  insertAccount(recording.tx, { id, ...ordered(account) }, recording.now);
  watch(recording.tx, id, symbols);
  return id;
}

function checkAccount({ currency, startingEquity, zone }: AccountInput): void {
  if (startingEquity.currency !== currency) throw new JournalError('refused', `The starting equity is in ${startingEquity.currency}, the account in ${currency}.`, { field: 'account.startingEquity' });
  if (startingEquity.amount <= 0) throw new JournalError('refused', 'The starting equity is an amount above zero.', { field: 'account.startingEquity' });
  if (!isZone(zone)) throw new JournalError('refused', `“${zone}” is not a time zone such as America/New_York.`, { field: 'account.zone' });
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export function selectAccount(recording: Recording, accountId: string): void {
  if (findAccount(recording.tx, accountId) === null) throw new JournalError('not-found', 'There is no such account.', { field: 'accountId' });
  writeSetting(recording.tx, SELECTED_ACCOUNT, accountId);
}

// ── Instruments ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Adds or changes an instrument. Trades that exist keep the point value they were opened with; imported ones that waited for one get it. */
export function storeInstrument(recording: Recording, instrument: CallInput<'instrument.save'>): void {
  if (findCalendar(recording.tx, instrument.calendarId) === null) throw new JournalError('refused', 'There is no such session calendar.', { field: 'calendarId' });
  saveInstrument(recording.tx, instrument);
  buildUnvaluedAgain(recording, instrument.symbol);
}

export function watchInstruments(recording: Recording, symbols: readonly string[]): void {
  watch(recording.tx, requireAccount(recording.tx).id, symbols);
}

function watch(db: Executor, accountId: string, symbols: readonly string[]): void {
  const wanted = [...new Set(symbols)];
  for (const symbol of wanted) {
    if (findInstrument(db, symbol) === null) throw new JournalError('refused', `${symbol} is not known. Add it as an instrument first.`, { field: 'symbols' });
  }
  replaceWatched(db, accountId, wanted);
}
