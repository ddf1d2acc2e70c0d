/** Files of brokers brought in through the window: looked at, answered, imported, taken back; by dialog, by dropping and by a watched folder. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { cacheFolder, root } from '../paths.ts';
import { writeExecutions } from '../bench/import.ts';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { holdThreads } from './support/main-process.ts';
import { setUp } from './support/set-up.ts';

// Run as a debugger's call: the content security policy forbids what a script element would bring.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const sample = (name: string): string => join(root, 'main', 'imports', 'samples', name);
const real = join(root, '..', 'shared', 'data', 'tradovate', 'performance-mes-2025.csv');

function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'holdfast-e2e-import-'));
}

/** What the next dialog of the main process answers with; null closes it. */
async function dialogGives(desk: Desk, path: string | null): Promise<void> {
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve(chosen === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [chosen] });
  }, path);
}

async function shoot(window: Page, name: string): Promise<void> {
  const path = join(cacheFolder, 'shots', `import-${name}.png`);
  await window.screenshot({ path });
  await test.info().attach(name, { path, contentType: 'image/png' });
}

/** The import page, opened from the trades screen. */
async function openImport(desk: Desk): Promise<Page> {
  await desk.page.keyboard.press('Alt+3');
  const [window] = await Promise.all([desk.app.waitForEvent('window'), desk.page.getByRole('button', { name: 'Import trades' }).click()]);
  await expect(window.getByRole('heading', { level: 1, name: 'Import' })).toBeVisible();
  return window;
}

async function trader(launch: () => Promise<Desk>): Promise<{ desk: Desk; window: Page }> {
  const desk = await launch();
  await setUp(desk.page);
  return { desk, window: await openImport(desk) };
}

async function choose(desk: Desk, window: Page, path: string): Promise<void> {
  await dialogGives(desk, path);
  await window.getByRole('button', { name: 'Choose a file…' }).click();
}

async function zone(window: Page, name = 'New York'): Promise<void> {
  await window.getByRole('combobox', { name: 'Time zone of the file' }).fill(name);
  await window.getByRole('option', { name: new RegExp(name) }).first().click();
}

const closedTrades = async (page: Page): Promise<number> => (await ask(page, 'trade.list', { status: 'closed', from: null, to: null, cursor: null, limit: 1 })).total;

