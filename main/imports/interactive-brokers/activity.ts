import { magnitude, negate } from '../text/numbers.ts';
import type { Row } from '../types.ts';
import { currencyCode } from '../reading/fill-table.ts';
import { headerName } from '../reading/columns.ts';
import type { Format, ReaderContext, RowReader } from '../reading/format.ts';
import { sideWord } from '../reading/words.ts';
import { shareSymbol } from '../symbols.ts';
import { effectOf, impliedMultiplier, levelFilter } from './records.ts';

const TRADES = new Set(['Trades', 'Transaktionen', 'Abschlüsse', 'Operaciones', 'Transactions']);
const HISTORY = new Set(['Transaction History', 'Transaktionshistorie']);

const NAMES = {
  level: ['datadiscriminator'],
  category: ['asset category', 'vermögenswertkategorie'],
  currency: ['currency', 'währung', 'price currency'],
  symbol: ['symbol'],
  time: ['date/time', 'datum/zeit'],
  quantity: ['quantity', 'menge'],
  price: ['t. price', 't.-kurs', 'price', 'kurs'],
  code: ['code', 'codes'],
  realised: ['realized p/l', 'realisierter g&v', 'realisierte g&v'],
  proceeds: ['proceeds', 'notional value', 'erlös', 'nominalwert'],
  /** Only in consolidated statements. */
  account: ['account', 'konto'],
} as const;

/**
 * Interactive Brokers Activity statement: every row starts with its section. The Trades section lists orders, executions,
 * closed lots and subtotals under headers that repeat per kind of asset and may have blank names. Identical lines are
 * genuine partial fills. The Transaction History of some resellers has dates without times and is refused line by line.
 */
function activityReader(context: ReaderContext): RowReader {
  const levels = levelFilter(context);
  let header: ReadonlyMap<string, number> = new Map();
  let commission = { place: -1, currency: null as string | null };
  let account: string | null = null;
  return {
    row(row) {
      const section = (row.cells[0] ?? '').replace(/^\ufeff/u, '').trim();
      const kind = (row.cells[1] ?? '').trim();
      const name = (row.cells[2] ?? '').trim();
      if (kind === 'Data' && account === null && /^(?:account|accountid|konto)$/i.test(name)) account = (row.cells[3] ?? '').trim() || null;
      if (!TRADES.has(section) && !HISTORY.has(section)) return;
      if (kind === 'Header') {
        const places = new Map<string, number>();
        commission = { place: -1, currency: null };
        row.cells.forEach((cell, index) => {
          const column = headerName(cell);
          if (column !== '' && !places.has(column)) places.set(column, index);
          const stated = /^(?:comm|prov\.?)(?:\/fee|ission)?(?: in ([a-z]{3}))?$/.exec(column);
          if (stated !== null || column === 'comm/fee' || column === 'prov./gebühr') commission = { place: index, currency: stated?.[1]?.toUpperCase() ?? null };
        });
        header = places;
        return;
      }
      if (kind === 'SubTotal' || kind === 'Total') return context.ignore('row of totals');
      if (kind !== 'Data') return;
      if (HISTORY.has(section)) return readHistoryRow(row, header, context);
      // Orders wait until it is known whether their executions follow, and further headers may come before that.
      const under = { header, commission };
      const at = (names: readonly string[]): string => read(row, under.header, names);
      levels.offer(at(NAMES.level), row, () => readTrade(row, at, under.commission, at(NAMES.account) || account, context), `${at(NAMES.account)}|${at(NAMES.symbol)}`);
    },
    end: () => levels.end(),
  };
}

function read(row: Row, header: ReadonlyMap<string, number>, names: readonly string[]): string {
  for (const name of names) {
    const place = header.get(name);
    if (place !== undefined) return (row.cells[place] ?? '').trim();
  }
  return '';
}

function readTrade(row: Row, at: (names: readonly string[]) => string, commission: { place: number; currency: string | null }, account: string | null, context: ReaderContext): void {
  const symbol = /^(?:stocks|aktien)$/i.test(at(NAMES.category)) ? shareSymbol(at(NAMES.symbol)) : at(NAMES.symbol);
  const quantity = context.number(at(NAMES.quantity));
  const price = context.number(at(NAMES.price));
  const time = context.time(at(NAMES.time));
  if (symbol === '' || quantity === null || quantity === '0' || price === null || time === null) {
    return context.reject(row, 'The trade has no symbol, time, quantity and price that can all be read.');
  }
  const charge = context.number(commission.place < 0 ? '' : (row.cells[commission.place] ?? '').trim());
  const effect = effectOf(at(NAMES.code));
  const realised = context.number(at(NAMES.realised));
  context.fill({
    row, symbol, side: quantity.startsWith('-') ? 'sell' : 'buy', quantity: magnitude(quantity), price, time, account,
    basis: at(NAMES.level).toLowerCase() === 'order' ? 'order' : 'fill', commission: charge === null ? null : negate(charge), costCurrency: commission.currency,
    currency: currencyCode(at(NAMES.currency)), effect,
    pointValue: impliedMultiplier(magnitude(quantity), price, context.number(at(NAMES.proceeds))), result: realised === null || effect !== 'close' ? null : { amount: realised, costs: 'after' },
  });
}

function readHistoryRow(row: Row, header: ReadonlyMap<string, number>, context: ReaderContext): void {
  const at = (name: string): string => read(row, header, [name]);
  const word = sideWord(at('transaction type'));
  if (word === null) return context.ignore('entry that is no trade');
  const quantity = context.number(at('quantity'));
  const price = context.number(at('price'));
  const time = context.time(at('date'));
  if (quantity === null || quantity === '0' || price === null || time === null || at('symbol') === '') return context.reject(row, 'The trade has no symbol, time, quantity and price that can all be read.');
  const charge = context.number(at('commission'));
  context.fill({
    row, symbol: at('symbol'), side: word.side, quantity: magnitude(quantity), price, time, account: at('account') || null, basis: 'fill',
    commission: charge === null ? null : negate(charge), currency: currencyCode(at('price currency')), effect: word.effect,
  });
}

export const interactiveBrokersActivity: Format = {
  id: 'interactive-brokers-activity', broker: 'Interactive Brokers', report: 'Activity statement', dateOrder: 'mdy', zoneHint: 'Interactive Brokers writes US Eastern time in activity statements.',
  recognises: (head) => head.container === 'csv' && head.rows.some((row) => (row.cells[1] ?? '').trim() === 'Header' && /^(?:Statement|Trades|Transaktionen)$/.test((row.cells[0] ?? '').replace(/^\ufeff/u, '').trim())),
  reader: activityReader,
};
