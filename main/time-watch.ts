/** Watches time for the journal: a clock that was set, a session that ended, a brake that let go, sleep and waking up. */
import type { TrustedClock } from './clock.ts';
import type { Journal } from './journal/journal.ts';

/** Often enough for a countdown's end to be seen at once; while nothing counts down, all it does is compare two clocks. */
const EVERY_MS = 1_000;
/** Between two pieces of what the journal left undone: a click in between waits for one of them at most. */
const PIECE_EVERY_MS = 100;

export interface TimeWatchOptions {
  readonly clock: TrustedClock;
  readonly journal: () => Journal;
  /** Whether another thread writes the journal right now: nothing that can wait is written then. */
  readonly writing: () => boolean;
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
  readonly #writing: () => boolean;
  readonly #tell: (now: number) => void;
  readonly #passed: (now: number) => void;
  readonly #report: (fault: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #piece: NodeJS.Timeout | undefined;
  #minute = 0;

  constructor({ clock, journal, counting, writing, tell, passed, report }: TimeWatchOptions) {
    this.#clock = clock;
    this.#journal = journal;
    this.#counting = counting;
    this.#writing = writing;
    this.#tell = tell;
    this.#passed = passed;
    this.#report = report;
  }

  start(): void {
    this.#timer = setInterval(() => this.second(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#piece);
  }

  /**
   * A second passed. What time alone changes is a session, a brake or the golden ticket: the first and the last do so on a
   * full minute, and a brake counts down. In between the journal, which stands open all day, is asked only what it left undone.
   */
  second(): void {
    this.#guard(() => this.#journal().noteClockJump(this.#clock.takeJump()));
    const now = this.#clock.now();
    const minute = Math.floor(now / 60_000);
    const due = minute !== this.#minute || this.#counting();
    this.#goOn();
    if (due) this.#guard(() => this.#journal().tick());
    this.#guard(() => this.#passed(now));
    if (!due) return;
    this.#minute = minute;
    this.#tell(now);
  }

  /** Does what the journal left undone, a piece at a time; what fails is tried again with the next second. */
  #goOn(): void {
    clearTimeout(this.#piece);
    if (this.#writing()) return;
    this.#guard(() => {
      const journal = this.#journal();
      if (!journal.unfinished) return;
      journal.goOn();
      this.#piece = setTimeout(() => this.#goOn(), PIECE_EVERY_MS);
    });
  }

  /** Before anything is judged: has the clock been set? What time alone changes is told within the second. */
  check(): void {
    this.#guard(() => this.#journal().noteClockJump(this.#clock.takeJump()));
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
