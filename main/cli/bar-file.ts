/** Files of price bars, as the commands read them. */
import { resolve } from 'node:path';
import { sourceFromFile } from '../imports/containers/source.ts';
import { readBars, type BarOptions, type ReadBars } from '../imports/bars/read-bars.ts';
import { ProblemError, textOption, UsageError, type CommandContext } from './command.ts';
import { unreadable } from './journal-file.ts';

export const BARS = { type: 'string', value: 'FILE', help: 'Bars as CSV: time, open, high, low, close, in any order under a header' } as const;

/** Reads the file of `--bars`. */
export async function barsOption(context: CommandContext, options: Omit<BarOptions, 'onRejected'>): Promise<ReadBars> {
  const named = textOption(context, 'bars');
  if (named === undefined) throw new UsageError('--bars FILE is missing.');
  const path = resolve(named);
  const source = await sourceFromFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const outcome = await readBars(source, { ...options, onRejected: ({ line, reason }) => context.warn(`line ${line}: ${reason}`) });
  if (!outcome.ok) throw new ProblemError(outcome.refusal.code, outcome.refusal.needs.includes('zone') ? `${outcome.refusal.message} Say it with --zone ZONE, such as --zone America/New_York.` : outcome.refusal.message);
  return outcome.value;
}

/** How long bars are, in words. */
export function barLength(seconds: number | null): string {
  return seconds === null ? 'unknown length' : seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
