import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { runModel, steps } from './testing/model.ts';

describe('the journal', () => {
  it('and its log agree with a plain model after any sequence of imports, undos, amendments, matches and restores', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (wanted) => {
        const folder = mkdtempSync(join(tmpdir(), 'holdfast-model-'));
        try {
          await runModel(folder, wanted);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      // The long run is a script: main/journal/testing/run-model.ts.
      { numRuns: 60, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
    );
  });
});