async function soundAxe(window: Page, where: string): Promise<void> {
  await window.evaluate(AXE);
  const violations = await window.evaluate(async () => {
    const axe = Reflect.get(window, 'axe') as { run: (context: Document, options: object) => Promise<AxeResults> };
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`);
  });
  expect.soft(violations, where).toEqual([]);
}

test('a file is looked at, asked about, imported, changes nothing again, and is taken back', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  await dialogGives(desk, null);
  await window.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(window.getByRole('button', { name: 'Choose a file…' })).toBeVisible();

  await choose(desk, window, sample('tradovate-performance.csv'));
  await expect(window.getByText('The times in this file carry no zone. Say which clock they show. Tradovate writes the time zone set in your Tradovate profile.')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Import 7 fills' })).toBeDisabled();
  expect(await ask(desk.page, 'import.list', undefined)).toEqual([]);
  await zone(window);
  await window.getByRole('button', { name: 'Import 7 fills' }).click();
  await expect(window.getByText('tradovate-performance.csv is in the journal')).toBeVisible();
  const trades = await closedTrades(desk.page);
  expect(trades).toBeGreaterThan(0);

  await window.getByRole('button', { name: 'Import another file' }).click();
  await choose(desk, window, sample('tradovate-performance.csv'));
  // The zone is remembered, and the file has nothing new.
  await expect(window.getByText('As for the last file of this kind.')).toBeVisible();
  await expect(window.getByText('All of its fills are in the journal already: importing changes nothing.')).toBeVisible();
  await window.getByRole('button', { name: 'Put this file away' }).click();

  await window.getByRole('button', { name: 'Undo the import of tradovate-performance.csv' }).click();
  await window.getByRole('button', { name: 'Undo import' }).click();
  await expect(window.getByRole('region', { name: 'Imports so far' }).getByText('Undone').first()).toBeVisible();
  expect(await closedTrades(desk.page)).toBe(0);
});

test.describe(existsSync(real) ? 'a real file' : 'a real file (skipped without ../shared/data)', () => {
  test.skip(!existsSync(real), 'the shared data is not there');

  test('Tradovate Performance: 439 fills, 218 trades', async ({ launch }) => {
    const { desk, window } = await trader(launch);
    await choose(desk, window, real);
    await zone(window);
    await window.getByRole('button', { name: 'Import 439 fills' }).click();
    await expect(window.getByText('Main: 439 new fills in 218 trades.')).toBeVisible();
    expect(await closedTrades(desk.page)).toBe(218);
    await window.getByRole('button', { name: 'Undo this import' }).click();
    await expect(window.getByText('The journal is as it was before.')).toBeVisible();
    expect(await closedTrades(desk.page)).toBe(0);
  });
});

test('a large file is cancelled midway, then imported while the desk goes on; the main process is never held up', async ({ launch }) => {
  test.setTimeout(120_000);
  const { desk, window } = await trader(launch);
  const path = join(temporary(), 'executions.csv');
  await writeExecutions(path, 60_000);
  await choose(desk, window, path);
  await zone(window);
  const go = window.getByRole('button', { name: 'Import 60,000 fills' });
  await expect(go).toBeEnabled({ timeout: 30_000 });
  await go.click();
  await expect(window.getByText(/^Importing: \d+ %/)).toBeVisible();
  await window.getByRole('button', { name: 'Cancel' }).click();
  await expect(go).toBeEnabled({ timeout: 30_000 });
  expect(await ask(desk.page, 'import.list', undefined)).toEqual([]);
  expect(await closedTrades(desk.page)).toBe(0);

  await desk.app.evaluate(() => {
    const gaps = { longest: 0, last: performance.now() };
    Object.assign(globalThis, { gaps });
    setInterval(() => {
      const now = performance.now();
      gaps.longest = Math.max(gaps.longest, now - gaps.last);
      gaps.last = now;
    }, 1);
  });
  const began = performance.now();
  await go.click();
  await expect(window.getByText(/60,000 new fills/)).toBeVisible({ timeout: 60_000 });
  const took = performance.now() - began;
  const longest = await desk.app.evaluate(() => (Reflect.get(globalThis, 'gaps') as { longest: number }).longest);
  test.info().annotations.push({ type: 'measured', description: `the main process was held up for at most ${longest.toFixed(1)} of ${took.toFixed(0)} ms` });
  // The writing alone is a third of it: had it been done here, or waited for here, the gap would say so on any machine.
  expect(longest).toBeLessThan(took / 5);
  expect(await closedTrades(desk.page)).toBe(15_000);
});

test('an import goes on while another page is looked at: it is there again with its way out, and says when it is done', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  await choose(desk, window, sample('tradovate-performance.csv'));
  await zone(window);
  const turnTo = (page: string): Promise<void> => window.getByRole('navigation').getByText(page, { exact: true }).click();
  const go = window.getByRole('button', { name: 'Import 7 fills' });
  await expect(go).toBeEnabled();

  await turnTo('Calendar');
  await turnTo('Import');
  await expect(go).toBeEnabled();
  const threads = await holdThreads(desk.app);
  await go.click();
  await turnTo('Calendar');
  await turnTo('Import');
  await expect(window.getByText('Importing…')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  await turnTo('Calendar');
  await expect(window.getByRole('heading', { name: 'Calendar', level: 1 })).toBeVisible();
  await threads.goOn();

  await expect(window.getByText('tradovate-performance.csv is in the journal')).toBeVisible();
  await window.getByRole('button', { name: 'Look at it' }).click();
  await expect(window.getByRole('button', { name: 'Undo this import' })).toBeVisible();
  await turnTo('Calendar');
  await turnTo('Import');
  await expect(window.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  await expect(window.getByRole('region', { name: 'Imports so far' })).toContainText('tradovate-performance.csv');
});

test('the columns of an unknown table are assigned once, by keyboard, and remembered', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  const { press, to, pick } = hands(window);
  await dialogGives(desk, sample('mapped-fills.csv'));
  await press('ControlOrMeta+O');
  await expect(window.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();
  for (const [role, column] of [['Instrument', 'ticker'], ['Time', 'datum'], ['Buy or sell', 'richtung'], ['Quantity', 'menge'], ['Price', 'kurs'], ['Commission', 'geb.']] as const) {
    await pick(window.getByRole('combobox', { name: role, exact: true }), column);
  }
  await to(window.getByRole('button', { name: 'Read the file like this' }));
  await press('Enter');
  const clock = window.getByRole('combobox', { name: 'Time zone of the file' });
  await expect(clock).toBeVisible();
  await to(clock);
  await window.keyboard.type('Berlin');
  await expect(window.getByRole('option', { name: 'Europe/Berlin' })).toBeVisible();
  await press('Enter');
  const go = window.getByRole('button', { name: 'Import 2 fills' });
  await expect(go).toBeEnabled();
  await to(go);
  await press('Enter');
  await expect(window.getByText('mapped-fills.csv is in the journal')).toBeVisible();
  await to(window.getByRole('button', { name: 'Import another file' }));
  await press('Enter');
  await press('ControlOrMeta+O');
  await expect(window.getByText(/columns as last time/)).toBeVisible();
  await expect(window.getByText('All of its fills are in the journal already: importing changes nothing.')).toBeVisible();
});

async function drop(window: Page, name: string, text: string): Promise<void> {
  const data = await window.evaluateHandle(([file, content]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], file, { type: 'text/csv' }));
    return transfer;
  }, [name, text] as const);
  await window.getByRole('region', { name: 'Choose a file' }).dispatchEvent('drop', { dataTransfer: data });
}

/** NinjaTrader executions of one contract: buy, sell, buy … */
function executions(contract: string, ...prices: readonly string[]): string {
  const rows = prices.map((price, id) => `${contract},${id % 2 === 0 ? 'Buy' : 'Sell'},1,${price},2026-11-20 10:0${id}:00,${id},x,${id % 2 === 0 ? '1 L' : '-'},o${id},n,$0.62,1,Sim101,Sim,\n`);
  return `Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,\n${rows.join('')}`;
}

test('an instrument that nobody knows is asked for, and a new account takes its trades', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  await drop(window, 'strange.csv', executions('QQZ 12-26', '10', '11.5'));
  await expect(window.getByRole('heading', { name: 'An instrument is not known' })).toBeVisible();
  await window.getByRole('textbox', { name: 'Tick size of QQZ' }).fill('0.01');
  await window.getByRole('textbox', { name: 'Value of one point of QQZ' }).fill('2');
  await window.getByRole('button', { name: 'Add QQZ' }).click();
  await expect(window.getByRole('heading', { name: 'An instrument is not known' })).toBeHidden();
  await zone(window);
  await window.getByRole('combobox', { name: 'Into account' }).click();
  await window.getByRole('option', { name: 'A new account…' }).click();
  await window.getByRole('textbox', { name: 'Name of the account' }).fill('Prop one');
  await window.getByRole('button', { name: 'Import 2 fills' }).click();
  await expect(window.getByText('Prop one: 2 new fills in 1 trade.')).toBeVisible();
  const { accounts } = await ask(desk.page, 'app.state', undefined);
  expect(accounts.map(({ name }) => name)).toEqual(['Main', 'Prop one']);
});

test('a file of times alone is asked for its day and its clock with what is known of both; a share that nobody described keeps every digit of its price', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  const path = join(temporary(), 'trades 2026-10-05.csv');
  writeFileSync(path, readFileSync(sample('das.csv'), 'utf8').replace('72.50', '72.53'));
  await choose(desk, window, path);
  await expect(window.getByText('The file has times of day and no date. Of which day is it? The file’s name says 5 Oct 2026.')).toBeVisible();
  await window.getByLabel('Day of the fills').fill('2026-10-05');
  await expect(window.getByText('The times in this file carry no zone. Say which clock they show. DAS writes the time of the exchange, US Eastern.')).toBeVisible();
  await zone(window);
  await window.getByRole('button', { name: 'Import 4 fills' }).click();
  await expect(window.getByText('Main: 4 new fills in 2 trades.')).toBeVisible();
  const trade = desk.page.getByRole('main').getByRole('button', { name: /ACME long 100/ });
  await expect(trade).toContainText('at 72.53');
  await trade.click();
  await expect(desk.page.getByText('72.53', { exact: true }).first()).toBeVisible();
});

test('a file of two accounts goes into one of the journal for each, changes nothing again, also after one was renamed, and is taken back as a whole', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  const into = async (): Promise<void> => {
    await window.getByRole('combobox', { name: 'Into account' }).click();
    await window.getByRole('option', { name: /One account for each of the 2/ }).click();
  };
  await choose(desk, window, sample('ninjatrader-executions.csv'));
  await expect(window.getByText('The file has 2 accounts: SimA, SimB.', { exact: false })).toBeVisible();
  await into();
  await expect(window.getByText('SimA gets a new account. SimB gets a new account.')).toBeVisible();
  await zone(window);
  await window.getByRole('button', { name: 'Import 5 fills' }).click();
  await expect(window.getByText('SimA: 3 new fills in 2 trades.')).toBeVisible();
  await expect(window.getByText('SimB: 2 new fills in 1 trade.')).toBeVisible();

  const { accounts } = await ask(desk.page, 'app.state', undefined);
  const [a] = accounts.filter(({ name }) => name === 'SimA');
  if (a === undefined) throw new Error('SimA was not added');
  const { id, ...stated } = a;
  await ask(desk.page, 'account.save', { id, account: { ...stated, name: 'Evaluation 2', startingEquity: { amount: 5_000_000, currency: 'USD' } } });
  await window.getByRole('button', { name: 'Import another file' }).click();
  await choose(desk, window, sample('ninjatrader-executions.csv'));
  await into();
  await expect(window.getByText('SimA goes into Evaluation 2, which has its fills. SimB has its account.')).toBeVisible();
  await expect(window.getByText('All of its fills are in the journal already: importing changes nothing.')).toBeVisible();
  await shoot(window, 'each-again');
  await window.getByRole('button', { name: 'Put this file away' }).click();

  for (const name of ['SimB', 'Evaluation 2']) {
    await window.getByRole('row').filter({ hasText: name }).getByRole('button', { name: 'Undo the import of ninjatrader-executions.csv' }).click();
    await window.getByRole('button', { name: 'Undo import' }).click();
    await expect(window.getByRole('row').filter({ hasText: name }).getByText('Undone')).toBeVisible();
  }
  for (const account of [id, ...(await ask(desk.page, 'app.state', undefined)).accounts.filter(({ name }) => name === 'SimB').map((each) => each.id)]) {
    await ask(desk.page, 'account.select', { accountId: account });
    expect(await closedTrades(desk.page)).toBe(0);
  }
});

test('a dropped file is read like a chosen one; refused lines and unknown files are explained', async ({ launch }) => {
  const { window } = await trader(launch);
  await drop(window, 'dropped.csv', executions('MES 12-26', '6000', '6001', 'much'));
  await expect(window.getByRole('heading', { name: 'One line is refused' })).toBeVisible();
  const refused = window.getByRole('list', { name: 'Refused lines' }).getByRole('button', { name: /Line 4/ });
  await expect(refused).toBeVisible();
  await refused.click();
  await expect(window.getByLabel('Line 4 as written')).toContainText('much');
  await window.getByRole('button', { name: 'Put this file away' }).click();
  await drop(window, 'picture.csv', `\u0001\u0002\u0003\u0004${'\u0005'.repeat(400)}`);
  await expect(window.getByText('This file cannot be imported as it is')).toBeVisible();
  await expect(window.getByRole('main').getByRole('button', { name: /^Import/ })).toHaveCount(0);
});

test('files dropped together are looked at one after the other', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  const data = await window.evaluateHandle(([first, second]) => {
    const transfer = new DataTransfer();
    for (const [name, text] of [['first.csv', first], ['second.csv', second]] as const) transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, [executions('MES 12-26', '6000', '6001'), executions('MNQ 12-26', '20000', '20001').replaceAll(',n,', ',m,').replaceAll(/,(\d),x,/g, ',1$1,x,')] as const);
  await window.getByRole('region', { name: 'Choose a file' }).dispatchEvent('drop', { dataTransfer: data });
  await expect(window.getByRole('heading', { name: 'first.csv' })).toBeVisible();
  await expect(window.getByText('one more file waits', { exact: false })).toBeVisible();
  await zone(window);
  await window.getByRole('button', { name: 'Import 2 fills' }).click();
  await expect(window.getByText('first.csv is in the journal')).toBeVisible();
  await window.getByRole('button', { name: 'Look at second.csv' }).click();
  await expect(window.getByRole('heading', { name: 'second.csv' })).toBeVisible();
  await window.getByRole('button', { name: 'Import 2 fills' }).click();
  await expect(window.getByText('second.csv is in the journal')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Import another file' })).toBeVisible();
  expect(await closedTrades(desk.page)).toBe(2);
});

test('fills that may be those of another report are asked about before anything is written, and both answers hold', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  const folder = temporary();
  // Two contracts filled at two prices; the orders report of the same trading has one average, rounded, so that the two do not add up.
  const pairs = join(folder, 'performance.csv');
  writeFileSync(pairs, [
    'symbol,_priceFormat,_priceFormatType,_tickSize,buyFillId,sellFillId,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp,duration',
    'MESZ6,-2,0,0.25,801,805,1,5900.00,5912.00,$60.00,10/05/2026 09:31:10,10/05/2026 09:52:00,20min',
    'MESZ6,-2,0,0.25,802,805,1,5900.25,5912.00,$58.75,10/05/2026 09:31:10,10/05/2026 09:52:00,20min',
  ].join('\n'));
  const orders = join(folder, 'orders.csv');
  writeFileSync(orders, [
    'orderId,Account,Order ID,B/S,Contract,avgPrice,filledQty,Fill Time,Status,Timestamp,Quantity,Type,Limit Price,Stop Price,decimalStop',
    '701,DEMO100,701, Buy,MESZ6,5900.10,2,10/05/2026 09:31:10, Filled,10/05/2026 09:30:00,2, Market,,,',
    '702,DEMO100,702, Sell,MESZ6,5912.00,2,10/05/2026 09:52:00, Filled,10/05/2026 09:31:10,2, Limit,5912.00,,',
  ].join('\n'));
  await choose(desk, window, pairs);
  await zone(window);
  await window.getByRole('button', { name: 'Import 3 fills' }).click();
  await expect(window.getByText('performance.csv is in the journal')).toBeVisible();
  expect(await closedTrades(desk.page)).toBe(1);

  await window.getByRole('button', { name: 'Import another file' }).click();
  await choose(desk, window, orders);
  await zone(window);
  const question = window.getByRole('combobox', { name: 'Fills like those of another report' });
  await expect(window.getByText('Some fills may be in the journal already. Are they the same trades?')).toBeVisible();
  await expect(window.getByRole('button', { name: /^Import \d+ fills?$/ })).toBeDisabled();
  await soundAxe(window, 'fills in doubt');
  await shoot(window, 'alike');

  // By keyboard: the same trades, of which nothing is left to import.
  const { pick } = hands(window);
  await pick(question, 'The same trades');
  await expect(window.getByText('All of its fills are in the journal already: importing changes nothing.')).toBeVisible();
  expect(await closedTrades(desk.page)).toBe(1);

  await pick(question, 'Different trades');
  await window.getByRole('button', { name: 'Import 2 fills' }).click();
  await expect(window.getByText('orders.csv is in the journal')).toBeVisible();
  expect(await closedTrades(desk.page)).toBe(2);
  await window.getByRole('button', { name: 'Undo this import' }).click();
  await expect(window.getByText('The journal is as it was before.')).toBeVisible();
  expect(await closedTrades(desk.page)).toBe(1);
});

test('a watched folder imports by itself, tells, and is taken back; what needs an answer leads to the preview', async ({ launch }) => {
  const { desk, window } = await trader(launch);
  const folder = join(temporary(), 'exports');
  mkdirSync(folder);
  await dialogGives(desk, folder);
  await window.getByRole('combobox', { name: 'Times without a zone are in' }).fill('New_York'.replace('_', ' '));
  await window.getByRole('option', { name: 'America/New York' }).click();
  await window.getByRole('button', { name: 'Watch a folder…' }).click();
  await expect(window.getByText(folder)).toBeVisible();
  await expect(window.getByText('Watching', { exact: true })).toBeVisible();

  copyFileSync(sample('tradovate-performance.csv'), join(folder, 'today.csv'));
  await expect(window.getByText('today.csv was imported')).toBeVisible({ timeout: 30_000 });
  expect(await closedTrades(desk.page)).toBeGreaterThan(0);
  // The desk tells it too, with the way back.
  await expect(desk.page.getByText('today.csv: 7 new fills in 3 trades, into Main.')).toBeVisible();
  await expect(desk.page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await shoot(window, 'watched');
  await window.getByRole('button', { name: 'Undo this import' }).click();
  await expect(window.getByText('today.csv was imported')).toBeHidden();
  await expect(async () => expect(await closedTrades(desk.page)).toBe(0)).toPass();

  writeFileSync(join(folder, 'table.csv'), 'Ticker;Datum;Richtung;Menge;Kurs\nACME;05.10.2026 15:31:00;Kauf;100;12,50\nACME;05.10.2026 15:45:00;Verkauf;100;12,80\n');
  await expect(window.getByText('table.csv needs your answer')).toBeVisible({ timeout: 30_000 });
  await window.getByRole('button', { name: 'Answer' }).click();
  await expect(window.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();

  // The setting survives a restart, and so does what was dealt with; what was not answered is asked again.
  const { data } = desk;
  await desk.close();
  const again = await launch({ data });
  const { folders, notices } = await ask(again.page, 'import.watch', undefined);
  expect(folders).toMatchObject([{ folder, status: 'watching', zone: 'America/New_York' }]);
  expect(notices.map(({ fileName }) => fileName)).not.toContain('today.csv');
  await expect.poll(async () => (await ask(again.page, 'import.watch', undefined)).notices, { timeout: 30_000 }).toMatchObject([{ kind: 'needs-answer', fileName: 'table.csv' }]);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the import page is sound for assistive technology and looks right in ${theme}`, async ({ launch }) => {
    const { desk, window } = await trader(launch);
    await ask(desk.page, 'settings.save', { theme });
    await window.setViewportSize({ width: 1280, height: 800 });
    const shot = async (name: string): Promise<void> => {
      await soundAxe(window, name);
      await shoot(window, `${name}-${theme}`);
    };
    await shot('start');
    await choose(desk, window, sample('tradovate-performance.csv'));
    await expect(window.getByText('The times in this file carry no zone.')).toBeVisible();
    await shot('questions');
    await zone(window);
    await expect(window.getByRole('button', { name: 'Import 7 fills' })).toBeEnabled();
    await shot('preview');
    await window.getByRole('button', { name: 'Import 7 fills' }).click();
    await expect(window.getByText('tradovate-performance.csv is in the journal')).toBeVisible();
    await shot('result');
    await window.getByRole('button', { name: 'Import another file' }).click();
    await choose(desk, window, sample('mapped-fills.csv'));
    await expect(window.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();
    await shot('mapper');
  });
}
