/** Reconciliation in the real window: a broker's file against tickets, decided by keyboard, and undone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { cacheFolder } from '../paths.ts';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { goodTicket, NOON, prepare, setUp } from './support/set-up.ts';

const MINUTE = 60_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HEADER = 'Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,\n';

/** Minutes before noon in New York, as the platform writes its times. */
function clock(minutesBefore: number, second = 0): string {
  const minute = 12 * 60 - minutesBefore;
  return `3/12/2025 ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:${String(second).padStart(2, '0')}`;
}

function trip(id: string, before: number, changes: { contract?: string; quantity?: number; exit?: string; short?: boolean } = {}): string {
  const { contract = 'MES 03-25', quantity = 3, exit = '6004', short = false } = changes;
  const fill = (part: string, buys: boolean, price: string, at: string): string => `${contract},${buys ? 'Buy' : 'Sell'},${quantity},${price},${at},${id}${part},Entry,,o${id}${part},n,$1.00,1,Sim101,Sim,\n`;
  return fill('i', !short, '6000', clock(before, 20)) + fill('o', short, exit, clock(before - 1, 40));
}

async function importText(page: Page, text: string): Promise<void> {
  const { account } = await ask(page, 'app.state', undefined);
  if (account === null) throw new Error('there is no account');
  const { token } = await ask(page, 'import.drop', { token: null, name: 'executions.csv', size: text.length, base64: Buffer.from(text).toString('base64') });
  const outcome = await ask(page, 'import.run', { job: 'e2e', token, target: { kind: 'account', accountId: account.id }, answers: { zone: 'America/New_York', date: null, dateOrder: null, symbol: null, mapping: null, alike: null } });
  expect(outcome.refusal).toBeNull();
}

