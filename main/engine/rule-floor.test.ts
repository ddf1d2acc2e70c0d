import { describe, expect, it } from 'vitest';
import { FOUNDER } from './founder.ts';
import type { Rule, RuleSetContent } from './model.ts';
import { adoptFloor, floorProblems, readFloor, withFloor } from './rule-floor.ts';

const cap = (maximum: number, more: Partial<Rule> = {}): Rule => ({ id: 'desk.cap', kind: 'ticket-cap', words: '', severity: 'major', enabled: true, shadow: false, priority: 100, params: { maximum }, ...more });
const own: Rule = { id: 'stop', kind: 'stop-required', words: 'Mine.', severity: 'critical', enabled: true, shadow: false, priority: 1, params: {} };
const override = { coolDownSeconds: { critical: 300, major: 120 }, noteMinLength: 20 };
const set = (...rules: Rule[]): RuleSetContent => ({ rules, override });
const problems = (rule: Rule, floor = cap(4)) => floorProblems(set(own, rule), [floor], 'North Desk');

describe('a rule of the floor', () => {
  it('may be tightened, reordered and put in the trader’s words', () => {
    expect(problems(cap(4))).toEqual([]);
    expect(problems(cap(3, { severity: 'critical', words: 'Four is plenty.', priority: 5 }))).toEqual([]);
  });
  it.each<[string, Rule, string]>([
    ['loosened', cap(5), 'params.maximum'],
    ['switched off', cap(4, { enabled: false }), 'enabled'],
    ['made a shadow', cap(4, { shadow: true }), 'shadow'],
    ['made less severe', cap(4, { severity: 'advisory' }), 'severity'],
    ['turned into another rule', cap(4, { kind: 'stop-required', params: {} }), 'kind'],
  ])('may not be %s', (_what, rule, field) => {
    expect(problems(rule)).toContainEqual({ ruleId: 'desk.cap', field, message: expect.stringContaining('North Desk sets this rule') });
  });
  it('that is deleted comes back', () => {
    expect(withFloor(set(own), [cap(4)])).toEqual(set(own, cap(4)));
    expect(withFloor(set(own, cap(3)), [cap(4)])).toEqual(set(own, cap(3)));
  });
  it('says what it demands', () => {
    expect(problems(cap(5))[0]?.message).toBe('North Desk sets this rule: it may be tightened only. Tickets a session: 5 → 4');
  });
  it('that does not bite binds nobody', () => {
    expect(problems(cap(9), cap(4, { shadow: true }))).toEqual([]);
  });
});

describe('a rule set comes under another floor', () => {
  it('with the rules it lacks', () => {
    expect(adoptFloor(set(own), [], [cap(4)])).toEqual(set(own, cap(4)));
    expect(floorProblems(adoptFloor(FOUNDER, [], [cap(4)]), [cap(4)], 'x')).toEqual([]);
  });
  it('untouched rules follow it, both ways', () => {
    const mine = cap(4, { words: 'Four.', priority: 3 });
    expect(adoptFloor(set(mine), [cap(4)], [cap(3)])).toEqual(set(cap(3, { words: 'Four.', priority: 3 })));
    expect(adoptFloor(set(mine), [cap(4)], [cap(6)])).toEqual(set(cap(6, { words: 'Four.', priority: 3 })));
  });
  it('tightened ones stay as tight as they are', () => {
    expect(adoptFloor(set(cap(2)), [cap(4)], [cap(3)])).toEqual(set(cap(2)));
    expect(adoptFloor(set(cap(2)), [cap(4)], [cap(1)])).toEqual(set(cap(1)));
  });
  it('what it leaves goes, unless the trader made it his own', () => {
    expect(adoptFloor(set(own, cap(4)), [cap(4)], [])).toEqual(set(own));
    expect(adoptFloor(set(own, cap(2)), [cap(4)], [])).toEqual(set(own, cap(2)));
  });
  it('once is as good as twice', () => {
    const once = adoptFloor(FOUNDER, [], [cap(4)]);
    expect(adoptFloor(once, [cap(4)], [cap(4)])).toEqual(once);
  });
});

describe('a floor is read', () => {
  it('as far as this engine knows it', () => {
    const later: Rule = { ...cap(1), id: 'desk.later', kind: 'moon-phase' };
    const broken: Rule = { ...cap(1), id: 'desk.broken', params: { limit: 3 } };
    expect(readFloor([cap(4), later, broken])).toEqual({ rules: [cap(4)], unknown: ['desk.later', 'desk.broken'] });
  });
});
