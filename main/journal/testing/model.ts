/**
 * A journal beside a plain model of it, driven by the same steps: imports, repeated imports, undos, tickets, matches, stops typed
 * later, corrections, backups and restores. After every step the journal must hold what the model predicts, and its log must
 * tell the same; and reports whose columns were only brought up to date must be those of a fresh reading. Uses no test runner, so that a script can run it for as long as one likes.
 */
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { TrustedClock, type TimeSource } from '../../clock.ts';
import type { HeldLedger } from '../../analytics/reports/history.ts';
import { makeReport, type Question } from '../../analytics/reports/make-report.ts';
import type { Ticket } from '../../engine/model.ts';
import { backUpTo } from '../../store/backup.ts';
import { allEntries } from '../../store/decision-log.ts';
import { query } from '../../store/executor.ts';
import { openStore } from '../../store/open-store.ts';
import { matchTickets, type MatchDecision } from '../../trades/match-tickets.ts';
import { JournalError } from '../errors.ts';
import { Journal } from '../journal.ts';
import { foldSession } from '../session-book.ts';
import { importExecutions, type Execution } from './broker-file.ts';

const MINUTE = 60_000;
/** Friday 20 November 2026, 09:45 in New York. */
const START = Date.UTC(2026, 10, 20, 14, 45);
const POINT = 500;
const COMMISSION = 50;
const EXECUTIONS = 14;
const TICKET_STOP = 6 * POINT;

/** One step; the numbers choose among what is there, whatever is there. */
export type Step = readonly [kind: (typeof KINDS)[number], pick: number, more: number];
const KINDS = ['import', 'import', 'import', 'repeat', 'undo', 'seal', 'seal', 'close', 'fees', 'stop', 'confirm', 'refuse', 'reopen', 'bypass', 'not-taken', 'taken', 'backup', 'restore', 'restart'] as const;

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.nat(0xffff), fc.nat(0xffff)), { maxLength: 24 });

/** Every fill that any file may bring: one contract each, seven minutes apart, so that no fill reverses a position. */
const universe: readonly Execution[] = Array.from({ length: EXECUTIONS }, (_, index) => ({
  id: `x${index}`, at: START + (index * 7 + 1) * MINUTE, side: [0, 3, 4, 7, 8, 11, 12].includes(index) ? 'Buy' : 'Sell', quantity: 1, price: String(6000 + ((index * 5) % 13)), commission: '$0.50',
}));

interface ModelTicket {
  readonly id: string;
  readonly tradeId: string;
  readonly at: number;
  readonly side: 'long' | 'short';
  status: 'open' | 'closed' | 'cancelled';
  net: number;
}

interface ModelTrade {
  /** The time of the fill that opened it: no two fills have the same. */
  readonly key: number;
  readonly side: 'long' | 'short';
  readonly quantity: number;
  readonly gross: number;
  readonly fees: number;
}

interface Model {
  now: number;
  imports: { readonly id: number; readonly fills: readonly number[]; live: boolean }[];
  tickets: ModelTicket[];
  /** Ticket to the key of its imported trade. */
  matched: Map<string, number>;
  decisions: Map<string, { readonly ticketId: string; readonly key: number; readonly same: boolean }>;
  fees: Map<number, number>;
  stops: Map<number, number>;
  /** Ids that the journal gave to trades, by key: they never change. */
  ids: Map<number, string>;
}

class Driver {
  readonly #folder: string;
  readonly #time: TimeSource & { at: number };
  journal: Journal;
  model: Model = { now: START, imports: [], tickets: [], matched: new Map(), decisions: new Map(), fees: new Map(), stops: new Map(), ids: new Map() };
  #accountId = '';
  #kept: Model | null = null;
  #serial = 0;
  /** What the thread of reports holds of this opening of the journal. */
  #ledgers = new Map<string, HeldLedger>();

