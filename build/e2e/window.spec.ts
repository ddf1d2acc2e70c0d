/** The window itself: on top, where it was left, as the settings want it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { notifications, shortcuts, trayMenu } from './support/desktop.ts';
import { remoteClock } from './support/remote-clock.ts';
import { goodTicket, NOON, prepare, setUp } from './support/set-up.ts';

/** What the main process says of its window. */
function look({ app }: Desk) {
  return app.evaluate(({ BrowserWindow: windows }) => {
    const window = windows.getAllWindows()[0] as BrowserWindow;
    return {
      bounds: window.getBounds(),
      least: window.getMinimumSize(),
      onTop: window.isAlwaysOnTop(),
      visible: window.isVisible(),
      focused: window.isFocused(),
    };
  });
}

/** Changes settings as the settings screen does. */
async function save({ page }: Desk, settings: Parameters<typeof ask<'settings.save'>>[2]): Promise<void> {
  await ask(page, 'settings.save', settings);
}

const focus = ({ app }: Desk) => app.evaluate(({ BrowserWindow: windows }) => (windows.getAllWindows()[0] as BrowserWindow).focus());
const hide = ({ app }: Desk) => app.evaluate(({ BrowserWindow: windows }) => (windows.getAllWindows()[0] as BrowserWindow).hide());

async function move({ app }: Desk, bounds: { x: number; y: number; width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow: windows }, to) => (windows.getAllWindows()[0] as BrowserWindow).setBounds(to), bounds);
}

test('begins small, at the top right, above everything, without taking the keyboard', async ({ desk }) => {
  await expect.poll(async () => (await look(desk)).visible).toBe(true);
  const { bounds, least, onTop, focused } = await look(desk);
  expect(bounds).toEqual({ x: 1600 - 420 - 24, y: 24, width: 420, height: 760 });
  expect(least).toEqual([360, 480]);
  expect(onTop).toBe(true);
  expect(focused).toBe(false);
});

test('comes back where it was left', async ({ launch }) => {
  const first = await launch();
  const place = { x: 200, y: 100, width: 500, height: 640 };
  await move(first, place);
  await expect.poll(() => read(join(first.data, 'window.json'))).toContain('"x":200');
  await first.close();

  const second = await launch({ data: first.data });
  expect((await look(second)).bounds).toEqual(place);
});

test('is remembered even when it is closed in the middle of a move', async ({ launch }) => {
  const first = await launch();
  const place = { x: 300, y: 120, width: 440, height: 600 };
  await move(first, place);
  await first.close();

  const second = await launch({ data: first.data });
  expect((await look(second)).bounds).toEqual(place);
});

test('is as the settings want it: compact or not, on top or not', async ({ desk }) => {
  const before = (await look(desk)).bounds;
  await save(desk, { compact: true, alwaysOnTop: false });
  await expect.poll(async () => (await look(desk)).bounds).toMatchObject({ width: 360, height: 200 });
  const compact = await look(desk);
  expect(compact.onTop).toBe(false);
  expect(compact.least).toEqual([280, 120]);
  // It stays in its corner.
  expect(compact.bounds.x + compact.bounds.width).toBe(before.x + before.width);

  await save(desk, { compact: false, alwaysOnTop: true });
  await expect.poll(async () => (await look(desk)).bounds).toEqual(before);
  expect(await look(desk)).toMatchObject({ onTop: true, least: [360, 480] });
});

test('is fetched back when what it stood on is gone', async ({ desk }) => {
  await move(desk, { x: 1590, y: 400, width: 420, height: 760 });
  // As when a monitor is unplugged: the system reports the change, and the window has to be reachable after it.
  await desk.app.evaluate(({ screen }) => screen.emit('display-removed', {}, screen.getPrimaryDisplay()));
  await expect.poll(async () => (await look(desk)).bounds.x).toBeLessThanOrEqual(1600 - 420);
});

test('comes up on the screen when it was left on a display that is gone', async ({ launch }) => {
  const first = await launch();
  const file = join(first.data, 'window.json');
  await move(first, { x: 100, y: 100, width: 420, height: 760 });
  await first.close();
  // As the file would be if the window had stood on a second display, at the right of this one.
  const [here] = (JSON.parse(readFileSync(file, 'utf8')) as { memories: { arrangement: string }[] }).memories;
  const far = { x: 2600, y: 200, width: 500, height: 700 };
  for (const arrangement of [`${here?.arrangement ?? ''} 1920x1080+1600+0`, here?.arrangement ?? '']) {
    writeFileSync(file, JSON.stringify({ version: 1, memories: [{ arrangement, full: far, compact: null }] }));
    const again = await launch({ data: first.data });
    const { bounds } = await look(again);
    expect(bounds.x).toBeGreaterThanOrEqual(0);
    expect(bounds.x + bounds.width).toBeLessThanOrEqual(1600);
    expect(bounds.y + bounds.height).toBeLessThanOrEqual(1000);
    expect(bounds).toMatchObject({ width: 500, height: 700 });
    await again.close();
  }
});

