/** Backups in the running app: made by themselves, elsewhere, locked, looked at, restored; and the journal out and in again. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { expect, test, type Desk } from './fixtures/app.ts';
import { ask, rawCall } from './support/bridge.ts';
import { journalContents } from './support/journal-file.ts';
import { goodTicket, NOON, prepare, setUp, trade } from './support/set-up.ts';

const noon = { HOLDFAST_TEST_CLOCK: String(NOON) };
const PASSPHRASE = 'correct horse battery staple';

async function openData(desk: Desk): Promise<void> {
  await desk.page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await desk.page.getByRole('tab', { name: 'Data' }).click();
}

/** What the system's dialogs answer from now on. */
async function answer(desk: Desk, path: string): Promise<void> {
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen], bookmarks: [] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen, bookmark: '' });
  }, path);
}

/** What the command line says of a journal that nobody has open. */
function verified(data: string): unknown {
  return JSON.parse(execFileSync(process.execPath, [join(root, 'main', 'cli', 'index.ts'), 'verify', '--data', data, '--json'], { encoding: 'utf8' }));
}

const files = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
const restoreButton = (desk: Desk) => desk.page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true });

test('the day’s backup is made by itself, once something is recorded', async ({ launch }) => {
  const desk = await launch({ env: noon });
  const folder = join(desk.data, 'backups');
  await setUp(desk.page);
  await desk.close();
  const again = await launch({ data: desk.data, env: noon });
  await expect.poll(() => files(folder).filter((name) => name.endsWith('.db') && name.includes('-daily'))).toHaveLength(1);
  await openData(again);
  await expect(again.page.getByRole('list', { name: 'Backups' }).getByText('daily')).toBeVisible();
  await again.close();
  expect(files(folder)).toHaveLength(1);
});

test('a backup goes where the trader says; while that folder is gone the window says so, and makes it good when it is back', async ({ launch }) => {
  const desk = await launch({ env: noon });
  await setUp(desk.page);
  const disk = join(desk.data, 'disk');
  mkdirSync(disk);
  await openData(desk);
  await answer(desk, disk);
  await desk.page.getByRole('button', { name: 'Choose folder' }).click();
  await expect(desk.page.getByText(disk)).toBeVisible();
  await expect.poll(() => files(disk).filter((name) => name.endsWith('.db'))).toHaveLength(1);

  renameSync(disk, `${disk}-away`);
  await desk.page.getByRole('button', { name: 'Back up now' }).click();
  await expect(desk.page.getByRole('alert').filter({ hasText: 'The last backup was not written' })).toContainText('is not there');
  expect(existsSync(disk)).toBe(false);

  renameSync(`${disk}-away`, disk);
  // By its own button: the notice with “Try again” goes by itself when the folder is found back first.
  await desk.page.getByRole('button', { name: 'Back up now' }).click();
  await expect(desk.page.getByText('Backup written and checked')).toBeVisible();
  await expect(desk.page.getByRole('alert').filter({ hasText: 'The last backup was not written' })).toHaveCount(0);
  expect(files(disk).filter((name) => name.endsWith('.db'))).toHaveLength(2);
  await desk.close();
});

