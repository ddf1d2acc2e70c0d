/** What every report is put together from: figures that say what they rest on, the chosen part of the history, the envelope. */
import type { Figure, FigureValue, Remark, Report, ReportFilter } from '../../../preload/contract/analytics.ts';
import type { ReportName, ReportRows } from '../../../preload/contract/report-tables.ts';
import { formatFixed, parseFixed, SCALE, type Decimal } from '../../engine/decimal.ts';
import { money } from '../../engine/money.ts';
import type { Results } from '../results.ts';
import { known, meanOf, meanText, type Measure } from '../sample.ts';
import type { History, HistoryTicket, HistoryTrade, Source } from './history.ts';

/** The part of the history that a filter chooses. */
export interface Chosen {
  readonly trades: readonly HistoryTrade[];
  readonly tickets: readonly HistoryTicket[];
}

export function choose(history: History, filter: ReportFilter): Chosen {
  const inside = ({ sessionDate, symbol, setup }: { readonly sessionDate: string; readonly symbol: string; readonly setup: string | null }): boolean =>
    (filter.from === null || sessionDate >= filter.from) && (filter.to === null || sessionDate <= filter.to) && (filter.symbol === null || symbol === filter.symbol) && (filter.setup === null || setup === filter.setup);
  return { trades: history.trades.filter(inside), tickets: history.tickets.filter(inside) };
}

/** Everything an assembler is given. */
export interface Ask<S extends Source = History> {
  readonly history: S;
  readonly filter: ReportFilter;
  /** When the report is made. */
  readonly now: number;
}

export function envelope<N extends ReportName>(report: N, { history, filter, now }: Ask<Source>, figures: Figure[], tables: ReportRows<N>, remarks: readonly Remark[] = []): Report<N> {
  const { currency, zone } = history.account;
  return { report, filter, currency, zone, at: now, figures, tables, remarks: [...remarks, ...foreignRemark(history), ...unvaluedRemark(history), ...costsRemark(history), ...laterStopsRemark(history, filter)] };
}

function foreignRemark({ foreign, account }: Source): Remark[] {
  if (foreign === 0) return [];
  return [{ tone: 'info', title: 'Other currencies are left out', text: `${foreign.toLocaleString('en')} closed ${foreign === 1 ? 'trade is' : 'trades are'} not in ${account.currency}. Amounts of different currencies have no sum.` }];
}

/** What no figure counts, and why; null when there is none. */
export function unvaluedText(unvalued: number): string | null {
  if (unvalued === 0) return null;
  return `${unvalued.toLocaleString('en')} finished ${unvalued === 1 ? 'trade has' : 'trades have'} no net result and ${unvalued === 1 ? 'is' : 'are'} left out: nobody has said what a point of the instrument is worth, or the costs are in another currency than the trade.`;
}

function unvaluedRemark({ unvalued }: Source): Remark[] {
  const text = unvaluedText(unvalued);
  return text === null ? [] : [{ tone: 'caution', title: 'Trades without a result are left out', text: `${text} The Match page asks for a point’s worth where it is not known.` }];
}

function costsRemark({ costsUnknown }: Source): Remark[] {
  if (costsUnknown === 0) return [];
  return [{ tone: 'caution', title: 'Not all costs are known', text: `${costsUnknown.toLocaleString('en')} closed ${costsUnknown === 1 ? 'trade of the account does' : 'trades of the account do'} not state all commissions and fees. Net P&L and R of those are after the costs that are known, and so higher than what was earned.` }];
}

