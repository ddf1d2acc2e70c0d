import { expect, test } from './fixtures/app.ts';

test('the window opens on a fresh data folder', async ({ desk }) => {
  await expect(desk.page.locator('body')).not.toBeEmpty();
  await desk.page.waitForTimeout(1500);
  await desk.shot('walk-1');
  console.log(await desk.page.locator('body').innerText());
});
