import { describe, expect, it } from 'vitest';
import { ACCOUNT, bench, close, goodTicket, MINUTE, setUp } from './testing/bench.ts';
import { foldSession } from './session-book.ts';
import { openStore } from '../store/open-store.ts';
import { canonicalJson } from '../engine/canonical-json.ts';
import { allEntries, appendEntries } from '../store/decision-log.ts';
import { insertSession, latestSession } from '../store/sessions.ts';

const DAY = 24 * 60 * MINUTE;
const usd = (amount: number): { amount: number; currency: string } => ({ amount, currency: 'USD' });

describe('a trade that is open when the next session begins', () => {
  it('counts for the session in which it closes', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const ticket = made.journal.sealTicket(goodTicket(account));
    expect(made.session().date).toBe('2026-11-20');
    made.time.advance(3 * DAY);
    expect(made.session()).toMatchObject({ date: '2026-11-23', id: null, open: [{ id: ticket.tradeId }] });
    const closed = close(made, ticket, '5994');
    expect(closed).toMatchObject({ status: 'closed', sessionDate: '2026-11-23', netPnl: usd(-6_000), r: '-1' });
    expect(made.session()).toMatchObject({ date: '2026-11-23', pnlToday: usd(-6_000), rToday: '-1', lossStreak: 1, fullRLosses: 1, ticketsTaken: 0, open: [] });
    // It is corrected where it counts.
    made.journal.amendTrade({ tradeId: closed.id, field: 'exitPrice', value: '5995', why: 'misread the fill' });
    expect(made.session()).toMatchObject({ pnlToday: usd(-5_000) });
    expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
    made.restart();
    expect(made.session()).toMatchObject({ pnlToday: usd(-5_000), lossStreak: 1 });
  });

  it('keeps its risk in the open risk, before the session opens and after', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    made.journal.sealTicket(goodTicket(account));
    made.time.advance(3 * DAY);
    const risk = (): unknown => made.journal.sealTicket(goodTicket(account, { note: 'again' })).verdict.facts.find(({ name }) => name === 'session.openRisk')?.value;
    expect(risk()).toEqual(usd(6_000));
    expect(risk()).toEqual(usd(12_000));
    expect(made.journal.verify()).toMatchObject({ verdicts: { recomputed: 3, mismatched: 0 } });
  });

  it('is carried on for as many sessions as it stays open, part by part', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const ticket = made.journal.sealTicket(goodTicket(account));
    const tradeId = ticket.tradeId ?? '';
    made.time.advance(3 * DAY);
    made.journal.exitTrade({ tradeId, price: '6004', quantity: '1', fees: usd(0) });
    expect(made.session()).toMatchObject({ pnlToday: usd(0), open: [{ id: tradeId, openQuantity: '1' }] });
    made.time.advance(DAY);
    made.journal.exitTrade({ tradeId, price: '6006', quantity: '1', fees: usd(0) });
    expect(made.session()).toMatchObject({ date: '2026-11-24', pnlToday: usd(5_000), open: [] });
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ sessionDate: '2026-11-24', fills: [{}, { action: 'exit' }, { action: 'exit' }] });
  });

  it('whose order was never filled leaves both sessions when its ticket is cancelled', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const ticket = made.journal.sealTicket(goodTicket(account));
    made.time.advance(3 * DAY);
    made.journal.sealTicket(goodTicket(account, { note: 'another' }));
    made.journal.cancelTicket({ ticketId: ticket.id, reason: 'never filled' });
    expect(made.session().open).toHaveLength(1);
    made.journal.close();
    const store = openStore({ path: made.journal.path, mode: 'read', owner: 'test' });
    try {
      const entries = [...allEntries(store)];
      expect(entries.map(({ type }) => type)).toContain('carried-dropped');
      const today = entries.at(-1)?.sessionId ?? '';
      expect(foldSession(store, today).open).toHaveLength(1);
    } finally {
      store.close();
    }
  });

  it('closes in its own account’s session, whichever account is selected', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const ticket = made.journal.sealTicket(goodTicket(account));
    const { id: second } = made.journal.saveAccount({ id: null, account: { ...ACCOUNT, name: 'Second' } });
    made.journal.selectAccount({ accountId: second });
    made.time.advance(3 * DAY);
    expect(close(made, ticket, '5994')).toMatchObject({ sessionDate: '2026-11-23' });
    expect(made.session()).toMatchObject({ pnlToday: usd(0), lossStreak: 0 });
    made.journal.selectAccount({ accountId: account });
    expect(made.session()).toMatchObject({ pnlToday: usd(-6_000), lossStreak: 1 });
  });

  it('stays with its own session where today’s was opened before sessions took trades over', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const ticket = made.journal.sealTicket(goodTicket(account));
    made.time.advance(3 * DAY);
    made.journal.write((db) => {
      const friday = latestSession(db, account);
      if (friday === null) throw new Error('no session');
      const monday = { ...friday, id: 'monday', date: '2026-11-23', openedAt: made.clock.now() };
      insertSession(db, monday);
      const opened = { type: 'session-opened', sessionId: monday.id, accountId: account, date: monday.date, zone: monday.zone, ruleSetHash: monday.ruleSetHash, at: monday.openedAt };
      appendEntries(db, [{ sessionId: monday.id, at: monday.openedAt, type: opened.type, payload: canonicalJson(opened) }]);
    });
    expect(close(made, ticket, '5994')).toMatchObject({ status: 'closed', sessionDate: '2026-11-20' });
    expect(made.session()).toMatchObject({ date: '2026-11-23', pnlToday: usd(0) });
  });
});
