/** Trades through the real window: what cannot be is refused with its reason, corrections stay visible, P&L can be covered. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { loggedEvents } from './support/journal-file.ts';
import { goodTicket, prepare, setUp } from './support/set-up.ts';

const TEN = Date.parse('2025-03-12T10:00:00-04:00');
const ON_TEST_CLOCK = { env: { HOLDFAST_TEST_CLOCK: String(TEN) } };

/** A prepared session with one open trade: long 3 MES at 6000, stop 5994. */
async function openTrade(page: Page): Promise<string> {
  await setUp(page);
  await prepare(page);
  const { tradeId } = await ask(page, 'ticket.seal', await goodTicket(page));
  if (tradeId === null) throw new Error('the ticket was not clear');
  const { press, to } = hands(page);
  await press('Alt+3');
  await to(page.getByRole('list', { name: 'Trades' }).getByRole('button', { name: /MES long 3/ }));
  await press('Enter');
  return tradeId;
}

test('impossible values are refused where they are typed, and nothing is recorded', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, to, fill } = hands(page);
  const tradeId = await openTrade(page);
  const form = page.getByRole('form', { name: 'Close trade' });
  const field = (name: string) => form.getByRole('textbox', { name });

  for (const [name, value, reason] of [
    ['Exit price', 'six thousand', 'Write a number such as'],
    ['Quantity', '4', '3 are open'],
    ['Quantity', '0', ''],
    ['Fees', '-1', 'Fees are zero or more'],
    ['MAE$', '15', 'MAE$ is the worst open loss: zero or less'],
  ] as const) {
    await fill(field(name), value);
    await press('Control+Enter');
    await expect(field(name), `${name} ${value}`).toHaveAttribute('aria-invalid', 'true');
    await expect(form.getByRole('alert').filter({ hasText: reason }).first()).toBeVisible();
    await to(field(name), 'back');
    await press('ControlOrMeta+A');
    await page.keyboard.type(name === 'Quantity' ? '3' : name === 'Exit price' ? '5997' : name === 'Fees' ? '1.86' : '-50');
  }
  // A loss of 45: the worst was at least that, the best at least nothing.
  await fill(field('MFE$'), '-5');
  await fill(field('MAE$'), '-40');
  await press('Control+Enter');
  await expect(form).toContainText('MFE$ is the best open profit: zero or more.');
  await expect(form).toContainText('MAE$ cannot be above the gross P&L: −$45.00 was realised');
  expect(loggedEvents(desk.data, 'fill-recorded').filter((fill) => fill['action'] === 'exit')).toEqual([]);
  expect((await ask(page, 'trade.get', { tradeId })).status).toBe('open');

  await fill(field('MFE$'), '30');
  await fill(field('MAE$'), '-60');
  await fill(field('Lesson'), 'It was a range, not a trend');
  await press('Control+Enter');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('−$46.86');
  await expect(result).toContainText('−0.52 R');
  await expect(result).toContainText('−1.50');
  expect(await ask(page, 'trade.get', { tradeId })).toMatchObject({ status: 'closed', lesson: 'It was a range, not a trend', netPnl: { amount: -4686 }, mfe: { amount: 3000 }, mae: { amount: -6000 }, excursionProvenance: 'typed' });
});

test('what is not known stays unknown, and can be completed later', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, fill } = hands(page);
  const tradeId = await openTrade(page);
  const form = page.getByRole('form', { name: 'Close trade' });
  await fill(form.getByRole('textbox', { name: 'Exit price' }), '6012');
  await fill(form.getByRole('textbox', { name: 'Fees' }), '0');
  await press('Control+Enter');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('+2.00 R');
  expect(await ask(page, 'trade.get', { tradeId })).toMatchObject({ mfe: null, mae: null, mfeR: null, mfeErrorR: null, exitEfficiency: null });
  await expect(result.getByText('unknown', { exact: true })).toHaveCount(6);

  await fill(page.getByRole('form', { name: 'Complete trade' }).getByRole('textbox', { name: 'MFE$' }), '225');
  await press('Control+Enter');
  await expect(result).toContainText('+2.50 R');
  await expect(result).toContainText('0.50 R');
  await expect(result).toContainText('0.80');
  expect(await ask(page, 'trade.get', { tradeId })).toMatchObject({ mfeR: '2.5', mfeErrorR: '0.5', exitEfficiency: '0.8', mae: null });
});

