/** Where the trader is now: account, calendar, today's session and the rules that judge it. Read afresh for every call. */
import { replay } from '../engine/evolve.ts';
import type { Facts, Instrument, SessionCalendar, Ticket } from '../engine/model.ts';
import { collectFacts } from '../engine/collect-facts.ts';
import type { Money } from '../engine/money.ts';
import type { CompiledRuleSet } from '../engine/rule-set.ts';
import { sessionAt, sessionMinute, type SessionDay } from '../engine/session-calendar.ts';
import type { OpenTrade, SessionEvent, SessionState, Surroundings } from '../engine/session.ts';
import { accountRules, findAccount, listAccounts, ruleVersion, watchedSymbols, type Account, type RuleVersion } from '../store/accounts.ts';
import { latestEntries } from '../store/decision-log.ts';
import type { Executor } from '../store/executor.ts';
import { findCalendar, findInstrument } from '../store/instruments.ts';
import { findSession, latestSession, type Session } from '../store/sessions.ts';
import { readSettings } from '../store/settings.ts';
import { openTrades, realisedPnl } from '../store/trades.ts';
import { JournalError } from './errors.ts';
import type { RuleShelf } from './rule-shelf.ts';

export interface Desk {
  readonly account: Account;
  readonly watched: readonly string[];
  readonly calendar: SessionCalendar;
  readonly day: SessionDay;
  /** The time by which the session's day is told; differs from the clock only while a set clock is kept from ending a session. */
  readonly sessionNow: number;
  /** Null until the day's first action opens it. */
  readonly session: Session | null;
  /** Of the open session, or what it would be if it were opened now. */
  readonly state: SessionState;
  readonly current: RuleVersion;
  readonly pending: RuleVersion | null;
  /** What judges a ticket now: the session's rules, or those with which it will open. */
  readonly rules: CompiledRuleSet;
  /** Null while nobody has stated what the account began with, as for one that an import added. */
  readonly equity: Money | null;
}

export interface Lookup {
  readonly db: Executor;
  readonly now: number;
  readonly state: (sessionId: string) => SessionState;
  readonly shelf: RuleShelf;
}

/** The key under which the selected account is kept. */
export const SELECTED_ACCOUNT = 'account.selected';

/** The selected account, or the first one; null before setup. */
export function selectedAccount(db: Executor): Account | null {
  const selected = readSettings(db).get(SELECTED_ACCOUNT);
  return (typeof selected === 'string' ? findAccount(db, selected) : null) ?? listAccounts(db)[0] ?? null;
}

export function requireAccount(db: Executor): Account {
  const account = selectedAccount(db);
  if (account === null) throw new JournalError('refused', 'Set up an account first.');
  return account;
}

/** The calendar an account's days are told by: that of its first instrument. */
function accountCalendar(db: Executor, watched: readonly string[]): SessionCalendar {
  const instrument = watched[0] === undefined ? null : findInstrument(db, watched[0]);
  const calendar = instrument === null ? null : findCalendar(db, instrument.calendarId);
  if (calendar === null) throw new JournalError('refused', 'Choose the instruments of this account first.');
  return calendar;
}

/**
 * The time by which the session's day is told. A clock that is set must not end a session in which tickets were stated, nor
 * bring back an earlier day: such a session lasts as long as it would have lasted, by the jumps that its log notes. While
 * the clock shows the session's own day, it is believed.
 */
function sessionInstant(db: Executor, calendar: SessionCalendar, latest: Session | null, hasTickets: boolean, now: number): number {
  if (latest === null || !hasTickets || sessionAt(calendar, now).date === latest.date) return now;
  const unmoved = now - jumpsIn(db, latest.id);
  return sessionAt(calendar, unmoved).date === latest.date ? unmoved : now;
}

/** How far the clock was set during a session, all in all. */
function jumpsIn(db: Executor, sessionId: string): number {
  return latestEntries(db, MOST_JUMPS, { sessionId, type: 'clock-jumped' satisfies SessionEvent['type'] })
    .map(({ payload }) => JSON.parse(payload) as Extract<SessionEvent, { readonly type: 'clock-jumped' }>)
    .reduce((sum, { deltaMs }) => sum + deltaMs, 0);
}

