import { describe, expect, test } from 'vitest';
import { sampleJournal, sampleOpenTrade } from '../../testing/sample-journal.ts';
import { sampleRules } from '../../testing/sample-rules.ts';
import { divideHalfEven, exitGross, maeProblem, mfeProblem, outcomeOf, ratioOf } from './outcome.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const show = (amount: number) => `$${amount / 100}`;

describe('rounding', () => {
  test('is half to even on both sides of zero', () => {
    expect([5n, 15n, 25n, -5n, -15n, -25n].map((value) => divideHalfEven(value, 10n))).toEqual([0n, 2n, 2n, 0n, -2n, -2n]);
  });

  test('a ratio has six places, and none without a divisor', () => {
    expect(ratioOf(9502, 6000)).toBe('1.583667');
    expect(ratioOf(-1000, 3000)).toBe('-0.333333');
    expect(ratioOf(100, 0)).toBeNull();
    expect(ratioOf(null, 100)).toBeNull();
    expect(ratioOf(100, null)).toBeNull();
  });
});

describe('exitGross', () => {
  test('counts points × quantity × point value, signed by side', () => {
    const long = sampleOpenTrade(false);
    expect(exitGross(long, '6024.25', '2', '5')).toBe(12_000);
    expect(exitGross({ ...long, side: 'short' }, '6024.25', '2', '5')).toBe(-12_000);
    expect(exitGross(long, '6012.25', '0.5', '5')).toBe(0);
  });

  test('is null for what cannot be read', () => {
    expect(exitGross(sampleOpenTrade(false), 'soon', '2', '5')).toBeNull();
  });
});

describe('outcomeOf', () => {
  test('closing the rest of a partly closed trade', () => {
    const outcome = outcomeOf(sampleOpenTrade(true), { price: '6024.25', quantity: '1', fees: usd(62) }, usd(12_500), usd(-1500), '5');
    expect(outcome).toEqual({ closed: true, gross: usd(9750), fees: usd(248), net: usd(9502), r: '1.583667', mfeR: '2.083333', maeR: '-0.25', mfeErrorR: '0.458333', exitEfficiency: '0.78' });
  });

  test('a partial exit has no R yet', () => {
    const outcome = outcomeOf(sampleOpenTrade(false), { price: '6019.75', quantity: '1', fees: usd(62) }, usd(9000), null, '5');
    expect(outcome).toMatchObject({ closed: false, gross: usd(3750), r: null, mfeR: '1.5', maeR: null, mfeErrorR: null, exitEfficiency: null });
  });

  test('fees that are not stated leave net and R unknown, not zero', () => {
    expect(outcomeOf(sampleOpenTrade(false), { price: '6024.25', quantity: '2', fees: null }, null, null, '5')).toMatchObject({ closed: true, gross: usd(12_000), fees: null, net: null, r: null });
  });

  test('a recorded trade has the R that the journal says, also where its file left costs out', () => {
    const recorded = { ...sampleOpenTrade(false), status: 'closed' as const, fees: null, netPnl: null, r: '3' };
    expect(outcomeOf(recorded, null, null, null, '5')).toMatchObject({ closed: true, fees: null, net: null, r: '3' });
  });

  test('without a stop there is no R, and without MFE$ no efficiency', () => {
    const outcome = outcomeOf({ ...sampleOpenTrade(false), stopAmount: null }, { price: '6024.25', quantity: '2', fees: usd(0) }, null, null, '5');
    expect(outcome).toMatchObject({ r: null, mfeR: null, mfeErrorR: null, exitEfficiency: null });
  });

  test('an MFE$ of zero gives no exit efficiency', () => {
    expect(outcomeOf(sampleOpenTrade(false), { price: '6006.25', quantity: '2', fees: usd(248) }, usd(0), usd(-6000), '5')).toMatchObject({ mfeErrorR: '1', exitEfficiency: null });
  });

  test('says of every closed trade what the journal says', () => {
    const { trades } = sampleJournal(sampleRules({ pending: false, empty: false }).current, 300);
    for (const trade of trades) {
      const { r, mfeR, maeR, mfeErrorR, exitEfficiency } = outcomeOf(trade, null, trade.mfe, trade.mae, '5');
      expect({ r, mfeR, maeR, mfeErrorR, exitEfficiency }).toEqual({ r: trade.r, mfeR: trade.mfeR, maeR: trade.maeR, mfeErrorR: trade.mfeErrorR, exitEfficiency: trade.exitEfficiency });
    }
  });
});

describe('what cannot be', () => {
  test('an MFE$ below zero or below what was realised', () => {
    expect(mfeProblem(-1, -500, show)).toMatch(/zero or more/);
    expect(mfeProblem(3749, 3750, show)).toMatch(/\$37\.5 was realised/);
    expect(mfeProblem(3750, 3750, show)).toBeNull();
    expect(mfeProblem(0, -500, show)).toBeNull();
  });

  test('an MAE$ above zero or above what was realised', () => {
    expect(maeProblem(1500, 100, show)).toMatch(/Write \$-15/);
    expect(maeProblem(-499, -500, show)).toMatch(/\$-5 was realised/);
    expect(maeProblem(-500, -500, show)).toBeNull();
    expect(maeProblem(0, 100, show)).toBeNull();
  });
});
