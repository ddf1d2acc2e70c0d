import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Instrument, SessionCalendar, Ticket, Verdict } from '../../engine/model.ts';
import { accountRules, activateVersion, addRuleVersion, findAccount, insertAccount, listAccounts, replaceWatched, ruleSetContent, ruleVersion, ruleVersions, setAccountRules, updateAccount, watchedSymbols } from '../accounts.ts';
import { appendEntries } from '../decision-log.ts';
import { sqlOf, type Executor } from '../executor.ts';
import { addMissingInstruments, findCalendar, findInstrument, listInstruments, saveInstrument } from '../instruments.ts';
import { countLimits, insertLimitsEntry, listLimits } from '../limits-log.ts';
import { deleteStepDraft, findSession, insertSession, latestSession, saveMarketMap, saveStep, saveStepDraft, stepDrafts } from '../sessions.ts';
import { temporaryStore } from '../testing.ts';
import { draftTicket, eachVerdict, findTicket, insertOverride, insertTicket, saveDraftTicket, setTicketStatus } from '../tickets.ts';
import { amendmentsOf, countTrades, findTrade, insertAmendment, insertFill, insertTrade, listTrades, openTrades, realisedPnl, tradeFills, updateTrade, type Fill, type Trade } from '../trades.ts';
import { journal } from './0001-journal.ts';

const calendar: SessionCalendar = { id: 'cme', name: 'CME', zone: 'America/Chicago', open: 1020, close: 960, opensDayBefore: true };
const mes: Instrument = { symbol: 'MES', name: 'Micro E-mini', kind: 'future', tickSize: '0.25', pointValue: '5', currency: 'USD', quantityStep: '1', priceDecimals: 2, calendarId: 'cme' };
const account = { id: 'a1', name: 'Main', broker: 'B', currency: 'USD', zone: 'America/New_York', startingEquity: { amount: 5_000_000, currency: 'USD' } };
const content = { rules: [], override: { coolDownSeconds: { critical: 60, major: 30 }, noteMinLength: 20 } };
const ticket: Ticket = { accountId: 'a1', symbol: 'MES', side: 'long', quantity: '1', entry: '6000', plannedEntry: null, stop: '5994', targets: ['6012'], setup: 'pullback', idea: null, confirmations: {}, emotion: 'calm', note: 'the plan' };
const verdict: Verdict = {
  engineVersion: '1', ruleSetHash: 'h1', at: 20, outcome: 'soft-block', grade: 'skull', coolDownSeconds: 60, facts: [],
  lines: [{ ruleId: 'cap', kind: 'ticket-cap', title: 'Ticket cap', severity: 'critical', shadow: false, status: 'miss', observed: '7', threshold: '6', reason: 'too many', facts: [], until: null }],
};
const trade: Trade = {
  id: 'r1', accountId: 'a1', sessionId: 's1', sessionDate: '2026-11-20', ticketId: 't1', symbol: 'MES', side: 'long', status: 'open', currency: 'USD', pointValue: '5', quantity: '2', openQuantity: '2',
  entryAt: 30, exitAt: null, entryPrice: '6000', exitPrice: null, initialStop: '5994', targets: ['6012'], setup: 'pullback', emotion: 'calm', grade: 'skull', overridden: true,
  stopAmount: 3_000, grossPnl: 0, fees: 0, netPnl: 0, rMicro: null, mfe: null, mae: null, excursionProvenance: null, correctedEntry: null, correctedExit: null, correctedFees: null, note: '', lesson: '',
  provenance: 'typed', bookId: null, costsKnown: 'all', stopProvenance: 'ticket', replaces: null,
};

function fill(db: Executor): void {
  addMissingInstruments(db, [calendar], [mes]);
  insertAccount(db, account, 1);
  const version = addRuleVersion(db, { ruleSetId: 'rs', accountId: 'a1', name: 'First', hash: 'h1', content: JSON.stringify(content), activeFrom: null, at: 2 });
  setAccountRules(db, 'a1', { current: version, pending: null });
  insertSession(db, { id: 's1', accountId: 'a1', date: '2026-11-20', zone: 'America/Chicago', calendarId: 'cme', ruleSetHash: 'h1', openingEquity: 5_000_000, openedAt: 10 });
  insertTicket(
    db,
    { id: 't1', sessionId: 's1', accountId: 'a1', sessionDate: '2026-11-20', ticket, stopAmount: { amount: 3_000, currency: 'USD' }, sealedAt: 20, status: 'blocked', overrideFrom: 80 },
    verdict,
    { ticket: JSON.stringify(ticket), verdict: JSON.stringify(verdict) },
  );
  insertTrade(db, trade);
}

