import { resolve } from 'node:path';
import { backUpTo } from '../store/backup.ts';
import { openStore } from '../store/open-store.ts';
import { oneOperand, type Command } from './command.ts';
import { journalPath, OWNER } from './journal-file.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'Copy the journal to a file, verified; also while the app is running',
  operands: 'FILE',
  options: {},
  details: 'An existing file is not overwritten. With --json: {"path","bytes","events"}.',
  async run(context) {
    const target = resolve(oneOperand(context, 'FILE'));
    const store = openStore({ path: journalPath(context.data), mode: 'read', owner: OWNER });
    try {
      const made = await backUpTo(store, target);
      context.print(context.json ? JSON.stringify(made) : `${made.path}: ${made.bytes} bytes, ${made.events} events, verified`);
    } finally {
      store.close();
    }
    return 0;
  },
};
