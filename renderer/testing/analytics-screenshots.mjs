/**
 * Looks at every report of the analytics window in a browser: a PNG each, and what axe finds. The pages are built and
 * served under the content security policy of the app, so that whatever it forbids shows up here. Exits 1 on any finding.
 *
 *   node renderer/testing/analytics-screenshots.mjs FOLDER [--only TEXT] [--sizes 1280x800,1600x1000,420x900] [--themes light,dark,contrast] [--scenario prepared]
 *
 * Needs a Chromium: CHROMIUM names it, /usr/bin/chromium otherwise.
 */
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright-core';
import { build } from 'vite';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, sizes: { type: 'string', default: '1280x800,1600x1000,420x900' }, themes: { type: 'string', default: 'light,dark' }, scenario: { type: 'string', default: 'prepared' } },
});
const folder = positionals[0];
if (folder === undefined) {
  console.error('usage: node renderer/testing/analytics-screenshots.mjs FOLDER [--only TEXT] [--sizes WxH,…] [--themes NAME,…] [--scenario NAME]');
  process.exit(2);
}
await mkdir(folder, { recursive: true });

const root = join(import.meta.dirname, '..');
const site = join(folder, 'site');
await build({
  configFile: false, root, plugins: [react()], logLevel: 'error', cacheDir: join(folder, '.vite'),
  build: { outDir: site, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0, rolldownOptions: { input: join(import.meta.dirname, 'analytics-gallery.html') } },
});
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
  readFile(join(site, path)).then(
    (body) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'content-security-policy': policy }).end(body),
    () => response.writeHead(path === '/favicon.ico' ? 204 : 404).end(),
  );
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/testing/analytics-gallery.html`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

const names = ['Overview', 'Calendar', 'R and streaks', 'Breakdowns', 'Exits', 'Holding time', 'Discipline', 'Shadow rules', 'Replay', 'Weekly review'];
let problems = 0;
for (const size of values.sizes.split(',')) {
  const [width, height] = size.split('x').map(Number);
  for (const theme of values.themes.split(',')) {
    const context = await browser.newContext({ viewport: { width: width ?? 1280, height: height ?? 800 }, reducedMotion: 'reduce', bypassCSP: false });
    const page = await context.newPage();
    let current = '';
    const problem = (/** @type {string} */ text) => {
      problems += 1;
      console.error(`${current} ${size} ${theme}: ${text}`);
    };
    page.on('pageerror', (error) => problem(error.message));
    page.on('console', (message) => message.type() === 'error' && problem(message.text()));
    await page.goto(`${base}?${new URLSearchParams({ scenario: values.scenario, theme })}`);
    await page.locator('h1').waitFor();
    for (const name of names.filter((entry) => values.only === undefined || entry.toLowerCase().includes(values.only.toLowerCase()))) {
      current = name;
      if ((width ?? 0) < 820) {
        await page.getByRole('combobox', { name: 'Report' }).click();
        await page.getByRole('option', { name }).click();
      } else await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      if (name === 'Replay') await page.getByRole('button', { name: 'Run replay' }).click();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await page.evaluate(() => document.fonts.ready);
      const file = `${name.toLowerCase().replaceAll(' ', '-')}-${size}-${theme}`;
      const tall = await page.evaluate(() => document.querySelector('main')?.scrollHeight ?? 0);
      await page.setViewportSize({ width: width ?? 1280, height: Math.max(height ?? 800, Math.min(tall, 4000)) });
      await page.screenshot({ path: join(folder, `${file}.png`), animations: 'disabled' });
      await page.setViewportSize({ width: width ?? 1280, height: height ?? 800 });
      const found = await new AxeBuilder({ page }).analyze();
      for (const violation of found.violations) problem(`axe ${violation.id}: ${violation.help} — ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
      const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - window.innerWidth, (document.querySelector('main')?.scrollWidth ?? 0) - (document.querySelector('main')?.clientWidth ?? 0)));
      if (wide > 0) problem(`${wide} px wider than the window`);
    }
    await context.close();
  }
}
console.log(`${problems} problems; pictures in ${folder}`);
await browser.close();
server.close();
process.exit(problems === 0 ? 0 : 1);
