import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fuzzOne } from './testing/fuzz-one.ts';
import { mutateSample, randomFrom } from './testing/mutate.ts';
import { sampleFolder } from './testing/read-all.ts';

/** The bounded run; `node main/imports/fuzz.ts` does the long one with the same mutants and other seeds. */
const MUTANTS = 2_000;

describe(`${MUTANTS} mutants of every sample are imported or refused, never a crash`, () => {
  it.each(readdirSync(sampleFolder).sort())('%s', async (name) => {
    const original = new Uint8Array(readFileSync(join(sampleFolder, name)));
    let imported = 0;
    for (let seed = 0; seed < MUTANTS; seed += 1) {
      const mutant = mutateSample(name, original, randomFrom(seed));
      try {
        if ((await fuzzOne(mutant, name)).outcome === 'imported') imported += 1;
      } catch (error) {
        throw new Error(`mutant ${seed} of ${name}: ${String(error)}`, { cause: error });
      }
    }
    expect(imported).toBeLessThanOrEqual(MUTANTS);
  }, 60_000);
});
