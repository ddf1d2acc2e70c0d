import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Decision, type RefusalCode } from './decide.ts';
import { evolve, initialState, replay } from './evolve.ts';
import type { RuleSetContent, Ticket } from './model.ts';
import { compileRuleSet } from './rule-set.ts';
import type { Command, RehabContent, SessionEvent, SessionState } from './session.ts';
import { DEFAULT_OVERRIDE, templateRule } from './template-rule.ts';
import { goodTicket, mes, NOW, usd } from './testing/given.ts';

const compiled = (...rules: RuleSetContent['rules']) => compileRuleSet({ rules, override: DEFAULT_OVERRIDE }, 'hash');
const CAP = compiled(templateRule(1, 'ticket-cap', 'critical', { maximum: 1 }, ''));
const NO_TICKETS = compiled(templateRule(1, 'ticket-cap', 'critical', { maximum: 0 }, ''));
const ADVICE = compiled(templateRule(1, 'ticket-cap', 'advisory', { maximum: 0 }, ''));

const open: Command = { type: 'open-session', sessionId: 'session', accountId: 'account', date: '2025-03-12', zone: 'America/New_York', ruleSetHash: 'hash', at: NOW };

const sealAt = (at: number, id = 't1', ticket: Partial<Ticket> = {}): Command => ({
  type: 'seal-ticket', ticketId: id, tradeId: `trade-${id}`, ticket: { ...goodTicket, ...ticket },
  surroundings: { instrument: mes, equity: { value: usd(1_000_000), source: 'journal', asOf: NOW }, minute: 600 }, at,
});

const NOTE = 'The level held twice and the plan was written before';
const overrideAt = (at: number, note = NOTE): Command => ({ type: 'override-ticket', ticketId: 't1', tradeId: 'trade-t1', note, at });
const outcome = (at: number, amount: number, tradeId = 'trade-t1'): Command => ({ type: 'record-outcome', tradeId, netPnl: usd(amount), at });

