/** Rules read, tightened, loosened, reordered, exported and imported by keyboard; the log that shows what they did. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { remoteClock } from './support/remote-clock.ts';
import { goodTicket, prepare, setUp } from './support/set-up.ts';

const TEN = Date.parse('2025-03-12T10:00:00-04:00');
const HOUR = 3_600_000;
const ON_TEST_CLOCK = { env: { HOLDFAST_TEST_CLOCK: String(TEN) } };

/** Opens a rule from the list by keyboard, changes its first field, and saves. */
async function change(page: Page, rule: string, field: string, value: string): Promise<void> {
  const { press, to, fill } = hands(page);
  await openRule(page, rule);
  const editor = page.getByRole('article', { name: rule, exact: true });
  await fill(editor.getByRole('textbox', { name: field }), value);
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText('1 change');
  await press('Control+S');
  const review = page.getByRole('dialog', { name: 'Save rules' });
  await to(review.getByRole('button', { name: 'Save new version' }));
}

async function openRule(page: Page, rule: string): Promise<void> {
  const { press, row } = hands(page);
  await row(page.getByRole('list', { name: 'Rules', exact: true }), new RegExp(`^${rule} `));
  await press('Enter');
  await expect(page.getByRole('article', { name: rule, exact: true })).toBeVisible();
}

