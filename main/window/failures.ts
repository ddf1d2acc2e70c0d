/** How often something may fail before it is left to the trader. */
const OFTEN = 3;
const WITHIN_MS = 60_000;

/** Counts failures, so that what fails at once whenever it is tried is not tried for ever. Pure. */
export class Failures {
  #recent: readonly number[] = [];

  /** One more. @param now milliseconds on a clock that cannot be set. @returns whether to try again without asking */
  again(now: number): boolean {
    this.#recent = [...this.#recent.filter((at) => now - at < WITHIN_MS), now];
    if (this.#recent.length < OFTEN) return true;
    // Whoever is asked begins anew.
    this.#recent = [];
    return false;
  }
}
