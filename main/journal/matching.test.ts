import { describe, expect, it } from 'vitest';
import { adherenceOf } from '../analytics/discipline.ts';
import { readHistory } from '../analytics/reports/history.ts';
import { allEntries } from '../store/decision-log.ts';
import { foldSession } from './session-book.ts';
import { findSession } from '../store/sessions.ts';
import { bench, close, goodTicket, MINUTE, prepare, setUp, type Bench } from './testing/bench.ts';
import { importExecutions, roundTrip } from './testing/broker-file.ts';

const DAY = 24 * 60 * MINUTE;

interface Desk extends Bench {
  readonly accountId: string;
}

function desk(): Desk {
  const made = bench();
  const accountId = setUp(made, 'empty');
  prepare(made);
  return Object.assign(made, { accountId });
}

const take = (made: Desk, changes: Parameters<typeof goodTicket>[1] = {}) => made.journal.sealTicket(goodTicket(made.accountId, changes));
const rows = (made: Desk, list: 'doubtful' | 'tickets' | 'bypasses' | 'matched') => made.journal.matchList({ accountId: made.accountId, list, cursor: null, limit: 100 }).rows;
const closed = (made: Desk) => made.journal.listTrades({ status: 'closed', from: null, to: null, cursor: null, limit: 200 }).trades;
const logged = (made: Desk) => made.journal.read((db) => [...allEntries(db)].map(({ type, payload }) => ({ type, event: JSON.parse(payload) as Record<string, unknown> })));
const adherence = (made: Desk) => adherenceOf(made.journal.read((db) => readHistory(db, made.accountId, { from: null, to: null }, () => undefined))?.trades ?? []);
const known = (made: Desk) => made.journal.read((db) => {
  const session = findSession(db, made.accountId, '2026-11-20');
  return session === null ? null : foldSession(db, session.id);
});
const intact = (made: Desk) => expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });

describe('a certain match', () => {
  it('is made on import: the broker’s trade stands for the ticket, with what the ticket sealed', async () => {
    const made = desk();
    const ticket = take(made);
    made.time.advance(10 * MINUTE);
    const result = await importExecutions(made.journal, roundTrip('a', made.time.wall() - 8 * MINUTE));
    expect(result).toMatchObject({ trades: 1, matched: 1 });
    const [trade, ...others] = closed(made);
    expect(others).toEqual([]);
    // 6 points of 2 contracts are $60, less two commissions of 50 cents.
    expect(trade).toMatchObject({ ticketId: ticket.id, provenance: 'imported', stopProvenance: 'ticket', stopAmount: { amount: 6000 }, netPnl: { amount: 5900 }, r: '0.983333', setup: 'Pullback', emotion: 'calm', grade: 'diamond' });
    expect(made.journal.getTicket({ ticketId: ticket.id }).tradeId).toBe(trade?.id);
    expect(made.session().open).toEqual([]);
    expect(known(made)).toMatchObject({ open: [], closed: [{ tradeId: ticket.tradeId, netPnl: { amount: 5900 }, at: made.time.wall() - 3 * MINUTE }] });
    expect(adherence(made)).toMatchObject({ trades: 1, kept: 1, bypasses: 0, share: '1' });
    expect(logged(made).filter(({ type }) => type === 'ticket-matched')).toMatchObject([{ event: { ticketId: ticket.id, tradeId: trade?.id, by: 'import' } }]);
    intact(made);
  });

  it('takes the place of what was typed, and the session is told the broker’s result', async () => {
    const made = desk();
    const ticket = take(made);
    made.time.advance(5 * MINUTE);
    close(made, ticket, '6007', 100);
    await importExecutions(made.journal, roundTrip('a', made.time.wall() - 4 * MINUTE));
    expect(closed(made).map(({ netPnl, provenance }) => [netPnl?.amount, provenance])).toEqual([[5900, 'imported']]);
    expect(known(made)?.closed).toMatchObject([{ tradeId: ticket.tradeId, netPnl: { amount: 5900 } }]);
  });

  it('ends with the undo of its import, and comes back with the file', async () => {
    const made = desk();
    const ticket = take(made);
    made.time.advance(10 * MINUTE);
    const file = roundTrip('a', made.time.wall() - 8 * MINUTE);
    const { importId } = await importExecutions(made.journal, file);
    made.journal.undoImport(importId ?? 0);
    expect(closed(made)).toEqual([]);
    expect(made.session().open.map(({ id }) => id)).toEqual([ticket.tradeId]);
    expect(known(made)).toMatchObject({ open: [{ tradeId: ticket.tradeId }], closed: [] });
    await importExecutions(made.journal, file);
    expect(closed(made)[0]?.ticketId).toBe(ticket.id);
    expect(known(made)).toMatchObject({ open: [], closed: [{ tradeId: ticket.tradeId }] });
    // And what was typed is what it was when it is closed by hand after another undo.
    const again = rows(made, 'matched');
    expect(again).toHaveLength(1);
    intact(made);
  });

  it('of a trade that was carried into the next session counts where the trade closed', async () => {
    const made = desk();
    const ticket = take(made);
    const taken = made.time.wall();
    made.time.advance(3 * DAY);
    take(made, { symbol: 'MES', entry: '6010', stop: '6004', targets: [] });
    expect(made.session().open).toHaveLength(2);
    await importExecutions(made.journal, roundTrip('a', taken + MINUTE));
    expect(known(made)).toMatchObject({ open: [], closed: [{ tradeId: ticket.tradeId }] });
    expect(made.session().open).toHaveLength(1);
    const { importId } = await importExecutions(made.journal, roundTrip('b', made.time.wall() + MINUTE));
    expect(importId).not.toBeNull();
    expect(made.session().open).toHaveLength(0);
  });
});

