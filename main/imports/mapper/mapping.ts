import { z } from 'zod';
import { columnName, columnsOf, findHeader, hasAll, type Columns } from '../reading/columns.ts';
import { fillTableReader, type CostSign, type FillTable } from '../reading/fill-table.ts';
import type { Format, Head } from '../reading/format.ts';
import { withOptionColumns } from '../reading/option-name.ts';
import { tripTableReader, type TripTable } from '../reading/trip-table.ts';
import { directionWord, sideWord } from '../reading/words.ts';
import { parseTime } from '../text/dates.ts';
import { parseNumber } from '../text/numbers.ts';
import { ImportRefused } from '../types.ts';
import { headerRow } from './fingerprint.ts';

/**
 * What the columns of a table mean, assigned by the trader (or suggested). Column names are header names without case.
 * Zone, date order and the account's currency are not part of it: they are asked for with every import.
 */
const column = z.string().min(1).max(120).transform(columnName);
const optional = column.optional();

const fillsMapping = z.strictObject({
  kind: z.literal('fills'),
  columns: z.strictObject({
    symbol: column, quantity: column, price: column, time: column, side: optional, clock: optional, account: optional, id: optional, orderId: optional,
    commission: optional, fees: optional, currency: optional, status: optional,
  }),
  costSign: z.enum(['charge-positive', 'charge-negative']),
  quantityUnit: z.enum(['units', 'lots']),
});

const tripsMapping = z.strictObject({
  kind: z.literal('trips'),
  columns: z.strictObject({
    symbol: column, quantity: column, entryPrice: column, exitPrice: column, entryTime: column, exitTime: column, direction: optional, account: optional, id: optional,
    commission: optional, fees: optional, currency: optional, result: optional, mfe: optional, mae: optional,
  }),
  /** Where no column says it: all rows are long, or all are short. */
  direction: z.enum(['long', 'short']).optional(),
  costSign: z.enum(['charge-positive', 'charge-negative']),
  quantityUnit: z.enum(['units', 'lots']),
  resultCosts: z.enum(['before', 'after']).optional(),
  maeSign: z.enum(['positive', 'negative']).optional(),
});

const mappingSchema = z.discriminatedUnion('kind', [fillsMapping, tripsMapping]);
export type Mapping = z.infer<typeof mappingSchema>;

/** Checks a mapping that comes from outside; refuses with `bad-answer`. */
export function parseMapping(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value);
  if (!parsed.success) throw new ImportRefused('bad-answer', `The column mapping cannot be used: ${parsed.error.issues[0]?.message ?? 'it is no mapping'}.`);
  return parsed.data;
}

/** Rows of a ledger that name an instrument, an amount and a price, and are no trades. */
const NO_TRADE = /^(?:settlement|funding|transfer|deposit|withdraw|dividend|interest|bonus|refund|airdrop)/i;

/** A format that reads a table as the mapping says. */
export function mappedFormat(mapping: Mapping): Format {
  const required = Object.values(mapping.columns).filter((name) => name !== undefined);
  const isHeader = (columns: Columns): boolean => hasAll(columns, required);
  const common = {
    costSign: mapping.costSign, quantityUnit: mapping.quantityUnit, signedSide: true,
    skip: (cell: (names: readonly string[]) => string) => (NO_TRADE.test(cell(['type', 'transaction type'])) ? 'funding, deposit or another entry that is no trade' : null),
  };
  return {
    id: 'mapped', broker: 'Table', report: 'columns assigned', dateOrder: 'infer', zoneHint: 'The file does not say; ask the tool that wrote it.',
    recognises: (head) => head.container !== 'xml' && findHeader(head, required) !== null,
    reader(context) {
      if (mapping.kind === 'fills') {
        const table: FillTable = { ...common, basis: 'fill', columns: listed(mapping.columns), symbolOf: withOptionColumns };
        return fillTableReader(table, isHeader, context);
      }
      const table: TripTable = {
        ...common, columns: listed(mapping.columns),
        ...(mapping.direction === undefined ? {} : { direction: mapping.direction }),
        ...(mapping.resultCosts === undefined ? {} : { resultCosts: mapping.resultCosts }),
        ...(mapping.maeSign === undefined ? {} : { maeSign: mapping.maeSign }),
      };
      return tripTableReader(table, isHeader, context);
    },
  };
}

