import type { Decimal } from '../../engine/decimal.ts';
import { addDecimals } from '../text/arithmetic.ts';
import { isZero, magnitude, negate } from '../text/numbers.ts';
import type { Row } from '../types.ts';
import { cellAt, type Columns, columnsOf, findHeader, hasAll, headerZone, isBlank, placeOf, timeUnder } from './columns.ts';
import { cleanId, cost, currencyCode, positive, sumCosts, type CostSign } from './fill-table.ts';
import type { FillDraft, Format, ReaderContext, RowReader } from './format.ts';
import { directionWord, signedSide, statusWord } from './words.ts';

/** How a table of round trips names its columns. */
export interface TripColumns {
  readonly symbol: readonly string[];
  readonly direction?: readonly string[] | undefined;
  readonly quantity: readonly string[];
  readonly entryPrice: readonly string[];
  readonly exitPrice: readonly string[];
  readonly entryTime: readonly string[];
  readonly exitTime: readonly string[];
  readonly account?: readonly string[] | undefined;
  readonly id?: readonly string[] | undefined;
  readonly commission?: readonly string[] | undefined;
  readonly fees?: readonly string[] | undefined;
  readonly currency?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  readonly result?: readonly string[] | undefined;
  readonly mfe?: readonly string[] | undefined;
  readonly mae?: readonly string[] | undefined;
  readonly pointValue?: readonly string[] | undefined;
}

export interface TripTable {
  readonly columns: TripColumns;
  readonly costSign: CostSign;
  readonly resultCosts?: 'before' | 'after';
  /** Cost columns without which a result after costs tells the costs (see BrokerResult). */
  readonly completeCosts?: readonly string[] | undefined;
  /** How the source signs MAE. */
  readonly maeSign?: 'positive' | 'negative';
  /** The platform may display results and excursions in points of price: a number without a currency sign that is one is no money. */
  readonly mayBePoints?: boolean;
  readonly quantityUnit?: 'units' | 'lots';
  /** A quantity column of this name is in units, unless its cells say lots. */
  readonly unitsIn?: RegExp;
  readonly currency?: string;
  /** All rows are one direction (a mapper's answer where the file has no column for it). */
  readonly direction?: 'long' | 'short';
  /** The direction may be a sign: `1` and `-1`. */
  readonly signedSide?: boolean;
  readonly skip?: (cell: (names: readonly string[]) => string) => string | null;
}

function essential(table: TripTable): readonly (readonly string[])[] {
  const { columns } = table;
  const needed = [columns.symbol, columns.quantity, columns.entryPrice, columns.exitPrice, columns.entryTime, columns.exitTime];
  return columns.direction === undefined || table.direction !== undefined ? needed : [...needed, columns.direction];
}

export function tripTableReader(table: TripTable, isHeader: (columns: Columns) => boolean, context: ReaderContext): RowReader {
  let columns: Columns | null = null;
  let places: Readonly<Record<string, number>> = {};
  let feePlaces: readonly number[] = [];
  let headerNames: readonly string[] = [];
  return {
    row(row) {
      if (columns === null || row.cells[0] === headerNames[0]) {
        const found = columnsOf(row);
        if (isHeader(found) && essential(table).every((names) => placeOf(found, names) >= 0)) {
          columns = found;
          headerNames = row.cells;
          places = Object.fromEntries(Object.entries(table.columns).map(([role, names]: [string, readonly string[] | undefined]) => [role, placeOf(found, names ?? [])]));
          feePlaces = (table.columns.fees ?? []).map((name) => placeOf(found, [name])).filter((place) => place >= 0);
          return;
        }
        if (columns === null) return;
      }
      if (isBlank(row)) return;
      readTripRow(table, columns, places, feePlaces, row, context, headerNames);
    },
    end() {},
  };
}

