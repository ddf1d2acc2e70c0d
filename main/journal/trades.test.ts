import { describe, expect, it } from 'vitest';
import type { TicketView } from '../../preload/contract/tickets.ts';
import { JournalError } from './errors.ts';
import { bench, close, goodTicket, MINUTE, prepare, setUp, type Bench } from './testing/bench.ts';

const usd = (amount: number): { amount: number; currency: string } => ({ amount, currency: 'USD' });

function taken(changes: Parameters<typeof goodTicket>[1] = {}): { made: Bench; account: string; ticket: TicketView; tradeId: string } {
  const made = bench();
  const account = setUp(made);
  prepare(made);
  const ticket = made.journal.sealTicket(goodTicket(account, changes));
  if (ticket.tradeId === null) throw new Error('the ticket was not clear');
  return { made, account, ticket, tradeId: ticket.tradeId };
}

function fieldOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof JournalError) return `${error.code} ${error.field ?? ''}`;
    throw error;
  }
  return 'none';
}

describe('closing a trade', () => {
  it('refuses more than is open, broken lots and other currencies', () => {
    const { made, ticket, tradeId } = taken();
    const exit = (quantity: string, currency = 'USD') => () => made.journal.exitTrade({ tradeId, price: '6001', quantity, fees: { amount: 0, currency } });
    expect(fieldOf(exit('3'))).toBe('refused quantity');
    expect(fieldOf(exit('0.5'))).toBe('refused quantity');
    expect(fieldOf(exit('1', 'EUR'))).toBe('refused fees');
    close(made, ticket, '6001');
    expect(fieldOf(exit('1'))).toBe('refused tradeId');
    expect(fieldOf(() => made.journal.getTrade({ tradeId: 'nobody' }))).toBe('not-found tradeId');
  });

  it('adds up several exits exactly, rounded once', () => {
    const { made, tradeId } = taken({ quantity: '4' });
    for (const [price, quantity] of [['6001.25', '1'], ['5999.5', '1'], ['6012', '2']] as const) {
      made.time.advance(MINUTE);
      made.journal.exitTrade({ tradeId, price, quantity, fees: usd(62) });
    }
    // (1.25 − 0.5 + 2 × 12) × 5
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ grossPnl: usd(12_375), fees: usd(186), netPnl: usd(12_189), exitPrice: '6006.1875', openQuantity: '0', status: 'closed' });
    expect(made.journal.getTrade({ tradeId }).fills.map(({ action, quantity }) => [action, quantity])).toEqual([['entry', '4'], ['exit', '1'], ['exit', '1'], ['exit', '2']]);
  });

  it('turns a short around', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const ticket = made.journal.sealTicket(goodTicket(account, { side: 'short', stop: '6006', targets: [] }));
    expect(close(made, ticket, '5997')).toMatchObject({ grossPnl: usd(3_000), r: '0.5' });
  });

  it('leaves R unknown without a stop', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const ticket = made.journal.sealTicket(goodTicket(account, { stop: null }));
    expect(close(made, ticket, '6010')).toMatchObject({ stopAmount: null, r: null, mfeErrorR: null });
    expect(made.session()).toMatchObject({ rToday: null, unknownR: 1, pnlToday: usd(10_000) });
  });
});

describe('an exit with what is known of it', () => {
  it('is recorded as one, or not at all', () => {
    const { made, tradeId } = taken();
    const exit = { tradeId, price: '6012', quantity: '2', fees: usd(248) };
    const before = made.journal.verify().events;
    expect(fieldOf(() => made.journal.exitTrade({ ...exit, mfe: usd(11_999), lesson: 'hold' }))).toBe('refused mfe');
    expect(made.journal.verify().events).toBe(before);
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ status: 'open', openQuantity: '2', lesson: '' });
    expect(made.journal.exitTrade({ ...exit, mfe: usd(15_000), mae: usd(-500), note: 'as planned', lesson: 'hold' })).toMatchObject({
      status: 'closed', netPnl: usd(11_752), mfe: usd(15_000), mae: usd(-500), excursionProvenance: 'typed', note: 'as planned', lesson: 'hold',
    });
  });

  it('takes the best and the worst with the last part only', () => {
    const { made, tradeId } = taken();
    expect(fieldOf(() => made.journal.exitTrade({ tradeId, price: '6012', quantity: '1', fees: usd(0), mae: usd(-500) }))).toBe('refused mae');
    expect(made.journal.exitTrade({ tradeId, price: '6012', quantity: '1', fees: usd(0), note: 'half off' })).toMatchObject({ status: 'open', openQuantity: '1', note: 'half off' });
  });
});

