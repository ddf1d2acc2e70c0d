/** Watches time for the journal: a clock that was set, a session that ended, a brake that let go, sleep and waking up. */
import type { TrustedClock } from './clock.ts';
import type { Journal } from './journal/journal.ts';

/** Often enough for a countdown's end to be seen at once; two comparisons and a few rows, so it costs next to nothing. */
const EVERY_MS = 1_000;

export class TimeWatch {
  readonly #clock: TrustedClock;
  readonly #journal: () => Journal;
  readonly #report: (fault: unknown) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: TrustedClock, journal: () => Journal, report: (fault: unknown) => void) {
    this.#clock = clock;
    this.#journal = journal;
    this.#report = report;
  }

  start(): void {
    this.#timer = setInterval(() => this.check(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Before anything is judged, and once a second: has the clock been set, and has time alone changed something? */
  check(): void {
    this.#guard(() => {
      this.#journal().noteClockJump(this.#clock.takeJump());
      this.#journal().tick();
    });
  }

  /** The machine woke up. */
  resumed(): void {
    this.#guard(() => {
      this.#journal().noteClockJump(this.#clock.resume());
      this.#journal().tick();
    });
  }

  /** A journal that cannot be written must not stop the clock from being watched. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (fault) {
      this.#report(fault);
    }
  }
}
