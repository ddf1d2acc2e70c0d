import type { Decimal } from '../../engine/decimal.ts';
import { magnitude, negate } from '../text/numbers.ts';
import type { ParsedTime } from '../text/dates.ts';
import { ImportRefused, type Row, type Side } from '../types.ts';
import { cellAt, columnsOf, findHeader, hasAll, isBlank, placeOf, type Columns } from '../reading/columns.ts';
import { effectWord } from '../reading/fill-table.ts';
import type { Format, ReaderContext, RowReader } from '../reading/format.ts';
import { sideWord } from '../reading/words.ts';
import { shareSymbol } from '../symbols.ts';

const EXECUTIONS = ['exec time', 'side', 'qty', 'symbol', 'price'];
const CASH = ['date', 'time', 'type', 'ref #', 'description'];
const PLACED = ['time placed', 'side', 'qty', 'symbol', 'status'];
const MAX_ROWS = 500_000;

interface Execution {
  readonly row: Row;
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

/**
 * thinkorswim / Schwab account statement: sections under titles, parted by blank lines. Fills are in Account Trade
 * History (or Filled Orders), their fees only in Cash Balance; the two are joined by time, side, quantity, price and
 * symbol, each cash entry once. A statement with a Cash Balance and no trade history is read from the descriptions of
 * its trades. Sections of working and cancelled orders hold no fills.
 */
function statementReader(context: ReaderContext): RowReader {
  let section: 'none' | 'executions' | 'cash' | 'placed' | 'skip' = 'none';
  let columns: Columns = new Map();
  let account: string | null = null;
  let lastTime: ParsedTime | null = null;
  const executions: Execution[] = [];
  const cash: CashEntry[] = [];
  const spreads: Row[] = [];
  /** Filled orders of the order history, which has the time of placing and not of filling. */
  const placed: Row[] = [];
  return {
    row(row) {
      if (isBlank(row)) return;
      account ??= /(?:statement|activity) for (\S+)/i.exec(row.cells[0] ?? '')?.[1] ?? null;
      const filled = row.cells.filter((cell) => cell.trim() !== '');
      if (filled.length === 1) {
        section = /cancel|working|rolling/i.test(filled[0] ?? '') ? 'skip' : 'none';
        return;
      }
      const found = columnsOf(row);
      const header = hasAll(found, EXECUTIONS) ? 'executions' : hasAll(found, CASH) ? 'cash' : hasAll(found, PLACED) ? 'placed' : null;
      if (header !== null) {
        if (section !== 'skip') section = header;
        columns = found;
        return;
      }
      if (executions.length + cash.length + placed.length > MAX_ROWS) throw new ImportRefused('too-large', 'This statement has more trades than are read at once; export a shorter period.');
      if (section === 'executions') {
        const execution = readExecution(row, columns, lastTime, context);
        if (execution === null) return;
        lastTime = execution.time;
        executions.push(execution);
      } else if (section === 'cash') readCash(row, columns, cash, spreads, context);
      else if (section === 'placed') {
        const status = cellAt(row, placeOf(columns, ['status']));
        if (/^filled$/i.test(status)) placed.push(row);
        else context.ignore('order that was not filled');
      }
    },
    end() {
      for (const row of placed) {
        if (executions.length + cash.length > 0) context.ignore('filled order whose fill is listed apart');
        else context.reject(row, 'This section gives the time an order was placed, not when it was filled. Export the Account Statement, which has the fills.');
      }
      if (executions.length > 0) emitExecutions(executions, cash, account, context);
      else emitCash(cash, spreads, account, context);
    },
  };
}

/** Options are named by what they are, since the root alone names the share; futures begin with a slash. */
function instrumentName(symbol: string, expiry: string, strike: string, type: string): string {
  return /^(?:call|put)$/i.test(type) ? `${symbol} ${expiry} ${strike} ${type.toUpperCase()}`.replace(/\s+/g, ' ') : shareSymbol(symbol);
}

function readExecution(row: Row, columns: Columns, lastTime: ParsedTime | null, context: ReaderContext): Execution | null {
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
  const time = at('exec time') === '' ? lastTime : context.time(at('exec time'));
  if (quantity === null || quantity === '0' || price === null || time === null || at('symbol') === '') return refuse('The fill has no symbol, time, quantity and price that can all be read.');
  return {
    row, symbol: instrumentName(at('symbol'), at('exp'), at('strike'), at('type')), root: at('symbol'), side: word.side, quantity: magnitude(quantity), price, time,
    effect: effectWord(at('pos effect')) ?? word.effect,
  };
}

const SPREADS = /^(?:VERTICAL|IRON CONDOR|CALENDAR|STRADDLE|STRANGLE|BUTTERFLY|CONDOR|DIAGONAL|COVERED|COMBO|BACKRATIO|UNBALANCED|DBL DIAG|VERT ROLL|CUSTOM|ROLL|COLLAR)\b/;

function readCash(row: Row, columns: Columns, cash: CashEntry[], spreads: Row[], context: ReaderContext): void {
  const at = (...names: string[]): string => cellAt(row, placeOf(columns, names));
  if (at('type').toUpperCase() !== 'TRD') return context.ignore('entry of the cash balance that is no trade');
  const match = /^(?:\S+ )??(BOT|SOLD) ([+-]?[\d,]*\.?\d+) (.+?) @\s*(-?[\d,]*[.'’]?\d+)/u.exec(at('description'));
  if (match === null) return context.reject(row, `The description “${at('description').slice(0, 80)}” is no trade that can be read.`);
  const [, action = '', size = '', what = '', paid = ''] = match;
  if (SPREADS.test(what)) {
    spreads.push(row);
    return;
  }
  const quantity = context.number(size);
  const price = context.price(paid.startsWith('.') ? `0${paid}` : paid, what.split(' ')[0] ?? '');
  const time = context.time(at('date'), at('time'));
  if (quantity === null || quantity === '0' || price === null || time === null) return context.reject(row, 'The trade has no time, quantity and price that can all be read.');
  const option = /^(\S+) (?:1\/)?\d+ (?:\([^)]*\) )?(\d{1,2} [A-Z]{3} \d{2,4}) (\S+) (CALL|PUT)\b/.exec(what);
  const root = what.split(' ')[0] ?? '';
  const symbol = option === null ? shareSymbol(root) : instrumentName(option[1] ?? '', option[2] ?? '', option[3] ?? '', option[4] ?? '');
  const charge = (text: string): Decimal | null => {
    const value = context.number(text);
    return value === null ? null : negate(value);
  };
  cash.push({
    row, ref: at('ref #').replace(/[="]/g, ''), side: action === 'BOT' ? 'buy' : 'sell', quantity: magnitude(quantity), symbol, root, price, time,
    commission: charge(at('commissions & fees')), fees: charge(at('misc fees')),
  });
}

function joinKey(entry: { readonly time: ParsedTime; readonly side: Side; readonly quantity: Decimal; readonly price: Decimal; readonly root: string }): string {
  return `${'ms' in entry.time ? entry.time.ms : ''}|${entry.side}|${entry.quantity}|${entry.price}|${entry.root}`;
}

function emitExecutions(executions: readonly Execution[], cash: readonly CashEntry[], account: string | null, context: ReaderContext): void {
  const costs = new Map<string, CashEntry[]>();
  for (const entry of cash) {
    const list = costs.get(joinKey(entry));
    if (list === undefined) costs.set(joinKey(entry), [entry]);
    else list.push(entry);
  }
  for (const execution of executions) {
    const entry = costs.get(joinKey(execution))?.shift() ?? null;
    context.fill({
      row: execution.row, symbol: execution.symbol, side: execution.side, quantity: execution.quantity, price: execution.price, time: execution.time, effect: execution.effect,
      basis: 'fill', account, commission: entry?.commission ?? null, fees: entry?.fees ?? null,
    });
  }
}

function emitCash(cash: readonly CashEntry[], spreads: readonly Row[], account: string | null, context: ReaderContext): void {
  for (const row of spreads) context.reject(row, 'A spread: its legs are only in the Account Trade History, which this file does not have.');
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
    return spread !== null || findHeader(head, [...CASH, 'misc fees']) !== null;
  },
  reader: statementReader,
};
