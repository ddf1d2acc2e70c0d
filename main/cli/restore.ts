import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BACKUP_FOLDER } from '../journal/journal.ts';
import { logHead } from '../store/decision-log.ts';
import { backupPath, restore as restoreFile } from '../store/backup.ts';
import { oneOperand, type Command } from './command.ts';
import { journalPath, OWNER, reading } from './journal-file.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'Put a backup in the place of the journal; what was there is kept',
  operands: 'FILE',
  options: {},
  details: 'FILE is a path, or the name of a file in the backups folder. A damaged, newer or foreign file is refused and nothing is changed. The app must not be running. With --json: {"restored","events","replaced"}.',
  run(context) {
    const named = oneOperand(context, 'FILE');
    const backups = join(context.data, BACKUP_FOLDER);
    const source = existsSync(named) ? resolve(named) : backupPath(backups, named);
    const replaced = restoreFile(journalPath(context.data), source, backups, Date.now(), OWNER);
    const events = reading(context.data, (store) => logHead(store).seq);
    context.print(
      context.json
        ? JSON.stringify({ restored: source, events, replaced })
        : `${source} restored: ${events} events.${replaced === null ? '' : ` What was there is kept in ${replaced}`}`,
    );
    return 0;
  },
};
