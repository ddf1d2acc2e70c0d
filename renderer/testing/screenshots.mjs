/**
 * Looks at every view of the gallery in a browser: a PNG each, and what axe finds. Exits 1 when axe finds anything or a
 * page reports an error.
 *
 *   node renderer/testing/screenshots.mjs FOLDER [--only TEXT] [--sizes 420x760,360x760,1280x800] [--themes light,dark,contrast]
 *
 * Needs a Chromium: CHROMIUM names it, /usr/bin/chromium otherwise.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { views } from './views.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, sizes: { type: 'string', default: '420x760,360x760,1280x800' }, themes: { type: 'string', default: 'light,dark' } },
});
const folder = positionals[0];
if (folder === undefined) {
  console.error('usage: node renderer/testing/screenshots.mjs FOLDER [--only TEXT] [--sizes WxH,…] [--themes NAME,…]');
  process.exit(2);
}
await mkdir(folder, { recursive: true });

const root = join(import.meta.dirname, '..');
const server = await createServer({ configFile: false, root, plugins: [react()], server: { port: 0, host: '127.0.0.1', hmr: false, watch: null }, logLevel: 'error', cacheDir: join(folder, '.vite'), optimizeDeps: { entries: ['testing/gallery.html', 'main.tsx', 'screens/**/*.tsx'] } });
await server.listen();
const base = `http://127.0.0.1:${server.httpServer?.address().port}/testing/gallery.html`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

let problems = 0;
const report = [];
const chosen = views.filter((view) => values.only === undefined || values.only.split(',').some((text) => view.name.includes(text)));
for (const size of values.sizes.split(',')) {
  const [width, height] = size.split('x').map(Number);
  for (const theme of values.themes.split(',')) {
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2, reducedMotion: 'reduce' });
    for (const view of chosen) {
      const page = await context.newPage();
      const name = `${view.name}-${size}-${theme}`;
      const problem = (text) => {
        problems += 1;
        report.push({ name, problem: text });
        console.error(`${name}: ${text}`);
      };
      page.on('pageerror', (error) => problem(error.message));
      page.on('console', (message) => message.type() === 'error' && problem(message.text().split('\n')[0] + message.args().slice(1).map(String).join(' ')));
      try {
        await page.goto(`${base}?${new URLSearchParams({ scenario: view.scenario, screen: view.screen, theme, compact: view.compact ? '1' : '0' })}`);
        await page.waitForFunction(() => window.stub?.asked.length > 0 && document.querySelector('#root')?.childElementCount > 0);
        if (view.screen !== '') await page.locator(`[data-screen="${view.screen}"] h1`).waitFor({ state: 'attached', timeout: 8000 });
        await page.waitForLoadState('networkidle');
        await page.evaluate(() => document.fonts.ready);
        await view.act?.(page);
        await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
        const found = await new AxeBuilder({ page }).analyze();
        for (const violation of found.violations) problem(`axe ${violation.id}: ${violation.help} — ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) problem(`${overflow} px wider than the window`);
      } catch (error) {
        problem(error.message.split('\n')[0]);
        await page.screenshot({ path: join(folder, `${name}.png`) });
      }
      await page.close();
    }
    await context.close();
  }
}
await writeFile(join(folder, 'report.json'), JSON.stringify(report, null, 2));
console.log(`${chosen.length} views, ${problems} problems; pictures in ${folder}`);
await browser.close();
await server.close();
process.exit(problems === 0 ? 0 : 1);
