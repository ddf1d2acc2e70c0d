/** A staged file becomes part of the journal, with the trades that follow from it and an entry of the log; and an import is taken back. */
import type { UndoneImport } from '../../../preload/contract/imports.ts';
import type { ImportAnswers, Refusal } from '../../imports/types.ts';
import { findAccount, type Account } from '../../store/accounts.ts';
import type { Executor } from '../../store/executor.ts';
import { addToFills, bookFor, booksOfImport, deleteFills, handOverShared, partsOfImport, takeBackAdded, type Touched } from '../../store/imported-fills.ts';
import { knownParts } from '../../store/imported-trades.ts';
import { findImport, insertImport, insertRejections, listImports, markUndone, type ImportRecord } from '../../store/imports.ts';
import type { Store } from '../../store/open-store.ts';
import { noteAlike, stagedDuplicates, stagedUnknown, takeStaged } from '../../store/staging.ts';
import { JournalError } from '../errors.ts';
import { settleMatches } from '../matching.ts';
import type { Recording } from '../recording.ts';
import { AlikeFills, type Settled } from './alike.ts';
import { BookBuilder, type ChangedMatch } from './rebuild.ts';
import type { StagedFile } from './stage-file.ts';

export interface ImportResult {
  /** Null when the file had nothing new: then nothing was written. */
  readonly importId: number | null;
  readonly format: string;
  readonly fills: number;
  readonly newFills: number;
  readonly duplicates: number;
  /** Fills of another report that got a stop or costs from this one. */
  readonly added: number;
  /** Closed trades in which fills of the file play a part. */
  readonly trades: number;
  /** Positions that are open after the last fill, and to which fills of the file belong. */
  readonly openPositions: number;
  /** Positions of which the platform states another size after the last fill: fills before it are missing. */
  readonly astray: number;
  /** Fills that close what was opened before the first fill the journal has. */
  readonly unmatched: number;
  /** Instruments whose point value is needed before their trades have a result. */
  readonly unknownSymbols: readonly string[];
  /** Trades whose result is not the one the broker states. */
  readonly differing: number;
  /** Tickets for which a trade was found for sure. */
  readonly matched: number;
}

/**
 * Looks for the staged fills that the account has from another report, and notes them beside the journal: they will not be taken
 * again. What is in doubt is left out or taken as the trader says (`alike`).
 * @returns what was found, and how many fills wait for the trader's word; null when there is nothing to look for
 */
export function settleAlike(store: Store, accountId: string, file: StagedFile, alike: ImportAnswers['alike']): { readonly settled: Settled<number>; readonly unanswered: number } | null {
  if (alike === 'different') return null;
  const format = file.summary.detection.meta.format;
  // Most accounts have files of one kind.
  if (!hasOtherFormat(store, accountId, format)) return null;
  const fills = new AlikeFills<number>(store, accountId);
  for (const { staged, book, more, ...fill } of stagedUnknown(store)) {
    const { brokerAccount, contract } = file.books[book] ?? { brokerAccount: '', contract: '' };
    fills.add(staged, { ...fill, brokerAccount, contract, stops: more?.stops ?? [] });
  }
  const settled = fills.settle(format);
  noteAlike(store, [...settled.same, ...(alike === 'same' ? settled.doubtful : [])], settled.sharedIds);
  return { settled, unanswered: alike === 'same' ? 0 : settled.doubtful.length };
}

/** Whether files of another kind were imported. One that was undone counts: what it shared is there still. */
function hasOtherFormat(db: Executor, accountId: string, format: string): boolean {
  return listImports(db, accountId).some((each) => each.format !== format);
}

/** Nothing of a file is taken whose fills may be there already. */
export function askAlike(fills: number): Refusal {
  const what = fills === 1 ? 'One fill of this file' : `${fills} fills of this file`;
  return {
    code: 'needs-answer', needs: ['alike'],
    message: `${what} may be in this account already, from another report: the same second, but not quite the same. Say whether they are the same trades (then they are left out) or different ones.`,
  };
}