  constructor(folder: string) {
    this.#folder = folder;
    const time = { at: START, wall: () => time.at, monotonic: () => time.at - START };
    this.#time = time;
    this.journal = this.#opened();
    this.journal.completeSetup({
      account: { name: 'Evaluation', broker: '', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 5_000_000, currency: 'USD' } }, symbols: ['MES'], template: 'empty', texts: {},
    });
    this.#accountId = this.journal.account?.id ?? '';
  }

  #opened(): Journal {
    this.#ledgers = new Map();
    return new Journal({ folder: this.#folder, profile: 'real', clock: new TrustedClock(this.#time), owner: 'model', durable: false, newId: () => `id-${(this.#serial += 1)}` });
  }

  async step([kind, pick, more]: Step): Promise<void> {
    const { model, journal } = this;
    const chosen = <T>(items: readonly T[], by = pick): T | undefined => items[by % Math.max(1, items.length)];
    if (kind === 'import') {
      const fills = universe.flatMap((_, index) => (((pick >> (index % 8)) ^ (more >> index)) & 1) === 1 ? [index] : []);
      if (fills.length > 0) await this.#import(fills);
    } else if (kind === 'repeat') {
      const again = chosen(model.imports);
      if (again !== undefined) await this.#import(again.fills);
    } else if (kind === 'undo') {
      const live = chosen(model.imports.filter((each) => each.live));
      if (live === undefined) return;
      journal.undoImport(live.id);
      live.live = false;
      this.#settle();
    } else if (kind === 'seal') {
      this.#advance((1 + (more % 9)) * MINUTE);
      const side = pick % 2 === 0 ? 'long' : 'short';
      const ticket: Ticket = {
        accountId: this.#accountId, symbol: 'MES', side, quantity: '1', entry: '6000', plannedEntry: null, stop: side === 'long' ? '5994' : '6006', targets: [], setup: null, idea: null, confirmations: {}, emotion: null, note: '',
      };
      const sealed = journal.sealTicket(ticket);
      if (sealed.tradeId === null) throw new Error('the ticket was not taken');
      model.tickets.push({ id: sealed.id, tradeId: sealed.tradeId, at: model.now, side, status: 'open', net: 0 });
    } else if (kind === 'close') {
      const ticket = chosen(model.tickets.filter(({ id, status }) => status === 'open' && !model.matched.has(id)));
      if (ticket === undefined) return;
      const points = (more % 20) - 10;
      journal.exitTrade({ tradeId: ticket.tradeId, price: String(ticket.side === 'long' ? 6000 + points : 6000 - points), quantity: '1', fees: { amount: 0, currency: 'USD' } });
      ticket.status = 'closed';
      ticket.net = points * POINT;
    } else if (kind === 'fees') {
      const trade = chosen(this.trades());
      if (trade === undefined || (model.fees.get(trade.key) ?? trade.fees) === more) return;
      journal.amendTrade({ tradeId: this.#id(trade.key), field: 'fees', value: String(more), why: 'the statement says so' });
      model.fees.set(trade.key, more);
    } else if (kind === 'stop') {
      const trade = chosen(this.trades());
      if (trade === undefined) return;
      const order = { tradeId: this.#id(trade.key), stop: { amount: 1 + more }, why: 'read off the chart' };
      if ([...model.matched.values()].includes(trade.key)) refused(() => journal.typeStop(order), 'sealed with the ticket');
      else if (model.stops.get(trade.key) === 1 + more) refused(() => journal.typeStop(order), 'recorded already');
      else {
        journal.typeStop(order);
        model.stops.set(trade.key, 1 + more);
      }
    } else if (kind === 'confirm' || kind === 'refuse') {
      const pair = chosen(this.#pairing().doubtful);
      if (pair === undefined) return;
      const key = Number(pair.tradeId);
      model.decisions.set(`${pair.ticketId} ${key}`, { ticketId: pair.ticketId, key, same: kind === 'confirm' });
      if (kind === 'confirm') {
        journal.confirmMatch({ ticketId: pair.ticketId, tradeId: this.#id(key) });
        model.matched.set(pair.ticketId, key);
      } else {
        journal.refuseMatch({ ticketId: pair.ticketId, tradeId: this.#id(key) });
        this.#settle();
      }
    } else if (kind === 'reopen') {
      const decision = chosen([...model.decisions.values()]);
      if (decision === undefined) return;
      journal.reopenMatch({ ticketId: decision.ticketId, tradeId: this.#id(decision.key) });
      model.decisions.delete(`${decision.ticketId} ${decision.key}`);
      if (model.matched.get(decision.ticketId) === decision.key) model.matched.delete(decision.ticketId);
      this.#settle();
    } else if (kind === 'bypass') {
      const free = chosen(this.trades().filter(({ key }) => ![...model.matched.values()].includes(key)));
      const matched = chosen([...model.matched], more);
      // A match is refused first, by half of these steps.
      if (matched !== undefined && more % 2 === 0) {
        const [ticketId, key] = matched;
        journal.refuseMatch({ ticketId, tradeId: this.#id(key) });
        model.matched.delete(ticketId);
        model.decisions.set(`${ticketId} ${key}`, { ticketId, key, same: false });
        this.#settle();
      } else if (free !== undefined) {
        for (const { ticketId, tradeId } of this.#pairing().doubtful) if (Number(tradeId) === free.key) model.decisions.set(`${ticketId} ${free.key}`, { ticketId, key: free.key, same: false });
        journal.declareBypass({ tradeId: this.#id(free.key) });
        this.#settle();
      }
    } else if (kind === 'not-taken') {
      const ticket = chosen(model.tickets.filter(({ status }) => status === 'open'));
      if (ticket === undefined) return;
      if (model.matched.has(ticket.id)) return refused(() => journal.declareNotTaken({ ticketIds: [ticket.id] }), 'has a trade of the broker’s');
      journal.declareNotTaken({ ticketIds: [ticket.id] });
      ticket.status = 'cancelled';
    } else if (kind === 'taken') {
      const ticket = chosen(model.tickets.filter(({ status }) => status === 'cancelled'));
      if (ticket === undefined) return;
      journal.declareTaken({ ticketId: ticket.id });
      ticket.status = 'open';
      this.#settle();
    } else if (kind === 'backup') {
      const copy = openStore({ path: journal.path, mode: 'read', owner: 'backup' });
      rmSync(this.#copy, { force: true });
      await backUpTo(copy, this.#copy).finally(() => copy.close());
      this.#kept = structuredClone(model);
    } else if (kind === 'restore') {
      if (this.#kept === null) return;
      const { path } = journal;
      journal.close();
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
      await copyFile(this.#copy, path);
      this.journal = this.#opened();
      // Time does not go back with the journal.
      this.model = { ...structuredClone(this.#kept), now: model.now };
    } else {
      journal.close();
      this.journal = this.#opened();
    }
  }

  get #copy(): string {
    return join(this.#folder, 'kept.db');
  }

  #advance(ms: number): void {
    this.#time.at += ms;
    this.model.now += ms;
  }

  async #import(fills: readonly number[]): Promise<void> {
    const present = this.#fills();
    const fresh = fills.filter((index) => !present.has(index));
    const result = await importExecutions(this.journal, fills.flatMap((index) => universe[index] ?? []));
    strictEqual(result.newFills, fresh.length, 'new fills');
    strictEqual(result.duplicates, fills.length - fresh.length, 'duplicates');
    strictEqual(result.importId === null, fresh.length === 0, 'an import without anything new is none');
    if (result.importId === null) return;
    this.model.imports.push({ id: result.importId, fills, live: true });
    this.#settle();
  }

  #fills(): Set<number> {
    return new Set(this.model.imports.filter(({ live }) => live).flatMap(({ fills }) => fills));
  }

  /** Flat to flat, by the plainest way there is. */
  trades(): ModelTrade[] {
    const trades: ModelTrade[] = [];
    let open: Execution[] = [];
    let position = 0;
    let cash = 0;
    for (const index of [...this.#fills()].toSorted((a, b) => a - b)) {
      const fill = universe[index];
      if (fill === undefined) continue;
      const sign = fill.side === 'Buy' ? 1 : -1;
      open.push(fill);
      position += sign;
      cash -= sign * Number(fill.price);
      const [first] = open;
      if (position !== 0 || first === undefined) continue;
      trades.push({ key: first.at, side: first.side === 'Buy' ? 'long' : 'short', quantity: open.length / 2, gross: cash * POINT, fees: open.length * COMMISSION });
      open = [];
      cash = 0;
    }
    return trades;
  }

  #pairing() {
    const { model } = this;
    const taken = new Set(model.matched.values());
    const day = '2026-11-20';
    const words: MatchDecision[] = [...model.decisions.values()].map(({ ticketId, key, same }) => ({ ticketId, tradeId: String(key), same }));
    return matchTickets(
      model.tickets.filter(({ id, status }) => status !== 'cancelled' && !model.matched.has(id)).map(({ id, side, at }) => ({ id, symbol: 'MES', side, quantity: '1', currency: 'USD', sealedAt: at, takenAt: at, sessionDate: day })),
      this.trades().filter(({ key }) => !taken.has(key)).map(({ key, side, quantity }) => ({ id: String(key), symbol: 'MES', side, quantity: String(quantity), currency: 'USD', entryAt: key, sessionDate: day })),
      words,
    );
  }

  /** What follows for the matches when the trades or the words changed. */
  #settle(): void {
    const there = new Set(this.trades().map(({ key }) => key));
    for (const [ticketId, key] of this.model.matched) if (!there.has(key)) this.model.matched.delete(ticketId);
    for (const { ticketId, tradeId } of this.#pairing().certain) this.model.matched.set(ticketId, Number(tradeId));
  }

  #id(key: number): string {
    const id = this.model.ids.get(key);
    if (id === undefined) throw new Error(`no trade was ever seen at ${key}`);
    return id;
  }

  /** Throws where journal, log and model do not agree. */
  check(): void {
    const { model, journal } = this;
    const { trades: shown } = journal.listTrades({ status: 'all', from: null, to: null, cursor: null, limit: 200 });
    const imported = shown.filter(({ provenance }) => provenance === 'imported');
    for (const { id, entryAt } of imported) {
      strictEqual(model.ids.get(entryAt) ?? id, id, 'a trade keeps its id');
      model.ids.set(entryAt, id);
    }
    const ticketOf = new Map([...model.matched].map(([ticketId, key]) => [key, ticketId]));
    deepStrictEqual(
      imported.map(({ entryAt, side, quantity, grossPnl, fees, netPnl, stopAmount, stopProvenance, ticketId }) => ({ key: entryAt, side, quantity, gross: grossPnl.amount, fees: fees?.amount, net: netPnl?.amount, stop: stopAmount?.amount ?? null, stopProvenance, ticketId })).toSorted((a, b) => a.key - b.key),
      this.trades().map(({ key, side, quantity, gross, fees: own }) => {
        const fees = model.fees.get(key) ?? own;
        const ticketId = ticketOf.get(key) ?? null;
        const later = model.stops.get(key) ?? null;
        return { key, side, quantity: String(quantity), gross, fees, net: gross - fees, stop: ticketId === null ? later : TICKET_STOP, stopProvenance: ticketId !== null ? 'ticket' : later === null ? null : 'typed', ticketId };
      }),
      'imported trades',
    );
    deepStrictEqual(
      shown.filter(({ provenance }) => provenance === 'typed').map(({ id, status, netPnl, ticketId }) => ({ id, status, net: netPnl?.amount, ticketId })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      model.tickets.filter(({ id, status }) => status !== 'cancelled' && !model.matched.has(id)).map(({ id, tradeId, status, net }) => ({ id: tradeId, status, net, ticketId: id })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      'typed trades',
    );
    this.#checkLog();
    this.#checkReports();
    const { chain, verdicts } = journal.verify();
    deepStrictEqual({ chain, mismatched: verdicts.mismatched }, { chain: 'intact', mismatched: 0 });
  }

  #checkReports(): void {
    const filter = { accountId: this.#accountId, from: null, to: null, symbol: null, setup: null };
    const questions: readonly Question[] = [
      { name: 'analytics.summary', input: { job: '', filter } }, { name: 'analytics.equity', input: { job: '', filter } }, { name: 'analytics.calendar', input: { job: '', filter } },
      { name: 'analytics.breakdown', input: { job: '', filter, dimension: 'time' } },
    ];
    const made = (question: Question, ledgers: Map<string, HeldLedger>): unknown =>
      makeReport(question, { open: (read) => this.journal.read(read), memory: new Map(), ledgers, now: this.model.now, checkpoint: () => undefined });
    for (const question of questions) deepStrictEqual(made(question, this.#ledgers), made(question, new Map()), `${question.name} from columns brought up to date`);
  }

  /** What the log says, read by itself, is what the tables and the model say. */
  #checkLog(): void {
    const { model, journal } = this;
    const { entries, sessions, amendments, decisions, fills } = journal.read((db) => ({
      entries: [...allEntries(db)].map(({ seq, payload }) => ({ seq, event: JSON.parse(payload) as Record<string, unknown> })),
      sessions: db.all(query.selectFrom('sessions').select('id')).map(({ id }) => foldSession(db, id)),
      amendments: db.all(query.selectFrom('amendments').select(['seq', 'subject', 'subject_id', 'field'])),
      decisions: db.all(query.selectFrom('match_decisions').select(['ticket_id', 'trade_id', 'same'])),
      fills: db.all(query.selectFrom('imported_fills').select('at')),
    }));
    const undone = new Set(entries.filter(({ event }) => event['type'] === 'import-undone').map(({ event }) => event['importId']));
    const live = entries.filter(({ event }) => event['type'] === 'import-recorded' && !undone.has(event['importId'])).map(({ event }) => event['importId']);
    deepStrictEqual(live, model.imports.filter((each) => each.live).map(({ id }) => id), 'imports by the log');
    deepStrictEqual(fills.map(({ at }) => at).toSorted((a, b) => a - b), [...this.#fills()].map((index) => universe[index]?.at ?? 0).toSorted((a, b) => a - b), 'fills');
    for (const { seq, subject, subject_id: id, field } of amendments) {
      const event = entries[seq - 1]?.event;
      deepStrictEqual([event?.['id'] ?? event?.[`${subject}Id`], event?.['field'] ?? 'status'], [id, field], 'each amendment is an entry of the log');
    }
    const byTicket = new Map<string, unknown>();
    const words = new Map<string, boolean>();
    for (const { event } of entries) {
      const [ticketId, tradeId] = [String(event['ticketId']), String(event['tradeId'])];
      if (event['type'] === 'ticket-matched') {
        byTicket.set(ticketId, tradeId);
        if (event['by'] === 'trader') words.set(`${ticketId} ${tradeId}`, true);
      } else if (event['type'] === 'match-ended') {
        if (event['replaces'] !== null) byTicket.delete(ticketId);
        if (event['cause'] === 'refused') words.set(`${ticketId} ${tradeId}`, false);
        if (event['cause'] === 'reopened') words.delete(`${ticketId} ${tradeId}`);
      }
    }
    deepStrictEqual(sorted(byTicket), sorted(new Map([...model.matched].map(([ticketId, key]) => [ticketId, this.#id(key)]))), 'matches by the log');
    const expected = new Map([...model.decisions.values()].map(({ ticketId, key, same }) => [`${ticketId} ${this.#id(key)}`, same]));
    deepStrictEqual(sorted(words), sorted(expected), 'decisions by the log');
    deepStrictEqual(sorted(new Map(decisions.map((row) => [`${row.ticket_id} ${row.trade_id}`, row.same === 1]))), sorted(expected), 'decisions in the table');
    const net = new Map(this.trades().map(({ key, gross, fees }) => [key, gross - (model.fees.get(key) ?? fees)]));
    const closed = new Map(model.tickets.flatMap(({ id, tradeId, status, net: typed }): [string, number][] => {
      const key = model.matched.get(id);
      return key !== undefined ? [[tradeId, net.get(key) ?? Number.NaN]] : status === 'closed' ? [[tradeId, typed]] : [];
    }));
    deepStrictEqual(sorted(new Map(sessions.flatMap((state) => state.closed.map(({ tradeId, netPnl }): [string, unknown] => [tradeId, netPnl?.amount])))), sorted(closed), 'outcomes that the brakes see');
    const open = model.tickets.filter(({ id, status }) => status === 'open' && !model.matched.has(id)).map(({ tradeId }) => tradeId);
    deepStrictEqual(sessions.flatMap((state) => state.open.map(({ tradeId }) => tradeId)).toSorted(), open.toSorted(), 'open trades of the session');
  }
}

function sorted(map: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function refused(work: () => void, words: string): void {
  try {
    work();
  } catch (error) {
    if (error instanceof JournalError && error.message.includes(words)) return;
    throw error;
  }
  throw new Error(`not refused: ${words}`);
}

/** Takes a fresh journal in an empty folder through the steps. Rejects at the first step after which something does not agree. */
export async function runModel(folder: string, wanted: readonly Step[]): Promise<void> {
  const driver = new Driver(folder);
  try {
    for (const step of wanted) {
      await driver.step(step);
      driver.check();
    }
  } finally {
    driver.journal.close();
  }
}
