/** `npm run cloud`: the portal is built first, so that the pages served are those of the sources. */
import process from 'node:process';
import { bundlePortal } from './portal.ts';

const { NODE_ENV } = process.env;
await bundlePortal({ quiet: true });
// The bundler sets it for itself; to the service it would say that this is production.
if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
else process.env['NODE_ENV'] = NODE_ENV;
await import('../cloud/index.ts');
