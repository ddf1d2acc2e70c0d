import { shareSymbol } from '../symbols.ts';
import { addDecimals } from '../text/arithmetic.ts';
import { isZero, magnitude, negate } from '../text/numbers.ts';
import { remembering } from '../text/remember.ts';
import type { FillBasis, Row, Side } from '../types.ts';
import { cellAt, columnsOf, findHeader, hasAll, headerZone, isBlank, placeOf, timeUnder, type Columns } from './columns.ts';
import type { FillDraft, Format, ReaderContext, RowReader } from './format.ts';
import { sideWord, signedSide, statusWord } from './words.ts';
import type { Decimal } from '../../engine/decimal.ts';

/** How a table of fills names its columns: for each role the header names that may stand for it, best first. */
export interface FillColumns {
  readonly symbol: readonly string[];
  /** Without a side column the sign of the quantity decides. */
  readonly side?: readonly string[] | undefined;
  readonly quantity: readonly string[];
  readonly price: readonly string[];
  readonly time: readonly string[];
  /** A second column with the time of day, when `time` is only the date. */
  readonly clock?: readonly string[] | undefined;
  readonly account?: readonly string[] | undefined;
  /** A real execution id, unique per account. */
  readonly id?: readonly string[] | undefined;
  /** An order id: one row per order, or several fills sharing it. */
  readonly orderId?: readonly string[] | undefined;
  readonly commission?: readonly string[] | undefined;
  /** Each of these that exists is added up. */
  readonly fees?: readonly string[] | undefined;
  /** What the fill moved before and after costs: where no column names the costs, they are the difference. */
  readonly grossProceeds?: readonly string[] | undefined;
  readonly netProceeds?: readonly string[] | undefined;
  readonly currency?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  /** `Open`, `Exit`, or a side that says it (`Long Buy`). */
  readonly effect?: readonly string[] | undefined;
  /** The position after the fill, as `9 L`, `1 S`, `-` or a signed number. */
  readonly position?: readonly string[] | undefined;
  readonly pointValue?: readonly string[] | undefined;
  readonly result?: readonly string[] | undefined;
}

/** `unsigned`: charges come with either sign, depending on the broker behind the platform, and rebates not at all. */
export type CostSign = 'charge-positive' | 'charge-negative' | 'unsigned';

export interface FillTable {
  readonly columns: FillColumns;
  readonly basis: FillBasis;
  readonly costSign: CostSign;
  readonly resultCosts?: 'before' | 'after';
  readonly quantityUnit?: 'units' | 'lots';
  /** A currency all amounts are in, where the report has no column for it. */
  readonly currency?: string;
  readonly idSpace?: string;
  /** True where an order's row is its whole fill, so that its order id identifies the fill. */
  readonly orderIsFill?: boolean;
  /** The quantity is what was filled: of an order cancelled half way, that half was traded. */
  readonly quantityIsFilled?: boolean;
  /** Positions of one instrument may be held against each other (hedging), so what a fill opens or closes says nothing of the net. */
  readonly hedging?: boolean;
  /** Where the clock column is a longer text: the part of it that is the time. */
  readonly clockPattern?: RegExp;
  /** Rows that are no fills, before anything of them is read: what they are, or null to read the row. */
  readonly skip?: (cell: (names: readonly string[]) => string) => string | null;
  /** The report is one of shares: a plain ticker is never a future. */
  readonly shares?: boolean;
  /** The side may be a sign: `1` and `-1`. */
  readonly signedSide?: boolean;
  /** Corrections of single cells no other report needs. */
  readonly symbolOf?: (symbol: string, cell: (names: readonly string[]) => string) => string;
  readonly priceOf?: (price: string, cell: (names: readonly string[]) => string) => string;
  /** The fees of a row, where adding up columns does not give them. */
  readonly feesOf?: (cell: (names: readonly string[]) => string) => Decimal | null;
  /** What a point is worth for one unit, where the report has only such instruments. */
  readonly pointValue?: Decimal;
}

/** The names that must be there for the table to be readable at all. */
function essential(columns: FillColumns): readonly (readonly string[])[] {
  const needed = [columns.symbol, columns.quantity, columns.price, columns.time];
  return columns.side === undefined ? needed : [...needed, columns.side];
}

/** Where the columns are; −1 for those that are not there. */
type Places = Readonly<Record<Exclude<keyof FillColumns, 'fees'>, number>> & { readonly fees: readonly number[] };

