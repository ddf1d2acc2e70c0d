/** Watches time for the journal: a clock that was set, a session that ended, a brake that let go, sleep and waking up. */
import type { TrustedClock } from './clock.ts';
import type { Journal } from './journal/journal.ts';

/** Often enough for a countdown's end to be seen at once; while nothing counts down, all it does is compare two clocks. */
const EVERY_MS = 1_000;

export interface TimeWatchOptions {
  readonly clock: TrustedClock;
  readonly journal: () => Journal;
  /** Whether something on the screen counts seconds down; otherwise the window is told the time once a minute. */
  readonly counting: () => boolean;
  /** Tells the window what time it is. */
  readonly tell: (now: number) => void;
  /** Every second: what is due by now? */
  readonly passed: (now: number) => void;
  readonly report: (fault: unknown) => void;
}

export class TimeWatch {
  readonly #clock: TrustedClock;
  readonly #journal: () => Journal;
  readonly #counting: () => boolean;
  readonly #tell: (now: number) => void;
  readonly #passed: (now: number) => void;
  readonly #report: (fault: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #minute = 0;

  constructor({ clock, journal, counting, tell, passed, report }: TimeWatchOptions) {
    this.#clock = clock;
    this.#journal = journal;
    this.#counting = counting;
    this.#tell = tell;
    this.#passed = passed;
    this.#report = report;
  }

  start(): void {
    this.#timer = setInterval(() => this.second(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /**
   * A second passed. What time alone changes is a session, a brake or the golden ticket: the first and the last do so on a
   * full minute, and a brake counts down. In between the journal, which stands open all day, is asked only what it left undone.
   */
  second(): void {
    this.#guard(() => this.#journal().noteClockJump(this.#clock.takeJump()));
    const now = this.#clock.now();
    const minute = Math.floor(now / 60_000);
    const due = minute !== this.#minute || this.#counting() || this.#journal().unfinished;
    if (due) this.#guard(() => this.#journal().tick());
    this.#guard(() => this.#passed(now));
    if (!due) return;
    this.#minute = minute;
    this.#tell(now);
  }

  /** Before anything is judged: has the clock been set, and has time alone changed something? */
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
