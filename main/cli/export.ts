import { resolve } from 'node:path';
import { unwatched } from '../backups/checkpoint.ts';
import { exportJournal } from '../backups/export-journal.ts';
import { oneOperand, textOption, UsageError, type Command } from './command.ts';
import { journalPath } from './journal-file.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write the whole journal as JSON or CSV; also while the app is running',
  operands: 'FILE|FOLDER',
  options: { form: { type: 'string', value: 'json|csv', help: 'json writes one file (the default); csv writes a folder with a file a table' } },
  details: 'Complete: desk restore reads it back into this or another data folder. What is there is not overwritten. With --json: {"path","tables","rows","events","bytes"}.',
  async run(context) {
    const target = resolve(oneOperand(context, 'FILE'));
    const form = textOption(context, 'form') ?? 'json';
    if (form !== 'json' && form !== 'csv') throw new UsageError(`--form is json or csv, not “${form}”.`);
    const made = await exportJournal({ journal: journalPath(context.data), target, form, at: Date.now() }, unwatched);
    context.print(context.json ? JSON.stringify(made) : `${made.path}: ${made.tables} tables, ${made.rows} rows, ${made.events} events`);
    return 0;
  },
};
