/** The history of one account as the reports read it, and how it is read from the journal. */
import { compareDecimals, type Decimal } from '../../engine/decimal.ts';
import { factsOfVerdict } from '../../engine/facts.ts';
import type { Facts, Fact, FactName, FactValues, Instrument, RehabStep, Rule, RuleSetContent, SessionCalendar, Ticket } from '../../engine/model.ts';
import { money, type Money } from '../../engine/money.ts';
import { findRuleKind } from '../../engine/rule-catalogue.ts';
import { sessionMinute, sessionOn } from '../../engine/session-calendar.ts';
import { ideaOf } from '../../engine/ticket.ts';
import { wallClock } from '../../engine/zone-clock.ts';
import { accountRules, findAccount, ruleVersion, type Account } from '../../store/accounts.ts';
import { JournalError } from '../../journal/errors.ts';
import type { Executor } from '../../store/executor.ts';
import { findCalendar, listInstruments } from '../../store/instruments.ts';
import { listLimits, type LimitsRow } from '../../store/limits-log.ts';
import {
  countClosedTrades, eachClosedTrade, eachLedgerTrade, eachSealed, judgingRuleSets, ledgerTradeFinder, reportBites, reportSessions, reportTickets, type ReportBite, type ReportSession, type ReportTicket, type ReportTrade, type Span,
  laterStopsOf, type LaterStop,
} from '../../store/report-rows.ts';
import { changedTradeRows, tradeChanges } from '../../store/trade-changes.ts';
import { tradeCounts } from '../../store/trade-counts.ts';
import { Columns, type ColumnEntry } from '../columns.ts';
import type { PastTrade } from '../replay.ts';
import type { TicketLine, TicketRow, TradeRow } from '../trade-row.ts';

/** A closed trade with the words around it. */
export interface HistoryTrade extends TradeRow {
  readonly provenance: 'typed' | 'imported' | 'bars' | null;
  readonly note: string;
  readonly lesson: string;
}

export interface HistoryTicket extends TicketRow {
  readonly symbol: string;
  readonly setup: string | null;
}

/** What every report knows of its account, and of the trades that its figures leave out. */
export interface Source {
  readonly account: Account;
  /** Closed trades in other currencies: there is no sum with them. */
  readonly foreign: number;
  /** Finished trades without a net result: nobody knows what a point is worth, or their costs are in another currency. */
  readonly unvalued: number;
  /** Closed trades whose costs are not all known. */
  readonly costsUnknown: number;
  /** Trades whose stop was typed after them: figures of R leave them out. */
  readonly laterStops: readonly LaterStop[];
}

/** The trades of a span of sessions, one by one. */
export interface History extends Source {
  /** Closed trades in the account's currency, session by session in order of entry. */
  readonly trades: readonly HistoryTrade[];
  readonly tickets: readonly HistoryTicket[];
  readonly sessions: readonly ReportSession[];
  /** Titles of the rules that ever judged a ticket, or do now, by id. */
  readonly ruleTitles: ReadonlyMap<string, string>;
  readonly rules: RuleSetContent;
}

/** Tells how far reading or folding is, and stops it by throwing when nobody waits for it any more. */
export type Checkpoint = (done: number, total: number) => void;

/** Rows between two checkpoints: some milliseconds of work. */
export const STRIDE = 2_000;

export const REHAB_STEPS: readonly RehabStep[] = ['visualization', 'market-mapping', 'breath', 'expectation-neutraliser', 'risk-check'];

/** All trades of an account in columns, which is enough for a million of them. */
export interface Ledger extends Source {
  readonly columns: Columns;
  readonly sessions: readonly ReportSession[];
}

/** The columns of an account, and what they were read of. */
export interface HeldLedger {
  readonly columns: Columns;
  readonly currency: string;
  readonly zones: Zones;
  /** The account's changes of trades that are in the columns. */
  readonly changes: number;
}

/** The exchange's time zone of each instrument; null when it is not known. */
type Zones = ReadonlyMap<string, string | null>;

/**
 * The account's columns as of now. Those held are brought up to date by reading only the trades that changed since; they are
 * read whole at first, when more trades changed than the journal remembers, or when an instrument's clock or the currency did.
 * @returns null when there is no such account
 */
export function readLedger(db: Executor, accountId: string, held: Map<string, HeldLedger>, checkpoint: Checkpoint): Ledger | null {
  const account = findAccount(db, accountId);
  if (account === null) return null;
  const now = { currency: account.currency, zones: zonesOf(db), changes: tradeChanges(db, accountId) };
  const before = held.get(accountId);
  const columns = (before !== undefined && updateColumns(db, accountId, before, now) ? before.columns : null) ?? readColumns(db, account, now.zones, checkpoint);
  held.set(accountId, { ...now, columns });
  return { ...readSource(db, account, EVER), columns, sessions: reportSessions(db, accountId) };
}

