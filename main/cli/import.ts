import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { sourceFromFile, type ImportSource } from '../imports/containers/source.ts';
import { definedMapping, hasMappings, rememberedMapping, rememberMapping, shownMapping } from '../imports/desk/remembered.ts';
import { parseMapping } from '../imports/mapper/mapping.ts';
import { previewImport } from '../imports/preview-import.ts';
import { inspectTable, type ImportSummary } from '../imports/read-import.ts';
import type { DateOrder, ImportAnswers, Need, Refusal, RejectedLine } from '../imports/types.ts';
import { parseFixed } from '../engine/decimal.ts';
import { INSTRUMENTS } from '../engine/instruments.ts';
import { counted } from '../engine/judgement.ts';
import type { Instrument } from '../engine/model.ts';
import { accountNamed } from '../journal/accounts.ts';
import { knownFills, openBefore } from '../journal/imports/known-fills.ts';
import type { ImportResult } from '../journal/imports/take-file.ts';
import type { Executor } from '../store/executor.ts';
import { findInstrument, listInstruments } from '../store/instruments.ts';
import { textOption, UsageError, oneOperand, ProblemError, type Command, type CommandContext } from './command.ts';
import { journalPath, readingLater, readText, unreadable, writingLater } from './journal-file.ts';

/** What an import says of itself, in the words of the command line. */
interface Printed {
  readonly format: string;
  readonly fills: number;
  readonly newFills: number;
  readonly duplicates: number;
  readonly trades: number | null;
  readonly openPositions: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
}

export const importCommand: Command = {
  name: 'import',
  summary: 'Import fills from a file of a broker or a platform',
  operands: 'FILE',
  options: {
    'account': { type: 'string', value: 'NAME', help: 'The account; a new name adds one' },
    'zone': { type: 'string', value: 'ZONE', help: 'Time zone of times without an offset, such as America/New_York' },
    'format': { type: 'string', value: 'F', help: 'Read the file as this format, whatever it looks like' },
    'date': { type: 'string', value: 'DATE', help: 'Date of a file that has only times of day, such as 2026-11-20' },
    'date-order': { type: 'string', value: 'ORDER', help: 'mdy or dmy, where 05/03/2026 may be either' },
    'symbol': { type: 'string', value: 'SYMBOL', help: 'Instrument of a file that names none' },
    'instrument': { type: 'string', value: 'LIST', help: 'Tick size and point value of unknown instruments, as KC=0.05:375,ACME=0.01:1' },
    'mapping': { type: 'string', value: 'FILE', help: 'Columns of a table that is no known broker’s, as JSON' },
    'alike': { type: 'string', value: 'WHAT', help: 'same or different: what fills are that look like those of another report' },
    'currency': { type: 'string', value: 'CUR', help: 'Currency of a new account (USD, or the file’s own)' },
    'dry-run': { type: 'boolean', help: 'Say what would be imported, and write nothing' },
  },
  details:
    'With --json: {"format","fills","newFills","duplicates","trades","openPositions","rejected":[{"line","reason"}]}. trades and openPositions are those in which fills of the file play a part; ' +
    'in a dry run those that the file makes by itself. The same file again changes nothing. The app must not be running, except for a dry run.',
  async run(context) {
    // Rows live for a moment: generations that grow with them would only take memory, some 100 MB of it.
    setFlagsFromString('--semi-space-growth-factor=1');
    setFlagsFromString('--heap-growing-percent=20');
    const path = resolve(oneOperand(context, 'FILE'));
    const account = textOption(context, 'account')?.trim();
    if (account === undefined || account === '') throw new UsageError('--account NAME is missing.');
    if (account.length > 120) throw new UsageError('The name of an account has at most 120 characters.');
    const source = await sourceAt(path);
    const answers = answersOf(context);
    const added = instrumentsOf(textOption(context, 'instrument') ?? '', answers.accountCurrency ?? 'USD');
    const { printed, hints } = context.options['dry-run'] === true ? await preview(context, source, account, answers, added) : await take(context, source, account, answers, added);
    for (const hint of hints) context.warn(hint);
    if (context.json) context.print(JSON.stringify(printed));
    else for (const line of said(printed)) context.print(line);
    return 0;
  },
};

