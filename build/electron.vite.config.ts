import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { outFolder, root } from './paths.ts';

/**
 * The oldest Electron the app has to run on is 33 (Chromium 130, Node 20.18); electron-vite would aim at
 * the one in package.json instead.
 */
const target = { node: 'node20.18', chrome: 'chrome130' };

/** Native addon, resolved at run time; everything else goes into the bundles, so nothing else is packaged. */
const external = ['electron', 'better-sqlite3'];

/** A thread of its own gets a bundle of its own beside the main one. This one makes the reports of the analytics window. */
const reports = join(root, 'main', 'analytics', 'reports', 'worker.ts');

/** The thread that reads files and writes imports. */
const imports = join(root, 'main', 'imports', 'desk', 'worker.ts');

/** The thread that copies, checks, locks and exports whole journals. */
const backups = join(root, 'main', 'backups', 'worker.ts');

/** Less to read at every start; the names of functions and classes stay, since they are what the log of faults says. */
const compact = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } } as const;

const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const;

export default defineConfig({
  main: {
    root,
    // Where the account of this build is, and the thumbprints of the keys it trusts; without, the app needs no account.
    define: {
      BUILT_FOR_SERVICE: JSON.stringify(process.env['HOLDFAST_BUILD_SERVICE'] ?? ''),
      BUILT_FOR_KEYS: JSON.stringify(process.env['HOLDFAST_BUILD_KEYS'] ?? ''),
    },
    build: {
      outDir: join(outFolder, 'main'),
      target: target.node,
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: { index: join(root, 'main', 'start.ts'), 'reports-worker': reports, 'imports-worker': imports, 'backups-worker': backups },
        external,
        output: { ...commonJs, minify: compact },
      },
    },
  },
  preload: {
    root,
    build: {
      outDir: join(outFolder, 'preload'),
      target: target.node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { bridge: join(root, 'preload', 'bridge.ts') },
        external: ['electron'],
        // A sandboxed preload can require nothing beside it: one file, whatever it imports.
        output: { ...commonJs, codeSplitting: false },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    plugins: [react()],
    build: {
      outDir: join(outFolder, 'renderer'),
      emptyOutDir: true,
      target: target.chrome,
      minify: true,
      // The content security policy allows fonts and scripts from the app only, never from data: addresses.
      assetsInlineLimit: 0,
      // The charts of the analytics window are one library; it is read from the disk, and only by that window.
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: { input: { index: join(root, 'renderer', 'index.html'), analytics: join(root, 'renderer', 'analytics.html') } },
    },
  },
});
