import { type Decimal } from '../engine/decimal.ts';
import { minorDigits, moneyFromFixed, type Money } from '../engine/money.ts';
import { fractionPrice } from './reading/fraction-price.ts';
import type { FillDraft, ReaderContext } from './reading/format.ts';
import { addDecimals, fixed } from './text/arithmetic.ts';
import { parseTime, timeReader, type ParsedTime } from './text/dates.ts';
import { parseNumber, type DecimalStyle } from './text/numbers.ts';
import { remembering } from './text/remember.ts';
import { TextTable } from './text/text-table.ts';
import type { ZoneClock } from './text/zones.ts';
import { ImportRefused, type DateOrder, type FillTime, type FormatId, type ImportAnswers, type ImportedFill, type Need, type RejectedLine, type Row } from './types.ts';

/** A file with more fills than this is refused: identical fills are told apart by counting them, which takes memory. */
const MAX_FILLS = 2_000_000;
const MAX_RAW = 2_000;
/** Minor units: beyond it a cost or result is damage, and far below it sums stay exact. */
const MAX_AMOUNT = 10_000_000_000_000;

export interface NormaliserOptions {
  readonly formatId: FormatId;
  readonly answers: ImportAnswers;
  readonly dateOrder: DateOrder | null;
  readonly decimalStyle: DecimalStyle;
  readonly zone: ZoneClock | null;
  /** Strict stops at the first question; otherwise questions are collected and the rest is read as far as possible. */
  readonly strict: boolean;
  onFill(fill: ImportedFill): void;
  onRejected(line: RejectedLine): void;
}

export interface NormaliserTotals {
  readonly fills: number;
  readonly repeated: number;
  readonly rejected: number;
  readonly ignored: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
  readonly accounts: ReadonlySet<string>;
  readonly symbols: ReadonlySet<string>;
  readonly currencies: ReadonlySet<string>;
  readonly needs: ReadonlySet<Need>;
  readonly gaps: number;
  readonly overlaps: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly firstReason: string | null;
}

export interface Normaliser extends ReaderContext {
  finish(): NormaliserTotals;
}

type MutableFill = { -readonly [K in keyof ImportedFill]: ImportedFill[K] };

const QUESTIONS: Readonly<Record<Need, string>> = {
  zone: 'The times in this file carry no zone. In which time zone are they?',
  date: 'This file has times of day but no date. Of which day is it?',
  'date-order': 'The dates in this file can be read two ways (day first or month first). Which is it?',
  symbol: 'This file does not say which instrument it is of. Which is it?',
  mapping: 'This table is no report of a known broker. Which column is what?',
  alike: 'Some fills of this file may be in the account already, from another report. Are they the same?',
};

