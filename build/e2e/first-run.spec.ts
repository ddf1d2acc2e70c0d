/** The first run through the real window: quick, kept when it is interrupted, and done once. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { expect, test } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { hands } from './support/hands.ts';

const TEN = Date.parse('2025-03-12T10:00:00-04:00');
const ON_TEST_CLOCK = { HOLDFAST_TEST_CLOCK: String(TEN) };

/** Keys a person presses in a second, slowly; two minutes of them are what the first run may cost. */
const KEYS_A_SECOND = 2;
const MOST_SECONDS = 120;

for (const { template, label, rules } of [
  { template: 'founder', label: 'Founder’s rules', rules: 15 },
  { template: 'conservative', label: 'Conservative', rules: null },
  { template: 'empty', label: 'Empty', rules: 0 },
] as const) {
  test(`an account, an instrument and the ${template} rules in under two minutes of keys`, async ({ launch }) => {
    const desk = await launch({ env: ON_TEST_CLOCK });
    const { page } = desk;
    const { press, type, to, fill, choose } = hands(page);
    await page.evaluate(() => {
      Reflect.set(window, 'keys', 0);
      window.addEventListener('keydown', () => Reflect.set(window, 'keys', (Reflect.get(window, 'keys') as number) + 1), { capture: true });
    });
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    // Nothing typed yet: it says what is missing, and stays.
    await press('Control+Enter');
    await expect(page.getByText('Give the account a name')).toBeVisible();
    await expect(page.getByText('State what the account starts with')).toBeVisible();
    await type('Combine');
    await fill(page.getByRole('textbox', { name: 'Starting equity' }), '10000');
    await press('Control+Enter');
    await press('Control+Enter');
    await expect(page.getByText('Choose at least one instrument')).toBeVisible();
    await type('MES');
    await to(page.getByRole('checkbox', { name: 'MES', exact: true }));
    await press('Space', 'Control+Enter');
    await choose(page.getByRole('radiogroup', { name: 'Rule set' }), label);
    await press('Control+Enter');
    await fill(page.getByRole('textbox', { name: 'Neutral statement' }), 'One trade is one trade.');
    await press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'Visualization' })).toBeVisible();

    const state = await ask(page, 'app.state', undefined);
    expect(state).toMatchObject({ profile: 'real', watched: ['MES'], account: { name: 'Combine', currency: 'USD', startingEquity: { amount: 1_000_000, currency: 'USD' } }, settings: { neutralStatement: 'One trade is one trade.' } });
    const { current } = await ask(page, 'rules.get', undefined);
    if (rules === null) expect(current.rules.length).toBeGreaterThan(0);
    else expect(current.rules).toHaveLength(rules);
    const keys = await page.evaluate(() => Reflect.get(window, 'keys') as number);
    expect(keys / KEYS_A_SECOND).toBeLessThan(MOST_SECONDS);
  });
}

test('a time zone is found by typing: Enter and Tab take what is highlighted, Escape and leaving take nothing', async ({ launch }) => {
  const { page } = await launch({ env: ON_TEST_CLOCK });
  const { press, to, retype } = hands(page);
  const zone = page.getByRole('combobox', { name: 'Your time zone' });
  const list = page.getByRole('listbox', { name: 'Your time zone' });
  await to(zone);
  const before = await zone.inputValue();

  await retype('berl');
  await expect(list.getByRole('option', { name: 'Europe/Berlin' })).toBeVisible();
  await press('Escape');
  await expect(list).toBeHidden();
  await expect(zone).toHaveValue(before);
  await press('Escape');
  await expect(zone).toHaveValue(before);

  await retype('berl');
  await expect(list.getByRole('option', { name: 'Europe/Berlin' })).toHaveAttribute('data-highlighted', '');
  await press('Enter');
  await expect(list).toBeHidden();
  await expect(zone).toHaveValue('Europe/Berlin');

  await retype('tokyo');
  await expect(list.getByRole('option', { name: 'Asia/Tokyo' })).toHaveAttribute('data-highlighted', '');
  await press('Control+Enter');
  await expect(list).toBeHidden();
  await expect(zone).toHaveValue('Asia/Tokyo');

  await retype('new york');
  await expect(list.getByRole('option', { name: 'America/New York' })).toHaveAttribute('data-highlighted', '');
  await press('Tab');
  await expect(list).toBeHidden();
  await expect(zone).toHaveValue('America/New York');

  await to(zone, 'back');
  await retype('nowhere at all');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await press('Shift+Tab');
  await expect(page.getByText('Nothing matches')).toBeHidden();
  await expect(zone).toHaveValue('America/New York');
  // The key that goes on is not swallowed by a list that nobody sees.
  await press('Control+Enter');
  await expect(page.getByText('Give the account a name')).toBeVisible();
});

