/** The window itself: on top, where it was left, as the settings want it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, test, type Desk } from './fixtures/app.ts';

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
async function save({ page }: Desk, settings: Record<string, unknown>): Promise<void> {
  const result = await page.evaluate(async (changes) => {
    const bridge = Reflect.get(window, 'holdfast') as { call: (name: string, input: unknown) => Promise<unknown> };
    return bridge.call('settings.save', changes);
  }, settings);
  expect(result).toMatchObject({ ok: true });
}

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
  await expect.poll(async () => (await look(desk)).bounds).toMatchObject({ width: 360, height: 168 });
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

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
