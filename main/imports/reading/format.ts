import type { Decimal } from '../../engine/decimal.ts';
import type { ParsedTime } from '../text/dates.ts';
import type { DecimalStyle } from '../text/numbers.ts';
import type { DateOrder, FillBasis, FormatId, ImportMeta, Row, Side, StopLevel } from '../types.ts';

/** The beginning of a file, as far as detection looks. */
export interface Head {
  readonly container: ImportMeta['container'];
  readonly rows: readonly Row[];
  readonly fileName: string;
  /** True when `rows` is the whole file. */
  readonly complete: boolean;
}

/** One report of one broker. Detection is by content; a format knows nothing of files, encodings or zones. */
export interface Format {
  readonly id: FormatId;
  readonly broker: string;
  readonly report: string;
  /** True when the head is this report in a layout this reader reads. */
  recognises(head: Head): boolean;
  /** How numeric dates are written; `infer` lets the rows show it, and asks when they do not. */
  readonly dateOrder: DateOrder | 'infer';
  /** What the trader should know when asked for the zone. */
  readonly zoneHint: string;
  reader(context: ReaderContext): RowReader;
}

export interface RowReader {
  row(row: Row): void;
  end(): void;
}

/** What a reader knows of a fill; the context makes an ImportedFill of it. */
export interface FillDraft {
  readonly row: Row;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly time: ParsedTime;
  readonly basis: FillBasis;
  /** Identity: an id unique for the broker (or, with an account, for the account). Without one the content identifies. */
  readonly id?: string | null;
  /** Prefix of the key, for reports that share ids (`tradovate:fill`). Default: the format's id. */
  readonly idSpace?: string | undefined;
  readonly brokerFillId?: string | null;
  readonly account?: string | null;
  readonly quantityUnit?: 'units' | 'lots';
  /** In currency units, positive when charged. */
  readonly commission?: Decimal | null;
  readonly fees?: Decimal | null;
  readonly costCurrency?: string | null;
  readonly currency?: string | null;
  readonly effect?: 'open' | 'close' | null;
  readonly positionAfter?: Decimal | null;
  readonly pointValue?: Decimal | null;
  readonly initialStops?: readonly StopLevel[];
  readonly excursion?: { readonly mfe: Decimal | null; readonly mae: Decimal | null; readonly scope: 'row' | 'flat-to-flat'; readonly quantity?: Decimal } | null;
  readonly result?: { readonly amount: Decimal; readonly costs: 'before' | 'after'; readonly impliesCosts?: boolean } | null;
  readonly tripKey?: string | null;
  readonly rank?: number;
  readonly orderingId?: string | null;
  /** Added to the content of an id-less fill to tell it from its neighbours (an order id, the other end of a trip). */
  readonly distinction?: string | undefined;
}

export interface ReaderContext {
  readonly decimalStyle: DecimalStyle;
  /** Reads a date and time, joining a separate time column if given. Null when it is neither. */
  time(text: string, clock?: string): ParsedTime | null;
  number(text: string): Decimal | null;
  /** A number, or a price in fractions where the instrument has such. */
  price(text: string, symbol: string): Decimal | null;
  fill(draft: FillDraft): void;
  /** The two fills of one round trip: both or neither. */
  trip(entry: FillDraft, exit: FillDraft): void;
  reject(row: Row, reason: string): void;
  /** A row that is rightly no fill; counted by its description ("cancelled order"). */
  ignore(what: string): void;
  /** Something about the whole file the trader should know. */
  note(text: string): void;
}