function readTripRow(
  table: TripTable, columns: Columns, places: Readonly<Record<string, number>>, feePlaces: readonly number[], row: Row, context: ReaderContext, header: readonly string[],
): void {
  const at = (role: keyof TripColumns): string => cellAt(row, places[role] ?? -1);
  const skipped = table.skip?.((names) => cellAt(row, placeOf(columns, names))) ?? null;
  if (skipped !== null) {
    context.ignore(skipped);
    return;
  }
  const statusText = at('status');
  if (statusText !== '' && statusWord(statusText) !== 'filled') {
    context.ignore('row that is not closed');
    return;
  }
  const symbol = at('symbol');
  if (symbol === '') return context.reject(row, 'The row names no instrument.');
  const direction = table.direction ?? directionWord(at('direction')) ?? (table.signedSide === true ? signedDirection(at('direction')) : null);
  if (direction === null) return context.reject(row, `The direction “${at('direction')}” is neither long nor short.`);
  const quantity = context.number(at('quantity').replace(/\s*lots?$/i, ''));
  if (quantity === null || isZero(quantity)) return context.reject(row, `The quantity “${at('quantity')}” is no number of contracts or shares.`);
  const entryPrice = context.price(at('entryPrice'), symbol);
  if (entryPrice === null) return context.reject(row, `The entry price “${at('entryPrice')}” is no number.`);
  const entryTime = timeUnder(context, headerZone(header[places['entryTime'] ?? -1] ?? ''), at('entryTime'));
  if (entryTime === null) return context.reject(row, `The entry time “${at('entryTime')}” cannot be read.`);

  const id = cleanId(at('id'));
  const money = (role: 'mfe' | 'mae' | 'result'): Decimal | null => ((places[role] ?? -1) < 0 ? null : context.number(at(role)));
  const commission = cost(context, at('commission'), table.costSign);
  const fees = sumCosts(context, row, feePlaces, table.costSign);
  const inUnits = table.unitsIn?.test(header[places['quantity'] ?? -1] ?? '') === true && !/lots?$/i.test(at('quantity'));
  const common = {
    row, symbol, quantity: magnitude(quantity), basis: 'trip' as const, account: at('account') || null,
    quantityUnit: inUnits ? ('units' as const) : (table.quantityUnit ?? ('units' as const)), currency: currencyCode(at('currency')) ?? table.currency ?? null, pointValue: positive(context.number(at('pointValue'))),
  };
  const exitText = at('exitTime');
  const exitPriceText = at('exitPrice');
  if (exitText === '' && exitPriceText === '') {
    context.fill({ ...common, side: direction === 'long' ? 'buy' : 'sell', price: entryPrice, time: entryTime, effect: 'open', commission, fees, id: id === null ? null : `${id}/entry`, rank: 2 });
    return;
  }
  const exitPrice = context.price(exitPriceText, symbol);
  if (exitPrice === null) return context.reject(row, `The exit price “${exitPriceText}” is no number.`);
  const exitTime = timeUnder(context, headerZone(header[places['exitTime'] ?? -1] ?? ''), exitText);
  if (exitTime === null) return context.reject(row, `The exit time “${exitText}” cannot be read.`);
  if (entryTime.kind === exitTime.kind && 'ms' in entryTime && 'ms' in exitTime && exitTime.ms < entryTime.ms) {
    return context.reject(row, 'The exit is earlier than the entry.');
  }
  const inPoints = table.mayBePoints === true && isPoints(money('result'), at('result'), entryPrice, exitPrice, direction);
  if (inPoints) context.note('Results and excursions in this file are points, not money, and are not taken: display currency in the platform to have them.');
  const mfe = inPoints ? null : money('mfe');
  const mae = inPoints ? null : money('mae');
  const result = inPoints ? null : money('result');
  emitTrip(context, common, {
    direction, entryPrice, entryTime, exitPrice, exitTime, id, commission, fees,
    excursion: mfe === null && mae === null ? null : { mfe: mfe === null ? null : magnitude(mfe), mae: mae === null ? null : adverse(mae, table.maeSign ?? 'negative'), scope: 'row' },
    result: result === null || table.resultCosts === undefined ? null : {
      amount: result,
      costs: table.resultCosts,
      impliesCosts: table.resultCosts === 'after' && !(table.completeCosts ?? []).every((name) => columns.has(name)),
    },
  });
}

