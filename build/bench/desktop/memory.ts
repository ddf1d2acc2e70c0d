/**
 * Memory of all processes together (PSS), some seconds after the start, and what an open window costs the processor when
 * nobody touches it; both against a hello-world window on the same runtime.
 */
import { quantile, rounded } from '../quantile.ts';
import { cpuSeconds, memoryMb, processTree } from './processes.ts';
import { createStarter, type AppName } from './start-app.ts';

const ROUNDS = 5;
const SETTLE_MS = 5_000;
const IDLE_SECONDS = 30;
export const MEMORY_AIM = 1.35;
/** Per cent of one core. */
export const IDLE_AIM = 0.5;

export interface MemoryBench {
  readonly bench: 'memory';
  /** Mebibytes, the median. */
  readonly pssMb: number;
  readonly baseline: 'hello-world window';
  readonly baselinePssMb: number;
  readonly ratio: number;
  readonly aim: number;
  readonly samples: number;
  readonly pass: boolean;
}

export interface IdleBench {
  readonly bench: 'idle';
  /** Per cent of one core, all processes. */
  readonly cpuPercent: number;
  readonly baseline: 'hello-world window';
  readonly baselineCpuPercent: number;
  /** Null when the baseline used nothing that could be measured. */
  readonly ratio: number | null;
  readonly aim: number;
  readonly seconds: number;
  readonly pass: boolean;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function benchMemory(): Promise<MemoryBench> {
  const starter = await createStarter();
  try {
    const used: Record<AppName, number[]> = { 'hello-world': [], 'holdfast': [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of ['hello-world', 'holdfast'] as const) {
        const app = await starter.start(name);
        await wait(SETTLE_MS);
        used[name].push(memoryMb(processTree(app.pid)));
        await app.stop();
      }
    }
    const [pssMb, baselinePssMb] = [quantile(used.holdfast, 0.5), quantile(used['hello-world'], 0.5)];
    const ratio = rounded(pssMb / baselinePssMb);
    return { bench: 'memory', pssMb, baseline: 'hello-world window', baselinePssMb, ratio, aim: MEMORY_AIM, samples: ROUNDS, pass: ratio <= MEMORY_AIM };
  } finally {
    await starter.close();
  }
}

/** Both stand open side by side for the same half minute. */
export async function benchIdle(): Promise<IdleBench> {
  const starter = await createStarter();
  try {
    const apps = [await starter.start('hello-world'), await starter.start('holdfast')] as const;
    // The daily backup and the caches of the first start are not idleness.
    await wait(2 * SETTLE_MS);
    const used = (): number[] => apps.map(({ pid }) => cpuSeconds(processTree(pid)));
    const before = used();
    await wait(IDLE_SECONDS * 1000);
    const [baselineCpuPercent = 0, cpuPercent = 0] = used().map((seconds, index) => rounded(((seconds - (before[index] ?? 0)) / IDLE_SECONDS) * 100));
    for (const app of apps) await app.stop();
    return {
      bench: 'idle', cpuPercent, baseline: 'hello-world window', baselineCpuPercent,
      ratio: baselineCpuPercent === 0 ? null : rounded(cpuPercent / baselineCpuPercent), aim: IDLE_AIM, seconds: IDLE_SECONDS, pass: cpuPercent < IDLE_AIM,
    };
  } finally {
    await starter.close();
  }
}
