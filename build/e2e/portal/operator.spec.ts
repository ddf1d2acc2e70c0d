/** The operator: first password, search, create, suspend and resume, plan, notes, and the audited view. */
import { readFile } from 'node:fs/promises';
import { expect, PASSWORD, signInHere, startPortalService, test } from './service.ts';
import type { PortalService } from './service.ts';

// The second test signs in with the password that the first one chose.
test.describe.configure({ mode: 'serial' });

let service: PortalService;
test.beforeAll(async () => {
  service = await startPortalService();
});
test.afterAll(() => service.stop());

test('from the first password to a suspended and resumed organisation', async ({ page, browser }) => {
  const ownerContext = await browser.newContext();
  const { tenantId } = await service.signUp(ownerContext, 'tor@partner.example', 'Tor Partner');
  const owner = await ownerContext.newPage();

  await page.goto(service.operatorLink);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInHere(page, service.operatorEmail);
  await expect(page.getByRole('heading', { name: 'Founder', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Organisations' }).click();

  const table = page.getByRole('table', { name: 'Organisations' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await page.getByLabel('Name, or address of a member').fill('tor@partner');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);
  await table.getByRole('link', { name: 'Tor Partner' }).click();

  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Unpaid since March');
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByText('Unpaid since March')).toBeVisible();
  await owner.goto(`${service.url}/organisation/${tenantId}`);
  await expect(owner.getByText('The organisation is suspended')).toBeVisible();
  await expect(owner.getByText('Unpaid since March')).toBeVisible();
  await expect(owner.getByRole('button', { name: 'Rename' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole('button', { name: 'Rename' })).toBeVisible();

  await page.getByRole('button', { name: 'Change the plan' }).click();
  await page.getByRole('dialog').getByLabel('Plan').selectOption('team');
  await page.getByRole('dialog').getByLabel('Seats').fill('40');
  await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click();
  await expect(page.getByText('1 of 40')).toBeVisible();
  await page.getByLabel('Note', { exact: true }).fill('Called about the invoice.');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await expect(page.getByRole('list', { name: 'Notes' })).toContainText('Called about the invoice.');

  await page.getByRole('link', { name: 'Health' }).click();
  await expect(page.getByRole('table', { name: 'Signing keys' })).toContainText('in use');
  await page.getByRole('link', { name: 'Service log' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'tenant.suspended' })).toContainText('reason: Unpaid since March');
  await expect(page.getByRole('row').filter({ hasText: 'account.signed-in' }).first()).toContainText(service.operatorEmail);
  await page.getByLabel('Action').fill('tenant.suspended');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Audit log' }).getByRole('row')).toHaveCount(2);
  const [exported] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
  expect((await readFile(await exported.path(), 'utf8')).trimEnd().split('\r\n')).toHaveLength(2);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'audit.exported' })).toContainText('entries: 1');
  await expect(page.getByLabel('Action')).toHaveValue('');

  // More than one page of entries: the second comes below the first, which stays.
  const noted = await page.evaluate(async (id) => {
    const write = () => fetch(`/api/operator/tenants/${id}/notes`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ body: 'Called again.' }) });
    return (await Promise.all(Array.from({ length: 50 }, write))).map(({ status }) => status);
  }, tenantId);
  expect(new Set(noted)).toEqual(new Set([201]));
  await page.getByLabel('Action').fill('tenant.noted');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const entries = page.getByRole('table', { name: 'Audit log' }).getByRole('row');
  await expect(entries).toHaveCount(51);
  const older = page.getByRole('button', { name: 'Show older ones' });
  await older.click();
  await expect(entries).toHaveCount(52);
  await expect(older).toHaveCount(0);

  await page.getByRole('link', { name: 'People' }).click();
  await page.getByLabel('Address or name').fill('tor@partner');
  await page.getByRole('button', { name: 'Search' }).click();
  const people = page.getByRole('table', { name: 'People' });
  await expect(people.getByRole('row')).toHaveCount(2);
  await people.getByRole('link', { name: 'Tor Partner' }).click();

  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Support case 17');
  await page.getByRole('button', { name: 'Open the view' }).click();
  await expect(page.getByText('Read-only view of Tor Partner')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rename' })).toHaveCount(0);
  await page.getByRole('navigation', { name: 'View of Tor Partner' }).getByRole('link', { name: 'Seats' }).click();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText('tor@partner.example');
  await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  await expect(page.getByText('Read-only view of Tor Partner')).toBeVisible();
  const viewed = page.url();
  await page.getByRole('button', { name: 'End the view' }).click();
  await expect(page.getByRole('status')).toContainText('The view has ended.');
  await expect(page.getByRole('heading', { name: 'Tor Partner', level: 1 })).toBeVisible();
  await page.goto(viewed);
  await expect(page.getByRole('heading', { name: 'No view is open' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'To the organisation' })).toBeVisible();
  await owner.goto(`${service.url}/organisation/${tenantId}/audit`);
  await expect(owner.getByRole('row').filter({ hasText: 'operator.viewed' }).first()).toContainText('reason: Support case 17');
  await ownerContext.close();
});

