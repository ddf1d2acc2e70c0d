import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzOne } from './testing/fuzz-one.ts';
import { mutateSample, randomFrom } from './testing/mutate.ts';

/**
 * The long mutation run: node main/imports/fuzz.ts [--mutants N] [--seed S] [--only NAME]
 * N mutants of every parser's sample, a million unless said otherwise. Exits 1 at the first that breaks something, naming
 * sample and seed.
 */
const { values } = parseArgs({ options: { mutants: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } } });
const folder = join(import.meta.dirname, 'samples');
const samples = readdirSync(folder).filter((name) => values.only === undefined || name === values.only).sort().map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
const each = Number(values.mutants);
if (!Number.isSafeInteger(each) || each < 1 || samples.length === 0) {
  process.stderr.write('usage: node main/imports/fuzz.ts [--mutants N] [--seed S] [--only NAME of a file in samples/]\n');
  process.exit(2);
}
const base = Number(values.seed) * 1_000_003;
const started = performance.now();
let total = 0;
let imported = 0;
let slowest = { ms: 0, name: '', seed: 0 };
for (const { name, bytes } of samples) {
  for (let i = 0; i < each; i += 1) {
    const seed = base + i;
    const before = performance.now();
    try {
      const result = await fuzzOne(mutateSample(name, bytes, randomFrom(seed)), name);
      if (result.outcome === 'imported') imported += 1;
    } catch (error) {
      process.stderr.write(`${name}, seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    }
    const ms = performance.now() - before;
    if (ms > slowest.ms) slowest = { ms, name, seed };
    total += 1;
  }
  process.stdout.write(`${name}: ${each} mutants, ${Math.round((performance.now() - started) / 1000)} s\n`);
}
process.stdout.write(`${total} mutants: ${imported} imported, ${total - imported} refused, none crashed; slowest ${slowest.ms.toFixed(0)} ms (${slowest.name}, seed ${slowest.seed}).\n`);
