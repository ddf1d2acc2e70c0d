/** The lists of the reconciliation page. */
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import type { MatchCandidate, MatchRow, MatchTicket, MatchTrade } from '../../preload/contract/matching.ts';
import { sessionOn } from '../engine/session-calendar.ts';
import { findAccount, type Account } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { findCalendar } from '../store/instruments.ts';
import { cancelledTaken, countImported, importedTradeIds, lastImportedFill, matchDecisions, unvaluedSymbols, type TicketToMatch } from '../store/matches.ts';
import { sessionById } from '../store/sessions.ts';
import { findTicket, type TicketRecord } from '../store/tickets.ts';
import { findTrade, type Trade } from '../store/trades.ts';
import { JournalError } from './errors.ts';
import { pairingOf, type Pairing } from './matching.ts';
import { netOf } from './trade-ledger.ts';
import { wire } from './wire.ts';

export function matchCounts(db: Executor, { accountId }: CallInput<'match.counts'>, now: number): CallOutput<'match.counts'> {
  const account = accountOf(db, accountId);
  const pairing = pairingOf(db, account);
  const { matched, without } = countImported(db, accountId);
  const doubtful = new Set(pairing.doubtful.map(({ tradeId }) => tradeId)).size;
  const tickets = ticketRows(db, account, pairing, now);
  return {
    doubtful, noTrade: tickets.filter(({ state }) => state === 'no-trade').length, tickets: tickets.length, bypasses: without - doubtful, matched, unknown: unvaluedSymbols(db, accountId),
    hasImports: lastImportedFill(db, accountId) !== null, zone: account.zone,
  };
}

export function matchList(db: Executor, { accountId, list, cursor, limit }: CallInput<'match.list'>, now: number): CallOutput<'match.list'> {
  const account = accountOf(db, accountId);
  if (list === 'doubtful' || list === 'tickets') {
    const pairing = pairingOf(db, account);
    const keys = list === 'doubtful' ? doubtfulRows(pairing) : ticketRows(db, account, pairing, now);
    const start = cursor === null ? 0 : keys.findIndex(({ key }) => key === cursor) + 1;
    const page = keys.slice(start, start + limit);
    return { rows: page.flatMap((row) => ('tradeId' in row ? tradeRow(db, row.tradeId, 'doubtful', false) : ticketRow(db, row))), nextCursor: start + limit < keys.length ? (page.at(-1)?.key ?? null) : null };
  }
  const refused = new Set(matchDecisions(db, accountId).map(({ tradeId }) => tradeId));
  const doubtful = list === 'bypasses' ? new Set(pairingOf(db, account).doubtful.map(({ tradeId }) => tradeId)) : new Set<string>();
  const [date, at, id] = cursor?.split('~') ?? [];
  const found = importedTradeIds(db, accountId, list === 'matched', date === undefined || at === undefined || id === undefined ? null : { date, at: Number(at), id }, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.filter((each) => !doubtful.has(each.id)).flatMap((each) => tradeRow(db, each.id, list === 'matched' ? 'matched' : 'bypass', refused.has(each.id))),
    nextCursor: found.length > limit && last !== undefined ? `${last.date}~${last.at}~${last.id}` : null,
  };
}

/** Trades in doubt, those with the least doubt first. */
function doubtfulRows({ doubtful }: Pairing): { readonly key: string; readonly tradeId: string }[] {
  return [...new Set(doubtful.map(({ tradeId }) => tradeId))].map((tradeId) => ({ key: tradeId, tradeId }));
}

interface TicketKey {
  readonly key: string;
  readonly ticketId: string;
  readonly state: 'no-trade' | 'waiting' | 'typed' | 'not-taken';
}

/** Tickets without an imported trade: first those whose session is over and of which the files know nothing. */
function ticketRows(db: Executor, account: Account, { tickets, doubtful }: Pairing, now: number): TicketKey[] {
  const reaches = lastImportedFill(db, account.id);
  const inDoubt = new Set(doubtful.map(({ ticketId }) => ticketId));
  const ends = new Map<string, number>();
  const state = (ticket: TicketToMatch): TicketKey['state'] => {
    if (ticket.status === 'closed') return 'typed';
    return reaches !== null && reaches >= ticket.takenAt && sessionEnd(db, ends, ticket.id) <= now ? 'no-trade' : 'waiting';
  };
  const order = ['no-trade', 'waiting', 'typed', 'not-taken'];
  const rows = [
    // Without any import there is nothing to compare with.
    ...(reaches === null ? [] : tickets.filter(({ id }) => !inDoubt.has(id)).map((ticket) => ({ key: ticket.id, ticketId: ticket.id, state: state(ticket), at: ticket.sealedAt }))),
    ...cancelledTaken(db, account.id).map(({ ticketId, at }) => ({ key: ticketId, ticketId, state: 'not-taken' as const, at })),
  ];
  return rows.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.at - a.at);
}

