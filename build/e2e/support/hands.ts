/** A trader who works by keyboard alone: nothing here touches the mouse, and nothing is filled behind the window's back. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures/app.ts';

/** More tab stops than any screen has: beyond it, the focus goes round without ever coming to what is looked for. */
const MOST_STOPS = 90;

export interface Hands {
  /** One chord after the other, such as "Alt+N". */
  press(...chords: string[]): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
  /** Replaces what the focused field holds. */
  retype(text: string): Promise<void>;
  /** Tab, until the focus is there; with `back`, the other way round. Every stop on the way has to be visible. */
  to(target: Locator, direction?: 'on' | 'back'): Promise<void>;
  /** Tabs to a field and replaces what it holds. */
  fill(target: Locator, text: string): Promise<void>;
  /** Tabs to a group of choices and goes to one of them by arrow key. */
  choose(group: Locator, choice: string | RegExp): Promise<void>;
  /** Tabs to a list that is one stop and goes down to a row; the rest of it is the arrows'. */
  row(list: Locator, row: string | RegExp): Promise<void>;
  /** Tabs to a list of options, opens it, and picks one. */
  pick(target: Locator, option: string): Promise<void>;
}

export function hands(page: Page): Hands {
  const { keyboard } = page;

  const hasFocus = (target: Locator): Promise<boolean> =>
    target.evaluateAll((elements) => elements.some((element) => element === document.activeElement || (element.getAttribute('role') === 'radiogroup' && element.contains(document.activeElement))));

  const self: Hands = {
    async press(...chords) {
      for (const chord of chords) await keyboard.press(chord);
    },
    async type(text) {
      await keyboard.type(text);
    },
    async retype(text) {
      await keyboard.press('ControlOrMeta+A');
      await keyboard.press('Delete');
      await keyboard.type(text);
    },
    async to(target, direction = 'on') {
      await expect(target).toHaveCount(1);
      for (let stops = 0; stops < MOST_STOPS; stops += 1) {
        if (await hasFocus(target)) return;
        await keyboard.press(direction === 'on' ? 'Tab' : 'Shift+Tab');
        await expectVisibleFocus(page);
      }
      throw new Error(`no tab stop leads to ${String(target)}`);
    },
    async fill(target, text) {
      await self.to(target);
      await self.retype(text);
      await expect(target).toHaveValue(text);
    },
    async choose(group, choice) {
      await self.to(group);
      const wanted = group.getByRole('radio', { name: choice });
      const choices = await group.getByRole('radio').count();
      // The arrows move and choose; on the only choice that is right already, Space does.
      await keyboard.press('Space');
      for (let at = 0; at < choices && !(await wanted.isChecked()); at += 1) await keyboard.press('ArrowRight');
      await expect(wanted).toBeChecked();
    },
    async row(list, row) {
      await self.to(list.locator('button[tabindex="0"]'));
      const wanted = list.getByRole('button', { name: row });
      await expect(wanted).toHaveCount(1);
      await keyboard.press('Home');
      for (let at = 0; at < MOST_STOPS && !(await hasFocus(wanted)); at += 1) await keyboard.press('ArrowDown');
      await expect(wanted).toBeFocused();
    },
    async pick(target, option) {
      await self.to(target);
      await keyboard.press('Enter');
      const wanted = page.getByRole('option', { name: option });
      await expect(wanted).toBeVisible();
      for (let at = 0; at < MOST_STOPS && (await wanted.getAttribute('data-highlighted')) === null; at += 1) await keyboard.press('ArrowDown');
      // An option is shown as chosen a moment before it hears keys: by the focus itself, or on behalf of the field that keeps it.
      await expect.poll(() => wanted.evaluate((option) => option === document.activeElement || document.activeElement?.getAttribute('aria-activedescendant') === option.id)).toBe(true);
      await keyboard.press('Enter');
      await expect(wanted).toBeHidden();
    },
  };
  return self;
}

/** Something that can be seen has the focus, and shows that it has. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const fault = await page.evaluate(() => {
    const element = document.activeElement;
    // At the ends of the page the focus passes through the window itself.
    if (element === null || element === document.body) return null;
    // The parts put empty guards around a dialog and hand the focus on.
    if (element.hasAttribute('data-base-ui-focus-guard')) return null;
    const name = `${element.tagName} "${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40) ?? ''}"`;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return `${name} has the focus and no size`;
    if (box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight) return `${name} has the focus outside the window`;
    const marked = (look: CSSStyleDeclaration) => (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none';
    // A ring may be drawn around the part of a control that is seen, such as the box of a field.
    for (let at: Element | null = element, up = 0; at !== null && up < 3; at = at.parentElement, up += 1) if (marked(getComputedStyle(at))) return null;
    return `${name} has the focus and does not show it`;
  });
  expect(fault, 'the focus').toBeNull();
}
