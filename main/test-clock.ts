/**
 * A clock that end-to-end tests move by hand. The composition root uses it only in an unpackaged app that was started
 * with HOLDFAST_TEST_CLOCK; a packaged Holdfast ignores the variable, so no trader can serve a cool-down with it.
 */
import type { TimeSource } from './clock.ts';

export class TestClock implements TimeSource {
  #wall: number;
  #monotonic = 0;
  readonly #moved: () => void;

  /** @param start wall time in milliseconds since the epoch. @param moved called after every change. */
  constructor(start: number, moved: () => void) {
    this.#wall = start;
    this.#moved = moved;
  }

  wall(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  /** Time passes as it does. */
  advance(ms: number): void {
    if (ms < 0) throw new RangeError('time passes forwards; use setWall to set the clock back');
    this.#wall += ms;
    this.#monotonic += ms;
    this.#moved();
  }

  /** Somebody sets the machine's clock. */
  setWall(ms: number): void {
    this.#wall = ms;
    this.#moved();
  }

  /** The machine sleeps: the wall clock goes on, the counter stands still. */
  sleep(ms: number): void {
    this.#wall += ms;
  }
}

/** The start time when the variable is set to one; null otherwise. */
export function testClockStart(variable: string | undefined, packaged: boolean): number | null {
  if (packaged || variable === undefined) return null;
  const start = Number(variable);
  return Number.isSafeInteger(start) && start > 0 ? start : null;
}
