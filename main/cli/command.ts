/** What a command of `desk` is, and the two ways it fails. */
import type { ParseArgsOptionDescriptor } from 'node:util';

export interface Option extends ParseArgsOptionDescriptor {
  /** For the help: what the option is for, and its default. */
  readonly help: string;
  /** Name of the value in the help; left out for a switch. */
  readonly value?: string;
}

export interface CommandContext {
  /** Values by option name: text, or true for a switch. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  readonly json: boolean;
  /** The data folder. */
  readonly data: string;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** Writes a line to standard error: what is no failure, and still to be known. */
  readonly warn: (line: string) => void;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name: "FILE", "show | export [FILE] | import FILE". */
  readonly operands: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Further paragraphs of the help. */
  readonly details?: string;
  /** @returns the exit code: 0 good, 1 a problem was found */
  run(context: CommandContext): number | Promise<number>;
}

/** The command was not understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command was understood and cannot be done: exit code 1. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Text of an option, or undefined. */
export function textOption({ options }: CommandContext, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A positive whole number from an option. */
export function countOption(context: CommandContext, name: string, otherwise: number): number {
  const text = textOption(context, name);
  if (text === undefined) return otherwise;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new UsageError(`--${name} takes a number above zero, not “${text}”.`);
  return count;
}

/** Exactly one operand. */
export function oneOperand({ positionals }: CommandContext, name: string): string {
  const [first, ...rest] = positionals;
  if (first === undefined) throw new UsageError(`${name} is missing.`);
  if (rest.length > 0) throw new UsageError(`Only one ${name} is taken; “${rest[0]}” is too much.`);
  return first;
}

export function noOperands({ positionals }: CommandContext): void {
  if (positionals[0] !== undefined) throw new UsageError(`“${positionals[0]}” is too much.`);
}
