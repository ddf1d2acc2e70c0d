/** The reports over a real journal: their own window, made by their own thread, with the guards of the main one. */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { holdThreads } from './support/main-process.ts';

test('analytics opens beside the desk, reports what the journal holds, and prints it', async ({ desk }) => {
  await ask(desk.page, 'demo.enter', undefined);
  await desk.page.keyboard.press('Alt+3');
  const [window] = await Promise.all([desk.app.waitForEvent('window'), desk.page.getByRole('button', { name: 'Analytics' }).click()]);
  await expect(window.getByRole('heading', { name: 'Overview' })).toBeVisible();

  const { account } = await ask(desk.page, 'app.state', undefined);
  if (account === null) throw new Error('the demo has no account');
  const { total, trades } = await ask(desk.page, 'trade.list', { status: 'closed', from: null, to: null, cursor: null, limit: 200 });
  expect(total).toBe(trades.length);
  const cents = trades.reduce((sum, trade) => sum + (trade.netPnl?.amount ?? Number.NaN), 0);
  const text = `${cents < 0 ? '−' : '+'}$${new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format(Math.abs(cents) / 100)}`;
  await expect(window.getByText(text, { exact: true }).first()).toBeVisible();
  await expect(window.getByText(`n = ${total}`, { exact: true }).first()).toBeVisible();

  for (const page of ['Calendar', 'Breakdowns', 'Exits', 'Discipline', 'Replay', 'Weekly review']) {
    await window.getByRole('navigation').getByText(page, { exact: true }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(page);
  }

  const path = join(tmpdir(), `holdfast-review-${process.pid}.pdf`);
  await desk.app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to });
  }, path);
  await window.getByRole('button', { name: 'The week before' }).click();
  await window.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(window.getByText('Saved as PDF.')).toBeVisible();
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
  rmSync(path);
  // What lies over the page in the window does not lie over it on paper.
  await window.emulateMedia({ media: 'print' });
  await expect(window.getByText('Saved as PDF.')).toBeHidden();
  await window.emulateMedia({ media: null });

  expect(await window.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined');
  expect(desk.app.windows()).toHaveLength(2);
});

test('a report that takes long is cancelled, and made when it is asked for', async ({ desk }) => {
  await ask(desk.page, 'demo.enter', undefined);
  await desk.page.keyboard.press('Alt+3');
  const [window] = await Promise.all([desk.app.waitForEvent('window'), desk.page.getByRole('button', { name: 'Analytics' }).click()]);
  await expect(window.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(window.getByRole('heading', { name: 'Equity and drawdown' })).toBeVisible();
  const threads = await holdThreads(desk.app);
  // What was read before stands there at once, and is said to be read anew when that takes long.
  await window.getByRole('navigation').getByText('Calendar', { exact: true }).click();
  await window.getByRole('navigation').getByText('Overview', { exact: true }).click();
  await expect(window.getByRole('heading', { name: 'Equity and drawdown' })).toBeVisible();
  await expect(window.getByText('Reading the journal…').first()).toBeVisible();

  await window.getByRole('navigation').getByText('Discipline', { exact: true }).click();
  await expect(window.getByText('Reading the journal…')).toBeVisible();
  await window.getByRole('button', { name: 'Cancel' }).click();
  const make = window.getByRole('button', { name: 'Make it now' });
  await expect(make).toBeFocused();
  await expect(window.getByRole('heading', { name: 'This report was cancelled' })).toBeVisible();
  await threads.goOn();

  await make.click();
  await expect(window.getByRole('heading', { name: 'Adherence over time' })).toBeVisible();
  await expect(make).toBeHidden();
});
