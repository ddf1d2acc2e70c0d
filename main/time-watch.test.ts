import { expect, onTestFinished, test, vi } from 'vitest';
import { TrustedClock } from './clock.ts';
import type { Journal } from './journal/journal.ts';
import { TimeWatch } from './time-watch.ts';

/** A watch over a journal that only counts what it is asked. */
function watching(counting: boolean) {
  const time = { wall: 1_700_000_040_000, monotonic: 0 };
  const asked = { ticks: 0, jumps: [] as number[], told: [] as number[], passed: 0 };
  const journal = { unfinished: false, noteClockJump: (ms: number) => void (ms === 0 || asked.jumps.push(ms)), tick: () => void (asked.ticks += 1) } as unknown as Journal;
  const watch = new TimeWatch({
    clock: new TrustedClock({ wall: () => time.wall, monotonic: () => time.monotonic }),
    journal: () => journal,
    counting: () => counting,
    writing: () => false,
    tell: (now) => void asked.told.push(now),
    passed: () => void (asked.passed += 1),
    report: (fault) => {
      throw fault;
    },
  });
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      time.wall += 1_000;
      time.monotonic += 1_000;
      watch.second();
    }
  };
  return { watch, time, asked, pass };
}

test('while nothing counts down the journal is asked once a minute, and the clocks are compared every second', () => {
  const { asked, pass, time } = watching(false);
  pass(120);
  expect([asked.ticks, asked.told.length, asked.passed]).toEqual([3, 3, 120]);
  time.wall += 600_000;
  pass(1);
  expect(asked.jumps).toEqual([600_000]);
});

test('while something counts down both are asked every second', () => {
  const { asked, pass } = watching(true);
  pass(5);
  expect([asked.ticks, asked.told.length]).toEqual([5, 5]);
});

test('before something is judged a clock that was set is noticed, and nothing more is waited for', () => {
  const { asked, watch, pass, time } = watching(false);
  pass(1);
  time.wall += 600_000;
  watch.check();
  expect([asked.jumps, asked.ticks]).toEqual([[600_000], 1]);
});

test('what the journal left undone is done in pieces, ten in a second, and not while another thread writes', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const undone = { left: 25, writing: false };
  const journal = { get unfinished() { return undone.left > 0; }, noteClockJump: () => undefined, tick: () => undefined, goOn: () => void (undone.left -= 1) } as unknown as Journal;
  const watch = new TimeWatch({
    clock: new TrustedClock({ wall: () => Date.now(), monotonic: () => performance.now() }), journal: () => journal, counting: () => false, writing: () => undone.writing, tell: () => undefined, passed: () => undefined,
    report: (fault) => {
      throw fault;
    },
  });
  watch.start();
  vi.advanceTimersByTime(1_950);
  expect(undone.left).toBe(15);
  undone.writing = true;
  vi.advanceTimersByTime(5_000);
  expect(undone.left).toBe(15);
  undone.writing = false;
  vi.advanceTimersByTime(3_000);
  expect(undone.left).toBe(0);
  undone.left = 25;
  vi.advanceTimersByTime(1_000);
  watch.stop();
  const { left } = undone;
  expect(left).toBeLessThan(25);
  vi.advanceTimersByTime(5_000);
  expect(undone.left).toBe(left);
});