describe('a doubtful match', () => {
  const doubtful = async (made: Desk) => {
    const ticket = take(made);
    made.time.advance(20 * MINUTE);
    const start = made.time.wall() - 18 * MINUTE;
    await importExecutions(made.journal, [...roundTrip('a', start, { minutes: 2 }), ...roundTrip('b', start + 4 * MINUTE, { minutes: 2, exit: '5994' })]);
    return ticket;
  };

  it('waits for the trader, and both trades are bypasses until then', async () => {
    const made = desk();
    const ticket = await doubtful(made);
    expect(rows(made, 'doubtful')).toHaveLength(2);
    expect(made.journal.matchCounts({ accountId: made.accountId })).toMatchObject({ doubtful: 2, matched: 0, bypasses: 0, tickets: 0 });
    const [first] = made.journal.matchCandidates({ tradeId: null, ticketId: ticket.id });
    expect(first).toMatchObject({ ticket: { id: ticket.id, stop: '5994' }, doubts: ['several'], said: null });
  });

  it('is confirmed, survives a second import, an undo and a restart, and is taken back', async () => {
    const made = desk();
    const ticket = await doubtful(made);
    const loss = rows(made, 'doubtful').find(({ trade }) => trade?.exitPrice === '5994')?.trade;
    if (loss == null) throw new Error('no losing trade');
    made.journal.confirmMatch({ ticketId: ticket.id, tradeId: loss.id });
    expect(adherence(made)).toMatchObject({ trades: 2, kept: 1, bypasses: 1, share: '0.5' });
    expect(known(made)?.closed).toMatchObject([{ tradeId: ticket.tradeId, netPnl: { amount: -6100 } }]);
    made.restart();
    made.journal.undoImport(1);
    expect(made.session().open).toHaveLength(1);
    const start = made.time.wall() - 18 * MINUTE;
    const again = await importExecutions(made.journal, [...roundTrip('a', start, { minutes: 2 }), ...roundTrip('b', start + 4 * MINUTE, { minutes: 2, exit: '5994' })]);
    expect(again.matched).toBe(1);
    expect(rows(made, 'matched')).toMatchObject([{ trade: { id: loss.id }, ticket: { id: ticket.id }, decided: true }]);
    made.journal.reopenMatch({ ticketId: ticket.id, tradeId: loss.id });
    expect(rows(made, 'doubtful')).toHaveLength(2);
    expect(known(made)).toMatchObject({ closed: [], open: [{ tradeId: ticket.tradeId }] });
    expect(logged(made).filter(({ type }) => type === 'match-ended').map(({ event }) => [event['cause'], event['by']])).toEqual([['lost', 'import'], ['reopened', 'trader']]);
    intact(made);
  });

  it('is refused: the other trade is the only one left, and matched by that', async () => {
    const made = desk();
    const ticket = await doubtful(made);
    const [one, other] = rows(made, 'doubtful').map(({ trade }) => trade?.id ?? '');
    made.journal.refuseMatch({ ticketId: ticket.id, tradeId: one ?? '' });
    expect(rows(made, 'matched')).toMatchObject([{ trade: { id: other }, decided: false }]);
    expect(rows(made, 'bypasses')).toMatchObject([{ trade: { id: one }, decided: true }]);
    // A certain match is refused as well, and that is taken back.
    made.journal.refuseMatch({ ticketId: ticket.id, tradeId: other ?? '' });
    expect(rows(made, 'bypasses')).toHaveLength(2);
    expect(closed(made).every(({ stopAmount, setup, grade }) => stopAmount === null && setup === null && grade === null)).toBe(true);
    made.journal.undoBypass({ tradeId: other ?? '' });
    expect(rows(made, 'matched')).toMatchObject([{ trade: { id: other } }]);
    intact(made);
  });

  it('is a bypass by one word', async () => {
    const made = desk();
    await doubtful(made);
    const [one] = rows(made, 'doubtful').map(({ trade }) => trade?.id ?? '');
    made.journal.declareBypass({ tradeId: one ?? '' });
    expect(rows(made, 'bypasses')).toMatchObject([{ trade: { id: one } }]);
    expect(rows(made, 'matched')).toHaveLength(1);
  });

  it('is not made of what cannot be the same', async () => {
    const made = desk();
    const ticket = take(made);
    await importExecutions(made.journal, roundTrip('s', made.time.wall(), { short: true }));
    const [bypass] = rows(made, 'bypasses');
    expect(() => made.journal.confirmMatch({ ticketId: ticket.id, tradeId: bypass?.key ?? '' })).toThrow('they are not the same');
    expect(() => made.journal.confirmMatch({ ticketId: ticket.id, tradeId: 'none' })).toThrow('no such imported trade');
    expect(() => made.journal.reopenMatch({ ticketId: ticket.id, tradeId: bypass?.key ?? '' })).toThrow('Nothing was decided');
  });
});