function placesIn(found: Columns, columns: FillColumns): Places {
  const place = (names: readonly string[] | undefined): number => (names === undefined ? -1 : placeOf(found, names));
  return {
    symbol: place(columns.symbol), side: place(columns.side), quantity: place(columns.quantity), price: place(columns.price), time: place(columns.time), clock: place(columns.clock), account: place(columns.account),
    id: place(columns.id), orderId: place(columns.orderId), commission: place(columns.commission), grossProceeds: place(columns.grossProceeds), netProceeds: place(columns.netProceeds),
    currency: place(columns.currency), status: place(columns.status), effect: place(columns.effect), position: place(columns.position), pointValue: place(columns.pointValue), result: place(columns.result),
    fees: (columns.fees ?? []).map((name) => place([name])).filter((each) => each >= 0),
  };
}

/** Reads rows under a header row until the file ends; a repeated header is taken again. */
export function fillTableReader(table: FillTable, isHeader: (columns: Columns) => boolean, context: ReaderContext): RowReader {
  let readRow: ((row: Row) => void) | null = null;
  let firstHeaderCell = '';
  return {
    row(row) {
      if (readRow === null || (row.cells[0] ?? '') === firstHeaderCell) {
        const found = columnsOf(row);
        if (isHeader(found) && essential(table.columns).every((names) => placeOf(found, names) >= 0)) {
          readRow = fillRowReader(table, found, row, context);
          firstHeaderCell = row.cells[0] ?? '';
          return;
        }
        if (readRow === null) return;
      }
      if (!isBlank(row)) readRow(row);
    },
    end() {},
  };
}

function fillRowReader(table: FillTable, columns: Columns, header: Row, context: ReaderContext): (row: Row) => void {
  const places = placesIn(columns, table.columns);
  const zone = headerZone(cellAt(header, places.clock)) || headerZone(cellAt(header, places.time));
  const position = remembering((text) => positionText(context, text));
  return (row) => readFillRow(table, columns, places, zone, position, row, context);
}

function readFillRow(table: FillTable, columns: Columns, places: Places, zone: string, position: (text: string) => Decimal | null, row: Row, context: ReaderContext): void {
  const cell = (names: readonly string[]): string => cellAt(row, placeOf(columns, names));
  const skipped = table.skip?.(cell) ?? null;
  if (skipped !== null) {
    context.ignore(skipped);
    return;
  }
  const statusText = cellAt(row, places.status);
  const status = statusText === '' ? 'filled' : statusWord(statusText);
  const amount = context.number(cellAt(row, places.quantity));
  if (status === 'dead' && (amount === null || isZero(amount) || (table.basis === 'order' && table.quantityIsFilled !== true))) {
    context.ignore('cancelled, rejected or expired order');
    return;
  }
  if (status === 'working') {
    context.ignore('order still working');
    return;
  }
  if (status === null) {
    context.reject(row, `The status “${statusText}” is not known: is the order filled or not?`);
    return;
  }
  const named = table.symbolOf?.(cellAt(row, places.symbol), cell) ?? cellAt(row, places.symbol);
  const symbol = table.shares === true ? shareSymbol(named) : named;
  if (symbol === '') {
    context.reject(row, 'The row names no instrument.');
    return;
  }
  if (amount === null) {
    context.reject(row, `The quantity “${cellAt(row, places.quantity)}” is no number.`);
    return;
  }
  if (isZero(amount)) {
    if (table.basis === 'order') context.ignore('order without a fill');
    else context.reject(row, 'The quantity is zero.');
    return;
  }
  const word = places.side >= 0 ? (sideWord(cellAt(row, places.side)) ?? (table.signedSide === true ? signedSide(cellAt(row, places.side)) : null)) : null;
  if (places.side >= 0 && word === null) {
    context.reject(row, `The side “${cellAt(row, places.side)}” is neither a buy nor a sell.`);
    return;
  }
  const side: Side = word?.side ?? (amount.startsWith('-') ? 'sell' : 'buy');
  const priceText = table.priceOf?.(cellAt(row, places.price), cell) ?? cellAt(row, places.price);
  const price = context.price(priceText, symbol);
  if (price === null) {
    context.reject(row, `The price “${priceText}” is no number.`);
    return;
  }
  const timeText = cellAt(row, places.time);
  const clock = table.clockPattern === undefined ? cellAt(row, places.clock) : (table.clockPattern.exec(cellAt(row, places.clock))?.[1] ?? '');
  const time = timeUnder(context, zone, timeText, clock);
  if (time === null) {
    context.reject(row, timeText === '' ? 'The row has no time.' : `The time “${`${timeText} ${clock}`.trim()}” cannot be read.`);
    return;
  }
  const orderId = cleanId(cellAt(row, places.orderId));
  const id = cleanId(cellAt(row, places.id)) ?? (table.orderIsFill === true ? orderId : null);
  const result = places.result >= 0 ? context.number(cellAt(row, places.result)) : null;
  const commission = cost(context, cellAt(row, places.commission), table.costSign);
  const fees = table.feesOf === undefined ? sumCosts(context, row, places.fees, table.costSign) : table.feesOf(cell);
  const [gross, net] = [context.number(cellAt(row, places.grossProceeds)), context.number(cellAt(row, places.netProceeds))];
  const draft: FillDraft = {
    row,
    symbol,
    side,
    quantity: magnitude(amount),
    price,
    time,
    basis: table.basis,
    id,
    idSpace: table.idSpace,
    brokerFillId: id,
    account: cellAt(row, places.account) || null,
    quantityUnit: table.quantityUnit ?? 'units',
    commission,
    fees: commission === null && fees === null && gross !== null && net !== null ? addDecimals(gross, negate(net)) : fees,
    currency: currencyCode(cellAt(row, places.currency)) ?? table.currency ?? null,
    effect: table.hedging === true ? null : (word?.effect ?? effectWord(cellAt(row, places.effect)) ?? sideWord(cellAt(row, places.effect))?.effect ?? null),
    positionAfter: position(cellAt(row, places.position)),
    pointValue: table.pointValue ?? positive(context.number(cellAt(row, places.pointValue))),
    result: result === null || table.resultCosts === undefined ? null : { amount: result, costs: table.resultCosts },
    orderingId: id ?? orderId,
    distinction: orderId ?? undefined,
  };
  context.fill(draft);
}

