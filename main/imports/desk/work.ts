/** What the import thread does: previews, imports and undoes, in the shapes of the contract. */
import type { ImportAnswers, ImportedFile, ImportOutcome, ImportPreview } from '../../../preload/contract/imports.ts';
import { JournalError } from '../../journal/errors.ts';
import { accountOfBroker } from '../../journal/imports/account.ts';
import type { ReadFileOptions } from '../../journal/imports/stage-file.ts';
import type { Journal } from '../../journal/journal.ts';
import { findAccount } from '../../store/accounts.ts';
import { sourceFromFile, type ImportSource } from '../containers/source.ts';
import type { ImportPreview as FilePreview } from '../preview-import.ts';
import { detectImport, inspectTable, type InspectedTable } from '../read-import.ts';
import type { ImportAnswers as ReaderAnswers, Refusal } from '../types.ts';
import { definedMapping, remember, rememberedMapping, shownMapping, withRemembered, type Completed } from './remembered.ts';
import type { FileRef, Work, WorkResult } from './thread.ts';

/**
 * @param written called after every transaction, so that others may write again
 * @throws JournalError
 */
export async function carryOut(work: Work, journal: Journal, options: ReadFileOptions, written: () => void): Promise<WorkResult> {
  switch (work.type) {
    case 'preview':
      return preview(work, journal, options);
    case 'import':
      return take(work, journal, options, written);
    case 'undo': {
      await options.beforeWriting?.();
      const undone = journal.undoImport(work.importId);
      written();
      return undone;
    }
  }
}

async function open({ path, name }: FileRef): Promise<ImportSource> {
  try {
    return { ...(await sourceFromFile(path)), name };
  } catch (error) {
    throw new JournalError('not-found', `${name} cannot be read any more: it was moved, deleted or is in use.`, { cause: error });
  }
}

type OpenAnswers = Omit<ReaderAnswers, 'accountCurrency'> & { readonly accountCurrency: string | null };

function readerAnswers({ zone, date, dateOrder, symbol, mapping, alike }: ImportAnswers, accountCurrency: string | null): OpenAnswers {
  return { accountCurrency, zone, date, dateOrder, symbol, alike, mapping: mapping === null ? null : definedMapping(mapping) };
}

/** The answers given, and those that were remembered for a file of the kind. */
async function completed(journal: Journal, source: ImportSource, table: InspectedTable | null, answers: ImportAnswers): Promise<Completed> {
  const mapping = answers.mapping ?? (table === null ? null : journal.read((db) => rememberedMapping(db, table.fingerprint)));
  const detected = await detectImport(source, { ...readerAnswers({ ...answers, mapping }, null), accountCurrency: 'USD' });
  // Columns that the file has not any more are no help.
  if (!detected.ok) return mapping !== null && answers.mapping === null ? completedWithout(journal, source, answers) : { answers, remembered: [] };
  const given = journal.read((db) => withRemembered(db, detected.value, { ...answers, mapping }));
  return { answers: given.answers, remembered: [...given.remembered, ...(mapping !== null && answers.mapping === null ? ['mapping' as const] : [])] };
}

async function completedWithout(journal: Journal, source: ImportSource, answers: ImportAnswers): Promise<Completed> {
  const detected = await detectImport(source, { ...readerAnswers(answers, null), accountCurrency: 'USD' });
  return detected.ok ? journal.read((db) => withRemembered(db, detected.value, answers)) : { answers, remembered: [] };
}

// ── Preview ──────────────────────────────────────────────────────────────────────────────────────────────────────

const TEXT_MAX = 300;
/** Trades that are named; of the others it is enough to know how many. */
const DIFFERING_MAX = 3;

async function preview({ file, accountId, each, answers: said }: Extract<Work, { type: 'preview' }>, journal: Journal, options: ReadFileOptions): Promise<ImportPreview> {
  const source = await open(file);
  const table = await inspectTable(source);
  const { answers, remembered } = await completed(journal, source, table, said);
  const account = accountId === null ? null : journal.read((db) => findAccount(db, accountId));
  if (accountId !== null && account === null) throw new JournalError('not-found', 'There is no such account.', { field: 'accountId' });
  // An account that is not there yet has no name that another one could have.
  const outcome = await journal.previewFile({ source, account: account?.name ?? '', each, answers: readerAnswers(answers, account?.currency ?? null) }, options);
  const shownTable = table === null ? null : { header: [...table.header], columns: [...table.columns], rows: table.rows.map((row) => [...row]), suggestion: table.suggestion === null ? null : shownMapping(table.suggestion) };
  const common = { answers, remembered: [...remembered], table: shownTable };
  if (!outcome.ok) {
    const { refusal } = outcome;
    if (refusal.code === 'cancelled') throw new JournalError('refused', refusal.message);
    return {
      // Other columns make no file shorter.
      ...common, table: refusal.code === 'too-large' ? null : shownTable, found: null, refusal: shownRefusal(refusal), needs: [...refusal.needs], dateHint: null, counts: null, from: null, to: null, brokerAccounts: [], into: [], symbols: [], currencies: [], unknownSymbols: [], ignored: [],
      notes: [], differing: [], rejected: outcome.rejected.map(({ line, reason, text }) => ({ line, reason, text: text.slice(0, TEXT_MAX) })), sample: [],
    };
  }
  const shown = shownPreview(outcome.value);
  const into = each ? journal.read((db) => shown.brokerAccounts.map((brokerAccount) => ({ brokerAccount, accountName: accountOfBroker(db, brokerAccount)?.name ?? null }))) : [];
  return { ...common, ...shown, into };
}

