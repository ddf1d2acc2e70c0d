import { describe, expect, it } from 'vitest';
import { close, bench, goodTicket, MINUTE, prepare, setUp } from '../../journal/testing/bench.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { insertTrade, listTrades, type Trade } from '../../store/trades.ts';
import { adherenceOf } from '../discipline.ts';
import { resultsOf } from '../results.ts';
import { rOf } from '../trade-row.ts';
import { readAtrBands, readDecisions, readHistory, readLedger, readPastTrades, type History } from './history.ts';

const ignore = () => undefined;
const EVER = { from: null, to: null };

/** What an import brought, where it differs from a trade of a ticket. */
const imported = {
  id: 'bypass', sessionId: null, sessionDate: '2026-11-20', ticketId: null, side: 'short', quantity: '1', entryAt: Date.UTC(2026, 10, 20, 16, 5), exitAt: Date.UTC(2026, 10, 20, 16, 15), entryPrice: '6010', exitPrice: '6004',
  initialStop: null, targets: [], setup: null, emotion: null, grade: null, overridden: false, stopAmount: null, grossPnl: 3_000, fees: 124, netPnl: 2_876, rMicro: null, mfe: 4_000, mae: -500, excursionProvenance: 'imported',
} satisfies Partial<Trade>;

/** One trade by the rules, one that overrode a block, one walked away from; then trades that an import brought. */
function read<T>(brought: readonly Partial<Trade>[], work: (db: Store, history: History) => T): T {
  const made = bench();
  const accountId = setUp(made);
  prepare(made);
  close(made, made.journal.sealTicket(goodTicket(accountId)), '6012', 124);
  made.time.advance(5 * MINUTE);
  const blocked = made.journal.sealTicket(goodTicket(accountId, { targets: ['6007'], idea: 'second' }));
  made.time.advance(10 * MINUTE);
  close(made, made.journal.overrideTicket({ ticketId: blocked.id, note: 'The level held twice and volume is there.' }), '5994');
  const left = made.journal.sealTicket(goodTicket(accountId, { targets: ['6007'], idea: 'third' }));
  made.journal.walkAway({ ticketId: left.id, note: 'chasing' });
  made.journal.close();
  const store = openStore({ path: made.journal.path, mode: 'write', owner: 'test' });
  try {
    const [typed] = listTrades(store, { accountId, status: 'closed', from: null, to: null }, null, 1);
    if (typed === undefined) throw new Error('there are trades');
    store.transaction((tx) => brought.forEach((changes) => insertTrade(tx, { ...typed, ...imported, ...changes })));
    const history = readHistory(store, accountId, EVER, ignore);
    if (history === null) throw new Error('there is an account');
    return work(store, history);
  } finally {
    store.close();
  }
}