describe('fees that are not known', () => {
  it('leave fees, net P&L and R unknown, and the ratios of the exit known', () => {
    const { made, tradeId } = taken();
    made.journal.exitTrade({ tradeId, price: '6003', quantity: '1', fees: usd(124) });
    const closed = made.journal.exitTrade({ tradeId, price: '6012', quantity: '1', fees: null, mfe: usd(10_000) });
    expect(closed).toMatchObject({ status: 'closed', grossPnl: usd(7_500), fees: null, netPnl: null, r: null, mfeErrorR: '0.416667', exitEfficiency: '0.75' });
    expect(closed.fills.map(({ fees }) => fees)).toEqual([usd(0), usd(124), null]);
    expect(made.session()).toMatchObject({ pnlToday: null, unknownPnl: 1, rToday: null, unknownR: 1 });
  });

  it('are told to the rules as unknown: what depends on them cannot be judged until they are stated', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    const { current } = made.journal.getRules();
    const limit = { id: 'limit', kind: 'daily-loss-limit', words: '', severity: 'critical', enabled: true, shadow: false, priority: 1, params: { r: null, percent: null, amount: usd(10_000) } } as const;
    made.journal.saveRules({ name: 'Limit', content: { rules: [limit], override: current.override }, baseHash: current.hash });
    const ticket = made.journal.sealTicket(goodTicket(account));
    const tradeId = ticket.tradeId ?? '';
    made.journal.exitTrade({ tradeId, price: '5996', quantity: '2', fees: null });
    const blocked = made.journal.sealTicket(goodTicket(account, { note: 'again' }));
    expect(blocked.verdict).toMatchObject({ outcome: 'soft-block', lines: [{ status: 'insufficient', reason: 'Cannot be judged: the net P&L of 1 closed trade is not known.' }] });
    const stated = made.journal.amendTrade({ tradeId, field: 'fees', value: '248', why: 'the statement came' });
    expect(stated).toMatchObject({ fees: usd(248), netPnl: usd(-4_248), r: '-0.708', amendments: [{ field: 'fees', from: '', to: '248' }] });
    expect(made.session()).toMatchObject({ pnlToday: usd(-4_248), unknownPnl: 0, lossStreak: 1 });
    expect(made.journal.sealTicket(goodTicket(account, { note: 'third' })).verdict.outcome).toBe('clear');
    expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { recomputed: 3, mismatched: 0 } });
    made.restart();
    expect(made.session()).toMatchObject({ pnlToday: usd(-4_248), lossStreak: 1 });
  });
});

describe('what the trader states afterwards', () => {
  it('refuses the impossible with the field, and keeps what was stated', () => {
    const { made, ticket, tradeId } = taken();
    expect(fieldOf(() => made.journal.stateTradeFacts({ tradeId, mfe: usd(1) }))).toBe('refused mfe');
    close(made, ticket, '6003');
    const state = (facts: { mfe?: { amount: number; currency: string } | null; mae?: { amount: number; currency: string } | null }) => () => made.journal.stateTradeFacts({ tradeId, ...facts });
    expect(fieldOf(state({ mfe: usd(2_999) }))).toBe('refused mfe');
    expect(fieldOf(state({ mae: usd(1) }))).toBe('refused mae');
    expect(fieldOf(state({ mfe: { amount: 5_000, currency: 'EUR' } }))).toBe('refused mfe');
    expect(fieldOf(state({ mfe: usd(3_000), mae: usd(0) }))).toBe('none');
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ mfe: usd(3_000), mae: usd(0), mfeErrorR: '0', exitEfficiency: '1' });
    // What is recorded is corrected, with a reason.
    expect(fieldOf(state({ mfe: null }))).toBe('refused mfe');
    expect(fieldOf(state({ mae: usd(-100) }))).toBe('refused mae');
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ mfe: usd(3_000), mae: usd(0), amendments: [] });
    const { events } = made.journal.verify();
    made.journal.stateTradeFacts({ tradeId });
    expect(made.journal.verify().events).toBe(events);
  });

  it('takes a note and a lesson while the trade is open', () => {
    const { made, tradeId } = taken();
    expect(made.journal.stateTradeFacts({ tradeId, note: 'held well', lesson: '' })).toMatchObject({ note: 'held well', lesson: '' });
  });
});

