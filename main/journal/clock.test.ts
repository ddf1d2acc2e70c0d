import { describe, expect, it } from 'vitest';
import { bench, close, goodTicket, MINUTE, prepare, setUp, type Bench } from './testing/bench.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const REASON = 'The level is where I mapped it and the whole loss is accepted';

/** A session with a soft-blocked ticket that waits, and a loss-streak cool-off that began a minute later. */
function braked(): { made: Bench; account: string; blocked: string; coolDown: number } {
  const made = bench();
  const account = setUp(made);
  prepare(made);
  for (let loss = 0; loss < 3; loss += 1) {
    const ticket = made.journal.sealTicket(goodTicket(account, { idea: `idea ${loss}` }));
    made.time.advance(MINUTE);
    close(made, ticket, '5994');
  }
  const ticket = made.journal.sealTicket(goodTicket(account));
  return { made, account, blocked: ticket.id, coolDown: ticket.coolDownLeftMs };
}

function left({ made, blocked }: { made: Bench; blocked: string }): { coolDown: number; brake: number | null } {
  const brake = made.session().brakes.find(({ kind }) => kind === 'loss-streak-cool-off');
  return { coolDown: made.journal.getTicket({ ticketId: blocked }).coolDownLeftMs, brake: brake?.leftMs ?? null };
}

describe('a clock that is set while Holdfast runs', () => {
  it.each([['forward an hour', HOUR], ['forward a day', DAY], ['forward a week', 7 * DAY], ['back an hour', -HOUR], ['back a day', -DAY]])('%s shortens and lengthens no wait', (_, jump) => {
    const session = braked();
    const { made, blocked } = session;
    const before = left(session);
    const date = made.session().date;
    made.time.setBy(jump);
    expect(left(session)).toEqual(before);
    made.noticeClock();
    expect(left(session)).toEqual(before);
    expect(made.session()).toMatchObject({ date, ticketsTaken: 3, lossStreak: 3 });
    expect(made.state().clockWarning?.message).toMatch(jump > 0 ? /set forward/ : /set back/);
    made.time.advance(10 * 1000);
    expect(left(session)).toEqual({ coolDown: before.coolDown - 10_000, brake: (before.brake ?? 0) - 10_000 });
    expect(() => made.journal.overrideTicket({ ticketId: blocked, note: REASON })).toThrow(/cool-down/);
    made.time.advance(before.coolDown);
    expect(made.journal.overrideTicket({ ticketId: blocked, note: REASON }).status).toBe('taken');
    expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
  });

  it('is in the log with how far it was set', () => {
    const { made } = braked();
    const { events } = made.journal.verify();
    made.time.setBy(-90 * MINUTE);
    made.noticeClock();
    expect(made.journal.verify().events).toBe(events + 1);
    expect(made.state().clockWarning?.message).toMatch(/back by 1 h 30 min/);
  });

  it('is not said to be in the log when there was nothing to note it in', () => {
    const made = bench();
    setUp(made);
    const { events } = made.journal.verify();
    made.time.setBy(-50 * MINUTE);
    made.noticeClock();
    expect(made.journal.verify().events).toBe(events);
    expect(made.state().clockWarning?.message).toMatch(/No session was under way/);
  });

  it('twice by the same is warned of twice', () => {
    const { made } = braked();
    made.time.setBy(-HOUR);
    made.noticeClock();
    const first = made.state().clockWarning;
    made.time.advance(MINUTE);
    made.time.setBy(-HOUR);
    made.noticeClock();
    expect(made.state().clockWarning?.message).toBe(first?.message);
    expect(made.state().clockWarning).not.toEqual(first);
  });

  it('forward and back again ends where it began', () => {
    const session = braked();
    const before = left(session);
    for (const jump of [5 * HOUR, -2 * HOUR, -3 * HOUR]) {
      session.made.time.setBy(jump);
      session.made.noticeClock();
    }
    expect(left(session)).toEqual(before);
  });

  it('ends no session in which tickets were stated, but lets it end when its time is over', () => {
    const { made, account } = braked();
    const { date, endsAt } = made.session();
    const remaining = endsAt - made.clock.now();
    made.time.setBy(DAY);
    made.noticeClock();
    expect(made.journal.sealTicket(goodTicket(account))).toMatchObject({ sessionDate: date });
    made.time.advance(remaining + 2 * HOUR);
    expect(made.session().date).not.toBe(date);
  });

  it('is put right while Holdfast is closed: the session’s own day is believed', () => {
    const session = braked();
    const { made } = session;
    const before = left(session);
    made.time.setBy(DAY);
    made.noticeClock();
    made.time.setBy(-DAY);
    made.restart();
    expect(left(session)).toEqual(before);
    expect(made.session()).toMatchObject({ date: '2026-11-20', minute: 588, ticketsTaken: 3 });
  });

  it('is believed while nothing was stated yet: a wrong clock that is corrected finds the right day', () => {
    const made = bench(Date.UTC(2020, 0, 1, 15));
    setUp(made);
    prepare(made);
    expect(made.session().date).toBe('2020-01-01');
    made.time.setBy(Date.UTC(2026, 10, 20, 14, 45) - made.time.wall());
    made.noticeClock();
    expect(made.session()).toMatchObject({ date: '2026-11-20', id: null });
  });
});

