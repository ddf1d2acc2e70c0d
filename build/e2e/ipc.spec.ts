/** The door between the window and the main process, attacked from both sides: messages that do not fit, and senders that are not ours. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { calls, type CallName } from '../../preload/contract/calls.ts';
import { outFolder } from '../paths.ts';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask } from './support/bridge.ts';
import { journalContents } from './support/journal-file.ts';
import { floodGates } from './support/malformed/flood.ts';
import { goodTicket, NOON, prepare, setUp } from './support/set-up.ts';

const MESSAGES = 10_000;
const SEED = 20_261_122;
const names = Object.keys(calls) as CallName[];

/** A trader in the middle of a session, on a clock that stands still, so that only messages can change anything. */
async function trader(launch: (options: { env: Record<string, string> }) => Promise<Desk>): Promise<Desk> {
  const desk = await launch({ env: { HOLDFAST_TEST_CLOCK: String(NOON) } });
  await setUp(desk.page);
  await prepare(desk.page);
  await ask(desk.page, 'ticket.draft', await goodTicket(desk.page));
  // The day's automatic backup writes nothing into the journal, and would show in the state that is compared.
  await ask(desk.page, 'backup.automatic', { automatic: false });
  await expect.poll(async () => (await ask(desk.page, 'app.state', undefined)).backups.running).toBe(false);
  return desk;
}

const processId = ({ app }: Desk) => app.evaluate(() => process.pid);

for (const half of [0, 1]) {
  test(`${MESSAGES} malformed messages on every channel: a typed error each, nothing written, no crash (${half + 1} of 2)`, async ({ launch }) => {
    test.setTimeout(300_000);
    const desk = await trader(launch);
    const before = { contents: journalContents(desk.data), pid: await processId(desk), state: await ask(desk.page, 'app.state', undefined) };
    const flood = await floodGates(desk.page);
    let sent = 0;
    for (const name of names.filter((_, index) => index % 2 === half)) {
      const { answered, codes, strange } = await flood(name, MESSAGES, SEED);
      expect(strange, `${name}: messages that were not refused as malformed`).toEqual([]);
      expect({ name, answered, codes }).toEqual({ name, answered: MESSAGES, codes: { 'invalid-input': MESSAGES } });
      sent += answered;
    }
    test.info().annotations.push({ type: 'measured', description: `${sent} malformed messages refused` });

    expect(journalContents(desk.data)).toEqual(before.contents);
    expect(await processId(desk)).toBe(before.pid);
    expect(await ask(desk.page, 'app.state', undefined)).toEqual(before.state);
    // Nothing of it was a fault inside either.
    const log = join(desk.data, 'holdfast.log');
    expect(existsSync(log) ? readFileSync(log, 'utf8') : '').toBe('');
    // The app goes on working: a ticket is sealed.
    expect(await ask(desk.page, 'ticket.seal', await goodTicket(desk.page))).toMatchObject({ verdict: { outcome: 'clear' } });
  });
}

test('a channel that does not exist answers, and does nothing', async ({ launch }) => {
  const desk = await trader(launch);
  const before = journalContents(desk.data);
  const unknown = ['', 'app', 'app.state ', 'APP.STATE', 'call:app.state', 'push:state', '__proto__', 'constructor', 'toString', 'app.state\u0000', 'ELECTRON_BROWSER_REQUIRE', 'x'.repeat(100_000)];
  const answers = await desk.page.evaluate(async (channels) => {
    const bridge = Reflect.get(window, 'holdfast') as { call: (name: unknown, input?: unknown) => Promise<unknown> };
    return Promise.all([...channels, null, undefined, 5, {}, ['app.state', 'x']].map((name) => bridge.call(name).catch((error: unknown) => String(error))));
  }, unknown);
  for (const answer of answers.slice(0, unknown.length)) expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  for (const answer of answers.slice(unknown.length)) expect(answer).not.toMatchObject({ ok: true });
  expect(journalContents(desk.data)).toEqual(before);
});

test('a message that cannot be sent at all gets a typed error too', async ({ desk }) => {
  const answers = await desk.page.evaluate(async () => {
    const bridge = Reflect.get(window, 'holdfast') as { call: (name: string, input?: unknown) => Promise<unknown> };
    return [await bridge.call('rules.parse', { json: () => 'code' }), await bridge.call('rules.parse', { json: new Promise(() => undefined) })];
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
});

test.describe('a forged sender is refused on every channel', () => {
  /** Opens a window as an attacker inside the app could, with Holdfast's own preload script, and calls from the frame `pick` finds. */
  async function callFrom(desk: Desk, forged: { url: string; own: boolean; childFrame: boolean }): Promise<{ name: string; code: string }[]> {
    return desk.app.evaluate(
      async ({ BrowserWindow: Windows }, { url, own, childFrame, channels, preload }) => {
        const window = own ? (Windows.getAllWindows()[0] as BrowserWindow) : new Windows({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: childFrame } });
        // The end of a load that is still going on would be taken for the end of this one.
        if (window.webContents.isLoading()) await new Promise((resolve) => window.webContents.once('did-stop-loading', () => resolve(null)));
        await window.loadURL(url);
        if (childFrame)
          await window.webContents.executeJavaScript(
            'new Promise((loaded) => { const frame = document.createElement("iframe"); frame.srcdoc = "<p>Holdfast</p>"; frame.onload = () => loaded(0); document.body.append(frame); })',
          );
        const frame = childFrame ? window.webContents.mainFrame.frames[0] : window.webContents.mainFrame;
        if (frame === undefined) throw new Error('there is no child frame');
        return (await frame.executeJavaScript(
          `Promise.all(${JSON.stringify(channels)}.map(async (name) => { const answer = await window.holdfast.call(name); return { name, code: answer.ok ? 'ok' : answer.error.code }; }))`,
        )) as { name: string; code: string }[];
      },
      { ...forged, channels: names, preload: join(outFolder, 'preload', 'bridge.cjs') },
    );
  }

  const expected = names.map((name) => ({ name, code: 'forbidden-sender' }));

  for (const [what, forged] of [
    ['another window, with the app’s own page', { url: 'app://holdfast/index.html', own: false, childFrame: false }],
    ['another window, with an empty page', { url: 'about:blank', own: false, childFrame: false }],
    ['a frame inside another window', { url: 'about:blank', own: false, childFrame: true }],
    ['the app’s own window, led to an empty page', { url: 'about:blank', own: true, childFrame: false }],
  ] as const) {
    test(what, async ({ launch }) => {
      const desk = await trader(launch);
      const before = journalContents(desk.data);
      expect(await callFrom(desk, forged)).toEqual(expected);
      expect(journalContents(desk.data)).toEqual(before);
      desk.errors.length = 0;
    });
  }

  // Each in a window of its own: the end of one refused load could be taken for the end of the next.
  for (const [what, url] of [
    ['file', 'file:///etc/hostname'],
    ['text', 'data:text/html,<h1>Holdfast</h1>'],
  ] as const) {
    test(`and there is no ${what} to load a page from`, async ({ desk }) => {
      await expect(callFrom(desk, { url, own: true, childFrame: false })).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
      desk.errors.length = 0;
    });
  }
});
