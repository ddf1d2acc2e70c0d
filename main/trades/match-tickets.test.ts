import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTickets, TIGHT, type MatchDecision, type MatchTicket, type MatchTrade } from './match-tickets.ts';

const START = Date.UTC(2026, 10, 20, 15);
const MINUTE = 60_000;

const ticket = (id: string, minute: number, changes: Partial<MatchTicket> = {}): MatchTicket => ({
  id, symbol: 'MES', side: 'long', quantity: '2', currency: 'USD', sealedAt: START + minute * MINUTE, takenAt: START + minute * MINUTE, sessionDate: '2026-11-20', ...changes,
});
const trade = (id: string, minute: number, changes: Partial<MatchTrade> = {}): MatchTrade => ({
  id, symbol: 'MES', side: 'long', quantity: '2', currency: 'USD', entryAt: START + minute * MINUTE, sessionDate: '2026-11-20', ...changes,
});
const pairs = (tickets: MatchTicket[], trades: MatchTrade[], decisions: MatchDecision[] = []): string[] => matchTickets(tickets, trades, decisions).certain.map(({ ticketId, tradeId }) => `${ticketId}-${tradeId}`).toSorted();
const doubts = (tickets: MatchTicket[], trades: MatchTrade[], decisions: MatchDecision[] = []): string[] => matchTickets(tickets, trades, decisions).doubtful.map((each) => `${each.ticketId}-${each.tradeId}:${each.doubts.join('+')}`);

describe('a certain match', () => {
  it('is of the same instrument, side and quantity, soon after the ticket', () => {
    expect(pairs([ticket('a', 0)], [trade('1', 3)])).toEqual(['a-1']);
    for (const other of [{ symbol: 'MNQ' }, { side: 'short' as const }, { currency: 'EUR' }, { sessionDate: '2026-11-23' }]) {
      expect(matchTickets([ticket('a', 0)], [trade('1', 3, other)], [])).toEqual({ certain: [], doubtful: [] });
    }
  });

  it('allows clocks to differ, and an order to wait', () => {
    const exactly = (ms: number): number => pairs([ticket('a', 0)], [{ ...trade('1', 0), entryAt: START + ms }]).length;
    expect([exactly(-TIGHT.beforeMs - 1), exactly(-TIGHT.beforeMs), exactly(TIGHT.afterMs), exactly(TIGHT.afterMs + 1)]).toEqual([0, 1, 1, 0]);
    // An override is taken some minutes after it was stated; its order counts from then.
    expect(pairs([ticket('a', 0, { takenAt: START + 10 * MINUTE })], [trade('1', 24)])).toEqual(['a-1']);
  });

  it('compares quantities as numbers', () => {
    expect(pairs([ticket('a', 0, { quantity: '2.0' })], [trade('1', 1)])).toEqual(['a-1']);
  });

  it('is found among neighbours when there is only one way to pair them all', () => {
    expect(pairs([ticket('a', 0), ticket('b', 5)], [trade('1', 1), trade('2', 6)])).toEqual(['a-1', 'b-2']);
    expect(pairs([ticket('a', 0), ticket('b', 5), ticket('c', 18)], [trade('1', 1), trade('2', 6), trade('3', 19)])).toEqual(['a-1', 'b-2', 'c-3']);
  });
});

describe('a doubtful one', () => {
  it('says why', () => {
    expect(doubts([ticket('a', 0)], [trade('1', 40)])).toEqual(['a-1:time']);
    expect(doubts([ticket('a', 0)], [trade('1', -5)])).toEqual(['a-1:time']);
    expect(doubts([ticket('a', 0)], [trade('1', 2, { quantity: '3' })])).toEqual(['a-1:quantity']);
    expect(doubts([ticket('a', 0)], [trade('1', 1), trade('2', 3)])).toEqual(['a-1:several', 'a-2:several']);
    expect(doubts([ticket('a', 0), ticket('b', 1)], [trade('1', 2)])).toEqual(['b-1:several', 'a-1:several']);
  });

  it('is left open when two pairings are possible', () => {
    expect(pairs([ticket('a', 0), ticket('b', 1)], [trade('1', 2), trade('2', 3)])).toEqual([]);
  });

  it('of the session does not spoil a certain one', () => {
    const tickets = [ticket('a', 0)];
    const trades = [trade('1', 2), trade('2', 90)];
    expect(pairs(tickets, trades)).toEqual(['a-1']);
    expect(doubts(tickets, trades)).toEqual([]);
  });
});