/** Every role's one column as the list of candidates the table readers take. */
function listed<T extends Readonly<Record<string, string | undefined>>>(columns: T): { [K in keyof T]: T[K] extends string ? readonly string[] : readonly string[] | undefined } {
  const lists: Partial<Record<keyof T, readonly string[]>> = {};
  for (const role in columns) {
    const name = columns[role];
    if (name !== undefined) lists[role] = [name];
  }
  return lists as { [K in keyof T]: T[K] extends string ? readonly string[] : readonly string[] | undefined };
}

export type Suggestion =
  | { readonly kind: 'complete'; readonly mapping: Mapping }
  | { readonly kind: 'incomplete'; readonly missing: string }
  | { readonly kind: 'no-table' };

const SYMBOL = ['symbol', 'symb', 'instrument', 'ticker', 'contract', 'contractname', 'item', 'market', 'product', 'stock', 'underlying', 'pair', 'asset'];
const QUANTITY = ['qty_done', 'filled quantity', 'filled qty', 'filledqty', 'fill qty', 'quantity', 'qty', 'size', 'volume', 'shares', 'contracts', 'lots', 'filled', 'amount', 'units', 'no. of shares', 'lot'];
const PRICE = ['price_done', 'fillprice', 'avg fill price', 'average fill price', 'fill price', 'filled price', 'avg price', 'average price', 'execution price', 'trade price', 'tradeprice', 'price', 'exec price'];
const TIME = ['datetime', 'date/time', 'date time', 'exec time', 'execution time', 'filled time', 'fill time', 'close time', 'last_time', 'timestamp', 'trade time', 'time', 'trade date', 'tradedate', 'date'];
const CLOCK = ['execution time', 'exec time', 'trade time', 'time'];
const SIDE = ['side', 'b/s', 'buy/sell', 'buysell', 'action', 'type', 'direction', 'trade type', 'transaction type', 'trade_type', 'market pos.', 'position type'];
const ENTRY_PRICE = ['entry price', 'entryprice', 'open price', 'openprice', 'opening price', 'avg entry price', 'price in', 'buy price'];
const EXIT_PRICE = ['exit price', 'exitprice', 'close price', 'closeprice', 'closing price', 'avg exit price', 'price out', 'sell price'];
const ENTRY_TIME = ['entry time', 'entrytime', 'entry date', 'entrydate', 'entry datetime', 'entrydateutc', 'entry date/time', 'open time', 'opentime', 'open date', 'opendate', 'opening time', 'opened', 'opened at', 'enteredat'];
const EXIT_TIME = ['exit time', 'exittime', 'exit date', 'exitdate', 'exit datetime', 'exitdateutc', 'exit date/time', 'close time', 'closetime', 'close date', 'closedate', 'closing time', 'closed', 'closed at', 'exitedat'];
const COMMISSION = ['commission', 'commissions', 'comm', 'commission fee', 'commission amount', 'fees and commission'];
const FEES = ['fees', 'fee', 'route fee', 'swap', 'exchange fee'];
const ACCOUNT = ['account', 'account name', 'accountname', 'account number', 'account id'];
const CURRENCY = ['currency'];
const STATUS = ['status', 'order status'];
const ID = ['execution id', 'exec id', 'fill id', 'trade id', 'deal id', 'tradeid', 'execid', 'fillid'];
const RESULT = ['pnl', 'p&l', 'p/l', 'profit', 'profit/loss', 'net profit', 'net p&l', 'net pnl', 'net p/l', 'realized pnl', 'realized p&l', 'gross pnl', 'gross p&l', 'result'];
const ORDER_ID = ['order id', 'orderid', 'order_id', 'order number', 'order no'];

