import { describe, expect, it } from 'vitest';
import { JournalError } from './errors.ts';
import { bench, close, goodTicket, MINUTE, prepare, setUp, type Bench } from './testing/bench.ts';

const REASON = 'The level is where I mapped it and the whole loss is accepted';

function ready(): { made: Bench; account: string } {
  const made = bench();
  const account = setUp(made);
  prepare(made);
  return { made, account };
}

function refusalOf(work: () => unknown): { code: string; field: string | undefined; retry: boolean | undefined } {
  try {
    work();
  } catch (error) {
    if (error instanceof JournalError) return { code: error.code, field: error.field, retry: error.retry };
    throw error;
  }
  return { code: 'none', field: undefined, retry: undefined };
}

describe('a soft-blocked ticket', () => {
  it('waits out its cool-down and costs a note', () => {
    const { made, account } = ready();
    const { journal, time } = made;
    const ticket = journal.sealTicket(goodTicket(account, { stop: null, targets: [] }));
    expect(ticket).toMatchObject({ status: 'blocked', tradeId: null, verdict: { outcome: 'soft-block' } });
    expect(ticket.coolDownLeftMs).toBe(ticket.verdict.coolDownSeconds * 1000);
    expect(made.session().waiting.map(({ id }) => id)).toEqual([ticket.id]);
    expect(refusalOf(() => journal.overrideTicket({ ticketId: ticket.id, note: REASON }))).toEqual({ code: 'refused', field: undefined, retry: true });
    time.advance(ticket.coolDownLeftMs - 1);
    expect(refusalOf(() => journal.overrideTicket({ ticketId: ticket.id, note: REASON })).code).toBe('refused');
    time.advance(1);
    expect(refusalOf(() => journal.overrideTicket({ ticketId: ticket.id, note: 'because' }))).toMatchObject({ code: 'refused', field: 'note' });
    const taken = journal.overrideTicket({ ticketId: ticket.id, note: REASON });
    expect(taken).toMatchObject({ status: 'taken', override: { note: REASON }, coolDownLeftMs: 0 });
    expect(journal.getTrade({ tradeId: taken.tradeId ?? '' })).toMatchObject({ overridden: true, stopAmount: null, grade: 'skull' });
    expect(journal.queryLog({ kinds: [], ruleKind: 'stop-required', text: 'MAPPED', from: null, to: null, cursor: null, limit: 10 })).toMatchObject({
      total: 1, rows: [{ kind: 'override', note: REASON, rules: expect.arrayContaining(['Stop required']) as unknown }],
    });
  });

  it('can be walked away from, and the log keeps both', () => {
    const { made, account } = ready();
    const ticket = made.journal.sealTicket(goodTicket(account, { side: 'short', stop: '6006', targets: ['5988'] }));
    expect(made.journal.walkAway({ ticketId: ticket.id, note: 'not my trade' })).toMatchObject({ status: 'walked-away', tradeId: null });
    expect(refusalOf(() => made.journal.overrideTicket({ ticketId: ticket.id, note: REASON })).code).toBe('refused');
    const { rows } = made.journal.queryLog({ kinds: [], ruleKind: null, text: '', from: null, to: null, cursor: null, limit: 10 });
    expect(rows.map(({ kind, status }) => [kind, status])).toEqual([['walk-away', 'walked-away'], ['block', 'walked-away']]);
    expect(made.session()).toMatchObject({ ticketsTaken: 0, waiting: [] });
  });

  it('belongs to its session: another day judges it again', () => {
    const { made, account } = ready();
    const ticket = made.journal.sealTicket(goodTicket(account, { stop: null }));
    made.time.advance(3 * 24 * 60 * MINUTE);
    expect(refusalOf(() => made.journal.overrideTicket({ ticketId: ticket.id, note: REASON }))).toMatchObject({ code: 'refused', field: 'ticketId' });
    expect(made.session().waiting).toEqual([]);
    expect(made.journal.walkAway({ ticketId: ticket.id, note: '' }).status).toBe('walked-away');
    expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
  });
});

