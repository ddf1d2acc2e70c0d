/** What price bars say: how far trades went, as a bound, and the ATR for the market map. */
import { hash } from 'node:crypto';
import type { CallInput, CallOutput } from '../../preload/contract/calls.ts';
import { averageTrueRange } from '../analytics/atr.ts';
import { canonicalDecimal } from '../engine/decimal.ts';
import { money } from '../engine/money.ts';
import { checkExcursions } from '../engine/trade-numbers.ts';
import { barsOfMinutes } from '../imports/bars/bar.ts';
import type { ReadBars } from '../imports/bars/read-bars.ts';
import type { ImportSource } from '../imports/containers/source.ts';
import { findAccount } from '../store/accounts.ts';
import type { Executor } from '../store/executor.ts';
import { heldTrades } from '../store/held-trades.ts';
import { findInstrument } from '../store/instruments.ts';
import { findTrade, updateTrade } from '../store/trades.ts';
import { areOfSomethingElse, excursionScan, type Excursion } from '../trades/excursions.ts';
import type { Lookup } from './desk.ts';
import { JournalError } from './errors.ts';
import type { Recording } from './recording.ts';

export interface BarFile extends ReadBars {
  readonly name: string;
}

/** Reads a file of bars. Throws JournalError `refused` with what is wrong with it. */
export async function readBarFile(source: ImportSource, options: { readonly zone: string | null }): Promise<BarFile> {
  const { readBars } = await import('../imports/bars/read-bars.ts');
  const outcome = await readBars(source, options);
  if (!outcome.ok) {
    const { message, needs } = outcome.refusal;
    throw new JournalError('refused', needs.includes('zone') ? `${message} Say the time zone of the file.` : message, { field: needs.includes('zone') ? 'zone' : undefined });
  }
  return { name: source.name, ...outcome.value };
}

// ── Excursions ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface Reached {
  readonly fileName: string;
  readonly excursions: readonly Excursion[];
}

/** How far the trades of an account went by the bars of one instrument. Reads only. */
export function reachedBy(db: Executor, { accountId, symbol, quietGaps }: CallInput<'bars.excursions'>, { name, bars, seconds, begins }: BarFile): Reached {
  if (seconds === null || seconds > 60) throw new JournalError('refused', 'MFE$ and MAE$ need bars of one minute or shorter, and at least two of them.');
  if (findAccount(db, accountId) === null) throw new JournalError('not-found', 'There is no such account.', { field: 'accountId' });
  const held = heldTrades(db, accountId);
  const symbols = [...new Set(held.map((trade) => trade.symbol))].toSorted();
  if (symbol === null && symbols.length > 1) throw new JournalError('refused', `This account traded ${symbols.join(', ')}: say which of them the bars are of.`, { field: 'symbol' });
  const trades = held.filter((trade) => symbol === null || trade.symbol === symbol);
  if (trades.length === 0) throw new JournalError('refused', symbol === null ? 'This account has no closed trades.' : `This account has no closed trades of ${symbol}.`, { field: 'symbol' });
  const scan = excursionScan(trades, { seconds, quietGaps, begins });
  for (const bar of bars) scan.bar(bar);
  const excursions = scan.finish();
  if (areOfSomethingElse(excursions)) {
    const strays = excursions.filter(({ fits }) => !fits).length;
    throw new JournalError('refused', `${strays} of the ${excursions.length} trades that meet these bars were filled at prices that the bars around them do not know. They are of another instrument or contract, or their times are of another zone.`);
  }
  return { fileName: name, excursions };
}

/**
 * Keeps what was surely reached, for trades that have no MFE$ and MAE$ or have them from bars: typed and imported values stay.
 * Trades during which bars are missing, or whose fills the bars do not know, stay unknown.
 */
