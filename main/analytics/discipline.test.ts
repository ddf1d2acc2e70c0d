import { describe, expect, test } from 'vitest';
import { bootstrapMean } from './bootstrap.ts';
import { adherenceOf, overrideCosts, overrideRates, retirementProposals, shadowRecords } from './discipline.ts';
import type { TicketLine } from './trade-row.ts';
import { ticketRow, tradeRow, tradesOfR } from './testing/rows.ts';

const line = (ruleId: string, bitten: boolean, more: Partial<TicketLine> = {}): TicketLine => ({ ruleId, bitten, shadow: false, blocks: true, ...more });

describe('adherence', () => {
  test('kept tickets ÷ all trades; an override and a bypass lower it', () => {
    const trades = [tradeRow(1), tradeRow(2), tradeRow(3, { overridden: ['cap'] }), tradeRow(4, { ticketId: null })];
    expect(adherenceOf(trades)).toEqual({ trades: 4, kept: 2, overridden: 1, bypasses: 1, share: '0.5' });
    expect(adherenceOf([]).share).toBeNull();
  });
});

describe('what overrides cost', () => {
  test('sum and mean of R against each rule, beside the trades by the rules', () => {
    const trades = [
      ...tradesOfR(1, 0.5),
      tradeRow(-10_000, { overridden: ['cap', 'trend'] }),
      tradeRow(-5000, { overridden: ['cap'] }),
      tradeRow(-7000, { overridden: ['cap'], stopAmount: null }),
      tradeRow(90_000, { ticketId: null }),
    ];
    const [cap, trend] = overrideCosts(trades);
    expect(cap).toMatchObject({ ruleId: 'cap', trades: 3, sumR: { value: '-1.5', sample: 2, leftOut: 1 }, meanR: { value: '-0.75' }, compliantMeanR: { value: '0.75', sample: 2 } });
    expect(trend).toMatchObject({ ruleId: 'trend', trades: 1, sumR: { value: '-1' }, interval: null });
  });
  test('the interval is the same every time, holds the mean, and is one point when there is no spread', () => {
    const r = ['1', '-1', '2', '0.5', '-0.7', '1.3'];
    const interval = bootstrapMean(r, 'cap');
    expect(bootstrapMean(r, 'cap')).toEqual(interval);
    expect(bootstrapMean(r, 'other')).not.toEqual(interval);
    expect(Number(interval?.low)).toBeLessThan(0.516667);
    expect(Number(interval?.high)).toBeGreaterThan(0.516667);
    expect(bootstrapMean(['1', '1', '1'], 'x')).toEqual({ low: '1', high: '1', level: '0.95' });
    expect(bootstrapMean(['1', null], 'x')).toBeNull();
  });
  test('it is near the interval that theory gives', () => {
    const r = Array.from({ length: 400 }, (_, index) => String(index % 2 === 0 ? 1 : -1));
    const interval = bootstrapMean(r, 'coin');
    expect(Math.abs(Number(interval?.low) + 0.098)).toBeLessThan(0.012);
    expect(Math.abs(Number(interval?.high) - 0.098)).toBeLessThan(0.012);
  });
});

describe('override rates', () => {
  const tickets = [
    ticketRow('a', { lines: [line('cap', false), line('rr', true, { blocks: false })] }),
    ticketRow('b', { lines: [line('cap', true)], overridden: true }),
    ticketRow('c', { lines: [line('cap', true)], status: 'walked-away' }),
    ticketRow('d', { lines: [line('cap', true)], status: 'cancelled' }),
    ticketRow('e', { lines: [line('cap', true)], status: 'blocked' }),
    ticketRow('f', { lines: [line('cap', true, { shadow: true })] }),
  ];
  test('overridden ÷ decided; advice and shadows block nothing, a waiting block is not decided', () => {
    expect(overrideRates(tickets)).toEqual([
      { ruleId: 'cap', judged: 5, bitten: 4, overridden: 1, obeyed: 2, rate: '0.333333' },
      { ruleId: 'rr', judged: 1, bitten: 0, overridden: 0, obeyed: 0, rate: null },
    ]);
  });
});

describe('shadow rules', () => {
  test('what they would have bitten, and how it went beside the others', () => {
    const tickets = [
      ticketRow('ticket-a', { lines: [line('s', true, { shadow: true })] }),
      ticketRow('ticket-b', { lines: [line('s', false, { shadow: true })] }),
      ticketRow('ticket-c', { lines: [line('s', true, { shadow: true })], status: 'walked-away' }),
    ];
    const trades = [tradeRow(-10_000, { ticketId: 'ticket-a' }), tradeRow(20_000, { ticketId: 'ticket-b' })];
    expect(shadowRecords(tickets, trades)).toEqual([
      { ruleId: 's', judged: 3, bitten: 2, traded: 1, meanR: { value: '-1', sample: 1, leftOut: 0 }, interval: null, otherMeanR: { value: '2', sample: 1, leftOut: 0 } },
    ]);
  });
});

describe('proposals for retirement', () => {
  const proposals = (overriddenR: number, overrides: number, obeyed: number) => {
    const tickets = Array.from({ length: overrides + obeyed }, (_, index) => ticketRow(`${index}`, { lines: [line('noise', true)], overridden: index < overrides, status: index < overrides ? 'taken' : 'walked-away' }));
    const trades = [...tradesOfR(0.2, 0.4), ...Array.from({ length: overrides }, () => tradeRow(overriddenR * 10_000, { overridden: ['noise'] }))];
    return retirementProposals(overrideRates(tickets), overrideCosts(trades)).map(({ rate }) => rate.ruleId);
  };
  test('a rule that is mostly overridden and whose overrides cost nothing', () => {
    expect(proposals(0.3, 10, 10)).toEqual(['noise']);
  });
  test('not one that is obeyed, not one whose overrides cost, not one with too little evidence', () => {
    expect(proposals(0.3, 10, 11)).toEqual([]);
    expect(proposals(0.29, 10, 10)).toEqual([]);
    expect(proposals(0.3, 10, 9)).toEqual([]);
  });
});