async function passesAxe(page: Page, state: string): Promise<void> {
  await page.evaluate(AXE);
  for (const theme of ['light', 'dark']) {
    await page.evaluate((appearance) => {
      document.documentElement.dataset['appearance'] = appearance;
    }, theme);
    await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'));
    const violations = await page.evaluate(async () => {
      const axe = Reflect.get(window, 'axe') as { run: (context: Document, options: object) => Promise<AxeResults> };
      const found = await axe.run(document, { resultTypes: ['violations'] });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`);
    });
    expect.soft(violations, `${state}, ${theme}`).toEqual([]);
    await page.screenshot({ path: join(cacheFolder, 'shots', `match-${state}-${theme}.png`) });
  }
}

async function openMatch(desk: Desk): Promise<Page> {
  const [window] = await Promise.all([desk.app.waitForEvent('window'), ask(desk.page, 'analytics.open', undefined)]);
  await desk.app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) if (each.webContents.getURL().includes('analytics')) each.setContentSize(1280, 800);
  });
  await window.getByRole('navigation').getByText('Match', { exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Match' })).toBeVisible();
  return window;
}

test('a file is held against the tickets: the certain match is made, the doubtful one decided by keyboard, and everything taken back', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON - 60 * MINUTE) } });
  await setUp(desk.page);
  await prepare(desk.page);
  const { id: sure } = await ask(desk.page, 'ticket.seal', await goodTicket(desk.page));
  await desk.app.evaluate((_, ms) => (Reflect.get(globalThis, 'holdfastTime') as { advance: (by: number) => void }).advance(ms), 30 * MINUTE);
  const { id: unsure } = await ask(desk.page, 'ticket.seal', { ...(await goodTicket(desk.page)), idea: 'second' });
  await desk.app.evaluate((_, ms) => (Reflect.get(globalThis, 'holdfastTime') as { advance: (by: number) => void }).advance(ms), 28 * MINUTE);
  // One within minutes of the first ticket; two that fit the second; a short that nobody stated; a contract that nobody knows.
  await importText(desk.page, HEADER + trip('a', 59) + trip('b', 28) + trip('c', 20, { exit: '5994' }) + trip('d', 10, { short: true }) + trip('e', 8, { contract: 'QQX 03-25', quantity: 1 }));

  const window = await openMatch(desk);
  await expect(window.getByRole('tab', { name: /To decide\s*2/ })).toBeVisible();
  await expect(window.getByRole('tab', { name: /Matched\s*1/ })).toBeVisible();
  await expect(window.getByText('An instrument is not known')).toBeVisible();
  const list = window.getByRole('list', { name: 'Tickets and trades' });
  await list.getByRole('button').first().focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('Enter');
  await expect(window.getByText('Another ticket or another trade fits as well.')).toBeVisible();
  await passesAxe(window, 'doubtful');
  await window.keyboard.press('Alt+1');
  await expect(window.getByRole('tab', { name: /Matched\s*2/ })).toBeVisible();
  await expect(window.getByRole('tab', { name: /To decide\s*0/ })).toBeVisible();
  const { account } = await ask(desk.page, 'app.state', undefined);
  const accountId = account?.id ?? '';
  const matched = await ask(desk.page, 'match.list', { accountId, list: 'matched', cursor: null, limit: 50 });
  expect(new Set(matched.rows.map(({ ticket }) => ticket?.id))).toEqual(new Set([sure, unsure]));

  // Taken back: it is in doubt again.
  await window.getByRole('tab', { name: /Matched/ }).click();
  await list.getByRole('button', { name: /Matched by you/ }).click();
  await window.keyboard.press('u');
  await expect(window.getByRole('tab', { name: /To decide\s*2/ })).toBeVisible();

  // A stop on the wrong side is refused with the reason; the right one is marked as typed later.
  await window.getByRole('tab', { name: /Bypasses/ }).click();
  await list.getByRole('button', { name: /MES short/ }).click();
  const form = window.getByRole('form', { name: 'Type the stop' });
  await form.getByLabel('Initial stop').fill('5990');
  await form.getByLabel('Where you read it').fill('the chart');
  await form.getByRole('button', { name: 'Record the stop' }).click();
  await expect(form.getByText('5990 is on the wrong side')).toBeVisible();
  await form.getByLabel('Initial stop').fill('6010');
  await form.getByRole('button', { name: 'Record the stop' }).click();
  await expect(window.getByText('typed later, and kept apart in the figures', { exact: false })).toBeVisible();

  // The unknown contract is given its worth, and its trade a result.
  const value = window.getByRole('form', { name: /What QQX.* is worth/ });
  await value.getByLabel('Tick').fill('0.5');
  await value.getByLabel('Worth of a point').fill('10');
  await value.getByRole('button', { name: 'Compute' }).click();
  await expect(window.getByText('An instrument is not known')).toBeHidden();
  await passesAxe(window, 'bypasses');

  // MFE$ and MAE$ from bars: typed and imported values would stay, these have none.
  const bars = join(desk.data, 'bars.csv');
  writeFileSync(bars, `time,open,high,low,close\n${Array.from({ length: 60 }, (_, minute) => `2025-03-12T${new Date(NOON - (60 - minute) * MINUTE).toISOString().slice(11, 19)}Z,6000,6006,5995,6001`).join('\n')}\n`);
  await desk.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = (() => Promise.resolve({ canceled: false, filePaths: [path] })) as typeof dialog.showOpenDialog;
  }, bars);
  await window.getByRole('combobox', { name: 'Bars of' }).click();
  await window.getByRole('option', { name: 'MES', exact: true }).click();
  await window.getByRole('button', { name: 'Choose a bar file' }).click();
  await expect(window.getByText('bars.csv: 4 trades meet its bars. 4 have MFE$ and MAE$ from them now', { exact: false })).toBeVisible();

  // Undone as a whole: nothing of the file is left, and both tickets are open trades again.
  await ask(desk.page, 'import.undo', { importId: 1 });
  await expect(window.getByRole('heading', { name: 'Nothing to compare yet' })).toBeVisible();
  const { session } = await ask(desk.page, 'app.state', undefined);
  expect(session?.open).toHaveLength(2);
});

test('nothing to compare is said, and what to do about it', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } });
  await setUp(desk.page);
  const window = await openMatch(desk);
  await expect(window.getByRole('heading', { name: 'Nothing to compare yet' })).toBeVisible();
  await passesAxe(window, 'empty');
});