export function keepReached(recording: Recording, accountId: string, { fileName, excursions }: Reached, fileHash: string): NonNullable<CallOutput<'bars.excursions'>> {
  const found: { tradeId: string; mfe: number; mae: number }[] = [];
  let kept = 0;
  let uncovered = 0;
  let strays = 0;
  for (const { id, mfe, mae, fits } of excursions) {
    const trade = findTrade(recording.tx, id);
    if (trade === null) continue;
    const stated = trade.excursionProvenance !== 'bars' && (trade.mfe !== null || trade.mae !== null);
    if (stated) kept += 1;
    else if (!fits) strays += 1;
    else if (mfe.possible === null || mae.possible === null) uncovered += 1;
    else if (checkExcursions(money(trade.grossPnl, trade.currency), mfe.certain, mae.certain).length > 0) kept += 1;
    else {
      updateTrade(recording.tx, { ...trade, mfe: mfe.certain.amount, mae: mae.certain.amount, excursionProvenance: 'bars' });
      found.push({ tradeId: id, mfe: mfe.certain.amount, mae: mae.certain.amount });
    }
  }
  if (found.length > 0) recording.note({ type: 'excursions-computed', accountId, fileName, fileHash, trades: found, at: recording.now });
  return { fileName, trades: excursions.length, filled: found.length, kept, uncovered, strays };
}

/** Tells one file of bars from another in the log. */
export function hashOfBars({ bars }: BarFile): string {
  return hash('sha256', bars.map(({ at, open, high, low, close }) => `${at} ${open} ${high} ${low} ${close}`).join('\n'));
}

// ── ATR ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const LENGTH = 14;

/** ATR-14 of the last whole bar, in points. */
export function atrOf({ db, now }: Pick<Lookup, 'db' | 'now'>, { symbol, minutes, zone }: CallInput<'bars.atr'>, file: BarFile): NonNullable<CallOutput<'bars.atr'>> {
  const { seconds } = file;
  const length = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  if (!file.begins && seconds !== minutes * 60) throw new JournalError('refused', `${NO_HEADER} Take a file whose bars are of ${length}, or one with a header.`, { field: 'minutes' });
  const made = seconds === null ? file.bars : barsOfMinutes(file.bars, seconds, minutes);
  if (made === null) throw new JournalError('refused', seconds !== null && seconds > minutes * 60 ? `These bars are longer than ${length}.` : `These bars do not make bars of ${length}.`, { field: 'minutes' });
  const bars = [...made];
  const endOf = (bar: { readonly at: number } | undefined): number => (bar?.at ?? 0) + minutes * 60_000;
  // A bar that is not over says less than its length: the file ends within it, or it was written while the bar went on.
  if (endOf(bars.at(-1)) > Math.min(now, endOfFile(file))) bars.pop();
  if (bars.length <= LENGTH) throw new JournalError('refused', `An ATR of ${LENGTH} needs ${LENGTH + 1} whole bars of ${minutes} minutes; here are ${bars.length}.`);
  if (endOf(bars.at(-1)) > now) throw new JournalError('refused', file.zone === 'stated' ? 'These bars end later than now by the clock of this computer.' : `Read as ${zone.replaceAll('_', ' ')} times, these bars end later than now. In which time zone are they?`, { field: file.zone === 'stated' ? undefined : 'zone' });
  const value = averageTrueRange(bars.map(({ high, low, close }) => ({ high: Number(high), low: Number(low), close: Number(close) })), LENGTH).at(-1);
  // Two places more than a price has: a hundredth of the smallest step.
  const atr = value == null ? null : canonicalDecimal(value.toFixed((findInstrument(db, symbol)?.priceDecimals ?? 2) + 2));
  if (atr === null || atr === '0') throw new JournalError('refused', 'These bars do not move: there is no ATR in them.');
  return { fileName: file.name, atr, at: endOf(bars.at(-1)), bars: bars.length, rejected: file.rejected, assumedZone: file.zone === 'stated' ? null : zone };
}

const NO_HEADER = 'This file has no header, so its times may be the begins or the ends of bars, and no longer bars can be made of them.';

function endOfFile({ bars, seconds }: BarFile): number {
  return (bars.at(-1)?.at ?? 0) + (seconds ?? 0) * 1000;
}