describe('amendments', () => {
  it('correct prices and fees beside what was recorded, down to the brakes', () => {
    const { made, ticket, tradeId } = taken();
    close(made, ticket, '5994', 248);
    expect(made.session()).toMatchObject({ lossStreak: 1, rToday: '-1.041333' });
    const amended = made.journal.amendTrade({ tradeId, field: 'exitPrice', value: '6003.0', why: 'misread the fill' });
    expect(amended).toMatchObject({
      exitPrice: '6003', grossPnl: usd(3_000), netPnl: usd(2_752), stopAmount: usd(6_000),
      amendments: [{ field: 'exitPrice', from: '5994', to: '6003', why: 'misread the fill' }],
    });
    expect(amended.fills.map(({ price }) => price)).toEqual(['6000', '5994']);
    expect(made.session()).toMatchObject({ lossStreak: 0, rToday: '0.458667', pnlToday: usd(2_752) });
    expect(made.journal.amendTrade({ tradeId, field: 'fees', value: '124', why: 'half of it' })).toMatchObject({ fees: usd(124), netPnl: usd(2_876) });
    expect(made.journal.amendTrade({ tradeId, field: 'entryPrice', value: '6001', why: 'slipped a point' })).toMatchObject({ entryPrice: '6001', grossPnl: usd(2_000), stopAmount: usd(6_000) });
    made.restart();
    expect(made.journal.getTrade({ tradeId }).amendments).toHaveLength(3);
    expect(made.session()).toMatchObject({ pnlToday: usd(1_876) });
  });

  it('of a part that left are about that part: what leaves later counts as it was', () => {
    const { made, tradeId } = taken({ quantity: '3' });
    made.journal.exitTrade({ tradeId, price: '6006', quantity: '1', fees: usd(62) });
    made.journal.amendTrade({ tradeId, field: 'exitPrice', value: '6007', why: 'misread the fill' });
    made.journal.amendTrade({ tradeId, field: 'fees', value: '60', why: 'misread the fees' });
    made.time.advance(MINUTE);
    // (7 + 2 × 12) × 5; 0.60 + 1.24
    const closed = made.journal.exitTrade({ tradeId, price: '6012', quantity: '2', fees: usd(124) });
    expect(closed).toMatchObject({ status: 'closed', grossPnl: usd(15_500), fees: usd(184), netPnl: usd(15_316), exitPrice: '6010.3333333333' });
    made.restart();
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ grossPnl: usd(15_500), fees: usd(184) });
  });

  it('correct the best and the worst open P&L, which may become unknown', () => {
    const { made, ticket, tradeId } = taken();
    close(made, ticket, '6003', 248);
    const amend = (field: 'mfe' | 'mae', value: string) => made.journal.amendTrade({ tradeId, field, value, why: 'misread the chart' });
    expect(() => amend('mfe', '4000')).toThrow('MFE$ is not known yet');
    made.journal.stateTradeFacts({ tradeId, mfe: usd(4_000), mae: usd(-500) });
    expect(() => amend('mfe', '2999')).toThrow('The best open profit cannot be below 30.00 USD');
    expect(() => amend('mae', '1')).toThrow(JournalError);
    expect(() => amend('mfe', '4000')).toThrow('That is what is recorded already.');
    expect(amend('mfe', '4500')).toMatchObject({ mfe: usd(4_500), mae: usd(-500), excursionProvenance: 'typed', netPnl: usd(2_752) });
    expect(amend('mae', '')).toMatchObject({ mfe: usd(4_500), mae: null, excursionProvenance: 'typed' });
    expect(amend('mfe', '')).toMatchObject({ mfe: null, mfeErrorR: null, excursionProvenance: null });
    made.restart();
    expect(made.journal.getTrade({ tradeId }).amendments).toMatchObject([
      { field: 'mfe', from: '4000', to: '4500', why: 'misread the chart' }, { field: 'mae', from: '-500', to: '' }, { field: 'mfe', from: '4500', to: '' },
    ]);
    expect(made.session()).toMatchObject({ pnlToday: usd(2_752) });
    expect(made.journal.verify()).toMatchObject({ chain: 'intact' });
  });

  it('that the best open profit does not allow say what to correct first', () => {
    const { made, ticket, tradeId } = taken();
    close(made, ticket, '6003', 248);
    made.journal.stateTradeFacts({ tradeId, mfe: usd(4_000) });
    const correct = () => made.journal.amendTrade({ tradeId, field: 'exitPrice', value: '6010', why: 'misread the fill' });
    expect(correct).toThrow('The best open profit cannot be below 100.00 USD: the trade was closed there. Correct MFE$ first.');
    made.journal.amendTrade({ tradeId, field: 'mfe', value: '10000', why: 'misread the chart' });
    expect(correct()).toMatchObject({ grossPnl: usd(10_000), mfe: usd(10_000), exitPrice: '6010' });
  });

  it('of fees say nothing of an exit whose fees are not known', () => {
    const { made, tradeId } = taken({ quantity: '3' });
    made.journal.exitTrade({ tradeId, price: '6006', quantity: '1', fees: usd(62) });
    made.journal.amendTrade({ tradeId, field: 'fees', value: '60', why: 'misread the fees' });
    made.journal.exitTrade({ tradeId, price: '6012', quantity: '2', fees: null });
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ fees: null, netPnl: null, r: null });
  });

  it('are refused when they say nothing, are no number, or contradict the excursions', () => {
    const { made, ticket, tradeId } = taken();
    const amend = (field: 'exitPrice' | 'fees' | 'entryPrice', value: string) => () => made.journal.amendTrade({ tradeId, field, value, why: 'because' });
    expect(fieldOf(amend('exitPrice', '6000'))).toBe('refused field');
    close(made, ticket, '6003');
    made.journal.stateTradeFacts({ tradeId, mfe: usd(4_000) });
    expect(fieldOf(amend('exitPrice', '6003'))).toBe('refused value');
    expect(fieldOf(amend('exitPrice', 'six'))).toBe('refused value');
    expect(fieldOf(amend('fees', '1.5'))).toBe('refused value');
    expect(fieldOf(amend('exitPrice', '6005'))).toBe('refused value');
    expect(made.journal.getTrade({ tradeId })).toMatchObject({ exitPrice: '6003', amendments: [] });
  });
});