describe('the list of bypasses', () => {
  it('is read page by page, newest first, each trade once', async () => {
    const made = desk();
    for (let back = 0; back < 5; back += 1) await importExecutions(made.journal, roundTrip(`s${back}`, made.time.wall() - (back % 3) * DAY - back * MINUTE, { short: true, minutes: 1 }));
    const whole = rows(made, 'bypasses').map(({ key }) => key);
    expect(whole).toHaveLength(5);
    const paged: string[] = [];
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page: ReturnType<typeof made.journal.matchList> = made.journal.matchList({ accountId: made.accountId, list: 'bypasses', cursor, limit: 2 });
      paged.push(...page.rows.map(({ key }) => key));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    expect(rows(made, 'bypasses').flatMap(({ trade }) => (trade === null ? [] : [trade.entryAt]))).toEqual(whole.map((key) => made.journal.getTrade({ tradeId: key }).entryAt).toSorted((one, other) => other - one));
    intact(made);
  });
});

describe('a ticket without a trade', () => {
  it('was not taken, once its session is over and the files reach past it', async () => {
    const made = desk();
    const ticket = take(made);
    made.time.advance(20 * MINUTE);
    await importExecutions(made.journal, roundTrip('s', made.time.wall() - MINUTE, { short: true, minutes: 1 }));
    expect(rows(made, 'tickets')).toMatchObject([{ state: 'waiting', ticket: { id: ticket.id } }]);
    made.time.advance(DAY);
    expect(rows(made, 'tickets')).toMatchObject([{ state: 'no-trade', ticket: { id: ticket.id }, decided: false }]);
    expect(made.journal.matchCounts({ accountId: made.accountId })).toMatchObject({ noTrade: 1, tickets: 1, bypasses: 1 });
    made.journal.declareNotTaken({ ticketIds: [ticket.id] });
    expect(rows(made, 'tickets')).toMatchObject([{ state: 'not-taken', decided: true }]);
    expect(made.journal.getTicket({ ticketId: ticket.id }).status).toBe('cancelled');
    expect(known(made)).toMatchObject({ open: [], taken: [] });
    made.journal.declareTaken({ ticketId: ticket.id });
    expect(made.journal.getTicket({ ticketId: ticket.id }).status).toBe('taken');
    expect(made.journal.getTrade({ tradeId: ticket.tradeId ?? '' })).toMatchObject({ status: 'open', openQuantity: '2' });
    expect(known(made)).toMatchObject({ open: [{ tradeId: ticket.tradeId }], taken: [{ ticketId: ticket.id }] });
    expect(() => made.journal.declareTaken({ ticketId: ticket.id })).toThrow('Nobody said');
    intact(made);
  });

  it('that was closed by hand says so, and cannot be called not taken', async () => {
    const made = desk();
    const ticket = take(made);
    close(made, ticket, '6003');
    await importExecutions(made.journal, roundTrip('s', made.time.wall(), { short: true }));
    expect(rows(made, 'tickets')).toMatchObject([{ state: 'typed' }]);
    expect(() => made.journal.declareNotTaken({ ticketIds: [ticket.id] })).toThrow('closed the trade of this ticket by hand');
  });

  it('means nothing while there is no file at all', () => {
    const made = desk();
    take(made);
    made.time.advance(DAY);
    expect(rows(made, 'tickets')).toEqual([]);
  });
});

