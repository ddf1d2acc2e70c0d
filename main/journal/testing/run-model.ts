/** The long run of the model: `node main/journal/testing/run-model.ts 5000 [SEED]`. Prints a counterexample and ends with 1 when there is one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { runModel, steps } from './model.ts';

const [count = '1000', seed] = process.argv.slice(2);
let done = 0;
try {
  await fc.assert(
    fc.asyncProperty(steps, async (wanted) => {
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-model-'));
      try {
        await runModel(folder, wanted);
        done += 1;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: Number(count), ...(seed === undefined ? {} : { seed: Number(seed) }) },
  );
  process.stdout.write(`${done} sequences, all in agreement\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${error instanceof Error && error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : ''}\n`);
  process.exitCode = 1;
}
