/**
 * Reconciliation: taken tickets and the trades of the broker's files. What is certain is matched by itself after every change of
 * the files; the rest waits for the trader, whose word stays when a file is imported again, and can be taken back.
 */
import type { CallInput } from '../../preload/contract/calls.ts';
import { sameData } from '../engine/canonical-json.ts';
import type { Money } from '../engine/money.ts';
import type { OpenTrade } from '../engine/session.ts';
import { resolveSymbol } from '../imports/symbols.ts';
import { findAccount, type Account } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { matchDecisions, ticketsToMatch, tradesToMatch, type TicketToMatch } from '../store/matches.ts';
import { latestSession, sessionById, type Session } from '../store/sessions.ts';
import { findTrade, tradeOfTicket, type Trade } from '../store/trades.ts';
import { matchTickets, TIGHT, type Matches } from '../trades/match-tickets.ts';
import { JournalError } from './errors.ts';
import type { MatchEnded } from './events.ts';
import { BookBuilder, type ChangedMatch } from './imports/rebuild.ts';
import type { Recording } from './recording.ts';
import { requireTicket } from './ticket-view.ts';
import { cancelTicket } from './tickets.ts';
import { netOf, OTHER_COSTS } from './trade-ledger.ts';

const DAY = 86_400_000;

export interface Pairing extends Matches {
  readonly tickets: readonly TicketToMatch[];
}

/** How the tickets and trades of an account that have no partner yet could be paired. */
export function pairingOf(db: Executor, account: Account): Pairing {
  const tickets = ticketsToMatch(db, account.id);
  const [first, last] = [tickets[0], tickets.at(-1)];
  if (first === undefined || last === undefined) return { tickets, certain: [], doubtful: [] };
  const builder = new BookBuilder(db, account);
  // A trade belongs to the session of its exit, which is never before that of its entry; the day before is for sessions told by another calendar.
  const dayBefore = new Date(first.sealedAt - 2 * DAY).toISOString().slice(0, 10);
  const trades = tradesToMatch(db, account.id, dayBefore, first.sealedAt - DAY, Math.max(...tickets.map(({ takenAt }) => takenAt)) + DAY + TIGHT.afterMs);
  if (trades.length === 0) return { tickets, certain: [], doubtful: [] };
  const root = (symbol: string, at: number): string => resolveSymbol(symbol, { at })?.root ?? symbol;
  const matches = matchTickets(
    tickets.map((ticket) => ({ ...ticket, symbol: root(ticket.symbol, ticket.sealedAt), sessionDate: builder.sessionDate(root(ticket.symbol, ticket.sealedAt), ticket.takenAt) })),
    trades.map((trade) => ({ ...trade, symbol: root(trade.symbol, trade.entryAt), sessionDate: builder.sessionDate(root(trade.symbol, trade.entryAt), trade.entryAt) })),
    matchDecisions(db, account.id),
  );
  return { tickets, ...matches };
}

/** Makes the matches that are certain. @returns how many */
function matchCertain(recording: Recording, account: Account): number {
  const { certain } = pairingOf(recording.tx, account);
  for (const { ticketId, tradeId, by } of certain) {
    match(recording, ticketId, tradeId, 'import', by === 'rule' ? 'the only trade of its instrument, side and quantity within minutes of the ticket' : 'as the trader decided');
  }
  return certain.length;
}

export interface Settled {
  readonly changedMatches: readonly ChangedMatch[];
  readonly lostMatches: readonly ChangedMatch[];
}

/** After the trades of an account were built again: matches that are gone end, results that changed are told to their sessions, and new matches are made. */
export function settleMatches(recording: Recording, account: Account, { changedMatches, lostMatches }: Settled, why: string): number {
  for (const { ticketId, tradeId, replaces } of lostMatches) end(recording, { ticketId, tradeId, replaces, cause: 'lost', by: 'import', why });
  for (const { ticketId, tradeId, replaces } of changedMatches) {
    const [trade, typed] = [findTrade(recording.tx, tradeId), replaces === null ? null : findTrade(recording.tx, replaces)];
    if (trade !== null && typed !== null) tellOutcome(recording, ticketId, typed, trade, why);
  }
  return matchCertain(recording, account);
}

