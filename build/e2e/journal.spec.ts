/** The journal in words and pictures, in its own window: written, named, pictured, found, and there again after a restart or a crash. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { pngOf } from '../../main/journal/testing/pictures.ts';
import { cacheFolder } from '../paths.ts';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask, rawCall } from './support/bridge.ts';
import { hands } from './support/hands.ts';
import { goodTicket, NOON, prepare, setUp, trade } from './support/set-up.ts';

const ON_TEST_CLOCK = { env: { HOLDFAST_TEST_CLOCK: String(NOON) } };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens the journal from the command palette, as a person would. */
async function openJournal(desk: Desk): Promise<Page> {
  // Keys are heard from the moment on at which the window shows its screens.
  await expect(desk.page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
  await desk.page.keyboard.press('Control+K');
  await expect(desk.page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await desk.page.keyboard.type('open journal');
  const [window] = await Promise.all([desk.app.waitForEvent('window'), desk.page.keyboard.press('Enter')]);
  await expect(window.getByRole('heading', { name: 'Journal', level: 1 })).toBeVisible();
  return window;
}

async function oneTrade(desk: Desk): Promise<void> {
  await setUp(desk.page);
  await prepare(desk.page);
  await trade(desk.page, '6009');
}

/** A screenshot in the system's own clipboard, and Ctrl+V as the keyboard sends it. */
async function pasteFromClipboard(desk: Desk, window: Page, png: Uint8Array): Promise<void> {
  await desk.app.evaluate(
    async ({ BrowserWindow, clipboard, ClipboardItem, nativeImage }, [url, base64]) => {
      const bytes = Buffer.from(base64, 'base64');
      // Electron 33 writes an image; later ones write items, as the web does.
      if ('writeImage' in clipboard) (clipboard.writeImage as (image: unknown) => void)(nativeImage.createFromBuffer(bytes));
      else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
      const open = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url);
      if (open === undefined) throw new Error('the window is gone');
      open.focus();
      open.webContents.focus();
      for (const type of ['keyDown', 'keyUp'] as const) open.webContents.sendInputEvent({ type, keyCode: 'V', modifiers: [process.platform === 'darwin' ? 'cmd' : 'control'] });
    },
    [window.url(), Buffer.from(png).toString('base64')] as const,
  );
}

/** What a paste brings when the clipboard holds a screenshot: a file without a name of its own, and no text. */
async function pastePicture(window: Page, bytes: Uint8Array): Promise<void> {
  await window.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(content)], 'image.png', { type: 'image/png' }));
    (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, [...bytes]);
}

async function dropFile(window: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await window.evaluateHandle(([fileName, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(content)], fileName));
    return data;
  }, [name, [...bytes]] as const);
  const place = window.getByRole('region', { name: 'Pictures' });
  await place.dispatchEvent('dragover', { dataTransfer: transfer });
  await place.dispatchEvent('drop', { dataTransfer: transfer });
}

async function chooseFiles(desk: Desk, window: Page, paths: string[]): Promise<void> {
  await desk.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
  }, paths);
  await window.getByRole('button', { name: 'Add pictures' }).click();
}

/** Every picture in view was really decoded. */
async function expectShown(window: Page, count: number): Promise<void> {
  const pictures = window.getByRole('region', { name: 'Pictures' }).getByRole('img');
  await expect(pictures).toHaveCount(count);
  for (const picture of await pictures.all()) await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
}

