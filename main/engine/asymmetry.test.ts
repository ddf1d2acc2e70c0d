import { describe, expect, test } from 'vitest';
import { diffRuleSets, planRuleChange } from './asymmetry.ts';
import type { Rule, RuleSetContent } from './model.ts';
import { atrAdvisory } from './rules/atr-advisory.ts';
import { DEFAULT_OVERRIDE, templateRule } from './template-rule.ts';
import { usd } from './testing/given.ts';

const set = (...rules: readonly Rule[]): RuleSetContent => ({ rules, override: DEFAULT_OVERRIDE });
const cap = (maximum: number, more: Partial<Rule> = {}): Rule => ({ ...templateRule(1, 'ticket-cap', 'major', { maximum }, ''), ...more });
const window = (...windows: readonly { from: number; to: number }[]): Rule => templateRule(2, 'trading-window', 'major', { windows }, '');

const texts = (current: RuleSetContent, proposed: RuleSetContent) => planRuleChange(current, proposed).changes.map(({ text, effect }) => `${text} (${effect})`);

describe('tightening applies now, loosening from the next session', () => {
  test('given a lower cap, then it holds at once', () => {
    expect(planRuleChange(set(cap(6)), set(cap(5)))).toEqual({
      now: set(cap(5)), next: null,
      changes: [{ ruleId: 'ticket-cap', title: 'Ticket cap', path: 'params.maximum', from: 6, to: 5, text: 'Tickets a session: 6 → 5', effect: 'now' }],
    });
  });
  test('given a higher cap, then the old one holds until the next session', () => {
    expect(planRuleChange(set(cap(5)), set(cap(6)))).toMatchObject({ now: set(cap(5)), next: set(cap(6)), changes: [{ text: 'Tickets a session: 5 → 6', effect: 'next-session' }] });
  });
  test('given a rule with one parameter tighter and one looser, then each goes its own way', () => {
    const coolOff = (losses: number, minutes: number) => templateRule(1, 'loss-streak-cool-off', 'critical', { losses, minutes }, '');
    const plan = planRuleChange(set(coolOff(3, 30)), set(coolOff(2, 15)));
    expect(plan.now).toEqual(set(coolOff(2, 30)));
    expect(texts(set(coolOff(3, 30)), set(coolOff(2, 15)))).toEqual(['Straight losses: 3 → 2 (now)', 'Time away: 30 → 15 (next-session)']);
  });
  test('given a window that is moved, then only what both allow holds today', () => {
    const plan = planRuleChange(set(window({ from: 570, to: 900 })), set(window({ from: 600, to: 960 })));
    expect(plan.now).toEqual(set(window({ from: 600, to: 900 })));
    expect(plan.changes.map(({ effect }) => effect)).toEqual(['now', 'next-session']);
  });
  test.each<[string, Partial<Rule>]>([
    ['switched off', { enabled: false }],
    ['made a shadow', { shadow: true }],
    ['lowered in severity', { severity: 'advisory' }],
  ])('a rule that is %s bites until the session ends', (_name, change) => {
    expect(planRuleChange(set(cap(5)), set(cap(5, change)))).toMatchObject({ now: set(cap(5)), next: set(cap(5, change)) });
  });
  test('a rule that is deleted bites until the session ends; one that did not bite goes at once', () => {
    expect(planRuleChange(set(cap(5)), set())).toMatchObject({ now: set(cap(5)), next: set(), changes: [{ text: 'Rule deleted', effect: 'next-session' }] });
    expect(planRuleChange(set(cap(5, { shadow: true })), set())).toMatchObject({ now: set(), next: null });
  });
  test('a rule that is added, switched on or made to bite holds at once, with whatever parameters', () => {
    expect(planRuleChange(set(), set(cap(9)))).toMatchObject({ now: set(cap(9)), next: null });
    expect(planRuleChange(set(cap(5, { enabled: false })), set(cap(9)))).toMatchObject({ now: set(cap(9)), next: null });
    expect(planRuleChange(set(cap(5, { shadow: true })), set(cap(9)))).toMatchObject({ now: set(cap(9)), next: null });
  });
  test('words and order change at once', () => {
    expect(texts(set(cap(5)), set(cap(5, { words: 'Five, no more', priority: 9 })))).toEqual(['Your words changed (now)', 'Order changed (now)']);
  });
  test('a rule whose kind is changed stays what it was until the next session', () => {
    const other = { ...window({ from: 1, to: 2 }), id: 'ticket-cap' };
    expect(planRuleChange(set(cap(5)), set(other))).toMatchObject({ now: { rules: [{ kind: 'ticket-cap', params: { maximum: 5 } }] }, next: set(other) });
  });
  test('a limit in another currency waits; a first limit holds now', () => {
    const risk = (amount: unknown) => templateRule(1, 'risk-per-trade', 'major', { percent: '1', amount, ceilingParts: null }, '');
    expect(planRuleChange(set(risk(usd(100))), set(risk({ amount: 1, currency: 'EUR' }))).now).toEqual(set(risk(usd(100))));
    expect(planRuleChange(set(risk(null)), set(risk(usd(100)))).next).toBeNull();
    expect(texts(set(risk(usd(100))), set(risk(null)))).toEqual(['Amount: 1.00 USD → none (next-session)']);
  });
  test('a demand that is taken out stays where it was, and is told once; an order alone is changed at once', () => {
    const filter = (...cuts: [string, string][]) => templateRule(1, 'emotion-filter', 'major', { cuts: cuts.map(([emotion, factor]) => ({ emotion, factor })) }, '');
    const both = set(filter(['fear', '0.5'], ['chatter', '0.5']));
    expect(planRuleChange(both, set(filter(['chatter', '0.5'])))).toMatchObject({ now: both, changes: [{ text: 'Cuts: fear 0.5; chatter 0.5 → chatter 0.5', effect: 'next-session' }] });
    expect(planRuleChange(both, set(filter(['greed', '0'], ['chatter', '0.25']))).now).toEqual(set(filter(['fear', '0.5'], ['chatter', '0.25'], ['greed', '0'])));
    expect(planRuleChange(both, set(filter(['chatter', '0.5'], ['fear', '0.5'])))).toMatchObject({ next: null });
  });
  test('a rule that names no instrument any more is for all of them: that holds now, and is told as it is', () => {
    const size = (...symbols: string[]) => templateRule(1, 'maximum-size', 'major', { maximum: '3', symbols }, '');
    expect(texts(set(size('MES')), set(size()))).toEqual(['Instruments: MES → all (now)']);
    expect(texts(set(size()), set(size('MES')))).toEqual(['Instruments: all → MES (next-session)']);
    expect(planRuleChange(set(size('MES', 'ES')), set(size('NQ', 'ES'))).now).toEqual(set(size('MES', 'ES', 'NQ')));
  });
  test('a share is told in per cent', () => {
    const risk = (percent: string) => templateRule(1, 'risk-per-trade', 'major', { percent, amount: null, ceilingParts: null }, '');
    expect(texts(set(risk('1')), set(risk('0.5')))).toEqual(['Share of equity: 1 % → 0.5 % (now)']);
  });
  test('of a table only the cells that change are told, each with its row', () => {
    const bands = (baseline: string, drift: string, name = 'drift') =>
      templateRule(1, 'atr-advisory', 'advisory', { ...atrAdvisory.defaults, bands: [{ label: name, below: '3', advice: 'half', factor: drift }, { label: 'baseline', below: baseline, advice: 'full', factor: '1' }, { label: 'high', below: null, advice: 'wait', factor: '0' }] }, '');
    expect(texts(set(bands('6', '0.5')), set(bands('5', '0.5')))).toEqual(['Bands: baseline, Below: 6 → 5 (now)']);
    expect(texts(set(bands('6', '0.5')), set(bands('5', '0.25')))).toEqual(['Bands: drift, Size factor: 0.5 → 0.25; baseline, Below: 6 → 5 (now)']);
    expect(texts(set(bands('6', '0.5')), set(bands('6', '0.5', 'quiet')))).toEqual(['Bands: drift 3 half 0.5; baseline 6 full 1; high none wait 0 → quiet 3 half 0.5; baseline 6 full 1; high none wait 0 (now)']);
    const asked = (critical: boolean) => templateRule(2, 'confirmations', 'major', { conditions: [{ key: 'volume', label: 'There is volume', critical }] }, '');
    expect(texts(set(asked(false)), set(asked(true)))).toEqual(['Conditions: volume, Critical: no → yes (now)']);
  });
  test('a longer wait holds now, a shorter one from the next session', () => {
    const wait = (critical: number): RuleSetContent => ({ rules: [], override: { coolDownSeconds: { critical, major: 180 }, noteMinLength: 20 } });
    expect(planRuleChange(wait(300), wait(600))).toMatchObject({ next: null });
    expect(planRuleChange(wait(600), wait(300))).toMatchObject({ now: wait(600), next: wait(300), changes: [{ title: 'Overrides', text: 'Wait after a critical block, seconds: 600 → 300' }] });
  });
});