/** What figures of R leave out, with the sample it rests on. */
export function laterStopsText({ laterStops, account }: Source, { from, to, symbol, setup }: Omit<ReportFilter, 'accountId'>): string | null {
  const apart = laterStops.filter(
    (trade) => trade.currency === account.currency && (from === null || trade.sessionDate >= from) && (to === null || trade.sessionDate <= to) && (symbol === null || trade.symbol === symbol) && (setup === null || trade.setup === setup),
  );
  if (apart.length === 0) return null;
  const mean = meanOf(apart.map(({ rMicro }) => (rMicro === null ? null : formatFixed(BigInt(rMicro) * 10n ** BigInt(SCALE - 6)))));
  return `${apart.length} ${apart.length === 1 ? 'trade has' : 'trades have'} a stop that was typed after it: no figure of R here counts ${apart.length === 1 ? 'it' : 'them'}. By those stops the mean is ${mean.value ?? 'unknown'} R over ${mean.sample}.`;
}

function laterStopsRemark(source: Source, filter: ReportFilter): Remark[] {
  const text = laterStopsText(source, filter);
  return text === null ? [] : [{ tone: 'info', title: 'Stops typed later are kept apart', text }];
}

// ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const NO_TRADES = 'No closed trade here yet.';
export const NO_R = 'No trade here has R: R needs a stop.';
export const NO_LOSS = 'Without a loss there is nothing to divide by.';
export const NO_MFE = 'No trade here has both Stop$ and MFE$.';

interface Named {
  readonly key: string;
  readonly label: string;
  /** Id of a definition. */
  readonly definition: string;
}

export function named(key: string, label: string, definition: string): Named {
  return { key, label, definition };
}

/** A figure with what it rests on. `reason` is kept when there is no value, or when it says why not to lean on one (`always`). */
export function figure(name: Named, value: FigureValue | null, rests: { readonly sample: number; readonly leftOut?: number }, reason: string | null = null, always = false): Figure {
  return { ...name, value, sample: rests.sample, leftOut: rests.leftOut ?? 0, reason: value === null || always ? reason : null };
}

export const asR = (value: Decimal | null): FigureValue | null => (value === null ? null : { kind: 'r', value });
export const asNumber = (value: Decimal | null): FigureValue | null => (value === null ? null : { kind: 'number', value });
export const asShare = (value: Decimal | null): FigureValue | null => (value === null ? null : { kind: 'share', value });
export const asCount = (value: number): FigureValue => ({ kind: 'count', value });
export const asDuration = (value: number | null): FigureValue | null => (value === null ? null : { kind: 'duration', value });
export const asPnl = (amount: number, currency: string): FigureValue => ({ kind: 'pnl', money: money(amount, currency) });
export const asMoney = (amount: number, currency: string): FigureValue => ({ kind: 'money', money: money(amount, currency) });

export function rFigure(name: Named, measure: Measure, reason: string): Figure {
  return figure(name, asR(measure.value), measure, reason);
}

// ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The columns that every table of results shares. */
export function resultCells(results: Results) {
  const { trades, wins, losses, winRate, netPnl, profitFactor, expectancy } = results;
  return { trades, wins, losses, winRate, netPnl, profitFactor, meanR: expectancy.value, rSample: expectancy.sample };
}

export function medianOf(values: readonly (Decimal | null)[]): Measure {
  const { units, leftOut } = known(values);
  const sorted = units.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = Math.floor(sorted.length / 2);
  const pair = sorted.length % 2 === 1 ? sorted.slice(middle, middle + 1) : sorted.slice(middle - 1, middle + 1);
  return { value: sorted.length === 0 ? null : meanText(pair), sample: sorted.length, leftOut };
}

/** −value in canonical text: drawdowns are written below zero, as they are drawn. */
export function negated(value: Decimal): Decimal {
  const units = parseFixed(value) ?? 0n;
  return formatFixed(-units);
}

export function negative(amount: number): number {
  return amount === 0 ? 0 : -amount;
}

/** Rows by what they have in common, in order of first appearance. */
export function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [row]);
    else list.push(row);
  }
  return groups;
}

/** Mean of whole amounts, rounded to the minor unit; null of nothing. */
export function meanAmount(amounts: readonly number[]): number | null {
  return amounts.length === 0 ? null : Math.round(amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length);
}
