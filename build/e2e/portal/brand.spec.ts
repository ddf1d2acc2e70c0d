/** What an organisation puts on its traders' desktops besides rules: its brand and its announcements. */
import { crc32, deflateSync } from 'node:zlib';
import { expect, startPortalService, test } from './service.ts';
import type { PortalService } from './service.ts';

let service: PortalService;
test.beforeAll(async () => {
  service = await startPortalService();
});
test.afterAll(() => service.stop());

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** A PNG of one colour that carries a text chunk, as pictures from a camera or an editor do. */
function picture(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const pixels = Buffer.concat(Array.from({ length: side }, () => Buffer.concat([Buffer.alloc(1), Buffer.alloc(side * 4, 0x7f)])));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('tEXt', Buffer.from('Author\0somebody')), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

test('a brand is previewed, refused while it cannot be read, and saved with its logo and links', async ({ page, context }) => {
  const { tenantId } = await service.signUp(context, 'ada@prop.example', 'Ada Prop');
  await page.goto(`${service.url}/organisation/${tenantId}/branding`);
  await page.getByLabel('Display name').fill('Ada Capital');
  await expect(page.locator('.preview-head').first()).toHaveText('Ada Capital');

  await page.getByRole('textbox', { name: 'light accent', exact: true }).fill('#ffee88');
  await expect(page.getByRole('alert')).toContainText('Light: text on the accent has a contrast of');
  await expect(page.getByRole('button', { name: 'Save the branding' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('textbox', { name: 'light accent', exact: true }).fill('#7a1fa2');
  await expect(page.getByText('Readable in both appearances')).toBeVisible();
  await expect(page.locator('.preview-button').first()).toHaveCSS('background-color', 'rgb(122, 31, 162)');

  await page.getByLabel('Logo file').setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(page.getByRole('alert')).toContainText('notes.png is not a picture that can be used.');
  await page.getByLabel('Logo file').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: picture(900) });
  await expect(page.getByRole('img', { name: 'The logo' })).toBeVisible();
  await page.getByRole('button', { name: 'Add a link' }).click();
  await page.getByLabel('Text of link 1').fill('Help');
  await page.getByLabel('Address of link 1').fill('https://ada.example/help');
  await page.getByRole('button', { name: 'Save the branding' }).click();
  await expect(page.getByRole('status')).toContainText('The branding is saved.');

  await page.reload();
  await expect(page.getByLabel('Display name')).toHaveValue('Ada Capital');
  await expect(page.getByLabel('Address of link 1')).toHaveValue('https://ada.example/help');
  const saved = await service.call(context, 'GET', `/api/tenants/${tenantId}/branding`);
  expect(saved).toMatchObject({ displayName: 'Ada Capital', theme: { light: { accent: '#7a1fa2' } }, links: [{ label: 'Help', url: 'https://ada.example/help' }] });
  const logo = Buffer.from(String(saved['logo']).split(',')[1] ?? '', 'base64');
  expect(logo.includes('somebody')).toBe(false);
  expect([logo.readUInt32BE(16), logo.readUInt32BE(20)]).toEqual([512, 512]);
  expect(logo.includes('IDAT') && !logo.includes('tEXt')).toBe(true);
  await page.getByRole('button', { name: 'Remove the logo' }).click();
  await page.getByRole('button', { name: 'Remove link 1' }).click();
  await page.getByRole('button', { name: 'Save the branding' }).click();
  await expect.poll(async () => (await service.call(context, 'GET', `/api/tenants/${tenantId}/branding`))['logo']).toBeNull();
});

test('what was changed and not saved is not lost by accident, on the way to another page or back', async ({ page, context }) => {
  const { tenantId } = await service.signUp(context, 'eli@prop.example', 'Eli Prop');
  await page.goto(`${service.url}/organisation/${tenantId}`);
  await page.getByRole('link', { name: 'Branding' }).click();
  const name = page.getByLabel('Display name');
  await name.fill('Eli Capital');
  const asked: string[] = [];
  const answers = [false, false, true];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void (answers.shift() === true ? dialog.accept() : dialog.dismiss());
  });
  await page.getByRole('link', { name: 'Seats' }).click();
  await expect.poll(() => asked).toEqual(['Leave without saving? What you changed here is lost.']);
  await page.goBack();
  await expect.poll(() => asked).toHaveLength(2);
  await expect(page).toHaveURL(/\/branding$/);
  await expect(name).toHaveValue('Eli Capital');
  await page.getByRole('link', { name: 'Seats' }).click();
  await expect(page.getByRole('heading', { name: 'Seats', level: 1 })).toBeVisible();
  expect(asked).toHaveLength(3);
});

test('an announcement is made, read by a trader who cannot make one, and withdrawn', async ({ page, context, browser }) => {
  const { tenantId } = await service.signUp(context, 'bea@prop.example', 'Bea Prop');
  await page.goto(`${service.url}/organisation/${tenantId}/announcements`);
  await page.getByLabel('Title').fill('Server move');
  await page.getByLabel('Text').fill('On Sunday the service\nis away for an hour.');
  await page.getByLabel('From').fill('2026-12-06T10:00');
  await page.getByLabel('Until').fill('2026-12-06T09:00');
  await page.getByRole('button', { name: 'Announce' }).click();
  await expect(page.getByRole('alert')).toContainText('The end must be after the start.');
  await page.getByLabel('Until').fill('2036-12-06T12:00');
  await page.getByRole('button', { name: 'Announce' }).click();
  await expect(page.getByRole('status')).toContainText('Announced.');
  const list = page.getByRole('list', { name: 'Announcements' });
  await expect(list.getByRole('listitem')).toContainText('is away for an hour.');

  await service.call(context, 'POST', `/api/tenants/${tenantId}/invitations`, { email: 'cal@prop.example', role: 'seat' });
  const trader = await browser.newContext();
  const token = new URL(await service.linkFor('cal@prop.example')).hash.replace('#token=', '');
  await service.call(trader, 'POST', '/api/invitations/join', { token, name: 'Cal', password: 'violet-harbour-17-oaks' });
  const other = await trader.newPage();
  await other.goto(`${service.url}/organisation/${tenantId}/announcements`);
  await expect(other.getByRole('heading', { name: 'Server move' })).toBeVisible();
  await expect(other.getByRole('button', { name: /Announce|Withdraw/ })).toHaveCount(0);
  await other.goto(`${service.url}/organisation/${tenantId}/branding`);
  await expect(other.getByRole('heading', { name: 'Bea Prop', level: 2 })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Save the branding' })).toHaveCount(0);
  await trader.close();

  await list.getByRole('button', { name: 'Withdraw Server move' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('There are none.')).toBeVisible();
});