test('fees that are not known yet leave net P&L and R unknown until they are corrected', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, to, fill, pick } = hands(page);
  const tradeId = await openTrade(page);
  const form = page.getByRole('form', { name: 'Close trade' });
  await fill(form.getByRole('textbox', { name: 'Exit price' }), '6012');
  await fill(form.getByRole('textbox', { name: 'MFE$' }), '225');
  await press('Control+Enter');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('0.50 R');
  // Fees, net P&L, MAE$; R, MAE-R.
  await expect(result.getByText('unknown', { exact: true })).toHaveCount(5);
  expect(await ask(page, 'trade.get', { tradeId })).toMatchObject({ status: 'closed', fees: null, netPnl: null, r: null, mfe: { amount: 22_500 }, exitEfficiency: '0.8' });
  expect(loggedEvents(desk.data, 'outcome-recorded')).toMatchObject([{ closed: { netPnl: null } }]);

  await to(page.getByRole('button', { name: 'Correct a value' }));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Correct a value' });
  await pick(dialog.getByRole('combobox', { name: 'Value' }), 'Fees of the whole trade');
  await fill(dialog.getByRole('textbox', { name: 'Corrected to' }), '1.86');
  await fill(dialog.getByRole('textbox', { name: 'Why' }), 'The statement came');
  await to(dialog.getByRole('button', { name: 'Record correction' }));
  await press('Enter');
  await expect(result).toContainText('+$178.14');
  await expect(result).toContainText('+1.98 R');
  await expect(page.getByRole('region', { name: 'Amendments' })).toContainText('Fees unknown → $1.86');
});

test('a correction keeps the old value and the reason beside the new one', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, to, fill, pick } = hands(page);
  const tradeId = await openTrade(page);
  await ask(page, 'trade.exit', { tradeId, price: '6012', quantity: '3', fees: { amount: 186, currency: 'USD' } });
  await to(page.getByRole('button', { name: 'Correct a value' }));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Correct a value' });
  await pick(dialog.getByRole('combobox', { name: 'Value' }), 'Exit price');
  await fill(dialog.getByRole('textbox', { name: 'Corrected to' }), '6010');
  await to(dialog.getByRole('button', { name: 'Record correction' }));
  await press('Enter');
  await expect(dialog.getByText('Say why in a few words')).toBeVisible();
  await to(dialog.getByRole('textbox', { name: 'Why' }), 'back');
  await page.keyboard.type('Misread the fill');
  await to(dialog.getByRole('button', { name: 'Record correction' }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  const amendments = page.getByRole('region', { name: 'Amendments' });
  await expect(amendments).toContainText('Exit price 6012.00 → 6010.00');
  await expect(amendments).toContainText('Misread the fill');
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('+$148.14');
  expect(loggedEvents(desk.data, 'amendment')).toMatchObject([
    { field: 'exitPrice', from: '6012', to: '6010', why: 'Misread the fill' },
    { field: 'netPnl', from: { amount: 17_814 }, to: { amount: 14_814 }, why: 'Misread the fill' },
  ]);
});

