import { describe, expect, it } from 'vitest';
import { Failures } from './failures.ts';

describe('failures', () => {
  it('are tried again, but not three times within a minute', () => {
    const failures = new Failures();
    expect([0, 30_000, 59_999].map((at) => failures.again(at))).toEqual([true, true, false]);
  });

  it('far apart are each tried again', () => {
    const failures = new Failures();
    expect([0, 30_000, 60_000, 90_000, 120_000].map((at) => failures.again(at))).toEqual([true, true, true, true, true]);
  });

  it('begin anew once somebody was asked', () => {
    const failures = new Failures();
    expect([0, 1, 2, 3, 4, 5].map((at) => failures.again(at))).toEqual([true, true, false, true, true, false]);
  });
});