function isPoints(result: Decimal | null, text: string, entryPrice: Decimal, exitPrice: Decimal, direction: 'long' | 'short'): boolean {
  if (result === null || isZero(result) || /[^\d\s.,()+\-−]/u.test(text)) return false;
  return result === (direction === 'long' ? addDecimals(exitPrice, negate(entryPrice)) : addDecimals(entryPrice, negate(exitPrice)));
}

/** MAE as zero or a negative amount, however the source signs it. */
export function adverse(value: Decimal, sign: 'positive' | 'negative'): Decimal {
  if (sign === 'positive') return value.startsWith('-') ? value : negate(value);
  return value.startsWith('-') ? value : negate(value);
}

function signedDirection(text: string): 'long' | 'short' | null {
  const word = signedSide(text);
  return word === null ? null : word.side === 'buy' ? 'long' : 'short';
}

export interface TripEnds {
  readonly direction: 'long' | 'short';
  readonly entryPrice: Decimal;
  readonly entryTime: FillDraft['time'];
  readonly exitPrice: Decimal;
  readonly exitTime: FillDraft['time'];
  readonly id: string | null;
  readonly commission: Decimal | null;
  readonly fees: Decimal | null;
  readonly excursion: NonNullable<FillDraft['excursion']> | null;
  readonly result: NonNullable<FillDraft['result']> | null;
}

type TripCommon = Pick<FillDraft, 'row' | 'symbol' | 'quantity' | 'basis'> & Partial<FillDraft>;

/**
 * The entry and exit fill of a round-trip row. The row's costs, result and excursions belong to the exit fill; the entry
 * then costs nothing of its own, so that nothing is counted twice. At one instant exits come before entries (a reversal),
 * except within a trip that opened and closed in that instant.
 */
export function emitTrip(context: ReaderContext, common: TripCommon, ends: TripEnds): void {
  const { direction, id } = ends;
  const instant = 'ms' in ends.entryTime && 'ms' in ends.exitTime && ends.entryTime.ms === ends.exitTime.ms;
  const known = ends.commission !== null || ends.fees !== null;
  const tripKey = id ?? `line ${common.row.line}`;
  const entry: FillDraft = {
    ...common, side: direction === 'long' ? 'buy' : 'sell', price: ends.entryPrice, time: ends.entryTime, effect: 'open',
    commission: known ? '0' : null, fees: known ? '0' : null, id: id === null ? null : `${id}/entry`, tripKey, rank: instant ? 1 : 2,
    distinction: `entry>${ends.exitPrice}@${'ms' in ends.exitTime ? ends.exitTime.ms : ''}`,
  };
  const exit: FillDraft = {
    ...common, side: direction === 'long' ? 'sell' : 'buy', price: ends.exitPrice, time: ends.exitTime, effect: 'close',
    commission: ends.commission, fees: ends.fees, id: id === null ? null : `${id}/exit`, tripKey, rank: instant ? 1 : 0,
    excursion: ends.excursion, result: ends.result,
    distinction: `exit<${ends.entryPrice}@${'ms' in ends.entryTime ? ends.entryTime.ms : ''}`,
  };
  context.trip(entry, exit);
}

/** A format whose whole reading is a round-trip table. */
export function tripTableFormat(
  identity: Pick<Format, 'id' | 'broker' | 'report' | 'dateOrder' | 'zoneHint'>,
  required: readonly string[],
  table: TripTable,
): Format {
  const isHeader = (columns: Columns): boolean => hasAll(columns, required);
  return {
    ...identity,
    recognises(head) {
      if (head.container === 'xml') return false;
      const header = findHeader(head, required);
      return header !== null && essential(table).every((names) => placeOf(columnsOf(header), names) >= 0);
    },
    reader: (context) => tripTableReader(table, isHeader, context),
  };
}
