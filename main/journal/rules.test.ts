import { describe, expect, it } from 'vitest';
import type { RuleSetContent } from '../engine/model.ts';
import { bench, goodTicket, MINUTE, prepare, setUp, type Bench } from './testing/bench.ts';

const DAY = 24 * 60 * MINUTE;

function content({ journal }: Bench): RuleSetContent {
  const { current } = journal.getRules();
  return { rules: current.rules, override: current.override };
}

function withCap(rules: RuleSetContent, maximum: number): RuleSetContent {
  return { ...rules, rules: rules.rules.map((rule) => (rule.id === 'ticket-cap' ? { ...rule, params: { maximum } } : rule)) };
}

function cap(made: Bench): number | null {
  return made.session().ticketsLeft.cap;
}

function save(made: Bench, rules: RuleSetContent, name = 'Mine'): ReturnType<Bench['journal']['saveRules']> {
  const { current, pending } = made.journal.getRules();
  return made.journal.saveRules({ name, content: rules, baseHash: (pending ?? current).hash });
}

describe('changing rules', () => {
  it('tightens at once and loosens with the next session', () => {
    const made = bench();
    const account = setUp(made);
    prepare(made);
    const tightened = save(made, withCap(content(made), 2));
    expect(tightened).toMatchObject({ pending: null, current: { version: 2, name: 'Mine' } });
    expect(cap(made)).toBe(2);
    const ticket = made.journal.sealTicket(goodTicket(account));
    expect(ticket.verdict.ruleSetHash).toBe(tightened.current.hash);
    const loosened = save(made, withCap(content(made), 5));
    expect(loosened.current.hash).toBe(tightened.current.hash);
    expect(loosened.pending).toMatchObject({ version: 3 });
    expect(cap(made)).toBe(2);
    made.restart();
    expect(cap(made)).toBe(2);
    made.time.advance(3 * DAY);
    expect(made.session()).toMatchObject({ id: null, ticketsLeft: { cap: 5 } });
    prepare(made);
    expect(made.journal.getRules()).toMatchObject({ current: { version: 3 }, pending: null });
    expect(made.journal.getRules().versions.map(({ version, activeFrom }) => [version, activeFrom])).toEqual([[3, '2026-11-23'], [2, '2026-11-20'], [1, '2026-11-20']]);
    expect(made.journal.verify()).toMatchObject({ chain: 'intact', verdicts: { recomputed: 1, mismatched: 0 } });
  });

  it('splits one change into what holds now and what waits', () => {
    const made = bench();
    setUp(made);
    prepare(made);
    const wish = { ...withCap(content(made), 9), override: { coolDownSeconds: { critical: 900, major: 600 }, noteMinLength: 30 } };
    const plan = made.journal.planRules(wish);
    expect(plan.problems).toEqual([]);
    expect(plan.changes.filter(({ effect }) => effect === 'next-session').map(({ ruleId }) => ruleId)).toEqual(['ticket-cap']);
    const saved = save(made, wish);
    expect(saved.current).toMatchObject({ version: 2, override: { noteMinLength: 30 } });
    expect(saved.pending).toMatchObject({ version: 3 });
    expect(cap(made)).toBe(6);
    expect(made.journal.diffRules({ from: saved.current.hash, to: saved.pending?.hash ?? '' })).toMatchObject([{ ruleId: 'ticket-cap' }]);
    expect(made.journal.getRuleVersion({ hash: saved.current.hash }).override.noteMinLength).toBe(30);
  });

  it('tells a change from what waits already, which is what the trader edits', () => {
    const made = bench();
    const account = setUp(made);
    prepare(made);
    save(made, withCap(content(made), 9));
    const { pending } = made.journal.getRules();
    if (pending === null) throw new Error('nothing waits');
    const edited = { rules: pending.rules.map((rule) => (rule.id === 'prepared' ? { ...rule, words: 'Ready or not at all' } : rule)), override: pending.override };
    expect(made.journal.planRules(edited).changes).toMatchObject([{ ruleId: 'prepared', text: 'Your words changed', effect: 'now' }]);
    expect(made.journal.planRules(withCap(edited, 4)).changes).toMatchObject([{ ruleId: 'prepared' }, { ruleId: 'ticket-cap', text: 'Tickets a session: 9 → 4', effect: 'now' }]);
    expect(made.journal.planRules(withCap(edited, 8)).changes).toMatchObject([{ ruleId: 'prepared' }, { ruleId: 'ticket-cap', text: 'Tickets a session: 9 → 8', effect: 'next-session' }]);
    // A stated wait asks for the note that the rules in force ask for, also when they were tightened meanwhile.
    const ticket = made.journal.sealTicket(goodTicket(account, { stop: null }));
    expect(ticket).toMatchObject({ status: 'blocked', noteMinLength: 20 });
    save(made, { ...edited, override: { ...edited.override, noteMinLength: 40 } });
    expect(made.journal.getTicket({ ticketId: ticket.id }).noteMinLength).toBe(40);
    expect(made.session().waiting).toMatchObject([{ id: ticket.id, noteMinLength: 40 }]);
  });

  it('says of a verdict what bit in the words of its day', () => {
    const made = bench();
    const account = setUp(made);
    prepare(made);
    const rules = content(made);
    const worded = (words: string): RuleSetContent => ({ ...rules, rules: rules.rules.map((rule) => (rule.id === 'stop-required' ? { ...rule, words } : rule)) });
    save(made, worded('No stop, no trade.'));
    const { id, words } = made.journal.sealTicket(goodTicket(account, { stop: null, targets: [] }));
    expect(words).toContainEqual({ ruleId: 'stop-required', words: 'No stop, no trade.' });
    expect(words.map(({ ruleId }) => ruleId)).not.toContain('ticket-cap');
    save(made, worded(''));
    expect(made.journal.getTicket({ ticketId: id }).words).toEqual(words);
  });

  it('notices that somebody else changed them', () => {
    const made = bench();
    setUp(made);
    const { hash } = made.journal.getRules().current;
    save(made, withCap(content(made), 3));
    expect(() => made.journal.saveRules({ name: 'Mine', content: withCap(content(made), 4), baseHash: hash })).toThrow(/changed since/);
  });

  it('refuses rules that are none, with their place, and saves nothing', () => {
    const made = bench();
    setUp(made);
    const bad = withCap(content(made), -1);
    expect(made.journal.planRules(bad).problems).toMatchObject([{ ruleId: 'ticket-cap', field: 'params.maximum' }]);
    expect(() => save(made, bad)).toThrow(/ticket-cap params.maximum/);
    expect(made.journal.getRules().versions).toHaveLength(1);
  });

  it('makes no new version of what is in force already', () => {
    const made = bench();
    setUp(made);
    save(made, withCap(content(made), 3));
    save(made, content(made));
    expect(made.journal.getRules().versions).toHaveLength(2);
  });

  it('survives a trip through a file', () => {
    const made = bench();
    setUp(made);
    const { fileName, json } = made.journal.exportRules();
    expect(fileName).toBe('founder-s-rules-v1.json');
    const read = made.journal.parseRules({ json });
    expect(save(made, read.content, read.name)).toMatchObject({ current: { version: 1 }, pending: null });
    expect(() => made.journal.parseRules({ json: '{"rules":[{}]}' })).toThrow(/rule 1 id/);
    expect(() => made.journal.parseRules({ json: 'no' })).toThrow(/not JSON/);
  });

  it('is told of every problem of a file, up to what anybody reads', () => {
    const made = bench();
    setUp(made);
    const broken = (count: number) => JSON.stringify({ ...(JSON.parse(made.journal.exportRules().json) as object), rules: Array.from({ length: count }, (_, at) => ({ id: `rule-${at}`, kind: 'moon-phase', params: {}, words: '', severity: 'major', enabled: true, shadow: false, priority: at })) });
    expect(() => made.journal.parseRules({ json: broken(2) })).toThrow(/^rule-0 kind: .*\nrule-1 kind: [^\n]*$/);
    expect(() => made.journal.parseRules({ json: broken(25) })).toThrow(/\nand 5 more$/);
  });

  it('are the account’s own', () => {
    const made = bench();
    const first = setUp(made);
    const { id } = made.journal.saveAccount({ id: null, account: { name: 'Second', broker: '', currency: 'USD', zone: 'Europe/Berlin', startingEquity: { amount: 100_000, currency: 'USD' } } });
    made.journal.selectAccount({ accountId: id });
    save(made, withCap(content(made), 1));
    expect(cap(made)).toBe(1);
    made.journal.selectAccount({ accountId: first });
    expect(cap(made)).toBe(6);
    expect(() => made.journal.selectAccount({ accountId: 'nobody' })).toThrow(/no such account/);
  });
});
