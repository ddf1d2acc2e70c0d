import { describe, expect, it } from 'vitest';
import { add, nothing, one, playwrightTally, summary, vitestTally } from './test-report.ts';

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });
const vitest = (...testResults: unknown[]) => JSON.stringify({ testResults });
const playwright = (expected: number, unexpected: number, flaky: number, skipped: number) =>
  JSON.stringify({ stats: { expected, unexpected, flaky, skipped } });

describe('the last line', () => {
  it('leaves out skipped when there are none', () => {
    expect(summary(add(one(true), one(false)))).toBe('1 passed, 1 failed');
    expect(summary({ ...nothing, skipped: 2 })).toBe('0 passed, 0 failed, 2 skipped');
  });
});

describe('vitestTally', () => {
  it('counts tests by what became of them', () => {
    expect(vitestTally(vitest(file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'todo', 'pending')), false)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 3,
    });
  });
  it('counts a file that does not load as a failure', () => {
    expect(vitestTally(vitest(file('failed'), file('passed', 'passed')), false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
  it('counts a run that fails although no test did', () => {
    expect(vitestTally(vitest(file('passed', 'passed')), false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
  it.each([null, '', '{"testResults":', '{}'])('counts a run that left %j as one failure', (json) => {
    expect(vitestTally(json, false)).toEqual(one(false));
  });
});

describe('playwrightTally', () => {
  it('counts, and calls a flaky test failed', () => {
    expect(playwrightTally(playwright(5, 1, 2, 3), false)).toEqual({ passed: 5, failed: 3, skipped: 3 });
  });
  it('counts a run that fails although no test did, or that left no report', () => {
    expect(playwrightTally(playwright(5, 0, 0, 0), false)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(playwrightTally(null, false)).toEqual(one(false));
  });
});
