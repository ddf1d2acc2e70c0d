/** How long work tells where it is, and how it is stopped. */

/** Called now and then with what is done of how much (0 when that is not known); stops the work by throwing. */
export type Checkpoint = (done: number, total: number) => void;

/** For work that nobody watches. */
export const unwatched: Checkpoint = () => undefined;

/** Thrown by a checkpoint when nobody waits for the work any more. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