const MOST_JUMPS = 10_000;

/** Throws `refused` before setup. */
export function readDesk(lookup: Lookup): Desk {
  const account = requireAccount(lookup.db);
  return accountDesk(lookup, account);
}

export function accountDesk({ db, now, state: stateOf, shelf }: Lookup, account: Account): Desk {
  const watched = watchedSymbols(db, account.id);
  const calendar = accountCalendar(db, watched);
  const latest = latestSession(db, account.id);
  const sessionNow = sessionInstant(db, calendar, latest, latest !== null && Object.keys(stateOf(latest.id).tickets).length > 0, now);
  const day = sessionAt(calendar, sessionNow);
  const session = findSession(db, account.id, day.date);
  const { current, pending } = versions(db, account.id);
  const opening = pending ?? current;
  const state = session === null ? notYetOpen(account, day, calendar, opening, carriedTrades(db, account.id), now) : stateOf(session.id);
  const equity = !startIsStated(account) ? null : session === null ? equityNow(db, account) : { amount: session.openingEquity, currency: account.currency };
  const rules = shelf.get(db, state.ruleSetHash ?? opening.hash);
  return { account, watched, calendar, day, sessionNow, session, state, current, pending, rules, equity };
}

function versions(db: Executor, accountId: string): { readonly current: RuleVersion; readonly pending: RuleVersion | null } {
  const { current, pending } = accountRules(db, accountId);
  const version = current === null ? null : ruleVersion(db, current);
  if (version === null) throw new JournalError('refused', 'This account has no rules yet.');
  return { current: version, pending: pending === null ? null : ruleVersion(db, pending) };
}

/** The state a session would open with, so that a ticket can be judged while it is typed before anything is written. */
function notYetOpen(account: Account, day: SessionDay, calendar: SessionCalendar, rules: RuleVersion, carried: readonly OpenTrade[], now: number): SessionState {
  const opened: SessionEvent = { type: 'session-opened', sessionId: 'not-open', accountId: account.id, date: day.date, zone: calendar.zone, ruleSetHash: rules.hash, at: now };
  return replay([opened, ...carried.map((trade): SessionEvent => ({ type: 'trade-carried', trade, at: now }))]);
}

/** The account's open trades as the session that opens next takes them over. */
export function carriedTrades(db: Executor, accountId: string): OpenTrade[] {
  return openTrades(db, accountId).map(({ id, ticketId, symbol, side, stopAmount, currency }) => ({
    tradeId: id, ticketId, symbol, side, stopAmount: stopAmount === null ? null : { amount: stopAmount, currency },
  }));
}

/** An account that an import added begins with zero, which no trader can state: its equity is unknown until one does. */
export function startIsStated({ startingEquity }: Account): boolean {
  return startingEquity.amount > 0;
}

/** Starting equity and everything realised since. */
export function equityNow(db: Executor, account: Account): Money {
  return { amount: account.startingEquity.amount + realisedPnl(db, account.id, account.currency), currency: account.currency };
}

/** What the engine asks for besides the session's own record. */
export function surroundings(desk: Desk, instrument: Instrument | null): Surroundings {
  return {
    instrument,
    equity: { value: desk.equity, source: 'journal', asOf: desk.state.openedAt },
    minute: sessionMinute(desk.calendar, desk.day, desk.sessionNow),
  };
}

export function deskFacts(db: Executor, desk: Desk, ticket: Ticket, now: number): Facts {
  return collectFacts(desk.state, ticket, surroundings(desk, findInstrument(db, ticket.symbol)), now);
}

/** A ticket in which nothing is stated, for questions about the session itself. */
export function blankTicket(accountId: string, symbol: string): Ticket {
  return { accountId, symbol, side: null, quantity: null, entry: null, plannedEntry: null, stop: null, targets: [], setup: null, idea: null, confirmations: {}, emotion: null, note: '' };
}
