/** The whole path with real parts: the portal in a browser, the account service with its database, and the desktop app. */
import { mergeTests, type Page } from '@playwright/test';
import { expect, test as appTest, type Desk } from '../fixtures/app.ts';
import { setUp } from '../support/set-up.ts';
import { PASSWORD, startPortalService, test as portalTest, type PortalService } from './service.ts';

const test = mergeTests(appTest, portalTest);

let service: PortalService;
test.beforeAll(async () => {
  service = await startPortalService();
});
test.afterAll(() => service.stop());

/** Pages that the app asked the system to open. */
async function openedPages({ app }: Desk): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedPages: opened });
    shell.openExternal = async (address: string) => void opened.push(address);
  });
  return () => app.evaluate(() => (globalThis as unknown as { openedPages: string[] }).openedPages);
}

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Account' }).click();
}


test('sign up, invite, accept, sign the desktop in', async ({ page, context, browser, launch }) => {
  test.setTimeout(120_000);
  // The owner signs up and invites a seat.
  const { tenantId } = await service.signUp(context, 'owner@north.example', 'North Desk');
  await page.goto(`${service.url}/organisation/${tenantId}/seats`);
  await page.getByLabel('E-mail address').fill('ada@north.example');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Open invitations' })).toContainText('ada@north.example');

  // The seat accepts.
  const ada = await browser.newContext();
  const portal = await ada.newPage();
  await portal.goto(await service.linkFor('ada@north.example'));
  await portal.getByLabel('Your name').fill('Ada Trader');
  await portal.getByLabel('Password').fill(PASSWORD);
  await portal.getByRole('button', { name: 'Join' }).click();
  await expect(portal.getByRole('heading', { name: 'North Desk', level: 1 })).toBeVisible();

  // The desktop signs in by code.
  const desk = await launch({ env: { HOLDFAST_SERVICE: service.url } });
  const opened = await openedPages(desk);
  await setUp(desk.page);
  await openAccount(desk.page);
  await desk.page.getByLabel('Name of this device').fill('Ada’s desk');
  await desk.page.getByRole('button', { name: 'Sign in with the browser' }).click();
  const code = await desk.page.getByLabel('Code', { exact: true }).innerText();
  expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  const [link] = await opened();
  await portal.goto(link ?? '');
  await expect(portal.getByText(code)).toBeVisible();
  await portal.getByRole('button', { name: 'Approve' }).click();
  await expect(desk.page.getByText('ada@north.example')).toBeVisible({ timeout: 20_000 });
  await expect(desk.page.getByText('North Desk')).not.toHaveCount(0);
});
