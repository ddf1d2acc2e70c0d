import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { outFolder, root } from './paths.ts';

/** The cloud's pages. The service gives every file but index.html a year in caches, so their names carry their contents. */
export default defineConfig({
  root: join(root, 'cloud', 'portal'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: join(outFolder, 'portal'),
    emptyOutDir: true,
    target: ['chrome120', 'firefox121', 'safari17'],
    // The content security policy knows scripts, styles and fonts of our own address only, no data: or inline ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
