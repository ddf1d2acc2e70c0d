import { describe, expect, it } from 'vitest';
import { bench, MINUTE, setUp, type Bench } from './testing/bench.ts';

const MAP = { symbol: 'MES', trend: 'up', channel: 'none', levels: [], atr: '4.5', news: [] } as const;

function save(made: Bench, change: Partial<Parameters<Bench['journal']['saveMap']>[0]> = {}): void {
  made.journal.saveMap({ ...MAP, levels: [], news: [], ...change });
}

function atrAge(made: Bench): number | undefined {
  return made.session().atr[0]?.ageMs;
}

describe('the age of a typed ATR', () => {
  it('counts from when the value was typed', () => {
    const made = bench();
    setUp(made);
    save(made);
    made.time.advance(40 * MINUTE);
    expect(atrAge(made)).toBe(40 * MINUTE);
  });

  it('is not made fresh by saving the rest of the map', () => {
    const made = bench();
    setUp(made);
    save(made);
    made.time.advance(70 * MINUTE);
    save(made, { trend: 'range' });
    expect(made.session().atr[0]).toMatchObject({ ageMs: 70 * MINUTE, stale: true });
  });

  it('begins anew with another value', () => {
    const made = bench();
    setUp(made);
    save(made);
    made.time.advance(70 * MINUTE);
    save(made, { atr: '4.75' });
    expect(atrAge(made)).toBe(0);
  });

  it('begins anew when the trader read it again and it is unchanged', () => {
    const made = bench();
    setUp(made);
    save(made);
    made.time.advance(70 * MINUTE);
    save(made, { atrConfirmed: true });
    expect(made.session().atr[0]).toMatchObject({ atr: '4.5', ageMs: 0, stale: false });
  });
});