/** Makes a staged file part of the journal. `account` must exist by now. */
export function takeFile(recording: Recording, account: Account, file: StagedFile, alike: Settled<number> | null = null): ImportResult {
  const { tx, now } = recording;
  const { fills } = file.summary;
  const format = file.summary.detection.meta.format;
  const known = stagedDuplicates(tx);
  const books = file.books.map(({ brokerAccount, contract }) => alike?.bookOf(brokerAccount, contract) ?? bookFor(tx, account.id, brokerAccount, contract));
  const added = alike?.added ?? [];
  const base = { format, fills, newFills: Math.max(0, fills - known.fills), duplicates: known.fills, added: added.length };
  const record: Omit<ImportRecord, 'id' | 'undoneAt'> = {
    accountId: account.id, fileName: file.fileName, fileHash: file.fileHash, format, zone: file.zone, fills, newFills: base.newFills, duplicates: known.fills, rejected: file.summary.rejected, at: now,
  };
  const importId = insertImport(tx, record);
  const newFrom = takeStaged(tx, importId, books, known.parts > 0);
  insertRejections(tx, importId, file.rejections.map(({ line, reason, text }) => ({ line, reason, raw: text })));
  addToFills(tx, importId, added);
  const rebuilt = rebuildBooks(tx, account, together([...booksOfImport(tx, importId), ...added.map(({ bookId, at }) => ({ bookId, earliest: at }))]), newFrom);
  const { trades, openBooks, astray, unmatched, unknownSymbols, differing } = rebuilt;
  const before = known.parts === 0 ? { trades: 0, positions: [] } : knownParts(tx, newFrom);
  recording.note({ type: 'import-recorded', importId, accountId: account.id, fileName: file.fileName, fileHash: file.fileHash, format, zone: file.zone, fills, newFills: base.newFills, at: now });
  const matched = settleMatches(recording, account, rebuilt, 'another file says so');
  return { importId, ...base, trades: trades + before.trades, openPositions: new Set([...openBooks, ...before.positions]).size, astray, unmatched, unknownSymbols, differing, matched };
}

/** What a file has to say whose fills the journal has already; null when there is something new in it. */
export function nothingNew(tx: Executor, file: StagedFile, alike: Settled<number> | null): ImportResult | null {
  if ((alike !== null && alike.added.length > 0) || stagedDuplicates(tx).parts < file.parts) return null;
  const { fills } = file.summary;
  const { trades, positions } = knownParts(tx, Number.POSITIVE_INFINITY);
  return {
    importId: null, format: file.summary.detection.meta.format, fills, newFills: 0, duplicates: fills, added: 0, trades, openPositions: positions.length,
    astray: 0, unmatched: 0, unknownSymbols: [], differing: 0, matched: 0,
  };
}

/** One entry for each book. */
function together(touched: readonly Touched[]): Touched[] {
  const earliest = new Map<number, number>();
  for (const { bookId, earliest: at } of touched) earliest.set(bookId, Math.min(at, earliest.get(bookId) ?? at));
  return [...earliest].map(([bookId, at]) => ({ bookId, earliest: at })).toSorted((a, b) => a.bookId - b.bookId);
}

interface RebuiltBooks extends Pick<ImportResult, 'trades' | 'astray' | 'unmatched' | 'unknownSymbols' | 'differing'> {
  /** Books with an open position to which a new fill belongs. */
  readonly openBooks: readonly number[];
  readonly changedMatches: readonly ChangedMatch[];
  readonly lostMatches: readonly ChangedMatch[];
}

/** @param between runs for each book when its trades are taken away and before they are built again */
function rebuildBooks(tx: Executor, account: Account, touched: readonly Touched[], newFrom: number, between: (bookId: number) => void = () => undefined): RebuiltBooks {
  const builder = new BookBuilder(tx, account);
  const results = touched.map(({ bookId, earliest }) => builder.rebuild(bookId, earliest, newFrom, () => between(bookId)));
  builder.finish();
  return {
    trades: results.reduce((sum, { trades }) => sum + trades, 0),
    openBooks: touched.filter((_, index) => results[index]?.openPosition === true).map(({ bookId }) => bookId),
    astray: results.filter(({ astray }) => astray).length,
    unmatched: results.reduce((sum, { unmatched }) => sum + unmatched, 0),
    differing: results.reduce((sum, { differing }) => sum + differing, 0),
    unknownSymbols: [...new Set(results.flatMap(({ unknownSymbols }) => unknownSymbols))].toSorted(),
    changedMatches: results.flatMap(({ changedMatches }) => changedMatches),
    lostMatches: results.flatMap(({ lostMatches }) => lostMatches),
  };
}

/** Takes an import back as a whole. Fills that another import brought as well stay; what the trader said of its trades is kept for their return. */
export function undoImport(recording: Recording, importId: number): UndoneImport {
  const { tx, now } = recording;
  const record = findImport(tx, importId);
  if (record === null) throw new JournalError('not-found', 'There is no such import.', { field: 'importId' });
  if (record.undoneAt !== null) throw new JournalError('refused', 'This import is undone already.', { field: 'importId' });
  const account = findAccount(tx, record.accountId);
  if (account === null) throw new JournalError('internal', `The account of import ${importId} is missing.`);
  const changed = takeBackAdded(tx, importId);
  const had = partsOfImport(tx, importId);
  handOverShared(tx, importId);
  const gone = partsOfImport(tx, importId);
  const rebuilt = rebuildBooks(tx, account, together([...booksOfImport(tx, importId), ...changed]), Number.POSITIVE_INFINITY, (bookId) => deleteFills(tx, importId, bookId));
  markUndone(tx, importId, now);
  recording.note({ type: 'import-undone', importId, accountId: record.accountId, at: now });
  settleMatches(recording, account, rebuilt, 'the import of its trade was undone');
  return { stay: gone === had ? 'none' : gone === 0 ? 'all' : 'some' };
}
