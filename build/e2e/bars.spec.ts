/** Files of price bars in the window: an ATR for the market map, as old as its bars, and how far trades went, as a bound that says where it is from. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cacheFolder } from '../paths.ts';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { setUp } from './support/set-up.ts';

const MINUTE = 60_000;
/** Friday, half past ten in New York. */
const OPEN = Date.parse('2026-11-20T10:30:00-05:00');

/** Eighty bars of a minute, the last of which ends at half past ten; each is two points high and begins where the one before it closed. */
function minuteBars(time: (at: number) => string, order: 1 | -1 = 1): string {
  const rows = Array.from({ length: 80 }, (_, index) => {
    const low = 6000 + (index % 5) * 0.25;
    return `${time(OPEN - (80 - index) * MINUTE)},${low},${low + 2},${low},${low + 1}`;
  });
  return ['time,open,high,low,close', ...(order === 1 ? rows : rows.toReversed())].join('\n');
}

const utc = (at: number): string => new Date(at).toISOString();

function file(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'holdfast-e2e-bars-')), name);
  writeFileSync(path, text);
  return path;
}

async function dialogGives(desk: Desk, path: string): Promise<void> {
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function atMap(desk: Desk): Promise<Page> {
  const { page } = desk;
  await setUp(page);
  await ask(page, 'rehab.complete', { content: { step: 'visualization', goal: 'Wait for the close' }, seconds: 90 });
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('heading', { name: 'Market map' })).toBeFocused();
  return page;
}

test('an ATR of a bar file goes into the market map, as old as its bars, and can be read again', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(OPEN + 20 * MINUTE) } });
  const page = await atMap(desk);
  const { press, to, choose } = hands(page);
  await choose(page.getByRole('radiogroup', { name: 'Trend' }), 'Up');
  await choose(page.getByRole('radiogroup', { name: 'Channel' }), 'None');
  await dialogGives(desk, file('bars.csv', minuteBars(utc)));
  await to(page.getByRole('button', { name: 'ATR from a bar file' }));
  await press('Enter');
  // Each five minutes go from 6000 to 6003; so does every true range.
  await expect(page.getByText('3 from bars.csv, 5-minute bars, up to 20 min ago')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'ATR' })).toHaveValue('3');
  await desk.shot('bars-atr');
  await press('Control+S');
  await expect(page.getByRole('button', { name: /^Map saved/ })).toBeVisible();
  const map = async () => (await ask(page, 'app.state', undefined)).session?.maps[0];
  expect(await map()).toMatchObject({ atr: '3', atrAt: OPEN });

  await to(page.getByRole('button', { name: 'ATR read again: still 3' }));
  await press('Enter');
  await expect.poll(async () => (await map())?.atrAt).toBe(OPEN + 20 * MINUTE);
});

test('bars whose times would lie ahead are asked about, and one that is no file of bars says why', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(OPEN + MINUTE) } });
  const page = await atMap(desk);
  const { press, to } = hands(page);
  const button = page.getByRole('button', { name: 'ATR from a bar file' });
  // A platform in Berlin, the newest bar first.
  const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' });
  await dialogGives(desk, file('berlin.csv', minuteBars((at) => berlin.format(at), -1)));
  await to(button);
  await press('Enter');
  await expect(page.getByRole('alert')).toContainText('these bars end later than now');
  await expect(page.getByRole('textbox', { name: 'ATR' })).toHaveValue('');
  await to(page.getByRole('combobox', { name: 'Time zone of the bars' }));
  await page.keyboard.type('Berlin');
  await expect(page.getByRole('option', { name: 'Europe/Berlin' })).toBeVisible();
  await press('Enter');
  await to(button, 'back');
  await press('Enter');
  await expect(page.getByText('3 from berlin.csv, 5-minute bars, up to 1 min ago, times read as Europe/Berlin')).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();

  await dialogGives(desk, file('notes.csv', 'what,when\nnothing,never\n'));
  await press('Enter');
  await expect(page.getByRole('alert')).toContainText('No bars were found: neither a header with a time, open, high, low and close');
  await expect(page.getByRole('textbox', { name: 'ATR' })).toHaveValue('3');
});

test('how far a trade went comes from bars as a bound, and not from bars of something else', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(OPEN + 20 * MINUTE) } });
  const { page } = desk;
  await setUp(page);
  const { account } = await ask(page, 'app.state', undefined);
  if (account === null) throw new Error('there is no account');
  const fills = file('fills.csv', ['Instrument,Action,Quantity,Price,Time,ID,E/X,Position,Order ID,Name,Commission,Rate,Account,Connection,', 'MES 12-26,Buy,2,6001,2026-11-20 09:30:30,1,Entry,2 L,o1,x,$0.62,1,Sim101,Sim,', 'MES 12-26,Sell,2,6002,2026-11-20 09:34:30,2,Exit,-,o2,x,$0.62,1,Sim101,Sim,', ''].join('\n'));
  await page.keyboard.press('Alt+3');
  const [window] = await Promise.all([desk.app.waitForEvent('window'), page.getByRole('button', { name: 'Import trades' }).click()]);
  await dialogGives(desk, fills);
  await window.getByRole('button', { name: 'Choose a file…' }).click();
  await window.getByRole('combobox', { name: 'Time zone of the file' }).fill('New York');
  await window.getByRole('option', { name: /New York/ }).first().click();
  await window.getByRole('button', { name: 'Import 2 fills' }).click();
  await expect(window.getByText('fills.csv is in the journal')).toBeVisible();

  await window.getByRole('navigation').getByText('Match', { exact: true }).click();
  const choose = window.getByRole('button', { name: 'Choose a bar file' });
  await dialogGives(desk, file('other.csv', minuteBars(utc).replaceAll(',60', ',90')));
  await choose.click();
  await expect(window.getByRole('alert')).toContainText('1 of the 1 trades that meet these bars were filled at prices that the bars around them do not know');

  await dialogGives(desk, file('bars.csv', minuteBars(utc)));
  await choose.click();
  await expect(window.getByText('bars.csv: One trade meets its bars. 1 has MFE$ and MAE$ from them now.')).toBeVisible();
  const path = join(cacheFolder, 'shots', 'bars-excursions.png');
  await window.screenshot({ path });
  const { trades: [trade] } = await ask(page, 'trade.list', { status: 'closed', from: null, to: null, cursor: null, limit: 1 });
  // Wholly inside are the bars of 9:31, 9:32 and 9:33, from 6000.25 to 6002.75; those of its first and last minute go from 6000 to 6003.
  expect(trade).toMatchObject({ excursionProvenance: 'bars', mfe: { amount: 1750 }, mae: { amount: -750 } });
  await page.getByRole('main').getByRole('button', { name: /MES long 2/ }).click();
  await expect(page.getByText('MFE$ and MAE$ from bars: bounds, surely reached, perhaps surpassed')).toBeVisible();
});
