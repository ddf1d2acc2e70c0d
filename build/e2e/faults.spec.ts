/**
 * Bad days, in the running app: it is killed, its file is damaged, newer or read-only, its disk is full, it is started twice.
 * That nothing acknowledged is lost at any instant of a commit is tested two hundred times on the journal itself
 * (`main/journal/crash.test.ts`); here it is the app as a whole that has to come back.
 */
import { execFile, execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../paths.ts';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask, rawCall } from './support/bridge.ts';
import { canMakeDisk, canMakeReadOnly, makeDisk, makeReadOnly } from './support/hard-disk.ts';
import { journalContents } from './support/journal-file.ts';
import { goodTicket, NOON, prepare, setUp } from './support/set-up.ts';

const run = promisify(execFile);
const noon = { HOLDFAST_TEST_CLOCK: String(NOON) };
const command = (data: string, ...args: string[]) => [join(root, 'main', 'cli', 'index.ts'), ...args, '--data', data];

/** What `desk verify` says of a journal. */
function verified(data: string): unknown {
  return JSON.parse(execFileSync(process.execPath, command(data, 'verify', '--json'), { encoding: 'utf8' }));
}

const alert = ({ page }: Desk) => page.getByRole('alert');
const ticketForm = ({ page }: Desk) => page.getByRole('form', { name: 'Ticket' });

test.describe('killed (SIGKILL)', () => {
  test('while a ticket is typed: the draft is back, field by field', async ({ launch }) => {
    const first = await launch({ env: noon });
    await setUp(first.page);
    await prepare(first.page);
    await first.page.keyboard.press('Alt+N');
    await ticketForm(first).getByRole('radio', { name: 'Short' }).click();
    for (const [name, text] of [['Entry', '6012.25'], ['Stop', '6018.25'], ['Target 1', '5997']] as const) await ticketForm(first).getByRole('textbox', { name, exact: true }).fill(text);
    await ticketForm(first).getByRole('radio', { name: /^Fear/ }).click();
    await expect.poll(async () => (await ask(first.page, 'app.state', undefined)).draft).toMatchObject({ side: 'short', entry: '6012.25', stop: '6018.25', targets: ['5997'], emotion: 'fear' });
    await first.kill();

    const second = await launch({ data: first.data, env: noon });
    const form = ticketForm(second);
    await expect(form.getByRole('textbox', { name: 'Entry', exact: true })).toHaveValue('6012.25');
    await expect(form.getByRole('textbox', { name: 'Stop', exact: true })).toHaveValue('6018.25');
    await expect(form.getByRole('textbox', { name: 'Target 1' })).toHaveValue('5997');
    await expect(form.getByRole('radio', { name: 'Short' })).toBeChecked();
    await expect(form.getByRole('radio', { name: /^Fear/ })).toBeChecked();
  });

  test('the moment a seal was acknowledged: the ticket is there, and so is its trade', async ({ launch }) => {
    test.setTimeout(120_000);
    let desk = await launch({ env: noon });
    await setUp(desk.page);
    await prepare(desk.page);
    const sealed: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const view = await ask(desk.page, 'ticket.seal', { ...(await goodTicket(desk.page)), idea: `idea ${round}` });
      await desk.kill();
      sealed.push(view.id);
      desk = await launch({ data: desk.data, env: noon });
      const state = await ask(desk.page, 'app.state', undefined);
      expect(state.health.status).toBe('ok');
      for (const ticketId of sealed) expect(await ask(desk.page, 'ticket.get', { ticketId })).toMatchObject({ id: ticketId });
      expect(state.session?.ticketsTaken).toBe(state.session?.open.length);
    }
    await desk.close();
    expect(verified(desk.data)).toMatchObject({ chain: 'intact', verdicts: { recomputed: sealed.length, mismatched: 0 } });
  });

  test('in the middle of a step of the rehab run: what was typed is back', async ({ launch }) => {
    const first = await launch({ env: noon });
    await setUp(first.page);
    await ask(first.page, 'rehab.draft', { step: 'expectation-neutraliser', seconds: 42, fields: { expectation: 'To win back yesterday' } });
    await first.kill();
    const second = await launch({ data: first.data, env: noon });
    expect((await ask(second.page, 'app.state', undefined)).session?.drafts['expectation-neutraliser']).toEqual({ step: 'expectation-neutraliser', seconds: 42, fields: { expectation: 'To win back yesterday' } });
  });
});