/** Turns what a format's reader found into fills: exact decimals, money, instants, identity, order. */
export function normaliser(options: NormaliserOptions): Normaliser {
  const { answers, formatId } = options;
  const ignored = new Map<string, number>();
  const notes: string[] = [];
  const accounts = new Set<string>();
  const symbols = new Set<string>();
  const currencies = new Set<string>();
  const needs = new Set<Need>();
  /** Ids met so far, each with a hash of its content: enough to tell a repeated row from a contradiction. */
  const seen = new TextTable();
  const occurrences = new TextTable();
  /** Account and fill id: parts of one fill count once. */
  const pairFills = new TextTable();
  const answerDate = answers.date == null ? null : parseTime(answers.date, null);
  let fills = 0;
  let repeated = 0;
  let rejected = 0;
  let gaps = 0;
  let overlaps = 0;
  let firstMs: number | null = null;
  let lastMs: number | null = null;
  let firstReason: string | null = null;

  // Newest-first files are common, and ties in time are broken by the order of the rows: the first rows tell which way.
  const VOTES = 60;
  let held: MutableFill[] | null = [];
  let direction: 1 | -1 = 1;
  let vote = 0;
  let votes = 0;
  let votedLine = -1;
  let votedMs = 0;
  let stepLine = -1;
  let step = 0;

  const ask = (need: Need): void => {
    needs.add(need);
    if (options.strict) throw new ImportRefused('needs-answer', QUESTIONS[need], [need]);
  };

  const reject = (row: Row, reason: string): void => {
    rejected += 1;
    firstReason ??= `line ${row.line}: ${reason}`;
    options.onRejected({ line: row.line, reason, text: (row.raw === '' ? row.cells.join(' ') : row.raw).slice(0, 200) });
  };

  /** The instant of a draft, or null when the row was rejected or an answer is missing. */
  const resolve = (draft: FillDraft): FillTime | null => {
    let parsed: ParsedTime = draft.time;
    if (parsed.kind === 'ambiguous') {
      ask('date-order');
      return null;
    }
    if (parsed.kind === 'date') {
      reject(draft.row, 'The row has a date but no time of day, so its place among the trades of the day is unknown.');
      return null;
    }
    if (parsed.kind === 'time') {
      if (answerDate?.kind !== 'date') {
        ask('date');
        return null;
      }
      parsed = { kind: 'wall', ms: answerDate.ms + parsed.ms };
    }
    if (parsed.kind === 'instant') return { epochMs: parsed.ms, wallMs: null, dst: null };
    if (options.zone === null) {
      ask('zone');
      return { epochMs: null, wallMs: parsed.ms, dst: null };
    }
    const resolved = options.zone.resolve(parsed.ms);
    return { epochMs: resolved.epochMs, wallMs: parsed.ms, dst: resolved.dst };
  };

  const emit = (fill: MutableFill, line: number, lineStep: number): void => {
    fill.sequence = direction * line * 8 + lineStep;
    options.onFill(fill);
  };

  const release = (): void => {
    if (held === null) return;
    direction = vote < 0 ? -1 : 1;
    const waiting = held;
    held = null;
    for (const fill of waiting) emit(fill, fill.sourceLine, fill.sequence);
  };

  const toMoney = (value: Decimal, currency: string): Money => {
    if (value === '0') return { amount: 0, currency };
    const amount = moneyFromFixed(fixed(value), currency);
    if (Math.abs(amount.amount) > MAX_AMOUNT) throw new RangeError('no cost or result of a single fill');
    return amount;
  };
  const isFiner = (value: Decimal, currency: string): boolean => {
    const point = value.indexOf('.');
    return point !== -1 && value.length - point - 1 > minorDigits(currency);
  };

  const build = (draft: FillDraft, time: FillTime): MutableFill | null => {
    const account = draft.account ?? null;
    const symbol = draft.symbol === '' ? (answers.symbol?.trim() ?? '') : draft.symbol;
    if (symbol === '') {
      ask('symbol');
      return null;
    }
    const currency = draft.currency ?? answers.accountCurrency;
    const costCurrency = draft.costCurrency ?? currency;
    const commission = draft.commission ?? null;
    const fees = draft.fees ?? null;
    const finer = (commission !== null && isFiner(commission, costCurrency)) || (fees !== null && isFiner(fees, costCurrency));
    const id = draft.id ?? null;
    let key: string;
    if (id !== null) {
      key = draft.idSpace === undefined ? `${formatId}:${account ?? ''}:${id}` : `${draft.idSpace}:${id}`;
    } else {
      const at = time.wallMs === null ? `i${time.epochMs ?? 0}` : `w${time.wallMs}`;
      const content = `${formatId}:${account ?? ''}:${symbol}|${draft.side}|${draft.quantity}|${draft.price}|${at}${draft.distinction === undefined ? '' : `|${draft.distinction}`}`;
      key = `${content}#${occurrences.count(content)}`;
    }
    const excursion = draft.excursion ?? null;
    const result = draft.result ?? null;
    return {
      key,
      brokerFillId: draft.brokerFillId ?? null,
      account,
      symbol,
      side: draft.side,
      quantity: draft.quantity,
      quantityUnit: draft.quantityUnit ?? 'units',
      price: draft.price,
      time,
      commission: commission === null ? null : toMoney(commission, costCurrency),
      fees: fees === null ? null : toMoney(fees, costCurrency),
      costExact: finer ? addDecimals(commission ?? '0', fees ?? '0') : null,
      currency,
      basis: draft.basis,
      effect: draft.effect ?? null,
      positionAfter: draft.positionAfter ?? null,
      pointValue: draft.pointValue ?? null,
      initialStops: draft.initialStops ?? [],
      excursion: excursion === null ? null : {
        mfe: excursion.mfe === null ? null : toMoney(excursion.mfe, currency),
        mae: excursion.mae === null ? null : toMoney(excursion.mae, currency),
        scope: excursion.scope,
        ...(excursion.quantity === undefined ? {} : { quantity: excursion.quantity }),
      },
      brokerResult: result === null ? null : { amount: toMoney(result.amount, currency), costs: result.costs, impliesCosts: result.impliesCosts === true },
      tripKey: draft.tripKey ?? null,
      rank: draft.rank ?? 1,
      orderingId: draft.orderingId ?? null,
      sequence: 0,
      sourceLine: draft.row.line,
      raw: draft.row.raw.slice(0, MAX_RAW),
    };
  };

  let lastAccount: string | null = null;
  let lastSymbol = '';
  let lastCurrency = '';

  /** False for a row whose id came before: counted where it says the same, refused where it says something else. */
  const isNew = (draft: FillDraft, key: string, content: number): boolean => {
    if (draft.id == null) return true;
    // Both ends of a round trip or pair stand under the row's one id, whichever of them opens.
    const rowKey = key.includes('/') ? key.replace(/\/(?:entry|exit|buy|sell)$/, '') : key;
    const before = seen.add(rowKey, content);
    if (before === undefined) return true;
    if (before === content) repeated += 1;
    else reject(draft.row, `The id ${draft.id.replace(/\/(?:entry|exit|buy|sell)$/, '')} appears before with other content, so one of the two rows is wrong.`);
    return false;
  };

  const accept = (fill: MutableFill): void => {
    const ms = fill.time.epochMs ?? fill.time.wallMs ?? 0;
    if (fill.basis === 'pair' && fill.brokerFillId !== null) pairFills.add(`${fill.account ?? ''}|${fill.brokerFillId}`, 1);
    else fills += 1;
    if (fills + pairFills.size > MAX_FILLS) {
      throw new ImportRefused('too-large', `This file holds more than ${MAX_FILLS.toLocaleString('en-US')} fills. Export a shorter period, or split the file.`);
    }
    if (fill.account !== null && fill.account !== lastAccount) accounts.add((lastAccount = fill.account));
    if (fill.symbol !== lastSymbol) symbols.add((lastSymbol = fill.symbol));
    if (fill.currency !== lastCurrency) currencies.add((lastCurrency = fill.currency));
    if (fill.time.dst === 'gap') gaps += 1;
    if (fill.time.dst === 'overlap') overlaps += 1;
    if (firstMs === null || ms < firstMs) firstMs = ms;
    if (lastMs === null || ms > lastMs) lastMs = ms;
    if (fill.sourceLine !== stepLine) {
      stepLine = fill.sourceLine;
      step = 0;
    } else if (step < 7) step += 1;
    if (held === null) {
      emit(fill, fill.sourceLine, step);
      return;
    }
    if (fill.sourceLine !== votedLine) {
      if (votedLine !== -1 && ms !== votedMs) {
        vote += ms > votedMs ? 1 : -1;
        votes += 1;
      }
      votedLine = fill.sourceLine;
      votedMs = ms;
    }
    fill.sequence = step;
    held.push(fill);
    if (votes >= VOTES || held.length > 20_000) release();
  };

  const isCut = ({ row }: FillDraft): boolean => {
    if (row.cut === true) reject(row, 'The file ends inside this line, so what is left of it cannot be trusted.');
    return row.cut === true;
  };

  const isWanted = ({ account }: FillDraft): boolean => answers.brokerAccount == null || (account ?? '') === answers.brokerAccount;

  /** A value too large to be kept exactly makes a bad row, not a failed import. */
  const rejectTooLarge = (row: Row, error: unknown): void => {
    if (!(error instanceof RangeError)) throw error;
    reject(row, 'A number in this row is too large to be an amount, a price or a quantity.');
  };

  const readTime = timeReader(options.dateOrder);
  const number = remembering((text) => (text === '' ? null : parseNumber(text, options.decimalStyle)));

  return {
    decimalStyle: options.decimalStyle,
    number,
    price: (text, symbol) => (text.includes("'") || text.includes('’') ? fractionPrice(text, symbol) : null) ?? number(text),
    time(text, clock = '') {
      const first = readTime(text);
      if (clock === '') return first;
      if (text === '') return readTime(clock);
      if (first === null || first.kind === 'date') return readTime(`${text} ${clock}`);
      return first;
    },
    fill(draft) {
      if (!isWanted(draft) || isCut(draft)) return;
      try {
        const time = resolve(draft);
        if (time === null) return;
        const fill = build(draft, time);
        if (fill !== null && isNew(draft, fill.key, contentHash(fill))) accept(fill);
      } catch (error) {
        rejectTooLarge(draft.row, error);
      }
    },
    trip(entry, exit) {
      if (!isWanted(entry) || isCut(entry)) return;
      try {
        const entryTime = resolve(entry);
        if (entryTime === null) return;
        const exitTime = resolve(exit);
        if (exitTime === null) return;
        const entryFill = build(entry, entryTime);
        if (entryFill === null) return;
        const exitFill = build(exit, exitTime);
        if (exitFill === null || !isNew(entry, entryFill.key, (contentHash(entryFill) ^ contentHash(exitFill)) >>> 0)) return;
        accept(entryFill);
        accept(exitFill);
      } catch (error) {
        rejectTooLarge(entry.row, error);
      }
    },
    reject,
    ignore(what) {
      ignored.set(what, (ignored.get(what) ?? 0) + 1);
    },
    note(text) {
      if (!notes.includes(text) && notes.length < 50) notes.push(text);
    },
    finish() {
      release();
      return { fills: fills + pairFills.size, repeated, rejected, ignored, notes, accounts, symbols, currencies, needs, gaps, overlaps, firstMs, lastMs, firstReason };
    },
  };
}

/** What a fill says, in 32 bits. */
function contentHash({ symbol, side, quantity, price, time }: ImportedFill): number {
  const at = time.wallMs ?? time.epochMs ?? 0;
  const head = mixed(mixed((side === 'buy' ? 1 : 2) + (time.wallMs === null ? 4 : 0), Math.floor(at / 0x1_0000_0000)), at >>> 0);
  return hashed(hashed(hashed(head, symbol), quantity), price) >>> 0;
}

/** FNV-1a over a text and its end. */
function hashed(value: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) value = mixed(value, text.charCodeAt(i));
  return mixed(value, 0x1_0000);
}

function mixed(value: number, next: number): number {
  return Math.imul(value ^ next, 0x01000193);
}