test('a key pressed the moment a screen is there is that screen’s', async ({ launch }) => {
  const { page } = await launch(ON_TEST_CLOCK);
  await setUp(page);
  await page.evaluate(() => {
    // Told in the same turn in which the screen comes to stand in the page, before anything else can run.
    const observer = new MutationObserver(() => {
      if (document.querySelector('main[data-screen="rules"] h1') === null || document.querySelector('[aria-label="Versions"]') === null) return;
      observer.disconnect();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', bubbles: true, cancelable: true }));
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press('Alt+4');
  await expect(page.getByRole('dialog', { name: 'New rule' })).toBeVisible();
});

test('j goes into the list from anywhere, and the key of a screen that is there goes back to its top', async ({ launch }) => {
  const { page } = await launch(ON_TEST_CLOCK);
  await setUp(page);
  const { press, to } = hands(page);
  const rows = page.getByRole('list', { name: 'Rules' }).getByRole('button');
  await press('Alt+4');
  await expect(rows.first()).toBeVisible();
  await press('j');
  await expect(rows.first()).toBeFocused();
  await press('j');
  await expect(rows.nth(1)).toBeFocused();
  await to(page.getByRole('navigation').getByRole('button', { name: 'Log' }));
  await press('Alt+4');
  await expect(page.getByRole('main')).toBeFocused();
  await press('k');
  await expect(rows.nth(1)).toBeFocused();
});

test('a file that says nothing is said to, the rules as they are change nothing, and what a file replaces can be had back', async ({ launch }) => {
  const { page } = await launch(ON_TEST_CLOCK);
  await setUp(page);
  const { press } = hands(page);
  const { json } = await ask(page, 'rules.export', undefined);
  await press('Alt+4');
  const dialog = page.getByRole('dialog', { name: 'Import and export' });
  const choose = async (content: string): Promise<void> => {
    await page.getByRole('button', { name: 'Import and export' }).click();
    await dialog.getByLabel('Rule-set file').setInputFiles({ name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  };
  await choose(' \n');
  await expect(dialog.getByRole('alert')).toContainText('This file is empty');
  await press('Escape');
  await choose(json);
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.getByText('Nothing to change')).toBeVisible();
  const unsaved = page.getByRole('region', { name: 'Unsaved changes' });
  await expect(unsaved).toBeHidden();

  await openRule(page, 'Ticket cap');
  await page.getByRole('textbox', { name: 'Tickets a session' }).fill('5');
  await expect(unsaved).toContainText('1 change, now');
  await press('Escape', 'Escape');
  await choose(json);
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(unsaved).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(unsaved).toContainText('1 change, now');
});

test('a rule that is tightened holds now, one that is loosened from the next session', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press } = hands(page);
  await setUp(page);
  await prepare(page);
  await press('Alt+4');

  await change(page, 'Minimum reward-to-risk', 'Reward per unit of risk', '3');
  const review = page.getByRole('dialog', { name: 'Save rules' });
  await expect(review).toContainText('2 → 3');
  await expect(review).toContainText('Takes effect now');
  await press('Enter');
  await expect(review).toBeHidden();
  await expect(page.getByText('version 2', { exact: false }).first()).toBeVisible();
  // In force: the same ticket that two for one would let pass.
  const ticket = { ...(await goodTicket(page)), targets: ['6015'] };
  expect((await ask(page, 'ticket.preview', ticket)).verdict).toMatchObject({ outcome: 'soft-block', lines: expect.arrayContaining([expect.objectContaining({ kind: 'minimum-reward-to-risk', status: 'miss' })]) as unknown });

  await press('Escape');
  await change(page, 'Ticket cap', 'Tickets a session', '9');
  await expect(review).toContainText('6 → 9');
  await expect(review).toContainText('Next session');
  // From wherever the focus is in a dialog.
  await press('Control+Enter');
  await expect(review).toBeHidden();
  await press('Escape');
  await expect(page.getByText('Version 3 waits for the next session')).toBeVisible();
  const held = await ask(page, 'rules.get', undefined);
  const capOf = (rules: readonly { kind: string; params: Readonly<Record<string, unknown>> }[] | undefined) => rules?.find(({ kind }) => kind === 'ticket-cap')?.params['maximum'];
  expect(capOf(held.current.rules)).toBe(6);
  expect(capOf(held.pending?.rules)).toBe(9);

  // The first thing done on the next day opens its session.
  await remoteClock(desk.app).advance(24 * HOUR);
  await ask(page, 'map.save', { symbol: 'MES', trend: 'up', channel: 'none', levels: [], atr: '4.5', news: [] });
  await expect(page.getByText('Version 3 waits for the next session')).toBeHidden();
  const next = await ask(page, 'rules.get', undefined);
  expect(capOf(next.current.rules)).toBe(9);
  expect(next.pending).toBeNull();
});

test('order, shadow, delete and the difference between versions', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, to, pick } = hands(page);
  await setUp(page);
  await press('Alt+4');
  const list = page.getByRole('list', { name: 'Rules', exact: true });
  await to(list.getByRole('button').first());
  await press('Alt+ArrowDown');
  await expect(list.getByRole('button').nth(1)).toContainText('Prepared');
  await expect(list.getByRole('button').nth(1)).toBeFocused();

  await press('Escape');
  await openRule(page, 'Entry proximity');
  const editor = page.getByRole('article', { name: 'Entry proximity' });
  await to(editor.getByRole('switch', { name: /^Shadow/ }));
  await press('Space');
  await expect(editor.getByRole('list', { name: 'What this changes' })).toContainText('When today’s session opens');
  await press('Escape');
  await expect(list.getByRole('button', { name: /Entry proximity/ })).toContainText('Shadow');

  await openRule(page, 'Emotion filter');
  await to(page.getByRole('article', { name: 'Emotion filter' }).getByRole('button', { name: 'Delete rule' }));
  await press('Enter');
  await expect(list.getByRole('button')).toHaveCount(14);
  await press('Control+S');
  const review = page.getByRole('dialog', { name: 'Save rules' });
  await to(review.getByRole('button', { name: 'Save new version' }));
  await press('Enter');
  await expect(review).toBeHidden();

  await to(page.getByRole('button', { name: 'Versions' }), 'back');
  await press('Enter');
  const versions = page.getByRole('dialog', { name: 'Versions' });
  // The new order holds now, what loosens from the next session: two versions more than before.
  await expect(versions.getByRole('list', { name: 'Versions' }).getByRole('listitem')).toContainText([/version 3\s*Next session/, /version 2\s*In force/, /version 1\s*15 rules/]);
  const difference = versions.getByRole('list', { name: 'Difference' });
  await expect(difference).toContainText('Emotion filter');
  await expect(difference).toContainText('Entry proximity');
  await pick(versions.getByRole('combobox', { name: 'To' }), 'Version 1, Founder’s rules');
  await expect(versions.getByText('Choose two versions.')).toBeVisible();
  await press('Escape');
  await expect(versions).toBeHidden();
  // The focus is back where the dialog was opened from.
  await expect(page.getByRole('button', { name: 'Versions' })).toBeFocused();
});

test('a rule set goes out as JSON and comes back as a change that is looked at first', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, to } = hands(page);
  await setUp(page);
  const { json, fileName } = await ask(page, 'rules.export', undefined);
  expect(fileName).toMatch(/\.json$/);
  const stricter = json.replace(/("maximum"\s*:\s*)6/, '$14');
  expect(stricter).not.toBe(json);

  await press('Alt+4');
  await to(page.getByRole('button', { name: 'Import and export' }));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import and export' });
  const field = dialog.getByRole('textbox', { name: 'Or paste JSON' });
  await to(field);
  // As from the clipboard: pasted in one go.
  await page.keyboard.insertText('{"rules": 12}');
  await to(dialog.getByRole('button', { name: 'Look at it' }));
  await press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await to(field, 'back');
  await press('ControlOrMeta+A');
  await page.keyboard.insertText(stricter);
  await to(dialog.getByRole('button', { name: 'Look at it' }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText('1 change, now');
  // Nothing is saved by looking.
  expect((await ask(page, 'rules.get', undefined)).versions).toHaveLength(1);
  await press('Control+S');
  const review = page.getByRole('dialog', { name: 'Save rules' });
  await expect(review).toContainText('6 → 4');
  await to(review.getByRole('button', { name: 'Save new version' }));
  await press('Enter');
  await expect(review).toBeHidden();
  expect((await ask(page, 'rules.get', undefined)).current).toMatchObject({ version: 2 });
});

test('the log is searched and filtered, and each row opens its verdict with every fact', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, type, to, pick } = hands(page);
  await setUp(page);
  await prepare(page);
  const good = await goodTicket(page);
  await ask(page, 'ticket.seal', good);
  const against = await ask(page, 'ticket.seal', { ...good, side: 'short', stop: '6006', targets: ['5985'] });
  await ask(page, 'ticket.walkAway', { ticketId: against.id, note: 'Chasing a falling knife' });
  const wide = await ask(page, 'ticket.seal', { ...good, stop: '5990', targets: ['6040'] });
  await remoteClock(desk.app).advance(wide.coolDownLeftMs);
  await ask(page, 'ticket.override', { ticketId: wide.id, note: 'The structure stop is wider here today' });

  await press('Alt+5');
  const rows = page.getByRole('list', { name: 'Limits log' }).getByRole('button');
  await expect(rows).toHaveCount(4);
  await press('/');
  await type('knife');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Walked away');
  await press('Escape', 'Escape');
  await expect(rows).toHaveCount(4);

  await press('f');
  await to(page.getByRole('button', { name: 'Clear', exact: true }));
  await press('Space');
  await expect(rows).toHaveCount(5);
  await pick(page.getByRole('combobox', { name: 'Rule' }), 'Risk per trade');
  await expect(rows).toHaveCount(2);
  await to(rows.first());
  await press('Enter');
  const verdict = page.getByRole('article', { name: 'Override: MES long' });
  await expect(verdict).toContainText('The structure stop is wider here today');
  await expect(verdict.getByRole('list', { name: 'Against it' })).toContainText('150.00 USD');
  const facts = verdict.getByRole('table', { name: 'Facts the verdict was given' });
  const held = (await ask(page, 'ticket.get', { ticketId: wide.id })).verdict;
  await expect(facts.getByRole('row')).toHaveCount(held.facts.length + 1);
  await expect(facts.getByRole('row', { name: /Stop 5990 typed/ })).toBeVisible();
  await expect(verdict).toContainText(held.ruleSetHash);
  await expect(verdict).toContainText(held.engineVersion);
});