test('a trade is pictured by paste, drop and file, named and found; all of it is there after a restart', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  await oneTrade(desk);
  const window = await openJournal(desk);
  await window.getByRole('radio', { name: 'Trades' }).click();
  await window.getByRole('list', { name: 'Trades' }).getByRole('button').first().press('Enter');
  await expect(window.getByRole('article', { name: 'MES long 3' })).toBeVisible();

  await pastePicture(window, pngOf(320, 200));
  await expectShown(window, 1);
  await dropFile(window, 'entry.png', pngOf(300, 180, [200, 120, 40]));
  await expectShown(window, 2);
  const file = join(desk.data, 'after.png');
  const notPicture = join(desk.data, 'list.png');
  writeFileSync(file, pngOf(280, 160, [20, 140, 90]));
  writeFileSync(notPicture, 'time,price\n');
  await chooseFiles(desk, window, [file, notPicture]);
  await expectShown(window, 3);
  await expect(window.getByRole('region', { name: 'Notifications' }).getByText('list.png: This is no picture that Holdfast keeps: take a PNG, JPEG, WebP or GIF.')).toBeVisible();

  await window.getByRole('button', { name: 'Open entry.png' }).click();
  await window.getByRole('textbox', { name: 'Caption' }).fill('Absorption at the résumé of the move');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('button', { name: 'Open Absorption at the résumé of the move' })).toBeVisible();

  await window.getByRole('combobox', { name: 'Add a tag' }).fill('A+ 突破回踩');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('button', { name: 'Take off A+ 突破回踩' })).toBeVisible();
  await window.getByRole('combobox', { name: 'Add a mistake' }).fill('Out too early');
  await window.keyboard.press('Enter');
  const mistake = window.getByRole('button', { name: 'Take off Out too early' });
  await mistake.click();
  await expect(mistake).toBeHidden();
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(mistake).toBeVisible();

  const search = window.getByRole('searchbox', { name: 'Search everything written' });
  const found = window.getByRole('list', { name: 'Found' }).getByRole('button');
  for (const [typed, hit] of [['resume', 'résumé'], ['回踩', '回踩'], ['too ear', 'early'], ['"at the', 'at the']] as const) {
    await search.fill(typed);
    await expect(found).toHaveCount(1);
    await expect(found.first().locator('mark').filter({ hasText: hit.split(' ')[0] ?? '' }).first()).toBeVisible();
  }
  await search.fill('<img src=x> OR "');
  await expect(window.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(search).toHaveValue('');

  // Removed, and brought back.
  await window.getByRole('button', { name: 'Open after.png' }).click();
  await window.getByRole('button', { name: 'Remove picture' }).click();
  await expectShown(window, 2);
  await window.getByRole('button', { name: 'Undo' }).last().click();
  await expectShown(window, 3);

  await desk.close();
  const again = await launch({ data: desk.data, ...ON_TEST_CLOCK });
  const back = await openJournal(again);
  await back.getByRole('searchbox', { name: 'Search everything written' }).fill('absorption');
  await back.getByRole('list', { name: 'Found' }).getByRole('button').first().press('Enter');
  await expectShown(back, 3);
  await expect(back.getByRole('button', { name: 'Take off Out too early' })).toBeVisible();
});

test('a screenshot in the system’s clipboard is pasted by its keys, also from within a field', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  await oneTrade(desk);
  const window = await openJournal(desk);
  await window.getByRole('radio', { name: 'Trades' }).click();
  await window.getByRole('list', { name: 'Trades' }).getByRole('button').first().press('Enter');
  await expect(window.getByRole('article', { name: 'MES long 3' })).toBeVisible();
  await pasteFromClipboard(desk, window, pngOf(320, 200));
  await expectShown(window, 1);
  await expect(window.getByRole('button', { name: 'Open Screenshot' })).toBeVisible();

  const lesson = window.getByRole('textbox', { name: 'Lesson' });
  await lesson.fill('Wait for the retest');
  await pasteFromClipboard(desk, window, pngOf(240, 160, [20, 120, 200]));
  await expectShown(window, 2);
  await expect(lesson).toHaveValue('Wait for the retest');
});