/** Carries out commands one after the other; all must be accepted. */
function after(rules: ReturnType<typeof compiled>, ...commands: readonly Command[]): SessionState {
  return commands.reduce((state, command) => {
    const decision = decide(command, state, rules);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.code} ${decision.refusal.message}`);
    return decision.events.reduce(evolve, state);
  }, initialState);
}

const refusal = (decision: Decision): RefusalCode | null => (decision.ok ? null : decision.refusal.code);
const events = (decision: Decision): readonly SessionEvent['type'][] => (decision.ok ? decision.events.map(({ type }) => type) : []);

describe('a trade carried into the session', () => {
  const trade = { tradeId: 'old', ticketId: 'yesterday', symbol: 'MES', side: 'long', stopAmount: usd(6000) } as const;
  const carry: Command = { type: 'carry-trade', trade, at: NOW };

  test('is open in it with its risk, spends no ticket, and closes in it', () => {
    const carried = after(CAP, open, carry);
    expect(carried).toMatchObject({ open: [trade], taken: [] });
    const given = decide(sealAt(NOW), carried, CAP);
    expect(given.ok && given.events[1]).toMatchObject({ verdict: { facts: expect.arrayContaining([expect.objectContaining({ name: 'session.openRisk', value: usd(6000) })]) } });
    expect(after(CAP, open, carry, outcome(NOW, -6000, 'old'))).toMatchObject({ open: [], closed: [{ tradeId: 'old', netPnl: usd(-6000), stopAmount: usd(6000) }] });
  });

  test('comes once, and leaves without an outcome only when it was carried', () => {
    const carried = after(CAP, open, carry);
    expect(refusal(decide(carry, carried))).toBe('id-taken');
    expect(after(CAP, open, carry, { type: 'drop-carried', tradeId: 'old', at: NOW }).open).toEqual([]);
    expect(refusal(decide({ type: 'drop-carried', tradeId: 'other', at: NOW }, carried))).toBe('trade-unknown');
    expect(refusal(decide({ type: 'drop-carried', tradeId: 'trade-t1', at: NOW }, after(CAP, open, sealAt(NOW))))).toBe('trade-unknown');
  });
});

describe('sealing a ticket', () => {
  test('a clear ticket is taken at once', () => {
    const state = after(CAP, open);
    const decision = decide(sealAt(NOW), state, CAP);
    expect(events(decision)).toEqual(['ticket-sealed', 'verdict-given', 'ticket-taken']);
    const next = after(CAP, open, sealAt(NOW));
    expect(next.tickets['t1']).toMatchObject({ status: 'taken', overrideFrom: null, stopAmount: usd(6000) });
    expect(next.taken).toEqual([{ at: NOW, minute: 600, symbol: 'MES', side: 'long', idea: 'mes long pullback', ticketId: 't1' }]);
    expect(next.open).toEqual([{ tradeId: 'trade-t1', ticketId: 't1', symbol: 'MES', side: 'long', stopAmount: usd(6000) }]);
  });

  test('the facts of the session are the session’s own, whatever the command says', () => {
    const decision = decide(sealAt(NOW + 1, 't2'), after(CAP, open, sealAt(NOW)), CAP);
    expect(events(decision)).toEqual(['ticket-sealed', 'verdict-given']);
    const given = decision.ok ? decision.events[1] : undefined;
    expect(given).toMatchObject({ verdict: { outcome: 'soft-block', lines: [{ reason: '1 of 1 ticket of this session is spent.' }] } });
  });

  test('a caution waits to be taken or left', () => {
    const state = after(ADVICE, open, sealAt(NOW));
    expect(state.tickets['t1']).toMatchObject({ status: 'cautioned', overrideFrom: null });
    expect(events(decide({ type: 'take-ticket', ticketId: 't1', tradeId: 'x', at: NOW + 1 }, state))).toEqual(['ticket-taken']);
    expect(events(decide({ type: 'walk-away', ticketId: 't1', note: '', at: NOW + 1 }, state))).toEqual(['walked-away']);
  });

  test('a caution is outdated once another ticket was taken', () => {
    const state = after(ADVICE, open, sealAt(NOW), sealAt(NOW, 't2'), { type: 'take-ticket', ticketId: 't2', tradeId: 'x', at: NOW });
    expect(refusal(decide({ type: 'take-ticket', ticketId: 't1', tradeId: 'y', at: NOW + 1 }, state))).toBe('verdict-outdated');
  });

  test.each<[string, Partial<Ticket>, RefusalCode, string]>([
    ['no side', { side: null }, 'ticket-incomplete', 'ticket.side'],
    ['no quantity', { quantity: null }, 'ticket-incomplete', 'ticket.quantity'],
    ['no entry', { entry: null }, 'ticket-incomplete', 'ticket.entry'],
    ['a quantity of nothing', { quantity: '0' }, 'ticket-invalid', 'ticket.quantity'],
    ['half a contract', { quantity: '1.5' }, 'ticket-invalid', 'ticket.quantity'],
    ['an entry between ticks', { entry: '6000.1' }, 'ticket-invalid', 'ticket.entry'],
    ['a stop that is no number', { stop: 'soon' }, 'ticket-invalid', 'ticket.stop'],
    ['a target between ticks', { targets: ['6012', '6013.3'] }, 'ticket-invalid', 'ticket.targets.1'],
    ['another symbol', { symbol: 'MNQ' }, 'ticket-invalid', 'ticket.symbol'],
    ['another account', { accountId: 'other' }, 'ticket-invalid', 'ticket.accountId'],
  ])('%s is refused', (_name, ticket, code, field) => {
    expect(decide(sealAt(NOW, 't1', ticket), after(CAP, open), CAP)).toMatchObject({ ok: false, refusal: { code, field } });
  });

  test('a ticket without a stop is sealed: whether that is allowed is for the rules', () => {
    expect(after(CAP, open, sealAt(NOW, 't1', { stop: null })).tickets['t1']).toMatchObject({ status: 'taken', stopAmount: null });
  });

  test('numbers are sealed in canonical form', () => {
    expect(after(CAP, open, sealAt(NOW, 't1', { entry: '06000.00', quantity: '2.0' })).tickets['t1']?.ticket).toMatchObject({ entry: '6000', quantity: '2' });
  });

  test('ids are used once, and the rules must be the session’s', () => {
    const state = after(CAP, open, sealAt(NOW));
    expect(refusal(decide(sealAt(NOW), state, CAP))).toBe('id-taken');
    expect(refusal(decide({ ...sealAt(NOW, 't2'), tradeId: 'trade-t1' } as Command, state, CAP))).toBe('id-taken');
    expect(refusal(decide(sealAt(NOW, 't2'), state, { ...CAP, hash: 'other' }))).toBe('rules-mismatch');
    expect(refusal(decide(sealAt(NOW, 't2'), state))).toBe('rules-mismatch');
  });
});

describe('overriding a soft block', () => {
  const blocked = after(NO_TICKETS, open, sealAt(NOW));

  test('waits for the cool-down to the millisecond', () => {
    expect(blocked.tickets['t1']).toMatchObject({ status: 'blocked', overrideFrom: NOW + 300_000 });
    expect(decide(overrideAt(NOW + 299_999), blocked, NO_TICKETS)).toMatchObject({ ok: false, refusal: { code: 'override-too-early', waitMs: 1, message: '1 second of the cool-down left.' } });
    expect(events(decide(overrideAt(NOW + 300_000), blocked, NO_TICKETS))).toEqual(['override', 'ticket-taken']);
  });

  test('records note and wait, and counts the ticket where it was stated', () => {
    const state = after(NO_TICKETS, open, sealAt(NOW), overrideAt(NOW + 301_500, `  ${NOTE} `));
    expect(state.tickets['t1']).toMatchObject({ status: 'taken', override: { note: NOTE, at: NOW + 301_500 } });
    expect(state.taken[0]).toMatchObject({ minute: 600, at: NOW + 301_500 });
  });

  test.each<[string, RefusalCode | null]>([
    ['', 'note-too-short'],
    ['nineteen characters', 'note-too-short'],
    ['   twenty      characters    ', 'note-too-short'],
    ['twenty  characters ok', null],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'note-says-nothing'],
    ['asdf asdf asdf asdf asdf asdf', 'note-says-nothing'],
    ['because because because', 'note-says-nothing'],
    ['. . . . . , , , , , ! ! ! ! !', 'note-says-nothing'],
    ['突破后回踩支撑位确认企稳，按照计划执行做多交易单', null],
  ])('the note “%s”: %s', (note, code) => {
    const decision = decide(overrideAt(NOW + 300_000, note), blocked, NO_TICKETS);
    expect(refusal(decision)).toBe(code);
  });

  test('walking away is open at once, and final', () => {
    const state = after(NO_TICKETS, open, sealAt(NOW), { type: 'walk-away', ticketId: 't1', note: 'not mine', at: NOW + 1 });
    expect(state.tickets['t1']?.status).toBe('walked-away');
    expect(refusal(decide(overrideAt(NOW + 600_000), state, NO_TICKETS))).toBe('ticket-state');
  });

  test('a caution has no override, a block is not simply taken, an unknown ticket is neither', () => {
    expect(refusal(decide(overrideAt(NOW), after(ADVICE, open, sealAt(NOW)), ADVICE))).toBe('ticket-state');
    expect(refusal(decide({ type: 'take-ticket', ticketId: 't1', tradeId: 'x', at: NOW + 600_000 }, blocked))).toBe('ticket-state');
    expect(refusal(decide({ type: 'walk-away', ticketId: 'constructor', note: '', at: NOW }, blocked))).toBe('ticket-unknown');
  });
});

describe('cancelling', () => {
  const cancel = (at: number): Command => ({ type: 'cancel-ticket', ticketId: 't1', reason: 'never filled', at });

  test('a ticket that was not filled gives its place back', () => {
    const state = after(CAP, open, sealAt(NOW), cancel(NOW + 1));
    expect(state).toMatchObject({ taken: [], open: [], tickets: { t1: { status: 'cancelled' } } });
  });
  test('one that was traded does not', () => {
    expect(refusal(decide(cancel(NOW + 2), after(CAP, open, sealAt(NOW), outcome(NOW + 1, -100)), CAP))).toBe('ticket-state');
  });
});

describe('taking a cancel back', () => {
  const cancel = (at: number, ticketId = 't1'): Command => ({ type: 'cancel-ticket', ticketId, reason: 'never filled', at });
  const reinstate = (at: number, takenAt = NOW): Command => ({ type: 'reinstate-ticket', ticketId: 't1', tradeId: 'trade-t1', takenAt, why: 'it was filled after all', at });

  test('the ticket counts again from when it was taken, before those taken since', () => {
    const [CAP_OF_TWO, later] = [compiled(templateRule(1, 'ticket-cap', 'critical', { maximum: 2 }, '')), NOW + 5];
    const before = after(CAP_OF_TWO, open, sealAt(NOW));
    const state = after(CAP_OF_TWO, open, sealAt(NOW), cancel(NOW + 1), sealAt(later, 't2'), reinstate(NOW + 9));
    expect(state.taken.map(({ ticketId }) => ticketId)).toEqual(['t1', 't2']);
    expect(state.taken[0]).toEqual(before.taken[0]);
    expect(state.open.map(({ tradeId }) => tradeId)).toEqual(['trade-t2', 'trade-t1']);
    expect(state.tickets['t1']?.status).toBe('taken');
  });

  test('is no way round a block, and nothing else is reinstated', () => {
    expect(refusal(decide(reinstate(NOW + 2), after(NO_TICKETS, open, sealAt(NOW), cancel(NOW + 1)), NO_TICKETS))).toBe('ticket-state');
    expect(refusal(decide(reinstate(NOW + 2), after(CAP, open, sealAt(NOW)), CAP))).toBe('ticket-state');
    expect(refusal(decide(reinstate(NOW + 2, NOW + 3), after(CAP, open, sealAt(NOW), cancel(NOW + 1)), CAP))).toBe('ticket-state');
    expect(refusal(decide({ ...reinstate(NOW), ticketId: 'other' } as Command, after(CAP, open)))).toBe('ticket-unknown');
  });
});

describe('outcomes', () => {
  test('of a trade that closed before it was recorded stand at its time, never ahead of the clock', () => {
    const twoOpen = [open, sealAt(NOW), sealAt(NOW, 't2')] as const;
    const rules = compiled(templateRule(1, 'ticket-cap', 'critical', { maximum: 2 }, ''));
    const state = after(rules, ...twoOpen, outcome(NOW + 5, 100), { type: 'record-outcome', tradeId: 'trade-t2', netPnl: usd(-200), closedAt: NOW + 3, at: NOW + 6 });
    expect(state.closed.map(({ tradeId, at }) => [tradeId, at])).toEqual([['trade-t2', NOW + 3], ['trade-t1', NOW + 5]]);
    expect(after(CAP, open, sealAt(NOW), { type: 'record-outcome', tradeId: 'trade-t1', netPnl: usd(1), closedAt: NOW + 900, at: NOW + 6 }).closed[0]?.at).toBe(NOW + 6);
  });
  test('whose source is gone are withdrawn, and may be recorded again', () => {
    const opened = after(CAP, open, sealAt(NOW));
    const [trade] = opened.open;
    if (trade === undefined) throw new Error('no open trade');
    const withdraw: Command = { type: 'withdraw-outcome', trade, why: 'the import was undone', at: NOW + 7 };
    expect(after(CAP, open, sealAt(NOW), outcome(NOW + 5, -6100), withdraw)).toMatchObject({ open: [trade], closed: [] });
    expect(after(CAP, open, sealAt(NOW), outcome(NOW + 5, -6100), withdraw, outcome(NOW + 8, 50)).closed).toHaveLength(1);
    expect(refusal(decide(withdraw, opened))).toBe('trade-unknown');
  });
  test('close the trade with the Stop$ that was sealed', () => {
    const state = after(CAP, open, sealAt(NOW), outcome(NOW + 5, -6100));
    expect(state.open).toEqual([]);
    expect(state.closed).toEqual([{ at: NOW + 5, symbol: 'MES', netPnl: usd(-6100), stopAmount: usd(6000), tradeId: 'trade-t1' }]);
  });
  test('of an unknown trade, of a closed one, or in another currency are refused', () => {
    const state = after(CAP, open, sealAt(NOW));
    expect(refusal(decide(outcome(NOW, 1, 'other'), state))).toBe('trade-unknown');
    expect(refusal(decide({ type: 'record-outcome', tradeId: 'trade-t1', netPnl: { amount: 1, currency: 'EUR' }, at: NOW }, state))).toBe('currency-mismatch');
    expect(refusal(decide(outcome(NOW + 6, 1), after(CAP, open, sealAt(NOW), outcome(NOW + 5, 1))))).toBe('trade-closed');
  });
  test('are corrected by an amendment, and the brakes see the corrected value', () => {
    const closed = after(CAP, open, sealAt(NOW), outcome(NOW, -100));
    const amend = (from: unknown, to: unknown): Command => ({ type: 'amend', subject: 'trade', id: 'trade-t1', field: 'netPnl', from, to, why: 'fees were missing', at: NOW });
    const decision = decide(amend(usd(-100), usd(-350)), closed);
    expect(events(decision)).toEqual(['amendment']);
    expect(replay(decision.ok ? decision.events : [], closed).closed[0]?.netPnl).toEqual(usd(-350));
    expect(refusal(decide(amend(usd(-99), usd(-350)), closed))).toBe('amendment-invalid');
    expect(refusal(decide(amend(usd(-100), usd(-100)), closed))).toBe('amendment-invalid');
    expect(refusal(decide(amend(usd(-100), 'much'), closed))).toBe('amendment-invalid');
    expect(refusal(decide(amend(usd(-100), { amount: 1, currency: 'EUR' }), closed))).toBe('currency-mismatch');
  });
  test('an amendment needs a reason and something that exists', () => {
    const state = after(CAP, open, sealAt(NOW));
    const amend = (change: object): Command => ({ type: 'amend', subject: 'ticket', id: 't1', field: 'note', from: '', to: 'late', why: 'forgot it', at: NOW, ...change }) as Command;
    expect(events(decide(amend({}), state))).toEqual(['amendment']);
    expect(refusal(decide(amend({ why: ' ' }), state))).toBe('malformed-command');
    expect(refusal(decide(amend({ id: 't9' }), state))).toBe('ticket-unknown');
    expect(refusal(decide(amend({ subject: 'trade', id: 'trade-t1', field: 'netPnl', from: null, to: usd(1) }), state))).toBe('amendment-invalid');
    expect(refusal(decide(amend({ subject: 'session', id: 'other' }), state))).toBe('amendment-invalid');
  });
});

describe('the rehab run', () => {
  const step = (content: RehabContent, at = NOW): Command => ({ type: 'complete-rehab-step', content, seconds: 60, at });
  const riskCheck = (size: string, confirmed: string): RehabContent => ({ step: 'risk-check', riskPerTrade: usd(6000), maximumLoss: usd(18_000), ticketsLeft: 6, size, confirmed });
  const map: Command = { type: 'save-market-map', map: { symbol: 'MES', trend: 'up', channel: 'none', levels: ['6000'], atr: '4', atrAt: NOW, news: [], at: NOW }, at: NOW };
  const five: readonly Command[] = [
    step({ step: 'visualization', goal: 'wait for the close' }),
    map,
    step({ step: 'market-mapping', symbols: ['MES'] }),
    step({ step: 'breath', text: '', breaths: 12 }),
    step({ step: 'expectation-neutraliser', expectation: 'a big win', neutral: 'anything can happen', before: 4, after: 2 }),
    step(riskCheck('2', '2.0')),
  ];

  test('five steps prepare the session, four do not', () => {
    const rules = compiled(templateRule(1, 'prepared', 'critical', {}, ''));
    expect(after(rules, open, ...five, sealAt(NOW)).tickets['t1']?.status).toBe('taken');
    expect(after(rules, open, ...five.slice(0, -1), sealAt(NOW)).tickets['t1']?.status).toBe('blocked');
  });
  test.each<[string, RehabContent, string]>([
    ['an empty goal', { step: 'visualization', goal: '   ' }, 'content.goal'],
    ['a rating outside 1–5', { step: 'expectation-neutraliser', expectation: 'a win', neutral: 'anything', before: 6, after: 2 }, 'content.before'],
    ['an instrument that is not mapped', { step: 'market-mapping', symbols: ['MNQ'] }, 'content.symbols'],
    ['a size that was not typed', riskCheck('2', '3'), 'content.confirmed'],
    ['a size that is no number', riskCheck('2', 'two'), 'content.confirmed'],
  ])('%s is refused', (_name, content, field) => {
    expect(decide(step(content), after(CAP, open, map))).toMatchObject({ ok: false, refusal: { field } });
  });
  test('the size may be lowered within a session, not raised', () => {
    const state = after(CAP, open, step(riskCheck('2', '2')));
    expect(events(decide(step(riskCheck('1', '1')), state))).toEqual(['rehab-step-done']);
    expect(refusal(decide(step(riskCheck('3', '3')), state))).toBe('rehab-invalid');
  });
  test('every typed ATR is remembered, the same one once', () => {
    const again = (atr: string, at: number): Command => ({ ...map, map: { ...(map as Extract<Command, { type: 'save-market-map' }>).map, atr, atrAt: at }, at }) as Command;
    const state = after(CAP, open, map, { ...map, at: NOW + 1 }, again('8.5', NOW + 2), again('5', NOW + 3));
    expect(state.atrReadings['MES']?.map(({ atr }) => atr)).toEqual(['4', '8.5', '5']);
  });
});

describe('time', () => {
  test('never runs backwards', () => {
    expect(refusal(decide(sealAt(NOW - 1), after(CAP, open), CAP))).toBe('time-backwards');
  });
  test('nothing happens before the session is open, and it opens once', () => {
    expect(refusal(decide(sealAt(NOW), initialState, CAP))).toBe('session-not-open');
    expect(refusal(decide(open, after(CAP, open)))).toBe('session-already-open');
  });
  test.each([-3_600_000, -1, 1, 3_600_000, 86_400_000])('a clock set by %i ms leaves every remaining wait and every age as it was', (deltaMs) => {
    const rules = compiled(templateRule(1, 'loss-streak-cool-off', 'critical', { losses: 1, minutes: 30 }, ''));
    const losing = after(rules, open, sealAt(NOW), outcome(NOW + 1000, -100), sealAt(NOW + 2000, 't2'));
    const jumped = after(rules, open, sealAt(NOW), outcome(NOW + 1000, -100), sealAt(NOW + 2000, 't2'), { type: 'note-clock-jump', deltaMs, at: NOW + 3000 + deltaMs });
    const wait = (state: SessionState, at: number) => (state.tickets['t2']?.overrideFrom ?? 0) - at;
    expect(wait(jumped, NOW + 3000 + deltaMs)).toBe(wait(losing, NOW + 3000));
    const brakeLeft = (state: SessionState, at: number) => {
      const decision = decide(sealAt(at, 't3'), state, rules);
      const verdict = decision.ok ? decision.events[1] : undefined;
      return verdict?.type === 'verdict-given' ? (verdict.verdict.lines[0]?.until ?? 0) - at : null;
    };
    expect(brakeLeft(jumped, NOW + 3000 + deltaMs)).toBe(brakeLeft(losing, NOW + 3000));
  });
  test('a jump of nothing, or one that still leaves the clock behind, is refused', () => {
    const state = after(CAP, open, sealAt(NOW + 1000));
    expect(refusal(decide({ type: 'note-clock-jump', deltaMs: 0, at: NOW + 1000 }, state))).toBe('clock-jump-invalid');
    expect(refusal(decide({ type: 'note-clock-jump', deltaMs: -10, at: NOW + 900 }, state))).toBe('time-backwards');
  });
});

describe('decide is total', () => {
  test('any value as a command is a refusal or events, never an exception', () => {
    const state = after(NO_TICKETS, open, sealAt(NOW));
    const typed = fc.constantFrom('open-session', 'complete-rehab-step', 'save-market-map', 'adopt-rules', 'seal-ticket', 'take-ticket', 'override-ticket', 'walk-away', 'cancel-ticket', 'carry-trade', 'drop-carried', 'reinstate-ticket', 'record-outcome', 'withdraw-outcome', 'amend', 'note-clock-jump');
    const command = fc.oneof(fc.anything(), fc.tuple(typed, fc.dictionary(fc.string(), fc.anything()), fc.anything()).map(([type, rest, at]) => ({ ...rest, type, at, ticketId: 't1', tradeId: 'x' })));
    fc.assert(
      fc.property(command, (candidate) => {
        const decision = decide(candidate as Command, state, NO_TICKETS);
        if (!decision.ok) expect(decision.refusal.message).not.toBe('');
        else expect(decision.events.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
  test('the same command on the same state gives the same events', () => {
    const state = after(CAP, open);
    expect(decide(sealAt(NOW), state, CAP)).toEqual(decide(sealAt(NOW), state, CAP));
  });
  test('states are only ever replaced', () => {
    const state = Object.freeze(after(CAP, open));
    const decision = decide(sealAt(NOW), state, CAP);
    const before = JSON.stringify(state);
    if (decision.ok) decision.events.reduce(evolve, state);
    expect(JSON.stringify(state)).toBe(before);
  });
});