describe('a clock that was set back while Holdfast was closed', () => {
  it.each([['minutes', 20 * MINUTE], ['a day', DAY], ['a month', 30 * DAY]])('by %s: waits go on from the last entry', (_, back) => {
    const session = braked();
    const { made, account, blocked } = session;
    const before = left(session);
    const { date } = made.session();
    const { events } = made.journal.verify();
    made.time.setBy(-back);
    made.restart();
    expect(made.state().clockWarning?.message).toMatch(/behind the last entry/);
    expect(made.journal.verify().events).toBe(events + 1);
    // Once more: the entry that was just written lies at the new time.
    made.restart();
    expect(made.journal.verify().events).toBe(events + 1);
    expect(left(session)).toEqual(before);
    expect(made.session()).toMatchObject({ date, ticketsTaken: 3 });
    expect(made.journal.sealTicket(goodTicket(account))).toMatchObject({ sessionDate: date, status: 'blocked' });
    made.time.advance(before.coolDown);
    expect(made.journal.overrideTicket({ ticketId: blocked, note: REASON }).status).toBe('taken');
    expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
  });

  it('says nothing when the clock is right', () => {
    const { made } = braked();
    made.time.sleep(HOUR);
    made.restart();
    expect(made.state().clockWarning).toBeNull();
  });
});

describe('sleep', () => {
  it('over the end of a session: the new day is there, with the rules that waited', () => {
    const made = bench();
    const account = setUp(made);
    prepare(made);
    made.journal.sealTicket(goodTicket(account));
    const { current } = made.journal.getRules();
    const looser = current.rules.map((rule) => (rule.id === 'ticket-cap' ? { ...rule, params: { maximum: 8 } } : rule));
    made.journal.saveRules({ name: 'Looser', content: { rules: looser, override: current.override }, baseHash: current.hash });
    made.journal.tick();
    const { revision } = made.state();
    made.time.sleep(3 * DAY);
    expect(made.clock.resume()).toBe(0);
    made.journal.tick();
    expect(made.state().revision).toBe(revision + 1);
    expect(made.session()).toMatchObject({ id: null, date: '2026-11-23', prepared: false, ticketsTaken: 0, ticketsLeft: { cap: 8 } });
    expect(made.session().open).toHaveLength(1);
    prepare(made);
    expect(made.session()).toMatchObject({ prepared: true, date: '2026-11-23' });
  });

  it('counts as time away: a cool-off that ran out in it is over', () => {
    const session = braked();
    session.made.time.sleep(HOUR);
    session.made.clock.resume();
    expect(left(session)).toEqual({ coolDown: 0, brake: null });
  });
});

describe('the days when clocks change', () => {
  // New York puts its clock forward on Sunday 8 March 2026 and back on Sunday 1 November 2026, at 02:00.
  it.each([
    ['the Monday after spring forward', Date.UTC(2026, 2, 9, 13, 31), '2026-03-09', 571, 23],
    ['the Friday before', Date.UTC(2026, 2, 6, 14, 31), '2026-03-06', 571, 23],
    ['the Monday after fall back', Date.UTC(2026, 10, 2, 14, 31), '2026-11-02', 571, 23],
  ])('%s: the exchange’s minute, not the machine’s', (_, now, date, minute, hours) => {
    const made = bench(now);
    const account = setUp(made);
    prepare(made);
    const session = made.session();
    expect(session).toMatchObject({ date, minute, zone: 'America/New_York' });
    expect((session.endsAt - session.startsAt) / HOUR).toBe(hours);
    const ticket = made.journal.sealTicket(goodTicket(account));
    expect(ticket.verdict.lines.find(({ ruleId }) => ruleId === 'trading-window')).toMatchObject({ status: 'pass' });
    made.restart();
    expect(made.session()).toMatchObject({ date, ticketsTaken: 1 });
  });

  it('a session that the change falls into has its real length', () => {
    const made = bench(Date.UTC(2026, 10, 1, 12));
    setUp(made, 'empty', ['BTCUSD']);
    const session = made.session();
    expect((session.endsAt - session.startsAt) / HOUR).toBe(24);
    const ten = Date.UTC(2026, 2, 28, 22);
    const other = bench(ten);
    setUp(other, 'empty', ['FDAX']);
    // Saturday evening belongs to Monday, the day after Europe put its clocks forward.
    expect(other.session()).toMatchObject({ date: '2026-03-30' });
  });
});
