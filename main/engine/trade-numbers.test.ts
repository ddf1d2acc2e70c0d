import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFixed } from './decimal.ts';
import { findInstrument, INSTRUMENTS } from './instruments.ts';
import { findCalendar } from './calendars.ts';
import type { Side } from './model.ts';
import { mes, usd } from './testing/given.ts';
import { checkExcursions, excursionR, excursions, exitEfficiency, grossPnl, grossPnlOfExits, mfeErrorR, netPnl, riskBudget, rMultiple, sizeForRisk, stopAmount } from './trade-numbers.ts';

describe('Stop$, P&L and R', () => {
  test('MES: six points on two contracts are 60.00', () => {
    expect(stopAmount('6000', '5994', '2', mes)).toEqual(usd(6000));
    expect(stopAmount('5994', '6000', '2', mes)).toEqual(usd(6000));
    expect(stopAmount('6000', null, '2', mes)).toBeNull();
  });

  // Long 29262 → 29382 with a stop at 29222, and four more: real orders of one contract of MNQ.
  test.each([
    ['29262', '29382', '29222', '3'],
    ['30790', '30740.75', '30747.5', '-1.158824'],
    ['30410', '30530', '30370', '3'],
    ['30527.25', '30627.25', '30461.75', '1.526718'],
    ['29301', '29240.5', '29241', '-1.008333'],
  ])('long %s to %s with a stop at %s is %s R', (entry, exit, stop, r) => {
    const mnq = findInstrument('MNQ') ?? mes;
    const gross = grossPnl('long', entry, exit, '1', mnq);
    expect(gross === null ? null : rMultiple(gross, stopAmount(entry, stop, '1', mnq))).toBe(r);
  });

  test('long 1,000 at 1.08, prices 1.075 and 1.10, exit 1.09: P&L 10, MAE −5, MFE 20; the mirrored short −10, −20, 5', () => {
    const eurusd = findInstrument('EURUSD') ?? mes;
    expect(grossPnl('long', '1.08', '1.09', '1000', eurusd)).toEqual(usd(1000));
    expect(excursions('long', '1.08', '1.10', '1.075', '1000', eurusd)).toEqual({ mfe: usd(2000), mae: usd(-500) });
    expect(grossPnl('short', '1.08', '1.09', '1000', eurusd)).toEqual(usd(-1000));
    expect(excursions('short', '1.08', '1.10', '1.075', '1000', eurusd)).toEqual({ mfe: usd(500), mae: usd(-2000) });
  });

  test('several exits are summed exactly and rounded once', () => {
    const tiny = { pointValue: '0.005', currency: 'USD' };
    const exits = [{ price: '1', quantity: '1' }, { price: '1', quantity: '1' }, { price: '1', quantity: '1' }];
    expect(grossPnlOfExits('long', '0', exits, tiny)).toEqual(usd(2));
    expect(grossPnlOfExits('long', '6000', [{ price: '6007.5', quantity: '1' }, { price: '6012', quantity: '1' }], mes)).toEqual(usd(9750));
  });

  test('net is gross less costs; a rebate adds', () => {
    expect(netPnl(usd(1000), [usd(124), usd(-24)])).toEqual(usd(900));
  });

  test('yen have no decimals', () => {
    expect(grossPnl('long', '150', '150.5', '1000', findInstrument('USDJPY') ?? mes)).toEqual({ amount: 500, currency: 'JPY' });
  });

  test('numbers beyond any money are unknown, not wrong', () => {
    expect(stopAmount('999999999999999', '0', '999999999999999', mes)).toBeNull();
    expect(stopAmount('x', '0', '1', mes)).toBeNull();
  });
});

describe('excursions', () => {
  test('MFE-R, MAE-R, MFE-Error-R and exit efficiency', () => {
    expect(excursionR(usd(9000), usd(6000))).toBe('1.5');
    expect(excursionR(usd(-3000), usd(6000))).toBe('-0.5');
    expect(mfeErrorR(usd(9000), usd(3000), usd(6000))).toBe('1');
    expect(exitEfficiency(usd(3000), usd(9000))).toBe('0.333333');
    expect(exitEfficiency(usd(-3000), usd(9000))).toBe('-0.333333');
  });
  test('unknown stays unknown', () => {
    expect(mfeErrorR(null, usd(1), usd(1))).toBeNull();
    expect(mfeErrorR(usd(1), usd(1), null)).toBeNull();
    expect(exitEfficiency(usd(-3000), usd(0))).toBeNull();
    expect(exitEfficiency(usd(1), null)).toBeNull();
    expect(rMultiple(usd(1), null)).toBeNull();
    expect(excursionR(usd(1), null)).toBeNull();
  });
  test.each([
    [3000, 3000, 0, []],
    [3000, 2999, 0, ['mfe']],
    [3000, 3000, 1, ['mae']],
    [-3000, 0, -3000, []],
    [-3000, -1, -3000, ['mfe']],
    [-3000, 0, -2999, ['mae']],
    [0, -1, 1, ['mfe', 'mae']],
  ])('gross %i with MFE %i and MAE %i: refused %j', (gross, mfe, mae, refused) => {
    expect(checkExcursions(usd(gross), usd(mfe), usd(mae)).map(({ field }) => field)).toEqual(refused);
  });
  test('the reason names the bound; unknown values are fine; another currency is not', () => {
    expect(checkExcursions(usd(3000), usd(2000), null)[0]?.message).toBe('The best open profit cannot be below 30.00 USD: the trade was closed there.');
    expect(checkExcursions(usd(3000), null, null)).toEqual([]);
    expect(checkExcursions(usd(3000), { amount: 5000, currency: 'EUR' }, null)[0]?.code).toBe('currency-mismatch');
  });
});

