/** What every state of a window has to hold: no violation that axe knows, in three appearances; a focus that goes round and shows; nothing for the mouse alone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect } from '../fixtures/app.ts';
import { expectVisibleFocus } from './hands.ts';

const THEMES = ['light', 'dark', 'contrast'] as const;
/** More stops than any screen has. */
const MOST_STOPS = 90;

// Run as a debugger's call: the content security policy forbids what a script element would bring.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No violation of any rule that axe knows for WCAG 2.2 AA and good practice, in each of the three appearances. */
export async function passes(page: Page, state: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((appearance) => {
      document.documentElement.dataset['appearance'] = appearance;
    }, theme);
    // Colours that are on their way from one value to another belong to neither.
    await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Number.POSITIVE_INFINITY));
    const violations = await page.evaluate(async () => {
      const axe = Reflect.get(window, 'axe') as { run: (context: Document, options: object) => Promise<AxeResults> };
      const found = await axe.run(document, { resultTypes: ['violations'], rules: { 'region': { enabled: true } } });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`);
    });
    expect.soft(violations, `${state}, ${theme}`).toEqual([]);
  }
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${state}: wider than the window`).toBeLessThanOrEqual(0);
}

/** Tab goes through everything and comes round; each stop can be seen. Returns the number of stops. */
export async function focusGoesRound(page: Page, state: string): Promise<number> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const seen = new Set<number>();
  await page.evaluate(() => Reflect.set(window, 'focusStops', new Map()));
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    await expectVisibleFocus(page);
    const at = await page.evaluate(() => {
      const stops = Reflect.get(window, 'focusStops') as Map<Element, number>;
      const element = document.activeElement;
      if (element === null || element === document.body) return -1;
      if (!stops.has(element)) stops.set(element, stops.size);
      return stops.get(element) ?? -1;
    });
    if (seen.has(at) && (at === 0 || at === -1)) return seen.size;
    seen.add(at);
  }
  throw new Error(`${state}: the focus does not come round; it stays among ${seen.size} stops`);
}

/** What can be clicked but not reached: in no tab order, moved to by no arrow key, hidden from nobody. */
export async function expectAllReachable(page: Page, state: string): Promise<void> {
  const unreachable = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [role="button"], [role="switch"], [role="checkbox"], [role="combobox"]')]
      .filter((element) => element.tabIndex < 0 && element.checkVisibility() && element.closest('[aria-hidden="true"], [inert]') === null && element.getAttribute('aria-hidden') === null)
      // One of several that share a tab stop, where the arrows move.
      .filter((element) => element.closest('[role="radiogroup"], [role="tablist"], [role="listbox"], ul[aria-label], ol[aria-label]') === null)
      // For the cursor of a screen reader: too small for a mouse.
      .filter((element) => element.getBoundingClientRect().width > 1)
      // Stands behind a button that opens it.
      .filter((element) => !(element instanceof HTMLInputElement && element.type === 'file'))
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect.soft(unreachable, `${state}: reached by mouse alone`).toEqual([]);
}

/** Brings axe into the page. To be done once for each page that is loaded. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(AXE);
}

/** Waits for a state, and holds it to everything. */
export async function holds(page: Page, state: string, seen?: Locator): Promise<void> {
  if (seen !== undefined) await expect(seen).toBeVisible();
  await passes(page, state);
  await expectAllReachable(page, state);
}
