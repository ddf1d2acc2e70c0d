/** Signing up, verifying, signing in and out, resetting, being locked out, and the second factor. */
import { readFile } from 'node:fs/promises';
import { codeFor, expect, PASSWORD, signInHere, startPortalService, test } from './service.ts';
import type { PortalService } from './service.ts';

let service: PortalService;
test.beforeAll(async () => {
  service = await startPortalService();
});
test.afterAll(() => service.stop());

test('sign up, verify by mail and password, sign out and in', async ({ page }) => {
  await page.goto(service.url);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill('Anna Lindqvist');
  await page.getByLabel('Organisation').fill('Lindqvist Desk');
  await page.getByLabel('E-mail address').fill('anna@desk.example');
  await page.getByLabel('Password').fill('password1234');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('alert')).toContainText('The password cannot be used');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByText('A message is on its way to anna@desk.example')).toBeVisible();

  await page.goto(await service.linkFor('anna@desk.example'));
  await page.getByLabel('Password').fill('not-the-one-I-chose');
  await page.getByRole('button', { name: 'Open the account' }).click();
  await expect(page.getByRole('alert')).toContainText('The address or the password is wrong');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Open the account' }).click();
  await expect(page.getByRole('heading', { name: 'Lindqvist Desk', level: 1 })).toBeVisible();
  await expect(page).toHaveTitle('Lindqvist Desk · Holdfast');
  await expect(page.getByText('1 of 5')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signInHere(page, 'anna@desk.example', 'wrong-wrong-wrong');
  await expect(page.getByRole('alert')).toContainText('The address or the password is wrong');
  await signInHere(page, 'Anna@Desk.example');
  await expect(page.getByRole('heading', { name: 'Lindqvist Desk', level: 1 })).toBeVisible();
});

test('a page that needs a sign-in is there after it, and a used or broken link says so', async ({ page, context }) => {
  await service.signUp(context, 'bo@desk.example', 'Bo Desk');
  await context.clearCookies();
  await page.goto(`${service.url}/account/sessions`);
  await signInHere(page, 'bo@desk.example');
  await expect(page.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible();

  await page.goto(`${service.url}/verify`);
  await expect(page.getByRole('alert')).toContainText('The link is not complete');
  await page.goto(`${service.url}/reset#token=${'x'.repeat(43)}`);
  await expect(page.getByRole('alert')).toContainText('The link is not valid or was used already');
  await page.goto(`${service.url}/invitation#token=${'x'.repeat(43)}`);
  await expect(page.getByRole('heading', { name: 'Invitation', level: 1 })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('The link is not valid or was used already');
  // What is refused stays refused: there is nothing to try again.
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('an expired link leads to another one', async ({ page }) => {
  // Links live for half an hour; here the service's answer after that is said in its place.
  await page.route('**/api/auth/reset-password/check', (route) => {
    const body = { type: 'urn:holdfast:problem:link.expired', title: 'The link has expired', status: 410, code: 'link.expired' };
    return route.fulfill({ status: 410, contentType: 'application/problem+json', body: JSON.stringify(body) });
  });
  await page.goto(`${service.url}/reset#token=${'x'.repeat(43)}`);
  await expect(page.getByRole('alert')).toContainText('The link has expired');
  await page.getByRole('link', { name: 'Ask for another link' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot the password' })).toBeFocused();
});

test('without the service the portal says so, and goes on when it is back', async ({ page, context }) => {
  await service.signUp(context, 'ines@desk.example', 'Ines Desk');
  await page.route('**/api/me', (route) => route.abort());
  await page.goto(service.url);
  await expect(page.getByRole('alert')).toContainText('The service cannot be reached');
  await page.unroute('**/api/me');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Ines Desk', level: 1 })).toBeVisible();
  await page.route('**/api/auth/sessions', (route) => route.abort());
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('alert')).toContainText('The service cannot be reached');
  await page.unroute('**/api/auth/sessions');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'Sessions' }).getByRole('row')).toHaveCount(2);
});

test('five failures lock, the page says for how long, and a reset by mail ends lock and old sessions', async ({ page, context, browser }) => {
  await service.signUp(context, 'cara@desk.example', 'Cara Desk');
  await page.goto(`${service.url}/account`);
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${service.url}/sign-in`);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await signInHere(stranger, 'cara@desk.example', `wrong-guess-number-${attempt}`);
    await expect(stranger.getByRole('button', { name: 'Sign in' })).toHaveAttribute('aria-disabled', 'false');
  }
  await signInHere(stranger, 'cara@desk.example');
  await expect(stranger.getByRole('alert')).toContainText('Too many failed attempts');
  await expect(stranger.getByRole('alert')).toContainText(/Try again in \d+ seconds?, or choose a new password by mail/);

  await stranger.getByRole('link', { name: 'Forgot the password?' }).click();
  await stranger.getByLabel('E-mail address').fill('cara@desk.example');
  await stranger.getByRole('button', { name: 'Send the link' }).click();
  await expect(stranger.getByText('A message is on its way to cara@desk.example')).toBeVisible();
  const link = await service.linkFor('cara@desk.example');
  await stranger.goto(link);
  await stranger.getByLabel('New password').fill('amber-lantern-42-reeds');
  await stranger.getByRole('button', { name: 'Set the password' }).click();
  await stranger.getByRole('link', { name: 'Sign in' }).click();
  await signInHere(stranger, 'cara@desk.example', 'amber-lantern-42-reeds');
  await expect(stranger.getByRole('heading', { name: 'Cara Desk', level: 1 })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole('alert')).toContainText('The link is not valid or was used already');
  await stranger.context().close();
});

test('two-factor: set up with an authenticator, sign in with its code or a recovery code, make new ones, turn off', async ({ page, context }) => {
  await service.signUp(context, 'dan@desk.example', 'Dan Desk');
  await page.goto(`${service.url}/account`);
  await page.getByRole('button', { name: 'Turn on' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('img', { name: /key as a picture/ })).toBeVisible();
  const key = await page.locator('code').innerText();
  const recovery = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();
  expect(recovery).toHaveLength(10);
  await page.getByLabel('Code the app shows now').fill('000000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('alert')).toContainText('The code is wrong');
  await page.getByLabel('Code the app shows now').fill(await codeFor(key));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { name: 'Two-factor sign-in is on' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await signInHere(page, 'dan@desk.example');
  await expect(page.getByLabel('Code')).toBeFocused();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByLabel('Code').fill(recovery[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Dan Desk', level: 1 })).toBeVisible();

  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'New recovery codes' }).click();
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Make new codes' }).click();
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()]);
  expect((await readFile(await file.path(), 'utf8')).trim().split('\n')).toHaveLength(10);

  // An old recovery code is worth nothing now; the authenticator's next code is.
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signInHere(page, 'dan@desk.example');
  await page.getByLabel('Code').fill(recovery[1] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('The code is wrong');
  await page.getByLabel('Code').fill(await codeFor(key, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Dan Desk', level: 1 })).toBeVisible();

  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Turn off' }).click();
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('heading', { name: 'Two-factor sign-in is off' })).toBeVisible();
});