describe('the list', () => {
  it('pages through everything once, newest first, by status and date', () => {
    const made = bench();
    const account = setUp(made, 'empty');
    for (let day = 0; day < 3; day += 1) {
      for (let trade = 0; trade < 4; trade += 1) {
        const ticket = made.journal.sealTicket(goodTicket(account));
        made.time.advance(MINUTE);
        if (trade > 0) close(made, ticket, '6001');
      }
      made.time.advance(24 * 60 * MINUTE);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = made.journal.listTrades({ status: 'closed', from: null, to: null, cursor, limit: 4 });
      expect(page.total).toBe(9);
      seen.push(...page.trades.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(9);
    const dates = [...new Set(made.journal.listTrades({ status: 'all', from: null, to: null, cursor: null, limit: 50 }).trades.map(({ sessionDate }) => sessionDate))];
    // From Friday morning: the weekend’s tickets belong to Monday.
    expect(dates).toEqual(['2026-11-23', '2026-11-20']);
    expect(made.journal.listTrades({ status: 'open', from: null, to: '2026-11-20', cursor: null, limit: 50 }).total).toBe(1);
    expect(fieldOf(() => made.journal.listTrades({ status: 'all', from: null, to: null, cursor: 'x', limit: 5 }))).toBe('refused cursor');
    expect(made.session().open).toHaveLength(3);
  });
});
