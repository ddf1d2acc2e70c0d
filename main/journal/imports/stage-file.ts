/** A file is read beside the journal (see {@link Staging}): its fills wait in temporary tables until they are taken or dropped. */
import { createHash, hash } from 'node:crypto';
import type { ImportSource } from '../../imports/containers/source.ts';
import type { ImportSummary } from '../../imports/read-import.ts';
import { resolveSymbol } from '../../imports/symbols.ts';
import type { ImportAnswers, ImportedFill, Refusal, RejectedLine } from '../../imports/types.ts';
import type { MoreOfFill } from '../../store/imported-fills.ts';
import { Staging } from '../../store/staging.ts';
import type { Store } from '../../store/open-store.ts';

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
    const { readImport } = await import('../../imports/read-import.ts');
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
export function identityOf(accountId: string, key: string): string {
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
