/**
 * From starting the process to a ticket screen that can be typed into, against a hello-world window on the same runtime. The
 * two take turns, so that a neighbour slows both; the first start of each, which fills the caches, is not counted.
 */
import { quantile, rounded } from '../quantile.ts';
import { createStarter, type AppName } from './start-app.ts';

const ROUNDS = 15;
/** At most that much slower than the least there can be. */
export const AIM = 1.25;
/** A working app is left alone for a moment, as a person does, so that what it does after its start is done too. */
const PAUSE_MS = 600;

export interface StartBench {
  readonly bench: 'start';
  /** Milliseconds, the median. */
  readonly p50: number;
  readonly fastest: number;
  readonly baseline: 'hello-world window';
  readonly baselineP50: number;
  readonly baselineFastest: number;
  /** Of the medians. */
  readonly ratio: number;
  /** Of the fastest starts: what is left when no neighbour was in the way. */
  readonly ratioFastest: number;
  readonly aim: number;
  readonly samples: number;
  readonly pass: boolean;
}

export async function benchStart(): Promise<StartBench> {
  const starter = await createStarter();
  try {
    const times: Record<AppName, number[]> = { 'hello-world': [], 'holdfast': [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const name of ['hello-world', 'holdfast'] as const) {
        const started = await starter.start(name);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        await started.stop();
        if (round > 0) times[name].push(started.interactiveMs);
      }
    }
    const [p50, baselineP50] = [quantile(times.holdfast, 0.5), quantile(times['hello-world'], 0.5)];
    const [fastest, baselineFastest] = [rounded(Math.min(...times.holdfast)), rounded(Math.min(...times['hello-world']))];
    const ratio = rounded(p50 / baselineP50);
    return { bench: 'start', p50, fastest, baseline: 'hello-world window', baselineP50, baselineFastest, ratio, ratioFastest: rounded(fastest / baselineFastest), aim: AIM, samples: ROUNDS, pass: ratio <= AIM };
  } finally {
    await starter.close();
  }
}