/** Reads a header and the rows under it, and suggests what the columns are; complete only when it can be used as it is. */
export function inferMapping(head: Head): Suggestion {
  const header = headerRow(head);
  if (header === null) return { kind: 'no-table' };
  const columns = columnsOf(header);
  const rows = head.rows.slice(head.rows.indexOf(header) + 1).filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  const cells = (name: string): string[] => rows.map((row) => (row.cells[columns.get(name) ?? -1] ?? '').trim()).filter((cell) => cell !== '');
  const find = (names: readonly string[], test: (cell: string) => boolean = () => true): string | undefined =>
    names.find((name) => {
      if (!columns.has(name)) return false;
      const values = cells(name);
      return values.length > 0 && values.filter(test).length >= values.length * 0.8;
    });
  const isNumber = (cell: string): boolean => parseNumber(cell.replace(/\s*lots?$/i, ''), 'comma') !== null;
  const isTime = (cell: string): boolean => parseTime(cell, 'mdy') !== null || parseTime(cell, 'dmy') !== null;
  const signOf = (names: readonly (string | undefined)[]): CostSign => {
    const values = names.flatMap((name) => (name === undefined ? [] : cells(name))).map((cell) => parseNumber(cell, 'point') ?? '0').filter((value) => value !== '0');
    return values.length > 0 && values.every((value) => value.startsWith('-')) ? 'charge-negative' : 'charge-positive';
  };
  const symbol = find(SYMBOL);
  const quantity = find(QUANTITY, isNumber);
  const commission = find(COMMISSION, isNumber);
  const fees = find(FEES, isNumber);
  const common = { account: find(ACCOUNT), currency: find(CURRENCY, (cell) => /^[A-Z]{3}$/.test(cell)), commission, fees };
  const costSign = signOf([commission, fees]);
  const lots = quantity !== undefined && (/lot/.test(quantity) || cells(quantity).some((cell) => /lots?$/i.test(cell)));
  const quantityUnit = lots ? 'lots' : 'units';

  const entryPrice = find(ENTRY_PRICE, isNumber);
  const exitPrice = find(EXIT_PRICE, isNumber);
  if (entryPrice !== undefined && exitPrice !== undefined) {
    const entryTime = find(ENTRY_TIME, isTime);
    const exitTime = find(EXIT_TIME, isTime);
    const direction = find(SIDE, (cell) => directionWord(cell) !== null);
    const missing = missingOf({ instrument: symbol, quantity, 'entry time': entryTime, 'exit time': exitTime, 'long or short': direction });
    if (missing !== null || symbol === undefined || quantity === undefined || entryTime === undefined || exitTime === undefined) return { kind: 'incomplete', missing: missing ?? '' };
    const result = find(RESULT, isNumber);
    // Whether a result is before or after costs only its name says, unless the file has no costs to be before of.
    const resultCosts = result === undefined ? undefined : /\bnet\b/.test(result) ? 'after' : /\bgross\b/.test(result) || (commission === undefined && fees === undefined) ? 'before' : undefined;
    const columnsFound = defined({ symbol, quantity, entryPrice, exitPrice, entryTime, exitTime, direction, result: resultCosts === undefined ? undefined : result, ...common });
    return { kind: 'complete', mapping: parseMapping({ kind: 'trips', columns: columnsFound, costSign, quantityUnit, ...(resultCosts === undefined ? {} : { resultCosts }) }) };
  }
  // A table of round trips whose prices cannot be told apart is not one of fills.
  if ((columns.has('price') && columns.has('price#2')) || (find(ENTRY_TIME, isTime) !== undefined && find(EXIT_TIME, isTime) !== undefined)) {
    return { kind: 'incomplete', missing: missingOf({ 'entry price': entryPrice, 'exit price': exitPrice }) ?? '' };
  }
  const price = find(PRICE, isNumber);
  const whole = find(TIME, (cell) => {
    const time = parseTime(cell, 'mdy') ?? parseTime(cell, 'dmy');
    return time !== null && time.kind !== 'date' && time.kind !== 'time';
  });
  const time = whole ?? find(TIME, (cell) => (parseTime(cell, 'mdy') ?? parseTime(cell, 'dmy'))?.kind === 'date') ?? find(TIME, isTime);
  const clock = whole !== undefined ? undefined : find(CLOCK.filter((name) => name !== time), (cell) => parseTime(`2020-01-01 ${cell}`, null) !== null);
  const side = find(SIDE, (cell) => sideWord(cell) !== null);
  const signed = quantity !== undefined && cells(quantity).some((cell) => (parseNumber(cell, 'point') ?? '').startsWith('-'));
  const missing = missingOf({ instrument: symbol, quantity, price, time, 'buy or sell': side ?? (signed ? quantity : undefined) });
  if (missing !== null || symbol === undefined || quantity === undefined || price === undefined || time === undefined) return { kind: 'incomplete', missing: missing ?? '' };
  const columnsFound = defined({ symbol, quantity, price, time, clock, side, id: find(ID), orderId: find(ORDER_ID), status: find(STATUS), ...common });
  return { kind: 'complete', mapping: parseMapping({ kind: 'fills', columns: columnsFound, costSign, quantityUnit }) };
}

function missingOf(found: Readonly<Record<string, string | undefined>>): string | null {
  const names = Object.entries(found).filter(([, name]) => name === undefined).map(([role]) => role);
  return names.length === 0 ? null : `no column was found for: ${names.join(', ')}`;
}

function defined(columns: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [role, name] of Object.entries(columns)) if (name !== undefined) result[role] = name;
  return result;
}