// ── The trader's word ────────────────────────────────────────────────────────────────────────────────────────────

export function confirmMatch(recording: Recording, { ticketId, tradeId }: CallInput<'match.confirm'>): void {
  const { typed, trade } = pair(recording.tx, ticketId, tradeId);
  if (trade.ticketId === ticketId) return;
  if (trade.ticketId !== null) throw new JournalError('conflict', 'This trade has a ticket already: say first that it is not that one.', { field: 'tradeId' });
  if (typed.provenance === 'imported') throw new JournalError('conflict', 'This ticket has a trade already: say first that it is not that one.', { field: 'ticketId' });
  if (typed.status === 'cancelled') throw new JournalError('refused', 'You said that this ticket was not taken. Take that back first.', { field: 'ticketId' });
  if (typed.symbol !== trade.symbol || typed.side !== trade.side) throw new JournalError('refused', `The ticket is ${typed.symbol} ${typed.side}, the trade ${trade.symbol} ${trade.side}: they are not the same.`, { field: 'tradeId' });
  if (typed.currency !== trade.currency) throw new JournalError('refused', `The ticket is in ${typed.currency}, the trade in ${trade.currency}.`, { field: 'tradeId' });
  match(recording, ticketId, tradeId, 'trader', 'the trader says they are the same');
}

/** The pair is not the same, whatever it looks like. */
export function refuseMatch(recording: Recording, { ticketId, tradeId }: CallInput<'match.refuse'>): void {
  const { trade } = pair(recording.tx, ticketId, tradeId);
  end(recording, { ticketId, tradeId, replaces: trade.ticketId === ticketId ? trade.replaces : null, cause: 'refused', by: 'trader', why: 'the trader says they are not the same' });
  rematch(recording, trade);
}

/** Takes back what was said of a pair; what follows from the rules holds again. */
export function reopenMatch(recording: Recording, { ticketId, tradeId }: CallInput<'match.reopen'>): void {
  requireTicket(recording.tx, ticketId);
  const decision = matchDecisions(recording.tx, accountOfTicket(recording.tx, ticketId).id).find((each) => each.ticketId === ticketId && each.tradeId === tradeId);
  if (decision === undefined) throw new JournalError('not-found', 'Nothing was decided about this ticket and this trade.', { field: 'tradeId' });
  const trade = findTrade(recording.tx, tradeId);
  end(recording, { ticketId, tradeId, replaces: trade?.ticketId === ticketId ? trade.replaces : null, cause: 'reopened', by: 'trader', why: 'the trader takes the word back' });
  matchCertain(recording, accountOfTicket(recording.tx, ticketId));
}

/** No ticket stated this trade: every pair that could be made of it is refused. */
export function declareBypass(recording: Recording, { tradeId }: CallInput<'match.bypass'>): void {
  const trade = importedTrade(recording.tx, tradeId);
  if (trade.ticketId !== null) throw new JournalError('refused', 'This trade has a ticket: say first that it is not that one.', { field: 'tradeId' });
  const account = requiredAccount(recording.tx, trade.accountId);
  for (const candidate of pairingOf(recording.tx, account).doubtful) {
    if (candidate.tradeId === tradeId) end(recording, { ticketId: candidate.ticketId, tradeId, replaces: null, cause: 'refused', by: 'trader', why: 'the trader says that no ticket stated this trade' });
  }
  matchCertain(recording, account);
}

/** Takes back every refusal of a trade's pairs. */
export function undoBypass(recording: Recording, { tradeId }: CallInput<'match.undoBypass'>): void {
  const trade = importedTrade(recording.tx, tradeId);
  const refused = matchDecisions(recording.tx, trade.accountId).filter((decision) => decision.tradeId === tradeId && !decision.same);
  if (refused.length === 0) throw new JournalError('not-found', 'Nothing was refused about this trade.', { field: 'tradeId' });
  for (const { ticketId } of refused) end(recording, { ticketId, tradeId, replaces: null, cause: 'reopened', by: 'trader', why: 'the trader takes the word back' });
  rematch(recording, trade);
}

