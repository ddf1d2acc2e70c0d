/** The whole path with real parts: the portal in a browser, the account service with its database, and the desktop app. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeTests, type Page } from '@playwright/test';
import { expect, test as appTest, type Desk } from '../fixtures/app.ts';
import { ask, rawCall } from '../support/bridge.ts';
import { goodTicket, prepare, setUp } from '../support/set-up.ts';
import { startNetwork, type Network } from './network.ts';
import { PASSWORD, startPortalService, test as portalTest, type PortalService } from './service.ts';

const test = mergeTests(appTest, portalTest);

let network: Network;
let service: PortalService;
test.beforeAll(async () => {
  network = await startNetwork();
  service = await startPortalService({ PORT: String(network.servicePort), HOLDFAST_PUBLIC_URL: network.url });
});
test.afterAll(async () => {
  await service.stop();
  await network.goAway();
});

/** A green square of 32 pixels, with a text in it that has no business on anybody's desktop. */
const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAG3RFWHRDb21tZW50AG5vdCBmb3IgdGhlIGRlc2t0b3B7uu6PAAAAM0lEQVR42mPwObyApohh1IJRC0YtwGEBf3YMeWjUglELRi0YtWDUAnpaMFqjjVowsiwAAC0ayrfbaX5xAAAAAElFTkSuQmCC';
const COLOURS = { light: { accent: '#0f6b5c', onAccent: '#ffffff' }, dark: { accent: '#4cc3a0', onAccent: '#04110d' } };

/** Takes the place of the system's browser: what the app wants opened is kept. */
async function openedPages({ app }: Desk): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedPages: opened });
    shell.openExternal = async (address: string) => void opened.push(address);
  });
  return () => app.evaluate(() => (globalThis as unknown as { openedPages: string[] }).openedPages);
}

async function go(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click();
}

async function openAccount(page: Page): Promise<void> {
  await go(page, 'Settings');
  await page.getByRole('tab', { name: 'Account' }).click();
}

async function inBothLooks({ page, shot }: Desk, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await ask(page, 'settings.save', { theme });
    await expect(page.locator(`html[data-appearance="${theme}"]`)).toBeVisible();
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    await shot(`account-${name}-${theme}`);
  }
}