test('an organisation is created and its owner invited; nobody else gets in', async ({ page, context, browser }) => {
  await service.signIn(context, service.operatorEmail);
  await page.goto(`${service.url}/operator`);
  await page.getByRole('button', { name: 'New organisation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Uta Academy');
  await dialog.getByLabel('Address of the owner').fill('uta@academy.example');
  await dialog.getByLabel('Plan').selectOption('partner');
  await dialog.getByLabel('Seats').fill('25');
  await dialog.getByRole('button', { name: 'Create and invite' }).click();
  await expect(page.getByRole('heading', { name: 'Uta Academy', level: 1 })).toBeVisible();
  await expect(page.getByText('0 of 25')).toBeVisible();
  const other = await browser.newContext();
  const uta = await other.newPage();
  await uta.goto(await service.linkFor('uta@academy.example'));
  await uta.getByLabel('Your name').fill('Uta Holm');
  await uta.getByLabel('Password').fill(PASSWORD);
  await uta.getByRole('button', { name: 'Join' }).click();
  await expect(uta.getByText('You are here as Owner.')).toBeVisible();
  await expect(uta.getByRole('navigation', { name: 'Operator' })).toHaveCount(0);
  await uta.goto(`${service.url}/operator`);
  await expect(uta.getByRole('alert')).toContainText('Only the operator may do this');
  await other.close();
});

test('a legal document is published in versions, accepted by a member and shown as accepted; a signing key is rotated', async ({ page, context, browser }) => {
  await service.signIn(context, service.operatorEmail);
  await page.goto(`${service.url}/operator/legal`);
  const publish = async (text: string): Promise<void> => {
    await page.getByLabel('Kind').fill('terms');
    await page.getByLabel('Title').fill('Terms of use');
    await page.getByLabel('Address').fill('https://holdfast.example/terms');
    await page.getByLabel('The document itself').setInputFiles({ name: 'terms.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.getByLabel('Holds from').fill('2026-12-01');
    await page.getByRole('button', { name: 'Publish' }).click();
  };
  await publish('first');
  await expect(page.getByRole('status')).toContainText('Terms of use, version 1, is published.');
  await publish('second');
  await expect(page.getByRole('status')).toContainText('Terms of use, version 2, is published.');
  const published = page.getByRole('table', { name: 'Published documents' });
  await expect(published.getByRole('row')).toHaveCount(3);
  // SHA-256 of "second".
  await expect(published).toContainText('16367aacb67a');

  const member = await browser.newContext();
  const { tenantId } = await service.signUp(member, 'una@partner.example', 'Una Partner');
  const other = await member.newPage();
  await other.goto(`${service.url}/organisation/${tenantId}/legal`);
  await expect(other.getByText('Nobody has accepted one yet.')).toBeVisible();
  await other.getByRole('button', { name: 'Accept Terms of use, version 2' }).click();
  await other.getByRole('button', { name: 'I accept' }).click();
  await expect(other.getByRole('table', { name: 'Documents', exact: true })).toContainText('Accepted');
  await other.reload();
  await expect(other.getByRole('table', { name: 'Accepted documents' })).toContainText('una@partner.example');
  await member.close();

  await page.goto(`${service.url}/operator/health`);
  const keys = page.getByRole('table', { name: 'Signing keys' });
  await expect(keys.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Rotate the signing key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByRole('status')).toContainText('Signed with');
  await expect(keys.getByRole('row')).toHaveCount(3);
  await expect(keys.getByText('in use')).toHaveCount(1);
});