describe('a change of rules that wait already', () => {
  const planned = (current: number, waiting: number, proposed: number) => planRuleChange(set(cap(current)), set(cap(proposed)), set(cap(waiting)));
  test('is told from what waits, and does not tell again what waited', () => {
    expect(planned(3, 5, 4)).toMatchObject({ now: set(cap(3)), next: set(cap(4)), changes: [{ text: 'Tickets a session: 5 → 4', effect: 'next-session' }] });
    expect(planRuleChange(set(cap(3)), set(cap(5, { words: 'Five' })), set(cap(5))).changes.map(({ text, effect }) => `${text} (${effect})`)).toEqual(['Your words changed (now)']);
  });
  test('holds now where it is tighter than what is in force, or takes back what waited', () => {
    expect(planned(3, 5, 2)).toMatchObject({ now: set(cap(2)), next: null, changes: [{ text: 'Tickets a session: 5 → 2', effect: 'now' }] });
    expect(planned(3, 5, 3)).toMatchObject({ now: set(cap(3)), next: null, changes: [{ text: 'Tickets a session: 5 → 3', effect: 'now' }] });
  });
  test('brings back a rule that waited for its deletion, which bites all along', () => {
    expect(planRuleChange(set(cap(3)), set(cap(3)), set())).toMatchObject({ next: null, changes: [{ text: 'Rule added', effect: 'now' }] });
  });
});

test('the differences of two versions read as a person would say them', () => {
  const from = set(window({ from: 570, to: 900 }), templateRule(3, 'time-window-quota', 'critical', { cutoff: 780, morning: 5, golden: 1 }, ''), templateRule(4, 'minimum-reward-to-risk', 'major', { ratio: '2', measure: 'average' }, ''));
  const to = set(window(), templateRule(3, 'time-window-quota', 'critical', { cutoff: 720, morning: 5, golden: 1 }, ''), templateRule(4, 'minimum-reward-to-risk', 'major', { ratio: '2', measure: 'nearest' }, ''), cap(4));
  expect(diffRuleSets(from, to).map(({ title, text }) => `${title}: ${text}`)).toEqual([
    'Trading window: Windows: 09:30 15:00 → none',
    'Morning quota and golden ticket: Morning ends: 13:00 → 12:00',
    'Minimum reward-to-risk: Measured to: mean of the targets → nearest target',
    'Ticket cap: Rule added',
  ]);
  expect(diffRuleSets(to, to)).toEqual([]);
});
