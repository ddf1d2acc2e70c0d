/** The download page: the installer for the visitor's platform first, and all of them; also for nobody in particular. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, startPortalService, test } from './service.ts';
import type { PortalService } from './service.ts';

let service: PortalService;
let installers: string;
test.beforeAll(async () => {
  installers = await mkdtemp(join(tmpdir(), 'holdfast-installers-'));
  await writeFile(join(installers, 'Holdfast-1.0.0.AppImage'), 'for Linux');
  await writeFile(join(installers, 'Holdfast Setup 1.0.0.exe'), 'for Windows');
  service = await startPortalService({ HOLDFAST_DOWNLOADS: installers });
});
test.afterAll(async () => {
  await service.stop();
  await rm(installers, { recursive: true, force: true });
});

for (const [system, agent, button, text] of [
  ['Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0', 'Download for Windows', 'for Windows'],
  ['Linux', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0', 'Download for Linux', 'for Linux'],
] as const) {
  test(`a visitor on ${system} is offered the installer for it`, async ({ browser }) => {
    const context = await browser.newContext({ userAgent: agent });
    const page = await context.newPage();
    await page.goto(`${service.url}/download`);
    await expect(page.getByRole('table', { name: 'Installers' }).getByRole('row')).toHaveCount(3);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: button }).click()]);
    expect(await readFile(await download.path(), 'utf8')).toBe(text);
    await context.close();
  });
}

test('a visitor on a phone or without an installer of their own sees all of them', async ({ browser }) => {
  const context = await browser.newContext({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1' });
  const page = await context.newPage();
  await page.goto(`${service.url}/download`);
  await expect(page.getByRole('link', { name: 'Holdfast Setup 1.0.0.exe' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Download for/ })).toHaveCount(0);
  await context.close();
});
