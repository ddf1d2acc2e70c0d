/** What is worth telling a trader who looks elsewhere, and when. Pure; `notifications.ts` shows it. */

export interface Watched {
  /** Milliseconds since the epoch on the clock that cannot be set. */
  readonly now: number;
  /** Blocked tickets that wait for a decision. */
  readonly coolDowns: readonly { readonly ticketId: string; readonly symbol: string; readonly endsAt: number }[];
  /** When trading may begin in the current session; null when there is none. */
  readonly opening: { readonly sessionDate: string; readonly at: number; readonly prepared: boolean } | null;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Where a click leads. */
  readonly to: 'home' | 'rehab' | 'settings' | 'imports';
}

/** After that long an opening is no news any more: the app was started late, or the machine slept. */
const OPENING_IS_NEWS_MS = 30 * 60_000;

/** Says each thing once. Only what it saw begin does it see end: after a restart nothing is told again. */
export class Notices {
  readonly #running = new Set<string>();
  #openingTold: string | null = null;

  /** To be called when something changed, and once a second. */
  due({ now, coolDowns, opening }: Watched): Notice[] {
    const notices: Notice[] = [];

    const waiting = new Set(coolDowns.map(({ ticketId }) => ticketId));
    // A ticket that was walked away from, or cancelled, needs no call back.
    for (const ticketId of this.#running) if (!waiting.has(ticketId)) this.#running.delete(ticketId);
    for (const { ticketId, symbol, endsAt } of coolDowns) {
      if (now < endsAt) this.#running.add(ticketId);
      else if (this.#running.delete(ticketId)) {
        notices.push({
          title: 'The cool-down is over',
          body: `The ${symbol} ticket waits for your decision: walk away, or take it with a written note.`,
          to: 'home',
        });
      }
    }

    if (opening !== null && now >= opening.at && this.#openingTold !== opening.sessionDate) {
      this.#openingTold = opening.sessionDate;
      if (!opening.prepared && now < opening.at + OPENING_IS_NEWS_MS) {
        notices.push({
          title: 'The session begins, and you are not prepared',
          body: 'The rehab run is not finished. Ten quiet minutes now cost less than one trade without a plan.',
          to: 'rehab',
        });
      }
    }
    return notices;
  }
}