test.describe('the process that draws the page is killed', () => {
  const kill = ({ app }: Desk) => app.evaluate(({ BrowserWindow: windows }) => process.kill(windows.getAllWindows()[0]?.webContents.getOSProcessId() ?? NaN, 'SIGKILL'));
  /** What stands in the window. Not asked of Playwright: for it the page is gone for good. */
  const shown = ({ app }: Desk) =>
    app.evaluate(async ({ BrowserWindow: windows }) => {
      const page = windows.getAllWindows()[0]?.webContents;
      if (page === undefined || page.isCrashed() || page.isLoading()) return '';
      const text = page.executeJavaScript('document.body.innerText + [...document.querySelectorAll("input")].map(({ value }) => value).join(" ")') as Promise<string>;
      // A page that goes away meanwhile never answers.
      return Promise.race([text, new Promise<string>((resolve) => setTimeout(() => resolve(''), 500))]);
    });

  test('it comes back with the ticket that was typed, and says so', async ({ launch }) => {
    const desk = await launch({ env: noon });
    await setUp(desk.page);
    await prepare(desk.page);
    await desk.page.keyboard.press('Alt+N');
    await ticketForm(desk).getByRole('textbox', { name: 'Entry', exact: true }).fill('6012.25');
    await expect.poll(async () => (await ask(desk.page, 'app.state', undefined)).draft).toMatchObject({ entry: '6012.25' });
    await kill(desk);
    await expect.poll(() => shown(desk)).toContain('The window had to be started again');
    expect(await shown(desk)).toContain('6012.25');
    expect(readFileSync(join(desk.data, 'holdfast.log'), 'utf8')).toContain('the page\'s process is gone: killed');
  });

  test('three times within a minute: it asks before it goes on', async ({ launch }) => {
    const desk = await launch({ env: noon });
    await setUp(desk.page);
    await desk.app.evaluate(({ dialog }) => {
      const asked: string[] = [];
      Reflect.set(globalThis, 'asked', asked);
      dialog.showMessageBox = ((options: { message: string }) => (asked.push(options.message), Promise.resolve({ response: 0, checkboxChecked: false }))) as typeof dialog.showMessageBox;
    });
    const asked = () => desk.app.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);
    const drawnBy = () => desk.app.evaluate(({ BrowserWindow: windows }) => windows.getAllWindows()[0]?.webContents.getOSProcessId());
    for (const questions of [[], [], ['The window cannot be shown']]) {
      const before = await drawnBy();
      await kill(desk);
      await expect.poll(drawnBy).not.toBe(before);
      await expect.poll(() => shown(desk)).toContain('Visualization');
      expect(await asked()).toEqual(questions);
    }
  });
});