/**
 * Spreadsheet-guarded ids (`="5337400962"`) without their guard; null when empty. A spreadsheet that took ids for numbers and
 * saved them as `6.18403E+11` made many of one: they tell nothing any more.
 */
export function cleanId(text: string): string | null {
  const id = text.startsWith('="') ? (/^="(.*)"$/.exec(text)?.[1] ?? text) : text;
  return id === '' || id === '-' || (id.includes('+') && /^\d(?:[.,]\d+)?E\+\d+$/i.test(id)) ? null : id;
}

export function currencyCode(text: string): string | null {
  return /^[A-Z]{3}$/.test(text) ? text : null;
}

export const effectWord = remembering((text: string): 'open' | 'close' | null => {
  const word = text.trim().toLowerCase();
  if (/^(?:to open|open|opening|entry|o|in)$/.test(word)) return 'open';
  return /^(?:to close|close|closing|exit|c|out)$/.test(word) ? 'close' : null;
});

function positionText(context: ReaderContext, text: string): Decimal | null {
  if (text === '') return null;
  if (text === '-' || /^flat$/i.test(text)) return '0';
  const match = /^(\S+)\s*([LS])$/i.exec(text);
  if (match === null) return context.number(text);
  const size = context.number(match[1] ?? '');
  return size === null || (match[2] ?? '').toUpperCase() === 'L' ? size : negate(size);
}

export function positive(value: Decimal | null): Decimal | null {
  return value === null || isZero(value) || value.startsWith('-') ? null : value;
}

export function cost(context: ReaderContext, text: string, sign: CostSign): Decimal | null {
  if (text === '') return null;
  const value = context.number(text);
  if (value === null) return null;
  if (sign === 'unsigned') return magnitude(value);
  return sign === 'charge-negative' ? negate(value) : value;
}

/** The sum of several cost cells; null only when none of them holds a number. */
export function sumCosts(context: ReaderContext, row: Row, places: readonly number[], sign: CostSign): Decimal | null {
  let total: Decimal | null = null;
  for (const place of places) {
    const value = cost(context, cellAt(row, place), sign);
    if (value !== null) total = total === null ? value : addDecimals(total, value);
  }
  return total;
}

/** A format whose whole reading is a fill table. */
export function fillTableFormat(
  identity: Pick<Format, 'id' | 'broker' | 'report' | 'dateOrder' | 'zoneHint'>,
  required: readonly string[],
  table: FillTable,
  { excludes = [], oneOf = [] }: { readonly excludes?: readonly string[]; readonly oneOf?: readonly string[] } = {},
): Format {
  const isHeader = (columns: Columns): boolean =>
    hasAll(columns, required) && !excludes.some((name) => columns.has(name)) && (oneOf.length === 0 || oneOf.some((name) => columns.has(name)));
  return {
    ...identity,
    recognises(head) {
      if (head.container === 'xml') return false;
      const header = findHeader(head, required);
      if (header === null) return false;
      const columns = columnsOf(header);
      return isHeader(columns) && essential(table.columns).every((names) => placeOf(columns, names) >= 0);
    },
    reader: (context) => fillTableReader(table, isHeader, context),
  };
}