test('the best open profit is stated once, and corrected from then on', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, to, fill, pick } = hands(page);
  const tradeId = await openTrade(page);
  await ask(page, 'trade.exit', { tradeId, price: '6012', quantity: '3', fees: { amount: 186, currency: 'USD' }, mfe: { amount: 22_500, currency: 'USD' } });
  const form = page.getByRole('form', { name: 'Complete trade' });
  // What is not known yet is typed here; what is recorded is not.
  await expect(form.getByRole('textbox', { name: 'MAE$' })).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'MFE$' })).toHaveCount(0);
  await to(page.getByRole('button', { name: 'Correct a value' }));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Correct a value' });
  await pick(dialog.getByRole('combobox', { name: 'Value' }), 'MFE$');
  await fill(dialog.getByRole('textbox', { name: 'Corrected to' }), '100');
  await to(dialog.getByRole('textbox', { name: 'Why' }));
  await page.keyboard.type('Misread the chart');
  await to(dialog.getByRole('button', { name: 'Record correction' }));
  await press('Enter');
  await expect(dialog.getByText('The best open profit cannot be below 180.00 USD')).toBeVisible();
  await to(dialog.getByRole('textbox', { name: 'Corrected to' }), 'back');
  await fill(dialog.getByRole('textbox', { name: 'Corrected to' }), '240');
  await desk.shot('correct-mfe');
  await to(dialog.getByRole('button', { name: 'Record correction' }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: 'Amendments' })).toContainText('MFE$ $225.00 → $240.00');
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('+$240.00');
});

test('a trade that is closed while P&L is covered says so without its result, and so do the facts of the next verdict', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press, fill, row } = hands(page);
  await openTrade(page);
  await press('Alt+H');
  const form = page.getByRole('form', { name: 'Close trade' });
  await fill(form.getByRole('textbox', { name: 'Exit price' }), '6012');
  await fill(form.getByRole('textbox', { name: 'Fees' }), '1.86');
  // A look at another screen costs nothing of what was typed.
  await press('Alt+5');
  await expect(page.getByRole('heading', { name: 'Limits log', level: 1 })).toBeVisible();
  await press('Alt+3');
  await row(page.getByRole('list', { name: 'Trades' }), /MES long 3/);
  await press('Enter');
  await expect(form.getByRole('textbox', { name: 'Exit price' })).toHaveValue('6012');
  await press('Control+Enter');
  await expect(page.getByText('Trade closed')).toBeVisible();
  await expect(page.locator('body')).not.toContainText('1.98');

  const { id } = await ask(page, 'ticket.seal', { ...(await goodTicket(page)), stop: null });
  await ask(page, 'ticket.walkAway', { ticketId: id, note: '' });
  await press('Alt+5');
  await row(page.getByRole('list', { name: 'Limits log' }), /Walked away/);
  await press('Enter');
  const facts = page.getByRole('table', { name: 'Facts the verdict was given' });
  await expect(facts.getByRole('row', { name: /Trades closed/ })).toContainText('•••');
  await expect(facts.getByRole('row', { name: /Equity/ })).toContainText('•••');
  await press('Alt+H');
  await expect(facts.getByRole('row', { name: /Trades closed/ })).toContainText('MES $178.14');
});

test('P&L is covered everywhere by one key, and shown again by the same', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  const { page } = desk;
  const { press } = hands(page);
  await openTrade(page);
  // Typed as a distance, as on the ticket.
  await page.getByRole('textbox', { name: 'Exit price' }).fill('+12');
  await page.getByRole('textbox', { name: 'Fees' }).fill('1.86');
  await expect(page.getByRole('textbox', { name: 'Exit price' })).toHaveValue('6012');
  await press('Control+Enter');
  await expect(page.getByText('Trade closed')).toBeVisible();
  const money = /[+−]\$178\.14|\+1\.98/;
  await expect(page.locator('body')).toContainText(money);
  await press('Alt+H');
  await expect(page.getByText('Trade closed')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Show P&L' })).toBeVisible();
  for (const [key, heading] of [['Alt+3', 'Trades'], ['Alt+2', 'Ticket'], ['Alt+5', 'Limits log'], ['Alt+1', 'Prepare']] as const) {
    await press(key);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeAttached();
    await expect(page.locator('body')).not.toContainText(money);
  }
  expect((await ask(page, 'app.state', undefined)).settings.hidePnl).toBe(true);
  await press('Alt+H', 'Alt+3');
  await expect(page.locator('body')).toContainText(money);
});