describe('size for a risk', () => {
  test('the largest number of contracts within the budget', () => {
    expect(sizeForRisk(usd(10_000), '6000', '5994', mes)).toBe('3');
    expect(sizeForRisk(usd(9000), '6000', '5994', mes)).toBe('3');
    expect(sizeForRisk(usd(8999), '6000', '5994', mes)).toBe('2');
    expect(sizeForRisk(usd(2999), '6000', '5994', mes)).toBe('0');
  });
  test('nothing to size by is unknown', () => {
    expect(sizeForRisk(usd(10_000), '6000', '6000', mes)).toBeNull();
    expect(sizeForRisk(usd(10_000), null, '6000', mes)).toBeNull();
    expect(sizeForRisk({ amount: 1, currency: 'EUR' }, '6000', '5994', mes)).toBeNull();
  });
  test('never risks more than the budget, and a step more would', () => {
    const sample = fc.record({ budget: fc.integer({ min: 0, max: 5_000_000 }), ticks: fc.integer({ min: 1, max: 400 }), instrument: fc.constantFrom(...INSTRUMENTS) });
    fc.assert(
      fc.property(sample, ({ budget, ticks, instrument }) => {
        const tick = parseFixed(instrument.tickSize) ?? 0n;
        const entry = '0';
        const stop = (Number(tick * BigInt(ticks)) / 1e10).toFixed(10);
        const size = sizeForRisk({ amount: budget, currency: instrument.currency }, entry, stop, instrument);
        expect(size).not.toBeNull();
        const risk = stopAmount(entry, stop, size ?? '0', instrument);
        expect(risk?.amount ?? Infinity).toBeLessThanOrEqual(budget);
        const units = (parseFixed(size ?? '0') ?? 0n) + (parseFixed(instrument.quantityStep) ?? 0n);
        const exactRisk = units * tick * BigInt(ticks) * (parseFixed(instrument.pointValue) ?? 0n);
        const minor = instrument.currency === 'JPY' ? 10n ** 30n : 10n ** 28n;
        expect(exactRisk > BigInt(budget) * minor).toBe(true);
      }),
    );
  });
  test('a share of equity is rounded down', () => {
    expect(riskBudget(usd(999_999), '1')).toEqual(usd(9999));
    expect(riskBudget(usd(-5), '1')).toBeNull();
  });
});

describe('the starter catalogue', () => {
  test.each([['MES', '0.25', '5'], ['ES', '0.25', '50'], ['MNQ', '0.25', '2'], ['NQ', '0.25', '20'], ['CL', '0.01', '1000'], ['GC', '0.1', '100'], ['6E', '0.00005', '125000'], ['ZN', '0.015625', '1000'],
    ['ZC', '0.25', '50'], ['ZL', '0.01', '600'], ['LE', '0.025', '400'], ['ZT', '0.00390625', '2000'], ['RB', '0.0001', '42000'], ['QG', '0.005', '2500'], ['PL', '0.1', '50'], ['6S', '0.00005', '125000']])('%s: tick %s, point %s', (symbol, tickSize, pointValue) => {
    expect(findInstrument(symbol)).toMatchObject({ tickSize, pointValue });
  });
  test('every symbol once, every number readable, every calendar known, every price fits its decimals', () => {
    expect(new Set(INSTRUMENTS.map(({ symbol }) => symbol)).size).toBe(INSTRUMENTS.length);
    for (const { symbol, tickSize, pointValue, quantityStep, calendarId, priceDecimals } of INSTRUMENTS) {
      for (const text of [tickSize, pointValue, quantityStep]) expect(parseFixed(text) ?? 0n, symbol).toBeGreaterThan(0n);
      expect(findCalendar(calendarId), symbol).not.toBeNull();
      expect(priceDecimals).toBe(tickSize.split('.')[1]?.length ?? 0);
    }
  });
});

test('a short is the mirror of a long', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 50 }), (a, b, quantity) => {
      const pnl = (side: Side) => grossPnl(side, (a / 4).toFixed(2), (b / 4).toFixed(2), String(quantity), mes)?.amount ?? NaN;
      expect(pnl('long') + pnl('short')).toBe(0);
    }),
  );
});
