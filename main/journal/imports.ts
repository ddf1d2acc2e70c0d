/**
 * Imports: a file is read beside the journal (see {@link Staging}), then becomes part of it in one transaction, together
 * with the trades that follow from it and an entry of the log. Read again, a file changes nothing.
 */
import { createHash, hash } from 'node:crypto';
import type { ImportSource } from '../imports/containers/source.ts';
import type { AlikeGathering, Known } from '../imports/preview-import.ts';
import type { ImportSummary } from '../imports/read-import.ts';
import { resolveSymbol } from '../imports/symbols.ts';
import type { ImportAnswers, ImportedFill, Refusal, RejectedLine } from '../imports/types.ts';
import { findAccount, type Account } from '../store/accounts.ts';
import { knownParts } from '../store/imported-trades.ts';
import {
  addToFills, bookFor, booksOfImport, deleteFills, findImport, handOverShared, identityLookup, insertImport, insertRejections, listImports, markUndone, noteAlike, stagedDuplicates, stagedUnknown, Staging, takeBackAdded, takeStaged, type ImportRecord, type MoreOfFill, type Touched,
} from '../store/imports.ts';
import type { Store } from '../store/open-store.ts';
import type { Executor } from '../store/executor.ts';
import { JournalError } from './errors.ts';
import { accountOfBroker } from './imports-account.ts';
import { AlikeFills, type Settled } from './imports-alike.ts';
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

/** A file that was read and waits beside the journal. To be closed, whatever becomes of it. One is at hand at a time; others wait aside. */
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
  putAside(): void;
  bringBack(): void;
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
    const hashing = new HashedSource(source);
    const outcome = await readImport(
      hashing,
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
    const fileHash = await hashing.hash();
    return { ok: true, value: { fileName: source.name, fileHash, zone: answers.zone ?? null, summary: outcome.value, parts: staging.count, books: books.all, rejections, putAside: () => staging.putAside(), bringBack: () => staging.bringBack(), close: () => staging.close() } };
  } catch (error) {
    staging.close();
    throw error;
  }
}

/** A file whose hash is known when it was read to its end. */
class HashedSource implements ImportSource {
  readonly name: string;
  readonly size: number;
  readonly #source: ImportSource;
  #hash: string | null = null;

  constructor(source: ImportSource) {
    this.name = source.name;
    this.size = source.size;
    this.#source = source;
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    const digest = createHash('sha256');
    for await (const chunk of this.#source.chunks()) {
      digest.update(chunk);
      yield chunk;
    }
    this.#hash = digest.digest('hex');
  }

  head(length: number): Promise<Uint8Array> {
    return this.#source.head(length);
  }

