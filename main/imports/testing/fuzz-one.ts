import { buildTrades } from '../../trades/build-trades.ts';
import { tradeFillOf } from '../../trades/trade-fill.ts';
import { fixed } from '../text/arithmetic.ts';
import { readBars } from '../bars/read-bars.ts';
import { sourceFromBytes } from '../containers/source.ts';
import { readImport } from '../read-import.ts';
import type { ImportAnswers, ImportedFill } from '../types.ts';
import { lookup } from './read-all.ts';

export interface FuzzResult {
  readonly outcome: 'imported' | 'refused';
  readonly fills: number;
}

const ANSWERS: ImportAnswers = { accountCurrency: 'USD', zone: 'America/New_York', date: '2026-10-05', symbol: 'MES' };
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;

/**
 * Imports bytes as the app would and checks what must hold for any input: an answer and not an exception; a refusal in
 * words; fills that are sound; keys that are unique; trades whose quantities add up to the fills. Throws otherwise.
 */
export async function fuzzOne(bytes: Uint8Array, name: string): Promise<FuzzResult> {
  if (name.startsWith('bars')) return fuzzBars(bytes, name);
  const fills: ImportedFill[] = [];
  let rejected = 0;
  const outcome = await readImport(sourceFromBytes(bytes, name), ANSWERS, {
    fill: (fill) => fills.push(fill),
    rejected(line) {
      rejected += 1;
      must(line.reason.length > 10 && Number.isSafeInteger(line.line) && line.line >= 0, 'a refused line has a number and a reason');
    },
  });
  if (!outcome.ok) {
    must(outcome.refusal.message.length > 10, 'a refusal says why');
    must(outcome.refusal.code !== 'needs-answer' || outcome.refusal.needs.length > 0, 'a question says what is asked');
    return { outcome: 'refused', fills: 0 };
  }
  must(outcome.value.fills > 0, 'a success has fills');
  must(outcome.value.rejected === rejected, 'refused lines are counted');
  const keys = new Set<string>();
  for (const fill of fills) {
    keys.add(fill.key);
    must(DECIMAL.test(fill.quantity) && !fill.quantity.startsWith('-') && fill.quantity !== '0', `a quantity is positive: ${fill.quantity}`);
    must(DECIMAL.test(fill.price), `a price is a decimal: ${fill.price}`);
    must(fill.time.epochMs !== null && Number.isSafeInteger(fill.time.epochMs), 'a fill has an instant');
    must(fill.symbol !== '' && /^[A-Z]{3}$/.test(fill.currency), 'a fill has a symbol and a currency');
    must([fill.commission, fill.fees, fill.brokerResult?.amount ?? null].every((money) => money === null || Number.isSafeInteger(money.amount)), 'money is whole minor units');
    must(fill.sourceLine >= 1, 'a fill has a source line');
  }
  must(keys.size === fills.length, 'keys are unique');
  const report = buildTrades(fills.map(tradeFillOf), lookup);
  const signed = (side: string, quantity: string): bigint => (side === 'buy' ? fixed(quantity) : -fixed(quantity));
  const total = fills.reduce((sum, fill) => sum + signed(fill.side, fill.quantity), 0n);
  const left = report.open.reduce((sum, open) => sum + fixed(open.position), 0n) + report.unmatched.reduce((sum, fill) => sum + signed(fill.side, fill.quantity), 0n);
  must(total === left, 'what was bought and sold is in trades, open or unmatched');
  must(report.trades.every((trade) => trade.exitTime >= trade.entryTime && (trade.net === null || Number.isSafeInteger(trade.net.amount))), 'a trade ends after it began');
  return { outcome: 'imported', fills: fills.length };
}

async function fuzzBars(bytes: Uint8Array, name: string): Promise<FuzzResult> {
  const outcome = await readBars(sourceFromBytes(bytes, name), { unzoned: true, onRejected: (line) => must(line.reason.length > 10, 'a refused line has a reason') });
  if (!outcome.ok) {
    must(outcome.refusal.message.length > 10, 'a refusal says why');
    return { outcome: 'refused', fills: 0 };
  }
  const { bars } = outcome.value;
  must(bars.length > 0, 'a file of bars has some');
  let last = -Infinity;
  for (const bar of bars) {
    must(bar.at > last && Number.isSafeInteger(bar.at), 'bars go forward in time');
    last = bar.at;
    must([bar.open, bar.high, bar.low, bar.close].every((price) => DECIMAL.test(price)), 'prices are decimals');
    must(Number(bar.high) >= Number(bar.low), 'the high is not below the low');
  }
  return { outcome: 'imported', fills: bars.length };
}

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(`invariant broken: ${what}`);
}