describe('an imported trade', () => {
  const imported = async (changes: Parameters<typeof roundTrip>[2] = {}) => {
    const made = desk();
    const file = roundTrip('a', made.time.wall() - 30 * MINUTE, changes);
    await importExecutions(made.journal, file);
    const [trade] = closed(made);
    if (trade === undefined) throw new Error('no trade');
    return { made, file, trade };
  };

  it('is corrected by an amendment with who, when and why, which stays when the file comes again; a note changes no P&L', async () => {
    const { made, file, trade } = await imported();
    made.journal.stateTradeFacts({ tradeId: trade.id, note: 'late', lesson: 'wait' });
    expect(closed(made)[0]).toMatchObject({ note: 'late', grossPnl: { amount: 6000 }, netPnl: { amount: 5900 } });
    made.journal.amendTrade({ tradeId: trade.id, field: 'fees', value: '248', why: 'the file has no exchange fees' });
    made.journal.amendTrade({ tradeId: trade.id, field: 'exitPrice', value: '6005.75', why: 'the platform rounded it' });
    const expected = { note: 'late', grossPnl: { amount: 5750 }, fees: { amount: 248 }, netPnl: { amount: 5502 }, exitPrice: '6005.75' };
    expect(closed(made)[0]).toMatchObject(expected);
    expect(closed(made)[0]?.amendments).toMatchObject([{ field: 'fees', from: '100', to: '248', why: 'the file has no exchange fees', at: made.time.wall() }, { field: 'exitPrice', from: '6006', to: '6005.75' }]);
    expect(logged(made).filter(({ type }) => type === 'trade-amended')).toMatchObject([{ event: { by: 'trader', why: 'the file has no exchange fees' } }, { event: { field: 'exitPrice' } }]);
    made.journal.undoImport(1);
    expect(closed(made)).toEqual([]);
    await importExecutions(made.journal, file);
    expect(closed(made)[0]).toMatchObject(expected);
    intact(made);
  });

  it('gets a stop typed later, marked as that; a wrong one is refused with the reason', async () => {
    const { made, file, trade } = await imported();
    const type = (stop: Parameters<typeof made.journal.typeStop>[0]['stop']) => made.journal.typeStop({ tradeId: trade.id, stop, why: 'read off the chart' });
    expect(() => type({ price: '6003' })).toThrow('The stop of a long is below its entry at 6000; 6003 is on the wrong side.');
    expect(() => type({ price: '6000' })).toThrow('at the entry');
    expect(() => type(null)).toThrow('recorded already');
    type({ price: '5990' });
    expect(closed(made)[0]).toMatchObject({ initialStop: '5990', stopAmount: { amount: 10_000 }, stopProvenance: 'typed', r: '0.59' });
    const everything = { accountId: made.accountId, from: null, to: null, symbol: null, setup: null, labelId: null };
    expect(made.journal.notebook.days({ filter: everything, cursor: null, limit: 1 }).days).toMatchObject([{ closed: 1, r: null, rSample: 0 }]);
    made.journal.undoImport(1);
    await importExecutions(made.journal, file);
    expect(closed(made)[0]).toMatchObject({ stopAmount: { amount: 10_000 }, stopProvenance: 'typed' });
    type({ amount: 11_800 });
    expect(closed(made)[0]).toMatchObject({ initialStop: null, stopAmount: { amount: 11_800 }, r: '0.5' });
    type(null);
    expect(closed(made)[0]).toMatchObject({ stopAmount: null, stopProvenance: null, r: null });
    expect(closed(made)[0]?.amendments.map(({ field, to }) => [field, to])).toEqual([['stop', '{"price":"5990"}'], ['stop', '{"amount":11800}'], ['stop', 'null']]);
  });

  it('of a short has its stop above', async () => {
    const { made, trade } = await imported({ short: true });
    expect(() => made.journal.typeStop({ tradeId: trade.id, stop: { price: '5990' }, why: 'chart' })).toThrow('above its entry at 6000; 5990 is on the wrong side');
    made.journal.typeStop({ tradeId: trade.id, stop: { price: '6006' }, why: 'chart' });
    expect(closed(made)[0]).toMatchObject({ stopAmount: { amount: 6000 }, r: '-1.016667' });
  });

  it('with a ticket keeps the Stop$ that was sealed; what was typed before is there again without it', async () => {
    const made = desk();
    const start = made.time.wall();
    await importExecutions(made.journal, roundTrip('a', start + 2 * MINUTE));
    const [before] = closed(made);
    made.journal.typeStop({ tradeId: before?.id ?? '', stop: { price: '5990' }, why: 'chart' });
    const ticket = take(made);
    await importExecutions(made.journal, roundTrip('x', start + 200 * MINUTE, { short: true }));
    const trade = closed(made).find(({ ticketId }) => ticketId === ticket.id);
    expect(trade).toMatchObject({ stopAmount: { amount: 6000 }, stopProvenance: 'ticket' });
    expect(() => made.journal.typeStop({ tradeId: trade?.id ?? '', stop: { price: '5998' }, why: 'chart' })).toThrow('sealed with the ticket');
    made.journal.refuseMatch({ ticketId: ticket.id, tradeId: trade?.id ?? '' });
    expect(made.journal.getTrade({ tradeId: trade?.id ?? '' })).toMatchObject({ stopAmount: { amount: 10_000 }, stopProvenance: 'typed' });
  });
});

describe('an instrument that the journal does not know', () => {
  it('is asked for; then its trades have results, and are matched', async () => {
    const made = desk();
    // A contract of an exchange that the catalogue does not have.
    await importExecutions(made.journal, roundTrip('a', made.time.wall() - 30 * MINUTE, { contract: 'QQX 12-26', entry: '100', exit: '103' }));
    expect(closed(made)).toEqual([]);
    const { unknown } = made.journal.matchCounts({ accountId: made.accountId });
    expect(unknown).toMatchObject([{ trades: 1, withoutResult: 1 }]);
    const symbol = unknown[0]?.symbol ?? '';
    expect(made.journal.valueInstrument({ symbol, tickSize: '0.5', pointValue: '10', currency: 'USD' })).toEqual({ trades: 1 });
    expect(closed(made)).toMatchObject([{ symbol, grossPnl: { amount: 6000 }, netPnl: { amount: 5900 }, pointValue: '10' }]);
    expect(made.journal.matchCounts({ accountId: made.accountId }).unknown).toEqual([]);
    expect(() => made.journal.valueInstrument({ symbol, tickSize: '0.5', pointValue: '20', currency: 'USD' })).toThrow('is known');
    intact(made);
  });
});
