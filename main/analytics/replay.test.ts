import { describe, expect, test } from 'vitest';
import { evaluate } from '../engine/evaluate.ts';
import { FOUNDER } from '../engine/founder.ts';
import type { RuleSetContent } from '../engine/model.ts';
import { compileRuleSet } from '../engine/rule-set.ts';
import { DEFAULT_OVERRIDE, templateRule } from '../engine/template-rule.ts';
import { given, MINUTE, NOW } from '../engine/testing/given.ts';
import { replayAll, type PastTrade } from './replay.ts';
import { tradeRow } from './testing/rows.ts';

const rules = (...list: RuleSetContent['rules']) => compileRuleSet({ rules: list, override: DEFAULT_OVERRIDE }, 'hash');

/** A trade stated so many minutes after ten, held for five minutes. */
function past(id: string, minutes: number, netPnl: number, more: Partial<PastTrade> = {}): PastTrade {
  const statedAt = NOW + minutes * MINUTE;
  return { trade: tradeRow(netPnl, { id, entryAt: statedAt, exitAt: statedAt + 5 * MINUTE }), minute: 600 + minutes, idea: id, statedAt, facts: given(), ...more };
}

const statuses = (set: Parameters<typeof replayAll>[0], ...history: readonly PastTrade[]) => replayAll(set, history).map(({ trade, status }) => `${trade.id} ${status}`);

describe('history under other rules', () => {
  test('a cap of two blocks the third, and the next session starts afresh', () => {
    const cap = rules(templateRule(1, 'ticket-cap', 'critical', { maximum: 2 }, ''));
    const tomorrow = past('d', 1440, 1);
    expect(statuses(cap, past('a', 0, 1), past('b', 10, 1), past('c', 20, 1), { ...tomorrow, trade: { ...tomorrow.trade, sessionDate: '2025-03-13' } })).toEqual(['a allowed', 'b allowed', 'c blocked', 'd allowed']);
  });

  test('a blocked trade does not happen: what it lost starts no cool-off', () => {
    const streak = templateRule(1, 'loss-streak-cool-off', 'critical', { losses: 2, minutes: 60 }, '');
    const history = [past('a', 0, -100), past('b', 10, -100), past('c', 20, -100)];
    expect(statuses(rules(streak), ...history)).toEqual(['a allowed', 'b allowed', 'c blocked']);
    const window = templateRule(2, 'trading-window', 'major', { windows: [{ from: 600, to: 605 }, { from: 615, to: 900 }] }, '');
    expect(statuses(rules(streak, window), ...history)).toEqual(['a allowed', 'b blocked', 'c allowed']);
  });

  test('only what was known before counts: a loss that was still open at the statement is not yet one', () => {
    const streak = rules(templateRule(1, 'loss-streak-cool-off', 'critical', { losses: 1, minutes: 60 }, ''));
    expect(statuses(streak, past('a', 0, -100), past('b', 4, 1), past('c', 5, 1))).toEqual(['a allowed', 'b allowed', 'c blocked']);
  });

  test('open risk is that of the replayed trades', () => {
    const risk = rules(templateRule(1, 'open-risk-limit', 'major', { percent: null, amount: { amount: 15_000, currency: 'USD' } }, ''));
    expect(statuses(risk, past('a', 0, 1), past('b', 2, 1), past('c', 10, 1))).toEqual(['a allowed', 'b blocked', 'c allowed']);
  });

  test('without facts it is unknown, happens, and counts', () => {
    const set = rules(templateRule(1, 'ticket-cap', 'critical', { maximum: 1 }, ''), templateRule(2, 'emotion-filter', 'major', { cuts: [] }, ''));
    const bypass = past('a', 0, 1, { facts: { now: 0, values: {} } });
    const decisions = replayAll(set, [bypass, past('b', 10, 1)]);
    expect(decisions.map(({ status, missed, insufficient }) => ({ status, missed, insufficient }))).toEqual([
      { status: 'unknown', missed: [], insufficient: ['emotion-filter'] },
      { status: 'blocked', missed: ['ticket-cap'], insufficient: [] },
    ]);
  });

  test('a bypass without a stop in its file may have had one; a ticket without a stop had none', () => {
    const set = rules(templateRule(1, 'stop-required', 'critical', {}, ''));
    const facts = given({ 'ticket.stop': null });
    const ticket = past('a', 0, 1, { facts });
    const bypass = past('b', 10, 1, { facts });
    expect(statuses(set, ticket, { ...bypass, trade: { ...bypass.trade, ticketId: null } })).toEqual(['a blocked', 'b unknown']);
  });

  test('advice and shadows block nothing', () => {
    const cap = templateRule(1, 'ticket-cap', 'advisory', { maximum: 0 }, '');
    expect(statuses(rules(cap, { ...cap, id: 'shadow', severity: 'critical', shadow: true }), past('a', 0, 1))).toEqual(['a allowed']);
  });

  test('the order of the list does not matter', () => {
    const cap = rules(templateRule(1, 'ticket-cap', 'critical', { maximum: 1 }, ''));
    expect(statuses(cap, past('b', 10, 1), past('a', 0, 1))).toEqual(['a allowed', 'b blocked']);
  });

  test('the verdicts that were given come out again when the rules are the same', () => {
    const founder = compileRuleSet(FOUNDER, 'hash');
    const history = Array.from({ length: 8 }, (_, index) => past(String(index), index * 8, index === 0 ? 500 : -10_000));
    const taken: PastTrade[] = [];
    const live = history.map((next) => {
      const closed = taken.filter(({ trade }) => trade.exitAt <= next.statedAt).map(({ trade }) => ({ at: trade.exitAt, symbol: trade.symbol, netPnl: trade.netPnl, stopAmount: trade.stopAmount }));
      const tickets = taken.map(({ trade, minute, idea, statedAt }) => ({ at: statedAt, minute, symbol: trade.symbol, side: trade.side, idea }));
      const facts = given({ 'clock.minute': next.minute, 'session.closedTrades': closed, 'session.tickets': tickets });
      const { outcome } = evaluate(founder, { ...facts, now: next.statedAt });
      if (outcome !== 'soft-block') taken.push(next);
      return `${next.trade.id} ${outcome === 'soft-block' ? 'blocked' : 'allowed'}`;
    });
    expect(live).toContain('4 blocked');
    expect(statuses(founder, ...history)).toEqual(live);
  });
});
