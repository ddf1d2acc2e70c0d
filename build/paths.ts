import { join } from 'node:path';

/** The repository's root folder, absolute. */
export const root = join(import.meta.dirname, '..');

/** Where the build puts the three bundles. */
export const outFolder = join(root, 'out');

/** Downloads and unpacked tools; ignored by git, safe to delete at any time. */
export const cacheFolder = join(root, '.cache');
