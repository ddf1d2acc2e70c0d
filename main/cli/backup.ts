import { existsSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { copyLocked, hashUnlocked } from '../backups/age-file.ts';
import { backUpTo, type VerifiedCopy } from '../store/backup.ts';
import { removeDatabase } from '../store/files.ts';
import { openStore } from '../store/open-store.ts';
import { oneOperand, ProblemError, textOption, type Command, type CommandContext } from './command.ts';
import { journalPath, OWNER, readText } from './journal-file.ts';

export const PASSPHRASE_OPTION = { type: 'string', value: 'FILE', help: 'Encrypted in the age format, with the passphrase in the first line of FILE' } as const;

/** Null without the option. */
export function passphraseOf(context: CommandContext): string | null {
  const file = textOption(context, 'passphrase-file');
  if (file === undefined) return null;
  const [line = ''] = readText(file).split(/\r?\n/, 1);
  if (line === '') throw new ProblemError('refused', `The first line of ${file} is empty: it has to be the passphrase.`);
  return line;
}

export const backup: Command = {
  name: 'backup',
  summary: 'Copy the journal to a file, verified; also while the app is running',
  operands: 'FILE',
  options: { 'passphrase-file': PASSPHRASE_OPTION },
  details: 'An existing file is not overwritten. With --json: {"path","bytes","events"}.',
  async run(context) {
    const target = resolve(oneOperand(context, 'FILE'));
    const passphrase = passphraseOf(context);
    const store = openStore({ path: journalPath(context.data), mode: 'read', owner: OWNER });
    try {
      const made = passphrase === null ? await backUpTo(store, target) : await locked(target, passphrase, (plain) => backUpTo(store, plain));
      context.print(context.json ? JSON.stringify(made) : `${made.path}: ${made.bytes} bytes, ${made.events} events, verified${passphrase === null ? '' : ', encrypted'}`);
    } finally {
      store.close();
    }
    return 0;
  },
};

async function locked(target: string, passphrase: string, copyTo: (plain: string) => Promise<VerifiedCopy>): Promise<VerifiedCopy> {
  if (existsSync(target)) throw new ProblemError('conflict', `There is a file at ${target} already: choose another name.`);
  const plain = `${target}.plain`;
  removeDatabase(plain);
  try {
    const { events } = await copyTo(plain);
    const written = await copyLocked(plain, target, passphrase, () => undefined);
    if ((await hashUnlocked(target, passphrase, () => undefined)) !== written) throw new ProblemError('unavailable', `What was written to ${target} is not what can be read from it.`);
    return { path: target, bytes: statSync(target).size, events };
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  } finally {
    removeDatabase(plain);
  }
}
