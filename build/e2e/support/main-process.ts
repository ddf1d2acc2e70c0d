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

/** Keeps what the main process tells its threads from them for as long as a test wants: nothing that they do ends meanwhile. */
export async function holdThreads(app: ElectronApplication): Promise<{ goOn: () => Promise<void> }> {
  await app.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const tell = Reflect.get(Worker.prototype, 'postMessage') as (message: unknown) => void;
    const waiting: (() => void)[] = [];
    Worker.prototype.postMessage = function (this: unknown, message: unknown) {
      waiting.push(() => tell.call(this, message));
    };
    Reflect.set(globalThis, 'goOn', () => {
      Worker.prototype.postMessage = tell;
      for (const next of waiting) next();
    });
  });
  return { goOn: () => app.evaluate(() => (Reflect.get(globalThis, 'goOn') as () => void)()) };
}
