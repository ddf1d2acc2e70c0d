import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { cacheFolder } from '../paths.ts';

/** Debian's browser where Playwright's own was never downloaded. */
const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const asRoot = process.getuid?.() === 0;

/**
 * Two projects: `app` drives the desktop app itself (`*.spec.ts` here), `portal` drives the cloud's pages in a browser
 * (`portal/*.spec.ts`). Nothing is retried: a test that fails now and then has a fault that is to be found.
 */
export default defineConfig({
  testDir: import.meta.dirname,
  globalSetup: join(import.meta.dirname, 'global-setup.ts'),
  outputDir: join(cacheFolder, 'e2e'),
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? 'list' : [['list'], ['json']],
  projects: [
    // A glob without a folder matches in every folder: the portal's would be started twice.
    { name: 'app', testMatch: '*.spec.ts', testIgnore: 'portal/**' },
    {
      name: 'portal',
      testMatch: 'portal/*.spec.ts',
      use: {
        browserName: 'chromium',
        viewport: { width: 1280, height: 800 },
        launchOptions: {
          ...(systemChromium === undefined ? {} : { executablePath: systemChromium }),
          ...(asRoot ? { args: ['--no-sandbox'] } : {}),
        },
      },
    },
  ],
});
