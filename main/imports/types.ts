import type { Decimal } from '../engine/decimal.ts';
import type { Money } from '../engine/money.ts';

export type Side = 'buy' | 'sell';

/** The order of day and month in a numeric date; a year written first is always year-month-day. */
export type DateOrder = 'mdy' | 'dmy';

/** What a fill row really was in the file, because that limits what it can tell. */
export type FillBasis =
  /** one execution */
  | 'fill'
  /** one order at its average fill price */
  | 'order'
  /** one part of a fill, from a row that pairs a buy with a sell (the same fill id recurs) */
  | 'pair'
  /** the entry or exit of a round trip: the broker's single fills are not in the file */
  | 'trip';

export interface FillTime {
  /** Milliseconds since 1970 UTC; null while the source zone is unknown (a preview without an answer). */
  readonly epochMs: number | null;
  /** The clock reading in the file as if it were UTC; null where the row carries its own offset. */
  readonly wallMs: number | null;
  /** The reading did not exist (clocks went forward) or existed twice (clocks went back) in the given zone. */
  readonly dst: 'gap' | 'overlap' | null;
}

export interface StopLevel {
  readonly price: Decimal;
  readonly quantity: Decimal;
}

/** MFE and MAE as a broker states them, signs normalised: MFE ≥ 0, MAE ≤ 0. */
export interface ImportedExcursion {
  readonly mfe: Money | null;
  readonly mae: Money | null;
  /** `row`: of this row's own quantity. `flat-to-flat`: of everything since the position was last flat. */
  readonly scope: 'row' | 'flat-to-flat';
  /** Flat to flat: all that was traded in between, by which the trade is known to be whole. */
  readonly quantity?: Decimal;
}

/** The broker's own realised result, for checking ours; never used in place of it where ours can be computed. */
export interface BrokerResult {
  readonly amount: Money;
  readonly costs: 'before' | 'after';
  /** The result is after all costs but the file does not list them all: they are what is missing from the gross. */
  readonly impliesCosts: boolean;
}

export interface ImportedFill {
  /** Idempotency key, unique within one journal account (see docs/imports.md). */
  readonly key: string;
  readonly brokerFillId: string | null;
  /** The account as the file names it; null where it names none. */
  readonly account: string | null;
  /** As written, trimmed. */
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Decimal;
  /** Lots of a forex or CFD account are not units; the instrument's point value has to be per lot. */
  readonly quantityUnit: 'units' | 'lots';
  readonly price: Decimal;
  readonly time: FillTime;
  /** Costs are positive when charged, negative when rebated; null is unknown. */
  readonly commission: Money | null;
  readonly fees: Money | null;
  /** commission + fees in currency units where the file is finer than a minor unit; otherwise null. */
  readonly costExact: Decimal | null;
  readonly currency: string;
  readonly basis: FillBasis;
  /** What the broker says the fill did; null where it does not say. */
  readonly effect: 'open' | 'close' | null;
  /** Signed position after this fill as the broker states it. */
  readonly positionAfter: Decimal | null;
  /** Value of one point for one unit as the file states it. */
  readonly pointValue: Decimal | null;
  /** Stops of the bracket that came with the order: the initial risk. */
  readonly initialStops: readonly StopLevel[];
  readonly excursion: ImportedExcursion | null;
  readonly brokerResult: BrokerResult | null;
  /** Links the two fills of one round-trip row. */
  readonly tripKey: string | null;
  /** Order among fills of one instant: rank, then numeric ordering id, then sequence. */
  readonly rank: number;
  readonly orderingId: string | null;
  readonly sequence: number;
  readonly sourceLine: number;
  readonly raw: string;
}

export interface RejectedLine {
  readonly line: number;
  readonly reason: string;
  /** The beginning of the line. */
  readonly text: string;
}

/** What only the trader can say about a file. */
export type Need =
  /** clock readings without an offset: which IANA zone are they in? */
  | 'zone'
  /** times of day without a date */
  | 'date'
  /** 05/03/2026: March or May? */
  | 'date-order'
  /** a file that does not name its instrument */
  | 'symbol'
  /** columns of an unknown CSV */
  | 'mapping'
  /** fills that may be in the journal from another report */
  | 'alike';

export type FormatId = string;

/** Everything the caller knows that the file may not. */
export interface ImportAnswers {
  /** Currency of the journal's account, used where the file names none (ISO 4217). */
  readonly accountCurrency: string;
  /** IANA zone of clock readings without an offset. */
  readonly zone?: string | null;
  /** Date (YYYY-MM-DD) of a file that has only times of day. */
  readonly date?: string | null;
  readonly dateOrder?: DateOrder | null;
  /** Instrument of a file that names none. */
  readonly symbol?: string | null;
  /** Read as this format whatever detection says. */
  readonly format?: FormatId | null;
  /** Only the fills of this account of the file; all of them without. */
  readonly brokerAccount?: string | null;
  /** Column mapping of a CSV that is no known broker's. */
  readonly mapping?: unknown;
  /**
   * Fills that may be in the journal from another report. `same`: they are, leave them out. `different`: they are other trades, and
   * so is everything else that looks like another report's.
   */
  readonly alike?: 'same' | 'different' | null;
}

export interface ImportMeta {
  readonly format: FormatId;
  readonly broker: string;
  readonly report: string;
  readonly container: 'csv' | 'html' | 'xlsx' | 'xml';
  readonly encoding: string;
}

export type RefusalCode =
  | 'empty'
  | 'not-a-text-table'
  | 'encoding'
  | 'unknown-format'
  | 'unread-layout'
  | 'needs-answer'
  | 'bad-answer'
  | 'damaged'
  | 'too-large'
  | 'nothing-found'
  | 'cancelled'
  | 'unreadable';

/** Why a whole file was not imported, in words for the trader. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** For `needs-answer`: what to ask. */
  readonly needs: readonly Need[];
}

/** Stops a read from inside; caught by the drivers and turned into a refusal, never seen by their callers. */
export class ImportRefused extends Error {
  readonly refusal: Refusal;
  constructor(code: RefusalCode, message: string, needs: readonly Need[] = []) {
    super(message);
    this.name = 'ImportRefused';
    this.refusal = { code, message, needs };
  }
}

/** One row of a table, whatever the container was. */
export interface Row {
  readonly cells: readonly string[];
  /** 1-based line of the text, or row of the sheet. */
  readonly line: number;
  readonly raw: string;
  /** The file ends inside this row: what is left of it may look whole and say something else. */
  readonly cut?: true;
  /** For XML: the element's attributes; `cells[0]` is its name. */
  readonly attributes?: Readonly<Record<string, string>>;
}