/** The orders of these tickets were never filled. */
export function declareNotTaken(recording: Recording, { ticketIds }: CallInput<'match.notTaken'>): void {
  for (const ticketId of new Set(ticketIds)) {
    const trade = tradeOfTicket(recording.tx, ticketId);
    if (trade?.provenance === 'imported') throw new JournalError('refused', 'This ticket has a trade of the broker’s: say first that it is not that one.', { field: 'ticketIds' });
    if (trade?.status === 'closed') throw new JournalError('refused', 'You closed the trade of this ticket by hand: a ticket that was traded was taken.', { field: 'ticketIds' });
    cancelTicket(recording, ticketId, 'Not taken: the order was never filled');
  }
}

/** Takes “not taken” back. */
export function declareTaken(recording: Recording, { ticketId }: CallInput<'match.taken'>): void {
  const { tx, now } = recording;
  const session = sessionOfTicket(tx, ticketId);
  const trade = tradeOfTicket(tx, ticketId);
  if (trade?.status !== 'cancelled') throw new JournalError('refused', 'Nobody said that this ticket was not taken.', { field: 'ticketId' });
  recording.execute(session, { type: 'reinstate-ticket', ticketId, tradeId: trade.id, takenAt: Math.min(trade.entryAt, now), why: 'the trader says that it was taken after all', at: now });
  carry(recording, trade, session);
  matchCertain(recording, requiredAccount(tx, trade.accountId));
}

// ── How it is done ───────────────────────────────────────────────────────────────────────────────────────────────

function match(recording: Recording, ticketId: string, tradeId: string, by: 'import' | 'trader', why: string): void {
  const { tx, now } = recording;
  const typed = tradeOfTicket(tx, ticketId);
  if (typed?.provenance !== 'typed') throw new JournalError('internal', `The ticket ${ticketId} has no typed trade.`);
  recording.append(sessionOfTicket(tx, ticketId), { type: 'ticket-matched', ticketId, tradeId, replaces: typed.id, by, why, at: now });
  const trade = findTrade(tx, tradeId);
  if (trade !== null) tellOutcome(recording, ticketId, typed, trade, 'the broker’s file says so');
}

function end(recording: Recording, ended: Omit<MatchEnded, 'type' | 'at'>): void {
  recording.append(sessionOfTicket(recording.tx, ended.ticketId), { type: 'match-ended', ...ended, at: recording.now });
  const typed = ended.replaces === null ? null : findTrade(recording.tx, ended.replaces);
  if (typed !== null) tellOutcome(recording, ended.ticketId, typed, null, ended.why);
}

function rematch(recording: Recording, { accountId }: Trade): void {
  matchCertain(recording, requiredAccount(recording.tx, accountId));
}

/**
 * Brings what the sessions know of a ticket's trade in line with what is now the truth: the imported trade's result, or without
 * one what was typed. Brakes then see each result once, in the session in which the trade closed.
 */
export function tellOutcome(recording: Recording, ticketId: string, typed: Trade, imported: Trade | null, why: string): void {
  const { now } = recording;
  const sessions = sessionsKnowing(recording, ticketId, typed);
  const home = sessions.find(({ id }) => recording.state(id).closed.some(({ tradeId }) => tradeId === typed.id));
  const truth = imported ?? (typed.exitAt === null ? null : typed);
  if (truth === null) {
    if (home === undefined) return;
    recording.execute(home, { type: 'withdraw-outcome', trade: openTradeOf(typed, ticketId), why, at: now });
    carry(recording, typed, home);
    return;
  }
  const net = netOf(truth);
  if (home !== undefined) {
    amendOutcome(recording, home, typed.id, net, why);
    return;
  }
  const open = sessions.filter(({ id }) => recording.state(id).open.some(({ tradeId }) => tradeId === typed.id));
  const closing = open.findLast(({ date }) => date <= truth.sessionDate) ?? open[0];
  if (closing === undefined) return;
  recording.execute(closing, { type: 'record-outcome', tradeId: typed.id, netPnl: net, closedAt: truth.exitAt ?? now, at: now });
  for (const later of open) if (later.date > closing.date) recording.execute(later, { type: 'drop-carried', tradeId: typed.id, at: now });
}

