import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unwatched } from '../backups/checkpoint.ts';
import { stageJournal, type Staged } from '../backups/stage-journal.ts';
import { counted } from '../engine/judgement.ts';
import { JournalError } from '../journal/errors.ts';
import { BACKUP_FOLDER } from '../journal/journal.ts';
import { backupPath, replaceJournal } from '../store/backup.ts';
import { passphraseOf, PASSPHRASE_OPTION } from './backup.ts';
import { oneOperand, ProblemError, type Command } from './command.ts';
import { journalPath, OWNER } from './journal-file.ts';

const WORDS: Readonly<Record<Staged['kind'], string>> = { 'backup': 'a backup', 'encrypted-backup': 'an encrypted backup', 'json-export': 'an export as JSON', 'csv-export': 'an export as CSV' };

export const restore: Command = {
  name: 'restore',
  summary: 'Put a backup or an export in the place of the journal; what was there is kept',
  operands: 'FILE',
  options: { 'dry-run': { type: 'boolean', help: 'Verify FILE and say what it holds; change nothing' }, 'passphrase-file': { ...PASSPHRASE_OPTION, help: 'The passphrase of an encrypted backup, in the first line of FILE' } },
  details:
    'FILE is a backup, an encrypted backup, a JSON export, the folder of a CSV export, or the name of a file in the backups folder. What is damaged, newer or foreign is refused and nothing is changed. The app must not be running, except for a dry run. With --json: {"restored","kind","layout","events","accounts","sessions","tickets","trades","firstSession","lastSession","replaced"}.',
  async run(context) {
    const named = oneOperand(context, 'FILE');
    const folder = join(context.data, BACKUP_FOLDER);
    const source = existsSync(named) ? resolve(named) : backupPath(folder, named);
    const passphrase = passphraseOf(context);
    const dry = context.options['dry-run'] === true;
    const stage = (incoming: string): Promise<Staged> =>
      stageJournal(source, incoming, passphrase, unwatched).catch((error: unknown) => {
        if (passphrase === null && error instanceof JournalError && error.field === 'passphrase') throw new ProblemError('refused', `${source} is encrypted: say its passphrase with --passphrase-file FILE.`);
        throw error;
      });
    const { staged, aside } = dry ? await tried(stage) : await replaceJournal({ path: journalPath(context.data), folder, at: Date.now(), owner: OWNER }, stage);
    const { kind, layout, events, accounts, sessions, tickets, trades, firstSession, lastSession } = staged;
    if (context.json) {
      context.print(JSON.stringify({ restored: dry ? null : source, kind, layout, events, accounts, sessions, tickets, trades, firstSession, lastSession, replaced: aside }));
      return 0;
    }
    context.print(`${source} is ${WORDS[kind]}, sound: ${counted(events, 'event')}, ${counted(sessions, 'session')}${firstSession === null ? '' : ` from ${firstSession} to ${lastSession ?? firstSession}`}, ${counted(tickets, 'ticket')}, ${counted(trades, 'trade')}; accounts: ${accounts.join(', ') || 'none'}`);
    context.print(dry ? 'Nothing was changed.' : `Restored.${aside === null ? '' : ` What was there is kept in ${aside}`}`);
    return 0;
  },
};

async function tried(stage: (incoming: string) => Promise<Staged>): Promise<{ readonly staged: Staged; readonly aside: null }> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-look-'));
  try {
    return { staged: await stage(join(folder, 'journal.db')), aside: null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