describe('the history of an account', () => {
  it('holds closed trades with what was overridden, and the minute on the exchange’s clock', () => {
    read([{}], (_, { trades }) => {
      // The session’s clock is New York’s: 14:45 UTC is 09:45 there in November.
      expect(trades.map(({ ticketId, overridden, entryMinute, netPnl, stopAmount, provenance }) => [ticketId === null, overridden, entryMinute, netPnl.amount, stopAmount?.amount ?? null, provenance])).toEqual([
        [false, [], 9 * 60 + 45, 11_876, 6_000, null],
        [false, [expect.any(String)], 10 * 60, -6_000, 6_000, null],
        [true, [], 11 * 60 + 5, 2_876, null, 'imported'],
      ]);
    });
  });

  it('follows the clock when it is put back', () => {
    // New York leaves summer time on 1 November 2026: 14:30 UTC is 10:30 before, 09:30 after.
    const at = (day: number, month: number) => ({ entryAt: Date.UTC(2026, month, day, 14, 30), exitAt: Date.UTC(2026, month, day, 14, 40) });
    read([{ id: 'before', sessionDate: '2026-10-30', ...at(30, 9) }, { id: 'after', sessionDate: '2026-11-02', ...at(2, 10) }], (_, { trades }) => {
      expect(trades.filter(({ ticketId }) => ticketId === null).map(({ id, entryMinute }) => [id, entryMinute])).toEqual([['before', 630], ['after', 570]]);
    });
  });

  it('takes R as the trade says it: none while the costs of a typed trade are not known, none by a stop typed after it', () => {
    const stopped = { stopAmount: 6_000, netPnl: 3_000, fees: 0 };
    const own = [{ id: 'of the file', ...stopped, rMicro: 500_000, costsKnown: 'none' }, { id: 'typed', ...stopped, rMicro: null, provenance: 'typed', costsKnown: 'none' }, { id: 'later', ...stopped, rMicro: 500_000, stopProvenance: 'typed' }] as const;
    read(own, (_, { trades }) => {
      expect(Object.fromEntries(trades.map((trade) => [trade.id, [rOf(trade), trade.stopAmount?.amount ?? null]]))).toMatchObject({ 'of the file': ['0.5', 6_000], 'typed': [null, 6_000], 'later': [null, null] });
    });
  });

  it('leaves other currencies out, and open trades', () => {
    read([{ id: 'eur', currency: 'EUR' }, { id: 'open', status: 'open', exitAt: null }, { id: 'unvalued', status: 'unvalued' }], (_, { trades, foreign, unvalued }) => {
      expect([trades.length, foreign, unvalued]).toEqual([2, 1, 1]);
    });
  });

  it('gives each ticket a line for every rule that judged it', () => {
    read([], (_, { tickets, rules, trades, ruleTitles }) => {
      const enabled = rules.rules.filter((rule) => rule.enabled);
      expect(tickets.map(({ status, overridden, outcome, lines }) => [status, overridden, outcome, lines.length])).toEqual([
        ['taken', false, expect.any(String), enabled.length], ['taken', true, 'soft-block', enabled.length], ['walked-away', false, 'soft-block', enabled.length],
      ]);
      const broken = tickets[1]?.lines.filter(({ bitten, shadow, blocks }) => bitten && !shadow && blocks).map(({ ruleId }) => ruleId) ?? [];
      expect(trades[1]?.overridden.toSorted()).toEqual(broken.toSorted());
      expect(broken.map((id) => ruleTitles.get(id))).toContain('Minimum reward-to-risk');
    });
  });

  it('holds sessions with their preparation', () => {
    read([], (_, { sessions }) => {
      expect(sessions).toEqual([{ date: '2026-11-20', steps: expect.arrayContaining([{ step: 'visualization', seconds: 60, goal: 'wait for my level' }, { step: 'breath', seconds: 90, goal: null }]) }]);
      expect(sessions[0]?.steps).toHaveLength(5);
    });
  });

  it('knows the ATR band of each ticket', () => {
    read([], (db, { account, tickets }) => {
      expect([...readAtrBands(db, account.id, ignore)]).toEqual(expect.arrayContaining(tickets.map(({ id }) => [id, 'baseline'])));
    });
  });

  it('has the decisions of a span, oldest first', () => {
    read([], (db, { account }) => {
      expect(readDecisions(db, account.id, '2026-11-16', '2026-11-22').map(({ kind, note }) => [kind, note])).toEqual([
        ['block', 'at the level'], ['override', 'The level held twice and volume is there.'], ['block', 'at the level'], ['walk-away', 'chasing'],
      ]);
      expect(readDecisions(db, account.id, '2026-11-21', '2026-11-22')).toEqual([]);
    });
  });

  it('knows of a bypass what its fills say and no more', () => {
    read([{}], (db, history) => {
      const past = readPastTrades(db, history, EVER, ignore);
      expect(past.map(({ trade }) => trade.id).toSorted()).toEqual(history.trades.map(({ id }) => id).toSorted());
      const bypass = past.find(({ trade }) => trade.id === 'bypass');
      expect(bypass).toMatchObject({ minute: 11 * 60 + 5, statedAt: imported.entryAt, facts: { values: { 'ticket.side': { value: 'short', source: 'import' }, 'ticket.entry': { value: '6010' }, 'ticket.stop': { value: null } } } });
      expect(Object.keys(bypass?.facts.values ?? {})).not.toContain('map.trend');
    });
  });

  it('is that of a span when one is asked for', () => {
    read([{ id: 'old', sessionDate: '2026-11-02' }], (db, { account, trades }) => {
      const of = (from: string | null, to: string | null) => readHistory(db, account.id, { from, to }, ignore)?.trades.map(({ id }) => id);
      expect([of(null, '2026-11-19'), of('2026-11-03', null)?.length, trades.length]).toEqual([['old'], 2, 3]);
    });
  });

  it('is the same in columns', () => {
    read([{}, { id: 'eur', currency: 'EUR' }], (db, { account, trades }) => {
      const ledger = readLedger(db, account.id, new Map(), ignore);
      expect([ledger?.foreign, ledger?.unvalued]).toEqual([1, 0]);
      const tally = ledger?.columns.tally(() => true);
      expect({ ...tally?.results() }).toEqual(resultsOf(trades));
      expect(tally?.adherence()).toEqual(adherenceOf(trades));
    });
  });

  it('is none for an account that is none', () => {
    read([], (db) => expect(readHistory(db, 'nobody', EVER, ignore)).toBeNull());
  });
});
