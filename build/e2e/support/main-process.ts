/** Lets a test ask the main process without losing the answer. */
import type { ElectronApplication } from '@playwright/test';

/**
 * V8 holds what an evaluation answers only weakly until the microtasks run, and the main process runs them when its loop
 * comes round: an answer that stood at once is lost to a garbage collection in between, and the test ends with “Resulting
 * promise was garbage collected”. A promise that has still to settle is held by whatever settles it, so every answer is one.
 */
export function holdAnswers(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app);
  const held = (run: unknown, argument: unknown): Promise<unknown> =>
    evaluate(
      async (electron, { source, given }) => {
        const inside = (0, eval)(`(${source})`) as (main: typeof electron, given: unknown) => unknown;
        return inside(electron, given);
      },
      { source: String(run), given: argument },
    );
  app.evaluate = held as ElectronApplication['evaluate'];
}
