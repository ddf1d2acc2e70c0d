import { describe, expect, test } from 'vitest';
import { FOUNDER } from './founder.ts';
import type { RuleSetContent } from './model.ts';
import { compileRuleSet } from './rule-set.ts';
import { activeBrakes, atrStanding, ticketsLeft } from './standing.ts';
import { DEFAULT_OVERRIDE, templateRule } from './template-rule.ts';
import { closedTrade, given, MINUTE, NOW, takenAt } from './testing/given.ts';

const founder = compileRuleSet(FOUNDER, 'hash');
const compiled = (...rules: RuleSetContent['rules']) => compileRuleSet({ rules, override: DEFAULT_OVERRIDE }, 'hash');
const at = (minute: number, ...taken: readonly number[]) => given({ 'clock.minute': minute, 'session.tickets': taken.map((when) => takenAt(when)) });

describe('tickets left under the founder’s rules', () => {
  test.each([
    ['at the open', 570, [], { left: 5, cap: 6, golden: 'not-yet' }],
    ['after two', 640, [580, 600], { left: 3, cap: 6, golden: 'not-yet' }],
    ['after five in the morning', 700, [580, 590, 600, 610, 620], { left: 0, cap: 6, golden: 'lost' }],
    ['in the afternoon with four spent', 800, [580, 590, 600, 610], { left: 1, cap: 6, golden: 'available' }],
    ['in the afternoon with five spent', 800, [580, 590, 600, 610, 620], { left: 0, cap: 6, golden: 'lost' }],
    ['with the golden ticket used', 830, [580, 790], { left: 0, cap: 6, golden: 'used' }],
  ] as const)('%s', (_name, minute, taken, expected) => {
    expect(ticketsLeft(founder, at(minute, ...taken))).toEqual(expected);
  });
  test('without a rule that counts, nothing is left to count; shadows do not count', () => {
    expect(ticketsLeft(compiled(), at(600))).toEqual({ left: null, cap: null, golden: null });
    expect(ticketsLeft(compiled({ ...templateRule(1, 'ticket-cap', 'major', { maximum: 2 }, ''), shadow: true }), at(600))).toEqual({ left: null, cap: null, golden: null });
  });
  test('of two caps the tighter one counts', () => {
    const cap = (id: string, maximum: number) => ({ ...templateRule(1, 'ticket-cap', 'major', { maximum }, ''), id });
    expect(ticketsLeft(compiled(cap('a', 4), cap('b', 3)), at(600, 590))).toEqual({ left: 2, cap: 3, golden: null });
  });
  test('unknown facts are unknown', () => {
    expect(ticketsLeft(founder, given({ 'session.tickets': null }))).toEqual({ left: null, cap: 6, golden: null });
  });
});

describe('brakes that hold now', () => {
  const brakes = (facts: Parameters<typeof activeBrakes>[1]) => activeBrakes(founder, facts).map(({ line, blocks }) => [line.kind, blocks, line.until]);

  test('none in a fresh session', () => {
    expect(brakes(at(600))).toEqual([]);
  });
  test('a loss streak holds everything, with its end', () => {
    const losses = [closedTrade(-10, 30), closedTrade(-10, 20), closedTrade(-10, 10)];
    expect(brakes(given({ 'session.closedTrades': losses }))).toEqual([['loss-streak-cool-off', 'all', NOW + 20 * MINUTE]]);
  });
  test('two full losses in a rising trend hold back shorts for the rest of the session', () => {
    expect(brakes(given({ 'ticket.side': null, 'session.closedTrades': [closedTrade(-6000), closedTrade(1), closedTrade(-6000)] }))).toEqual([['counter-trend-brake', 'short', null]]);
  });
  test('in a range they hold back both sides', () => {
    expect(brakes(given({ 'map.trend': 'range', 'session.closedTrades': [closedTrade(-6000), closedTrade(1), closedTrade(-6000)] }))).toEqual([['counter-trend-brake', 'all', null]]);
  });
  test('spent tickets hold everything', () => {
    expect(brakes(at(700, 580, 590, 600, 610, 620))).toEqual([['time-window-quota', 'all', null]]);
  });
});

describe('the ATR’s band', () => {
  test('with age and advice', () => {
    expect(atrStanding(founder, given({ 'map.atr': '6.8' }, { 'map.atr': 12 }))).toEqual({ atr: '6.8', ageMs: 720_000, stale: false, band: 'high volatility', advice: 'half size', sizeFactor: '0.5' });
  });
  test('stale, in a shock, or for another instrument', () => {
    expect(atrStanding(founder, given({}, { 'map.atr': 61 }))).toMatchObject({ stale: true });
    expect(atrStanding(founder, given({ 'map.atr': '7', 'map.atrReadings': [{ at: NOW, atr: '9' }, { at: NOW, atr: '7' }] }))).toMatchObject({ band: 'news shock', sizeFactor: '0' });
    expect(atrStanding(compiled({ ...templateRule(1, 'atr-advisory', 'major', { ...FOUNDER.rules.find(({ kind }) => kind === 'atr-advisory')?.params, symbols: ['MNQ'] }, '') }), given())).toBeNull();
  });
  test('unknown without an ATR', () => {
    expect(atrStanding(founder, given({ 'map.atr': null }))).toBeNull();
  });
});
