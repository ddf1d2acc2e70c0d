/** Puts the generator of malformed messages into the window's page and drives it from the test. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import type { CallName } from '../../../../preload/contract/calls.ts';
import type { Flood, flood } from './in-page.ts';

/** @returns sends so many malformed messages on a channel of the contract and says how they were answered */
export async function floodGates(page: Page): Promise<(name: CallName, count: number, seed: number) => Promise<Flood>> {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'chrome130', lib: { entry: join(import.meta.dirname, 'in-page.ts'), formats: ['iife'], name: 'floodGates' } },
  })) as Rolldown.RolldownOutput[];
  const code = output[0]?.output[0].code;
  if (code === undefined) throw new Error('the generator of malformed messages was not built');
  // Through the debugger: the page's own policy would not let a script in.
  await page.evaluate(code);
  return (name, count, seed) => page.evaluate(([...given]) => (Reflect.get(window, 'flood') as typeof flood)(...given), [name, count, seed] as const);
}