async function sourceAt(path: string): Promise<ImportSource> {
  try {
    return await sourceFromFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

type Answers = Omit<ImportAnswers, 'accountCurrency'> & { readonly accountCurrency: string | null };

function answersOf(context: CommandContext): Answers {
  const currency = textOption(context, 'currency')?.toUpperCase() ?? null;
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) throw new UsageError('--currency takes a code such as USD.');
  const order = textOption(context, 'date-order') ?? null;
  if (order !== null && order !== 'mdy' && order !== 'dmy') throw new UsageError('--date-order is mdy or dmy.');
  const alike = textOption(context, 'alike') ?? null;
  if (alike !== null && alike !== 'same' && alike !== 'different') throw new UsageError('--alike is same or different.');
  const mapping = textOption(context, 'mapping');
  return {
    accountCurrency: currency, zone: textOption(context, 'zone') ?? null, date: textOption(context, 'date') ?? null, dateOrder: order satisfies DateOrder | null, symbol: textOption(context, 'symbol') ?? null,
    format: textOption(context, 'format') ?? null, alike, mapping: mapping === undefined ? null : parsed(mapping),
  };
}

/** `KC=0.05:375,ACME=0.01:1`: tick size and value of one point for one unit. */
function instrumentsOf(list: string, currency: string): Instrument[] {
  const [like] = INSTRUMENTS;
  if (list.trim() === '' || like === undefined) return [];
  return list.split(',').map((entry) => {
    const [, symbol = '', tickSize = '', pointValue = ''] = /^\s*([A-Za-z0-9./_^-]{1,24})=(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)\s*$/.exec(entry) ?? [];
    if (symbol === '' || [tickSize, pointValue].some((value) => (parseFixed(value) ?? 0n) <= 0n)) throw new UsageError('--instrument takes SYMBOL=TICK:POINT, such as KC=0.05:375, with commas between several.');
    return { symbol, name: symbol, kind: 'other', tickSize, pointValue, currency, quantityStep: '1', priceDecimals: tickSize.split('.')[1]?.length ?? 0, calendarId: like.calendarId };
  });
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('mapping-invalid', `${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Outcome {
  readonly printed: Printed;
  /** What the trader should know besides. */
  readonly hints: readonly string[];
}

async function take(context: CommandContext, source: ImportSource, account: string, answers: Answers, added: readonly Instrument[]): Promise<Outcome> {
  const outcome = await writingLater(context.data, async (journal) => {
    // What is known already stays as it is.
    for (const { symbol, tickSize, pointValue, currency } of added) if (journal.read((db) => findInstrument(db, symbol)) === null) journal.valueInstrument({ symbol, tickSize, pointValue, currency });
    const outcome = await journal.importFile({ source, account, answers: await withMapping((work) => journal.read(work), source, answers), newAccountZone: answers.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone });
    const table = outcome.ok && answers.mapping != null ? await inspectTable(source) : null;
    if (table !== null) journal.write((db) => rememberMapping(db, table.fingerprint, shownMapping(parseMapping(answers.mapping))));
    return outcome;
  });
  if (!outcome.ok) throw refused(outcome.refusal);
  const { format, fills, newFills, duplicates, trades, openPositions, matched } = outcome.value;
  return { printed: { format, fills, newFills, duplicates, trades, openPositions, rejected: lines(outcome.rejected) }, hints: [...outcome.notes, ...hintsOf(outcome.brokerAccounts, outcome.value), ...(matched > 0 ? [`${counted(matched, 'trade is', 'trades are')} matched with a ticket.`] : [])] };
}

/** Columns assigned to this header before, here or in the window, hold until others are said. */
async function withMapping(read: <T>(work: (db: Executor) => T) => T, source: ImportSource, answers: Answers): Promise<Answers> {
  if (answers.mapping != null || answers.format != null || !read(hasMappings)) return answers;
  const table = await inspectTable(source);
  const mapping = table === null ? null : read((db) => rememberedMapping(db, table.fingerprint));
  return mapping === null ? answers : { ...answers, mapping: definedMapping(mapping) };
}

async function preview(context: CommandContext, source: ImportSource, name: string, answers: Answers, added: readonly Instrument[]): Promise<Outcome> {
  const read = async (known: Parameters<typeof previewImport>[3], currency: string, values: ReadonlyMap<string, (typeof INSTRUMENTS)[number]>, said = answers, open: (summary: ImportSummary) => readonly string[] = () => []): Promise<Outcome> => {
    const outcome = await previewImport(source, { ...said, accountCurrency: currency }, (root) => values.get(root) ?? null, known);
    if (!outcome.ok) throw refused(outcome.refusal);
    const { value } = outcome;
    if (value.needs.length > 0) throw refused({ code: 'needs-answer', message: 'This file cannot be imported yet.', needs: value.needs });
    return {
      printed: {
        format: value.summary.detection.meta.format, fills: value.fills, newFills: value.fills - value.duplicates, duplicates: value.duplicates, trades: value.trades, openPositions: value.openPositions.length,
        rejected: lines(value.rejected),
      },
      hints: [
        ...value.summary.notes, ...hintsOf([...value.summary.accounts].toSorted(), { ...value, differing: value.differing.length }),
        ...(value.fills === value.duplicates ? [] : open(value.summary)),
        ...(value.otherReport > 0 ? [`${counted(value.otherReport, 'fill is', 'fills are')} in the account already, from another report; none is counted twice.`] : []),
      ],
    };
  };
  if (!existsSync(journalPath(context.data))) return read(null, answers.accountCurrency ?? 'USD', new Map([...INSTRUMENTS, ...added].map((each) => [each.symbol, each])));
  return readingLater(context.data, async (store) => {
    const account = accountNamed(store, name);
    const instruments = new Map([...listInstruments(store), ...added].map((each) => [each.symbol, each]));
    return read(account === null ? null : knownFills(store, account.id), account?.currency ?? answers.accountCurrency ?? 'USD', instruments, await withMapping((work) => work(store), source, answers), (summary) => (account === null ? [] : openBefore(store, account, summary)));
  });
}

const OPTIONS: Readonly<Record<Need, string>> = {
  'zone': '--zone ZONE, such as --zone America/New_York',
  'date': '--date DATE, such as --date 2026-11-20',
  'date-order': '--date-order mdy or --date-order dmy',
  'symbol': '--symbol SYMBOL, such as --symbol MES',
  'mapping': '--mapping FILE',
  'alike': '--alike same or --alike different',
};

function refused({ code, message, needs }: Refusal): ProblemError {
  return new ProblemError(code, needs.length === 0 ? message : `${message} Say it with ${needs.map((need) => OPTIONS[need]).join(' and ')}.`);
}

function lines(rejected: readonly RejectedLine[]): Printed['rejected'] {
  return rejected.map(({ line, reason }) => ({ line, reason }));
}

function hintsOf(brokerAccounts: readonly string[], { astray, unmatched, unknownSymbols, differing }: Pick<ImportResult, 'astray' | 'unmatched' | 'unknownSymbols' | 'differing'>): string[] {
  return [
    ...(brokerAccounts.length > 1 ? [`The file has ${brokerAccounts.length} accounts: ${brokerAccounts.join(', ')}. Their positions are counted apart; the app’s import page can give each an account of its own.`] : []),
    ...(astray > 0 ? [`After the last fill the platform states another position than the fills add up to, in ${counted(astray, 'instrument')}: fills before it are missing. Import those too; until then the trades after them are one that stays open.`] : []),
    ...(unmatched > 0 ? [`${counted(unmatched, 'fill closes a position', 'fills close positions')} opened before the first fill: no trade can be made of that.`] : []),
    ...(unknownSymbols.length > 0 ? [`The point value of ${unknownSymbols.join(', ')} is not known: say it with --instrument, so that results are computed and not the broker’s.`] : []),
    ...(differing > 0 ? [`${counted(differing, 'trade has', 'trades have')} another result than the broker states.`] : []),
  ];
}

function said({ format, fills, newFills, duplicates, trades, openPositions, rejected }: Printed): string[] {
  return [
    `${format}: ${counted(fills, 'fill')}, ${newFills} new, ${duplicates} known; ${trades === null ? 'many trades' : counted(trades, 'trade')}, ${counted(openPositions, 'open position')}`,
    ...(rejected.length === 0 ? [] : [`${counted(rejected.length, 'line')} refused`, ...rejected.slice(0, 20).map(({ line, reason }) => `  line ${line}: ${reason}`)]),
  ];
}