function readSource(db: Executor, account: Account, span: Span): Source {
  const closed = { accountId: account.id, statuses: ['closed'], ...span } as const;
  const { trades, costsUnknown } = tradeCounts(db, closed, account.currency);
  return {
    account, foreign: tradeCounts(db, closed).trades - trades, unvalued: tradeCounts(db, { ...closed, statuses: ['unvalued'] }).trades, costsUnknown,
    laterStops: laterStopsOf(db, account.id),
  };
}

function zonesOf(db: Executor): Zones {
  return new Map(listInstruments(db).map(({ symbol, calendarId }) => [symbol, findCalendar(db, calendarId)?.zone ?? null]));
}

function readColumns(db: Executor, account: Account, zones: Zones, checkpoint: Checkpoint): Columns {
  const minuteOf = entryMinutes(zones);
  const total = countClosedTrades(db, account.id, EVER);
  const columns = new Columns(total + Math.max(ROOM_LEAST, Math.ceil(total * ROOM_SHARE)));
  let done = 0;
  for (const row of eachLedgerTrade(db, account.id)) {
    done += 1;
    if (done % STRIDE === 0) checkpoint(done, total);
    if (row.currency === account.currency) columns.add(row, minuteOf(row));
  }
  return columns;
}

/** Room for trades to come, so that a day's work does not make the columns be read again. */
const ROOM_LEAST = 16_384;
const ROOM_SHARE = 0.02;

/** @returns false when the columns have to be read whole; they are as they were then */
function updateColumns(db: Executor, accountId: string, before: HeldLedger, now: Omit<HeldLedger, 'columns'>): boolean {
  if (before.currency !== now.currency || [...before.zones].some(([symbol, zone]) => now.zones.get(symbol) !== zone)) return false;
  const rows = changedTradeRows(db, accountId, before.changes);
  if (rows === null) return false;
  if (rows.size === 0) return true;
  const find = ledgerTradeFinder(db, accountId);
  const minuteOf = entryMinutes(now.zones);
  const changed = new Map<number, ColumnEntry | null>();
  for (const row of rows) {
    const trade = find(row);
    changed.set(row, trade === undefined || trade.currency !== now.currency ? null : { trade, minute: minuteOf(trade) });
  }
  return before.columns.update(changed);
}

const EVER: Span = { from: null, to: null };

/** More trades than this are not held as rows at a time. */
export const ROWS_MAX = 250_000;

/**
 * The trades of a span of sessions. Throws JournalError `refused` when they are too many to look at one by one.
 * @returns null when there is no such account
 */
export function readHistory(db: Executor, accountId: string, span: Span, checkpoint: Checkpoint): History | null {
  const account = findAccount(db, accountId);
  if (account === null) return null;
  const bites = bitesByTicket(reportBites(db, accountId));
  const minuteOf = entryMinutes(zonesOf(db));
  const trades: HistoryTrade[] = [];
  let done = 0;
  const total = countClosedTrades(db, accountId, span);
  if (total > ROWS_MAX) {
    throw new JournalError('refused', `This report looks at trades one by one, at most ${ROWS_MAX.toLocaleString('en')} at a time; here are ${total.toLocaleString('en')}. Choose a shorter span of sessions.`, { field: 'filter.from' });
  }
  for (const row of eachClosedTrade(db, accountId, span)) {
    done += 1;
    if (done % STRIDE === 0) checkpoint(done, total);
    if (row.currency === account.currency) trades.push(toTrade(row, row.ticketId === null ? [] : (bites.get(row.ticketId) ?? []), minuteOf(row)));
  }
  const ruleSets = judgingRuleSets(db, accountId);
  const { current } = accountRules(db, accountId);
  const version = current === null ? null : ruleVersion(db, current);
  const rules: RuleSetContent = version === null ? { rules: [], override: { coolDownSeconds: { critical: 0, major: 0 }, noteMinLength: 20 } } : { rules: version.rules, override: version.override };
  return {
    ...readSource(db, account, span),
    trades,
    tickets: reportTickets(db, accountId).map((ticket) => toTicket(ticket, ruleSets.get(ticket.ruleSetHash) ?? null, bites.get(ticket.id) ?? [])),
    sessions: reportSessions(db, accountId),
    ruleTitles: titlesOf([...ruleSets.values(), rules]),
    rules,
  };
}

