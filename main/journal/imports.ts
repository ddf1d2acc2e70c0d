/**
 * Imports: a file is read beside the journal (see {@link Staging}), then becomes part of it in one transaction, together
 * with the trades that follow from it and an entry of the log. Read again, a file changes nothing.
 */
import { createHash, hash } from 'node:crypto';
import type { ImportSource } from '../imports/containers/source.ts';
import type { Known } from '../imports/preview-import.ts';
import type { ImportSummary } from '../imports/read-import.ts';
import { resolveSymbol } from '../imports/symbols.ts';
import type { ImportAnswers, ImportedFill, Refusal, RejectedLine } from '../imports/types.ts';
import { findAccount, type Account } from '../store/accounts.ts';
import { knownParts } from '../store/imported-trades.ts';
import {
  bookFor, booksOfImport, deleteFills, findImport, handOverShared, identityLookup, insertImport, likenessLookup, insertRejections, markUndone, stagedDuplicates, Staging, takeStaged, type ImportRecord, type MoreOfFill, type Touched,
} from '../store/imports.ts';
import type { Store } from '../store/open-store.ts';
import type { Executor } from '../store/executor.ts';
import { JournalError } from './errors.ts';
import { BookBuilder, type ChangedMatch } from './imports-rebuild.ts';
import { settleMatches } from './matching.ts';
import type { Recording } from './recording.ts';

/** Refused lines kept with an import; the rest is counted. */
const REJECTIONS_KEPT = 1_000;

export interface ReadFileOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number, fills: number) => void;
  /** Awaited when the file is read and is about to be written: the place to make others wait. Not called when nothing is written. */
  readonly beforeWriting?: () => Promise<void>;
}

/** A file that was read and waits beside the journal. To be closed, whatever becomes of it. */
export interface StagedFile {
  readonly fileName: string;
  readonly fileHash: string;
  readonly zone: string | null;
  readonly summary: ImportSummary;
  /** Fills that wait, parts counted one by one. */
  readonly parts: number;
  /** Broker's account and contract, by the number the staged fills carry. */
  readonly books: readonly { readonly brokerAccount: string; readonly contract: string }[];
  readonly rejections: readonly RejectedLine[];
  close(): void;
}

export type StageOutcome = { readonly ok: true; readonly value: StagedFile } | { readonly ok: false; readonly refusal: Refusal; readonly rejections: readonly RejectedLine[] };

/** Reads a file for an account, whose id need not exist yet. Nothing of it is in the journal when this returns. */
export async function stageFile(store: Store, accountId: string, source: ImportSource, answers: ImportAnswers, options: ReadFileOptions = {}): Promise<StageOutcome> {
  const staging = new Staging(store);
  const books = new BookNumbers();
  const rejections: RejectedLine[] = [];
  try {
    // Read when there is a file: most starts of the app never have one.
    const { readImport } = await import('../imports/read-import.ts');
    const outcome = await readImport(
      source,
      answers,
      {
        fill: (fill) => staging.add(stagedFill(accountId, fill, books.of(fill))),
        rejected: (line) => {
          if (rejections.length < REJECTIONS_KEPT) rejections.push(line);
        },
      },
      {
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        onProgress: (done, total) => options.onProgress?.(done, total, staging.count),
      },
    );
    if (!outcome.ok) {
      staging.close();
      return { ok: false, refusal: outcome.refusal, rejections };
    }
    staging.finish();
    const fileHash = await hashOf(source);
    return { ok: true, value: { fileName: source.name, fileHash, zone: answers.zone ?? null, summary: outcome.value, parts: staging.count, books: books.all, rejections, close: () => staging.close() } };
  } catch (error) {
    staging.close();
    throw error;
  }
}

async function hashOf(source: ImportSource): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of source.chunks()) digest.update(chunk);
  return digest.digest('hex');
}

