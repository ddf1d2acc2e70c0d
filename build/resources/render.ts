/**
 * Draws the icons from their SVG sources: `node build/resources/render.ts`. The pictures are kept in git, since a build must
 * not need a browser; run this after changing a source.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const here = import.meta.dirname;

/** `color` is what currentColor means. macOS tints a "Template" picture itself; "@2x" is for screens of double density. */
const pictures = [
  { source: 'icon.svg', file: 'icon.png', size: 512, color: '#000' },
  { source: 'tray.svg', file: 'tray.png', size: 16, color: '#3fb6a8' },
  { source: 'tray.svg', file: 'tray@2x.png', size: 32, color: '#3fb6a8' },
  { source: 'tray.svg', file: 'trayTemplate.png', size: 16, color: '#000' },
  { source: 'tray.svg', file: 'trayTemplate@2x.png', size: 32, color: '#000' },
];

const system = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const browser = await chromium.launch({
  ...(system === undefined ? {} : { executablePath: system }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const { source, file, size, color } of pictures) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0;color:${color}}svg{display:block;width:${size}px;height:${size}px}</style>${readFileSync(join(here, source), 'utf8')}`,
  );
  await page.screenshot({ path: join(here, file), omitBackground: true });
  console.log(`${file} ${size} × ${size}`);
}
await browser.close();
