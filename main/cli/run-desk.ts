/** Reads a command line, runs its command, and turns every way of failing into a message and an exit code. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { JournalError } from '../journal/errors.ts';
import { StoreError } from '../store/errors.ts';
import { atr } from './atr.ts';
import { backup } from './backup.ts';
import { ProblemError, UsageError, type Command } from './command.ts';
import { doctor } from './doctor.ts';
import { exportCommand } from './export.ts';
import { excursions } from './excursions.ts';
import { commandHelp, overview } from './help.ts';
import { importCommand } from './import.ts';
import { log } from './log.ts';
import { replay } from './replay.ts';
import { restore } from './restore.ts';
import { rules } from './rules.ts';
import { stats } from './stats.ts';
import { trades } from './trades.ts';
import { verdict } from './verdict.ts';
import { verify } from './verify.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [verdict, importCommand, trades, stats, replay, atr, excursions, log, verify, backup, restore, exportCommand, doctor, rules];

export interface Terminal {
  /** The data folder, from what --data says. */
  readonly data: (stated: string | undefined) => string;
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

const COMMON: ParseArgsOptionsConfig = { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };

/** @returns the exit code: 0 good, 1 a problem was found, 2 wrong usage */
export async function runDesk(words: readonly string[], terminal: Terminal): Promise<number> {
  const json = words.includes('--json');
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    const { code, message, exit } = described(error);
    if (json) terminal.error(JSON.stringify({ error: { code, message } }));
    else terminal.error(exit === 2 ? `desk: ${message}\nTry: ${['desk', commandIn(words)?.name, '--help'].filter(Boolean).join(' ')}` : `desk: ${message}`);
    return exit;
  }
}

/** Where the command stands: the first word that is neither an option nor the folder after --data. */
function placeOfCommand(words: readonly string[]): number {
  return words.findIndex((word, index) => !word.startsWith('-') && words[index - 1] !== '--data');
}

function commandIn(words: readonly string[]): Command | undefined {
  const name = words[placeOfCommand(words)];
  return COMMANDS.find((candidate) => candidate.name === name);
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number> {
  const place = placeOfCommand(words);
  const name = words[place];
  if (name === undefined) {
    const asked = words.includes('--help') || words.includes('-h');
    if (!asked) throw new UsageError('A command is needed.');
    terminal.out(overview(COMMANDS));
    return 0;
  }
  const command = commandIn(words);
  if (command === undefined) throw new UsageError(`There is no command “${name}”.`);
  const { values, positionals } = parsed(command, words.toSpliced(place, 1));
  if (values['help'] === true) {
    terminal.out(commandHelp(command));
    return 0;
  }
  const stated = values['data'];
  return command.run({
    options: values, positionals, json: values['json'] === true,
    data: terminal.data(typeof stated === 'string' ? stated : undefined),
    print: terminal.out,
    warn: (line) => terminal.error(`desk: ${line}`),
  });
}

function parsed(command: Command, args: string[]): { readonly values: Readonly<Record<string, string | boolean | undefined>>; readonly positionals: readonly string[] } {
  const options: ParseArgsOptionsConfig = { ...COMMON };
  for (const [name, { type }] of Object.entries(command.options)) options[name] = { type };
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    return { values: values as Readonly<Record<string, string | boolean | undefined>>, positionals };
  } catch (error) {
    // The first sentence says what is wrong; those after it are about quoting.
    throw new UsageError(error instanceof Error ? `${error.message.replace(/[.\n][^]*$/, '')}.` : String(error));
  }
}

function described(error: unknown): { readonly code: string; readonly message: string; readonly exit: 1 | 2 } {
  if (error instanceof UsageError) return { code: 'usage', message: error.message, exit: 2 };
  if (error instanceof ProblemError || error instanceof StoreError || error instanceof JournalError) return { code: error.code, message: error.message, exit: 1 };
  return { code: 'internal', message: `This should not happen: ${error instanceof Error ? error.message : String(error)}`, exit: 1 };
}
