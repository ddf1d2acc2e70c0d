import { describe, expect, it } from 'vitest';
import { JUMP_TOLERANCE_MS, TrustedClock } from './clock.ts';

function machine(wall = 1_000_000) {
  const time = { wall, monotonic: 500 };
  return {
    time,
    clock: new TrustedClock({ wall: () => time.wall, monotonic: () => time.monotonic }),
    pass(ms: number) {
      time.wall += ms;
      time.monotonic += ms;
    },
  };
}

describe('trusted clock', () => {
  it('runs with the machine while nobody sets the clock', () => {
    const { clock, pass } = machine();
    pass(60_000);
    expect(clock.now()).toBe(1_060_000);
    expect(clock.takeJump()).toBe(0);
  });

  it.each([-3_600_000, 3_600_000, 86_400_000])('does not follow a clock set by %d ms until the jump is taken', (jump) => {
    const { clock, time, pass } = machine(200_000_000);
    pass(1_000);
    time.wall += jump;
    expect(clock.now()).toBe(200_001_000);
    expect(clock.takeJump()).toBe(jump);
    expect(clock.now()).toBe(200_001_000 + jump);
    expect(clock.takeJump()).toBe(0);
  });

  it('lets small corrections by a time server pass', () => {
    const { clock, time } = machine();
    time.wall += JUMP_TOLERANCE_MS;
    expect(clock.takeJump()).toBe(0);
  });

  it('counts time slept as passed, without a jump', () => {
    const { clock, time } = machine();
    time.wall += 8 * 3_600_000; // the counter stood still
    expect(clock.resume()).toBe(0);
    expect(clock.now()).toBe(1_000_000 + 8 * 3_600_000);
  });

  it('reports a clock that went back during sleep', () => {
    const { clock, time } = machine(50_000_000);
    time.wall -= 10_000_000;
    expect(clock.resume()).toBe(-10_000_000);
  });
});
