import { describe, expect, test } from 'vitest';
import { FOUNDER } from '../founder.ts';
import { given, judged, MINUTE, NOW } from '../testing/given.ts';
import { atrAdvisory } from './atr-advisory.ts';

const founders = FOUNDER.rules.find(({ kind }) => kind === 'atr-advisory')?.params ?? {};

/** The last reading is the current ATR. */
function readings(quantity: string, ...atrs: readonly string[]) {
  return judged(atrAdvisory, founders, given({
    'ticket.quantity': quantity, 'plan.size': '4', 'map.atr': atrs.at(-1) ?? null, 'map.atrReadings': atrs.map((atr, index) => ({ at: NOW - (atrs.length - index) * MINUTE, atr })),
  }));
}

describe('the founder’s ATR bands', () => {
  test.each([
    ['2.99', '2', 'pass'],
    ['2.99', '3', 'miss'],
    ['3', '4', 'pass'],
    ['5.999', '4', 'pass'],
    ['6', '2', 'pass'],
    ['6', '2.5', 'miss'],
    ['7.4999999999', '2', 'pass'],
    ['7.5', '1', 'miss'],
    ['8', '1', 'miss'],
    ['8.0000000001', '1', 'miss'],
  ] as const)('given an ATR of %s and %s of 4: %s', (atr, quantity, status) => {
    expect(readings(quantity, atr).status).toBe(status);
  });
  test('says band, advice and what is allowed', () => {
    expect(readings('3', '6.8')).toMatchObject({ observed: 'ATR 6.8, high volatility, size 3', threshold: '2 (half size)', reason: 'ATR 6.8 is high volatility (6–7.5), half size: half size; 3 is above 2.' });
    expect(readings('1', '7.8').reason).toBe('ATR 7.8 is extreme (from 7.5), stand aside: no entry.');
  });
  test('above 8 a news shock holds until an ATR under 6 is typed', () => {
    expect(readings('1', '8.25')).toMatchObject({ status: 'miss', threshold: 'back under 6' });
    expect(readings('1', '8.25', '6')).toMatchObject({ status: 'miss', reason: 'news shock: the ATR was above 8 and is not back under 6. No entries until it is back under 6.' });
    expect(readings('1', '8.25', '5.99').status).toBe('pass');
    expect(readings('1', '8.25', '5.99', '6.5').status).toBe('pass');
    expect(readings('1', '5', '8', '7').status).toBe('pass');
  });
  test('given an ATR of exactly the age allowed it is fresh; a minute more and it is stale', () => {
    const aged = (minutes: number) => judged(atrAdvisory, founders, given({}, { 'map.atr': minutes }));
    expect(aged(60).status).toBe('pass');
    expect(aged(61)).toMatchObject({ status: 'insufficient', reason: 'Cannot be judged: the typed ATR is 61 minutes old, more than 60 minutes.' });
  });
  test('given no ATR, no plan under a cut, or no readings while a shock is possible, then it cannot be judged', () => {
    expect(judged(atrAdvisory, founders, given({ 'map.atr': null })).status).toBe('insufficient');
    expect(judged(atrAdvisory, founders, given({ 'map.atr': '2', 'plan.size': null })).status).toBe('insufficient');
    expect(judged(atrAdvisory, founders, given({ 'map.atr': '6.5', 'map.atrReadings': null })).status).toBe('insufficient');
    expect(judged(atrAdvisory, founders, given({ 'map.atr': '4', 'map.atrReadings': null })).status).toBe('pass');
  });
  test('the bands of one instrument say nothing about another', () => {
    expect(judged(atrAdvisory, { ...founders, symbols: ['MNQ'] }, given({ 'map.atr': '20' }))).toMatchObject({ status: 'pass', reason: 'These bands are not for MES.' });
  });
  test('bands that do not rise, or a shock without a release, are refused', () => {
    const band = (below: string | null) => ({ label: 'x', below, advice: 'y', factor: '1' });
    for (const bands of [[], [band('3')], [band('3'), band('3'), band(null)], [band(null), band(null)]]) expect(atrAdvisory.parse({ ...founders, bands }).ok).toBe(false);
    expect(atrAdvisory.parse({ ...founders, shockReleaseBelow: null }).ok).toBe(false);
    expect(atrAdvisory.parse({ ...founders, shockReleaseBelow: '9' }).ok).toBe(false);
  });
});
