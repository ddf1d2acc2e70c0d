/** `npm run cloud`: the portal is built first, so that the pages served are those of the sources. */
import { bundlePortal } from './portal.ts';

await bundlePortal({ quiet: true });
await import('../cloud/index.ts');
