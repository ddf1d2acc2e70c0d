import { formatFixed, type Decimal } from '../../engine/decimal.ts';
import { fixed } from '../text/arithmetic.ts';
import { magnitude, negate } from '../text/numbers.ts';
import { ImportRefused, type Row, type Side } from '../types.ts';
import { currencyCode, positive } from '../reading/fill-table.ts';
import type { FillDraft, ReaderContext } from '../reading/format.ts';
import { sideWord } from '../reading/words.ts';
import { shareSymbol } from '../symbols.ts';

const MAX_HELD = 500_000;

/** Reads a field by its name without case, spaces and punctuation, as both XML attributes and CSV headers have it. */
export type Field = (...names: readonly string[]) => string;

export function fieldKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** `O` opens, `C` closes; both together, as in a reversal, say neither. */
export function effectOf(codes: string): 'open' | 'close' | null {
  const parts = codes.toUpperCase().split(/[;,\s]+/);
  const opens = parts.includes('O');
  const closes = parts.includes('C');
  return opens === closes ? null : opens ? 'open' : 'close';
}

/**
 * Levels of detail: a statement may list executions, and the orders they add up to, and summaries. Executions are used where
 * `of` (an instrument, or the whole statement) has any; orders only where it has none.
 */
export interface LevelFilter {
  offer(level: string, row: Row, take: () => void, of?: string): void;
  end(): void;
}

export function levelFilter(context: ReaderContext): LevelFilter {
  const executed = new Set<string>();
  const held = new Map<string, (() => void)[]>();
  let waiting = 0;
  return {
    offer(level, row, take, of = '') {
      const word = level.toUpperCase();
      if (word === '' || word === 'EXECUTION' || word === 'TRADE') {
        executed.add(of);
        const orders = held.get(of)?.length ?? 0;
        for (let i = 0; i < orders; i += 1) context.ignore('order whose executions are listed too');
        held.delete(of);
        waiting -= orders;
        take();
      } else if (word === 'ORDER') {
        if (executed.has(of)) return context.ignore('order whose executions are listed too');
        if (waiting >= MAX_HELD) throw new ImportRefused('too-large', 'This statement lists more orders than are read at once; export a shorter period.');
        waiting += 1;
        const orders = held.get(of);
        if (orders === undefined) held.set(of, [take]);
        else orders.push(take);
      } else if (/^(?:LOT|CLOSED_?LOT|WASH_?SALE|SYMBOL_?SUMMARY|ASSET_?SUMMARY|SUMMARY|CURRENCY_?SUMMARY|UNDERLYING_?SUMMARY|(?:SUB)?TOTAL)$/.test(word)) context.ignore('summary or tax lot');
      else context.reject(row, `The level of detail “${level}” is not known.`);
    },
    end() {
      for (const orders of held.values()) for (const take of orders) take();
      held.clear();
    },
  };
}

/** Trades of one statement that are held back: few enough to cost no memory, enough for what cancels them to come. */
const HELD_FOR_CANCELLING = 4_096;

/** Takes the trades of a statement; one that a later record cancels is left out together with that record. */
export interface TradeSink {
  trade(draft: FillDraft): void;
  /** `draft` takes the cancelled trade back, for one that is not among the trades held (an earlier statement has it). */
  cancel(draft: FillDraft, originalId: string): void;
  end(): void;
}

export function tradeSink(context: ReaderContext): TradeSink {
  const held = new Map<string, FillDraft>();
  let unnamed = 0;
  const release = (key: string): void => {
    const draft = held.get(key);
    held.delete(key);
    if (draft !== undefined) context.fill(draft);
  };
  const sameTrade = (a: FillDraft, b: FillDraft): boolean =>
    a.account === b.account && a.symbol === b.symbol && a.side !== b.side && a.quantity === b.quantity && a.price === b.price && 'ms' in a.time && 'ms' in b.time && a.time.ms === b.time.ms;
  return {
    trade(draft) {
      const key = `${draft.account ?? ''}|${draft.id ?? `#${(unnamed += 1)}`}`;
      // A repeated id is for the normaliser to judge.
      release(key);
      held.set(key, draft);
      if (held.size > HELD_FOR_CANCELLING) for (const oldest of held.keys()) return release(oldest);
    },
    cancel(draft, originalId) {
      const named = `${draft.account ?? ''}|${originalId}`;
      const key = held.has(named) ? named : ([...held].find(([, other]) => sameTrade(other, draft))?.[0] ?? null);
      if (key === null) return context.fill(draft);
      held.delete(key);
      context.ignore('cancelled trade');
      context.ignore('record that cancels a trade');
    },
    end() {
      for (const key of held.keys()) release(key);
    },
  };
}