function shownPreview(value: FilePreview): Omit<ImportPreview, 'answers' | 'remembered' | 'table' | 'into'> {
  const { summary, fills, duplicates, lookalikes, otherReport, added } = value;
  const { meta, mapped, zoneHint, dateHint } = summary.detection;
  const unplaced = value.needs.includes('zone');
  return {
    found: { format: meta.format, broker: meta.broker, report: meta.report, container: meta.container, encoding: meta.encoding, mapped, zoneHint },
    refusal: null, needs: [...value.needs], dateHint,
    counts: {
      fills, newFills: Math.max(0, fills - duplicates), duplicates, lookalikes, otherReport, added, trades: value.trades, openPositions: value.openPositions.length, astray: value.astray, unmatched: value.unmatched, differing: value.differing.length,
      rejected: summary.rejected, repeated: summary.repeated, gaps: summary.gaps, overlaps: summary.overlaps,
    },
    from: unplaced ? null : summary.firstMs, to: unplaced ? null : summary.lastMs,
    brokerAccounts: [...summary.accounts].toSorted(), symbols: [...summary.symbols].toSorted(), currencies: [...summary.currencies].toSorted(), unknownSymbols: [...value.unknownSymbols],
    ignored: [...summary.ignored].map(([what, count]) => ({ what, count })), notes: [...summary.notes],
    differing: value.differing.slice(0, DIFFERING_MAX).flatMap((trade) => differenceOf(trade, unplaced)),
    rejected: value.rejected.map(({ line, reason, text }) => ({ line, reason, text: text.slice(0, TEXT_MAX) })),
    sample: value.sample.slice(0, 8).map((fill) => ({ line: fill.sourceLine, at: fill.time.epochMs, clock: fill.time.epochMs === null ? fill.time.wallMs : null, account: fill.account, symbol: fill.symbol, side: fill.side, quantity: fill.quantity, price: fill.price })),
  };
}

/** What a trade comes to beside what the broker says of it. */
function differenceOf({ symbol, entryTime, gross, net, brokerResult }: FilePreview['differing'][number], unplaced: boolean): ImportPreview['differing'] {
  const ours = brokerResult?.costs === 'before' ? gross : net;
  return brokerResult === null || ours === null ? [] : [{ symbol, at: unplaced ? null : entryTime, ours, stated: brokerResult.amount }];
}

function shownRefusal({ code, message }: Refusal): { code: string; message: string } {
  return { code, message };
}

// ── Import ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Destination {
  readonly account: string;
  readonly currency: string | null;
  readonly zone: string;
  /** Only the fills of this account of the file; null takes all. */
  readonly only: string | null;
}

async function take({ file, target, answers: said }: Extract<Work, { type: 'import' }>, journal: Journal, options: ReadFileOptions, written: () => void): Promise<ImportOutcome> {
  const source = await open(file);
  const table = await inspectTable(source);
  const { answers } = await completed(journal, source, table, said);
  const into = await destinations();
  const outcomes = await journal.importFiles(into.map(({ account, currency, zone, only }) => ({ source, account, answers: { ...readerAnswers(answers, currency), brokerAccount: only }, newAccountZone: zone })), options);
  written();
  const imported: ImportedFile[] = [];
  const notes = new Set<string>();
  let rejected: ImportOutcome['rejected'] = [];
  let format: string | null = null;
  for (const [index, outcome] of outcomes.entries()) {
    rejected = outcome.rejected.map(({ line, reason, text }) => ({ line, reason, text: text.slice(0, TEXT_MAX) }));
    if (!outcome.ok) return { refusal: shownRefusal(outcome.refusal), imported: [], notes: [], rejected };
    const { value } = outcome;
    format = value.format;
    for (const note of outcome.notes) notes.add(note);
    imported.push({
      importId: value.importId, accountName: into[index]?.account ?? '', fills: value.fills, newFills: value.newFills, duplicates: value.duplicates, added: value.added, trades: value.trades, openPositions: value.openPositions, astray: value.astray, unmatched: value.unmatched,
      differing: value.differing, rejected: outcome.rejected.length, unknownSymbols: [...value.unknownSymbols],
    });
  }
  if (format !== null) {
    const of = format;
    await options.beforeWriting?.();
    journal.write((db) => remember(db, of, answers, table?.fingerprint ?? null));
    written();
  }
  return { refusal: null, imported, notes: [...notes], rejected };

  async function destinations(): Promise<Destination[]> {
    if (target.kind === 'account') {
      const account = journal.read((db) => findAccount(db, target.accountId));
      if (account === null) throw new JournalError('not-found', 'There is no such account.', { field: 'target.accountId' });
      return [{ account: account.name, currency: null, zone: account.zone, only: null }];
    }
    const { currency, zone } = target;
    if (target.kind === 'new') return [{ account: target.name, currency, zone, only: null }];
    const found = await journal.previewFile({ source, account: '', answers: readerAnswers(answers, currency) }, options);
    if (!found.ok) throw new JournalError('refused', found.refusal.message);
    const { summary, unnamed } = found.value;
    if (unnamed > 0) throw new JournalError('refused', `${unnamed === 1 ? 'One fill of this file names' : `${unnamed} fills of this file name`} no account. Import the file into one account of the journal; the positions of each are counted apart there, too.`);
    return journal.read((db) => [...summary.accounts].toSorted().map((only) => ({ account: accountOfBroker(db, only)?.name ?? only, currency, zone, only })));
  }
}