  async hash(): Promise<string> {
    if (this.#hash === null) for await (const _ of this.chunks());
    return this.#hash ?? '';
  }
}

/** Numbers the books of a file; neighbouring fills are mostly of the same one. */
class BookNumbers {
  readonly all: { brokerAccount: string; contract: string }[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #contracts = new Map<string, string>();
  #last = { account: '', symbol: '', yearStart: 0, yearEnd: 0, number: 0 };

  of({ account, symbol, time }: ImportedFill): number {
    const at = instantOf(time);
    const brokerAccount = account ?? '';
    const last = this.#last;
    if (last.account === brokerAccount && last.symbol === symbol && at >= last.yearStart && at < last.yearEnd) return last.number;
    // A contract year of one digit depends on when it was traded.
    const year = new Date(at).getUTCFullYear();
    const written = `${symbol}|${year}`;
    let contract = this.#contracts.get(written);
    if (contract === undefined) this.#contracts.set(written, (contract = resolveSymbol(symbol, { at })?.contract ?? symbol));
    const key = `${brokerAccount}|${contract}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.all.length;
      this.#numbers.set(key, number);
      this.all.push({ brokerAccount, contract });
    }
    this.#last = { account: brokerAccount, symbol, yearStart: Date.UTC(year, 0, 1), yearEnd: Date.UTC(year + 1, 0, 1), number };
    return number;
  }
}

function instantOf({ epochMs }: ImportedFill['time']): number {
  if (epochMs === null) throw new Error('a fill without an instant is asked about, never stored');
  return epochMs;
}

/** 16 bytes, as hexadecimal digits, tell the fills of a lifetime apart; the account is in them, so that accounts never share a fill. */
function identityOf(accountId: string, key: string): string {
  return hash('sha256', `${accountId}\n${key}`, 'hex').slice(0, 32);
}

function stagedFill(accountId: string, fill: ImportedFill, book: number): Parameters<Staging['add']>[0] {
  return {
    identity: identityOf(accountId, fill.key), line: fill.sourceLine, raw: fill.raw, book, symbol: fill.symbol, side: fill.side, quantity: fill.quantity, price: fill.price, at: instantOf(fill.time),
    commission: fill.commission?.amount ?? null, fees: fill.fees?.amount ?? null, costCurrency: (fill.commission ?? fill.fees)?.currency ?? null, currency: fill.currency, basis: fill.basis,
    brokerFillId: fill.brokerFillId, rank: fill.rank, orderingId: fill.orderingId, sequence: fill.sequence, more: moreOf(fill),
  };
}

function moreOf({ quantityUnit, costExact, effect, positionAfter, pointValue, initialStops, excursion, brokerResult, tripKey }: ImportedFill): string | null {
  if (
    quantityUnit === 'units' && costExact === null && effect === null && positionAfter === null && pointValue === null && initialStops.length === 0 && excursion === null && brokerResult === null && tripKey === null
  ) return null;
  const more: { -readonly [K in keyof MoreOfFill]: MoreOfFill[K] } = {};
  if (quantityUnit === 'lots') more.lots = true;
  if (costExact !== null) more.costExact = costExact;
  if (effect !== null) more.effect = effect;
  if (positionAfter !== null) more.positionAfter = positionAfter;
  if (pointValue !== null) more.pointValue = pointValue;
  if (initialStops.length > 0) more.stops = initialStops;
  if (excursion !== null) {
    const { mfe, mae, scope, quantity } = excursion;
    more.excursion = { mfe: mfe?.amount ?? null, mae: mae?.amount ?? null, scope, ...(quantity === undefined ? {} : { quantity }) };
  }
  if (brokerResult !== null) more.result = { amount: brokerResult.amount.amount, costs: brokerResult.costs, impliesCosts: brokerResult.impliesCosts };
  if (tripKey !== null) more.trip = tripKey;
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

/** Makes a staged file part of the journal. `account` must exist by now. */
export function takeFile(recording: Recording, account: Account, file: StagedFile, alike: Settled<number> | null = null): ImportResult {
  const { tx, now } = recording;
  const { fills } = file.summary;
  const format = file.summary.detection.meta.format;
  const known = stagedDuplicates(tx);
  const books = file.books.map(({ brokerAccount, contract }) => alike?.bookOf(brokerAccount, contract) ?? bookFor(tx, account.id, brokerAccount, contract));
  const base = { format, fills, newFills: Math.max(0, fills - known.fills), duplicates: known.fills };
  const record: Omit<ImportRecord, 'id' | 'undoneAt'> = {
    accountId: account.id, fileName: file.fileName, fileHash: file.fileHash, format, zone: file.zone, fills, newFills: base.newFills, duplicates: known.fills, rejected: file.summary.rejected, at: now,
  };
  const importId = insertImport(tx, record);
  const newFrom = takeStaged(tx, importId, books, known.parts > 0);
  insertRejections(tx, importId, file.rejections.map(({ line, reason, text }) => ({ line, reason, raw: text })));
  const added = alike?.added ?? [];
  addToFills(tx, importId, added);
  const rebuilt = rebuildBooks(tx, account, together([...booksOfImport(tx, importId), ...added.map(({ bookId, at }) => ({ bookId, earliest: at }))]), newFrom);
  const { trades, openBooks, unmatched, unknownSymbols, differing } = rebuilt;
  const before = known.parts === 0 ? { trades: 0, positions: [] } : knownParts(tx, newFrom);
  recording.note({ type: 'import-recorded', importId, accountId: account.id, fileName: file.fileName, fileHash: file.fileHash, format, zone: file.zone, fills, newFills: base.newFills, at: now });
  const matched = settleMatches(recording, account, rebuilt, 'another file says so');
  return { importId, ...base, trades: trades + before.trades, openPositions: new Set([...openBooks, ...before.positions]).size, unmatched, unknownSymbols, differing, matched };
}

/** What a file has to say whose fills the journal has already; null when there is something new in it. */
export function nothingNew(tx: Executor, file: StagedFile, alike: Settled<number> | null): ImportResult | null {
  if ((alike !== null && alike.added.length > 0) || stagedDuplicates(tx).parts < file.parts) return null;
  const { fills } = file.summary;
  const { trades, positions } = knownParts(tx, Number.POSITIVE_INFINITY);
  return {
    importId: null, format: file.summary.detection.meta.format, fills, newFills: 0, duplicates: fills, trades, openPositions: positions.length,
    unmatched: 0, unknownSymbols: [], differing: 0, matched: 0,
  };
}

/** What a preview asks: whether the account has a fill already, by its identity or from another report. */
export function knownFills(db: Executor, accountId: string): Known {
  const hasIdentity = identityLookup(db);
  return {
    hasKey: ({ key }) => hasIdentity(identityOf(accountId, key)),
    alike: () => {
      const fills = new AlikeFills<ImportedFill>(db, accountId);
      return {
        add: (fill) => {
          const { symbol, time: { epochMs: at }, account, side, quantity, price, basis, initialStops: stops, commission, fees } = fill;
          if (at === null) return;
          fills.add(fill, {
            brokerAccount: account ?? '', contract: resolveSymbol(symbol, { at })?.contract ?? symbol, side, quantity, price, at, basis, stops,
            commission: commission?.amount ?? null, fees: fees?.amount ?? null, costCurrency: (commission ?? fees)?.currency ?? null,
          });
        },
        settle: (format) => {
          const { same, doubtful, added } = fills.settle(format);
          return { same, doubtful, added: added.length };
        },
      };
    },
  };
}

/** The same for a file of which each of the broker's accounts has an account of the journal. */
export function knownFillsOfEach(db: Executor): Known {
  const accounts = new Map<string, Known | null>();
  const of = ({ account }: ImportedFill): Known | null => {
    const brokerAccount = account ?? '';
    let known = accounts.get(brokerAccount);
    if (known === undefined) {
      const own = accountOfBroker(db, brokerAccount);
      accounts.set(brokerAccount, (known = own === null ? null : knownFills(db, own.id)));
    }
    return known;
  };
  return {
    hasKey: (fill) => of(fill)?.hasKey(fill) === true,
    alike: () => {
      const gatherings = new Map<Known, AlikeGathering>();
      return {
        add: (fill) => {
          const known = of(fill);
          if (known === null) return;
          const gathering = gatherings.get(known) ?? known.alike();
          gatherings.set(known, gathering);
          gathering.add(fill);
        },
        settle: (format) => {
          const settled = [...gatherings.values()].map((gathering) => gathering.settle(format));
          return { same: settled.flatMap(({ same }) => same), doubtful: settled.flatMap(({ doubtful }) => doubtful), added: settled.reduce((sum, { added }) => sum + added, 0) };
        },
      };
    },
  };
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

/** One entry for each book. */
function together(touched: readonly Touched[]): Touched[] {
  const earliest = new Map<number, number>();
  for (const { bookId, earliest: at } of touched) earliest.set(bookId, Math.min(at, earliest.get(bookId) ?? at));
  return [...earliest].map(([bookId, at]) => ({ bookId, earliest: at })).toSorted((a, b) => a.bookId - b.bookId);
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
  builder.finish();
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
  const changed = takeBackAdded(tx, importId);
  handOverShared(tx, importId);
  const rebuilt = rebuildBooks(tx, account, together([...booksOfImport(tx, importId), ...changed]), Number.POSITIVE_INFINITY, (bookId) => deleteFills(tx, importId, bookId));
  markUndone(tx, importId, now);
  recording.note({ type: 'import-undone', importId, accountId: record.accountId, at: now });
  settleMatches(recording, account, rebuilt, 'the import of its trade was undone');
}
