/** Every page at a phone's and a desk's width, light and dark: axe finds nothing, nothing sticks out; and the keyboard is enough. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cacheFolder } from '../../paths.ts';
import { expect, expectGoodPage, PASSWORD, startPortalService, test } from './service.ts';
import type { PortalService } from './service.ts';

let service: PortalService;
let packId: string;
test.beforeAll(async () => {
  service = await startPortalService();
});
test.afterAll(() => service.stop());

const looks = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1280, height: 800 },
] as const;

/** What is shown now, light and dark. */
async function expectGoodLooks(page: Page, name: string, fullPage = false): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // A colour on its way to another is neither.
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    await expectGoodPage(page);
    await page.screenshot({ path: join(cacheFolder, 'portal', `${name}-${colorScheme}.png`), fullPage });
  }
}

const entrance = ['/sign-in', '/sign-up', '/forgot', '/verify', '/download', '/no-such-page', '/dev/outbox', '/api-reference', `/verify#token=${'x'.repeat(43)}`];

test('pages for everybody', async ({ page }) => {
  test.setTimeout(300_000);
  for (const { name, width, height } of looks) {
    await page.setViewportSize({ width, height });
    for (const path of entrance) {
      await page.goto(`${service.url}${path}`);
      // A change of the fragment alone does not load the page anew.
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectGoodLooks(page, `${name}${path.replaceAll('/', '-').split('#')[0]}`);
    }
  }
});

test('pages of somebody signed in, and a dialog', async ({ page, context }) => {
  // Forty pages, each looked at by axe in two colour schemes.
  test.setTimeout(600_000);
  // The operator sees every page there is.
  const token = new URL(service.operatorLink).hash.replace('#token=', '');
  await service.call(context, 'POST', '/api/auth/reset-password', { token, password: PASSWORD });
  await service.signIn(context, service.operatorEmail);
  const me = await service.call(context, 'GET', '/api/me');
  const [membership] = me['memberships'] as { tenantId: string }[];
  const tenantId = membership?.tenantId ?? '';
  const base = `/api/tenants/${tenantId}`;
  await service.call(context, 'POST', `${base}/invitations`, { email: 'a-rather-long-address-of-somebody@a-rather-long-domain.example', role: 'seat' });
  const rules = [
    { id: 'cap', kind: 'ticket-cap', severity: 'major', enabled: true, parameters: { maximum: 6 } },
    {
      id: 'atr',
      kind: 'atr-advisory',
      severity: 'advisory',
      enabled: true,
      parameters: {
        symbols: ['MES'],
        maximumAgeMinutes: 60,
        bands: [
          { label: 'Drift', below: '3', advice: 'Half size or skip', factor: '0.5' },
          { label: 'Baseline', below: '6', advice: 'Full plan', factor: '1' },
          { label: 'Extreme', below: null, advice: 'Stand aside', factor: '0' },
        ],
        shockAbove: '8',
        shockReleaseBelow: '6',
        shockLabel: 'News shock',
        shockAdvice: 'No entries until it is back under 6',
      },
    },
  ];
  packId = String((await service.call(context, 'POST', `${base}/rule-packs`, { name: 'House rules', rules }))['id']);
  await service.call(context, 'POST', `${base}/rule-packs/${packId}/publish`);
  await service.call(context, 'POST', `${base}/announcements`, { title: 'Server move', body: 'On Sunday the service is away for an hour. Journals work on.' });
  const document = { kind: 'terms', title: 'Terms of use', url: 'https://holdfast.example/terms', contentHash: 'a'.repeat(64), effectiveAt: '2026-12-01T00:00:00Z' };
  await service.call(context, 'POST', '/api/operator/legal', document);
  const desktop = await service.desktop('A desk with a rather long name');
  await service.call(context, 'POST', `${base}/devices/decide`, { userCode: desktop.userCode, approve: true });
  await desktop.collect();
  const waiting = await service.desktop('Another desk');

  const here = `/organisation/${tenantId}`;
  const paths = [
    here,
    `${here}/seats`,
    `${here}/devices`,
    `${here}/rule-packs`,
    `${here}/rule-packs/${packId}`,
    `${here}/branding`,
    `${here}/announcements`,
    `${here}/legal`,
    `${here}/audit`,
    `${here}/data`,
    '/account',
    '/account/sessions',
    '/account/devices',
    `/device#code=${waiting.userCode}`,
    '/operator',
    '/operator/users',
    '/operator/audit',
    '/operator/legal',
    '/operator/health',
    `/operator/tenants/${tenantId}`,
  ];
  for (const { name, width, height } of looks) {
    await page.setViewportSize({ width, height });
    for (const path of paths) {
      await page.goto(`${service.url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('Loading…')).toHaveCount(0);
      if (path.endsWith(packId)) await page.getByRole('button', { name: /ATR advisory/ }).click();
      const file = path.replaceAll(tenantId, 'id').replaceAll(packId, 'id').replaceAll('/', '-').split('#')[0];
      await expectGoodLooks(page, `${name}${file}`, true);
    }
    await page.getByRole('button', { name: 'Suspend' }).click();
    await expect(page.getByRole('dialog').getByLabel('Reason')).toBeFocused();
    await expectGoodLooks(page, `${name}-dialog`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Suspend' })).toBeFocused();
  }
});

test('the keyboard is enough, and a phone has its menu', async ({ page, context }) => {
  await service.signUp(context, 'ulf@desk.example', 'Ulf Desk');
  await context.clearCookies();
  await page.goto(`${service.url}/sign-in`);
  await expect(page.getByLabel('Password')).toBeVisible();
  const { keyboard } = page;
  const to = async (name: string): Promise<void> => {
    for (let stop = 0; stop < 40; stop += 1) {
      await keyboard.press('Tab');
      const text = await page.evaluate(() => {
        const element = document.activeElement;
        return element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
      });
      if (text === name) return;
    }
    throw new Error(`Tab never came to "${name}"`);
  };
  await to('E-mail address');
  await keyboard.type('ulf@desk.example');
  await to('Password');
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ulf Desk', level: 1 })).toBeFocused();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Ulf Desk', level: 1 })).toBeVisible();
  await to('Skip to the content');
  await keyboard.press('Enter');
  await to('Invite traders');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Seats', level: 1 })).toBeFocused();

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('link', { name: 'Audit log' })).toBeHidden();
  await page.getByRole('button', { name: 'Menu' }).click();
  await expectGoodPage(page);
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Audit log' })).toBeHidden();
});