function sessionEnd(db: Executor, known: Map<string, number>, ticketId: string): number {
  const sessionId = findTicket(db, ticketId)?.sessionId;
  const session = sessionId === undefined ? null : sessionById(db, sessionId);
  if (session === null) return Number.POSITIVE_INFINITY;
  let end = known.get(session.id);
  if (end === undefined) {
    const calendar = findCalendar(db, session.calendarId);
    end = calendar === null ? Number.POSITIVE_INFINITY : sessionOn(calendar, session.date).closesAt;
    known.set(session.id, end);
  }
  return end;
}

function tradeRow(db: Executor, tradeId: string, state: 'doubtful' | 'bypass' | 'matched', decided: boolean): MatchRow[] {
  const trade = findTrade(db, tradeId);
  if (trade === null) return [];
  const ticket = trade.ticketId === null ? null : ticketShown(db, trade.ticketId, trade.replaces);
  return [{ key: tradeId, state, trade: tradeShown(trade), ticket, decided }];
}

function ticketRow(db: Executor, { key, ticketId, state }: TicketKey): MatchRow[] {
  const ticket = ticketShown(db, ticketId, null);
  return ticket === null ? [] : [{ key, state, trade: null, ticket, decided: state === 'not-taken' }];
}

/** What a trade or a ticket could be paired with; pairs that the trader decided are at the end. */
export function matchCandidates(db: Executor, { tradeId, ticketId }: CallInput<'match.candidates'>): MatchCandidate[] {
  const accountId = tradeId !== null ? findTrade(db, tradeId)?.accountId : ticketId !== null ? findTicket(db, ticketId)?.accountId : undefined;
  if (accountId === undefined) throw new JournalError('not-found', 'There is no such ticket or trade.');
  const mine = (pair: { readonly tradeId: string; readonly ticketId: string }): boolean => (tradeId === null || pair.tradeId === tradeId) && (ticketId === null || pair.ticketId === ticketId);
  const open = pairingOf(db, accountOf(db, accountId)).doubtful.filter(mine);
  const decided = matchDecisions(db, accountId).filter(mine);
  const shown = (pair: { readonly tradeId: string; readonly ticketId: string }, doubts: MatchCandidate['doubts'], said: MatchCandidate['said']): MatchCandidate[] => {
    const trade = findTrade(db, pair.tradeId);
    const ticket = ticketShown(db, pair.ticketId, trade?.ticketId === pair.ticketId ? trade.replaces : null);
    return trade === null || trade.status === 'unvalued' || ticket === null ? [] : [{ trade: tradeShown(trade), ticket, doubts, said }];
  };
  return [...open.flatMap((pair) => shown(pair, [...pair.doubts], null)), ...decided.flatMap((pair) => shown(pair, [], pair.same ? 'same' : 'other'))].slice(0, 200);
}

function accountOf(db: Executor, accountId: string): Account {
  const account = findAccount(db, accountId);
  if (account === null) throw new JournalError('not-found', 'There is no such account.', { field: 'accountId' });
  return account;
}

function tradeShown(trade: Trade): MatchTrade {
  const { id, symbol, side, quantity, sessionDate, entryAt, exitAt, entryPrice, exitPrice, grossPnl, currency, ticketId } = trade;
  return wire<MatchTrade>({ id, symbol, side, quantity, sessionDate, entryAt, exitAt, entryPrice, exitPrice, grossPnl: { amount: grossPnl, currency }, netPnl: netOf(trade), ticketId });
}

/** @param typedId the typed trade, where an imported one stands for it */
function ticketShown(db: Executor, ticketId: string, typedId: string | null): MatchTicket | null {
  const record: TicketRecord | null = findTicket(db, ticketId);
  if (record === null) return null;
  const { id, sessionDate, ticket, verdict, sealedAt, override, tradeId } = record;
  const typed = findTrade(db, typedId ?? tradeId ?? '');
  return wire<MatchTicket>({
    id, symbol: ticket.symbol, side: ticket.side, quantity: ticket.quantity, entry: ticket.entry, stop: ticket.stop, setup: ticket.setup, sessionDate, sealedAt, takenAt: typed?.entryAt ?? sealedAt,
    grade: verdict.grade, overridden: override !== null,
  });
}