test('stays compact over a restart, and has its full size back after that', async ({ launch }) => {
  const first = await launch();
  const full = { x: 700, y: 60, width: 480, height: 700 };
  await move(first, full);
  await setUp(first.page);
  await save(first, { compact: true });
  await expect.poll(async () => (await look(first)).bounds).toMatchObject({ width: 360, height: 200 });
  const compact = (await look(first)).bounds;
  await first.close();

  const second = await launch({ data: first.data });
  expect((await look(second)).bounds).toEqual(compact);
  await save(second, { compact: false });
  await expect.poll(async () => (await look(second)).bounds).toEqual(full);
});

test('a maximised window becomes a strip, and comes back where it stood before it was maximised', async ({ desk }) => {
  const place = { x: 700, y: 60, width: 480, height: 700 };
  await setUp(desk.page);
  // As a window manager would, which a virtual display has not.
  await desk.app.evaluate(({ BrowserWindow: windows, screen }, normal) => {
    const window = windows.getAllWindows()[0] as BrowserWindow;
    window.setBounds(screen.getPrimaryDisplay().workArea);
    let isMaximized = true;
    window.isMaximized = () => isMaximized;
    window.unmaximize = () => (window.setBounds(normal), (isMaximized = false));
    window.getNormalBounds = () => (isMaximized ? normal : window.getBounds());
  }, place);
  await save(desk, { compact: true });
  await expect.poll(async () => (await look(desk)).bounds).toEqual({ x: place.x + place.width - 360, y: place.y, width: 360, height: 200 });
  await save(desk, { compact: false });
  await expect.poll(async () => (await look(desk)).bounds).toEqual(place);
});

test('compact is a strip with the next thing to do, and any screen brings the whole window back', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } });
  const { page } = desk;
  const height = async () => (await look(desk)).bounds.height;
  await setUp(page);
  await page.keyboard.press('Alt+C');
  await expect.poll(height).toBe(200);
  await expect(page.getByRole('button', { name: 'Prepare the session' })).toBeVisible();
  await prepare(page);
  await expect(page.getByRole('button', { name: 'New ticket' })).toBeVisible();
  await expect(page.getByRole('form')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  // As narrow as it goes, the result is still whole.
  const { x, y } = (await look(desk)).bounds;
  await move(desk, { x, y, width: 280, height: 200 });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(280);
  const result = page.getByRole('region', { name: 'Session' }).locator('dd', { hasText: '0.00 R' });
  expect(await result.evaluate((value) => value.scrollWidth - value.clientWidth)).toBeLessThanOrEqual(0);
  await move(desk, { x, y, width: 360, height: 200 });

  // A ticket that waits comes before the next one.
  const { id } = await ask(page, 'ticket.seal', { ...(await goodTicket(page)), stop: null });
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect.poll(height).toBe(760);
  await expect(page.getByRole('region', { name: 'Decision' })).toBeVisible();
  await ask(page, 'ticket.walkAway', { ticketId: id, note: '' });

  for (const goes of [() => page.keyboard.press('n'), () => page.keyboard.press('Alt+2'), () => page.getByRole('navigation').getByRole('button', { name: 'Log' }).click(), () => page.keyboard.press('Control+K')]) {
    await ask(page, 'window.compact', { compact: true });
    await expect(page.getByRole('heading', { name: 'Compact' })).toBeAttached();
    await goes();
    await expect.poll(height).toBe(760);
  }
});

test('goes above full-screen charts, and is as opaque as it was set to be', async ({ desk }) => {
  // What was asked of the window is looked at: a virtual display has neither levels nor opacity to show.
  await desk.app.evaluate(({ BrowserWindow: windows }) => {
    const window = windows.getAllWindows()[0] as BrowserWindow;
    const asked: unknown[] = [];
    Reflect.set(globalThis, 'asked', asked);
    for (const name of ['setAlwaysOnTop', 'setOpacity', 'setVisibleOnAllWorkspaces'] as const) {
      const real = window[name].bind(window) as (...given: unknown[]) => void;
      Reflect.set(window, name, (...given: unknown[]) => (asked.push([name, ...given]), real(...given)));
    }
  });
  const asked = () => desk.app.evaluate(() => Reflect.get(globalThis, 'asked') as unknown[]);
  const below = [['setAlwaysOnTop', false, 'screen-saver'], ['setVisibleOnAllWorkspaces', false], ['setOpacity', 0.7]];
  await save(desk, { opacity: 70, alwaysOnTop: false });
  await expect.poll(asked).toEqual(below);
  await save(desk, { alwaysOnTop: true });
  await expect.poll(asked).toEqual([...below, ['setAlwaysOnTop', true, 'screen-saver'], ['setVisibleOnAllWorkspaces', true]]);
});

