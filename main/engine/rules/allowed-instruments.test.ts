import { describe, expect, test } from 'vitest';
import { given, judged } from '../testing/given.ts';
import { allowedInstruments } from './allowed-instruments.ts';

const allowed = (...symbols: readonly string[]) => judged(allowedInstruments, { symbols }, given());

describe('allowed instruments', () => {
  test('one of the list passes, in any case of letters', () => {
    expect(allowed('MNQ', 'MES').status).toBe('pass');
    expect(allowed(' mes ').status).toBe('pass');
  });
  test('another one misses, and so does everything where none is allowed', () => {
    expect(allowed('MNQ')).toMatchObject({ status: 'miss', observed: 'MES', threshold: 'MNQ', reason: 'MES is not among the allowed instruments.' });
    expect(allowed().status).toBe('miss');
  });
  test('a symbol that only begins like an allowed one misses', () => {
    expect(allowed('ME', 'MESX').status).toBe('miss');
  });
  test('given no instrument, then it cannot be judged', () => {
    expect(judged(allowedInstruments, {}, given({ instrument: null })).status).toBe('insufficient');
  });
});