test.describe('the journal’s file', () => {
  /** A data folder with a journal of some tickets in it, and nobody who uses it. */
  async function left(launch: (options?: { env: Record<string, string> }) => Promise<Desk>, backups: number): Promise<{ data: string; path: string }> {
    const desk = await launch({ env: noon });
    await setUp(desk.page);
    await prepare(desk.page);
    for (let ticket = 0; ticket < 12; ticket += 1) await ask(desk.page, 'ticket.seal', { ...(await goodTicket(desk.page)), stop: null, idea: `idea ${ticket}` });
    for (let copy = 0; copy < backups; copy += 1) await ask(desk.page, 'backup.now', undefined);
    // A thread that still reads the journal for the day's own copy would keep its last pages beside it.
    await ask(desk.page, 'backup.automatic', { automatic: false });
    await expect.poll(async () => (await ask(desk.page, 'app.state', undefined)).backups.running).toBe(false);
    await desk.close();
    return { data: desk.data, path: join(desk.data, 'journal.db') };
  }

  function scribble(path: string, edits: readonly { at: number; bytes: Buffer }[]): void {
    const file = openSync(path, 'r+');
    for (const { at, bytes } of edits) writeSync(file, bytes, 0, bytes.length, at);
    closeSync(file);
  }

  test('is damaged: the window says so, lists the backups, and restores one', async ({ launch }) => {
    const { data, path } = await left(launch, 1);
    const before = journalContents(data);
    const pages = Array.from({ length: Math.floor(statSync(path).size / 4096) - 2 }, (_, index) => ({ at: (index + 2) * 4096, bytes: Buffer.alloc(64, 0xee) }));
    scribble(path, pages);
    const damaged = readFileSync(path);

    const desk = await launch({ data, env: noon });
    await expect(desk.page.getByRole('heading', { name: 'The journal file is damaged' })).toBeVisible();
    await expect(alert(desk)).toContainText('Part of the journal file cannot be read');
    const backups = desk.page.getByRole('region', { name: 'Backups' });
    await expect(backups.getByText('checked and sound').first()).toBeVisible();
    // Nothing is written to a damaged file, whatever is asked.
    expect(await rawCall(desk.page, 'settings.save', { theme: 'dark' })).toMatchObject({ ok: false, error: { code: 'store-damaged' } });
    expect(readFileSync(path).equals(damaged)).toBe(true);

    await backups.getByRole('button', { name: /manual/ }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(desk.page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
    expect(journalContents(data)).toEqual(before);
    expect(await ask(desk.page, 'ticket.seal', { ...(await goodTicket(desk.page)), stop: null })).toMatchObject({ status: 'blocked' });
    // The damaged file was not thrown away.
    expect(readdirSync(join(data, 'backups')).some((name) => name.endsWith('-replaced.db'))).toBe(true);
    await desk.close();
    expect(verified(data)).toMatchObject({ chain: 'intact' });
  });

  test('is gone: the first run says that there are backups, and restores the newest', async ({ launch }) => {
    const { data, path } = await left(launch, 1);
    const before = journalContents(data);
    rmSync(path);
    const desk = await launch({ data, env: noon });
    await expect(desk.page.getByText('There are backups of a journal here')).toBeVisible();
    await desk.page.getByRole('button', { name: 'Look at the newest' }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(desk.page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
    expect(journalContents(data)).toEqual(before);
  });

  test('cannot be begun, the folder being read-only and empty: there is a window, and it says so', async ({ launch }) => {
    test.skip(!canMakeReadOnly, 'nothing can be made read-only for this user');
    const data = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'));
    const release = makeReadOnly(data, 'folder');
    try {
      const desk = await launch({ data, env: noon });
      await expect(desk.page.getByRole('heading', { name: 'Holdfast cannot write to its data folder' })).toBeVisible();
      await expect(alert(desk)).toContainText('Allow Holdfast to write there');
      release();
      await desk.page.getByRole('button', { name: 'Look again' }).click();
      await expect(desk.page.getByRole('heading', { name: 'Welcome to Holdfast' })).toBeVisible();
      await desk.close();
    } finally {
      release();
      rmSync(data, { recursive: true });
    }
  });

  test('is no database at all, and there is no backup: the window says what to do', async ({ launch }) => {
    const { data, path } = await left(launch, 0);
    // The day's own copy may have been made.
    rmSync(join(data, 'backups'), { recursive: true, force: true });
    scribble(path, [{ at: 0, bytes: Buffer.from('This is a letter, and no database.') }]);
    const desk = await launch({ data, env: noon });
    await expect(desk.page.getByRole('heading', { name: 'The journal file is damaged' })).toBeVisible();
    await expect(desk.page.getByText('There is no backup in this folder.')).toBeVisible();
  });

  test('was written by a newer Holdfast: it is left alone, and the window says what to do', async ({ launch }) => {
    const { data, path } = await left(launch, 0);
    // The layout's version, in SQLite's header.
    scribble(path, [{ at: 60, bytes: Buffer.from([0, 0, 3, 0]) }]);
    const newer = readFileSync(path);
    const desk = await launch({ data, env: noon });
    await expect(desk.page.getByRole('heading', { name: 'This journal needs a newer Holdfast' })).toBeVisible();
    await expect(alert(desk)).toContainText('Update Holdfast to open it.');
    expect(await rawCall(desk.page, 'settings.save', { theme: 'dark' })).toMatchObject({ ok: false, error: { code: 'store-newer' } });
    expect(readFileSync(path).equals(newer)).toBe(true);
  });

  test('is repaired while the window says that it is damaged: looking again finds it', async ({ launch }) => {
    const { data, path } = await left(launch, 0);
    const sound = readFileSync(path).subarray(0, 34);
    scribble(path, [{ at: 0, bytes: Buffer.from('This is a letter, and no database.') }]);
    const desk = await launch({ data, env: noon });
    await expect(desk.page.getByRole('heading', { name: 'The journal file is damaged' })).toBeVisible();
    scribble(path, [{ at: 0, bytes: sound }]);
    await desk.page.getByRole('button', { name: 'Look again' }).click();
    await expect(desk.page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
    expect((await ask(desk.page, 'app.state', undefined)).health.status).toBe('ok');
  });

  for (const kind of ['file', 'folder'] as const) {
    test(`cannot be written, its ${kind} being read-only: it is shown, and the window says that nothing is recorded`, async ({ launch }) => {
      test.skip(!canMakeReadOnly, 'this user cannot make anything read-only for itself');
      const { data, path } = await left(launch, 0);
      const before = journalContents(data);
      const undo = makeReadOnly(kind === 'file' ? path : data, kind);
      try {
        const desk = await launch({ data, env: noon });
        await expect(alert(desk).first()).toContainText('Read only: nothing is recorded');
        await expect(alert(desk).first()).toContainText('its file or folder is read-only');
        // What is there can be read.
        expect(await ask(desk.page, 'app.state', undefined)).toMatchObject({ health: { status: 'read-only' }, account: { name: 'Main' } });
        expect(await rawCall(desk.page, 'ticket.seal', await goodTicket(desk.page))).toMatchObject({ ok: false, error: { code: 'store-read-only' } });
        undo();
        await desk.page.getByRole('button', { name: 'Look again' }).click();
        await expect(alert(desk)).toHaveCount(0);
        expect(await ask(desk.page, 'app.state', undefined)).toMatchObject({ health: { status: 'ok' } });
        await desk.close();
      } finally {
        undo();
      }
      expect(journalContents(data)).toEqual(before);
      const again = await launch({ data, env: noon });
      await expect(again.page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
      await expect(alert(again)).toHaveCount(0);
      expect((await ask(again.page, 'app.state', undefined)).health.status).toBe('ok');
    });
  }
});

test('a disk that is full when Holdfast starts: the window says so, and no journal is taken for a new one', async ({ launch }) => {
  test.skip(!canMakeDisk, 'this user cannot make a small disk');
  const disk = makeDisk();
  try {
    const data = join(disk.folder, 'data');
    const first = await launch({ data, env: noon });
    await setUp(first.page);
    await first.close();
    // What the browser frees as it starts is no room for the journal.
    rmSync(join(data, 'browser'), { recursive: true });
    disk.fill();
    const desk = await launch({ data, env: noon });
    await expect(desk.page.getByText('The disk is full', { exact: true })).toBeVisible();
    disk.free();
    await desk.page.getByRole('button', { name: 'Look again' }).click();
    await expect(desk.page.getByRole('navigation').getByRole('button', { name: 'Ticket' })).toBeVisible();
    await desk.close();
  } finally {
    disk.remove();
  }
});

test('a full disk: the window says so, nothing is half-written, and it goes on when there is room', async ({ launch }) => {
  test.skip(!canMakeDisk, 'a small disk can be made only by the super-user of a Linux machine');
  test.setTimeout(120_000);
  const disk = makeDisk();
  try {
    const data = join(disk.folder, 'data');
    const desk = await launch({ data, env: noon });
    await setUp(desk.page);
    await prepare(desk.page);
    disk.fill();
    const ticket = { ...(await goodTicket(desk.page)), stop: null };
    let sealed = 0;
    let refusal: unknown;
    while (refusal === undefined && sealed < 2000) {
      const answer = await rawCall(desk.page, 'ticket.seal', ticket);
      if (answer.ok) sealed += 1;
      else refusal = answer.error;
    }
    expect(refusal).toMatchObject({ code: 'store-full', retry: true, message: 'The disk is full. Nothing of this change was saved; free some space and try again.' });
    const full = journalContents(data);
    expect(await rawCall(desk.page, 'backup.now', undefined)).toMatchObject({ ok: false, error: { code: 'store-full' } });
    expect(await rawCall(desk.page, 'ticket.seal', ticket)).toMatchObject({ ok: false, error: { code: 'store-full' } });
    expect(journalContents(data)).toEqual(full);
    await expect(alert(desk).filter({ hasText: 'The disk is full' }).first()).toBeVisible();
    expect((await ask(desk.page, 'app.state', undefined)).session?.waiting).toHaveLength(sealed);

    disk.free();
    expect(await rawCall(desk.page, 'ticket.seal', ticket)).toMatchObject({ ok: true });
    await expect(alert(desk).filter({ hasText: 'The disk is full' })).toHaveCount(0);
    await desk.close();
    expect(verified(data)).toMatchObject({ chain: 'intact', verdicts: { recomputed: sealed + 1, mismatched: 0 } });
  } finally {
    disk.remove();
  }
});

test.describe('another process', () => {
  test('that is a second Holdfast on the same data gives way; the first comes up with what was typed', async ({ launch }) => {
    const desk = await launch({ env: noon });
    await setUp(desk.page);
    await prepare(desk.page);
    await desk.page.keyboard.press('Alt+N');
    await ticketForm(desk).getByRole('textbox', { name: 'Entry', exact: true }).fill('6012.25');
    const window = () => desk.app.evaluate(({ BrowserWindow: windows }) => ({ visible: windows.getAllWindows()[0]?.isVisible(), focused: windows.getAllWindows()[0]?.isFocused() }));
    await desk.app.evaluate(({ BrowserWindow: windows }) => windows.getAllWindows()[0]?.hide());
    expect(await desk.startAgain()).toBe(0);
    await expect.poll(window).toEqual({ visible: true, focused: true });
    await expect(ticketForm(desk).getByRole('textbox', { name: 'Entry', exact: true })).toHaveValue('6012.25');
    expect((await ask(desk.page, 'app.state', undefined)).health.status).toBe('ok');
  });

  test('that is the command line reads while the app records, and is refused when it wants to write', async ({ launch }) => {
    const desk = await launch({ env: noon });
    await setUp(desk.page);
    await prepare(desk.page);
    const ticket = { ...(await goodTicket(desk.page)), stop: null };
    let sealed = 0;
    let done = false;
    const recording = (async () => {
      while (!done) {
        await ask(desk.page, 'ticket.seal', ticket);
        sealed += 1;
      }
    })();
    for (let round = 0; round < 3; round += 1) {
      const { stdout } = await run(process.execPath, command(desk.data, 'verify', '--json'));
      expect(JSON.parse(stdout)).toMatchObject({ chain: 'intact', verdicts: { mismatched: 0 } });
    }
    const copy = join(desk.data, 'copy.db');
    await run(process.execPath, command(desk.data, 'backup', copy));
    done = true;
    await recording;
    expect(sealed).toBeGreaterThan(0);
    expect(await run(process.execPath, command(desk.data, 'log', '--json'))).toMatchObject({ stderr: '' });
    const before = journalContents(desk.data);
    await expect(run(process.execPath, command(desk.data, 'restore', copy))).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('the Holdfast app (process') as unknown });
    expect(journalContents(desk.data)).toEqual(before);
    expect(await ask(desk.page, 'ticket.seal', ticket)).toMatchObject({ status: 'blocked' });
  });
});