/** Whether a text is in the files where Chromium keeps what the page keeps, in either of its encodings. */
function isKept(data: string, text: string): boolean {
  return globSync(join(data, 'browser', 'Local Storage', 'leveldb', '*.{log,ldb}')).some((path) => {
    const bytes = readFileSync(path);
    return bytes.includes(text, 0, 'latin1') || bytes.includes(text, 0, 'utf16le');
  });
}

test('killed halfway, it goes on where it was, and makes one account', async ({ launch }) => {
  const first = await launch({ env: ON_TEST_CLOCK });
  const one = hands(first.page);
  await expect(first.page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await one.type('Combine');
  await one.fill(first.page.getByRole('textbox', { name: 'Starting equity' }), '25,000.50');
  await one.press('Control+Enter');
  await one.to(first.page.getByRole('textbox', { name: 'Find an instrument' }));
  await one.type('MES');
  await one.to(first.page.getByRole('checkbox', { name: 'MES', exact: true }));
  await one.press('Space', 'Control+Enter');
  await one.choose(first.page.getByRole('radiogroup', { name: 'Rule set' }), 'Conservative');
  // By itself Chromium writes what a page keeps once a minute.
  await expect.poll(() => isKept(first.data, '"template":"conservative"')).toBe(true);
  await first.kill();

  const second = await launch({ data: first.data, env: ON_TEST_CLOCK });
  const { page } = second;
  const two = hands(page);
  await expect(page.getByRole('radio', { name: 'Conservative' })).toBeChecked();
  await two.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: 'Visualization' })).toBeVisible();
  // Impatience: the last key twice in a row.
  await two.press('Control+Enter', 'Control+Enter');
  await expect(page.getByRole('heading', { name: 'Visualization' })).toBeVisible();
  const state = await ask(page, 'app.state', undefined);
  expect(state.accounts).toMatchObject([{ name: 'Combine', startingEquity: { amount: 2_500_050 } }]);
  expect(state.watched).toEqual(['MES']);
  expect(await ask(page, 'rules.get', undefined)).toMatchObject({ versions: [{ version: 1 }] });
  await second.kill();

  // Killed right after it was finished: finished it stays.
  const third = await launch({ data: first.data, env: ON_TEST_CLOCK });
  await expect(third.page.getByRole('heading', { name: 'Visualization' })).toBeVisible();
  expect((await ask(third.page, 'app.state', undefined)).accounts).toHaveLength(1);
  await third.close();
  const verified = JSON.parse(execFileSync('node', [join(root, 'main', 'cli', 'index.ts'), 'verify', '--data', first.data, '--json'], { encoding: 'utf8' })) as unknown;
  expect(verified).toMatchObject({ chain: 'intact' });
});

test('the words for each of the five steps are asked for and read in their step', async ({ launch }) => {
  const { page } = await launch({ env: ON_TEST_CLOCK });
  const { press, type, to, fill } = hands(page);
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await type('Combine');
  await fill(page.getByRole('textbox', { name: 'Starting equity' }), '10000');
  await press('Control+Enter');
  await to(page.getByRole('checkbox', { name: 'MES', exact: true }));
  await press('Space', 'Control+Enter', 'Control+Enter');
  const words = [
    { field: 'Visualization', step: 'Visualize', text: 'I see myself wait.' },
    { field: 'Market map', step: 'Map', text: 'Only what the chart says.' },
    { field: 'Breath or verse', step: 'Breathe', text: 'Be still.' },
    { field: 'Neutral statement', step: 'Neutral', text: 'One trade is one trade.' },
    { field: 'Risk check', step: 'Risk', text: 'Small enough to sleep.' },
  ] as const;
  for (const { field, text } of words) await fill(page.getByRole('textbox', { name: field }), text);
  await press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Visualization' })).toBeVisible();
  for (const { step, text } of words) {
    await to(page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: step }));
    await press('Enter');
    await expect(page.getByText(text).first()).toBeVisible();
  }
});