test('which criteria of its setup a trade met is said on its page, by keyboard, and shown in the breakdown', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  await setUp(desk.page);
  await prepare(desk.page);
  await ask(desk.page, 'notebook.setup.save', { id: null, words: { name: 'Pullback', description: '', criteria: ['With the trend', 'Candle closed'], example: '' } });
  const { tradeId } = await ask(desk.page, 'ticket.seal', { ...(await goodTicket(desk.page)), setup: 'Pullback' });
  if (tradeId === null) throw new Error('the ticket was not clear');
  await ask(desk.page, 'trade.exit', { tradeId, price: '6009', quantity: '3', fees: { amount: 0, currency: 'USD' } });
  const window = await openJournal(desk);
  await window.getByRole('radio', { name: 'Trades' }).click();
  await window.getByRole('list', { name: 'Trades' }).getByRole('button').first().press('Enter');
  const criteria = window.getByRole('region', { name: 'Criteria' });
  await expect(criteria.getByText('2 not said')).toBeVisible();
  const { choose: say } = hands(window);
  await say(criteria.getByRole('radiogroup', { name: 'With the trend' }), 'Met');
  await expect(criteria.getByText('1 met, 1 not said')).toBeVisible();
  await say(criteria.getByRole('radiogroup', { name: 'Candle closed' }), 'Missing');
  await expect(criteria.getByText('1 met, 1 missing')).toBeVisible();

  await window.getByRole('navigation').getByRole('button', { name: 'Breakdowns' }).click();
  const rows = window.getByRole('region', { name: 'Criteria of the setups' }).getByRole('row');
  await expect(rows).toHaveText([/Setup/, /^PullbackAll of them0–unknown01\+1.50\sR1$/, /^PullbackWith the trend1\+1.50\sR10–unknown0$/, /^PullbackCandle closed0–unknown01\+1.50\sR1$/]);
});

test('the daily note is safe while it is typed, kept when it is left, and every version stays', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  await oneTrade(desk);
  const window = await openJournal(desk);
  await window.getByRole('button', { name: 'Write today’s note' }).click();
  const note = window.getByRole('textbox', { name: 'Daily note' });
  await note.fill('Calm until noon, then');
  const { account } = await ask(desk.page, 'app.state', undefined);
  const day = { accountId: account?.id ?? '', date: '2025-03-12' };
  await expect.poll(async () => (await ask(desk.page, 'notebook.day', day)).draft).toBe('Calm until noon, then');
  await desk.kill();

  const second = await launch({ data: desk.data, ...ON_TEST_CLOCK });
  const again = await openJournal(second);
  await again.getByRole('list', { name: 'Days' }).getByRole('button').first().press('Enter');
  const typed = again.getByRole('textbox', { name: 'Daily note' });
  await expect(typed).toHaveValue('Calm until noon, then');
  await expect(again.getByText('Not kept yet')).toBeVisible();
  await typed.fill('Calm until noon, then one good ticket.');
  await typed.press('Control+Enter');
  await expect(again.getByText(/^Kept 12 Mar 2025/)).toBeVisible();
  await typed.fill('Calm until noon, then one good ticket. The second I let go.');
  // Leaving the field keeps it too.
  await again.getByRole('combobox', { name: 'Add a tag' }).focus();
  await expect(again.getByRole('button', { name: '1 earlier version' })).toBeVisible();
  expect(await ask(second.page, 'notebook.day', day)).toMatchObject({ draft: null, note: { text: 'Calm until noon, then one good ticket. The second I let go.' }, earlier: [{ text: 'Calm until noon, then one good ticket.' }] });
  await again.getByRole('searchbox', { name: 'Search everything written' }).fill('let go');
  await expect(again.getByRole('list', { name: 'Found' }).getByRole('button')).toHaveCount(1);
});