test('leaves the keyboard with the platform when it appears by itself, and takes it when it is called', async ({ launch }) => {
  // Another program that has the keyboard: what it is does not matter.
  const platform = await launch();
  await expect.poll(async () => (await look(platform)).visible).toBe(true);
  await focus(platform);
  await expect.poll(async () => (await look(platform)).focused).toBe(true);

  const desk = await launch();
  await expect.poll(async () => (await look(desk)).visible).toBe(true);
  expect(await look(platform)).toMatchObject({ focused: true });
  expect(await look(desk)).toMatchObject({ focused: false });

  await desk.app.evaluate(({ app }) => void app.emit('second-instance'));
  await expect.poll(async () => (await look(desk)).focused).toBe(true);
  await expect.poll(async () => (await look(platform)).focused).toBe(false);
});

test('a second start on the same data brings the first window up instead of another one', async ({ desk }) => {
  await expect.poll(async () => (await look(desk)).visible).toBe(true);
  await hide(desk);
  expect(await look(desk)).toMatchObject({ visible: false });
  expect(await desk.startAgain()).toBe(0);
  await expect.poll(async () => look(desk)).toMatchObject({ visible: true, focused: true });
  expect(desk.app.windows()).toHaveLength(1);
});

test('global shortcuts call the window up, send it away, and start a ticket', async ({ desk }) => {
  const keys = await shortcuts(desk.app);
  await setUp(desk.page);
  // Other keys, so that they are asked for while the test looks on.
  await save(desk, { shortcutSummon: 'CommandOrControl+Alt+J', shortcutTicket: 'CommandOrControl+Alt+K' });
  await expect.poll(() => keys.registered()).toEqual(['CommandOrControl+Alt+J', 'CommandOrControl+Alt+K']);
  expect(await keys.isRegistered('CommandOrControl+Alt+H')).toBe(false);

  await hide(desk);
  await keys.press('CommandOrControl+Alt+J');
  await expect.poll(async () => look(desk)).toMatchObject({ visible: true, focused: true });
  await keys.press('CommandOrControl+Alt+J');
  await expect.poll(async () => (await look(desk)).visible).toBe(false);

  await keys.press('CommandOrControl+Alt+K');
  await expect.poll(async () => (await look(desk)).visible).toBe(true);
  await expect(desk.page.getByRole('form', { name: 'Ticket' })).toBeVisible();

  await save(desk, { shortcutSummon: '', shortcutTicket: '' });
  await expect.poll(() => keys.registered()).toEqual([]);
});