describe('stating a ticket', () => {
  it('refuses what is no ticket, with the field, and writes nothing', () => {
    const { made, account } = ready();
    const before = made.journal.verify().events;
    const attempts: [Parameters<typeof goodTicket>[1], string][] = [[{ side: null }, 'side'], [{ quantity: null }, 'quantity'], [{ entry: null }, 'entry'], [{ entry: '6000.1' }, 'entry'], [{ symbol: 'NOPE' }, 'symbol'], [{ targets: ['x'] }, 'targets.0']];
    for (const [change, field] of attempts) expect({ change, ...refusalOf(() => made.journal.sealTicket(goodTicket(account, change))) }).toMatchObject({ change, code: 'refused', field });
    expect(refusalOf(() => made.journal.sealTicket(goodTicket('another'))).code).toBe('refused');
    expect(made.journal.verify().events).toBe(before);
    expect(made.session().ticketsTaken).toBe(0);
  });

  it('opens no session by being refused', () => {
    const made = bench();
    const account = setUp(made);
    expect(refusalOf(() => made.journal.sealTicket(goodTicket(account, { side: null }))).code).toBe('refused');
    expect(made.session().id).toBeNull();
    expect(made.journal.verify().events).toBe(0);
  });

  it('previews what sealing would say, and writes nothing', () => {
    const { made, account } = ready();
    const before = made.journal.verify().events;
    const preview = made.journal.previewTicket(goodTicket(account));
    expect(preview).toMatchObject({ stopAmount: { amount: 6_000, currency: 'USD' }, rewardToRisk: '2.5', sizeForRisk: '16', missing: [], verdict: { outcome: 'clear' } });
    expect(made.journal.previewTicket(goodTicket(account, { side: null, quantity: null })).missing.map(({ field }) => field)).toEqual(['side', 'quantity']);
    expect(made.journal.verify().events).toBe(before);
    expect(made.journal.sealTicket(goodTicket(account)).verdict).toEqual(preview.verdict);
  });

  it('previews reward-to-risk as the rule measures it, and none where the stop does not limit the loss', () => {
    const { made, account } = ready();
    const shown = (change: Parameters<typeof goodTicket>[1]) => made.journal.previewTicket(goodTicket(account, { targets: ['6012', '6030'], ...change })).rewardToRisk;
    expect(shown({})).toBe('3.5');
    expect(shown({ stop: '6006' })).toBeNull();
    expect(shown({ side: null })).toBeNull();
    const { current } = made.journal.getRules();
    const rules = current.rules.map((rule) => (rule.kind === 'minimum-reward-to-risk' ? { ...rule, params: { ...rule.params, measure: 'nearest' } } : rule));
    made.journal.saveRules({ name: current.name, content: { rules, override: current.override }, baseHash: current.hash });
    expect(shown({})).toBe('2');
  });

  it('previews before the session is open', () => {
    const made = bench();
    const account = setUp(made);
    const { verdict } = made.journal.previewTicket(goodTicket(account));
    expect(verdict.lines.find(({ ruleId }) => ruleId === 'prepared')).toMatchObject({ status: 'miss' });
    expect(made.session().id).toBeNull();
  });

  it('keeps a half-typed ticket and half-done steps over a crash, and lets go of them when they are done', () => {
    const { made, account } = ready();
    made.journal.draftTicket(goodTicket(account, { stop: null }));
    made.journal.draftStep({ step: 'breath', seconds: 20, fields: { text: 'in' } });
    made.restart();
    expect(made.state().draft).toMatchObject({ symbol: 'MES', stop: null });
    expect(made.session().drafts).toEqual({ breath: { step: 'breath', seconds: 20, fields: { text: 'in' } } });
    made.journal.sealTicket(goodTicket(account));
    made.journal.completeStep({ content: { step: 'breath', text: 'in', breaths: 5 }, seconds: 40 });
    expect(made.state().draft).toBeNull();
    expect(made.session().drafts).toEqual({});
  });
});

describe('cancelling', () => {
  it('takes a trade whose order was never filled out of the list, and keeps it in the log', () => {
    const { made, account } = ready();
    const ticket = made.journal.sealTicket(goodTicket(account));
    expect(made.session().open).toHaveLength(1);
    expect(made.journal.cancelTicket({ ticketId: ticket.id, reason: 'never filled' }).status).toBe('cancelled');
    expect(made.session()).toMatchObject({ open: [], ticketsTaken: 0, ticketsLeft: { left: 5 } });
    expect(made.journal.listTrades({ status: 'all', from: null, to: null, cursor: null, limit: 10 }).total).toBe(0);
    expect(made.journal.queryLog({ kinds: ['cancel'], ruleKind: null, text: 'never', from: null, to: null, cursor: null, limit: 10 }).total).toBe(1);
  });

  it('is refused once any of it was traded', () => {
    const { made, account } = ready();
    const ticket = made.journal.sealTicket(goodTicket(account));
    made.journal.exitTrade({ tradeId: ticket.tradeId ?? '', price: '6001', quantity: '1', fees: { amount: 0, currency: 'USD' } });
    expect(refusalOf(() => made.journal.cancelTicket({ ticketId: ticket.id, reason: 'too late' }))).toMatchObject({ code: 'refused' });
    close(made, ticket, '6001');
    expect(refusalOf(() => made.journal.cancelTicket({ ticketId: ticket.id, reason: 'too late' }))).toMatchObject({ code: 'refused' });
  });
});

describe('brakes', () => {
  it('cap the morning, hold after losses, and let go by themselves', () => {
    const { made, account } = ready();
    for (let loss = 0; loss < 3; loss += 1) {
      const ticket = made.journal.sealTicket(goodTicket(account, { idea: `idea ${loss}` }));
      expect(ticket.status).toBe('taken');
      made.time.advance(MINUTE);
      close(made, ticket, '5994');
    }
    expect(made.session()).toMatchObject({ lossStreak: 3, fullRLosses: 3, rToday: '-3', ticketsLeft: { left: 2 } });
    const [brake] = made.session().brakes.filter(({ kind }) => kind === 'loss-streak-cool-off');
    expect(brake).toMatchObject({ scope: 'all', leftMs: 30 * MINUTE });
    expect(made.journal.sealTicket(goodTicket(account)).status).toBe('blocked');
    let told = 0;
    const listening = bench(undefined, { folder: made.folder, changed: () => (told += 1) });
    expect(listening.state().health.status).toBe('locked');
    expect(told).toBe(0);
    made.time.advance(30 * MINUTE);
    const { revision } = made.journal;
    made.journal.tick();
    expect(made.journal.revision).toBe(revision + 1);
    made.journal.tick();
    expect(made.journal.revision).toBe(revision + 1);
    // What is being shown anyway is no news.
    made.time.advance(24 * 60 * MINUTE);
    made.state();
    made.journal.tick();
    expect(made.journal.revision).toBe(revision + 1);
    expect(made.session().brakes.filter(({ kind }) => kind === 'loss-streak-cool-off')).toEqual([]);
  });
});