/** Numbers the books of a file; neighbouring fills are mostly of the same one. */
class BookNumbers {
  readonly all: { brokerAccount: string; contract: string }[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #contracts = new Map<string, string>();

  of({ account, symbol, time }: ImportedFill): number {
    const at = instantOf(time);
    // A contract year of one digit depends on when it was traded.
    const written = `${symbol}|${new Date(at).getUTCFullYear()}`;
    let contract = this.#contracts.get(written);
    if (contract === undefined) this.#contracts.set(written, (contract = resolveSymbol(symbol, { at })?.contract ?? symbol));
    const brokerAccount = account ?? '';
    const key = `${brokerAccount}|${contract}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.all.length;
      this.#numbers.set(key, number);
      this.all.push({ brokerAccount, contract });
    }
    return number;
  }
}

function instantOf({ epochMs }: ImportedFill['time']): number {
  if (epochMs === null) throw new Error('a fill without an instant is asked about, never stored');
  return epochMs;
}

/** 16 bytes tell the fills of a lifetime apart; the account is in them, so that accounts never share a fill. */
function identityOf(accountId: string, key: string): Uint8Array {
  return hash('sha256', `${accountId}\n${key}`, 'buffer').subarray(0, 16);
}

function stagedFill(accountId: string, fill: ImportedFill, book: number): Parameters<Staging['add']>[0] {
  return {
    identity: identityOf(accountId, fill.key), line: fill.sourceLine, raw: fill.raw, book, symbol: fill.symbol, side: fill.side, quantity: fill.quantity, price: fill.price, at: instantOf(fill.time),
    commission: fill.commission?.amount ?? null, fees: fill.fees?.amount ?? null, costCurrency: (fill.commission ?? fill.fees)?.currency ?? null, currency: fill.currency, basis: fill.basis,
    brokerFillId: fill.brokerFillId, rank: fill.rank, orderingId: fill.orderingId, sequence: fill.sequence, more: moreOf(fill),
  };
}

function moreOf(fill: ImportedFill): string | null {
  const { excursion, brokerResult } = fill;
  if (
    fill.quantityUnit === 'units' && fill.costExact === null && fill.effect === null && fill.positionAfter === null && fill.pointValue === null && fill.initialStops.length === 0 &&
    excursion === null && brokerResult === null && fill.tripKey === null
  ) return null;
  const more: MoreOfFill = {
    ...(fill.quantityUnit === 'lots' ? { lots: true as const } : {}),
    ...(fill.costExact === null ? {} : { costExact: fill.costExact }),
    ...(fill.effect === null ? {} : { effect: fill.effect }),
    ...(fill.positionAfter === null ? {} : { positionAfter: fill.positionAfter }),
    ...(fill.pointValue === null ? {} : { pointValue: fill.pointValue }),
    ...(fill.initialStops.length === 0 ? {} : { stops: fill.initialStops }),
    ...(excursion === null ? {} : { excursion: { mfe: excursion.mfe?.amount ?? null, mae: excursion.mae?.amount ?? null, scope: excursion.scope } }),
    ...(brokerResult === null ? {} : { result: { amount: brokerResult.amount.amount, costs: brokerResult.costs, impliesCosts: brokerResult.impliesCosts } }),
    ...(fill.tripKey === null ? {} : { trip: fill.tripKey }),
  };
  return JSON.stringify(more);
}

// ── Taking a staged file in ──────────────────────────────────────────────────────────────────────────────────────

export interface ImportResult {
  /** Null when the file had nothing new: then nothing was written. */
  readonly importId: number | null;
  readonly format: string;
  readonly fills: number;
  readonly newFills: number;
  readonly duplicates: number;
  /** Closed trades in which fills of the file play a part. */
  readonly trades: number;
  /** Positions that are open after the last fill, and to which fills of the file belong. */
  readonly openPositions: number;
  /** Fills that close what was opened before the first fill the journal has. */
  readonly unmatched: number;
  /** Instruments whose point value is needed before their trades have a result. */
  readonly unknownSymbols: readonly string[];
  /** Trades whose result is not the one the broker states. */
  readonly differing: number;
  /** Tickets for which a trade was found for sure. */
  readonly matched: number;
}

/** Makes a staged file part of the journal. `account` must exist by now. */
export function takeFile(recording: Recording, account: Account, file: StagedFile): ImportResult {
  const { tx, now } = recording;
  const { fills } = file.summary;
  const format = file.summary.detection.meta.format;
  const known = stagedDuplicates(tx);
  const books = file.books.map(({ brokerAccount, contract }) => bookFor(tx, account.id, brokerAccount, contract));
  const base = { format, fills, newFills: Math.max(0, fills - known.fills), duplicates: known.fills };
  const record: Omit<ImportRecord, 'id' | 'undoneAt'> = {
    accountId: account.id, fileName: file.fileName, fileHash: file.fileHash, format, zone: file.zone, fills, newFills: base.newFills, duplicates: known.fills, rejected: file.summary.rejected, at: now,
  };
  const importId = insertImport(tx, record);
  const newFrom = takeStaged(tx, importId, books);
  insertRejections(tx, importId, file.rejections.map(({ line, reason, text }) => ({ line, reason, raw: text })));
  const rebuilt = rebuildBooks(tx, account, booksOfImport(tx, importId), newFrom);
  const { trades, openBooks, unmatched, unknownSymbols, differing } = rebuilt;
  const before = known.parts === 0 ? { trades: 0, positions: [] } : knownParts(tx, newFrom);
  recording.note({ type: 'import-recorded', importId, accountId: account.id, fileName: file.fileName, fileHash: file.fileHash, format, zone: file.zone, fills, newFills: base.newFills, at: now });
  const matched = settleMatches(recording, account, rebuilt, 'another file says so');
  return { importId, ...base, trades: trades + before.trades, openPositions: new Set([...openBooks, ...before.positions]).size, unmatched, unknownSymbols, differing, matched };
}

/** What a file has to say whose fills the journal has already; null when there is something new in it. */
export function nothingNew(tx: Executor, file: StagedFile): ImportResult | null {
  if (stagedDuplicates(tx).parts < file.parts) return null;
  const { fills } = file.summary;
  const { trades, positions } = knownParts(tx, Number.POSITIVE_INFINITY);
  return {
    importId: null, format: file.summary.detection.meta.format, fills, newFills: 0, duplicates: fills, trades, openPositions: positions.length,
    unmatched: 0, unknownSymbols: [], differing: 0, matched: 0,
  };
}

/** What a preview asks: whether the account has a fill already, or one that looks like it from another report. */
export function knownFills(db: Executor, accountId: string): Known {
  const hasIdentity = identityLookup(db);
  const isAlike = likenessLookup(db, accountId);
  return {
    hasKey: ({ key }) => hasIdentity(identityOf(accountId, key)),
    hasContent: ({ symbol, side, quantity, price, time: { epochMs: at } }) => at !== null && isAlike({ contract: resolveSymbol(symbol, { at })?.contract ?? symbol, at, side, quantity, price }),
  };
}

interface RebuiltBooks extends Pick<ImportResult, 'trades' | 'unmatched' | 'unknownSymbols' | 'differing'> {
  /** Books with an open position to which a new fill belongs. */
  readonly openBooks: readonly number[];
  readonly changedMatches: readonly ChangedMatch[];
  readonly lostMatches: readonly ChangedMatch[];
}

/** @param between runs for each book when its trades are taken away and before they are built again */
function rebuildBooks(tx: Executor, account: Account, touched: readonly Touched[], newFrom: number, between: (bookId: number) => void = () => undefined): RebuiltBooks {
  const builder = new BookBuilder(tx, account);
  const results = touched.map(({ bookId, earliest }) => builder.rebuild(bookId, earliest, newFrom, () => between(bookId)));
  return {
    trades: results.reduce((sum, { trades }) => sum + trades, 0),
    openBooks: touched.filter((_, index) => results[index]?.openPosition === true).map(({ bookId }) => bookId),
    unmatched: results.reduce((sum, { unmatched }) => sum + unmatched, 0),
    differing: results.reduce((sum, { differing }) => sum + differing, 0),
    unknownSymbols: [...new Set(results.flatMap(({ unknownSymbols }) => unknownSymbols))].toSorted(),
    changedMatches: results.flatMap(({ changedMatches }) => changedMatches),
    lostMatches: results.flatMap(({ lostMatches }) => lostMatches),
  };
}

// ── Undo ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes an import back as a whole. Fills that another import brought as well stay; what the trader said of its trades is kept for their return. */
export function undoImport(recording: Recording, importId: number): void {
  const { tx, now } = recording;
  const record = findImport(tx, importId);
  if (record === null) throw new JournalError('not-found', 'There is no such import.', { field: 'importId' });
  if (record.undoneAt !== null) throw new JournalError('refused', 'This import is undone already.', { field: 'importId' });
  const account = findAccount(tx, record.accountId);
  if (account === null) throw new JournalError('internal', `The account of import ${importId} is missing.`);
  handOverShared(tx, importId);
  const rebuilt = rebuildBooks(tx, account, booksOfImport(tx, importId), Number.POSITIVE_INFINITY, (bookId) => deleteFills(tx, importId, bookId));
  markUndone(tx, importId, now);
  recording.note({ type: 'import-undone', importId, accountId: record.accountId, at: now });
  settleMatches(recording, account, rebuilt, 'the import of its trade was undone');
}