test('keys that another program has are reported, and taken when they are free', async ({ launch }) => {
  const other = await launch();
  await expect.poll(() => other.app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CommandOrControl+Alt+H'))).toBe(true);

  const desk = await launch();
  await setUp(desk.page);
  await expect.poll(async () => (await ask(desk.page, 'app.state', undefined)).shortcutProblems).toHaveLength(2);
  await desk.page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await expect(
    desk.page.getByText('“Show or hide Holdfast” has no keys: Ctrl+Alt+H belongs to another program. Choose another combination.').first(),
  ).toBeVisible();

  await save(desk, { shortcutSummon: 'CommandOrControl+Alt+J', shortcutTicket: 'not keys at all' });
  await expect(
    desk.page.getByText('“Start a ticket” has no keys: not keys at all is no combination that the system knows. Choose another combination.').first(),
  ).toBeVisible();
  await save(desk, { shortcutTicket: '' });
  await expect.poll(async () => (await ask(desk.page, 'app.state', undefined)).shortcutProblems).toEqual([]);
});

test('new keys are heard, also those that are in force: they do nothing meanwhile; what has a use is refused', async ({ launch }) => {
  const desk = await launch();
  const keys = await shortcuts(desk.app);
  const { page } = desk;
  await setUp(page);
  await save(desk, { shortcutSummon: 'CommandOrControl+Alt+J', shortcutTicket: 'CommandOrControl+Alt+K' });
  await expect.poll(() => keys.registered()).toEqual(['CommandOrControl+Alt+J', 'CommandOrControl+Alt+K']);
  await page.keyboard.press('Alt+6');
  const recorder = page.getByRole('button', { name: /^Show or hide Holdfast/ });
  await recorder.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => keys.registered()).toEqual([]);
  for (const [chord, why] of [
    ['Control+Alt+K', 'Ctrl+Alt+K is for “Start a ticket”.'],
    ['Control+Enter', 'Ctrl+Enter already does something inside Holdfast.'],
    ['Control+C', 'Ctrl+C would be lost to every other program.'],
    ['Q', 'a bare key would be lost to every other program.'],
  ] as const) {
    await page.keyboard.press(chord);
    await expect(page.getByText(why)).toBeVisible();
    await expect(recorder).toHaveText('Press the keys');
  }
  await page.keyboard.press('Escape');
  await expect(recorder).toHaveText('Ctrl+Alt+J');
  await expect.poll(() => keys.registered()).toEqual(['CommandOrControl+Alt+J', 'CommandOrControl+Alt+K']);

  await page.keyboard.press('Enter');
  await expect.poll(() => keys.registered()).toEqual([]);
  await page.keyboard.press('Control+Alt+L');
  await expect.poll(() => keys.registered()).toEqual(['CommandOrControl+Alt+L', 'CommandOrControl+Alt+K']);
  await desk.close();

  const again = await launch({ data: desk.data });
  await expect.poll(() => again.app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CommandOrControl+Alt+L'))).toBe(true);
});

test('the tray says how many tickets are left, and leads to the next one', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } });
  const tray = await trayMenu(desk.app);
  await setUp(desk.page);
  await expect
    .poll(() => tray.shown())
    .toEqual({
      tooltip: 'Holdfast · not prepared · 5 tickets left',
      lines: ['Not prepared', '5 tickets left', 'Open Holdfast', 'Prepare the session', 'Quit'],
    });
  await prepare(desk.page);
  await expect
    .poll(() => tray.shown())
    .toEqual({ tooltip: 'Holdfast · 5 tickets left', lines: ['5 tickets left', 'Open Holdfast', 'New ticket', 'Quit'] });
  await ask(desk.page, 'ticket.seal', await goodTicket(desk.page));
  await expect.poll(async () => (await tray.shown())?.tooltip).toBe('Holdfast · 4 tickets left');

  await hide(desk);
  await tray.choose('New ticket');
  await expect.poll(async () => (await look(desk)).visible).toBe(true);
  await expect(desk.page.getByRole('form', { name: 'Ticket' })).toBeVisible();
});

test('a notification says that a cool-down is over, once, and only if notifications are wanted', async ({ launch }) => {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } });
  const said = await notifications(desk.app);
  const clock = remoteClock(desk.app);
  await setUp(desk.page);
  await prepare(desk.page);
  const block = async () => {
    const view = await ask(desk.page, 'ticket.seal', { ...(await goodTicket(desk.page)), stop: null });
    expect(view.status).toBe('blocked');
    // The watch has seen it running.
    await clock.advance(1000);
    return view;
  };
  const { coolDownLeftMs, id } = await block();
  await clock.advance(coolDownLeftMs - 3000);
  expect(await said.all()).toEqual([]);
  await clock.advance(3000);
  await expect
    .poll(() => said.all())
    .toEqual([{ title: 'The cool-down is over', body: 'The MES ticket waits for your decision: walk away, or take it with a written note.' }]);
  await clock.advance(60_000);
  expect(await said.all()).toHaveLength(1);

  await hide(desk);
  await said.click(0);
  await expect.poll(async () => (await look(desk)).visible).toBe(true);
  await ask(desk.page, 'ticket.walkAway', { ticketId: id, note: '' });

  await save(desk, { notifications: false });
  await block();
  await clock.advance(coolDownLeftMs);
  expect(await said.all()).toHaveLength(1);
});

test('a notification says that the session begins and is not prepared; a prepared one begins in silence', async ({ launch }) => {
  const beforeOpen = Date.parse('2025-03-12T09:29:30-04:00');
  for (const prepared of [false, true]) {
    const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(beforeOpen) } });
    const said = await notifications(desk.app);
    const clock = remoteClock(desk.app);
    await setUp(desk.page);
    if (prepared) await prepare(desk.page);
    await clock.advance(29_000);
    expect(await said.all()).toEqual([]);
    await clock.advance(2000);
    if (prepared) {
      await clock.advance(60_000);
      expect(await said.all()).toEqual([]);
    } else {
      await expect.poll(async () => (await said.all()).map(({ title }) => title)).toEqual(['The session begins, and you are not prepared']);
      await said.click(0);
      await expect.poll(async () => (await look(desk)).focused).toBe(true);
      await expect(desk.page.getByRole('navigation').getByRole('button', { name: 'Prepare' })).toHaveAttribute('aria-current', 'page');
    }
    await desk.close();
  }
});

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