/** One trade record of a Flex statement. `statementAccount` is the account of the statement around it, for records that name none. */
export function flexFill(row: Row, field: Field, statementAccount: string, sink: TradeSink, context: ReaderContext): void {
  const symbol = field('assetclass', 'assetcategory').toUpperCase() === 'STK' ? shareSymbol(field('symbol')) : field('symbol');
  if (symbol === '') return context.reject(row, 'The record names no instrument.');
  const buySell = field('buysell', 'side');
  const cancels = /\(ca\.?\)/i.test(buySell);
  const quantity = context.number(field('quantity'));
  if (quantity === null || quantity === '0') return context.reject(row, `The quantity “${field('quantity')}” is no number.`);
  const word = buySell === '' ? null : sideWord(buySell.replace(/\s*\(ca\.?\)/i, ''));
  if (buySell !== '' && word === null) return context.reject(row, `The side “${buySell}” is neither a buy nor a sell.`);
  const price = context.number(field('tradeprice', 'price'));
  if (price === null) return context.reject(row, `The price “${field('tradeprice', 'price')}” is no number.`);
  const whole = field('datetime', 'tradedatetime', 'executiontime');
  const clock = field('tradetime', 'time');
  const time = context.time(whole || field('tradedate', 'date'), clock);
  if (time === null) return context.reject(row, `The time “${whole || field('tradedate')}” cannot be read.`);
  const commission = context.number(field('ibcommission', 'commission'));
  const fees = context.number(field('taxes', 'fees', 'tax'));
  const realised = context.number(field('fifopnlrealized', 'realizedpnl', 'realizedpl'));
  const id = field('tradeid') || field('ibexecid', 'execid') || field('transactionid') || null;
  const effect = effectOf(field('openclose', 'opencloseindicator')) ?? effectOf(field('notescodes', 'notes', 'codes', 'code')) ?? word?.effect ?? null;
  const order = field('iborderid', 'orderid');
  const account = field('accountid', 'clientaccountid', 'account') || statementAccount;
  const said = word?.side ?? (quantity.startsWith('-') ? 'sell' : 'buy');
  const draft: FillDraft = {
    row, symbol, side: cancels ? opposite(said) : said, quantity: magnitude(quantity), price, time, basis: 'fill',
    id, ...(id === null ? {} : { idSpace: `interactive-brokers:${account}` }), brokerFillId: id,
    account: account || null,
    commission: commission === null ? null : negate(commission), fees: fees === null ? null : negate(fees),
    costCurrency: currencyCode(field('ibcommissioncurrency', 'commissioncurrency')), currency: currencyCode(field('currency', 'currencyprimary')),
    effect: cancels ? null : effect, pointValue: pointValueOf(context, field, magnitude(quantity), price), orderingId: id ?? (order || null),
    result: realised === null || effect !== 'close' || cancels ? null : { amount: realised, costs: 'after' },
    ...(order === '' ? {} : { distinction: order }),
  };
  if (cancels) sink.cancel(draft, field('origtradeid'));
  else sink.trade(draft);
}

function opposite(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy';
}

/** The multiplier; bonds and bills are quoted in percent of their face value. */
function pointValueOf(context: ReaderContext, field: Field, quantity: Decimal, price: Decimal): Decimal | null {
  const multiplier = positive(context.number(field('multiplier')));
  if (multiplier === null) return impliedMultiplier(quantity, price, context.number(field('trademoney', 'proceeds')));
  return /^(?:bond|bill)$/i.test(field('assetcategory', 'assetclass')) ? formatFixed(fixed(multiplier) / 100n) : multiplier;
}

const CENT = 10n ** 18n;

/** What one point of price was worth for one unit, from the money a trade moved; null when that is no round number. */
export function impliedMultiplier(quantity: Decimal, price: Decimal, money: Decimal | null): Decimal | null {
  if (money === null) return null;
  const unit = fixed(quantity) * fixed(magnitude(price));
  const moved = fixed(magnitude(money)) * 10n ** 10n;
  if (unit === 0n || moved === 0n) return null;
  const tolerance = moved / 1_000_000n > CENT ? moved / 1_000_000n : CENT;
  const off = (times: bigint, per: bigint): bigint => (times * unit > moved * per ? times * unit - moved * per : moved * per - times * unit) / per;
  const whole = (moved + unit / 2n) / unit;
  if (whole >= 1n) return off(whole, 1n) <= tolerance ? String(whole) : null;
  // Percent of the face value.
  return off(1n, 100n) <= tolerance ? '0.01' : null;
}
