/** The help texts, from what the commands say of themselves. */
import type { Command, Option } from './command.ts';

const COMMON: Readonly<Record<string, Option>> = {
  data: { type: 'string', value: 'DIR', help: 'The data folder (HOLDFAST_DATA, or the app’s own)' },
  json: { type: 'boolean', help: 'Print JSON, errors too' },
  help: { type: 'boolean', help: 'Print this' },
};

const EXITS = 'Exit codes: 0 good, 1 a problem was found, 2 wrong usage. Errors go to standard error.';

export function overview(commands: readonly Command[]): string {
  const widest = Math.max(...commands.map(({ name }) => name.length));
  return [
    'desk: the journal of Holdfast on the command line', '',
    'Usage: desk COMMAND [options]', '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`), '',
    ...optionLines(COMMON), '',
    EXITS,
    'desk COMMAND --help says more about a command.',
  ].join('\n');
}

export function commandHelp({ name, summary, operands, options, details }: Command): string {
  return [
    `Usage: desk ${[name, operands].filter((part) => part !== '').join(' ')} [options]`, '',
    `${summary}.`, '',
    ...optionLines({ ...options, ...COMMON }),
    ...(details === undefined ? [] : ['', ...wrapped(details)]), '',
    EXITS,
  ].join('\n');
}

function optionLines(options: Readonly<Record<string, Option>>): string[] {
  const names = Object.entries(options).map(([name, { value }]) => `--${name}${value === undefined ? '' : ` ${value}`}`);
  const widest = Math.max(...names.map((name) => name.length));
  return Object.values(options).map(({ help }, index) => `  ${(names[index] ?? '').padEnd(widest)}  ${help}`);
}

const COLUMNS = 100;

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= COLUMNS) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