describe('migration 1', () => {
  it('is frozen', () => {
    expect(createHash('sha256').update(journal.sql).digest('hex')).toMatchInlineSnapshot(`"8745e22979e872a56c54e9af53063b51d228e247be005d374578845a90d4830f"`);
  });

  it('holds accounts with their rules and instruments', () => {
    const store = temporaryStore();
    store.transaction(fill);
    expect(listAccounts(store)).toEqual([account]);
    store.transaction((tx) => updateAccount(tx, { ...account, name: 'Renamed' }));
    expect(findAccount(store, 'a1')?.name).toBe('Renamed');
    expect(findAccount(store, 'nobody')).toBeNull();
    const { current } = accountRules(store, 'a1');
    expect(current).not.toBeNull();
    store.transaction((tx) => {
      activateVersion(tx, current ?? 0, '2026-11-20');
      activateVersion(tx, current ?? 0, '2026-11-21'); // the first session stays
      addRuleVersion(tx, { ruleSetId: 'rs', accountId: 'a1', name: 'Again', hash: 'h1', content: JSON.stringify(content), activeFrom: null, at: 3 });
    });
    expect(ruleVersion(store, current ?? 0)).toMatchObject({ id: 'rs', name: 'First', version: 1, hash: 'h1', activeFrom: '2026-11-20', rules: [] });
    expect(ruleVersions(store, 'a1').map((version) => version.version)).toEqual([2, 1]);
    expect(ruleSetContent(store, 'h1')).toEqual(content);
    expect(ruleSetContent(store, 'h2')).toBeNull();
    store.transaction((tx) => {
      saveInstrument(tx, { ...mes, name: 'Mine' });
      addMissingInstruments(tx, [calendar], [mes]);
      replaceWatched(tx, 'a1', ['MES']);
    });
    expect(findInstrument(store, 'MES')).toEqual({ ...mes, name: 'Mine' });
    expect(listInstruments(store)).toHaveLength(1);
    expect(findCalendar(store, 'cme')).toEqual(calendar);
    expect(watchedSymbols(store, 'a1')).toEqual(['MES']);
  });

  it('holds sessions, rehab runs and maps', () => {
    const store = temporaryStore();
    store.transaction((tx) => {
      fill(tx);
      saveStep(tx, 's1', { step: 'visualization', goal: 'wait' }, 60, 11);
      saveStep(tx, 's1', { step: 'visualization', goal: 'wait for the close' }, 70, 12);
      saveStepDraft(tx, 'a1', '2026-11-20', { step: 'breath', seconds: 5, fields: { text: 'in' } }, 13);
      saveStepDraft(tx, 'a1', '2026-11-20', { step: 'breath', seconds: 9, fields: { text: 'in, out' } }, 14);
      saveMarketMap(tx, 's1', { symbol: 'MES', trend: 'up', channel: null, levels: ['6000'], atr: '4.5', atrAt: 15, news: [{ minute: 600, label: 'CPI' }], at: 15 });
    });
    expect(stepDrafts(store, 'a1', '2026-11-20')).toEqual([{ step: 'breath', seconds: 9, fields: { text: 'in, out' } }]);
    store.transaction((tx) => deleteStepDraft(tx, 'a1', '2026-11-20', 'breath'));
    expect(stepDrafts(store, 'a1', '2026-11-20')).toEqual([]);
    expect(findSession(store, 'a1', '2026-11-20')).toEqual(latestSession(store, 'a1'));
    expect(findSession(store, 'a1', '2026-11-21')).toBeNull();
  });

  it('holds tickets with verdict, override and trade', () => {
    const store = temporaryStore();
    store.transaction((tx) => {
      fill(tx);
      insertOverride(tx, 't1', 'because I say so, once', 60, 90);
      setTicketStatus(tx, 't1', 'taken');
      saveDraftTicket(tx, 'a1', { ...ticket, stop: null }, 5);
      saveDraftTicket(tx, 'a1', ticket, 6);
    });
    expect(findTicket(store, 't1')).toEqual({
      id: 't1', sessionId: 's1', accountId: 'a1', sessionDate: '2026-11-20', ticket, verdict, stopAmount: { amount: 3_000, currency: 'USD' }, sealedAt: 20,
      status: 'taken', overrideFrom: 80, override: { note: 'because I say so, once', at: 90 }, tradeId: 'r1',
    });
    expect([...eachVerdict(store)].map((row) => row.ticketId)).toEqual(['t1']);
    expect(draftTicket(store, 'a1')).toEqual(ticket);
    store.transaction((tx) => saveDraftTicket(tx, 'a1', null, 7));
    expect(draftTicket(store, 'a1')).toBeNull();
  });

  it('holds trades, fills, amendments and the limits log', () => {
    const store = temporaryStore();
    const entryFill: Fill = { id: 'f1', tradeId: 'r1', accountId: 'a1', symbol: 'MES', at: 30, action: 'entry', quantity: '2', price: '6000', fees: 124, currency: 'USD', provenance: 'typed' };
    store.transaction((tx) => {
      fill(tx);
      insertFill(tx, entryFill);
      const [seq = 0] = appendEntries(tx, [{ sessionId: 's1', at: 40, type: 'amendment', payload: '{}' }]);
      insertAmendment(tx, seq, 'trade', 'r1', { at: 40, field: 'fees', from: '0', to: '124', why: 'forgot' });
      insertLimitsEntry(tx, { seq, ticketId: 't1', accountId: 'a1', sessionDate: '2026-11-20', at: 20, kind: 'block', note: '50 % sure' });
    });
    expect(openTrades(store, 'a1')).toEqual([trade]);
    const closed: Trade = { ...trade, status: 'closed', openQuantity: '0', exitAt: 50, exitPrice: '6001', grossPnl: 1_000, fees: 124, netPnl: 876, rMicro: 292_000 };
    store.transaction((tx) => updateTrade(tx, closed));
    expect(findTrade(store, 'r1')).toEqual(closed);
    expect(openTrades(store, 'a1')).toEqual([]);
    expect(tradeFills(store, 'r1')).toEqual([entryFill]);
    expect(amendmentsOf(store, 'trade', 'r1')).toEqual([{ at: 40, field: 'fees', from: '0', to: '124', why: 'forgot' }]);
    expect(realisedPnl(store, 'a1', 'USD')).toBe(876);
    const all = { accountId: 'a1', status: 'all', from: null, to: null } as const;
    expect(listTrades(store, all, null, 10)).toEqual([closed]);
    expect(listTrades(store, all, { sessionDate: closed.sessionDate, entryAt: closed.entryAt, id: closed.id }, 10)).toEqual([]);
    expect(countTrades(store, { ...all, status: 'open' })).toBe(0);
    expect(countTrades(store, { ...all, from: '2026-11-21' })).toBe(0);
    const any = { accountId: 'a1', kinds: [], ruleKind: null, text: '', from: null, to: null } as const;
    expect(listLimits(store, any, null, 10)).toEqual([
      { seq: 1, ticketId: 't1', accountId: 'a1', sessionDate: '2026-11-20', at: 20, kind: 'block', note: '50 % sure', symbol: 'MES', side: 'long', status: 'blocked', outcome: 'soft-block', grade: 'skull', rules: ['Ticket cap'] },
    ]);
    expect(countLimits(store, { ...any, ruleKind: 'ticket-cap', text: '50 %', kinds: ['block', 'override'] })).toBe(1);
    expect(countLimits(store, { ...any, text: '50%' })).toBe(0);
    expect(countLimits(store, { ...any, ruleKind: 'prepared' })).toBe(0);
    expect(countLimits(store, { ...any, kinds: ['override'] })).toBe(0);
  });

  it('refuses to change or delete what is sealed', () => {
    const store = temporaryStore();
    store.transaction(fill);
    const attempts: [string, RegExp][] = [
      ["UPDATE tickets SET content = '{}'", /sealed ticket/], ['DELETE FROM tickets', /sealed ticket/],
      ["UPDATE verdicts SET outcome = 'clear'", /verdict cannot/], ['DELETE FROM verdicts', /verdict cannot/], ['DELETE FROM verdict_bites', /verdict cannot/],
      ["UPDATE rule_sets SET content = '{}'", /rule set cannot/],
    ];
    for (const [statement, reason] of attempts) expect(() => store.transaction((tx) => tx.run(sqlOf(statement)))).toThrow(reason);
  });

  it('answers the hot queries from an index', () => {
    const store = temporaryStore();
    store.transaction(fill);
    const plan = (text: string): string => store.all<{ detail: string }>(sqlOf(`EXPLAIN QUERY PLAN ${text}`)).map((row) => row.detail).join('; ');
    expect(plan("SELECT * FROM decision_log WHERE session_id = 's1' AND seq > 3 ORDER BY seq")).toMatch(/USING INDEX decision_log_by_session \(session_id=\? AND (seq|rowid)>\?\)$/);
    expect(plan("SELECT * FROM sessions WHERE account_id = 'a1' ORDER BY date DESC LIMIT 1")).toMatch(/^SEARCH sessions USING INDEX \S+ \(account_id=\?\)$/);
    expect(plan("SELECT * FROM trades WHERE account_id = 'a1' AND status = 'open' ORDER BY entry_at")).toBe('SEARCH trades USING INDEX trades_open (account_id=?)');
    expect(plan("SELECT * FROM trades WHERE account_id = 'a1' AND status <> 'cancelled' AND session_date >= '2026' AND (session_date, entry_at, id) < ('2027', 1, 'x') ORDER BY session_date DESC, entry_at DESC, id DESC LIMIT 50"))
      .toMatch(/^SEARCH trades USING INDEX trades_by_date \(account_id=\? AND session_date/);
    expect(plan("SELECT * FROM fills WHERE trade_id = 'r1' ORDER BY at")).toMatch(/^SEARCH fills USING INDEX fills_by_trade \(trade_id=\?\)$/);
    expect(plan("SELECT * FROM limits_log WHERE account_id = 'a1' AND seq < 9 ORDER BY seq DESC LIMIT 50")).toMatch(/^SEARCH limits_log USING INDEX limits_log_by_account \(account_id=\? AND (seq|rowid)<\?\)$/);
    expect(plan("SELECT * FROM tickets WHERE session_id = 's1' ORDER BY sealed_at")).toMatch(/USING INDEX tickets_by_session \(session_id=\?\)$/);
  });
});
