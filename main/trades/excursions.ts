import { absolute, type Fixed } from '../engine/decimal.ts';
import { pointsToMoney, type Money } from '../engine/money.ts';
import type { Bar } from '../imports/bars/bar.ts';
import { fixed } from '../imports/text/arithmetic.ts';

/** A trade as it was held: its fills in order. The caller gives only trades of the bars' instrument. */
export interface HeldTrade {
  readonly id: string;
  readonly fills: readonly { readonly time: number; readonly side: 'buy' | 'sell'; readonly quantity: string; readonly price: string }[];
  readonly pointValue: string;
  readonly currency: string;
}

/**
 * A bound on an excursion. `certain` was surely reached: it comes from bars wholly inside the trade and from the trade's
 * own fills. `possible` was not surpassed: it adds the bars that are only partly inside. They are equal when the bars
 * leave no doubt. `possible` is null where bars are missing, since anything may have happened there.
 */
export interface ExcursionBound {
  readonly certain: Money;
  readonly possible: Money | null;
}

export interface Excursion {
  readonly id: string;
  readonly mfe: ExcursionBound;
  readonly mae: ExcursionBound;
  readonly heldMs: number;
  /** How much of the time held no bar covers. */
  readonly uncoveredMs: number;
  readonly bars: number;
  /** Whether the bars around each fill know its price. Bars of another instrument or read in another time zone do not. */
  readonly fits: boolean;
}

export interface ExcursionScan {
  /** Takes bars in order of time. */
  bar(bar: Bar): void;
  /** Trades that met at least one bar. */
  finish(): Excursion[];
}

/** How exact the times of fills are: platforms cut them to the second. */
const CLOCK_MS = 1000;

/** One in so many of the trades that meet the bars may not fit them; with more of these the bars are of something else. */
const STRAYS_ONE_IN = 4;

/** Too many fills lie outside the bars for these to be of the trades' instrument and clock. */
export function areOfSomethingElse(excursions: readonly Excursion[]): boolean {
  return excursions.filter(({ fits }) => !fits).length * STRAYS_ONE_IN > excursions.length;
}

export interface ExcursionOptions {
  /** Length of a bar in seconds, at most 60. */
  readonly seconds: number;
  /** Minutes without a bar were minutes without a trade (true of some feeds): gaps inside the trade then bound nothing. */
  readonly quietGaps?: boolean;
  /** False when a bar's time may be that of its begin or of its end: what is certain is then so both ways, and what is possible is so in one. */
  readonly begins?: boolean;
}

interface Segment {
  readonly from: number;
  readonly until: number;
  readonly position: Fixed;
  /** Money in and out so far, scale 2 × SCALE. */
  readonly cash: bigint;
}

/** The time held that bars cover, taken as they are stamped or a bar's length earlier. */
interface Cover {
  readonly shift: number;
  ms: number;
  until: number;
}

interface Watched {
  readonly trade: HeldTrade;
  readonly segments: readonly Segment[];
  /** Of each fill: what was traded around it by the bars. */
  readonly around: { readonly time: number; readonly price: Fixed; high: Fixed | null; low: Fixed | null }[];
  readonly start: number;
  readonly end: number;
  certainBest: bigint;
  certainWorst: bigint;
  possibleBest: bigint;
  possibleWorst: bigint;
  readonly covered: Cover[];
  bars: number;
}

/**
 * MFE and MAE of trades from bars: open profit of the position as it was really held, before costs, including what was
 * already taken by partial exits. Throws RangeError for bars longer than a minute.
 */
export function excursionScan(trades: readonly HeldTrade[], options: ExcursionOptions): ExcursionScan {
  if (!(options.seconds > 0 && options.seconds <= 60)) throw new RangeError('excursions need bars of at most one minute');
  const length = options.seconds * 1000;
  const slack = options.begins === false ? length : 0;
  const waiting = trades.map((trade) => watch(trade, slack === 0 ? [0] : [0, -slack])).filter((each) => each !== null).sort((a, b) => a.start - b.start);
  const all = [...waiting];
  let active: Watched[] = [];
  let next = 0;
  return {
    bar(bar) {
      const end = bar.at + length;
      while (next < waiting.length && (waiting[next]?.start ?? Infinity) < end + length) {
        const watched = waiting[next];
        if (watched !== undefined) active.push(watched);
        next += 1;
      }
      if (active.length === 0) return;
      let over = false;
      for (const watched of active) {
        if (watched.end + CLOCK_MS + length <= bar.at - slack) over = true;
        else {
          look(watched, bar, bar.at - slack, length);
          cover(watched, bar.at, length);
          meet(watched, bar, bar.at - slack, end);
        }
      }
      if (over) active = active.filter((watched) => watched.end + CLOCK_MS + length > bar.at - slack);
    },
    finish: () => all.filter((watched) => watched.bars > 0).map((watched) => result(watched, options.quietGaps === true)),
  };
}

