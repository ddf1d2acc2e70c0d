/**
 * Whether the windows stand still over a journal of a million trades: every gap between two frames of the desk and of the
 * analytics window, and every delay of the main process, while a trader opens the reports and goes through them. A hello-world
 * window is open beside them and counts its own frames over the same time, so that a busy machine shows in both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { startVirtualDisplay } from '../display.ts';
import { resolveRuntime } from '../electron-runtime/index.ts';
import { root } from '../paths.ts';
import { makeLargeJournal } from './journal-file.ts';
import { quantile, rounded } from './quantile.ts';

const TRADES = 1_000_000;
/** A page is looked at for so long after it is there, as a person does. */
const LOOK_MS = 1_500;
/** Two frames at 60 Hz: one that came in time and one that did not. */
export const AIM_MS = 33.4;
/** Neither an occluded nor an unfocused window may draw less often than another. */
const SWITCHES = ['--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding', '--disable-background-timer-throttling'];

interface Frames {
  readonly p99: number;
  readonly max: number;
  readonly frames: number;
}

export interface JournalWindowBench {
  readonly bench: 'journal-window';
  readonly trades: number;
  /** Milliseconds between two frames, in the window that is looked at, the desk beside it and the hello world, by what is done. */
  readonly steps: Readonly<Record<string, { readonly analytics: Frames | null; readonly desk: Frames; readonly helloWorld: Frames; readonly mainProcess: Omit<Frames, 'frames'> }>>;
  readonly analytics: Frames;
  readonly desk: Frames;
  /** Milliseconds by which the main process was late, over all steps. */
  readonly mainProcessMax: number;
  readonly baseline: 'hello-world window';
  readonly helloWorld: Frames;
  /** Of the 99th percentiles, analytics to hello world. */
  readonly ratio: number;
  readonly aimMs: number;
  readonly pass: boolean;
}

export async function benchJournalWindow(): Promise<JournalWindowBench> {
  const { executable } = await resolveRuntime();
  const display = process.platform === 'linux' ? await startVirtualDisplay() : null;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const open: ElectronApplication[] = [];
  const launch = async (args: readonly string[], env: Record<string, string>): Promise<ElectronApplication> => {
    const app = await _electron.launch({
      executablePath: executable,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...SWITCHES, ...args],
      env: { ...(process.env as Record<string, string>), ...env, ...(display === null ? {} : { DISPLAY: display.name }) },
    });
    open.push(app);
    return app;
  };
  try {
    const data = join(folder, 'data');
    makeLargeJournal(data, TRADES);
    const hello = await (await launch([join(import.meta.dirname, 'hello-world'), `--user-data-dir=${join(folder, 'hello-world')}`], {})).firstWindow();
    const app = await launch([root], { HOLDFAST_DATA: data });
    const desk = await app.firstWindow();
    await desk.getByRole('form', { name: 'Ticket' }).waitFor();
    const all: Record<'analytics' | 'desk' | 'hello', number[]> = { analytics: [], desk: [], hello: [] };
    const steps: Record<string, JournalWindowBench['steps'][string]> = {};
    let window: Page | null = null;
    const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      const watched = window;
      for (const page of [desk, hello, ...(watched === null ? [] : [watched])]) await countFrames(page);
      await countDelays(app);
      await work();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const mainProcess = await delays(app);
      const gaps = { analytics: watched === null ? [] : await framesOf(watched), desk: await framesOf(desk), hello: await framesOf(hello) };
      for (const key of ['analytics', 'desk', 'hello'] as const) all[key].push(...gaps[key]);
      steps[name] = { analytics: watched === null ? null : summed(gaps.analytics), desk: summed(gaps.desk), helloWorld: summed(gaps.hello), mainProcess };
    };

    await step('trades of the desk', async () => {
      await desk.keyboard.press('Alt+3');
      await desk.getByRole('list', { name: 'Trades' }).getByRole('button').first().waitFor();
    });
    await step('the window opens', async () => {
      [window] = await Promise.all([app.waitForEvent('window'), desk.getByRole('button', { name: 'Analytics' }).click()]);
      await window.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    });
    const analytics = found(window);
    await step('first reading', () => analytics.getByText('n = 1,000,000').first().waitFor({ timeout: 120_000 }));
    for (const name of ['Calendar', 'Breakdowns', 'Overview', 'Journal']) {
      await step(name, async () => {
        await analytics.getByRole('navigation', { name: 'Reports' }).getByText(name, { exact: true }).click();
        await analytics.getByRole('heading', { name, level: 1 }).waitFor();
      });
    }
    await step('list of trades', async () => {
      await analytics.getByRole('radio', { name: 'Trades' }).click();
      await analytics.getByRole('list', { name: 'Trades' }).getByRole('button').first().waitFor();
      await analytics.getByRole('list', { name: 'Trades' }).hover();
      for (let turn = 0; turn < 20; turn += 1) await analytics.mouse.wheel(0, 400);
    });

    const [own, beside, least] = [summed(all.analytics), summed(all.desk), summed(all.hello)];
    const mainProcessMax = Math.max(...Object.values(steps).map(({ mainProcess }) => mainProcess.max));
    return {
      bench: 'journal-window', trades: TRADES, steps, analytics: own, desk: beside, mainProcessMax, baseline: 'hello-world window', helloWorld: least, ratio: rounded(own.p99 / least.p99), aimMs: AIM_MS,
      pass: own.max <= AIM_MS && beside.max <= AIM_MS,
    };
  } finally {
    for (const app of open) await app.close();
    await display?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function found(page: Page | null): Page {
  if (page === null) throw new Error('the analytics window did not open');
  return page;
}

function summed(gaps: readonly number[]): Frames {
  return { p99: quantile(gaps, 0.99), max: rounded(Math.max(...gaps)), frames: gaps.length };
}

/** Begins to note the time between frames. */
async function countFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let [last, counting] = [performance.now(), true];
    const frame = (): void => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (counting) requestAnimationFrame(frame);
    };
    requestAnimationFrame(() => {
      last = performance.now();
      requestAnimationFrame(frame);
    });
    Reflect.set(window, 'benchFrames', () => {
      counting = false;
      return gaps;
    });
  });
}

function framesOf(page: Page): Promise<number[]> {
  return page.evaluate(() => (Reflect.get(window, 'benchFrames') as () => number[])());
}

/** A timer of the main process every five milliseconds: whatever keeps it waiting is noted. */
async function countDelays(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const every = 5;
    const late: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      late.push(Math.max(0, now - last - every));
      last = now;
    }, every);
    Reflect.set(globalThis, 'benchDelays', () => {
      clearInterval(timer);
      return late;
    });
  });
}

async function delays(app: ElectronApplication): Promise<Omit<Frames, 'frames'>> {
  // Asynchronous: the garbage collector of the main process may take an answer that stands at once before it is sent.
  const { p99, max } = summed(await app.evaluate(async () => (Reflect.get(globalThis, 'benchDelays') as () => number[])()));
  return { p99, max };
}