function bitesByTicket(bites: readonly ReportBite[]): ReadonlyMap<string, readonly ReportBite[]> {
  const byTicket = new Map<string, ReportBite[]>();
  for (const bite of bites) {
    const list = byTicket.get(bite.ticketId);
    if (list === undefined) byTicket.set(bite.ticketId, [bite]);
    else list.push(bite);
  }
  return byTicket;
}

const QUARTER = 900_000;

/** The wall-clock minute of an entry on its instrument's exchange; looked up once a quarter of an hour of history. */
function entryMinutes(zones: Zones): (trade: Pick<ReportTrade, 'symbol' | 'entryAt'>) => number | null {
  const known = new Map([...zones.values()].map((zone) => [zone, new Map<number, number>()]));
  return ({ symbol, entryAt }) => {
    const zone = zones.get(symbol) ?? null;
    const hours = known.get(zone);
    if (zone === null || hours === undefined) return null;
    // Clocks are put forward or back on a quarter of an hour of UTC, so that within one the wall clock runs evenly.
    const quarter = Math.floor(entryAt / QUARTER);
    let minute = hours.get(quarter);
    if (minute === undefined) {
      minute = wallClock(zone, quarter * QUARTER).minute;
      hours.set(quarter, minute);
    }
    return (minute + Math.floor((entryAt - quarter * QUARTER) / 60_000)) % 1440;
  };
}

function toTrade(row: ReportTrade, bites: readonly ReportBite[], entryMinute: number | null): HistoryTrade {
  const { currency } = row;
  const known = (amount: number | null): Money | null => (amount === null ? null : money(amount, currency));
  return {
    id: row.id, ticketId: row.ticketId, sessionDate: row.sessionDate, symbol: row.symbol, side: row.side, entryAt: row.entryAt, exitAt: row.exitAt, entryMinute,
    grossPnl: money(row.grossPnl, currency), netPnl: money(row.netPnl, currency), stopAmount: known(row.stopAmount), rMicro: row.rMicro, mfe: known(row.mfe), mae: known(row.mae),
    setup: row.setup, emotion: row.emotion, grade: row.grade, atrBand: null,
    overridden: row.overridden ? bites.filter(({ shadow, severity }) => !shadow && severity !== 'advisory').map(({ ruleId }) => ruleId) : [],
    provenance: row.excursionProvenance, note: row.note, lesson: row.lesson,
  };
}

/** A verdict has a line for every enabled rule of its set; what is stored apart are those that did not pass. */
function toTicket(ticket: ReportTicket, rules: RuleSetContent | null, bites: readonly ReportBite[]): HistoryTicket {
  const bitten = new Map(bites.map((bite) => [bite.ruleId, bite]));
  const lines = (rules?.rules ?? []).filter(({ enabled }) => enabled).map(({ id, severity, shadow }): TicketLine => {
    const bite = bitten.get(id);
    return { ruleId: id, bitten: bite !== undefined, shadow, blocks: (bite?.severity ?? severity) !== 'advisory' };
  });
  return { id: ticket.id, sessionDate: ticket.sessionDate, at: ticket.sealedAt, outcome: ticket.outcome, status: ticket.status, overridden: ticket.overridden, symbol: ticket.symbol, setup: ticket.setup, lines };
}

/** The kind's title; with the rule's id where a set has several of a kind. Later sets win. */
function titlesOf(sets: readonly RuleSetContent[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const { rules } of sets) {
    for (const { id, kind } of rules) {
      const title = findRuleKind(kind)?.title ?? kind;
      titles.set(id, rules.filter((other) => other.kind === kind).length > 1 ? `${title} (${id})` : title);
    }
  }
  return titles;
}

/** The ATR band each ticket was judged in, by the bands of the rules that judged it. Tickets without a known band are left out. */
export function readAtrBands(db: Executor, accountId: string, checkpoint: Checkpoint): ReadonlyMap<string, string> {
  const ruleSets = judgingRuleSets(db, accountId);
  const bands = new Map<string, string>();
  let done = 0;
  for (const { ticketId, ticket, verdict } of eachSealed(db, accountId)) {
    done += 1;
    if (done % STRIDE === 0) checkpoint(done, 0);
    const atr = verdict.facts.find(({ name }) => name === 'map.atr')?.value;
    const label = typeof atr === 'string' ? bandLabel(ruleSets.get(verdict.ruleSetHash)?.rules ?? [], ticket.symbol, atr) : null;
    if (label !== null) bands.set(ticketId, label);
  }
  return bands;
}

interface BandLike {
  readonly label: string;
  readonly below: Decimal | null;
}

