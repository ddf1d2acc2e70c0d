import { divideRounded, formatFixed, parseFixed, type Decimal } from '../../engine/decimal.ts';
import { fixed } from '../text/arithmetic.ts';
import { magnitude, negate } from '../text/numbers.ts';
import type { ParsedTime } from '../text/dates.ts';
import { ImportRefused, type Row, type Side, type StopLevel } from '../types.ts';
import { cellAt, columnsOf, findHeader, hasAll, isBlank, placeOf, type Columns } from '../reading/columns.ts';
import { effectWord } from '../reading/fill-table.ts';
import type { Format, ReaderContext, RowReader } from '../reading/format.ts';
import { sideWord } from '../reading/words.ts';
import { shareSymbol } from '../symbols.ts';
import { protectiveStops, type StopOrder } from './protective-stops.ts';

const EXECUTIONS = ['exec time', 'side', 'qty', 'symbol', 'price'];
const CASH = ['date', 'time', 'type', 'ref #', 'description'];
const FUTURES_CASH = ['exec date', 'exec time', 'type', 'ref #', 'description'];
const PLACED = ['time placed', 'side', 'qty', 'symbol', 'status'];
const MAX_ROWS = 500_000;
const MINUTE_MS = 60_000;

interface Execution {
  readonly row: Row;
  /** Legs of one spread have the same number. */
  readonly group: number;
  readonly symbol: string;
  readonly root: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly time: ParsedTime;
  readonly effect: 'open' | 'close' | null;
}

interface CashEntry {
  readonly row: Row;
  readonly ref: string;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly symbol: string;
  readonly root: string;
  readonly price: Decimal;
  readonly time: ParsedTime;
  readonly commission: Decimal | null;
  readonly fees: Decimal | null;
}

/** One spread of the cash balance: its legs are in the trade history, its costs only here. */
interface SpreadEntry {
  readonly row: Row;
  readonly time: ParsedTime | null;
  readonly commission: Decimal | null;
  readonly fees: Decimal | null;
}

/** An order of the order history with what its further lines say. */
interface PlacedOrder {
  readonly row: Row;
  readonly symbol: string;
  readonly side: Side | null;
  readonly quantity: Decimal | null;
  readonly time: ParsedTime | null;
  readonly status: string;
  stop: Decimal | null;
  replaces: boolean;
  triggered: boolean;
}

/**
 * thinkorswim / Schwab account statement: sections under titles, parted by blank lines. Fills are in Account Trade
 * History (or Filled Orders), their fees only in Cash Balance and Futures Statements; the two are joined by time, side,
 * quantity, price and symbol, each cash entry once. A statement with a Cash Balance and no trade history is read from
 * the descriptions of its trades. Sections of working and cancelled orders hold no fills, but the order history has the
 * stops: an order's stop price is on its second line, and `RE #` there says that it replaces an earlier order.
 */
function statementReader(context: ReaderContext): RowReader {
  let section: 'none' | 'executions' | 'cash' | 'placed' | 'skip' = 'none';
  let columns: Columns = new Map();
  let account: string | null = null;
  const executions: Execution[] = [];
  const cash: CashEntry[] = [];
  const spreads: SpreadEntry[] = [];
  /** The order history has the time of placing and not of filling. */
  const placed: PlacedOrder[] = [];
  return {
    row(row) {
      if (isBlank(row)) return;
      account ??= /(?:statement|activity) for (\S+)/i.exec(row.cells[0] ?? '')?.[1] ?? null;
      const title = (row.cells[0] ?? '').trim();
      if (title !== '' && row.cells.every((cell, index) => index === 0 || cell.trim() === '')) {
        section = /cancel|working|rolling/i.test(title) ? 'skip' : 'none';
        return;
      }
      const found = columnsOf(row);
      const header = hasAll(found, EXECUTIONS) ? 'executions' : hasAll(found, CASH) || hasAll(found, FUTURES_CASH) ? 'cash' : hasAll(found, PLACED) ? 'placed' : null;
      if (header !== null) {
        if (section !== 'skip') section = header;
        columns = found;
        return;
      }
      if (executions.length + cash.length + placed.length > MAX_ROWS) throw new ImportRefused('too-large', 'This statement has more trades than are read at once; export a shorter period.');
      if (section === 'executions') {
        const last = executions.at(-1) ?? null;
        const execution = readExecution(row, columns, last, context);
        if (execution !== null) executions.push(execution);
      } else if (section === 'cash') readCash(row, columns, cash, spreads, context);
      else if (section === 'placed') readPlaced(row, columns, placed, context);
    },
    end() {
      for (const { row, status } of placed) {
        if (!/^filled$/i.test(status)) context.ignore('order that was not filled');
        else if (executions.length + cash.length > 0) context.ignore('filled order whose fill is listed apart');
        else context.reject(row, 'This section gives the time an order was placed, not when it was filled. Export the Account Statement, which has the fills.');
      }
      if (executions.length > 0) emitExecutions(executions, cash, spreads, stopOrders(placed), account, context);
      else emitCash(cash, spreads, account, context);
    },
  };
}

