import { describe, expect, it } from 'vitest';
import { TrustedClock } from './clock.ts';
import { TestClock, testClockStart } from './test-clock.ts';

describe('test clock', () => {
  it('is refused in a packaged app and without a start time', () => {
    expect(testClockStart('1700000000000', true)).toBeNull();
    expect(testClockStart(undefined, false)).toBeNull();
    expect(testClockStart('yesterday', false)).toBeNull();
    expect(testClockStart('1700000000000', false)).toBe(1_700_000_000_000);
  });

  it('tells passing time, a set clock and sleep apart', () => {
    let moved = 0;
    const time = new TestClock(1_700_000_000_000, () => moved++);
    const clock = new TrustedClock(time);
    time.advance(5_000);
    expect(clock.now()).toBe(1_700_000_005_000);
    expect(clock.takeJump()).toBe(0);
    time.setWall(1_700_000_005_000 - 3_600_000);
    expect(clock.takeJump()).toBe(-3_600_000);
    time.sleep(60_000);
    expect(clock.resume()).toBe(0);
    expect(moved).toBe(2);
  });
});