describe('the trader’s word', () => {
  const tickets = [ticket('a', 0)];
  const trades = [trade('1', 1), trade('2', 3)];

  it('stands before every rule', () => {
    expect(pairs(tickets, trades, [{ ticketId: 'a', tradeId: '2', same: true }])).toEqual(['a-2']);
    expect(pairs(tickets, [trade('far', 300)], [{ ticketId: 'a', tradeId: 'far', same: true }])).toEqual(['a-far']);
    expect(matchTickets(tickets, [trade('1', 1)], [{ ticketId: 'a', tradeId: '1', same: false }])).toEqual({ certain: [], doubtful: [] });
  });

  it('may leave one way only', () => {
    expect(pairs(tickets, trades, [{ ticketId: 'a', tradeId: '2', same: false }])).toEqual(['a-1']);
  });

  it('on what is not there says nothing', () => {
    expect(pairs(tickets, trades.slice(0, 1), [{ ticketId: 'a', tradeId: 'gone', same: true }, { ticketId: 'gone', tradeId: '1', same: true }])).toEqual(['a-1']);
  });
});

describe('whatever is given', () => {
  const minute = fc.integer({ min: 0, max: 60 });
  const quantity = fc.constantFrom('1', '2');
  const many = fc.record({
    tickets: fc.array(fc.record({ minute, quantity }), { maxLength: 8 }).map((list) => list.map((each, index) => ticket(`k${index}`, each.minute, { quantity: each.quantity }))),
    trades: fc.array(fc.record({ minute, quantity }), { maxLength: 8 }).map((list) => list.map((each, index) => trade(`t${index}`, each.minute, { quantity: each.quantity }))),
    decisions: fc.uniqueArray(fc.record({ ticket: fc.nat(7), trade: fc.nat(7), same: fc.boolean() }), { maxLength: 6, selector: (each) => `${each.ticket} ${each.trade}` })
      .map((list) => list.map((each) => ({ ticketId: `k${each.ticket}`, tradeId: `t${each.trade}`, same: each.same }))),
  });

  it('nothing is paired twice, a refusal holds, and the order of the lists does not matter', () => {
    fc.assert(
      fc.property(many, ({ tickets, trades, decisions }) => {
        const { certain, doubtful } = matchTickets(tickets, trades, decisions);
        expect(new Set(certain.map(({ ticketId }) => ticketId)).size).toBe(certain.length);
        expect(new Set(certain.map(({ tradeId }) => tradeId)).size).toBe(certain.length);
        const refused = new Set(decisions.filter(({ same }) => !same).map(({ ticketId, tradeId }) => `${ticketId} ${tradeId}`));
        for (const { ticketId, tradeId } of [...certain, ...doubtful]) expect(refused.has(`${ticketId} ${tradeId}`)).toBe(false);
        const done = new Set(certain.flatMap(({ ticketId, tradeId }) => [ticketId, tradeId]));
        for (const { ticketId, tradeId } of doubtful) expect(done.has(ticketId) || done.has(tradeId)).toBe(false);
        expect(pairs(tickets.toReversed(), trades.toReversed(), decisions)).toEqual(pairs(tickets, trades, decisions));
      }),
      { numRuns: 300 },
    );
  });

  it('a match that was made leaves nothing certain behind: asked again with what is left, there is nothing new', () => {
    fc.assert(
      fc.property(many, ({ tickets, trades }) => {
        const { certain } = matchTickets(tickets, trades, []);
        const done = new Set(certain.flatMap(({ ticketId, tradeId }) => [ticketId, tradeId]));
        const again = matchTickets(tickets.filter(({ id }) => !done.has(id)), trades.filter(({ id }) => !done.has(id)), []);
        expect(again.certain).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