function readPlaced(row: Row, columns: Columns, placed: PlacedOrder[], context: ReaderContext): void {
  const at = (name: string): string => cellAt(row, placeOf(columns, [name]));
  let order = placed.at(-1);
  if (at('time placed') !== '') {
    order = {
      row, symbol: instrumentName(at('symbol'), at('exp'), at('strike'), at('type')), side: sideWord(at('side'))?.side ?? null, quantity: context.number(at('qty')), time: context.time(at('time placed')), status: at('status'),
      stop: null, replaces: false, triggered: false,
    };
    placed.push(order);
  }
  if (order === undefined) return;
  const price = placeOf(columns, ['price']);
  // The kind of price is in the unnamed column behind it. `BASE-6.74` is no price but a distance.
  if (/^STP/i.test(cellAt(row, price + 1))) order.stop ??= context.price(cellAt(row, price), order.symbol);
  order.replaces ||= row.cells.some((cell) => /^\s*RE #/i.test(cell));
  order.triggered ||= row.cells.some((cell) => /^\s*TRG BY #/i.test(cell));
}

/** The stops that were the first ones of something. */
function stopOrders(placed: readonly PlacedOrder[]): StopOrder[] {
  const entries = new Set(placed.flatMap(({ status, symbol, side, time }) => (/^filled$/i.test(status) && time !== null && 'ms' in time ? [`${symbol}|${side}|${time.ms}`] : [])));
  return placed.flatMap(({ symbol, side, quantity, stop, time, status, replaces, triggered }) => {
    if (stop === null || side === null || quantity === null || quantity === '0' || replaces || time === null || !('ms' in time) || /^rejected/i.test(status)) return [];
    // What waited for an entry counts only where that entry, placed with it, was filled.
    if (triggered && ![0, -1_000].some((earlier) => entries.has(`${symbol}|${side === 'buy' ? 'sell' : 'buy'}|${time.ms + earlier}`))) return [];
    return [{ symbol, side, quantity: magnitude(quantity), price: stop, ms: time.ms, triggered }];
  });
}

/** Options are named by what they are, since the root alone names the share; futures begin with a slash. */
function instrumentName(symbol: string, expiry: string, strike: string, type: string): string {
  return /^(?:call|put)$/i.test(type) ? `${symbol} ${expiry} ${strike} ${type.toUpperCase()}`.replace(/\s+/g, ' ') : shareSymbol(symbol);
}

function readExecution(row: Row, columns: Columns, last: Execution | null, context: ReaderContext): Execution | null {
  const at = (name: string): string => cellAt(row, placeOf(columns, [name]));
  const refuse = (reason: string): null => {
    context.reject(row, reason);
    return null;
  };
  const word = sideWord(at('side'));
  if (word === null) return refuse(`The side “${at('side')}” is neither a buy nor a sell.`);
  const quantity = context.number(at('qty'));
  const price = context.price(at('price'), at('symbol'));
  // Legs of one spread after the first have no time of their own.
  const leg = at('exec time') === '';
  const time = leg ? (last?.time ?? null) : context.time(at('exec time'));
  if (quantity === null || quantity === '0' || price === null || time === null || at('symbol') === '') return refuse('The fill has no symbol, time, quantity and price that can all be read.');
  return {
    row, group: (last?.group ?? 0) + (leg ? 0 : 1), symbol: instrumentName(at('symbol'), at('exp'), at('strike'), at('type')), root: bareRoot(at('symbol')), side: word.side, quantity: magnitude(quantity), price, time,
    effect: effectWord(at('pos effect')) ?? word.effect,
  };
}

/** `/MESZ26:XCME` of the futures statement is `/MESZ26` in the trade history. */
function bareRoot(symbol: string): string {
  return symbol.replace(/:X[A-Z]+$/, '');
}

const SPREADS = /^(?:VERTICAL|IRON CONDOR|CALENDAR|STRADDLE|STRANGLE|BUTTERFLY|CONDOR|DIAGONAL|COVERED|COMBO|BACKRATIO|UNBALANCED|DBL DIAG|VERT ROLL|CUSTOM|ROLL|COLLAR)\b/;

function readCash(row: Row, columns: Columns, cash: CashEntry[], spreads: SpreadEntry[], context: ReaderContext): void {
  const at = (...names: string[]): string => cellAt(row, placeOf(columns, names));
  if (at('type').toUpperCase() !== 'TRD') return context.ignore('entry of the cash balance that is no trade');
  // A note of how the order was sent may come first (`KEY: F2 SOLD …`).
  const match = /^(?:.{1,40} )??(BOT|SOLD) ([+-]?[\d,]*\.?\d+) (.+?) @\s*(-?[\d,]*[.'’]?\d+)/u.exec(at('description'));
  if (match === null) return context.reject(row, `The description “${at('description').slice(0, 80)}” is no trade that can be read.`);
  const [, action = '', size = '', what = '', paid = ''] = match;
  const charge = (text: string): Decimal | null => {
    const value = context.number(text);
    return value === null ? null : negate(value);
  };
  const time = context.time(at('date', 'exec date'), at('time', 'exec time'));
  const costs = { commission: charge(at('commissions & fees')), fees: charge(at('misc fees')) };
  if (SPREADS.test(what)) {
    spreads.push({ row, time, ...costs });
    return;
  }
  const quantity = context.number(size);
  const price = context.price(paid.startsWith('.') ? `0${paid}` : paid, what.split(' ')[0] ?? '');
  if (quantity === null || quantity === '0' || price === null || time === null) return context.reject(row, 'The trade has no time, quantity and price that can all be read.');
  const option = /^(\S+) (?:1\/)?\d+ (?:\([^)]*\) )?(\d{1,2} [A-Z]{3} \d{2,4}) (\S+) (CALL|PUT)\b/.exec(what);
  const root = bareRoot(what.split(' ')[0] ?? '');
  const symbol = option === null ? shareSymbol(root) : instrumentName(option[1] ?? '', option[2] ?? '', option[3] ?? '', option[4] ?? '');
  cash.push({ row, ref: at('ref #').replace(/[="]/g, ''), side: action === 'BOT' ? 'buy' : 'sell', quantity: magnitude(quantity), symbol, root, price, time, ...costs });
}

interface Joinable {
  readonly time: ParsedTime;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly root: string;
}

function joinKey({ time, side, quantity, price, root }: Joinable, unit: number): string {
  return `${'ms' in time ? Math.floor(time.ms / unit) : ''}|${side}|${quantity}|${price}|${root}`;
}

/** The cash entry of each execution, to the second; to the minute where a spreadsheet cut the seconds off. */
function cashOf(executions: readonly Execution[], cash: readonly CashEntry[]): ReadonlyMap<Execution, CashEntry> {
  const joined = new Map<Execution, CashEntry>();
  const used = new Set<CashEntry>();
  for (const unit of [1_000, MINUTE_MS]) {
    const entries = Map.groupBy(cash.filter((entry) => !used.has(entry)), (entry) => joinKey(entry, unit));
    // Cash entries go forward in time, executions may go backward.
    for (const execution of executions) {
      if (joined.has(execution) || (unit === MINUTE_MS && 'ms' in execution.time && execution.time.ms % MINUTE_MS !== 0)) continue;
      const entry = entries.get(joinKey(execution, unit))?.shift();
      if (entry === undefined) continue;
      joined.set(execution, entry);
      used.add(entry);
    }
  }
  return joined;
}

/** The costs of spreads, divided among their legs by contracts; what cents are left over stay with the last leg. */
function spreadCosts(executions: readonly Execution[], spreads: readonly SpreadEntry[]): ReadonlyMap<Execution, { readonly commission: Decimal; readonly fees: Decimal }> {
  const byTime = Map.groupBy(spreads, ({ time }) => (time !== null && 'ms' in time ? time.ms : null));
  const costs = new Map<Execution, { commission: Decimal; fees: Decimal }>();
  for (const legs of Map.groupBy(executions, ({ group }) => group).values()) {
    const time = legs[0]?.time;
    const entry = legs.length < 2 || time === undefined || !('ms' in time) ? undefined : byTime.get(time.ms)?.shift();
    if (entry === undefined) continue;
    const whole = legs.reduce((sum, leg) => sum + fixed(leg.quantity), 0n);
    const share = (total: Decimal | null, upTo: bigint): bigint => divideRounded((parseFixed(total ?? '0') ?? 0n) * upTo, whole * CENT) * CENT;
    let before = 0n;
    for (const leg of legs) {
      const after = before + fixed(leg.quantity);
      const part = (total: Decimal | null): Decimal => formatFixed(share(total, after) - share(total, before));
      costs.set(leg, { commission: part(entry.commission), fees: part(entry.fees) });
      before = after;
    }
  }
  return costs;
}

/** One cent in units of a fixed decimal. */
const CENT = 100_000_000n;

function emitExecutions(executions: readonly Execution[], cash: readonly CashEntry[], spreads: readonly SpreadEntry[], stops: readonly StopOrder[], account: string | null, context: ReaderContext): void {
  const entries = cashOf(executions, cash);
  const shared = spreadCosts(executions, spreads);
  const firstStops = stopsOf(executions, stops);
  for (const execution of executions) {
    const entry = entries.get(execution);
    // An entry of the cash balance without a fee is a fill that cost nothing.
    const costs = entry === undefined ? shared.get(execution) : { commission: entry.commission ?? '0', fees: entry.fees ?? '0' };
    context.fill({
      row: execution.row, symbol: execution.symbol, side: execution.side, quantity: execution.quantity, price: execution.price, time: entry?.time ?? execution.time, effect: execution.effect,
      basis: 'fill', account, commission: costs?.commission ?? null, fees: costs?.fees ?? null, initialStops: firstStops.get(execution) ?? [],
    });
  }
}

function stopsOf(executions: readonly Execution[], stops: readonly StopOrder[]): ReadonlyMap<Execution, readonly StopLevel[]> {
  const fills = executions.flatMap((execution) => ('ms' in execution.time ? [{ execution, symbol: execution.symbol, side: execution.side, quantity: execution.quantity, ms: execution.time.ms }] : []));
  return new Map([...protectiveStops(fills, stops)].map(([{ execution }, levels]) => [execution, levels]));
}

function emitCash(cash: readonly CashEntry[], spreads: readonly SpreadEntry[], account: string | null, context: ReaderContext): void {
  for (const { row } of spreads) context.reject(row, 'A spread: its legs are only in the Account Trade History, which this file does not have.');
  for (const entry of cash) {
    context.fill({
      row: entry.row, symbol: entry.symbol, side: entry.side, quantity: entry.quantity, price: entry.price, time: entry.time, basis: 'fill', account,
      commission: entry.commission, fees: entry.fees, distinction: entry.ref, orderingId: entry.ref || null,
    });
  }
}

export const thinkorswimStatement: Format = {
  id: 'thinkorswim', broker: 'thinkorswim / Schwab', report: 'Account statement', dateOrder: 'mdy', zoneHint: 'thinkorswim writes the time zone set in the platform.',
  recognises(head) {
    if (head.container === 'xml') return false;
    const spread = findHeader(head, [...EXECUTIONS, 'spread']) ?? findHeader(head, [...PLACED, 'spread']);
    return spread !== null || findHeader(head, [...CASH, 'misc fees']) !== null || findHeader(head, [...FUTURES_CASH, 'misc fees']) !== null;
  },
  reader: statementReader,
};