test('a picture is served for its own id alone, and bytes that are none are refused', async ({ launch }) => {
  const desk = await launch(ON_TEST_CLOCK);
  await oneTrade(desk);
  const { page } = desk;
  const [line] = (await ask(page, 'trade.list', { status: 'all', from: null, to: null, cursor: null, limit: 1 })).trades;
  const subject = { kind: 'trade', tradeId: line?.id ?? '' } as const;
  const attach = (bytes: Uint8Array) =>
    page.evaluate(
      ([to, content]) => (Reflect.get(window, 'holdfast') as { call: (name: string, input: unknown) => Promise<{ ok: boolean; value?: { id: string }; error?: { code: string; message: string } }> }).call('notebook.attach', { subject: to, fileName: 'p.png', bytes: Uint8Array.from(content) }),
      [subject, [...bytes]] as const,
    );
  const good = await attach(pngOf(4, 4));
  expect(good.ok).toBe(true);
  expect((await attach(pngOf(4, 4).subarray(0, 40))).error).toMatchObject({ code: 'refused', message: expect.stringContaining('damaged or not complete') });
  expect((await attach(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))).error).toMatchObject({ code: 'refused' });
  expect(await rawCall(page, 'notebook.attach', { subject, fileName: 'p', bytes: 'not bytes' as never })).toMatchObject({ ok: false, error: { code: 'invalid-input' } });

  const loads = (address: string) =>
    page.evaluate(
      (source) =>
        new Promise<boolean>((done) => {
          const image = new Image();
          image.addEventListener('load', () => done(true));
          image.addEventListener('error', () => done(false));
          image.src = source;
        }),
      address,
    );
  const id = good.value?.id ?? '';
  expect(await loads(`/picture/${id}`)).toBe(true);
  for (const address of ['/picture/', '/picture/other', `/picture/${id}/`, `/picture/${id}?x=1`, `/picture/../picture/${id}/..`, '/picture/%2e%2e%2fjournal.db', `app://other/picture/${id}`]) expect(await loads(address), address).toBe(false);
  await ask(page, 'notebook.detach', { attachmentId: id });
  expect(await loads(`/picture/${id}#again`)).toBe(false);
  // The page logs each address that was refused.
  desk.errors.length = 0;
});

test('the journal and the playbook hold against axe, by keyboard, in every appearance', async ({ launch }) => {
  test.setTimeout(120_000);
  const desk = await launch();
  await ask(desk.page, 'demo.enter', undefined);
  const window = await openJournal(desk);
  await window.evaluate(AXE);
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((open) => open.getTitle().includes('analytics'))?.setContentSize(1280, 800));
  const days = window.getByRole('list', { name: 'Days' }).getByRole('button');
  await expect(days.first()).toBeVisible();
  await holds(window, 'journal-days');
  await days.first().press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('textbox', { name: 'Daily note' })).toBeVisible();
  await holds(window, 'journal-day');
  const line = window.getByRole('region', { name: 'Trades of the day' }).getByRole('button').first();
  await line.press('Enter');
  await expect(window.getByRole('region', { name: 'Pictures' })).toBeVisible();
  await pastePicture(window, pngOf(640, 400));
  await expectShown(window, 1);
  await holds(window, 'journal-trade');
  await window.getByRole('region', { name: 'Pictures' }).getByRole('button', { name: /^Open/ }).click();
  await expect(window.getByRole('textbox', { name: 'Caption' })).toBeVisible();
  await holds(window, 'journal-picture');
  await window.keyboard.press('Escape');
  await window.getByRole('searchbox', { name: 'Search everything written' }).fill('retest');
  await expect(window.getByRole('list', { name: 'Found' })).toBeVisible();
  await holds(window, 'journal-search');
  await window.getByRole('navigation').getByRole('button', { name: 'Playbook' }).click();
  await expect(window.getByRole('heading', { name: 'Pullback' })).toBeVisible();
  await holds(window, 'playbook');
});

async function holds(window: Page, state: string): Promise<void> {
  for (const theme of ['light', 'dark', 'contrast'] as const) {
    await window.evaluate((appearance) => {
      document.documentElement.dataset['appearance'] = appearance;
    }, theme);
    await window.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Number.POSITIVE_INFINITY));
    const violations = await window.evaluate(async () => {
      const axe = Reflect.get(window, 'axe') as { run: (context: Document, options: object) => Promise<AxeResults> };
      const found = await axe.run(document, { resultTypes: ['violations'] });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`);
    });
    expect.soft(violations, `${state}, ${theme}`).toEqual([]);
    await window.screenshot({ path: join(cacheFolder, 'shots', `${state}-${theme}.png`) });
  }
}
