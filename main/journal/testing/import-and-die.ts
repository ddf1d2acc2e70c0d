/**
 * Imports a file and is killed on the way: `reading` while the file is read, `taking` inside the transaction that takes it in.
 * Usage: node import-and-die.ts FOLDER FILE reading|taking
 */
import { randomUUID } from 'node:crypto';
import { systemTime, TrustedClock } from '../../clock.ts';
import { sourceFromFile } from '../../imports/containers/source.ts';
import { Journal } from '../journal.ts';

const [folder = '', file = '', moment] = process.argv.slice(2);

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}

let ids = 0;
/** The account's id is made before the transaction, that of its rules within. */
function newId(): string {
  ids += 1;
  return moment === 'taking' && ids === 2 ? die() : randomUUID();
}

const source = await sourceFromFile(file);
const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'test', newId });
await journal.importFile({
  source: {
    ...source,
    async *chunks() {
      yield* source.chunks();
      // What follows the last piece is asked for when the fills of all pieces are staged.
      if (moment === 'reading') die();
    },
  },
  account: 'A', answers: { accountCurrency: 'USD', zone: 'America/New_York' }, newAccountZone: 'America/New_York',
});
