import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { root } from './paths.ts';

/** Every `*.test.ts` beside what it tests. End-to-end tests are `*.spec.ts` and belong to Playwright. */
export default defineConfig({
  root,
  cacheDir: join(root, '.cache', 'vite'),
  test: {
    include: ['{main,preload,renderer,cloud,build}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // One process a file: no test sees what another left in a global, and native addons load cleanly.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    allowOnly: false,
    restoreMocks: true,
  },
});
