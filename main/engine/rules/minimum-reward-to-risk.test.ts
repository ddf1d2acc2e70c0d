import { describe, expect, test } from 'vitest';
import { FOUNDER_PLANS } from '../founder.ts';
import { given, judged } from '../testing/given.ts';
import { minimumRewardToRisk } from './minimum-reward-to-risk.ts';

const targets = (list: readonly string[] | null, params: Readonly<Record<string, unknown>> = {}) => judged(minimumRewardToRisk, params, given({ 'ticket.targets': list }));

describe('reward-to-risk of at least two, on a stop of six points', () => {
  test('exactly two passes, one tick less misses', () => {
    expect(targets(['6012'])).toMatchObject({ status: 'pass', observed: '2', threshold: 'at least 2' });
    expect(targets(['6011.75'])).toMatchObject({ status: 'miss', observed: '1.96', reason: 'Reward-to-risk is 1.96, below 2.' });
  });
  test('a short is measured downwards', () => {
    expect(judged(minimumRewardToRisk, {}, given({ 'ticket.side': 'short', 'ticket.stop': '6006', 'ticket.targets': ['5988'] })).status).toBe('pass');
  });
  test('several targets: their mean, the nearest or the furthest', () => {
    const list = ['6006', '6018'];
    expect(targets(list).observed).toBe('2');
    expect(targets(list, { measure: 'nearest' })).toMatchObject({ status: 'miss', observed: '1' });
    expect(targets(list, { measure: 'furthest' })).toMatchObject({ status: 'pass', observed: '3' });
  });
  test('a mean that does not divide evenly is compared exactly', () => {
    expect(targets(['6012', '6012', '6011.9999999997']).status).toBe('miss');
    expect(targets(['6012', '6012', '6012.0000000003']).status).toBe('pass');
  });
  test('the founder’s default plans pass by their mean', () => {
    for (const plan of FOUNDER_PLANS) {
      const stop = String(6000 - Number(plan.stop));
      const list = plan.targets.map((points) => String(6000 + Number(points)));
      expect(judged(minimumRewardToRisk, {}, given({ 'ticket.stop': stop, 'ticket.targets': list })).status).toBe('pass');
    }
  });
  test('a target on the losing side is a negative reward', () => {
    expect(targets(['5990'])).toMatchObject({ status: 'miss', observed: '-1.67' });
  });
  test('given no target, no stop, or a stop that limits nothing, then it cannot be judged', () => {
    expect(targets([])).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: no target is stated.' });
    expect(targets(null).status).toBe('insufficient');
    for (const stop of [null, '6000', '6001']) expect(judged(minimumRewardToRisk, {}, given({ 'ticket.stop': stop })).status).toBe('insufficient');
    expect(judged(minimumRewardToRisk, {}, given({ 'ticket.side': null })).status).toBe('insufficient');
  });
});