function bandLabel(rules: readonly Rule[], symbol: string, atr: Decimal): string | null {
  const rule = rules.find(({ kind, enabled, params }) => kind === 'atr-advisory' && enabled && (namesOf(params['symbols']).length === 0 || namesOf(params['symbols']).includes(symbol)));
  return bandsOf(rule?.params['bands']).find(({ below }) => below === null || compareDecimals(atr, below) === -1)?.label ?? null;
}

function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function bandsOf(value: unknown): readonly BandLike[] {
  return Array.isArray(value) ? value.filter(isBand) : [];
}

function isBand(value: unknown): value is BandLike {
  return typeof value === 'object' && value !== null && 'label' in value && typeof value.label === 'string' && 'below' in value && (value.below === null || typeof value.below === 'string');
}

/** Every closed trade with the facts its verdict was given on; for a bypass, what its fills say. */
export function readPastTrades(db: Executor, { account, trades }: History, span: Span, checkpoint: Checkpoint): readonly PastTrade[] {
  const wanted = new Map(trades.flatMap((trade) => (trade.ticketId === null ? [] : [[trade.ticketId, trade] as const])));
  const past: PastTrade[] = [];
  let done = 0;
  for (const { ticketId, ticket, verdict, sealedAt } of eachSealed(db, account.id)) {
    const trade = wanted.get(ticketId);
    if (trade === undefined) continue;
    done += 1;
    if (done % STRIDE === 0) checkpoint(done, trades.length);
    const facts = factsOfVerdict(verdict);
    past.push({ trade, minute: facts.values['clock.minute']?.value ?? trade.entryMinute ?? 0, idea: ideaOf(ticket), statedAt: sealedAt, facts });
  }
  const instruments = new Map(listInstruments(db).map((instrument) => [instrument.symbol, instrument]));
  const calendars = new Map([...instruments.values()].map(({ calendarId }) => [calendarId, findCalendar(db, calendarId)]));
  const bypasses = new Map(trades.filter(({ ticketId }) => ticketId === null).map((trade) => [trade.id, trade]));
  if (bypasses.size === 0) return past;
  for (const row of eachClosedTrade(db, account.id, span)) {
    const trade = bypasses.get(row.id);
    if (trade === undefined) continue;
    done += 1;
    if (done % STRIDE === 0) checkpoint(done, trades.length);
    const instrument = instruments.get(row.symbol) ?? null;
    past.push(bypassOf(trade, row, instrument, instrument === null ? null : (calendars.get(instrument.calendarId) ?? null), account.id));
  }
  return past;
}

function bypassOf(trade: HistoryTrade, row: ReportTrade, instrument: Instrument | null, calendar: SessionCalendar | null, accountId: string): PastTrade {
  const at = row.entryAt;
  const minute = calendar === null ? (trade.entryMinute ?? 0) : sessionMinute(calendar, sessionOn(calendar, row.sessionDate), at);
  const ticket: Ticket = {
    accountId, symbol: row.symbol, side: row.side, quantity: row.quantity, entry: row.entryPrice, plannedEntry: null, stop: row.initialStop, targets: [], setup: row.setup, idea: null, confirmations: {},
    emotion: row.emotion, note: '',
  };
  const fact = <N extends FactName>(value: FactValues[N] | null): Fact<FactValues[N]> => ({ value, source: 'import', asOf: at });
  const values: Facts['values'] = {
    'clock.minute': { value: calendar === null ? null : minute, source: 'clock', asOf: at },
    'instrument': { value: instrument, source: 'import', asOf: null },
    'ticket.side': fact<'ticket.side'>(row.side),
    'ticket.quantity': fact<'ticket.quantity'>(row.quantity),
    'ticket.entry': fact<'ticket.entry'>(row.entryPrice),
    'ticket.stop': fact<'ticket.stop'>(row.initialStop),
    'ticket.setup': fact<'ticket.setup'>(row.setup),
    'ticket.idea': fact<'ticket.idea'>(ideaOf(ticket)),
    'ticket.emotion': fact<'ticket.emotion'>(row.emotion),
  };
  return { trade, minute, idea: ideaOf(ticket), statedAt: at, facts: { now: at, values } };
}

/** Blocks, overrides and walk-aways of a week, oldest first. */
export function readDecisions(db: Executor, accountId: string, from: string, to: string): readonly LimitsRow[] {
  return listLimits(db, { accountId, kinds: ['block', 'override', 'walk-away', 'cancel'], ruleKind: null, text: '', from, to }, null, DECISIONS_MAX).toReversed();
}

/** More decisions than a week can hold. */
const DECISIONS_MAX = 2_000;