test('sign up, invite, accept, sign the desktop in, lose the network, lose the seat, keep the journal', async ({ page, context, browser, launch }) => {
  test.setTimeout(180_000);
  // ── The operator publishes a document to be accepted ──
  const operator = await browser.newContext();
  const token = new URL(service.operatorLink).hash.replace('#token=', '');
  await service.call(operator, 'POST', '/api/auth/reset-password', { token, password: PASSWORD });
  await service.signIn(operator, service.operatorEmail);
  const document = { kind: 'terms', title: 'Terms of use', url: 'https://north.example/terms', contentHash: 'a'.repeat(64), effectiveAt: '2026-01-01T00:00:00Z' };
  await service.call(operator, 'POST', '/api/operator/legal', document);
  await operator.close();

  // ── An owner signs up in a browser, dresses the desk and sets its rules ──
  const { tenantId } = await service.signUp(context, 'owner@north.example', 'North Desk');
  await service.call(context, 'PUT', `/api/tenants/${tenantId}/branding`, { displayName: 'North Desk', theme: COLOURS, logo: LOGO, links: [{ label: 'House manual', url: 'https://north.example/manual' }] });
  const rules = [{ id: 'cap', kind: 'ticket-cap', severity: 'critical', enabled: true, parameters: { maximum: 2 } }];
  const { id: packId } = await service.call(context, 'POST', `/api/tenants/${tenantId}/rule-packs`, { name: 'House rules', rules });
  await service.call(context, 'POST', `/api/tenants/${tenantId}/rule-packs/${String(packId)}/publish`);
  await service.call(context, 'POST', `/api/tenants/${tenantId}/announcements`, { title: 'Short week', body: 'The exchange closes early on Friday.' });

  // ── The owner invites a seat, and the seat accepts ──
  await page.goto(`${service.url}/organisation/${tenantId}/seats`);
  await page.getByLabel('E-mail address').fill('ada@north.example');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Open invitations' })).toContainText('ada@north.example');
  const portal = await (await browser.newContext()).newPage();
  await portal.goto(await service.linkFor('ada@north.example'));
  await portal.getByLabel('Your name').fill('Ada Trader');
  await portal.getByLabel('Password').fill(PASSWORD);
  await portal.getByRole('button', { name: 'Join' }).click();
  await expect(portal.getByRole('heading', { name: 'North Desk', level: 1 })).toBeVisible();

  // ── The desktop, used alone until now, signs in by a short code ──
  const desk = await launch({ env: { HOLDFAST_SERVICE: network.url } });
  const opened = await openedPages(desk);
  await setUp(desk.page);
  await openAccount(desk.page);
  await inBothLooks(desk, 'signed-out');
  await desk.page.getByLabel('Name of this device').fill('Ada’s desk');
  await desk.page.getByRole('button', { name: 'Sign in with the browser' }).click();
  const code = await desk.page.getByLabel('Code', { exact: true }).innerText();
  expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  await inBothLooks(desk, 'code');
  await desk.page.getByRole('button', { name: 'Copy code' }).click();
  expect(await desk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(code);
  const [link = ''] = await opened();
  expect(new URL(link).origin).toBe(network.url);
  await portal.goto(link);
  await expect(portal.getByText(code)).toBeVisible();
  await expect(portal.getByRole('heading', { name: 'Ada’s desk' })).toBeVisible();
  await portal.getByRole('button', { name: 'Approve' }).click();

  // ── Licence and bundle arrive: who, where, how long; the brand and the rules show ──
  await expect(desk.page.getByText('ada@north.example')).toBeVisible({ timeout: 20_000 });
  const account = desk.page.getByRole('region', { name: 'Account' });
  for (const text of ['North Desk', 'Ada’s desk', 'valid', 'just now', network.url]) await expect(account).toContainText(text);
  await expect(desk.page.getByRole('region', { name: 'Session' }).getByRole('img', { name: 'North Desk' })).toBeVisible();
  await expect(desk.page.locator('html')).toHaveCSS('--accent', '#4cc3a0');
  await expect(desk.page.getByText('North Desk: Short week')).toBeVisible();
  await inBothLooks(desk, 'signed-in');
  await desk.page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(desk.page.getByText('North Desk: Short week')).toBeHidden();
  await desk.page.getByRole('button', { name: 'House manual' }).click();
  await expect.poll(opened).toContain('https://north.example/manual');
  expect(await rawCall(desk.page, 'link.open', { url: 'https://south.example/' })).toMatchObject({ ok: false, error: { code: 'refused' } });
  await go(desk.page, 'Rules');
  await expect(desk.page.getByText('Rules of North Desk')).toBeVisible();
  await expect(desk.page.getByText('House rules version 1, 1 rule.')).toBeVisible();
  await inBothLooks(desk, 'rules');
  const held = await ask(desk.page, 'rules.get', undefined);
  const looser = { rules: held.current.rules.map((rule) => (held.partner?.packs[0]?.ruleIds.includes(rule.id) === true ? { ...rule, params: { maximum: 3 } } : rule)), override: held.current.override };
  const saved = await rawCall(desk.page, 'rules.save', { name: held.current.name, content: looser, baseHash: held.current.hash });
  expect(saved).toMatchObject({ ok: false, error: { code: 'refused', message: expect.stringContaining('may be tightened only') } });

  // ── The network goes: everything works, also after a restart ──
  await network.goAway();
  await openAccount(desk.page);
  await desk.page.getByRole('button', { name: 'Check now' }).click();
  await expect(account).toContainText('The account service could not be reached');
  await prepare(desk.page);
  const first = await ask(desk.page, 'ticket.seal', await goodTicket(desk.page));
  // What the verdict is depends on the hour this test runs at.
  if (first.status !== 'taken') {
    await go(desk.page, 'Ticket');
    await desk.page.getByRole('button', { name: 'Walk away' }).click();
    await expect(desk.page.getByRole('heading', { name: 'You held fast' })).toBeVisible();
    await desk.page.keyboard.press('Alt+N');
    await openAccount(desk.page);
  }
  await inBothLooks(desk, 'offline');
  await desk.page.getByRole('button', { name: 'Accept Terms of use' }).click();
  await expect(desk.page.getByText(/version 1, from .* · accepted /)).toBeVisible();
  expect(readFileSync(join(desk.data, 'account.json'), 'utf8')).not.toContain('hfd_');

  // ── It comes back, and with the next check what was accepted offline; then the seat is removed, and the app says so ──
  await network.comeBack();
  const consents = (await service.call(context, 'GET', `/api/tenants/${tenantId}/legal/consents`))['consents'];
  expect(consents).toEqual([]);
  await desk.page.getByRole('button', { name: 'Check now' }).click();
  await expect(account).toContainText('just now');
  await expect.poll(async () => (await service.call(context, 'GET', `/api/tenants/${tenantId}/legal/consents`))['consents']).toHaveLength(1);
  await page.goto(`${service.url}/organisation/${tenantId}/legal`);
  await expect(page.getByRole('table', { name: 'Accepted documents' })).toContainText(/ada@north\.example.*terms, version 1.*Ada’s desk/);
  await page.goto(`${service.url}/organisation/${tenantId}/seats`);
  await page.getByRole('button', { name: 'Remove ada@north.example' }).click();
  await page.getByRole('button', { name: 'Remove the seat' }).click();
  await expect(page.getByRole('status')).toContainText('Ada Trader has no seat any more.');
  await desk.page.getByRole('button', { name: 'Check now' }).click();
  await expect(account).toContainText('Your seat at North Desk was removed');
  await expect(desk.page.getByRole('button', { name: /^The licence has ended/ })).toBeVisible();
  await inBothLooks(desk, 'ended');
  await expect(desk.page.getByRole('region', { name: 'Session' }).getByRole('img', { name: 'North Desk' })).toBeHidden();

  // ── A new ticket asks for a renewal and loses nothing of what was typed ──
  await ask(desk.page, 'ticket.draft', { ...(await goodTicket(desk.page)), entry: '6001.25' });
  await go(desk.page, 'Ticket');
  await expect(desk.page.getByText('What you type here is kept.')).toBeVisible();
  await expect(desk.page.getByRole('button', { name: 'Seal ticket' })).toHaveAttribute('aria-disabled', 'true');
  await inBothLooks(desk, 'ticket-waits');
  expect(await rawCall(desk.page, 'ticket.seal', await goodTicket(desk.page))).toMatchObject({ ok: false, error: { code: 'refused', message: expect.stringContaining('The licence has ended') } });
  expect((await ask(desk.page, 'app.state', undefined)).draft?.entry).toBe('6001.25');

  // ── The journal still opens, exports and is backed up, after a restart as well ──
  await desk.close();
  const again = await launch({ data: desk.data, env: { HOLDFAST_SERVICE: network.url } });
  await expect(again.page.getByRole('button', { name: /^The licence has ended/ })).toBeVisible();
  expect((await ask(again.page, 'ticket.get', { ticketId: first.id })).ticket).toEqual(first.ticket);
  expect((await ask(again.page, 'log.query', { kinds: [], ruleKind: null, text: '', from: null, to: null, cursor: null, limit: 50 })).total).toBeGreaterThanOrEqual(0);
  const path = join(desk.data, 'whole-journal.json');
  await again.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  expect(await ask(again.page, 'journal.export', { form: 'json' })).not.toBeNull();
  expect(readFileSync(path, 'utf8')).toContain(first.id);
  expect((await ask(again.page, 'backup.now', undefined)).events).toBeGreaterThan(5);
  expect((await ask(again.page, 'licence.view', undefined)).standing).toMatchObject({ status: 'ended', ticketsAllowed: false });

  // ── Signed out, the unpackaged app is the single-machine edition again ──
  await openAccount(again.page);
  await again.page.getByRole('button', { name: 'Sign out' }).click();
  await again.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(again.page.getByRole('button', { name: 'Sign in with the browser' })).toBeVisible();
  expect((await ask(again.page, 'app.state', undefined)).licence).toMatchObject({ status: 'none', ticketsAllowed: true });
});

test('what the partner puts on the desk is there after a restart, with the service and without', async ({ context, launch }) => {
  const { tenantId } = await service.signUp(context, 'owner@west.example', 'West Desk');
  await service.call(context, 'PUT', `/api/tenants/${tenantId}/branding`, { displayName: 'West Desk', theme: COLOURS, logo: LOGO, links: [] });
  await service.call(context, 'POST', `/api/tenants/${tenantId}/announcements`, { title: 'Short week', body: 'The exchange closes early on Friday.' });
  const desk = await launch({ env: { HOLDFAST_SERVICE: network.url } });
  await openedPages(desk);
  await setUp(desk.page);
  await openAccount(desk.page);
  await desk.page.getByRole('button', { name: 'Sign in with the browser' }).click();
  const userCode = await desk.page.getByLabel('Code', { exact: true }).innerText();
  await service.call(context, 'POST', `/api/tenants/${tenantId}/devices/decide`, { userCode, approve: true });
  await expect(desk.page.getByText('owner@west.example')).toBeVisible({ timeout: 20_000 });
  await desk.close();

  for (const reach of ['with', 'without']) {
    if (reach === 'without') await network.goAway();
    const again = await launch({ data: desk.data, env: { HOLDFAST_SERVICE: network.url } });
    await expect(again.page.getByRole('region', { name: 'Session' }).getByRole('img', { name: 'West Desk' })).toBeVisible();
    await expect(again.page.getByText('West Desk: Short week')).toBeVisible();
    await again.close();
  }
  await network.comeBack();
});