test('an encrypted backup is looked at with its passphrase, restored, and the numbers are those of then', async ({ launch }) => {
  const desk = await launch({ env: noon });
  await setUp(desk.page);
  await prepare(desk.page);
  await trade(desk.page, '6009');
  await openData(desk);
  await desk.page.getByRole('switch', { name: 'Encrypt backups' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('Passphrase').fill(PASSPHRASE);
  await dialog.getByLabel('The same again').fill('something else');
  await dialog.getByRole('button', { name: 'Encrypt from now on' }).click();
  await expect(dialog.getByText('This is not the same')).toBeVisible();
  await dialog.getByLabel('The same again').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Encrypt from now on' }).click();
  await expect(dialog).toHaveCount(0);
  // The day's own backup comes as soon as it can be encrypted; a wish waits for it.
  await expect.poll(async () => (await ask(desk.page, 'app.state', undefined)).backups.running).toBe(false);
  const { path } = await ask(desk.page, 'backup.now', undefined);
  expect(readFileSync(path).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  const then = journalContents(desk.data);

  // Later, another computer's Holdfast: nobody has told it the passphrase.
  await ask(desk.page, 'backup.encrypt', { passphrase: null });
  await trade(desk.page, '5994');
  await answer(desk, path);
  await desk.page.getByRole('button', { name: 'Restore from a file' }).click();
  await dialog.getByLabel('Passphrase').waitFor();
  await dialog.getByLabel('Passphrase').fill('not the passphrase');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByText(/does not open the file/)).toBeVisible();
  await dialog.getByLabel('Passphrase').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(restoreButton(desk)).toBeVisible();
  await expect(dialog.getByRole('row', { name: 'Trades 1 2' })).toBeVisible();
  await expect(dialog).toContainText('Intact');
  await restoreButton(desk).click();
  await expect(desk.page.getByText('Restored', { exact: true })).toBeVisible();
  expect(journalContents(desk.data)).toEqual(then);
  await desk.close();
  expect(files(join(desk.data, 'backups')).some((name) => name.endsWith('-replaced.db'))).toBe(true);
  expect(verified(desk.data)).toMatchObject({ chain: 'intact' });
});

for (const form of ['JSON', 'CSV'] as const) {
  test(`the journal is exported as ${form} and restored by a Holdfast that knows nothing yet`, async ({ launch }) => {
    const desk = await launch({ env: noon });
    await setUp(desk.page);
    await prepare(desk.page);
    await trade(desk.page, '6009');
    await ask(desk.page, 'ticket.seal', { ...(await goodTicket(desk.page)), stop: null, note: '=1+1, "quoted"\nand a second line' });
    await openData(desk);
    const target = join(desk.data, form === 'JSON' ? 'journal.json' : 'journal');
    await answer(desk, target);
    await desk.page.getByRole('button', { name: `Export as ${form}` }).click();
    await expect(desk.page.getByText('Export written')).toBeVisible();
    const then = journalContents(desk.data);

    const fresh = await launch({ env: noon });
    await setUp(fresh.page);
    await answer(fresh, target);
    await openData(fresh);
    await fresh.page.getByRole('button', { name: form === 'JSON' ? 'Restore from a file' : 'Restore from a CSV export' }).click();
    await expect(fresh.page.getByRole('dialog')).toContainText(`Export as ${form}`);
    await restoreButton(fresh).click();
    await expect(fresh.page.getByText('Restored', { exact: true })).toBeVisible();
    expect(journalContents(fresh.data)).toEqual(then);
    expect((await ask(fresh.page, 'app.state', undefined)).health.status).toBe('ok');
    await fresh.close();
    expect(verified(fresh.data)).toMatchObject({ chain: 'intact' });
  });
}

test('a backup that is asked for while one is being written is made after it', async ({ desk }) => {
  await setUp(desk.page);
  const made = await Promise.all([0, 1, 2].map(() => ask(desk.page, 'backup.now', undefined)));
  expect(new Set(made.map(({ path }) => path)).size).toBe(3);
  expect(files(join(desk.data, 'backups')).filter((name) => name.endsWith('-manual.db'))).toHaveLength(3);
});

test('the window restores nothing that it has not looked at, and no file that is not listed', async ({ desk }) => {
  await setUp(desk.page);
  expect(await rawCall(desk.page, 'backup.restore', { id: 'invented' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  for (const name of ['../journal.db', '/etc/passwd', 'journal-2026-11-20T12-00-00-000Z-manual.db']) {
    expect(await rawCall(desk.page, 'backup.look', { from: { type: 'backup', name }, passphrase: null })).toMatchObject({ ok: false, error: { code: 'not-found' } });
  }
});