function watch(trade: HeldTrade, shifts: readonly number[]): Watched | null {
  const { fills } = trade;
  const first = fills[0];
  const last = fills[fills.length - 1];
  if (first === undefined || last === undefined) return null;
  const segments: Segment[] = [];
  let position = 0n;
  let cash = 0n;
  let best = 0n;
  let worst = 0n;
  fills.forEach((fill, index) => {
    const signed = fill.side === 'buy' ? fixed(fill.quantity) : -fixed(fill.quantity);
    const price = fixed(fill.price);
    position += signed;
    cash -= signed * price;
    // A fill is a price that was surely traded while the position was held.
    const value = cash + position * price;
    if (value > best) best = value;
    if (value < worst) worst = value;
    const until = fills[index + 1]?.time;
    if (until !== undefined && position !== 0n) segments.push({ from: fill.time, until, position, cash });
  });
  const around = fills.map(({ time, price }) => ({ time, price: fixed(price), high: null, low: null }));
  return { trade, segments, around, start: first.time, end: last.time, certainBest: best, certainWorst: worst, possibleBest: best, possibleWorst: worst, covered: shifts.map((shift) => ({ shift, ms: 0, until: first.time })), bars: 0 };
}

/** Notes what was traded by the bar of a fill and by the ones beside it: two clocks are seldom the same to the second. */
function look(watched: Watched, bar: Bar, from: number, length: number): void {
  for (const fill of watched.around) {
    if (from >= fill.time + CLOCK_MS + length || bar.at + 2 * length <= fill.time) continue;
    const [high, low] = [fixed((bar.ask ?? bar).high), fixed(bar.low)];
    if (fill.high === null || high > fill.high) fill.high = high;
    if (fill.low === null || low < fill.low) fill.low = low;
  }
}

/** A small and a large contract, or two places of trade, differ by a little: as much again as was traded, or 0.02 % of the price. */
function knows({ price, high, low }: Watched['around'][number]): boolean {
  if (high === null || low === null) return true;
  const room = high - low > high / 5000n ? high - low : high / 5000n;
  return price <= high + room && price >= low - room;
}

function cover(watched: Watched, at: number, length: number): void {
  for (const covered of watched.covered) {
    // Bars may overlap where some begin off the beat: no moment is covered twice.
    const from = Math.max(at + covered.shift, covered.until);
    const until = Math.min(at + covered.shift + length, watched.end);
    if (until <= from) continue;
    covered.ms += until - from;
    covered.until = until;
  }
}

/** @param from the earliest at which the bar may have begun; `end` the latest at which it may have ended */
function meet(watched: Watched, bar: Bar, from: number, end: number): void {
  let met = false;
  for (const segment of watched.segments) {
    if (from >= segment.until + CLOCK_MS || end <= segment.from) continue;
    met = true;
    const long = segment.position > 0n;
    // A long position is worth what it can be sold for, a short one what it costs to buy back.
    const side = long ? bar : (bar.ask ?? bar);
    const high = segment.cash + segment.position * fixed(side.high);
    const low = segment.cash + segment.position * fixed(side.low);
    const best = high > low ? high : low;
    const worst = high > low ? low : high;
    if (best > watched.possibleBest) watched.possibleBest = best;
    if (worst < watched.possibleWorst) watched.possibleWorst = worst;
    // A time cut to the second may be up to a second later than it says.
    const inside = from >= segment.from + (segment.from % CLOCK_MS === 0 ? CLOCK_MS : 0) && end <= segment.until;
    if (!inside) continue;
    if (best > watched.certainBest) watched.certainBest = best;
    if (worst < watched.certainWorst) watched.certainWorst = worst;
  }
  if (met) watched.bars += 1;
}

function result(watched: Watched, quietGaps: boolean): Excursion {
  const { trade } = watched;
  const toMoney = (value: bigint): Money => pointsToMoney(value, 1n, absolute(fixed(trade.pointValue)), trade.currency);
  const heldMs = watched.end - watched.start;
  const uncoveredMs = heldMs - Math.min(...watched.covered.map(({ ms }) => ms));
  const bounded = uncoveredMs <= 0 || quietGaps;
  return {
    id: trade.id,
    mfe: { certain: toMoney(watched.certainBest), possible: bounded ? toMoney(watched.possibleBest) : null },
    mae: { certain: toMoney(watched.certainWorst), possible: bounded ? toMoney(watched.possibleWorst) : null },
    heldMs,
    uncoveredMs: Math.max(0, uncoveredMs),
    bars: watched.bars,
    fits: watched.around.every(knows),
  };
}