/** Tells a session that a closed trade has another result than it knows. */
function amendOutcome(recording: Recording, session: Session, tradeId: string, to: Money | null, why: string): void {
  const known = recording.state(session.id).closed.find((closed) => closed.tradeId === tradeId);
  if (known === undefined || sameData(known.netPnl, to)) return;
  recording.execute(session, { type: 'amend', subject: 'trade', id: tradeId, field: 'netPnl', from: known.netPnl, to, why, at: recording.now });
}

/** Sessions that may know a trade, oldest first: the ticket's, the one in which it closed, and the latest, into which it was carried. */
function sessionsKnowing({ tx }: Recording, ticketId: string, { sessionId, accountId }: Trade): Session[] {
  const known = [sessionOfTicket(tx, ticketId), sessionId === null ? null : sessionById(tx, sessionId), latestSession(tx, accountId)];
  const unique = new Map(known.flatMap((session) => (session === null ? [] : [[session.id, session] as const])));
  return [...unique.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** An open trade is part of the latest session as well, as it would be had it been open all the time. */
function carry(recording: Recording, trade: Trade, home: Session): void {
  const latest = latestSession(recording.tx, trade.accountId);
  if (latest === null || latest.date <= home.date || recording.state(latest.id).open.some(({ tradeId }) => tradeId === trade.id)) return;
  recording.execute(latest, { type: 'carry-trade', trade: openTradeOf(trade, trade.ticketId), at: recording.now });
}

function openTradeOf({ id, symbol, side, stopAmount, currency }: Trade, ticketId: string | null): OpenTrade {
  return { tradeId: id, ticketId, symbol, side, stopAmount: stopAmount === null ? null : { amount: stopAmount, currency } };
}

function pair(tx: Executor, ticketId: string, tradeId: string): { readonly typed: Trade; readonly trade: Trade } {
  const record = requireTicket(tx, ticketId);
  const trade = importedTrade(tx, tradeId);
  const typed = tradeOfTicket(tx, ticketId);
  if (typed === null) throw new JournalError('refused', 'This ticket was not taken.', { field: 'ticketId' });
  if (record.accountId !== trade.accountId) throw new JournalError('refused', 'The ticket and the trade are of different accounts.', { field: 'tradeId' });
  return { typed, trade };
}

function importedTrade(tx: Executor, tradeId: string): Trade {
  const trade = findTrade(tx, tradeId);
  if (trade?.provenance !== 'imported') throw new JournalError('not-found', 'There is no such imported trade.', { field: 'tradeId' });
  if (trade.status === 'unvalued') throw new JournalError('refused', trade.pointValue === null ? `What a point of ${trade.symbol} is worth is not known: say it first, so that this trade has a result.` : OTHER_COSTS, { field: 'tradeId' });
  return trade;
}

function sessionOfTicket(tx: Executor, ticketId: string): Session {
  const session = sessionById(tx, requireTicket(tx, ticketId).sessionId);
  if (session === null) throw new JournalError('internal', `The session of ticket ${ticketId} is missing.`);
  return session;
}

function accountOfTicket(tx: Executor, ticketId: string): Account {
  return requiredAccount(tx, requireTicket(tx, ticketId).accountId);
}

function requiredAccount(tx: Executor, accountId: string): Account {
  const account = findAccount(tx, accountId);
  if (account === null) throw new JournalError('not-found', 'There is no such account.', { field: 'accountId' });
  return account;
}
