/** Opens the journal of the folder it is given, tries to write, and prints what it was told: run by tests as another process or user. */
import { systemTime, TrustedClock } from '../../clock.ts';
import { JournalError } from '../errors.ts';
import { Journal } from '../journal.ts';

const folder = process.argv[2] ?? '';
const journal = new Journal({ folder, profile: 'real', clock: new TrustedClock(systemTime), owner: 'the other process' });
const { status, message } = journal.health;
let write = 'done';
try {
  journal.saveSettings({ theme: 'dark' });
} catch (error) {
  write = error instanceof JournalError ? error.code : String(error);
}
process.stdout.write(JSON.stringify({ status, message, account: journal.account?.name ?? null, write }));
journal.close();
