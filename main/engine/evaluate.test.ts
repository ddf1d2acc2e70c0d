import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { ENGINE_VERSION, evaluate } from './evaluate.ts';
import { FOUNDER } from './founder.ts';
import type { Facts, Rule, RuleSetContent, Severity } from './model.ts';
import { compileRuleSet } from './rule-set.ts';
import { given, NOW, usd } from './testing/given.ts';

const rule = (id: string, severity: Severity, bites: boolean, more: Partial<Rule> = {}): Rule => ({
  id, kind: 'ticket-cap', words: '', severity, enabled: true, shadow: false, priority: 0, params: { maximum: bites ? 0 : 6 }, ...more,
});

const verdict = (rules: readonly Rule[], facts: Facts = given()) => evaluate(compileRuleSet({ rules, override: { coolDownSeconds: { critical: 300, major: 180 }, noteMinLength: 20 } }, 'hash'), facts);

describe('outcome, grade and cool-down', () => {
  test.each([
    ['nothing', [], 'clear', 'diamond', 0],
    ['one advisory', [['a', 'advisory']], 'caution', 'fire', 0],
    ['two advisories', [['a', 'advisory'], ['b', 'advisory']], 'caution', 'skull', 0],
    ['one major', [['a', 'major']], 'soft-block', 'fire', 180],
    ['a major and an advisory', [['a', 'major'], ['b', 'advisory']], 'soft-block', 'skull', 180],
    ['one critical', [['a', 'critical']], 'soft-block', 'skull', 300],
    ['a critical and a major', [['a', 'critical'], ['b', 'major']], 'soft-block', 'skull', 300],
  ] as const)('given that %s bites', (_name, biting, outcome, grade, coolDownSeconds) => {
    const rules = [rule('passing', 'critical', false), ...biting.map(([id, severity]) => rule(id, severity, true))];
    expect(verdict(rules)).toMatchObject({ outcome, grade, coolDownSeconds });
  });

  test('a rule that cannot be judged weighs as one that is broken', () => {
    const unknown = given({ 'session.tickets': null });
    expect(verdict([rule('a', 'critical', false)], unknown)).toMatchObject({ outcome: 'soft-block', grade: 'skull', coolDownSeconds: 300 });
    expect(verdict([rule('a', 'advisory', false)], unknown)).toMatchObject({ outcome: 'caution', grade: 'fire' });
  });

  test('a shadow rule logs a line and bites nobody; a disabled one has no line', () => {
    const result = verdict([rule('shadow', 'critical', true, { shadow: true }), rule('off', 'critical', true, { enabled: false })]);
    expect(result).toMatchObject({ outcome: 'clear', grade: 'diamond', coolDownSeconds: 0 });
    expect(result.lines.map(({ ruleId, status, shadow }) => ({ ruleId, status, shadow }))).toEqual([{ ruleId: 'shadow', status: 'miss', shadow: true }]);
  });

  test('lines come by priority, then by id', () => {
    const lines = verdict([rule('b', 'major', false, { priority: 2 }), rule('c', 'major', false, { priority: 1 }), rule('a', 'major', false, { priority: 2 })]).lines;
    expect(lines.map(({ ruleId }) => ruleId)).toEqual(['c', 'a', 'b']);
  });

  test('a rule of an unknown kind, or with parameters of another version, is never a pass', () => {
    const lines = verdict([rule('a', 'major', false, { kind: 'moon-phase' }), rule('b', 'major', false, { params: { maximum: 'six' } })]).lines;
    expect(lines.map(({ status, reason }) => ({ status, reason }))).toEqual([
      { status: 'insufficient', reason: 'Cannot be judged: this version knows no rule of the kind “moon-phase”.' },
      { status: 'insufficient', reason: 'Cannot be judged: the rule’s parameters are not valid.' },
    ]);
  });
});

describe('a value that cannot be', () => {
  const founder = compileRuleSet(FOUNDER, 'founder-hash');
  const small = given().values['instrument']?.value;

  test.each([
    ['a quantity of nothing', 'risk-per-trade', { 'ticket.quantity': '0' }],
    ['a quantity below zero', 'risk-per-trade', { 'ticket.quantity': '-2' }],
    ['a point value below zero', 'risk-per-trade', { 'instrument': { ...small, pointValue: '-5' } }],
    ['an ATR below zero', 'atr-advisory', { 'map.atr': '-4' }],
    ['a minute that no session has', 'trading-window', { 'clock.minute': 1_000_000_000 }],
    ['a Stop$ below zero', 'counter-trend-brake', { 'session.closedTrades': [{ at: NOW, symbol: 'MES', netPnl: usd(-60), stopAmount: usd(-60) }] }],
  ] as const)('%s is missing, never a pass', (_name, kind, change) => {
    expect(evaluate(founder, given()).outcome).toBe('clear');
    const result = evaluate(founder, given(change as Parameters<typeof given>[0]));
    expect(result.outcome).toBe('soft-block');
    expect(result.lines.find(({ ruleId }) => ruleId === kind)).toMatchObject({ status: 'insufficient' });
    const [name = ''] = Object.keys(change);
    expect(result.facts.find((fact) => fact.name === name)).toMatchObject({ value: null });
  });
});

describe('what a verdict records', () => {
  const founder = compileRuleSet(FOUNDER, 'founder-hash');

  test('engine version, rule-set hash, time, and every fact with source and age', () => {
    const result = evaluate(founder, given({}, { 'map.atr': 12 }));
    expect(result).toMatchObject({ engineVersion: ENGINE_VERSION, ruleSetHash: 'founder-hash', at: NOW, outcome: 'clear', grade: 'diamond' });
    expect(result.facts.find(({ name }) => name === 'map.atr')).toEqual({ name: 'map.atr', value: '4', source: 'map', asOf: NOW - 720_000, ageMs: 720_000 });
    expect(result.facts).toHaveLength(23);
  });

  test('keeps its own copy of the facts: what is changed afterwards does not change the record', () => {
    const targets = ['6012'];
    const result = evaluate(founder, given({ 'ticket.targets': targets }));
    const before = canonicalJson(result);
    targets.push('7000');
    expect(canonicalJson(result)).toBe(before);
  });

  test('numbers are recorded in canonical form', () => {
    const value = evaluate(founder, given({ 'ticket.entry': '06000.250' })).facts.find(({ name }) => name === 'ticket.entry')?.value;
    expect(value).toBe('6000.25');
  });

  test('an absolute ceiling is critical although its rule is not', () => {
    const rules: RuleSetContent['rules'] = [{ ...rule('risk', 'advisory', false), kind: 'risk-per-trade', params: { percent: null, amount: null, ceilingParts: 6 } }];
    expect(verdict(rules, given({ 'account.equity': usd(30_000) }))).toMatchObject({ outcome: 'soft-block', grade: 'skull', lines: [{ severity: 'critical' }] });
    expect(verdict(rules, given({ 'account.equity': usd(36_000) })).outcome).toBe('clear');
  });
});
