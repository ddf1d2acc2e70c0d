import { magnitude, negate } from '../text/numbers.ts';
import { ImportRefused, type Row } from '../types.ts';
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
 * Levels of detail: a statement may list executions, and the orders they add up to, and summaries. Executions are used
 * where the file has any; orders only where it has none.
 */
export interface LevelFilter {
  offer(level: string, row: Row, take: () => void): void;
  end(): void;
}

export function levelFilter(context: ReaderContext): LevelFilter {
  let executions = 0;
  let held: (() => void)[] = [];
  return {
    offer(level, row, take) {
      const word = level.toUpperCase();
      if (word === '' || word === 'EXECUTION' || word === 'TRADE') {
        executions += 1;
        if (held.length > 0) {
          for (let i = 0; i < held.length; i += 1) context.ignore('order whose executions are listed too');
          held = [];
        }
        take();
      } else if (word === 'ORDER') {
        if (executions > 0) context.ignore('order whose executions are listed too');
        else if (held.length >= MAX_HELD) throw new ImportRefused('too-large', 'This statement lists more orders than are read at once; export a shorter period.');
        else held.push(take);
      } else if (/^(?:LOT|CLOSED_?LOT|WASH_?SALE|SYMBOL_?SUMMARY|ASSET_?SUMMARY|SUMMARY|CURRENCY_?SUMMARY|UNDERLYING_?SUMMARY)$/.test(word)) context.ignore('summary or tax lot');
      else context.reject(row, `The level of detail “${level}” is not known.`);
    },
    end() {
      const take = held;
      held = [];
      for (const each of take) each();
    },
  };
}

/** One trade record of a Flex statement. */
export function flexFill(row: Row, field: Field, context: ReaderContext): void {
  const symbol = field('assetclass', 'assetcategory').toUpperCase() === 'STK' ? shareSymbol(field('symbol')) : field('symbol');
  if (symbol === '') return context.reject(row, 'The record names no instrument.');
  const buySell = field('buysell', 'side');
  if (/\(ca\.?\)/i.test(buySell)) return context.reject(row, 'This record cancels another trade; correct that trade in the journal.');
  const quantity = context.number(field('quantity'));
  if (quantity === null || quantity === '0') return context.reject(row, `The quantity “${field('quantity')}” is no number.`);
  const word = buySell === '' ? null : sideWord(buySell);
  if (buySell !== '' && word === null) return context.reject(row, `The side “${buySell}” is neither a buy nor a sell.`);
  const price = context.number(field('tradeprice', 'price'));
  if (price === null) return context.reject(row, `The price “${field('tradeprice', 'price')}” is no number.`);
  const whole = field('datetime', 'tradedatetime', 'executiontime');
  const time = whole === '' ? context.time(field('tradedate', 'date'), field('tradetime', 'time')) : context.time(whole);
  if (time === null) return context.reject(row, `The time “${whole || field('tradedate')}” cannot be read.`);
  const commission = context.number(field('ibcommission', 'commission'));
  const fees = context.number(field('taxes', 'fees', 'tax'));
  const realised = context.number(field('fifopnlrealized', 'realizedpnl', 'realizedpl'));
  const id = field('tradeid') || field('ibexecid', 'execid') || field('transactionid') || null;
  const effect = effectOf(field('openclose', 'opencloseindicator')) ?? effectOf(field('notescodes', 'notes', 'codes', 'code')) ?? word?.effect ?? null;
  const order = field('iborderid', 'orderid');
  const draft: FillDraft = {
    row, symbol, side: word?.side ?? (quantity.startsWith('-') ? 'sell' : 'buy'), quantity: magnitude(quantity), price, time, basis: 'fill',
    id, ...(id === null ? {} : { idSpace: `interactive-brokers:${field('accountid', 'clientaccountid')}` }), brokerFillId: id,
    account: field('accountid', 'clientaccountid', 'account') || null,
    commission: commission === null ? null : negate(commission), fees: fees === null ? null : negate(fees),
    costCurrency: currencyCode(field('ibcommissioncurrency', 'commissioncurrency')), currency: currencyCode(field('currency', 'currencyprimary')),
    effect, pointValue: positive(context.number(field('multiplier'))), orderingId: id ?? (order || null),
    result: realised === null || effect !== 'close' ? null : { amount: realised, costs: 'after' },
    ...(order === '' ? {} : { distinction: order }),
  };
  context.fill(draft);
}
