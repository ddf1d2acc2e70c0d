/** The own account: sessions, password, and desktops signed in by a short code. */
import { expect, PASSWORD, signInHere, startPortalService, test } from './service.ts';
import type { PortalService } from './service.ts';

let service: PortalService;
test.beforeAll(async () => {
  service = await startPortalService();
});
test.afterAll(() => service.stop());

test('another session is seen and ended', async ({ page, context, browser }) => {
  await service.signUp(context, 'eva@desk.example', 'Eva Desk');
  const other = await browser.newContext({ userAgent: 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/150.0' });
  await service.signIn(other, 'eva@desk.example');
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${service.url}/account`);
  await expect(elsewhere.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();

  await page.goto(`${service.url}/account/sessions`);
  const table = page.getByRole('table', { name: 'Sessions' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table.getByRole('row').filter({ hasText: 'This one' })).toHaveCount(1);
  await table.getByRole('button', { name: /^End Firefox on Windows/ }).click();
  await expect(page.getByRole('status')).toContainText('The session has ended.');
  await expect(table.getByRole('row')).toHaveCount(2);
  await elsewhere.reload();
  await expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await service.signIn(other, 'eva@desk.example');
  await page.reload();
  await expect(table.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);
  await other.close();
});

test('the password is changed, and the old one does not sign in any more', async ({ page, context }) => {
  await service.signUp(context, 'finn@desk.example', 'Finn Desk');
  await page.goto(`${service.url}/account`);
  await page.getByLabel('Present password').fill('not-the-present-one');
  await page.getByLabel('New password').fill('amber-lantern-42-reeds');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Present password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('status')).toContainText('The password is changed.');
  await expect(page.getByLabel('Present password')).toHaveValue('');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signInHere(page, 'finn@desk.example');
  await expect(page.getByRole('alert')).toContainText('The address or the password is wrong');
  await signInHere(page, 'finn@desk.example', 'amber-lantern-42-reeds');
  await expect(page.getByRole('heading', { name: 'Finn Desk', level: 1 })).toBeVisible();
});

test('a desktop is approved by its code after a sign-in on the way, is listed, and is signed out', async ({ page, context }) => {
  await service.signUp(context, 'gro@desk.example', 'Gro Desk');
  await context.clearCookies();
  const desktop = await service.desktop('Trading PC');
  await page.goto(desktop.link);
  await signInHere(page, 'gro@desk.example');
  await expect(page.getByRole('heading', { name: 'Trading PC' })).toBeVisible();
  await expect(page.getByText(desktop.userCode)).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('The device is approved')).toBeVisible();
  const token = await desktop.collect();
  expect(await desktop.check(String(token))).toBe(200);

  await page.getByRole('link', { name: 'My devices' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Trading PC' });
  await expect(row).toContainText('Windows');
  await row.getByRole('button', { name: 'Sign out Trading PC' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('No device is signed in.')).toBeVisible();
  expect(await desktop.check(String(token))).toBe(401);
});

test('a typed code may be wrong, and a device may be refused', async ({ page, context }) => {
  await service.signUp(context, 'hal@desk.example', 'Hal Desk');
  const desktop = await service.desktop('Somebody’s laptop');
  await page.goto(`${service.url}/device`);
  await page.getByLabel('Code', { exact: true }).fill('BBBB-BBBB');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toContainText('There is no such code, or it has expired');
  await page.getByRole('button', { name: 'Another code' }).click();
  await page.getByLabel('Code', { exact: true }).fill(desktop.userCode.toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByText('The device was refused')).toBeVisible();
  await expect(desktop.collect()).rejects.toThrow('access_denied');
});

test('the name is changed, a seat is given up, and the account is deleted', async ({ page, context, browser }) => {
  const owner = await browser.newContext();
  const { tenantId } = await service.signUp(owner, 'uma@desk.example', 'Uma Desk');
  const own = await service.signUp(context, 'hed@desk.example', 'Hed Desk');
  await service.call(owner, 'POST', `/api/tenants/${tenantId}/invitations`, { email: 'hed@desk.example', role: 'admin' });
  const token = new URL(await service.linkFor('hed@desk.example')).hash.replace('#token=', '');
  await service.call(context, 'POST', '/api/invitations/accept', { token });

  await page.goto(`${service.url}/account`);
  await page.getByLabel('Name', { exact: true }).fill('Hal Nine');
  await page.getByRole('button', { name: 'Change the name' }).click();
  await expect(page.getByRole('status')).toContainText('Your name is changed.');
  expect(JSON.stringify(await service.call(owner, 'GET', `/api/tenants/${tenantId}/seats`))).toContain('Hal Nine');

  await page.goto(`${service.url}/organisation/${tenantId}`);
  await page.getByRole('button', { name: 'Leave the organisation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('status')).toContainText('You have left Uma Desk.');
  await expect(page.getByRole('heading', { name: 'Hed Desk', level: 1 })).toBeVisible();

  // The last owner is told what to do first.
  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Delete the account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type hed@desk.example').fill('hed@desk.example');
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Make somebody else an owner of Hed Desk');
  const { digest } = await service.call(context, 'POST', `/api/tenants/${own.tenantId}/export`);
  await service.call(context, 'POST', `/api/tenants/${own.tenantId}/delete`, { name: 'Hed Desk', exportDigest: digest });
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signInHere(page, 'hed@desk.example');
  await expect(page.getByRole('alert')).toContainText('The address or the password is wrong');
  await owner.close();
});
