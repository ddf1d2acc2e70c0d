/**
 * Time that cannot be set. Within a run, time advances with the monotonic counter from the wall clock read at the start;
 * the wall clock is only compared with it. A difference is reported as a jump, once, and the anchor moves with it, so that
 * whoever keeps deadlines can shift them by the same amount: a brake lasts as long as it says, whatever the clock is set to.
 */

export interface TimeSource {
  /** Milliseconds since the epoch by the machine's clock. */
  wall(): number;
  /** Milliseconds that only ever grow, from any origin. */
  monotonic(): number;
}

export interface Clock {
  /** Trusted milliseconds since the epoch. */
  now(): number;
  monotonic(): number;
}

/** Steps that clock discipline makes by itself (time servers slew in small steps) are no jump. */
export const JUMP_TOLERANCE_MS = 2_000;

export class TrustedClock implements Clock {
  readonly #source: TimeSource;
  #anchorWall: number;
  #anchorMonotonic: number;

  constructor(source: TimeSource) {
    this.#source = source;
    this.#anchorWall = source.wall();
    this.#anchorMonotonic = source.monotonic();
  }

  now(): number {
    return Math.round(this.#anchorWall + this.#source.monotonic() - this.#anchorMonotonic);
  }

  monotonic(): number {
    return this.#source.monotonic();
  }

  /** How far the wall clock moved against the monotonic one since the anchor; re-anchors. Zero when within tolerance. */
  takeJump(): number {
    const delta = Math.round(this.#source.wall() - this.now());
    if (Math.abs(delta) <= JUMP_TOLERANCE_MS) return 0;
    this.#reanchor();
    return delta;
  }

  /**
   * After sleep: the counter may have stood still while real time passed. Time slept was spent away from the screen and
   * counts as served, so the anchor moves forward without a jump. A clock that went back is still a jump.
   */
  resume(): number {
    if (this.#source.wall() < this.now()) return this.takeJump();
    this.#reanchor();
    return 0;
  }

  #reanchor(): void {
    this.#anchorWall = this.#source.wall();
    this.#anchorMonotonic = this.#source.monotonic();
  }
}

export const systemTime: TimeSource = {
  wall: () => Date.now(),
  // The same counter as performance.now(), which costs Electron's main process some milliseconds the first time.
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
};
